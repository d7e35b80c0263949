"""What has one cause is told once, with what follows from it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding

DESK = """
channels:
  counter: {{kind: in_person, open: "Mon-Sat 10:00-18:00", goes_to: desk}}
teams:
  desk: {{tier: 1, open: "Mon-Sat 10:00-18:00", may: {{{remedy}: {may}}}}}
  office: {{tier: 1, open: "Mon-Fri 09:00-12:00", may: {{{remedy}: any}}}}
handoffs:
  - {{from: desk, to: office, carried_by: customer}}
intents:
  bring-back: {{start: counter, remedy: {remedy}}}
remedies:
  {remedy}: {{asked_by: customer, tiers: [{{by: office, up_to: any}}]}}
"""
FOLLOWS = {"refund-hours-narrower", "no-delegate-approver"}


@pytest.mark.parametrize("remedy", ["refund", "cancellation"])
def test_what_follows_from_a_desk_without_authority_is_told_beside_it(remedy: str) -> None:
    found = _found(DESK.format(remedy=remedy, may="none"))
    assert FOLLOWS.isdisjoint(found)
    labels = [spot.label for spot in found["second-contact-for-refund"].spots_beside]
    assert {label.partition(":")[0].removeprefix("so ") for label in labels} >= FOLLOWS
    assert len(found) <= 2


def test_by_itself_it_is_told_by_itself() -> None:
    found = _found(DESK.format(remedy="refund", may="none"), "no-delegate-approver")
    assert set(found) == {"no-delegate-approver"}


def test_where_the_desk_may_do_something_it_does_not_follow() -> None:
    found = _found(DESK.format(remedy="refund", may="20 EUR"))
    assert "second-contact-for-refund" not in found
    assert set(found) >= FOLLOWS


def test_a_cause_that_is_waived_is_none() -> None:
    text = DESK.format(remedy="refund", may="none")
    waived = f"""{text}
waivers:
  - rule: second-contact-for-refund
    at: team/desk
    reason: the tills are replaced in spring
    owner: head of shops
    approved_by: head of service
    expires: 2027-02-01
"""
    assert set(_found(waived, waive=True)) >= FOLLOWS


def test_a_promise_that_applies_to_nobody_is_not_said_to_owe_them_anything() -> None:
    found = _found("""
    promises:
      rest: {position: 1, priorities: [low, high], first_reply: 1 day}
      late: {position: 2, priorities: [low], first_reply: 2 days, resolution: 9 days}
    """)
    assert "promise-never-matches" in found
    assert "priority-without-target" not in found


NIGHT = """
channels:
  hotline: {{kind: voice, open: 24x7, goes_to: {first}, closed: {{goes_to: {then}}}}}
teams:
  days: {{open: "daily 08:00-20:00", seats: 3}}
  nights: {{seats: 0}}
  always: {{open: 24x7, seats: 3}}
"""


def test_a_dead_place_to_which_a_closed_line_sends_is_told_with_the_gap_that_it_leaves() -> None:
    found = _found(NIGHT.format(first="days", then="nights"))
    assert "unstaffed-channel" not in found
    labels = [spot.label for spot in found["coverage-gap"].spots_beside]
    assert [label for label in labels if label.startswith("so unstaffed-channel: ")]


def test_a_dead_place_that_leaves_no_gap_is_told_by_itself() -> None:
    found = _found(NIGHT.format(first="always", then="nights"))
    assert "coverage-gap" not in found
    assert "unstaffed-channel" in found


def test_a_gap_of_one_line_does_not_hide_a_dead_place_behind_another() -> None:
    other = NIGHT.replace("teams:", "  advice: {{kind: voice, open: 24x7, goes_to: days}}\nteams:")
    found = _found(other.format(first="always", then="nights"))
    assert set(found) >= {"coverage-gap", "unstaffed-channel"}


WINDOW = """
channels:
  window: {{kind: in_person, open: "Mon-Fri 09:00-12:00", goes_to: permits}}
teams:
  permits: {{tier: 1, open: "Mon-Fri 09:00-12:00", seats: 2, closes: {closes}}}
outcomes:
  notary: {{kind: referred{back}}}
intents:
  deed: {{start: window, share: 10%}}
  stamp: {{start: window, share: 30%}}
handoffs:
  - {{from: permits, to: notary, intents: [deed], carried_by: customer}}
"""


def test_a_desk_that_may_settle_nothing_and_sends_people_round_is_told_once() -> None:
    text = WINDOW.format(closes="none", back=", returns_to: window")
    found = _found(text.replace(", intents: [deed]", ""))
    assert {"dead-end", "no-first-contact-authority"}.isdisjoint(found)
    labels = [spot.label.partition(":")[0] for spot in found["hassle-loop"].spots_beside]
    assert {"so dead-end", "so no-first-contact-authority"} <= set(labels)


def test_a_desk_that_may_settle_little_of_much_is_told_beside_its_ring() -> None:
    found = _found(WINDOW.format(closes="[deed]", back=", returns_to: window"))
    assert "no-first-contact-authority" in found


def test_a_desk_that_may_settle_nothing_and_refers_for_good_is_told_by_itself() -> None:
    text = WINDOW.format(closes="none", back="")
    assert "no-first-contact-authority" in _found(text.replace(", intents: [deed]", ""))


def test_each_rule_follows_from_rules_that_there_are_and_in_no_circle() -> None:
    rules = loader.load()
    for rule in rules.values():
        above, seen = list(rule.follows_from), {rule.id}
        for id_ in above:  # grows while it is read
            assert id_ not in seen, f"{rule.id} follows from itself"
            above += rules[id_].follows_from


def _found(text: str, *chosen: str, waive: bool = False) -> dict[str, Finding]:
    rules = loader.load()
    judged = frozenset(chosen or (id_ for id_, each in rules.items() if each.category != "reading"))
    report = examples.report_on(textwrap.dedent(text).encode(), rules, judged, waive=waive)
    return {finding.rule.id: finding for finding in report.findings}
