"""`cxlint report` in a git repository: the commit it was made at, and what changed since one."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from git_repository import QUIET, Repository

from cxlint import resources

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

VARIABLES = (
    "GITHUB_BASE_REF", "CI_DEFAULT_BRANCH", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "GITHUB_WORKSPACE", "CI_PROJECT_DIR",
)  # fmt: skip
DAY = ("--as-of", "2026-11-30")
POLICY = """\
organization: {name: Harbour Lights, currency: EUR, timezone: Europe/Madrid, languages: [en]}
channels:
  hotline: {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: care}
teams:
  care: {open: Mon-Fri 09:00-17:00, may: {refund: 50 EUR}, closes: [refund]}
remedies:
  refund: {tiers: [{by: care, up_to: any, decides_within: 5 business days}]}
returns:
  - {categories: [shoes], reasons: [changed mind], window: 30 days, fee: none}
intents:
  refund: {start: hotline, promise: 7 days, remedy: refund}
"""


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository with one commit, in which the tests run."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    made = Repository(folder / "shop")
    made.commit("begin", refunds=POLICY)
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def report(cxlint: Run) -> Any:
    """Return a function that gives the data of a report."""

    def read(*arguments: str) -> Any:
        outcome = cxlint("report", *arguments, "--format", "json", *DAY)
        assert outcome.code == 0, outcome.err
        return json.loads(outcome.out)

    return read


def test_the_commit_is_told(repository: Repository, cxlint: Run, report: Any) -> None:
    commit = repository.git("rev-parse", "HEAD").strip()
    assert report()["made"]["revision"] == {"commit": commit, "changed": False}
    page = cxlint("report", *DAY).out.partition("<script")[0]
    assert commit in page
    assert "not all as this commit" not in page


def test_what_a_report_writes_is_no_change(repository: Repository, cxlint: Run) -> None:
    for _ in range(2):
        cxlint("report", "-o", "report.json", "--format", "json", *DAY)
        written = (repository.root / "report.json").read_text("utf-8")
        assert json.loads(written)["made"]["revision"]["changed"] is False


@pytest.mark.parametrize("name", ["refunds.yaml", "more.yaml", "cxlint.yaml"])
def test_what_is_read_and_not_committed_is_a_change(
    repository: Repository, cxlint: Run, report: Any, name: str
) -> None:
    text = "fail_on: error\n" if name == "cxlint.yaml" else f"{POLICY}\n# later\n"
    repository.write(name, text)
    assert report()["made"]["revision"]["changed"] is True
    for form in ("html", "markdown"):
        assert "not all as this commit" in cxlint("report", "--format", form, *DAY).out


def test_a_file_that_is_gone_is_a_change(repository: Repository, report: Any) -> None:
    repository.write("more.yaml", "teams: {desk: {open: Mon-Fri 09:00-17:00}}\n")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "more")
    assert report()["made"]["revision"]["changed"] is False
    (repository.root / "more.yaml").unlink()
    assert report()["made"]["revision"]["changed"] is True


def test_other_line_ends_are_no_change(repository: Repository, report: Any) -> None:
    (repository.root / "refunds.yaml").write_bytes(POLICY.replace("\n", "\r\n").encode())
    assert report()["made"]["revision"]["changed"] is False


def test_outside_a_repository_there_is_no_commit(
    repository: Repository, report: Any, folder: Path
) -> None:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "refunds.yaml").write_text(POLICY, encoding="utf-8")
    assert report(os.fspath(elsewhere))["made"]["revision"] is None


def test_what_changed_is_told_worse_first(repository: Repository, cxlint: Run, report: Any) -> None:
    worse = POLICY.replace("09:00-17:00, goes_to", "10:00-16:00, goes_to")
    repository.write("refunds.yaml", "\n" + worse.replace("7 days", "5 days"))
    told = report("--base", "HEAD")
    hours, promise = told["changes"]["list"]
    assert (hours["thing"], hours["direction"]) == ("channel/hotline", "worse")
    assert (hours["old"], hours["new"]) == ("Mon-Fri 09:00-17:00", "Mon-Fri 10:00-16:00")
    assert (hours["old_place"]["line"], hours["new_place"]["line"]) == (3, 4)
    assert hours["who"]["channel"] == ["hotline"]
    assert (promise["thing"], promise["direction"]) == ("intent/refund", "better")
    hotline = next(each for each in told["map"]["places"] if each["id"] == "hotline")
    assert hotline["changes"] == [0]
    assert "worse" in hotline["marks"]
    assert [told["map"]["places"][number]["id"] for number in hours["places"]] == ["hotline"]
    assert promise["places"] == []
    page = cxlint("report", "--base", "HEAD", *DAY).out.partition("<script")[0]
    assert "Worse: 1. Different: 0. Better: 1." in page
    assert 'id="change-0" class="worse"' in page
    assert hours["sentence"] in page
    wiki = cxlint("report", "--base", "HEAD", "--format", "markdown", *DAY).out
    assert f"| worse | {hours['sentence']} |" in wiki


def test_changes_satisfy_the_schema_and_give_the_page_again(
    repository: Repository, cxlint: Run, folder: Path
) -> None:
    repository.write("refunds.yaml", POLICY.replace("30 days", "20 days"))
    base = ("--base", "HEAD")
    cxlint("report", *base, "--format", "json", "-o", "../report.json", *DAY)
    told = json.loads((folder / "report.json").read_text("utf-8"))
    schema = (resources.folder("schemas") / "report-page.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator(json.loads(schema)).validate(told)
    assert any("witness" in each for each in told["changes"]["list"])
    again = cxlint("report", "--data", "../report.json")
    assert again.out == cxlint("report", *base, *DAY).out
    told["changes"]["list"][0]["places"] = [999]
    (folder / "cut.json").write_text(json.dumps(told), encoding="utf-8")
    assert cxlint("report", "--data", "../cut.json").code == 2


WAYS = """\
organization: {name: Harbour Lights, timezone: Europe/Madrid, languages: [en]}
channels:
  hotline: {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: menu}
  chat: {kind: chat, open: Mon-Fri 09:00-17:00, goes_to: care}
steps:
  menu: {kind: menu, options: [{say: Refunds, key: "1", goes_to: care}]}
teams:
  care: {open: Mon-Fri 09:00-17:00, closes: [refund]}
  desk: {open: Mon-Fri 09:00-17:00, closes: [refund]}
handoffs:
  - {from: care, to: desk, when: it is large, context: full}
intents:
  refund: {start: [hotline, chat], promise: 7 days}
"""
EDITS = (
    ("  chat: {kind: chat,", "  letters: {kind: post,"),
    ("start: [hotline, chat]", "start: [hotline, letters]"),
    ("09:00-17:00, goes_to: menu", "10:00-16:00, goes_to: menu"),
    ("when: it is large", "when: it is above 50 EUR"),
)


def _states(records: Any) -> dict[str, str]:
    return {each.get("id") or each["way"]: each.get("state", "") for each in records}


def _ways(told: Any) -> dict[str, str]:
    names = [each["id"] for each in told["map"]["places"]]
    ways = ({**each, "way": f"{names[each['from']]}->{names[each['to']]}"}
            for each in told["map"]["moves"])  # fmt: skip
    return _states(ways)


def _edit(repository: Repository, *edits: tuple[str, str]) -> None:
    text = WAYS
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    repository.write("refunds.yaml", text)


def test_the_map_holds_what_is_new_what_is_gone_and_what_changed(
    repository: Repository, cxlint: Run, report: Any
) -> None:
    repository.commit("ways", refunds=WAYS)
    _edit(repository, *EDITS)
    told = report("--base", "HEAD")
    places = _states(told["map"]["places"])
    assert {name: state for name, state in places.items() if state} == {
        "hotline": "changed", "letters": "new", "chat": "gone",
    }  # fmt: skip
    ways = _ways(told)
    assert {name: state for name, state in ways.items() if state} == {
        "letters->care": "new", "chat->care": "gone", "care->desk": "changed",
    }  # fmt: skip
    (gone,) = [each for each in told["changes"]["list"] if each["thing"] == "channel/chat"]
    assert [told["map"]["places"][number]["id"] for number in gone["places"]] == ["chat"]
    page = cxlint("report", "--base", "HEAD", *DAY).out.partition("<script")[0]
    assert "gone: dots, the name struck through" in page
    assert '<li class="gone"><b>gone</b> <span>chat → care</span>' in page
    wiki = cxlint("report", "--base", "HEAD", "--format", "markdown", *DAY).out
    assert "* **new** letters → care" in wiki


def test_a_way_that_is_gone_is_no_way_on(repository: Repository, report: Any) -> None:
    repository.commit("ways", refunds=WAYS)
    _edit(repository, *EDITS[:2])
    told, after = report("--base", "HEAD"), report()
    for key in ("causes", "journeys", "hours", "verdict", "worst"):
        assert told[key] == after[key]
    assert len(told["map"]["places"]) == len(after["map"]["places"]) + 1


def test_what_is_called_otherwise_is_the_same_place(repository: Repository, report: Any) -> None:
    repository.commit("ways", refunds=WAYS)
    repository.write("refunds.yaml", WAYS.replace("desk", "money-desk"))
    told = report("--base", "HEAD")
    assert set(_states(told["map"]["places"]).values()) == {""}
    assert set(_ways(told).values()) == {""}


def test_without_a_policy_before_nothing_on_the_map_is_new(
    repository: Repository, report: Any
) -> None:
    (repository.root / "refunds.yaml").unlink()
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "nothing")
    _edit(repository)
    told = report("--base", "HEAD")
    assert set(_states(told["map"]["places"]).values()) <= {"", "changed"}


def test_figures_that_moved_are_told_in_words(repository: Repository, cxlint: Run) -> None:
    repository.commit("ways", refunds=WAYS)
    _edit(repository, ("goes_to: menu", "goes_to: care"))
    page = cxlint("report", "--base", "HEAD", *DAY).out.partition("<script")[0]
    moved = page.partition("Figures that moved")[2].partition("</ul>")[0]
    assert "places passed, at worst" in moved
    assert ".max" not in moved


def test_the_trend_is_told_commit_by_commit(
    repository: Repository, cxlint: Run, report: Any, folder: Path
) -> None:
    repository.commit("shorter, <b>sadly</b>", refunds=POLICY.replace("30 days", "20 days"))
    repository.commit("sooner", refunds=POLICY.replace("30 days", "20 days").replace("7 d", "5 d"))
    told = report("--trend", "12")
    first, second, third = told["history"]
    assert (first["worse"], first["better"], first["subject"]) == (0, 0, "begin")
    assert (second["worse"], second["better"]) == (1, 0)
    assert (third["worse"], third["better"], third["promises"]) == (0, 1, first["promises"])
    assert third["commit"] == repository.git("rev-parse", "HEAD").strip()
    assert third["errors"] == told["verdict"]["errors"]
    assert [each["subject"] for each in report("--trend", "2")["history"]] == [
        second["subject"], "sooner",
    ]  # fmt: skip
    schema = (resources.folder("schemas") / "report-page.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator(json.loads(schema)).validate(told)
    page = cxlint("report", "--trend", "12", *DAY).out.partition("<script")[0]
    assert "3 commits are shown." in page
    assert "shorter, &lt;b&gt;sadly&lt;/b&gt;" in page
    assert 'aria-label="things got worse: 0 at first, 0 at last, 1 at most"' in page
    wiki = cxlint("report", "--trend", "12", "--format", "markdown", *DAY).out
    assert "## Trend" in wiki
    cxlint("report", "--trend", "12", "--format", "json", "-o", "../report.json", *DAY)
    again = cxlint("report", "--data", "../report.json")
    assert again.out == cxlint("report", "--trend", "12", *DAY).out


def test_without_being_asked_for_there_is_no_trend(
    repository: Repository, cxlint: Run, report: Any
) -> None:
    assert report()["history"] is None
    assert 'id="history"' not in cxlint("report", *DAY).out


def test_without_a_base_nothing_is_compared(
    repository: Repository, cxlint: Run, report: Any
) -> None:
    assert report()["changes"] is None
    assert "What changed" not in cxlint("report", *DAY).out.partition("<script")[0]


def test_what_only_moved_is_no_change(repository: Repository, cxlint: Run, report: Any) -> None:
    repository.write("refunds.yaml", f"# moved\n\n{POLICY}")
    assert report("--base", "HEAD")["changes"]["list"] == []
    for form in ("html", "markdown"):
        out = cxlint("report", "--base", "HEAD", "--format", form, *DAY).out
        assert "Customers notice nothing." in out.replace("\\", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--base", "nowhere"), "git knows no such commit"),
        (("--base", "HEAD", "--data", "report.json"), "leave out --base"),
        (("--trend", "5", "--data", "report.json"), "leave out --trend"),
    ],
)
def test_a_base_that_cannot_be_had_is_refused(
    repository: Repository, cxlint: Run, arguments: tuple[str, ...], said: str
) -> None:
    outcome = cxlint("report", *arguments)
    assert outcome.code == 2
    assert said in outcome.err
