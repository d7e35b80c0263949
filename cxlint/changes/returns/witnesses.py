"""One concrete customer whom a shorter or longer window meets, at its edge."""

from __future__ import annotations

import datetime
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from cxlint.analysis.asking.windows import add_days
from cxlint.changes.change import Witness
from cxlint.changes.pairing.ranks import ENDLESS
from cxlint.changes.returns.offers import SAMPLE_PRICE, clock_of, goodness
from cxlint.policy.returns.fees import Fee, read_fee
from cxlint.policy.returns.table import ELSE
from cxlint.values.quantities import Money, money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.changes.returns.offers import Contrast
    from cxlint.changes.returns.rows import Buyer, Table

DAYS = {
    "purchase": datetime.date(2026, 3, 2),
    "shipment": datetime.date(2026, 3, 3),
    "delivery": datetime.date(2026, 3, 5),
}
"""When the customer bought, when the thing was sent, and when it arrived."""
EVENTS = {"purchase": "buys it", "shipment": "it is sent", "delivery": "it arrives"}
ONE_DAY = datetime.timedelta(days=1)
WINDOWS = frozenset({"window", "window-start"})
TAKEN, REFUSED = "it is taken back", "it is not taken back"


def find_witness(contrast: Contrast, tables: Sequence[Table], buyer: Buyer) -> Witness | None:
    """Return the customer who comes back on the first day on which the two policies differ.

    Of a fee, the one whose thing costs the least whole sum for which it differs. None where no such
    day is known, or the change is none of the window or the fee.
    """
    if contrast.aspect == "fee":
        return _find_price(contrast, tables, buyer)
    if contrast.aspect not in WINDOWS:
        return None
    day = find_edge(tables, buyer)
    if day is None:
        return None
    words = [TAKEN if is_taken(tables, table, buyer, day) else REFUSED for table in tables]
    days = days_of_purchase(tables, buyer)
    events = [(on.isoformat(), EVENTS[clock]) for clock, on in days.items() if clock != "shipment"]
    events.append((day.isoformat(), "the customer wants to return it"))
    thing = "something" if buyer.thing == ELSE else buyer.thing
    sentence = (
        f"whoever buys {thing} on {days['purchase']}, has it on {days['delivery']} and returns it "
        f"on {day} ({buyer.reason}): before, {words[0]}; now, {words[1]}"
    )
    return Witness(describe_buyer(buyer), events, words[0], words[1], sentence)


def _find_price(contrast: Contrast, tables: Sequence[Table], buyer: Buyer) -> Witness | None:
    """Return the customer whose thing costs the least for which another sum is kept back."""
    fees = [kept_back(table, buyer) for table in tables]
    currency = next((fee.currency for fee in fees if fee is not None and fee.currency), "")
    if contrast.key not in {"fee", "up_to"} or None in fees or not currency:
        return None
    least = Fraction(floor(money(contrast.above).amount) + 1) if contrast.above else SAMPLE_PRICE
    price = Money(least, currency)
    sums = [str(Money(fee.most(price), currency)) for fee in fees if fee is not None]
    if sums[0] == sums[1]:
        return None
    words = [f"{each} is kept back" for each in sums]
    sentence = f"of a return worth {price}, {sums[0]} was kept back; now, {sums[1]}"
    customer = {**describe_buyer(buyer), "value": str(price)}
    return Witness(customer, (), words[0], words[1], sentence)


def kept_back(table: Table, buyer: Buyer) -> Fee | None:
    """Return what is kept back of a return that is sent at once; None where nothing is taken."""
    rows = [row for row in table.standing(buyer) if row.stated.is_returnable]
    if not rows:
        return None
    return read_fee(min(rows, key=goodness).entity) or Fee("none", "")


def describe_buyer(buyer: Buyer) -> Mapping[str, Any]:
    """Return who the customer is."""
    said = {
        "category": buyer.thing, "reason": buyer.reason, "segment": buyer.group,
        "country": buyer.country, "proof": buyer.proof, "condition": sorted(buyer.meets),
    }  # fmt: skip
    return {key: value for key, value in said.items() if value}


def find_edge(tables: Sequence[Table], buyer: Buyer) -> datetime.date | None:
    """Return the first day on which only one of the two takes something back."""
    days = days_of_purchase(tables, buyer)
    lasts = [last_day(table, buyer, days) for table in tables]
    if ENDLESS in lasts and lasts[0] != lasts[1]:
        ended = next(each for each in lasts if each != ENDLESS)
        return ended + ONE_DAY if isinstance(ended, datetime.date) else None
    known = [each for each in lasts if isinstance(each, datetime.date)]
    if len(known) < 2 or known[0] == known[1]:
        return None
    return min(known) + ONE_DAY


def days_of_purchase(tables: Sequence[Table], buyer: Buyer) -> Mapping[str, datetime.date]:
    """Return when a customer bought, when it was sent and when it came: in a season, or in none."""
    bought = DAYS["purchase"]
    seasons = [row.case.days for table in tables for row in table.rows if row.case.days]
    if buyer.day:
        bought = datetime.date.fromisoformat(buyer.day)
    elif any(first <= bought.isoformat() <= last for first, last in seasons):
        bought = datetime.date.fromisoformat(max(last for _, last in seasons)) + ONE_DAY
    return {clock: bought + (day - DAYS["purchase"]) for clock, day in DAYS.items()}


def is_taken(tables: Sequence[Table], table: Table, buyer: Buyer, day: datetime.date) -> bool:
    """Whether something is taken back on a day."""
    last = last_day(table, buyer, days_of_purchase(tables, buyer))
    return last == ENDLESS or (isinstance(last, datetime.date) and day <= last)


def last_day(
    table: Table, buyer: Buyer, days: Mapping[str, datetime.date]
) -> datetime.date | str | None:
    """Return the last day on which something is taken back, or ENDLESS.

    The day of delivery where it never is; None where the day is not known.
    """
    rows = [row for row in table.standing(buyer) if row.stated.is_returnable]
    lasts: list[datetime.date] = [days["delivery"]]
    for row in rows:
        if row.entity.get("window") == ENDLESS:
            return ENDLESS
        length = row.entity.duration("window")
        if length is None or row.entity.get("rolls_over") is True:
            return None
        last = add_days(days[clock_of(row)], length, None)
        if last is None:
            return None
        lasts.append(last)
    return max(lasts)
