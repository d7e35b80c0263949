"""Teams that may grant different sums contradict each other where both are asked for the remedy."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.ways.standards import standards

TEXT = """
channels: {{counter: {{kind: in_person, goes_to: [a, b]}}, mail: {{kind: email}}}}
teams:
  a: {{tier: 1, seats: 2, closes: [{a}], may: {{refund: 20 EUR}}}}
  b: {{tier: 1, seats: 2, closes: [{b}], may: {{refund: 50 EUR}}}}
intents:
  advice: {{start: counter}}
  fault: {{start: {fault}, remedy: refund}}
  late: {{start: counter, remedy: {late}}}
"""


def told(a: str, b: str, fault: str = "counter", late: str = "refund") -> list[str]:
    text = TEXT.format(a=a, b=b, fault=fault, late=late)
    return [str(hit.facts["scope"]) for hit in standards(policy(text))]


@pytest.mark.parametrize(
    ("a", "b", "scope"),
    [
        ("advice, fault", "advice, fault", "fault on counter"),
        ("advice, late", "late, fault", "late on counter"),
        ("fault", "fault", "fault on counter"),
    ],
)
def test_named_is_the_contact_reason_that_asks_for_the_remedy(a: str, b: str, scope: str) -> None:
    assert told(a, b) == [scope]


@pytest.mark.parametrize(
    ("a", "b", "fault", "late"),
    [
        ("advice, fault", "advice, late", "counter", "refund"),  # in common: advice alone
        ("fault", "fault", "mail", "refund"),  # nobody comes to the counter with it
        ("late", "late", "counter", "repair"),  # another remedy
    ],
)
def test_silent_where_no_customer_can_ask_both(a: str, b: str, fault: str, late: str) -> None:
    assert told(a, b, fault, late) == []


def test_a_gesture_fits_every_matter() -> None:
    text = TEXT.format(a="advice", b="advice", fault="counter", late="goodwill")
    assert [
        str(h.facts["what"])
        for h in standards(policy(text.replace("may: {refund", "may: {goodwill")))
    ] == ["goodwill"]


def test_where_no_remedies_are_stated_any_matter_they_share_may_ask() -> None:
    text = TEXT.format(a="advice", b="advice", fault="counter", late="refund")
    assert [
        str(h.facts["scope"]) for h in standards(policy(text.replace("remedy: ", "x-r: ")))
    ] == ["advice on counter"]
