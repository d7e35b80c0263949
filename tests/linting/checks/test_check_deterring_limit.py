"""Limits that deter, at the share and the sum from which on they do."""

from __future__ import annotations

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

RULES = loader.load()
RULE = RULES["deterring-limit"]

CARRIED = """\
channels:
  line: {kind: voice, goes_to: care}
teams:
  care: {may: {refund: %s}, closes: none}
  money: {may: {refund: any}}
handoffs:
  - {from: care, to: money, carried_by: %s}
intents:
  refund: {start: line, remedy: refund, value: %s}
"""


def found(limit: str, value: str, carried_by: str = "customer") -> list[str]:
    trial = examples.run(RULE, CARRIED % (limit, carried_by, value), RULES)
    return sorted(str(line) for line in trial.found_lines)


@pytest.mark.parametrize(
    ("value", "deters"),
    [
        # sums spread evenly up to 100: 15 of them are just above the limit
        ("{max: 100 EUR}", True),
        ("{max: 101 EUR}", False),
        # every sum in question is within 15 of the limit, or just beyond
        ("{p85: 20 EUR, max: 35 EUR}", True),
        ("{p85: 20 EUR, max: 400 EUR}", False),
        ("{p86: 20 EUR, max: 35 EUR}", False),
        # nothing is stated, or in another currency
        ("{p50: 30 USD, max: 35 USD}", False),
    ],
)
def test_enough_cases_lie_just_above_the_limit(value: str, deters: bool) -> None:
    assert bool(found("20 EUR", value)) is deters


def test_who_carries_the_request_decides() -> None:
    assert found("20 EUR", "{max: 100 EUR}") == ["4"]
    assert not found("20 EUR", "{max: 100 EUR}", "us")


def test_a_currency_without_a_stated_trouble_is_left_alone() -> None:
    assert not found("20 PLN", "{max: 100 PLN}")
    assert found("20 CHF", "{max: 100 CHF}")
