"""The gate holds: a change to the policy cannot weaken its own judge in silence.

Each attack is tried in a git repository, and what the run says of it is looked for in every format.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess

import pytest

FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")
TODAY = ("--as-of", "2026-11-21")

LOOP = """\
teams:
  care: {seats: 3, closes: all}
steps:
  a: {kind: page, goes_to: b}
  b: {kind: page, goes_to: a}
"""
"""A policy in which customers go in a circle."""

RULE = "hassle-loop"
DANGLING = "channels:\n  chat: {kind: chat, goes_to: nobody}\n"
MISSPELT = "teams:\n  care: {seatz: 3}\n"
SECRET = "token = ghp-0123456789\n"


@pytest.fixture(autouse=True)
def _repository(folder):
    subprocess.run(["git", "init", "-q", str(folder)], check=True)


@pytest.fixture
def check(cxlint):
    """Return a function that checks, and returns the JSON report."""

    def run(*arguments, code=None):
        result = cxlint("check", *arguments, *TODAY, "--format", "json")
        assert code is None or result.code == code, result.err or result.out
        return json.loads(result.out) if result.out else {"findings": [], "judged_by": []}

    return run


def judged(report):
    return [(each["kind"], each["path"], each["line"]) for each in report["judged_by"]]


def open_rules(report):
    return {each["rule"] for each in report["findings"] if each["status"] == "new"}


def said(cxlint, form, *arguments):
    """Return all that a run in a format writes, folds undone."""
    result = cxlint("check", *arguments, *TODAY, "--format", form)
    return html.unescape(" ".join((result.out + result.err).split()).replace("\\", ""))


WAYS = {
    "exclude": ("exclude: [bad.yaml]\n", "excluded", "bad.yaml leaves out bad.yaml"),
    "paths": (
        "paths: [{files: bad.yaml, rules: {hassle-loop: off}}]\n",
        "paths",
        "for bad.yaml: hassle-loop off",
    ),
    "severity": ("rules: {hassle-loop: info}\n", "softened", "hassle-loop: info instead of"),
    "off": ("rules: {hassle-loop: off}\n", "off", "hassle-loop: switched off"),
    "threshold": (
        "rules: {excess-steps: {params: {at_most: 99}}}\n",
        "softened",
        "excess-steps: at_most = 99",
    ),
    "profile": (
        "extends: mild\nprofiles: {mild: {rules: {hassle-loop: off}}}\n",
        "profile",
        "the profile mild is in force: it switches off hassle-loop",
    ),
    "shipped profile": ("extends: seed\n", "profile", "the profile seed is in force"),
    "bar": (
        "extends: strict\nfail_on: error\n",
        "softened",
        "only findings from error on fail, though the profile strict fails on warning",
    ),
    "lock removed": (
        "profiles: {ours: {locked: [hassle-loop]}}\n",
        "unlocked",
        "hassle-loop not locked: the profile ours would, and nothing extends it",
    ),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_soften_the_judge_is_said_in_every_format(cxlint, write, way, form):
    config, kind, told = WAYS[way]
    write("bad.yaml", LOOP)
    write("good.yaml", "organization: {name: Acme}\n")
    write("cxlint.yaml", config)
    out = said(cxlint, form)
    assert kind in out
    assert told in out
    assert "cxlint.yaml judges, and locks nothing" in out


@pytest.mark.parametrize("form", FORMATS)
def test_a_waiver_is_said_in_every_format(cxlint, write, form):
    write("a.yaml", DANGLING.rstrip() + "  # cxlint: allow[undefined-reference] opens in March\n")
    out = said(cxlint, form)
    assert "undefined-reference at channel/chat: opens in March" in out


@pytest.mark.parametrize("form", FORMATS)
def test_a_baseline_is_said_with_its_size_in_every_format(cxlint, write, form):
    write("a.yaml", DANGLING)
    cxlint("baseline", "--select", "undefined-reference")
    told = "the baseline accepts {} of these findings, and would accept {}"
    base = ("--baseline", "cxlint-baseline.yaml")
    assert told.format(1, 1) in said(cxlint, form, *base)
    write("b.yaml", DANGLING.replace("chat:", "talk:"))
    cxlint("baseline", "--select", "undefined-reference")
    assert told.format(2, 2) in said(cxlint, form, *base)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_said_where_nothing_deviates(cxlint, write, form):
    write("a.yaml", "teams:\n  care: {seats: 3}\n")
    result = cxlint("check", *TODAY, "--format", form)
    assert [line for line in result.err.splitlines() if "cxlint: judged: " not in line] == []
    words = ("toolConfiguration", "softened", "switched off", "excluded", "selected", "judges")
    said = result.out
    if form == "sarif":  # less what it says of every rule there is
        run = json.loads(said)["runs"][0]
        del run["tool"]["driver"]["rules"]
        said = json.dumps(run)
    assert [word for word in words if word in said] == []
    if form == "json":
        assert json.loads(result.out)["judged_by"] == []


@pytest.mark.parametrize(
    "config",
    ["rules: {hassle-loop: error}\n", "locked: [hassle-loop]\n", "fail_on: info\n"],
    ids=["graver", "locked", "stricter"],
)
def test_what_makes_the_judge_stricter_is_no_softening(check, write, config):
    write("a.yaml", "teams:\n  care: {seats: 3}\n")
    write("cxlint.yaml", config)
    assert judged(check(code=0)) == [("configuration", "cxlint.yaml", 0)]


def test_the_line_that_names_the_configuration_names_its_locks(check, write):
    write("a.yaml", "teams:\n  care: {seats: 3}\n")
    write("cxlint.yaml", "locked: [silo, hassle-loop]\n")
    (told,) = check()["judged_by"]
    assert told["message"] == "cxlint.yaml judges, and locks hassle-loop, silo"
    write("cxlint.yaml", "locked: [silo]\n")
    (told,) = check()["judged_by"]
    assert told["message"] == "cxlint.yaml judges, and locks silo"


def test_choosing_rules_and_the_bar_by_the_command_is_said(check, write):
    write("a.yaml", LOOP)
    report = check("--select", "reading", "--fail-on", "warning")
    assert judged(report) == [("selected", "", 0), ("selected", "", 0)]


def test_the_json_lines_and_sarif_hold_the_same(cxlint, check, write):
    write("a.yaml", LOOP)
    write("cxlint.yaml", "rules: {hassle-loop: off}\n")
    lines = cxlint("check", *TODAY, "--format", "jsonl").out.splitlines()
    records = [json.loads(line) for line in lines]
    ours = [each for each in records if each.get("kind") == "judged_by"]
    assert [(each["what"], each["path"], each["line"]) for each in ours] == judged(check())
    (run,) = json.loads(cxlint("check", *TODAY, "--format", "sarif").out)["runs"]
    told = run["invocations"][0]["toolConfigurationNotifications"]
    assert [(each["level"], each["descriptor"]["id"]) for each in told] == [
        ("note", "configuration"),
        ("note", "off"),
    ]
    place = told[1]["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("cxlint.yaml", 1)


# Which configuration governs.


def test_a_nested_configuration_neither_switches_off_nor_moves_thresholds(check, write):
    write("cxlint.yaml", "# the judge\n")
    write("care/a.yaml", LOOP)
    rules = "{hassle-loop: off, excess-steps: {params: {at_most: 99}}}"
    write("care/cxlint.yaml", f"rules: {rules}\nfail_on: info\nlocked: [silo]\n")
    for paths in ((), ("care",), ("care/a.yaml",)):
        report = check(*paths)
        assert RULE in open_rules(report)
        (told,) = [each for each in report["judged_by"] if "counts for nothing" in each["message"]]
        for word in ("hassle-loop off", "at_most of excess-steps", "`fail_on`", "`locked`"):
            assert word in told["message"]


def test_a_nested_configuration_sets_severities_of_its_own_folder(check, write):
    write("cxlint.yaml", "# the judge\n")
    write("care/a.yaml", LOOP)
    write("sales/a.yaml", LOOP.replace("care", "shop").replace(" a", " c").replace(" b", " d"))
    write("care/cxlint.yaml", "rules: {hassle-loop: info}\n")
    found = [each for each in check()["findings"] if each["rule"] == RULE]
    assert {each["path"].split("/")[0]: each["severity"] == "info" for each in found} == {
        "care": True,
        "sales": False,
    }
    told = check("care")["judged_by"]
    assert ("softened", "care/cxlint.yaml") in [(each["kind"], each["path"]) for each in told]


def test_a_nested_configuration_leaves_out_files_of_its_own_folder(check, write):
    write("cxlint.yaml", "# the judge\n")
    write("care/a.yaml", LOOP)
    write("b.yaml", DANGLING)
    write("care/cxlint.yaml", "exclude: ['*.yaml', ../b.yaml]\n")
    report = check()
    assert {each["path"] for each in report["findings"]} == {"b.yaml"}
    assert ("excluded", "care/cxlint.yaml", 1) in judged(report)


def test_the_deeper_of_two_nested_configurations_counts_more(check, write):
    write("cxlint.yaml", "# the judge\n")
    write("x/cxlint.yaml", "rules: {hassle-loop: error}\n")
    write("x/y/cxlint.yaml", "rules: {hassle-loop: info}\n")
    write("x/y/a.yaml", LOOP)
    (found,) = [each for each in check("x/y/a.yaml")["findings"] if each["rule"] == RULE]
    assert found["severity"] == "info"


def test_a_nested_configuration_switches_no_rule_on(check, write):
    write("cxlint.yaml", "rules: {hassle-loop: off}\n")
    write("care/cxlint.yaml", "rules: {hassle-loop: error}\n")
    write("care/a.yaml", LOOP)
    assert RULE not in open_rules(check())


@pytest.mark.parametrize(
    "rules",
    ["hassle-loop: off", "hassle-loop: info", "handoffs: info"],
)
def test_a_nested_configuration_cannot_soften_what_is_locked(cxlint, write, rules):
    write("cxlint.yaml", "rules: {hassle-loop: error}\nlocked: [hassle-loop]\n")
    write("care/cxlint.yaml", f"rules: {{{rules}}}\n")
    write("care/a.yaml", LOOP)
    result = cxlint("check")
    assert result.code == 2
    assert re.match(r"cxlint: care/cxlint.yaml:1: the rule 'hassle-loop' is locked", result.err)


def test_a_nested_configuration_may_make_what_is_locked_graver(check, write):
    write("cxlint.yaml", "locked: [hassle-loop]\n")
    write("care/cxlint.yaml", "rules: {hassle-loop: error}\n")
    bot = (
        "channels: {chat: {kind: chat, goes_to: bot}}\nsteps: {bot: {kind: bot, on_failure: bot}}\n"
    )
    write("care/a.yaml", bot + "handoffs: [{from: bot, to: care}]\nteams: {care: {seats: 3}}\n")
    (found,) = [each for each in check()["findings"] if each["rule"] == RULE]
    assert found["severity"] == "error"


def test_the_configuration_of_a_subfolder_does_not_replace_the_roots(check, write):
    write("cxlint.yaml", "rules: {hassle-loop: error}\n")
    write("care/cxlint.yaml", "extends: seed\nexclude: []\n")
    write("care/a.yaml", LOOP)
    for paths in (("care",), ("care/a.yaml",), (".",)):
        assert RULE in {each["rule"] for each in check(*paths)["findings"]}
        assert ("configuration", "cxlint.yaml", 0) in judged(check(*paths))


@pytest.mark.parametrize("inner", ["sub", "lib/sub", "sub/deep/er"])
def test_what_lies_in_an_inner_repository_is_shown_from_the_outer_one(check, cxlint, write, inner):
    write("cxlint.yaml", "locked: [unknown-key]\n")
    write(f"{inner}/.git", "gitdir: elsewhere\n")
    write(f"{inner}/cxlint.yaml", "rules: {hassle-loop: info}\nfail_on: info\n")
    write(f"{inner}/a.yaml", LOOP)
    report = check()
    assert {each["path"] for each in report["findings"]} == {f"{inner}/a.yaml"}
    told = [each for each in report["judged_by"] if each["path"] != "cxlint.yaml"]
    assert {each["path"] for each in told} == {f"{inner}/cxlint.yaml"}
    assert all("does not judge here" not in each["message"] for each in told)
    write(f"{inner}/cxlint.yaml", "rules: {hassle-lop: info}\n")
    assert cxlint("check").err.startswith(f"cxlint: {inner}/cxlint.yaml:1: ")


def test_a_judge_and_a_baseline_in_an_inner_repository_are_shown_from_the_outer_one(check, write):
    write("judge/.git", "gitdir: elsewhere\n")
    write("judge/ci.yaml", "# the judge\n")
    write("judge/b.yaml", "version: 2\nfindings: [{rule: silo, entity: a, fingerprint: b}]\n")
    write("care/a.yaml", LOOP)
    told = check("care", "--config", "judge/ci.yaml", "--baseline", "judge/b.yaml")["judged_by"]
    assert {each["path"] for each in told} == {"judge/ci.yaml", "judge/b.yaml"}


@pytest.mark.parametrize("inner", ["sub", "lib/sub", "sub/deep/er"])
@pytest.mark.parametrize("git", [".git", ".git/HEAD"])
@pytest.mark.parametrize("entered", [True, False])
def test_an_outer_configuration_that_does_not_judge_is_said(
    check, write, folder, monkeypatch, inner, git, entered
):
    write("cxlint.yaml", "locked: [hassle-loop]\n")
    write(f"{inner}/{git}", "x\n")
    write(f"{inner}/cxlint.yaml", "rules: {hassle-loop: off}\n")
    write(f"{inner}/a.yaml", LOOP)
    if entered:
        monkeypatch.chdir(folder / inner)
    report = check(*([] if entered else [inner]))
    assert RULE not in open_rules(report)
    outer = "../" * (inner.count("/") + 1) + "cxlint.yaml"
    told = [each["message"] for each in report["judged_by"] if "does not judge" in each["message"]]
    assert len(told) == 1
    assert told[0].startswith(f"{outer} does not judge here, nor are its locks in force")


@pytest.mark.parametrize(
    ("outer", "inner", "git"),
    [
        ("cxlint.yaml", "", "sub/.git"),
        ("", "sub/cxlint.yaml", "sub/.git"),
        ("cxlint.yaml", "sub/cxlint.yaml", ""),
    ],
)
def test_no_outer_configuration_is_spoken_of_where_none_is_set_aside(
    check, write, folder, monkeypatch, outer, inner, git
):
    for name in filter(None, (outer, inner, git)):
        write(name, "# nothing\n")
    write("sub/a.yaml", LOOP)
    monkeypatch.chdir(folder / "sub")
    told = check()["judged_by"]
    assert told
    assert all("does not judge" not in each["message"] for each in told)


def test_a_configuration_named_by_the_command_judges_alone(check, write, cxlint):
    write("judge/ci.yaml", "rules: {hassle-loop: error}\n")
    write("cxlint.yaml", "rules: {hassle-loop: off}\n")
    write("care/cxlint.yaml", "rules: {hassle-loop: info}\nexclude: [a.yaml]\n")
    write("care/a.yaml", LOOP)
    (found,) = [
        each
        for each in check("care", "--config", "judge/ci.yaml")["findings"]
        if each["rule"] == RULE
    ]
    assert found["severity"] == "error"
    assert "care/cxlint.yaml is not used" in cxlint("check", "--config", "judge/ci.yaml").out


@pytest.mark.parametrize("names", [("a", "b"), ("a", "b", "c"), ("a/x.yaml", "b")])
def test_without_a_root_each_policy_is_judged_by_its_own_in_any_order(cxlint, write, names):
    write("a/cxlint.yaml", "rules: {hassle-loop: off}\n")
    for name in ("a", "b", "c"):
        write(f"{name}/x.yaml", LOOP)
    runs = [cxlint("check", *order, *TODAY, "--format", "json") for order in (names, names[::-1])]
    assert runs[0] == runs[1]
    report = json.loads(runs[0].out)
    found = {each["path"] for each in report["findings"] if each["rule"] == RULE}
    assert found == {f"{name[0]}/x.yaml" for name in names} - {"a/x.yaml"}
    assert report["judged_by"][0]["kind"] == "separate"
    assert report["judged_by"][0]["count"] == len(names)


def test_with_a_root_several_paths_are_one_policy(check, write):
    write("cxlint.yaml", "# the judge\n")
    write("a/x.yaml", "channels:\n  chat: {kind: chat, goes_to: care}\n")
    write("b/x.yaml", "teams:\n  care: {seats: 3}\n")
    assert "undefined-reference" not in open_rules(check("a", "b"))
    assert "separate" not in [kind for kind, _, _ in judged(check("b", "a"))]


def test_one_baseline_over_two_policies_accepts_each_finding_once(cxlint, check, write):
    write("a/x.yaml", DANGLING)
    chosen = ("--select", "undefined-reference,baseline-stale")
    cxlint("baseline", "a", *chosen)
    write("b/x.yaml", DANGLING)
    report = check("b", "a", *chosen, "--baseline", "cxlint-baseline.yaml")
    assert sorted(each["status"] for each in report["findings"]) == ["baselined", "new"]


# Reading faults and what is locked.

FAULTS = {
    "unreadable-file": "teams: {\n",
    "unknown-key": MISSPELT,
    "wrong-value": "teams:\n  care: {seats: many}\n",
    "missing-key": "handoffs:\n  - {from: resolved}\n",
    "duplicate-key": "teams:\n  care: {seats: 3}\n  care: {seats: 4}\n",
    "duplicate-id": "teams:\n  care: {seats: 3}\n---\nteams:\n  care: {seats: 4}\n",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reading_fault_is_never_switched_off_softened_baselined_or_waived(
    cxlint, check, write, fault
):
    write("a.yaml", FAULTS[fault])
    assert fault in open_rules(check())
    for setting in ("off", "info", "warning"):
        for said_of in (f"rules: {{{fault}: {setting}}}", f"rules: {{reading: {setting}}}"):
            for config in (said_of, f"paths: [{{files: a.yaml, {said_of}}}]"):
                write("cxlint.yaml", f"{config}\n")
                result = cxlint("check")
                assert (result.code, "is locked" in result.err) == (2, True)
    write("cxlint.yaml", "")
    cxlint("baseline")
    assert fault in open_rules(check("--baseline", "cxlint-baseline.yaml"))
    (found,) = [each for each in check()["findings"] if each["rule"] == fault][:1]
    key = {name: found[name] for name in ("rule", "entity", "fingerprint")}
    write("by-hand.yaml", f"version: 1\nfindings: [{json.dumps(key)}]\n")
    write("cxlint.yaml", "exclude: [by-hand.yaml]\n")
    report = check("--baseline", "by-hand.yaml")
    assert {fault, "baseline-stale"} <= open_rules(report)
    waiver = "owner: x, reason: later, expires: 2027-01-01, approved_by: y"
    write("w.yaml", f"waivers:\n  - {{rule: {fault}, at: {found['entity']!r}, {waiver}}}\n")
    assert {fault, "waiver-of-locked-rule"} <= open_rules(check())


def test_what_is_locked_cannot_be_baselined_or_waived(cxlint, check, write):
    comment = "  # cxlint: allow[undefined-reference] later\n"
    write("a.yaml", DANGLING.rstrip() + comment)
    assert "undefined-reference" not in open_rules(check())
    write("a.yaml", DANGLING)
    cxlint("baseline")
    base = ("--baseline", "cxlint-baseline.yaml")
    assert "undefined-reference" not in open_rules(check(*base))
    write("cxlint.yaml", "locked: [undefined-reference]\n")
    report = check(*base)
    assert {"undefined-reference", "baseline-stale"} <= open_rules(report)
    write("a.yaml", DANGLING.rstrip() + comment)
    assert {"undefined-reference", "waiver-of-locked-rule"} <= open_rules(check())
    assert "undefined-reference" in cxlint("baseline").err


# Left out is left out.


@pytest.mark.parametrize("name", ["drafts/b.yaml", "drafts", "./drafts/../drafts/b.yaml"])
def test_what_is_left_out_stays_so_when_it_is_named_and_that_is_said(cxlint, write, name):
    write("cxlint.yaml", "exclude: [drafts/]\n")
    write("drafts/b.yaml", MISSPELT)
    result = cxlint("check", name)
    told = result.out + result.err
    assert "unknown-key" not in told
    assert "drafts/ leaves out drafts" in told
    assert result.code == (2 if name == "drafts" else 0)
    assert cxlint("check", name, "--no-exclude").code == 1


def test_an_editor_that_sends_what_is_left_out_is_told_nothing_of_it(cxlint, write):
    write("cxlint.yaml", "exclude: [drafts/]\n")
    write("a.yaml", "teams:\n  care: {seats: 3}\n")
    run = ("check", "-", "--stdin-filename", "drafts/b.yaml")
    result = cxlint(*run, stdin=MISSPELT.encode())
    assert (result.code, "drafts/ leaves out drafts/b.yaml" in result.out) == (0, True)
    assert cxlint(*run, "--no-exclude", stdin=MISSPELT.encode()).code == 1
    assert cxlint("check", "-", stdin=MISSPELT.encode()).code == 1


def test_leaving_out_everything_is_a_mistake(cxlint, write):
    write("cxlint.yaml", "exclude: ['**']\n")
    write("a.yaml", MISSPELT)
    result = cxlint("check")
    assert (result.code, "leaves out a.yaml" in result.err) == (2, True)


def test_a_file_that_is_named_and_not_left_out_is_read(check, write):
    write("cxlint.yaml", "exclude: ['*', '!keep/', '!keep/*']\n")
    write("keep/a.yaml", MISSPELT)
    assert "unknown-key" in open_rules(check("keep/a.yaml"))
    assert "unknown-key" in open_rules(check())


# What a configuration names lies in its own folder.

OUT = {
    "policy": "policy: ../elsewhere",
    "policy in a list": "policy: [., ../elsewhere/a.yaml]",
    "whole path": "policy: /etc",
    "baseline": "baseline: ../base.yaml",
    "whole baseline": "baseline: /etc/passwd",
    "rule folders": "rule_folders: ../elsewhere",
    "up and down": "rule_folders: x/../../elsewhere",
    "packs": "packs: ./../elsewhere",
    "link to a folder": "policy: linked",
    "link to rules": "rule_folders: [linked]",
    "link to a pack": "packs: ./linked",
    "link to a file": "baseline: secret.yaml",
    "link to git": "baseline: git.yaml",
    "folder for a baseline": "baseline: inner",
    "pipe for a baseline": "baseline: pipe.yaml",
}


@pytest.mark.parametrize("way", OUT)
def test_a_configuration_names_nothing_outside_its_folder(cxlint, write, tmp_path_factory, way):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "pack.yaml").write_text("name: out\nversion: 1.0.0\n")
    (outside / "secret").write_text(SECRET)
    write("elsewhere/pack.yaml", "name: else\nversion: 1.0.0\n")
    write("elsewhere/a.yaml", LOOP)
    write("base.yaml", "version: 1\nfindings: []\n")
    write(".git/credentials", SECRET)
    here = write("inner/a.yaml", "teams:\n  care: {seats: 3}\n").parent
    (here / "x").mkdir()
    (here / "inner").mkdir()
    (here / "linked").symlink_to(outside)
    (here / "secret.yaml").symlink_to(outside / "secret")
    (here / "git.yaml").symlink_to("../.git/credentials")
    os.mkfifo(here / "pipe.yaml")
    write("inner/cxlint.yaml", f"{OUT[way]}\n")
    for command in ("check", "baseline", "config"):
        result = cxlint(command, "inner/a.yaml")
        assert result.code == 2
        assert re.match(r"cxlint: inner/cxlint\.yaml:1: ", result.err), result.err
        assert "ghp" not in result.err + result.out


@pytest.mark.parametrize("key", ["policy", "rule_folders"])
def test_a_link_to_a_folder_of_the_same_repository_is_followed(cxlint, write, folder, key):
    write("shared/a.yaml" if key == "policy" else "shared/care/x.txt", LOOP)
    write("inner/cxlint.yaml", f"{key}: linked\n")
    write("inner/b.yaml", "organization: {name: Acme}\n")
    (folder / "inner" / "linked").symlink_to("../shared")
    assert cxlint("config", "inner/b.yaml").code == 0


def test_a_policy_reached_by_a_link_to_a_folder_of_the_repository_is_read(check, write, folder):
    write("shared/a.yaml", LOOP)
    write("policies/b.yaml", "organization: {name: Acme}\n")
    (folder / "policies" / "common").symlink_to("../shared")
    assert RULE in open_rules(check("policies"))


SECRETS = {
    "git": ".git/credentials",
    "hidden": ".env",
    "other ending": "notes.txt",
    "left out": "private/values.yaml",
    "packages": "node_modules/x/values.yaml",
    "outside": "OUTSIDE/values.yaml",
    "no ending": "secret",
    "other language": "values.json",
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("where", SECRETS)
def test_nothing_of_a_file_behind_a_link_is_quoted(
    cxlint, write, folder, where, form, tmp_path_factory
):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "values.yaml").write_text(SECRET)
    target = SECRETS[where].replace("OUTSIDE", str(outside))
    if where != "outside":
        write(target, SECRET)
    write("cxlint.yaml", "exclude: [private/, notes.txt]\n")
    write("policies/a.yaml", "teams:\n  care: {seats: 3}\n")
    link = folder / "policies" / "b.yaml"
    link.symlink_to(target if where == "outside" else f"../{target}")
    for paths in ((), ("policies",), ("policies/b.yaml",)):
        result = cxlint("check", *paths, *TODAY, "--format", form)
        assert result.code == 1
        assert "ghp-" not in result.out + result.err
        assert "the link leads" in result.out


@pytest.mark.parametrize("name", ["cxlint.yaml", "care/cxlint.yaml", "rules/own/x.yaml"])
@pytest.mark.parametrize("target", [".git/credentials", "OUTSIDE"])
def test_nothing_is_quoted_of_what_stands_in_place_of_a_configuration_or_a_rule(
    cxlint, write, folder, name, target, tmp_path_factory
):
    outside = tmp_path_factory.mktemp("outside") / "values.yaml"
    outside.write_text(SECRET)
    write(".git/credentials", SECRET)
    write("care/a.yaml", LOOP)
    if name.startswith("rules"):
        write("cxlint.yaml", "rule_folders: rules\n")
    link = folder / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside if target == "OUTSIDE" else folder / target)
    result = cxlint("check")
    assert result.code == 2
    assert "ghp-" not in result.out + result.err
    assert "the link leads" in result.err


def test_a_configuration_may_be_a_link_to_another_of_the_repository(check, write, folder):
    write("shared/cx.yaml", "rules: {hassle-loop: off}\n")
    write("a.yaml", LOOP)
    (folder / "cxlint.yaml").symlink_to("shared/cx.yaml")
    assert RULE not in open_rules(check("a.yaml"))


def test_no_baseline_is_written_through_a_link_that_leads_out(
    cxlint, write, folder, tmp_path_factory
):
    outside = tmp_path_factory.mktemp("outside") / "profile.yaml"
    outside.write_text("mine\n")
    write("a.yaml", DANGLING)
    (folder / "cxlint-baseline.yaml").symlink_to(outside)
    result = cxlint("baseline")
    assert (result.code, outside.read_text()) == (2, "mine\n")


def test_config_says_of_a_folder_what_a_check_would(cxlint, write):
    write("cxlint.yaml", "exclude: [drafts/]\nrules: {hassle-loop: off}\n")
    write("care/cxlint.yaml", "rules: {silo: info}\n")
    write("care/a.yaml", DANGLING.rstrip() + "  # cxlint: allow[undefined-reference] later\n")
    write("drafts/b.yaml", MISSPELT)
    for arguments in ((), (".",)):
        out = cxlint("config", *arguments).out
        for told in (
            "cxlint.yaml judges, and locks nothing",
            "care/cxlint.yaml sets 1 severity and 0 exclusions for its own folder",
            "off: hassle-loop: switched off (cxlint.yaml:2)",
            "excluded: drafts/ leaves out drafts (cxlint.yaml:1)",
            "waived: undefined-reference at channel/chat: later (care/a.yaml:2)",
        ):
            assert told in out
    assert "drafts/b.yaml is left out" in cxlint("config", "drafts/b.yaml").out
    assert "care/cxlint.yaml:1" in cxlint("config", "care/a.yaml", "--rule", "silo").out
