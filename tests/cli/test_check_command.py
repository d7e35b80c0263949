"""`cxlint check`: what is read, what is reported where, and the exit code."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time

import pytest
from small_policies import CLEAN, DANGLING, MISSPELT

from cxlint import reporting
from cxlint.cli import screen
from cxlint.linting.rules import loader


def rules_of(out: str) -> list[str]:
    return [finding["rule"] for finding in json.loads(out)["findings"]]


def test_nothing_wrong_is_0_and_an_error_is_1(cxlint, write):
    write("a.yaml", CLEAN)
    assert cxlint("check").code == 0
    write("b.yaml", DANGLING)
    result = cxlint("check")
    assert result.code == 1
    assert "b.yaml:2:" in result.out and "undefined-reference" in result.out
    assert result.err == ""


def test_a_broken_file_is_a_finding_and_the_others_are_still_linted(cxlint, write):
    write("a.yaml", "channels: {")
    write("b.yaml", MISSPELT)
    result = cxlint("check", "--format", "json")
    assert result.code == 1
    assert {"unreadable-file", "unknown-key"} <= set(rules_of(result.out))


def test_the_policy_is_all_paths_together(cxlint, write):
    write("a/channels.yaml", "channels:\n  chat: {kind: chat, goes_to: care}\n")
    write("b/teams.yaml", "teams:\n  care: {seats: 3}\n")
    write("cxlint.yaml", "# all of it is one policy\n")
    together = cxlint("check", "a", "b", "--select", "undefined-reference")
    alone = cxlint("check", "a", "--select", "undefined-reference")
    assert (together.code, alone.code) == (0, 1)


def test_without_a_configuration_each_folder_is_a_policy_of_its_own(cxlint, write):
    write("a/channels.yaml", "channels:\n  chat: {kind: chat, goes_to: care}\n")
    write("b/teams.yaml", "teams:\n  care: {seats: 3}\n")
    run = ("--select", "undefined-reference")
    one, other = cxlint("check", "a", "b", *run), cxlint("check", "b", "a", *run)
    assert (one.code, one.out, one.err) == (1, other.out, other.err)
    assert "2 policies are judged, each by itself" in one.out


def test_exit_zero_excuses_findings_and_nothing_else(cxlint, write, monkeypatch):
    write("a.yaml", DANGLING)
    assert cxlint("check", "--exit-zero").code == 0
    assert cxlint("check", "--exit-zero", "missing.yaml").code == 2
    monkeypatch.setattr(loader, "check_of", crashing)
    assert cxlint("check", "--exit-zero").code == 3


def crashing(_rule):
    def reading(policy, **_):
        raise RuntimeError("out of order")
        yield

    return reading


def test_a_crashed_rule_is_3_and_the_rest_is_reported(cxlint, write, monkeypatch):
    original = loader.check_of

    def sabotaged(rule):
        return crashing(rule) if rule.id == "duplicate-key" else original(rule)

    monkeypatch.setattr(loader, "check_of", sabotaged)
    write("a.yaml", DANGLING)
    result = cxlint("check")
    assert result.code == 3
    assert "undefined-reference" in result.out
    assert "duplicate-key" in result.out and "out of order" in result.out
    for_machines = cxlint("check", "--format", "json", "--quiet")
    assert "out of order" in for_machines.err
    assert "undefined-reference" in rules_of(for_machines.out)


def test_fail_on_sets_the_bar(cxlint, write):
    write("cxlint.yaml", "rules: {undefined-reference: warning}\n")
    write("a.yaml", DANGLING)
    select = ("--select", "undefined-reference")
    assert cxlint("check", *select).code == 0
    assert cxlint("check", *select, "--fail-on", "warning").code == 1


def test_the_configured_bar_holds_unless_the_command_says_otherwise(cxlint, write):
    write("cxlint.yaml", "fail_on: info\nrules: {undefined-reference: info}\n")
    write("a.yaml", DANGLING)
    select = ("--select", "undefined-reference")
    assert cxlint("check", *select).code == 1
    assert cxlint("check", *select, "--fail-on", "error").code == 0


def test_a_rule_that_is_asked_for_and_switched_off_is_mentioned(cxlint, write):
    write("cxlint.yaml", "rules: {undefined-reference: off}\n")
    write("a.yaml", DANGLING)
    result = cxlint("check", "--select", "undefined-reference")
    assert result.code == 0
    assert "the rule undefined-reference is off" in result.err
    assert cxlint("check", "--select", "undefined-reference", "--quiet").err == ""


def test_no_policy_file_at_all_is_a_mistake_unless_allowed(cxlint, write):
    write("notes.txt", "nothing here")
    result = cxlint("check")
    assert result.code == 2
    assert "--allow-empty" in result.err
    assert cxlint("check", "--allow-empty").code == 0


def test_select_and_ignore_take_rules_and_categories(cxlint, write):
    write("a.yaml", DANGLING + MISSPELT)
    assert set(rules_of(cxlint("check", "--format", "json", "--select", "unknown-key").out)) == {
        "unknown-key"
    }
    reading = cxlint("check", "--format", "json", "--select", "reading,waivers")
    assert set(rules_of(reading.out)) == {"unknown-key", "undefined-reference"}
    rest = cxlint("check", "--format", "json", "--select", "reading", "--ignore", "unknown-key")
    assert set(rules_of(rest.out)) == {"undefined-reference"}


@pytest.mark.parametrize("form", reporting.FORMATS)
def test_every_format_goes_to_standard_output_and_to_a_file(cxlint, write, folder, form):
    write("a.yaml", DANGLING)
    shown = cxlint("check", "--format", form, "--output", f"{form}=report.txt")
    assert shown.code == 1
    assert (folder / "report.txt").read_text(encoding="utf-8") == shown.out
    assert [file.name for file in folder.iterdir() if file.name.startswith(".")] == []


def test_several_outputs_and_standard_output_mix(cxlint, write, folder):
    write("a.yaml", DANGLING)
    result = cxlint(
        "check", "a.yaml", "--output", "json=a.json", "--output", "sarif=a.sarif",
        "--color", "always",
    )  # fmt: skip
    assert "\x1b[" in result.out
    assert rules_of((folder / "a.json").read_text()) != []
    assert json.loads((folder / "a.sarif").read_text())["version"] == "2.1.0"


def test_an_output_file_keeps_its_mode_and_is_replaced_whole(cxlint, write, folder):
    write("a.yaml", DANGLING)
    write("r.json", "x" * 100_000).chmod(0o640)
    cxlint("check", "a.yaml", "--output", "json=r.json")
    assert (folder / "r.json").stat().st_mode & 0o777 == 0o640
    json.loads((folder / "r.json").read_text())


def test_an_output_that_cannot_be_written_is_a_mistake(cxlint, write):
    write("a.yaml", DANGLING)
    result = cxlint("check", "--output", "json=no/such/folder.json")
    assert result.code == 2
    assert result.err.startswith("cxlint: no/such/folder.json: ")


def test_colour_follows_the_choice_then_the_environment(cxlint, write, monkeypatch):
    write("a.yaml", DANGLING)
    assert "\x1b[" not in cxlint("check").out
    assert "\x1b[" in cxlint("check", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in cxlint("check").out
    assert "\x1b[" not in cxlint("check", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in cxlint("check").out


def test_standard_input_stands_in_for_a_file(cxlint, write):
    write("policies/channels.yaml", DANGLING)
    write("policies/teams.yaml", "teams:\n  care: {seats: 3}\n")
    mended = DANGLING.replace("nobody", "care").encode()
    name = ("--stdin-filename", "policies/channels.yaml", "--select", "undefined-reference")
    assert cxlint("check", "policies", *name, stdin=mended).code == 0
    assert cxlint("check", "policies", *name, stdin=DANGLING.encode()).code == 1


def test_a_dash_reads_one_file_from_standard_input(cxlint, folder):
    result = cxlint("check", "-", stdin=MISSPELT.encode())
    assert result.code == 1
    assert "stdin.yaml:2:" in result.out
    named = cxlint("check", "-", "--stdin-filename", "care/a.yaml", stdin=MISSPELT.encode())
    assert "care/a.yaml:2:" in named.out
    whole = str(folder / "care" / "a.yaml")
    assert cxlint("check", "-", "--stdin-filename", whole, stdin=MISSPELT.encode()) == named


def test_as_of_decides_what_is_overdue(cxlint, write):
    write(
        "a.yaml",
        DANGLING + "waivers:\n- {rule: undefined-reference, at: channel/chat, owner: Ada,\n"
        "   reason: the bot comes in May, expires: 2026-06-01, approved_by: Grace}\n",
    )
    before = rules_of(cxlint("check", "--format", "json", "--as-of", "2026-05-01").out)
    after = rules_of(cxlint("check", "--format", "json", "--as-of", "2026-07-01").out)
    assert "waiver-expired" not in before
    assert "waiver-expired" in after


def test_what_a_waiver_excuses_is_shown_without_waivers(cxlint, write):
    remark = "# cxlint: allow[undefined-reference] the bot comes in May"
    write("a.yaml", DANGLING.rstrip() + f"  {remark}\n")
    waived = cxlint("check")
    assert (waived.code, "1 waived" in waived.out) == (0, True)
    shown = cxlint("check", "--no-waivers")
    assert (shown.code, "waived" in shown.out) == (1, False)


def test_statistics_and_timing_end_the_text_and_stay_out_of_the_rest(cxlint, write):
    write("a.yaml", DANGLING)
    shown = cxlint("check", "--statistics", "--timing")
    assert "1  error    undefined-reference" in shown.out
    assert " ms  reading" in shown.out
    told = cxlint("check", "--statistics", "--timing", "--format", "json")
    assert rules_of(told.out) != []
    assert " ms  reading" in told.err and "undefined-reference" in told.err


def test_the_summary_of_a_github_job_is_written_for_its_format(cxlint, write, monkeypatch):
    write("a.yaml", DANGLING)
    summary = write("summary.md", "# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    cxlint("check", "a.yaml")
    assert summary.read_text() == "# Before\n"
    assert cxlint("check", "a.yaml", "--format", "github").out.count("\n::error ") == 1
    assert summary.read_text().startswith("# Before\n")
    assert "undefined-reference" in summary.read_text()


def test_sarif_fingerprints_can_be_left_out(cxlint, write):
    write("a.yaml", DANGLING)

    def prints(*more: str) -> list[object]:
        log = json.loads(cxlint("check", "a.yaml", "--format", "sarif", *more).out)
        return [result.get("partialFingerprints") for result in log["runs"][0]["results"]]

    assert all(prints())
    assert not any(prints("--sarif-fingerprint", "none"))


def test_paths_in_sarif_count_from_the_root_of_the_repository(cxlint, write, folder, monkeypatch):
    (folder / ".git").mkdir()
    write("shop/policies/a.yaml", DANGLING)
    monkeypatch.chdir(folder / "shop")
    log = json.loads(cxlint("check", "policies", "--format", "sarif").out)
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for r in log["runs"][0]["results"]}  # fmt: skip
    assert uris == {"shop/policies/a.yaml"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_when_one_thing_takes_long_and_leaves_no_trace(monkeypatch):
    monkeypatch.setattr(screen, "PATIENCE", 0.02)
    monkeypatch.setattr(screen, "PAUSE", 0.01)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with screen.progress() as tell:
        assert tell is not None
        for what in ("reading 1 of 1 files", "looking for silo, 62 of 79 rules"):
            tell(what)
            until = time.monotonic() + 10
            while what not in sys.stderr.getvalue() and time.monotonic() < until:
                time.sleep(0.005)
    first, *shown, last = sys.stderr.getvalue().split("\r\x1b[K")
    assert (first, last) == ("", "")
    assert set(shown) == {"reading 1 of 1 files", "looking for silo, 62 of 79 rules"}


def test_no_progress_in_the_first_second(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with screen.progress() as tell:
        assert tell is not None
        tell("reading 1 of 1 files")
    assert sys.stderr.getvalue() == ""


def test_no_progress_where_nobody_sees_it(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with screen.progress(quiet=True) as tell:
        assert tell is None
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with screen.progress() as tell:
        assert tell is None


def test_progress_tells_of_files_and_rules(cxlint, write, monkeypatch):
    told = []

    @contextlib.contextmanager
    def progress(*, quiet):
        assert not quiet
        yield told.append

    monkeypatch.setattr(screen, "progress", progress)
    write("a.yaml", CLEAN)
    write("b.yaml", CLEAN.replace("care", "care2"))
    cxlint("check")
    assert told[:2] == ["reading 1 of 2 files", "reading 2 of 2 files"]
    assert told[2].startswith("looking for ") and told[-1].endswith(f"{len(told) - 2} rules")


def test_sarif_tells_waivers_in_comments_from_those_in_a_list(cxlint, write):
    chat = "  {}: {{kind: chat, goes_to: nobody}}\n"
    write(
        "a.yaml",
        "channels:\n"
        "  # cxlint: allow[undefined-reference] far above\n"
        "  # another comment between\n" + chat.format("a") + "  # cxlint: allow[silo]\n"
        "  b: {kind: chat, goes_to: nobody}\n"
        "waivers:\n"
        "  - {rule: undefined-reference, at: channel/b, reason: listed, owner: x,\n"
        "     approved_by: y, expires: 2099-01-01}\n",
    )
    log = json.loads(cxlint("check", "--select", "undefined-reference", "--format", "sarif").out)
    told = [result["suppressions"][0] for result in log["runs"][0]["results"]]
    assert [(one["kind"], one["justification"].split(" (")[0]) for one in told] == [
        ("inSource", "far above"), ("external", "listed"),
    ]  # fmt: skip


def test_a_policy_named_by_its_whole_path_is_told_from_the_root(cxlint, write, folder, monkeypatch):
    (folder / ".git").mkdir()
    file = write("shop/policies/a.yaml", DANGLING)
    write("shop/desk/b.yaml", CLEAN)
    monkeypatch.chdir(folder / "shop" / "desk")
    (told,) = json.loads(cxlint("check", str(file or folder / "shop/policies/a.yaml"),
                                "--select", "reading", "--format", "gitlab").out)  # fmt: skip
    assert told["location"]["path"] == "shop/policies/a.yaml"


def test_a_version_of_json_can_be_asked_for(cxlint, write, folder):
    write("a.yaml", DANGLING)
    result = cxlint("check", "--format", "json-v1", "--output", "json-v1=v1.json")
    assert json.loads(result.out)["schema_version"] == 1
    bare = cxlint("check", "--format", "json", "--output", "json=v1.json")
    assert (folder / "v1.json").read_text() == result.out == bare.out
