"""Promises against the way to them, and against the hours of those who act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding

RULES = loader.load()
BOTH = frozenset({"promise-exceeds-path", "promise-outside-hours"})

POLICY = """\
organization: {name: Testbed, timezone: Europe/Berlin}
schedules:
  office: {open: Mon-Fri 09:00-18:00, holidays: DE}
channels:
  mail: {kind: email, open: %(published)s, goes_to: care}
  phone: {kind: voice, open: office, goes_to: care}
teams:
  care: {open: office, closes: none}
  finance: {open: office%(owes)s}
handoffs:
  - {from: care, to: finance, carried_by: us%(wait)s, max_repeats: 1}
  - {from: finance, to: resolved}
intents:
  refund: {start: [mail], promise: %(promise)s}
  advice: {start: [phone]}
"""


def found(
    promise: str, *, wait: str = "", owes: str = "", published: str = "office", more: str = ""
) -> list[Finding]:
    text = POLICY % {
        "promise": promise,
        "wait": f", wait: {wait}" if wait else "",
        "owes": f", ola: {{resolution: {owes}}}" if owes else "",
        "published": published,
    }
    return list(examples.report_on((text + more).encode(), RULES, BOTH).findings)


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(each.rule.id, each.severity) for each in findings]


@pytest.mark.parametrize(
    ("promise", "wait", "owes", "severity"),
    [
        ("2 days", "3 business days", "", "error"),
        ("3 days", "2 business days", "", "warning"),
        ("5 days", "", "2 business days", "info"),
        ("9 days", "", "2 business days", ""),
        ("3 business days", "", "3 business days", ""),
        ("2 days", "", "", ""),
    ],
)
def test_three_verdicts(promise: str, wait: str, owes: str, severity: str) -> None:
    findings = [each for each in told(found(promise, wait=wait, owes=owes)) if "path" in each[0]]
    assert findings == ([("promise-exceeds-path", severity)] if severity else [])


def test_the_sum_is_told_part_by_part_with_what_would_have_to_give() -> None:
    (finding,) = found("6 days", wait="1 business day", owes="5 business days")
    assert "from care to finance it waits 1 business day; then finance may take" in finding.message
    assert "8 to 11 days" in finding.message
    assert "finance may take 5 business days" in finding.remedy
    assert [spot.span.line for spot in finding.related] == [9]
    assert [spot.span.line for spot in finding.witness] == [11, 9]


def test_one_promise_for_several_contact_reasons_is_one_finding() -> None:
    more = "promises: {all: {intents: [refund, advice], resolution: 3 days}}\n"
    findings = found("30 days", wait="2 business days", more=more)
    assert told(findings) == [("promise-exceeds-path", "warning")]
    assert set(findings[0].intents) == {"refund", "advice"}


@pytest.mark.parametrize(
    ("promise", "published", "severity"),
    [
        ("1 day", "24x7", "warning"),
        ("3 days", "24x7", "info"),
        ("6 days", "24x7", ""),
        ("1 business day", "24x7", ""),
        ("1 day", "Sat 10:00-12:00", "error"),
        ("1 day", "office", ""),
    ],
)
def test_promises_that_are_over_before_anybody_is_there(
    promise: str, published: str, severity: str
) -> None:
    findings = told(found(promise, published=published))
    assert findings == ([("promise-outside-hours", severity)] if severity else [])


def test_what_only_closed_doors_break_is_told_once() -> None:
    findings = found("1 day", published="24x7", owes="1 hour")
    assert told(findings) == [("promise-outside-hours", "warning")]
    assert "Friday at 18:00" in findings[0].message
    assert "Monday at 09:00" in findings[0].message


def test_a_wait_that_alone_is_longer_is_told_where_it_stands() -> None:
    assert told(found("1 day", wait="9 days")) == []


RETURNING = """\
organization: {name: Testbed, timezone: Europe/Berlin}
channels:
  mailbox: {kind: email, open: 24x7, goes_to: desk}
teams:
  desk: {open: 24x7, closes: none, ola: {resolution: 4 days}}
  finance: {open: 24x7, ola: {resolution: 4 days}}
steps:
  shelf: {kind: wait, goes_to: [desk]}
handoffs:
  - {from: desk, to: shelf, carried_by: us, max_repeats: 1}
  - {from: desk, to: finance, carried_by: us}
  - {from: finance, to: resolved}
intents:
  refund: {start: [mailbox], promise: %s}
"""


@pytest.mark.parametrize(
    ("promise", "takes", "parts"),
    [
        ("6 days", "may wait 8 days (up to 12 days where a case comes back to desk)", 2),
        ("9 days", "may wait 12 days where a case comes back to desk", 3),
        ("12 days", "", 0),
    ],
)
def test_what_breaks_a_promise_though_nothing_comes_back_is_told_first(
    promise: str, takes: str, parts: int
) -> None:
    findings = examples.report_on((RETURNING % promise).encode(), RULES, BOTH).findings
    assert [takes in each.message for each in findings] == [True] * bool(takes)
    assert [each.message.count(" may take ") for each in findings] == [parts] * bool(takes)
    assert all("within 12 days" in each.remedy for each in findings)


def test_an_expert_who_is_asked_is_no_return() -> None:
    """The desk is met twice, but takes its time neither before nor after."""
    text = RETURNING.replace("shelf: {kind: wait,", "shelf: {kind: wait, effort: 5 days,")
    text = text.replace("closes: none, ola: {resolution: 4 days}", "closes: none")
    findings = examples.report_on((text % "6 days").encode(), RULES, BOTH).findings
    assert ["may wait 9 days, though" in each.message for each in findings] == [True]
