"""What a row of returns keeps and gives: fee, postage, the sum that comes back, and by when."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.asking.figures import NOT_STATED, answer, gather
from cxlint.analysis.asking.windows import add_days, why_no_day
from cxlint.policy.returns.fees import read_fee
from cxlint.values.quantities import amount_of, money

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.quantity import Quantity
    from cxlint.calendar.opening_hours import Hours
    from cxlint.language.entity import Entity
    from cxlint.policy.returns.fees import Fee
    from cxlint.values.quantities import Money

CREDIT = frozenset({"store credit", "gift card"})
"""What is no money, at the shop that gives it only."""
MONEY = frozenset({"original payment", "money"})
THINGS = frozenset({"exchange", "replacement", "repair"})
"""What comes instead of a sum."""

Sum = tuple[Fraction | None, str]
"""A sum, or why there is none."""


def list_refund(row: Entity, case: Case) -> Iterator[Quantity]:
    """Yield the fee, what comes back and how, and what the customer loses."""
    forms = row.texts("refund")
    fee, fee_reading, why = _fee(row, case.value)
    fee_part = (f"the fee is {row.get('fee') or 'not stated'}", row.at("fee"))
    most = _most(row, case.value) if fee is None else None
    yield answer("fee", fee, fee_reading, why=why, parts=[fee_part], most=most)
    yield from _refund_amount(row, case.value, fee, why, forms)
    if forms:
        part = ("the customer gets " + " or ".join(forms), row.at("refund"))
        reading = "the customer may choose" if len(forms) > 1 else ""
        yield answer("refund_form", gather(forms), reading, parts=[part])
    else:
        yield answer("refund_form", None, why=f"{NOT_STATED}what the customer gets (refund)")
    yield _loss(row, case, fee, why)


def _fee(row: Entity, price: Money | None) -> tuple[Fraction | None, str, str]:
    """Return what is kept, the reading, and why it is not known."""
    stated = read_fee(row)
    if stated is None:
        return None, "", f"{NOT_STATED}whether a fee is kept"
    if stated.is_nothing:
        return Fraction(0), "no fee", ""
    if not stated.charge:
        return None, "", f"the fee is set case by case, up to {stated.bound}"
    if price is not None:
        return _fee_of(stated, price)
    if "%" in stated.words:
        return None, "", f"{NOT_STATED}the price (--value), of which {stated.words} is kept"
    return money(stated.charge).amount, f"{stated.charge} is kept", ""


def _most(row: Entity, price: Money | None) -> Fraction | None:
    """Return the most that is kept, where that is known."""
    stated = read_fee(row)
    if stated is None:
        return None
    if price is not None:
        return stated.most(price)
    return money(stated.bound).amount if stated.bound and "%" not in stated.bound else None


def _fee_of(stated: Fee, price: Money) -> tuple[Fraction | None, str, str]:
    asked = [amount_of(each, price) for each in (stated.charge, stated.bound) if each]
    if any(each.currency != price.currency for each in asked):
        return None, "", f"the fee is not in the currency of the price of {price}"
    fee = min(price.amount, *(each.amount for each in asked))
    if "%" in stated.charge:
        return fee, f"{stated.words.replace('%', ' %')} of the price of {price}", ""
    return fee, f"{stated.words} is kept", ""


def _refund_amount(
    row: Entity, price: Money | None, fee: Fraction | None, why: str, forms: tuple[str, ...]
) -> Iterator[Quantity]:
    parts = [(f"the price is {price}", None), (f"a fee of {row.get('fee')}", row.at("fee"))]
    if forms and THINGS.issuperset(forms):
        yield answer("refund_amount", 0, f"no sum comes back, but {' or '.join(forms)}")
        return
    if price is None:
        yield answer("refund_amount", None, why=f"{NOT_STATED}the price (--value)")
        return
    if fee is None:
        yield answer(
            "refund_amount", None, why=why, most=price.amount, least=_least(row, price), parts=parts
        )
        return
    left = price.amount - fee
    reading = "at face value" if forms and CREDIT.issuperset(forms) else "the price less the fee"
    yield answer("refund_amount", left, reading, parts=parts)
    if not forms:
        return
    part = [("the customer gets " + " or ".join(forms), row.at("refund"))]
    if CREDIT.issuperset(forms):
        yield answer("credit", left, "instead of money, at face value", parts=part)
    elif CREDIT.isdisjoint(forms):
        yield answer("credit", 0, "the customer gets money", parts=part)
    else:
        yield answer(
            "credit", None, why="the customer may choose money", least=0, most=left, parts=part
        )


def _least(row: Entity, price: Money) -> Fraction | None:
    """Return what comes back at least, where the most that is kept is known."""
    stated = read_fee(row)
    return None if stated is None else price.amount - stated.most(price)


def _loss(row: Entity, case: Case, fee: Fraction | None, why: str) -> Quantity:
    """Return what the return costs the customer: the fee, and sending it back."""
    postage, problem = _postage(row, case)
    parts = [
        (f"a fee of {row.get('fee')}", row.at("fee")),
        (_say_postage(row, case), row.at("shipping_cost" if postage else "shipping_paid_by")),
    ]
    if fee is None or postage is None:
        known = fee if fee is not None else postage
        most = _most(row, case.value) if fee is None else None
        return answer(
            "customer_loses",
            None,
            why=why or problem,
            least=known,
            most=None if most is None or postage is None else most + postage,
            parts=parts,
        )
    return answer("customer_loses", fee + postage, "fee and postage", parts=parts)


def _say_postage(row: Entity, case: Case) -> str:
    if comes_back(row, case) is False:
        return "nothing is sent back"
    payer = row.get("shipping_paid_by")
    if payer == "customer":
        return f"sending it back costs {row.get('shipping_cost') or 'a sum that is not stated'}"
    return "we pay for sending it back" if payer else "nothing says who pays for sending it back"


def _postage(row: Entity, case: Case) -> Sum:
    payer = row.get("shipping_paid_by")
    if payer == "us" or comes_back(row, case) is False:
        return Fraction(0), ""
    if payer is None:
        return None, f"{NOT_STATED}who pays for sending it back"
    cost = row.money("shipping_cost")
    if cost is None:
        if row.says("shipping_cost"):
            return Fraction(0), ""
        return None, f"{NOT_STATED}what sending it back costs the customer"
    if case.value is not None and cost.currency != case.value.currency:
        return None, f"sending it back is paid in {cost.currency}"
    return cost.amount, ""


def comes_back(row: Entity, case: Case) -> bool | None:
    """Whether something is sent back; None where the reason is not stated."""
    del row
    return None if not case.reason else case.reason != "undelivered"


def money_back(row: Entity, case: Case, hours: Hours | None) -> Quantity:
    """Return the day by which the customer has the money."""
    at = row.at("refund_within")
    length = row.duration("refund_within")
    if length is None:
        return answer("money_back_by", None, why=f"{NOT_STATED}how soon the money is back")
    claim = comes_back(row, case) is False
    from_ = "claim" if claim else str(row.get("refund_from") or "arrival")
    start, named, wanted = _start(from_, case)
    parts = [(f"{length} after {named}", at)]
    if start is None:
        return answer("money_back_by", None, why=f"{NOT_STATED}{wanted}", parts=parts)
    day = add_days(start, length, hours)
    if day is None:
        return answer("money_back_by", None, why=why_no_day(length), parts=parts)
    reading = f"{length} after {named}"
    if claim and row.get("refund_from") is None:
        reading += ", for nothing comes back"
    return answer("money_back_by", day, reading, parts=parts)


def _start(from_: str, case: Case) -> tuple[datetime.date | None, str, str]:
    """Return the day from which the time for the money counts, its name, and what is missing."""
    if from_ == "claim":
        day = None if case.at is None else case.at.day
        return day, "the customer says so", "when the customer says so (--at)"
    if from_ == "arrival":
        return case.received_back, "the thing is back", "when the thing is back (--received-back)"
    named = "the thing is sent" if from_ == "sending" else "it is inspected"
    return None, named, f"when {named}"
