"""Decisions that take long, at their bound and in the hours of who decides."""

from __future__ import annotations

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

RULES = loader.load()
RULE = RULES["approval-latency"]

ASKED = """\
channels:
  line: {kind: voice, open: 24x7, goes_to: care}
teams:
  care: {open: 24x7, may: {refund: 50 EUR}, closes: none}
  lead: {open: 24x7}
  head: {open: 24x7}
remedies:
  refund:
    tiers: [%s]
intents:
  refund: {start: line, remedy: refund%s}
"""

TWO = (
    "{by: lead, up_to: 90 EUR, decides_within: %s days}, "
    "{by: head, up_to: any, decides_within: 3 days}"
)


def found(tiers: str, more: str = "") -> bool:
    return bool(examples.run(RULE, ASKED % (tiers, more), RULES).found_lines)


@pytest.mark.parametrize(
    ("tiers", "slow"),
    [
        ("{by: head, up_to: any, decides_within: 5 days}", False),
        ("{by: head, up_to: any, decides_within: 121 hours}", True),
        (TWO % 2, False),
        (TWO % 3, True),
        ("{by: [lead, head], need: all, up_to: any, decides_within: 3 days}", False),
        ("{by: [lead, head], need: all, in_turn: true, up_to: any, decides_within: 3 days}", True),
        ("{by: head, up_to: any, decides_within: 9 days, after_remedy: true}", False),
        ("{by: head, up_to: any}", False),
    ],
)  # fmt: skip
def test_decisions_add_up_as_they_are_asked_for(tiers: str, slow: bool) -> None:
    assert found(tiers) is slow


def test_what_is_promised_is_held_against_the_whole_way_instead() -> None:
    tiers = "{by: head, up_to: any, decides_within: 9 days}"
    assert found(tiers)
    assert not found(tiers, ", promise: 3 days")


@pytest.mark.parametrize(("value", "slow"), [("{p95: 50 EUR}", False), ("{p90: 50 EUR}", True)])
def test_rare_cases_are_let_wait(value: str, slow: bool) -> None:
    tiers = "{by: head, up_to: any, decides_within: 9 days}"
    assert found(tiers, f", value: {value}") is slow
