"""Nothing is passed over in silence: what a run says of it, in every format, and its exit code."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET

import pytest

FINE = "channels: {}\n"
LINE = "passed over: 1 hidden, 1 folder of packages, 2 backups"


@pytest.fixture
def mixed(write):
    """Write a folder with a policy and much that is passed over."""
    write("care/policy.yaml", FINE)
    for name in (".draft.yaml", "venv/a.yaml", "policy.yaml.bak", "b.yaml~", "README.md"):
        write(f"care/{name}", FINE)


@pytest.mark.usefixtures("mixed")
def test_one_line_says_what_was_passed_over(cxlint):
    result = cxlint("check", "care", "--select", "reading")
    assert result.code == 0
    assert f"{LINE} (--verbose names them)" in result.out
    assert "README" not in result.out


@pytest.mark.usefixtures("mixed")
def test_verbose_names_it(cxlint):
    out = cxlint("check", "care", "--select", "reading", "--verbose").out
    assert "passed over (hidden): care/.draft.yaml\n" in out
    assert "passed over (packages): care/venv\n" in out
    assert "passed over (backup): care/b.yaml~, care/policy.yaml.bak\n" in out
    assert "passed over (ending): care/README.md\n" in out


@pytest.mark.parametrize("extra", [[], ["--quiet"], ["--format", "json"]])
@pytest.mark.usefixtures("mixed")
def test_what_was_passed_over_can_be_made_to_fail(cxlint, extra):
    result = cxlint("check", "care", "--select", "reading", "--fail-on-skipped", *extra)
    assert result.code == 1
    assert "all is well" not in result.out
    arguments = ("check", "care", "--select", "reading", "--fail-on-skipped", "--exit-zero")
    assert cxlint(*arguments).code == 0


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "image.png", ".git/a.yaml", ".gitignore"])
def test_what_lies_beside_most_policies_is_only_counted(cxlint, write, name):
    write("care/policy.yaml", FINE)
    write(f"care/{name}", "some words")
    result = cxlint("check", "care", "--select", "reading", "--fail-on-skipped")
    assert result.code == 0
    assert result.out.startswith(
        "nothing to report in 1 file: 10 of 11 rules had something to look"
    )
    report = json.loads(cxlint("check", "care", "--format", "json").out)
    shown = ".git" if name.startswith(".git/") else f"care/{name}"  # then care is the repository
    assert report["skipped"] == [{"reason": "ending", "count": 1, "paths": [shown]}]


@pytest.mark.parametrize("name", ["p.yaml.off", "p.yamll", "p.yaml ", "p.jsonc", ".svn/p.yaml"])
def test_what_may_have_been_policy_is_told_and_can_be_made_to_fail(cxlint, write, name):
    write("care/policy.yaml", FINE)
    write(f"care/{name}", FINE)
    told = "1 hidden" if name.startswith(".") else "1 of nearly an ending that is read"
    assert f"passed over: {told} (--verbose names them)" in cxlint("check", "care").out
    arguments = ("check", "care", "--select", "reading", "--fail-on-skipped")
    assert cxlint(*arguments).code == 1
    write("cxlint.yaml", "exclude: ['p.*', .svn]\n")
    assert cxlint(*arguments).code == 0


SLIP = "teams:\n  care: {seatz: 3}\n"
ENTRY = "{rule: silo, entity: teams.care, fingerprint: abc"


@pytest.mark.parametrize("name", ["cxlint-baseline.yaml", "care/cxlint-baseline.yaml", "b.yaml"])
@pytest.mark.parametrize("settings", ["", "baseline: other.yaml\n", "exclude: [drafts]\n"])
@pytest.mark.parametrize(
    "text",
    [SLIP, f"version: 2\nfindings: []\n{SLIP}", f"version: 2\nfindings: []\n---\n{SLIP}"],
)
def test_policy_hides_in_no_file_called_like_a_baseline(cxlint, write, name, settings, text):
    write("policy.yaml", FINE)
    write("other.yaml", "version: 2\nfindings: []\n")
    write("cxlint.yaml", settings)
    write(name, text)
    result = cxlint("check", "--format", "json")
    assert result.code == 1
    assert name in {each["path"] for each in json.loads(result.out)["findings"]}


def test_a_baseline_with_more_in_it_than_a_baseline_has_is_told_as_something_else(cxlint, write):
    write("policy.yaml", FINE)
    write("b.yaml", f"version: 2\nfindings:\n  - {ENTRY}, teams: {{care: {{seatz: 3}}}}}}\n")
    assert "not judged, as it is something else: b.yaml" in cxlint("check").out


@pytest.mark.parametrize("name", ["cxlint-baseline.yaml", "care/cxlint-baseline.yaml", "b.yaml"])
@pytest.mark.parametrize("entries", ["[]", f"\n  - {ENTRY}, count: 2}}"])
def test_a_baseline_that_is_not_in_force_is_counted(cxlint, write, name, entries):
    write("policy.yaml", FINE)
    write(name, f"version: 2\nfindings: {entries}\n")
    report = json.loads(cxlint("check", "--format", "json").out)
    assert report["skipped"] == [{"reason": "not-in-force", "count": 1, "paths": [name]}]
    assert report["summary"]["files"] == 1
    assert "passed over: 1 baseline or configuration not in force" in cxlint("check").out
    assert cxlint("check", "--select", "reading", "--fail-on-skipped").code == 1


@pytest.mark.parametrize("settings", ["baseline: care/b.yaml\n", ""])
def test_a_baseline_in_force_is_neither_policy_nor_passed_over(cxlint, write, settings):
    write("policy.yaml", FINE)
    write("cxlint.yaml", settings)
    write("care/b.yaml", "version: 2\nfindings: []\n")
    named = () if settings else ("--baseline", "care/b.yaml")
    assert json.loads(cxlint("check", *named, "--format", "json").out)["skipped"] == []


def test_a_baseline_that_another_one_replaces_is_read_before_it_is_passed_over(cxlint, write):
    write("cxlint.yaml", "baseline: b.yaml\n")
    write("c.yaml", "version: 2\nfindings: []\n")
    write("b.yaml", SLIP)
    check = ("check", "--baseline", "c.yaml", "--format", "json")
    assert [each["path"] for each in json.loads(cxlint(*check).out)["findings"]] == ["b.yaml"]
    write("b.yaml", "version: 2\nfindings: []\n")
    (told,) = json.loads(cxlint(*check, "--allow-empty").out)["skipped"]
    assert (told["reason"], told["paths"]) == ("not-in-force", ["b.yaml"])


@pytest.mark.parametrize("name", ["cxlint.yaml", "care/cxlint.yaml", "care/deep/cxlint.yaml"])
def test_policy_hides_in_no_configuration_that_is_not_in_force(cxlint, write, name):
    write("judge/ci.yaml", "fail_on: error\n")
    write("policy.yaml", FINE)
    write(name, SLIP)
    check = ("check", "--config", "judge/ci.yaml", "--format", "json")
    found = json.loads(cxlint(*check).out)["findings"]
    assert name in {each["path"] for each in found}
    write(name, "rules: {silo: off}\n")
    report = json.loads(cxlint(*check).out)
    assert {"reason": "not-in-force", "count": 1, "paths": [name]} in report["skipped"]
    assert name not in {each["path"] for each in report["findings"]}


@pytest.mark.parametrize("name", ["cxlint.yaml", "care/cxlint.yaml"])
def test_policy_in_the_place_of_a_configuration_in_force_is_refused(cxlint, write, name):
    write("policy.yaml", FINE)
    write(name, SLIP)
    result = cxlint("check")
    assert (result.code, f"{name}:1: unknown key 'teams'" in result.err) == (2, True)


def test_what_is_excluded_does_not_fail(cxlint, write):
    write("cxlint.yaml", "exclude: ['*.bak', .github]\n")
    for name in ("policy.yaml", "policy.yaml.bak", ".github/workflows/a.yaml"):
        write(name, FINE)
    assert cxlint("check", "--select", "reading", "--fail-on-skipped").code == 0
    (told,) = json.loads(cxlint("check", "--format", "json").out)["skipped"]
    assert (told["reason"], told["count"]) == ("excluded", 2)


@pytest.mark.usefixtures("mixed")
def test_every_format_tells_it(cxlint):
    def out(form):
        result = cxlint("check", "care", "--select", "reading", "--format", form)
        assert f"cxlint: {LINE}" in result.err
        return result.out

    skipped = json.loads(out("json"))["skipped"]
    assert [(each["reason"], each["count"]) for each in skipped] == [
        ("hidden", 1), ("packages", 1), ("backup", 2), ("ending", 1),
    ]  # fmt: skip
    lines = [json.loads(line) for line in out("jsonl").splitlines()]
    ours = [each for each in lines if each.get("kind") == "skipped"]
    assert [{"kind": "skipped", **each} for each in skipped] == ours
    (run,) = json.loads(out("sarif"))["runs"]
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert [each["level"] for each in told if each["descriptor"]["id"] == "skipped"] == ["note"] * 4
    assert f"::notice title=cxlint skipped::{LINE}\n" in out("github")
    properties = ET.fromstring(out("junit")).find("properties")
    told = {each.get("name"): each.get("value") for each in properties}
    assert {name: value for name, value in told.items() if name != "judged"} == {
        "skipped.hidden": "1", "skipped.packages": "1",
        "skipped.backup": "2", "skipped.ending": "1",
    }  # fmt: skip
    assert f"* **passed over** {LINE.removeprefix('passed over: ')}\n" in out("markdown")
    assert json.loads(out("gitlab")) == []


def test_long_lists_are_cut_and_counted(cxlint, write):
    write("policy.yaml", FINE)
    for number in range(25):
        write(f".{number:02}.yaml", FINE)
    (told,) = json.loads(cxlint("check", "--format", "json").out)["skipped"]
    assert (told["count"], len(told["paths"])) == (25, 20)
    assert "and 5 more" in cxlint("check", "--verbose").out


def test_the_names_of_what_is_passed_over_are_harmless(cxlint, write):
    write("policy.yaml", FINE)
    write(".\x1b[31mred.yaml", FINE)
    for form in ("text", "github", "markdown", "sarif", "junit"):
        assert "\x1b" not in cxlint("check", "--verbose", "--format", form).out


def test_only_the_folder_asked_for_is_told_of_within_a_larger_policy(cxlint, write):
    write("cxlint.yaml", "policy: .\n")
    for name in ("care/a.yaml", "care/a.yaml.bak", "shop/b.yaml", "shop/b.yaml.bak", "shop/c.json"):
        write(name, FINE)
    (told,) = json.loads(cxlint("check", "care", "--format", "json").out)["skipped"]
    assert told["paths"] == ["care/a.yaml.bak"]


def test_a_report_written_beside_the_policy_is_no_policy(cxlint, write):
    write("policy.yaml", FINE)
    arguments = ("check", "--select", "reading", "--output", "junit=findings.xml")
    assert cxlint(*arguments).out == cxlint(*arguments).out


@pytest.mark.parametrize("text", ["", "\n\n", "# channels:\n", "---\n", "\ufeff", "---\n---\n"])
@pytest.mark.parametrize("also", [(), ("--ignore", "empty-file"), ("--select", "returns")])
def test_an_empty_policy_is_not_well(cxlint, write, text, also):
    write("care/a.yaml", text)
    write("care/deep/b.yml", "")
    for arguments, stdin in ((("care",), b""), (("-",), text.encode())):
        result = cxlint("check", *arguments, *also, stdin=stdin)
        assert result.code == 2
        assert "all is well" not in result.out
        assert "nothing is said in" in result.err
        allowed = cxlint("check", *arguments, *also, "--allow-empty", stdin=stdin)
        assert (allowed.code, allowed.err) == (0, "")
        assert "all is well" not in allowed.out


@pytest.mark.parametrize("text", ["channels: {}\n", "version: 1\n"])
def test_next_to_nothing_is_something(cxlint, write, text):
    write("a.yaml", text)
    assert cxlint("check", "--select", "reading").code == 0
    assert cxlint("check", "-", "--select", "reading", stdin=text.encode()).code == 0


def test_one_empty_file_of_several_is_named_though_its_rule_is_left_out(cxlint, write):
    write("a.yaml", FINE)
    write("b.yaml", "")
    result = cxlint("check", "--ignore", "empty-file")
    assert result.code == 0
    assert result.out.startswith("nothing to report in 2 files; 1 of them is empty; ")
    report = json.loads(cxlint("check", "--format", "json").out)
    assert report["summary"]["empty"] == ["b.yaml"]


def test_nothing_read_is_not_well(cxlint):
    result = cxlint("check", "--allow-empty")
    assert (result.code, result.out) == (0, "nothing to report in 0 files; nothing was read\n")


def test_closed_standard_input_is_not_well(cxlint, monkeypatch):
    from cxlint.__main__ import main

    monkeypatch.setattr(sys, "stdin", None)
    assert main(["check", "-"]) == 2


def test_standard_input_that_cannot_be_read_is_a_line(cxlint, capsys, monkeypatch):
    from cxlint.__main__ import main

    class Closed:
        buffer = property(lambda self: self)

        def read(self, *_):
            raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(sys, "stdin", Closed())
    assert main(["check", "-"]) == 2
    assert capsys.readouterr().err == "cxlint: standard input cannot be read: Bad file descriptor\n"


def test_standard_input_over_the_limit_names_it(cxlint):
    result = cxlint("check", "-", stdin=b" " * ((16 << 20) + 5))
    assert result.code == 1
    assert "larger than 16 MiB" in result.out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "hi\n"),
        ("notes.txt", "- call\n- write\n"),
        ("plan.docx.txt", "12\n"),
        ("a.json", '{"a": 1}'),
        ("README.rst", "Title: a: b\n"),
    ],
)
def test_a_named_file_of_no_format_known_says_what_is_read(cxlint, write, name, text):
    write(name, text)
    result = cxlint("check", name)
    assert result.code == 1
    (only,) = json.loads(cxlint("check", name, "--format", "json").out)["findings"]
    assert only["rule"] == "unreadable-file"
    for ending in (".yaml", ".yml", ".json", ".bpmn"):
        assert ending in only["remedy"]


@pytest.mark.parametrize("name", ["policy.txt", "policy"])
def test_a_policy_that_is_named_is_read_whatever_its_ending(cxlint, write, name):
    write(name, "teams:\n  care: {seatz: 3}\n")
    result = cxlint("check", name, "--select", "reading")
    assert "unknown-key" in result.out


@pytest.mark.parametrize("names", [["notes.txt"], [".a.yaml", "b.yaml.bak"], ["venv/a.yaml"], []])
def test_a_folder_without_policy_says_what_is_read(cxlint, write, folder, names):
    (folder / "care").mkdir()
    for name in names:
        write(f"care/{name}", FINE)
    result = cxlint("check", "care")
    assert result.code == 2
    for ending in (".yaml", ".yml", ".json", ".bpmn"):
        assert ending in result.err
    assert ("passed over" in result.err) is bool(names)


def test_the_list_is_printed(cxlint):
    out = cxlint("formats").out
    assert ".yaml, .yml, .json" in out
    assert "packages: folders of packages:" in out
    assert "only counted:\n  excluded" in out
