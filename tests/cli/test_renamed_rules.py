"""A rule that was renamed answers to its former id, wherever somebody wrote it down."""

from __future__ import annotations

import json

import pytest
from test_own_rules import RULE

FILE = "cxlint-baseline.yaml"
RENAMED = RULE.replace("id: slow\n", "id: slow-answer\nformerly: [slow]\n").replace(
    "# <- slow", "# <- slow-answer"
)
POLICY = "channels:\n  chat: {kind: chat, respond: 2 days}\n"
DAY = ("--as-of", "2026-11-20")


@pytest.fixture(autouse=True)
def policy(write):
    write("cxlint.yaml", "rule_folders: [own]\n")
    write("own/care/slow.yaml", RULE)
    write("a.yaml", POLICY)


@pytest.fixture
def rename(write, folder):
    def into(configuration: str = "") -> None:
        (folder / "own/care/slow.yaml").unlink()
        write("own/care/slow-answer.yaml", RENAMED)
        write("cxlint.yaml", "rule_folders: [own]\n" + configuration)

    return into


def statuses(cxlint, *arguments: str) -> list[tuple[str, str, str]]:
    out = cxlint("check", ".", *DAY, *arguments, "--format", "json").out
    return [
        (each["rule"], each["severity"], each["status"])
        for each in json.loads(out)["findings"]
        if each["rule"].startswith(("slow", "baseline", "waiver"))
    ]


def test_in_the_selection(cxlint, rename):
    assert statuses(cxlint, "--select", "slow") == [("slow", "error", "new")]
    rename()
    assert statuses(cxlint, "--select", "slow") == [("slow-answer", "error", "new")]


@pytest.mark.parametrize(
    ("configuration", "told"),
    [
        ("rules: {slow: off}\n", []),
        ("rules: {slow: info}\n", [("slow-answer", "info", "new")]),
        ("locked: [slow]\n", [("slow-answer", "error", "new")]),
    ],
)
def test_in_the_configuration(cxlint, rename, configuration: str, told) -> None:
    rename(configuration)
    assert statuses(cxlint) == told


def test_what_is_locked_by_its_former_id_cannot_be_waived(cxlint, write, rename) -> None:
    rename("locked: [slow]\n")
    write("a.yaml", POLICY.replace("2 days}", "2 days}  # cxlint: allow[slow] they know"))
    assert ("slow-answer", "error", "new") in statuses(cxlint)


def test_in_a_comment(cxlint, write, rename) -> None:
    write("a.yaml", POLICY.replace("2 days}", "2 days}  # cxlint: allow[slow] they know"))
    rename()
    assert statuses(cxlint) == [("slow-answer", "error", "waived")]


def test_in_a_waiver(cxlint, write, rename) -> None:
    who = "owner: care, expires: 2027-01-01, approved_by: head"
    waiver = f"{{rule: slow, at: channel/chat, reason: they know, {who}}}"
    write("a.yaml", POLICY + f"waivers:\n  - {waiver}\n")
    rename()
    assert statuses(cxlint) == [("slow-answer", "error", "waived")]


@pytest.mark.parametrize("version", [1, 2])
def test_in_a_baseline(cxlint, write, folder, rename, version: int) -> None:
    cxlint("baseline", ".", *DAY, "--select", "slow")
    text = (folder / FILE).read_text()
    if version == 1:
        out = cxlint("check", ".", *DAY, "--select", "slow", "--format", "json").out
        (told,) = json.loads(out)["findings"]
        text = text.replace(told["fingerprint"], told["former_fingerprints"][0])
        write(FILE, text.replace("version: 2", "version: 1"))
    rename()
    assert statuses(cxlint, "--baseline", FILE, "--select", "slow,baseline-stale") == [
        ("slow-answer", "error", "baselined")
    ]
    write("a.yaml", POLICY.replace("2 days", "2 hours"))
    assert [each[0] for each in statuses(cxlint, "--baseline", FILE)] == ["baseline-stale"]
    others = ("--baseline", FILE, "--select", "dead-end,baseline-stale")
    assert statuses(cxlint, *others) == []


def test_what_is_not_run_stays_in_the_baseline(cxlint, folder, rename) -> None:
    cxlint("baseline", ".", *DAY, "--select", "slow")
    rename()
    cxlint("baseline", ".", *DAY, "--select", "dead-end")
    assert "rule: slow," in (folder / FILE).read_text()
    cxlint("baseline", ".", *DAY)
    assert "rule: slow-answer," in (folder / FILE).read_text()
