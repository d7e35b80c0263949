"""What it costs to reach a person: what the examples of the rule cannot show."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.fields.fee import fee

PAID = "kind: voice, open: Mon-Fri 09:00-17:00, goes_to: care"


def found(paid: str, free: str) -> list[tuple[str, str | None, object]]:
    text = f"channels: {{paid: {{{paid}}}, free: {{{free}}}}}\nteams: {{care: {{}}, desk: {{}}}}\n"
    return [
        (hit.case, hit.severity, hit.facts["free"])
        for hit in fee(policy(text), kinds=["voice", "chat"])
        if hit.entity == "channel/paid"
    ]


@pytest.mark.parametrize(
    ("stated", "price"),
    [
        ("fee: 0.20 EUR", "0.20 EUR"),
        ("fee: 0.20 EUR, fee_per: contact", "0.20 EUR per contact"),
        ("fee: 0.20 EUR, fee_per: minute", "0.20 EUR per minute"),
        ("premium_rate: true", "the premium rate"),
    ],
)
def test_a_fee_is_paid_for_what_is_said(stated: str, price: str) -> None:
    (hit,) = fee(policy(f"channels: {{line: {{kind: voice, {stated}}}}}"), kinds=["voice"])
    assert (hit.facts["price"], hit.severity) == (price, None)


@pytest.mark.parametrize("cost", ["fee: 0.20 EUR", "premium_rate: true"])
@pytest.mark.parametrize("free", ["fee: none", "fee: 0 EUR", "fee: none, premium_rate: false"])
def test_a_free_line_to_the_same_people_at_the_same_hours_is_named(cost: str, free: str) -> None:
    assert found(f"{PAID}, {cost}", f"{PAID}, {free}") == [("beside", "warning", "free")]


@pytest.mark.parametrize(
    "other",
    [
        PAID,
        f"{PAID}, fee: 0.10 EUR",
        f"{PAID}, fee: none, premium_rate: true",
        f"{PAID}, fee: none, published: false",
        f"{PAID}, fee: none, intents: [order]",
        f"{PAID.replace('care', 'desk')}, fee: none",
        f"{PAID.replace('17:00', '12:00')}, fee: none",
        f"{PAID.replace('voice', 'chat')}, fee: none",
        "kind: voice, goes_to: care, fee: none",
        "kind: voice, open: Mon-Fri 09:00-17:00, fee: none",
    ],
)
def test_another_line_is_no_excuse(other: str) -> None:
    assert found(f"{PAID}, fee: 0.20 EUR", other) == [("", None, "")]


def test_without_hours_it_is_not_known_that_they_are_the_same() -> None:
    line = "kind: voice, goes_to: care"
    assert found(f"{line}, fee: 0.20 EUR", f"{line}, fee: none") == [("", None, "")]
