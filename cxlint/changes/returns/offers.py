"""What rows of a table of returns give a customer at each moment, and how two of them compare."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show
from cxlint.policy.returns.fees import Fee, read_fee
from cxlint.policy.returns.table import calendar_days
from cxlint.records import NamedTuple
from cxlint.values.quantities import Money, amount_of, duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.returns.rows import Row
    from cxlint.language.entity import Entity

CLOCKS = ("delivery", "shipment", "purchase")
"""Where a window may start, the latest first; an order is a purchase."""
REFUND_CLOCKS = ("claim", "sending", "arrival", "inspection")
IN_TIME = ("told", "sent", "arrived")
FORMS = {
    "original payment": 0, "money": 0, "exchange": 1, "replacement": 1, "repair": 1,
    "store credit": 2, "gift card": 2,
}  # fmt: skip
SAMPLE_PRICE = Fraction(100)
NOT_RETURNABLE = "not returnable"


class Contrast(NamedTuple):
    """How two rows differ in one aspect: key of the row, direction, values, and for which values.

    `above` and `up_to` bound what the thing is worth, where that decides.
    """

    aspect: str
    key: str
    direction: str
    old: str | None
    new: str | None
    above: str = ""
    up_to: str = ""


def days_of(row: Row) -> float | Fraction:
    """Return how long a window lasts for comparison within a table; unlimited is inf."""
    window = row.entity.get("window")
    if window == ranks.ENDLESS:
        return inf
    return calendar_days(duration(window)) if window else -1


def clock_of(row: Row) -> str:
    """Return when the window of a row starts."""
    start = str(row.entity.get("from") or "delivery")
    return "purchase" if start == "order" else start


def goodness(row: Row) -> tuple[Any, ...]:
    """Return a key by which rows are sorted, the best for customers first."""
    entity = row.entity
    fee = read_fee(entity)
    price = Money(SAMPLE_PRICE, fee.currency if fee and fee.currency else "EUR")
    within = entity.duration("refund_within")
    return (
        min((FORMS.get(each, 1) for each in entity.texts("refund")), default=0),
        fee.most(price) if fee is not None and not fee.is_nothing else Fraction(0),
        entity.get("shipping_paid_by") == "customer",
        entity.get("requires_approval") is True,
        within.days if within is not None else Fraction(0),
    )


def contrast_windows(old: Row, new: Row) -> Iterator[Contrast]:
    """Yield how the times differ that two rows give."""
    before, after = old.entity, new.entity
    windows = before.get("window"), after.get("window")
    if None in windows:
        if windows[0] != windows[1]:
            yield Contrast("window", "window", NEUTRAL, show(windows[0]), show(windows[1]))
    elif (direction := ranks.shorter(*windows)) != SAME:
        yield Contrast("window", "window", direction, show(windows[0]), show(windows[1]))
    start = ranks.by_rank(CLOCKS, clock_of(old), clock_of(new))
    if start != SAME and ranks.ENDLESS not in windows:
        starts = before.get("from") or "delivery", after.get("from") or "delivery"
        yield Contrast("window-start", "from", start, *starts)
    yield from _contrast_ends(before, after)


def _contrast_ends(old: Entity, new: Entity) -> Iterator[Contrast]:
    """Yield what else makes a window longer or shorter."""
    told = old.get("in_time_if") or "told", new.get("in_time_if") or "told"
    if (direction := ranks.by_rank(IN_TIME, *told)) != SAME:
        yield Contrast("window", "in_time_if", direction, *told)
    rolls = old.get("rolls_over") is True, new.get("rolls_over") is True
    if rolls[0] != rolls[1]:
        direction = ranks.by_sign(rolls[0] - rolls[1])
        yield Contrast("window", "rolls_over", direction, show(rolls[0]), show(rolls[1]))
    repair = old.get("after_repair", "extends"), new.get("after_repair", "extends")
    if (direction := ranks.shorter(*repair)) != SAME:
        yield Contrast("window", "after_repair", direction, show(repair[0]), show(repair[1]))
    length = old.duration("delivery_time"), new.duration("delivery_time")
    if None not in length and (direction := ranks.later(*length)) != SAME:
        values = show(old.get("delivery_time")), show(new.get("delivery_time"))
        yield Contrast("window", "delivery_time", direction, *values)


def contrast_rows(old: Row, new: Row) -> Iterator[Contrast]:
    """Yield how two rows differ besides their windows, conditions and proof."""
    before, after = old.entity, new.entity
    yield from _contrast_fees(before, after)
    yield from _contrast_postage(before, after)
    yield from _contrast_refund_times(before, after)
    forms = before.texts("refund"), after.texts("refund")
    if (direction := compare_forms(*forms)) != SAME:
        yield Contrast("refund-form", "refund", direction, _listed(forms[0]), _listed(forms[1]))
    needs = before.get("requires_approval") is True, after.get("requires_approval") is True
    if needs[0] != needs[1]:
        words = ["needed" if each else "not needed" for each in needs]
        yield Contrast(
            "approval", "requires_approval", ranks.by_sign(needs[1] - needs[0]), words[0], words[1]
        )
    yield from _contrast_disclosure(before, after)


def _contrast_disclosure(old: Entity, new: Entity) -> Iterator[Contrast]:
    """Yield whether customers are told before they buy on one side only."""
    told = (each.get("disclosed_before_purchase") is True for each in (old, new))
    yield from _contrast_flags("term", "disclosed_before_purchase", *told)


def _contrast_flags(aspect: str, key: str, old: bool, new: bool) -> Iterator[Contrast]:  # noqa: FBT001 - two of a kind
    if old != new:
        yield Contrast(aspect, key, ranks.by_sign(old - new), show(old), show(new))


def contrast_refusals(old: Row, new: Row) -> Iterator[Contrast]:
    """Yield how two rows differ that take nothing back: in what is offered instead, and told."""
    offers = old.entity.texts("alternatives"), new.entity.texts("alternatives")
    plain = [[each.casefold() for each in offer] for offer in offers]
    if (direction := ranks.fewer(*plain)) != SAME:
        values = _listed(offers[0]), _listed(offers[1])
        yield Contrast("refund-form", "alternatives", direction, *values)
    yield from _contrast_disclosure(old.entity, new.entity)


def _listed(words: Sequence[str]) -> str | None:
    return ", ".join(words) or None


def compare_forms(old: Sequence[str], new: Sequence[str]) -> str:
    """Compare what customers get; more to choose from is better, and nothing stated is not worse.

    Money back is money back, whether or not it comes on the way on which it went.
    """
    if not old or not new or set(old) == set(new):
        return SAME if bool(old) == bool(new) else NEUTRAL
    first, second = ({FORMS.get(each, 1) for each in side} for side in (old, new))
    if min(first) != min(second):
        return ranks.by_sign(min(second) - min(first))
    plain = [{each if FORMS.get(each, 1) else "money" for each in side} for side in (old, new)]
    return ranks.fewer(sorted(plain[0]), sorted(plain[1]))


def _contrast_refund_times(old: Entity, new: Entity) -> Iterator[Contrast]:
    lengths = old.duration("refund_within"), new.duration("refund_within")
    direction = ranks.later(*lengths)
    if direction != SAME:
        values = show(old.get("refund_within")), show(new.get("refund_within"))
        yield Contrast("refund-time", "refund_within", direction, *values)
    clocks = old.get("refund_from") or "arrival", new.get("refund_from") or "arrival"
    turned = ranks.by_rank(REFUND_CLOCKS, *clocks)
    if turned != SAME and None not in lengths:
        values = (f"{lengths[0]} from {clocks[0]}", f"{lengths[1]} from {clocks[1]}")
        yield Contrast("refund-time", "refund_from", turned, *values)


def _contrast_postage(old: Entity, new: Entity) -> Iterator[Contrast]:
    payers = old.get("shipping_paid_by"), new.get("shipping_paid_by")
    costs = old.get("shipping_cost"), new.get("shipping_cost")
    if payers[0] != payers[1]:
        direction = NEUTRAL
        if "customer" in payers:
            direction = WORSE if payers[1] == "customer" else BETTER
        if None not in payers or "customer" in payers:
            words = [_postage(*each) for each in zip(payers, costs, strict=True)]
            yield Contrast("fee", "shipping_paid_by", direction, words[0], words[1])
        return
    if payers[0] != "us" and (direction := ranks.dearer(*costs)) != SAME:
        yield Contrast("fee", "shipping_cost", direction, show(costs[0]), show(costs[1]))


def _postage(payer: str | None, cost: str | None) -> str | None:
    if payer is None:
        return None
    paid = f" pays {cost} for" if cost and payer == "customer" else " pays for"
    return f"{payer}{paid} sending it back" if payer == "customer" else "sending it back is free"


def _contrast_fees(old: Entity, new: Entity) -> Iterator[Contrast]:
    fees = read_fee(old) or Fee("none", ""), read_fee(new) or Fee("none", "")
    words = [each.words or "none" for each in fees]
    if all(each.is_nothing for each in fees):
        return
    key = fees[1].key if new.says(fees[1].key) else fees[0].key
    currencies = {each.currency for each in fees if each.currency}
    if len(currencies) > 1:
        yield Contrast("fee", key, NEUTRAL, words[0], words[1])
        return
    currency = next(iter(currencies), "")
    for direction, above, up_to in compare_fees(*fees, currency):
        bounds = [_sum(each, currency) for each in (above, up_to)]
        yield Contrast("fee", key, direction, words[0], words[1], *bounds)


def _sum(amount: Fraction | None, currency: str) -> str:
    return str(Money(amount, currency)) if amount and currency else ""


def compare_fees(
    old: Fee, new: Fee, currency: str
) -> list[tuple[str, Fraction | None, Fraction | None]]:
    """Return where one of two fees is the dearer: direction, and the values above and up to which.

    A share and a sum cross where the share comes to the sum.
    """
    if not currency:
        sign = ranks.by_sign(
            new.most(Money(SAMPLE_PRICE, "EUR")) - old.most(Money(SAMPLE_PRICE, "EUR"))
        )
        return [(sign, None, None)] if sign != SAME else []
    bounds = sorted({Fraction(0), *_turns(old, new, currency)})
    found: list[tuple[str, Fraction | None, Fraction | None]] = []
    ends: list[Fraction | None] = [*bounds[1:], None]
    for low, high in zip(bounds, ends, strict=True):
        inner = (low + (high if high is not None else 2 * low + 1000)) / 2
        price = Money(inner, currency)
        sign = ranks.by_sign(new.most(price) - old.most(price))
        if found and found[-1][0] == sign:
            found[-1] = (sign, found[-1][1], high)
        else:
            found.append((sign, low or None, high))
    signs = {sign for sign, _, _ in found} - {SAME}
    if len(signs) == 1 and all(_is_all_kept(old, high, currency) for s, _, high in found if not s):
        return [(signs.pop(), None, None)]
    return [each for each in found if each[0] != SAME]


def _is_all_kept(fee: Fee, worth: Fraction | None, currency: str) -> bool:
    """Whether a fee takes all of what things cost that are worth so little."""
    return worth is not None and fee.most(Money(worth, currency)) == worth


def _turns(old: Fee, new: Fee, currency: str) -> Iterator[Fraction]:
    """Yield the values at which two fees may cross, or one of them bends."""
    shares, sums = [], []
    for text in (old.charge, old.bound, new.charge, new.bound):
        if not text:
            continue
        if text.rstrip().endswith("%"):
            shares.append(amount_of(text, Money(Fraction(1), currency)).amount)
        else:
            sums.append(amount_of(text, Money(Fraction(1), currency)).amount)
    yield from sums
    yield from (each / share for each in sums for share in shares if share)
