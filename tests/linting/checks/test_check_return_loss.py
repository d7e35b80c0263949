"""What a return costs, against arithmetic done by hand."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.linting.checks.returns.return_loss import Cost, return_loss
from cxlint.parsing.document import parse
from cxlint.policy.linker import assemble
from cxlint.policy.returns.fees import Fee
from cxlint.values.quantities import Money

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Hit

CENTS = st.integers(min_value=1, max_value=100_000).map(lambda cents: Fraction(cents, 100))
SHARES = st.integers(min_value=0, max_value=100).map(lambda percent: Fraction(percent, 100))


def losses(row: dict[str, Any], currency: str | None = None, **params: Any) -> list[Hit]:
    data: dict[str, Any] = {"returns": [{"reasons": ["changed mind"]} | row]}
    if currency:
        data["organization"] = {"currency": currency}
    policy = assemble(parse("p.yaml", json.dumps(data).encode()), datetime.date(2026, 11, 20))
    assert not policy.problems
    given_: dict[str, Any] = {
        "prices": [25, 100, 400],
        "grave_above": "15%",
        "credit_loss": "10%",
        "free_for": "30 days",
    }
    return list(return_loss(policy, **(given_ | params)))


@given(percent=SHARES, postage=CENTS, credit=SHARES, price=CENTS)
def test_the_share_is_what_is_paid_and_what_does_not_come_back_as_money(
    percent: Fraction, postage: Fraction, credit: Fraction, price: Fraction
) -> None:
    cost = Cost(Fee(f"{float(percent * 100):g}%", ""), True, Money(postage, "EUR"), credit, "EUR")
    back = price - percent * price
    worth = back * (1 - credit)
    assert cost.share_of(price) == (price - worth + postage) / price


@given(fee=CENTS, price=CENTS, credit=SHARES)
def test_a_fee_never_takes_more_than_the_price(
    fee: Fraction, price: Fraction, credit: Fraction
) -> None:
    share = Cost(Fee(f"{float(fee):.2f} EUR", ""), False, None, credit, "EUR").share_of(price)
    kept = min(fee, price) / price
    assert share == kept + credit * (1 - kept)
    assert 0 <= share <= 1


def test_fee_and_credit_of_the_worked_example() -> None:
    (hit,) = losses({"fee": "15%", "refund": "store credit"})
    # 15 of 100 are kept, and the 85 that come back as credit are worth 76.50.
    assert hit.facts["loss"] == "76% of the price is left"
    assert hit.severity == "error"


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ({"fee": "15%"}, "warning"),
        ({"fee": "15.01%"}, "error"),
        ({"fee": "15 EUR"}, "warning"),
        ({"fee": "15.01 EUR"}, "error"),
        ({"shipping_paid_by": "customer", "shipping_cost": "5 EUR"}, "warning"),
        ({"shipping_paid_by": "customer", "shipping_cost": "15.01 EUR"}, "error"),
        ({"refund": "gift card"}, "warning"),
        ({"fee": "14%", "shipping_paid_by": "customer"}, "warning"),
    ],
)
def test_above_the_bound_at_the_middle_price_is_grave(row: dict[str, Any], severity: str) -> None:
    (hit,) = losses(row)
    assert hit.severity == severity


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"fee": "none"},
        {"fee": "0%"},
        {"fee": "0 EUR", "shipping_paid_by": "us", "shipping_cost": "5 EUR"},
        {"shipping_paid_by": "customer", "shipping_cost": "0 EUR"},
        {"refund": ["store credit", "original payment"]},
        {"refund": "exchange"},
        {"fee": "15%", "returnable": False},
    ],
)
def test_what_costs_nothing_is_silent(row: dict[str, Any]) -> None:
    assert losses(row) == []


def test_postage_of_unknown_sum_is_told_and_not_guessed() -> None:
    (alone,) = losses({"shipping_paid_by": "customer"})
    assert (alone.case, alone.facts["parts"]) == ("postage", ["postage"])
    (more,) = losses({"shipping_paid_by": "customer", "fee": "10%"})
    assert (more.case, more.facts["loss"]) == ("and-postage", "90% of the price is left")


def test_sums_in_two_currencies_are_not_added() -> None:
    (hit,) = losses({"fee": "5 USD", "shipping_paid_by": "customer", "shipping_cost": "4 EUR"})
    assert hit.case == "and-postage"
    assert hit.facts["parts"] == ["a fee of 5 USD"]


def test_prices_are_of_the_size_that_the_currency_has() -> None:
    (hit,) = losses({"fee": "500 JPY"})
    assert hit.facts["loss"] == "what is left of 10,000 JPY is 9,500 JPY"
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("said", "price", "kept"),
    [
        (("15%", "45 EUR"), 200, 30),
        (("15%", "45 EUR"), 1000, 45),
        (("", "50%"), 200, 100),
        (("", "45 EUR"), 30, 30),
        (("20 EUR", "10%"), 100, 10),
        (("10%", "5 USD"), 100, 10),
        (("15%", ""), 200, 30),
        (("none", "45 EUR"), 200, 0),
    ],
)
def test_of_a_fee_with_a_bound_the_worst_case_counts(
    said: tuple[str, str], price: int, kept: int
) -> None:
    fee = Fee(*said)
    assert fee.most(Money(Fraction(price), "EUR")) == kept
    assert fee.is_nothing == (kept == 0)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"fee": "25%", "up_to": "45 EUR"}, "a fee of 25% up to 45 EUR"),
        ({"up_to": "50%"}, "a fee of up to 50%"),
        ({"fee": "25%"}, "a fee of 25%"),
    ],
)
def test_the_bound_of_a_fee_is_called_one(said: dict[str, str], words: str) -> None:
    (hit,) = losses(said)
    assert hit.facts["parts"] == [words]
    assert hit.at.path[-1] in said


@pytest.mark.parametrize("bound", ["none", "0 EUR", "0%"])
def test_a_bound_of_nothing_leaves_nothing_to_pay(bound: str) -> None:
    assert losses({"up_to": bound}) == []
    assert losses({"fee": "15%", "up_to": bound}) == []


def test_it_is_said_of_what_price_nothing_is_left() -> None:
    (hit,) = losses({"fee": "45 EUR", "shipping_paid_by": "customer", "shipping_cost": "5 EUR"})
    assert hit.facts["loss"] == "what is left of 100 EUR is 50 EUR, and of 25 EUR nothing"
    (most,) = losses({"fee": "150 EUR"})
    assert most.facts["loss"] == "nothing is left of 100 EUR"
    (all_,) = losses({"fee": "100%"})
    assert all_.facts["loss"] == "nothing is left"


def test_only_the_bounds_that_count_are_named() -> None:
    (mild,) = losses({"fee": "5%"})
    (grave,) = losses({"fee": "20%", "refund": "store credit"})
    assert (mild.bounds, grave.bounds) == ((), ("grave_above", "credit_loss"))
