"""A witness is a customer whom the two policies treat as it says, on the day that it names."""

from __future__ import annotations

import datetime

import pytest

from cxlint.analysis.asking.windows import add_days
from cxlint.changes.compare import compare
from tests.policies import policy

ROW = (
    "returns:\n"
    "  - {{id: coats, categories: [coats], reasons: [changed mind], {}}}\n"
    "  - {{id: hats, categories: [hats], reasons: [changed mind], window: 10 days}}\n"
)
WINDOWS = [
    ("window: 60 days", "window: 30 days", "2026-04-05"),
    ("window: 30 days", "window: 60 days", "2026-04-05"),
    ("window: 2 months", "window: 1 month", "2026-04-06"),
    ("window: 30 days, from: delivery", "window: 30 days, from: order", "2026-04-02"),
    ("window: 30 days", "window: unlimited", "2026-04-05"),
    ("window: 30 days", "returnable: false", "2026-03-06"),
]


def witness_of(before: str, after: str):
    found = compare(policy(ROW.format(before)), policy(ROW.format(after)))
    (change,) = found.changes
    return change


@pytest.mark.parametrize(("before", "after", "day"), WINDOWS)
def test_it_is_the_first_day_on_which_they_differ(before, after, day):
    change = witness_of(before, after)
    assert change.witness.events[-1][0] == day
    assert change.witness.customer["category"] == "coats"


@pytest.mark.parametrize(("before", "after", "day"), WINDOWS)
def test_both_policies_say_what_it_says(before, after, day):
    """Each policy by itself, by the row alone: is the last day before that of the witness."""
    witness = witness_of(before, after).witness
    days = {what: datetime.date.fromisoformat(on) for on, what in witness.events}
    for text, said in ((before, witness.before), (after, witness.after)):
        row = policy(ROW.format(text)).of("return")[0]
        start = days["buys it"] if row.get("from") == "order" else days["it arrives"]
        taken = row.get("window") == "unlimited"
        if not taken and row.says("window"):
            last = add_days(start, row.duration("window"), None)
            taken = datetime.date.fromisoformat(day) <= last
        assert said == ("it is taken back" if taken else "it is not taken back")


def test_the_day_before_they_agree():
    witness = witness_of("window: 60 days", "window: 30 days").witness
    assert witness.before != witness.after


def test_business_days_need_hours_and_have_no_witness():
    assert witness_of("window: 30 business days", "window: 20 business days").witness is None


def test_a_fee_is_shown_by_the_cheapest_thing_for_which_it_differs():
    texts = [ROW.format(f"window: 9 days, fee: {fee}") for fee in ("5%", "4 EUR")]
    found = compare(*map(policy, texts)).changes
    said = {each.direction: (each.witness.customer["value"], each.witness.before) for each in found}
    assert said["better"] == ("81 EUR", "4.05 EUR is kept back")
    assert found[0].witness.after == "4 EUR is kept back"


LADDER = """
intents: {{return: {{start: care, remedy: refund}}}}
teams: {{care: {{}}, leads: {{}}, board: {{}}}}
remedies:
  refund: {{route: climb, tiers: [{{by: [care], up_to: {} EUR}}, {{by: [leads], up_to: any}}]}}
"""


@pytest.mark.parametrize(("before", "after"), [(50, 20), (20, 50)])
def test_a_decision_is_shown_by_the_case_worth_the_least(before, after):
    (change,) = compare(policy(LADDER.format(before)), policy(LADDER.format(after))).changes
    assert change.witness.customer == {"intent": "return", "value": "20.01 EUR"}
    for limit, said in ((before, change.witness.before), (after, change.witness.after)):
        assert said == ("care" if limit >= 50 else "care, then leads")
