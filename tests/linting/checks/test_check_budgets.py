"""Budgets of contact reasons at their bounds, and what is not claimed."""

from __future__ import annotations

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

RULES = loader.load()

WAY = """\
channels:
  line: {kind: voice, goes_to: menu}
steps:
  menu: {kind: menu, effort: 90 seconds, attempts: 2, goes_to: care, on_failure: care}
teams:
  care: {handling_time: 7 minutes, closes: none}
  money: {handling_time: 5 minutes, closes: all}
handoffs:
  - {from: care, to: money, carried_by: %s, share: 40%%}
  - {from: care, to: resolved, share: %s}
intents:
  refund: {start: line, %s}
"""


def found(rule: str, policy: str) -> list[int]:
    return sorted(examples.run(RULES[rule], policy, RULES).found_lines)


def way(budget: str, carried_by: str = "us", rest: str = "60%") -> str:
    return WAY % (carried_by, rest, budget)


@pytest.mark.parametrize(
    ("budget", "over"),
    [("15 minutes", False), ("14m 59s", True), ("899 seconds", True), ("0.25 hours", False)],
)
def test_minutes_that_equal_the_budget_are_within_it(budget: str, over: bool) -> None:
    assert bool(found("journey-effort", way(f"effort_budget: {budget}"))) is over


@pytest.mark.parametrize(("bound", "over"), [(1, True), (2, False)])
def test_contacts_count_what_customers_carry(bound: int, over: bool) -> None:
    carried = way(f"max_contacts: {bound}", "customer")
    assert bool(found("journey-over-budget", carried)) is over
    assert not found("journey-over-budget", way(f"max_contacts: {bound}"))


def test_nothing_is_claimed_of_shares_over_the_whole() -> None:
    assert not found("journey-effort", way("effort_budget: 1 minute", rest="70%"))
    assert not found("journey-over-budget", way("max_contacts: 1", "customer", "70%"))


def test_a_place_that_nobody_describes_may_keep_a_budget() -> None:
    text = (
        way("effort_budget: 15 minutes")
        .replace("to: resolved", "to: shop")
        .replace("steps:", "steps:\n  shop: {kind: elsewhere}")
    )
    assert not found("journey-effort", text)
    assert found("journey-effort", text.replace("15 minutes", "14 minutes"))


@pytest.mark.parametrize(("bound", "over"), [(0, True), (1, True), (2, False)])
def test_approvals_count_the_worst_case(bound: int, over: bool) -> None:
    text = f"""\
channels:
  line: {{kind: voice, goes_to: care}}
teams:
  care: {{may: {{refund: 50 EUR}}, closes: none}}
remedies:
  refund: {{tiers: [{{by: leads, up_to: 90 EUR}}, {{by: money, up_to: any}}]}}
intents:
  refund:
    {{start: line, remedy: refund, value: {{p50: 40 EUR, max: 95 EUR}}, max_approvals: {bound}}}
"""
    assert bool(found("journey-over-budget", text)) is over
    capped = text.replace("max: 95 EUR", "max: 90 EUR")
    assert bool(found("journey-over-budget", capped)) is (bound < 1)


def test_an_approval_that_nobody_understands_is_not_counted() -> None:
    text = """\
channels:
  line: {kind: voice, goes_to: care}
teams:
  care: {closes: none}
remedies:
  refund: {tiers: [{by: who is in, up_to: 5 EUR}, {by: somebody, up_to: 9 USD}]}
intents:
  refund: {start: line, remedy: refund, max_approvals: 0}
"""
    assert not found("journey-over-budget", text)
