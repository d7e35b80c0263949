"""A policy over twelve commits, and what `cxlint diff` and `cxlint trend` say of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from git_repository import QUIET, Repository

if TYPE_CHECKING:
    from tests.cli.conftest import Outcome, Run

ROOT = Path(__file__).resolve().parent.parent.parent

SHOP = """\
schedules:
  office: {open: Mon-Fri 09:00-18:00}
channels:
  chat: {kind: chat, open: office, goes_to: care}
  hotline: {kind: voice, open: Mon-Fri 09:00-21:00, goes_to: [care, late-team]}
teams:
  care: {open: office, seats: 4, may: {refund: 100 EUR}}
  late-team: {open: Mon-Fri 18:00-21:00, seats: 1}
  finance: {open: office, seats: 1, may: {refund: 1000 EUR}}
intents:
  send-back: {start: [chat, hotline], share: 60%, remedy: refund}
  where-is-it: {start: [chat], share: 40%}
remedies:
  refund:
    tiers:
      - {up_to: 100 EUR, by: care}
      - {by: finance}
returns:
  - {id: anything, window: 30 days, fee: none, refund_within: 7 days}
"""
TERMS = "terms:\n  shipping: {kind: fee, amount: %s, disclosed_at: [checkout]%s}\n"
NOTICE = ", change_notice: 30 days, medium: email"
WAIVER = "  # cxlint: allow[coverage-gap] nobody calls in the evening\n  hotline:"
DECLARED = """\
owner: Ada Lovelace
reason: carriers charge more
changes:
  - {thing: term/shipping, aspect: fee, direction: worse}
"""


class Story:
    """A repository, and the policy in it while it is told."""

    def __init__(self, root: Path) -> None:
        self.shop = Repository(root)
        self.files = {"policies/shop.yaml": SHOP, "policies/terms.yaml": TERMS % ("3.90 EUR", "")}
        self.commits: dict[str, str] = {}
        self.tell("begin", "2026-01-01")

    def tell(self, subject: str, day: str, **more: str) -> None:
        """Commit the files as they are now."""
        for name, text in {**self.files, **more}.items():
            self.shop.write(name, text)
        self.commits[subject] = self.shop.commit(subject, day=day)

    def edit(self, old: str, new: str, name: str = "policies/shop.yaml") -> None:
        """Replace a text that is there."""
        assert old in self.files[name]
        self.files[name] = self.files[name].replace(old, new)


def tell_story(root: Path) -> Story:
    """Return the whole story."""
    story = Story(root)
    story.files["policies/terms.yaml"] = TERMS % ("4.50 EUR", "")
    story.tell("a fee creeps in", "2026-01-10")
    story.files["policies/terms.yaml"] = TERMS % ("4.90 EUR", NOTICE)
    story.tell("the fee creeps on", "2026-02-10")
    story.edit("{up_to: 100 EUR, by: care}", "{up_to: 50 EUR, by: care}")
    story.tell("an approval is added", "2026-03-01")
    story.edit("{up_to: 50 EUR, by: care}", "{up_to: 100 EUR, by: care}")
    story.tell("the approval is removed", "2026-03-20")
    story.edit("  late-team: {open: Mon-Fri 18:00-21:00, seats: 1}\n", "")
    story.edit("[care, late-team]", "[care]")
    story.tell("a team is deleted", "2026-04-01")
    text = story.files["policies/shop.yaml"]
    head, mark, rest = text.partition("intents:\n")
    story.files |= {"policies/shop.yaml": head, "policies/reasons.yaml": mark + rest}
    story.tell("a file is split", "2026-04-15")
    for name in ("policies/shop.yaml", "policies/reasons.yaml"):
        story.files[name] = story.files[name].replace("care", "service")
    story.tell("an id is renamed", "2026-05-01")
    story.edit("  hotline:", WAIVER)
    story.tell("a waiver slips in", "2026-05-20")
    story.edit("4.90 EUR", "5.90 EUR", "policies/terms.yaml")
    declared = {"policies/changes/fee.yaml": DECLARED}
    story.edit("window: 30 days", "window: 14 days", "policies/reasons.yaml")
    story.tell("a declared change does more than it says", "2026-06-10", **declared)
    story.edit("window: 14 days", "window: 30 days", "policies/reasons.yaml")
    story.tell("the window is put right", "2026-06-20")
    story.edit("5.90 EUR", "4.90 EUR", "policies/terms.yaml")
    story.tell("the fee is put right", "2026-07-01")
    return story


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return the story, told once."""
    return tell_story(tmp_path_factory.mktemp("story") / "shop")


@pytest.fixture
def diff(story: Story, cxlint: Run, monkeypatch: pytest.MonkeyPatch):
    """Return a function that compares a commit with the one before it, as JSON."""
    monkeypatch.chdir(story.shop.root)
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)

    def compare(subject: str, *arguments: str) -> tuple[Outcome, dict[str, Any]]:
        commit = story.commits[subject]
        words = (f"{commit}~1", commit, "--policy", "policies", "--as-of", "2026-11-29")
        outcome = cxlint("diff", *words, "--format", "json", *arguments)
        return outcome, json.loads(outcome.out)

    return compare


def shapes(told: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return what is said of which things."""
    return {(each["thing"], each["aspect"], each["direction"]) for each in told["changes"]}


FEE = ("term/shipping", "fee", "worse")


def test_a_fee_creeps_in(diff: Any) -> None:
    outcome, told = diff("a fee creeps in")
    assert (outcome.code, shapes(told)) == (1, {FEE})
    assert (told["changes"][0]["old"], told["changes"][0]["new"]) == ("3.90 EUR", "4.50 EUR")


def test_notice_is_promised_while_the_fee_creeps_on(diff: Any) -> None:
    _, told = diff("the fee creeps on")
    assert shapes(told) >= {FEE, ("term/shipping", "term", "better")}


def test_approval_comes_and_goes(diff: Any) -> None:
    outcome, added = diff("an approval is added")
    assert outcome.code == 1
    assert ("remedy/refund", "approval", "worse") in shapes(added)
    outcome, removed = diff("the approval is removed")
    assert outcome.code == 0
    assert ("remedy/refund", "approval", "better") in shapes(removed)
    assert len(added["changes"]) == len(removed["changes"])


def test_deleted_team_takes_hours_from_a_channel(diff: Any) -> None:
    outcome, told = diff("a team is deleted")
    assert outcome.code == 1
    assert ("channel/hotline", "hours", "worse") in shapes(told)


def test_the_page_shows_what_is_printed(
    story: Story, cxlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(story.shop.root)
    commit = story.commits["a team is deleted"]
    words = ("--policy", "policies", "--as-of", "2026-11-29", "--select", "coverage-gap")
    printed = cxlint("diff", f"{commit}~1", commit, *words).out
    assert f"```\n{printed}```\n" in (ROOT / "docs" / "changes.md").read_text("utf-8")


@pytest.mark.parametrize("subject", ["a file is split", "an id is renamed"])
def test_restatements_are_empty(diff: Any, subject: str, cxlint: Run, story: Story) -> None:
    outcome, told = diff(subject, "--fail-on", "undeclared,new-warning")
    assert outcome.code == 0
    assert (told["changes"], told["findings"]["new"], told["findings"]["fixed"]) == ([], [], [])
    commit = story.commits[subject]
    assert cxlint("diff", f"{commit}~1", commit, "--policy", "policies").out == ""


def test_waiver_that_slips_in_is_listed_and_counts_for_nothing(diff: Any) -> None:
    outcome, told = diff("a waiver slips in")
    (weakened,) = told["weakened"]
    assert (outcome.code, told["changes"]) == (0, [])
    assert weakened["what"] == "waiver"
    assert "nobody calls in the evening" in weakened["sentence"]
    assert weakened["place"]["path"] == "policies/shop.yaml"


def test_declared_change_does_more_than_it_says(diff: Any) -> None:
    outcome, told = diff("a declared change does more than it says")
    assert outcome.code == 1
    assert [each["thing"] for each in told["declared"]] == ["term/shipping"]
    assert {each["thing"] for each in told["gate"]["by"]} == {"return/anything"}


@pytest.mark.parametrize("subject", ["the window is put right", "the fee is put right"])
def test_what_is_put_right_passes(diff: Any, subject: str) -> None:
    outcome, told = diff(subject)
    assert outcome.code == 0
    assert {each["direction"] for each in told["changes"]} == {"better"}


def test_both_directions_are_mirrored(story: Story, diff: Any, cxlint: Run) -> None:
    turned = {"worse": "better", "better": "worse", "neutral": "neutral"}
    for subject, commit in story.commits.items():
        if subject != "begin":
            _, forth = diff(subject)
            words = (commit, f"{commit}~1", "--policy", "policies", "--as-of", "2026-11-29")
            back = json.loads(cxlint("diff", *words, "--format", "json").out)
            seen = {(thing, aspect, turned[way]) for thing, aspect, way in shapes(back)}
            assert seen == shapes(forth), subject


def test_trend_tells_the_story(story: Story, cxlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(story.shop.root)
    told = json.loads(cxlint("trend", "--policy", "policies", "--format", "json").out)
    commits = {each["subject"]: each for each in told["commits"]}
    assert list(commits) == list(story.commits)
    worse = {
        subject
        for subject, each in commits.items()
        if any(change["direction"] == "worse" for change in each["changes"])
    }
    assert worse == {
        "a fee creeps in", "the fee creeps on", "an approval is added", "a team is deleted",
        "a declared change does more than it says",
    }  # fmt: skip
    (notice,) = commits["a declared change does more than it says"]["notices"]
    assert notice == {
        "thing": "term/shipping", "change_notice": "30 days", "announced": "2026-06-10",
        "effective": "2026-06-10", "kept": False,
    }  # fmt: skip
    assert all(each["fault"] is None for each in told["commits"])
    table = cxlint("trend", "--policy", "policies", "--most", "3").out
    assert "the fee is put right" in table
    assert "a fee creeps in" not in table


def test_trend_is_drawn(story: Story, cxlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(story.shop.root)
    text = cxlint("trend", "--policy", "policies", "--format", "markdown").out
    chart = text.partition("```\n")[0].splitlines()
    assert chart[:2] == ["```mermaid", "xychart-beta"]
    lines = [json.loads(line.split(maxsplit=1)[1]) for line in chart if line.startswith("  line")]
    assert [len(each) for each in lines] == [len(story.commits)] * 2
    assert all(each == sorted(each) for each in lines)
    assert text.count("\n| 2026-") == len(story.commits)


def test_trend_names_a_commit_that_cannot_be_judged(
    tmp_path: Path, cxlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Repository(tmp_path / "shop")
    monkeypatch.chdir(shop.root)
    shop.commit("begin", terms=TERMS % ("1 EUR", ""))
    shop.write("cxlint.yaml", "rules: {no-such-rule: off}\n")
    shop.commit("broken")
    shop.write("cxlint.yaml", "rules: {}\n")
    shop.commit("mended", terms=TERMS % ("2 EUR", ""))
    told = json.loads(cxlint("trend", "--format", "json").out)["commits"]
    assert [each["fault"] is None for each in told] == [True, False, True]
    assert "no-such-rule" in told[1]["fault"]
    assert [change["new"] for change in told[2]["changes"]] == ["2 EUR"]


def test_trend_passes_over_what_is_no_policy(
    tmp_path: Path, cxlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Repository(tmp_path / "shop")
    monkeypatch.chdir(shop.root)
    shop.commit("begin", terms=TERMS % ("1 EUR", ""))
    shop.commit("a pipeline", pipeline="on: push\njobs: {a: {}}\n")
    shop.commit("dearer", terms=TERMS % ("2 EUR", ""))
    for words in ((), ("--policy", "terms.yaml")):
        told = json.loads(cxlint("trend", *words, "--format", "json").out)["commits"]
        assert [each["subject"] for each in told] == ["begin", "dearer"]


def test_trend_without_a_policy(
    tmp_path: Path, cxlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Repository(tmp_path / "shop")
    monkeypatch.chdir(shop.root)
    shop.write("notes.txt", "nothing")
    shop.commit("begin")
    assert cxlint("trend").code == 2
