"""Packs: what they are called, what they may ask for, and how they are told apart."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from cxlint.errors import UserError
from cxlint.linting.config.config import Config, build_config, choose_rules
from cxlint.linting.config.config_files import add_rule_folders, read
from cxlint.linting.model.rule import Rule
from cxlint.linting.rules import loader, packs
from cxlint.linting.rules.versions import satisfies

RULE = """\
id: late-refund
title: Refunds that take long
severity: warning
since: 0.1.0
rationale: The money is the customer's.
remedy: refund within {bound}
sources: [{id: handbook, supports: refunds are quick}]
check: limit
params: {of: channel, field: respond.within, at_most: 1 day}
provenance: {at_most: {source: handbook, says: the next day}}
message: "customers wait {value} at {id}"
bad: ["channels:\\n  a: {kind: chat, respond: 2 days}  # <- late-refund\\n"]
good: ["channels: {}"]
formerly: [slow-refund]
"""
SOURCES = "handbook: {title: Handbook of the service desk, read: first-hand}\n"
GENTLE = """\
rules:
  acme/late-refund:
    severity: info
    params: {at_most: 3 days}
    provenance: {at_most: {source: handbook, says: three days in the first year}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def write(name: str, text: str) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def pack(folder: str = "shared/acme-pack", name: str = "acme", more: str = "") -> None:
    write(f"{folder}/pack.yaml", f"name: {name}\nversion: 1.2.0\n{more}")


def acme(more: str = "") -> None:
    pack(more=more)
    write("shared/acme-pack/sources.yaml", SOURCES)
    write("shared/acme-pack/returns/late-refund.yaml", RULE)
    write(
        "shared/acme-pack/late-word.yaml",
        RULE.replace("late-refund", "late-word").replace("formerly: [slow-refund]\n", ""),
    )
    write("shared/acme-pack/profiles/gentle.yaml", GENTLE)


def settled(text: str) -> tuple[Config, dict[str, Rule]]:
    write("cxlint.yaml", text)
    raw = read(Path("cxlint.yaml"))
    rules = loader.load(raw.rule_folders, raw.packs)
    return build_config(raw, rules, Path.cwd()), rules


def refused(text: str) -> str:
    with pytest.raises(UserError) as error:
        settled(text)
    assert "\n" not in str(error.value)
    return str(error.value)


HERE = "packs: [./shared/acme-pack]\n"


def test_its_rules_are_called_by_its_name() -> None:
    acme()
    config, rules = settled(HERE)
    rule = rules["acme/late-refund"]
    assert (rule.name, rule.pack, rule.category) == ("late-refund", "acme", "acme/returns")
    assert rules["acme/late-word"].category == "acme"
    assert rule.formerly == ("acme/slow-refund",)
    assert "late-refund" not in rules and "hassle-loop" in rules
    assert config.setting(rule, "a.yaml").severity == "warning"


def test_a_pack_a_category_of_it_and_a_rule_are_set_in_that_order() -> None:
    acme()
    text = "rules: {acme/late-refund: error, acme/returns: info, acme: off}\n"
    config, rules = settled(HERE + text)
    assert config.setting(rules["acme/late-refund"], "").severity == "error"
    assert config.setting(rules["acme/late-word"], "").severity is None
    text = "rules: {acme/returns: info, acme: off}\n"
    config, rules = settled(HERE + text)
    assert config.setting(rules["acme/late-refund"], "").severity == "info"
    assert choose_rules(rules, ["acme"], ()) == {"acme/late-refund", "acme/late-word"}
    assert choose_rules(rules, ["acme/returns"], ()) == {"acme/late-refund"}
    assert choose_rules(rules, ["acme"], ["acme/slow-refund"]) == {"acme/late-word"}
    locks = settled(f"{HERE}locked: acme\n")[0].locks()
    assert sorted(locks) == ["acme/late-refund", "acme/late-word"]


def test_a_misspelt_rule_of_a_pack_is_corrected() -> None:
    acme()
    said = refused(f"{HERE}rules: {{acme/late-refnd: error}}\n")
    assert said.startswith("cxlint.yaml:2: ")
    assert "did you mean 'acme/late-refund'?" in said


def test_a_profile_of_a_pack_is_extended_and_says_where_its_value_comes_from() -> None:
    acme()
    config, rules = settled(f"{HERE}extends: acme/gentle\n")
    rule = rules["acme/late-refund"]
    (threshold,) = config.thresholds(rule, "a.yaml")
    assert (threshold.value, threshold.source, threshold.profile) == (
        "3 days",
        "handbook",
        "acme/gentle",
    )
    assert threshold.set_in == "shared/acme-pack/profiles/gentle.yaml:4"
    assert threshold.says == "three days in the first year"
    said = refused(f"{HERE}extends: acme/gentel\n")
    assert said.startswith("cxlint.yaml:2: no profile 'acme/gentel'; did you mean 'acme/gentle'?")


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("policy: policies\n", "1: a profile does not say 'policy'"),
        ("rules: {late-refund: off}\n", "1: no rule or category 'late-refund'"),
        (GENTLE.replace("source: handbook", "source: hndbook"), "did you mean 'handbook'?"),
        (GENTLE.replace("{at_most: {source", "{at_mst: {source"), "5: no value of 'at_mst'"),
        ("[]\n", "1: a profile holds one mapping"),
    ],
)
def test_a_faulty_profile_is_refused_with_its_place(profile: str, said: str) -> None:
    acme()
    write("shared/acme-pack/profiles/gentle.yaml", profile)
    refusal = refused(f"{HERE}extends: acme/gentle\n")
    assert refusal.startswith("shared/acme-pack/profiles/gentle.yaml:")
    assert said in refusal


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("packs: [./shared/acme-pak]\n", "1: there is no folder './shared/acme-pak'; did you mean"),
        ("packs: [acme-pack]\n", "no installed pack 'acme-pack'; did you mean './shared/acme-pack"),
        ("packs: [.]\n", "1: a pack has a folder of its own, and this is the one of this file"),
        ("packs: [./shared]\n", "1: there is no pack.yaml in './shared'"),
        ("packs: [./shared/acme-pack, ./other]\n", "1: two packs are called acme: folder shared/"),
        (
            "packs:\n- {pack: ./shared/acme-pack, version: '>=2'}\n",
            "2: the pack acme is of version",
        ),
        ("packs: [{pack: ./other, checksum: 'sha256:%s'}]\n" % ("0" * 64), "1: the pack acme has"),
        ("packs: [{pack: ./other, checksum: 'sha1'}]\n", "1: found sha1, where sha256:"),
        ("packs: [{pack: ./other, version: '1.2'}]\n", "where versions, such as"),
        ("rule_folders: [shared/acme-pack]\n", "1: 'acme-pack' holds a pack.yaml; name it under"),
    ],
)
def test_a_pack_that_is_not_what_was_asked_for_is_refused(text: str, said: str) -> None:
    acme()
    pack("other")
    refusal = refused(text)
    assert refusal.startswith("cxlint.yaml:")
    assert said in refusal


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("cxlint: '>=9'\n", "pack.yaml:3: the pack acme needs cxlint >=9; this is 0.1.0"),
        ("cxlint: '>=%s'\n" % ("9" * 5000), "pack.yaml:3: found "),
        ("nmae: x\n", "pack.yaml:3: unknown key 'nmae'; did you mean 'name'?"),
        ("packs: [../none]\n", "pack.yaml:3: there is no folder '../none'"),
    ],
)
def test_a_pack_that_does_not_fit_is_refused_with_its_place(more: str, said: str) -> None:
    acme(more)
    assert said in refused(HERE)


def test_a_category_of_a_pack_brings_the_pack() -> None:
    acme()
    raw = add_rule_folders(read(None), [Path("shared/acme-pack/returns")])
    assert [each.name for each in raw.packs] == ["acme"]
    assert add_rule_folders(raw, [Path("shared/acme-pack")]) == raw
    pack("other")
    twice = add_rule_folders(raw, [Path("other")])
    with pytest.raises(UserError, match=r"other/pack\.yaml:1: a pack cannot be called acme"):
        loader.load(twice.rule_folders, twice.packs)


@pytest.mark.parametrize("name", ["handoffs", "own", "cxlint"])
def test_a_pack_is_not_called_like_a_category(name: str) -> None:
    pack(name=name)
    assert f"pack.yaml:1: a pack cannot be called {name}" in refused(HERE)


def test_a_rule_and_a_category_of_one_pack_have_different_names() -> None:
    acme()
    write("shared/acme-pack/returns.yaml", RULE.replace("id: late-refund", "id: returns"))
    assert "its category is called like the rule acme/returns" in refused(HERE)


def test_a_category_is_named_so_that_a_configuration_can_name_it() -> None:
    acme()
    write("shared/acme-pack/Our Rules/a.yaml", RULE)
    assert refused(HERE).startswith("shared/acme-pack/Our Rules: ")


def test_what_belongs_to_other_tools_is_no_part_of_a_pack() -> None:
    acme()
    before = packs.pack_of_folder(Path("shared/acme-pack"))
    write("shared/acme-pack/.github/dependabot.yml", "version: 2\n")
    write("shared/acme-pack/.yamllint.yml", "extends: default\n")
    assert packs.pack_of_folder(Path("shared/acme-pack")).files == before.files


def test_two_profiles_of_one_name_are_refused() -> None:
    acme()
    for ending in ("yaml", "yml"):
        write(f"shared/acme-pack/profiles/twice.{ending}", GENTLE)
    with pytest.raises(UserError, match=r"twice\.yml:1: .* already holds a profile twice"):
        _ = packs.pack_of_folder(Path("shared/acme-pack")).profiles


def test_a_pack_brings_those_that_it_needs() -> None:
    acme()
    pack("base", "base", "packs: [{pack: ./../shared/acme-pack, version: '>=1.2,<2'}]\n")
    write("base/profiles/firm.yaml", "extends: acme/gentle\nrules: {acme/late-refund: error}\n")
    config, rules = settled("packs: ./base\nextends: base/firm\n")
    assert [each.name for each in config.packs] == ["acme", "base"]
    setting = config.setting(rules["acme/late-refund"], "")
    assert (setting.severity, setting.params["at_most"]) == ("error", "3 days")


def test_a_needed_pack_is_the_one_that_is_listed() -> None:
    acme()
    pack("base", "base", "packs: [acme]\n")
    config, _ = settled("packs: [./base, ./shared/acme-pack]\n")
    assert [each.name for each in config.packs] == ["acme", "base"]
    pack("base", "base", "packs: [{pack: acme, version: '<1'}]\n")
    said = refused("packs: [./base, ./shared/acme-pack]\n")
    assert said.startswith("base/pack.yaml:3: the pack acme is of version 1.2.0, and not <1")


def test_packs_that_need_one_another_are_refused() -> None:
    pack("a", "a", "packs: [../b]\n")
    pack("b", "b", "packs: [../a]\n")
    said = refused("packs: [./a]\n")
    assert said == "b/pack.yaml:3: packs need one another in a circle: a -> b -> a"


def test_the_checksum_is_of_names_and_contents_and_of_nothing_else() -> None:
    pack("a", "a")
    write("a/z.yaml", "x\r\ny\n")
    write("a/m/b.yml", "é")
    write("a/notes.txt", "no part of it")
    (found,) = read(_config("packs: ./a\n")).packs
    told = b""
    for path, content in (
        ("m/b.yml", "é".encode()),
        ("pack.yaml", b"name: a\nversion: 1.2.0\n"),
        ("z.yaml", b"x\ny\n"),
    ):
        told += len(path).to_bytes(8, "big") + path.encode()
        told += len(content).to_bytes(8, "big") + content
    expected = f"sha256:{hashlib.sha256(told).hexdigest()}"
    assert packs.checksum(found) == expected
    pinned = f"packs: [{{pack: ./a, checksum: '{expected}'}}]\n"
    assert read(_config(pinned)).packs
    write("a/m/b.yml", "e")
    with pytest.raises(UserError, match=r"cxlint.yaml:1: the pack a has changed"):
        read(_config(pinned))


def _config(text: str) -> Path:
    write("cxlint.yaml", text)
    return Path("cxlint.yaml")


@pytest.mark.parametrize(
    ("wanted", "fitting"),
    [
        ("", True),
        (">=1.2", True),
        (">=1.2,<2", True),
        ("==1.2", True),
        ("!=1.2.0", False),
        (">1.2", False),
        ("<=1.10", True),
        (">=1.2.0.1", False),
        ("about 1", False),
    ],
)
def test_versions_are_compared_number_by_number(wanted: str, fitting: bool) -> None:
    assert satisfies("1.2.0", wanted) is fitting
    assert satisfies("1.2", wanted) is fitting


def test_a_pack_is_compiled_once_for_exactly_its_content() -> None:
    acme()
    assert settled(HERE)[1]["acme/late-refund"].title == "Refunds that take long"
    write("shared/acme-pack/returns/late-refund.yaml", RULE.replace("Refunds", "REFUNDS"))
    assert settled(HERE)[1]["acme/late-refund"].title == "REFUNDS that take long"
    write("shared/acme-pack/sources.yaml", SOURCES.replace("handbook", "manual"))
    assert "no source 'handbook' in sources.yaml" in refused(HERE)


def test_an_endless_file_is_not_read_to_its_end() -> None:
    acme()
    write("shared/acme-pack/large.yaml", "x" * (packs.LARGEST + 1))
    assert refused(HERE) == "shared/acme-pack: large.yaml has more than the 1,024 KiB of a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_not_waited_for() -> None:
    acme()
    os.mkfifo("shared/acme-pack/pipe.yaml")
    assert refused(HERE) == "shared/acme-pack: pipe.yaml is no file"


def test_a_pack_holds_what_its_rules_say_in_other_languages() -> None:
    acme()
    write("shared/acme-pack/languages/de/own.yaml", "late-refund: {title: Spät}")
    held = packs.pack_of_folder(Path("shared/acme-pack"))
    assert "languages/de/own.yaml" in dict(held.files)
    assert "acme/late-refund" in loader.load((), [held])
    write("shared/acme-pack/languages/own.yaml", RULE)
    with pytest.raises(UserError, match=r"languages/own\.yaml:1: here lie folders of languages"):
        packs.pack_of_folder(Path("shared/acme-pack"))
