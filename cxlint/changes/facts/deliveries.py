"""Deliveries: what they cost at which sum, and how soon they come."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL, Change
from cxlint.changes.facts.attributes import (
    Attribute,
    build_change,
    come_or_gone,
    compare_attributes,
    direction_of,
    longer_is_worse,
    more_is_worse,
    narrower_is_worse,
    unlike_where_stated,
)
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show
from cxlint.values.quantities import Money, money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity

WITHIN = Attribute(("within",), "promise", longer_is_worse, words="arrives within")
CONDITIONS = Attribute(("conditions",), "condition", more_is_worse)
SERVICE = Attribute(("service",), "delivery", unlike_where_stated, words="service")
SCOPES = tuple(
    Attribute((key,), "delivery", narrower_is_worse)
    for key in ("countries", "customers", "categories")
)
PRICE = Attribute(("price",), "fee", ranks.dearer, words="costs")


def compare_deliveries(pair: Pair) -> Iterator[Change]:
    """Yield what differs of the deliveries that customers may choose."""
    for old, new in pair.both("delivery"):
        yield from compare_attributes(old, new, (WITHIN, CONDITIONS, SERVICE, *SCOPES), _who(new))
        yield from _compare_prices(old, new)
    for is_gone, entities in ((True, pair.gone("delivery")), (False, pair.come("delivery"))):
        for entity in entities:
            words = _say_price(entity)
            direction = direction_of(is_loss=is_gone)
            yield come_or_gone(entity, "delivery", direction, words, _who(entity), is_gone=is_gone)


def _who(delivery: Entity) -> dict[str, Any]:
    who = {
        "country": delivery.texts("countries"),
        "category": delivery.texts("categories"),
        "segment": delivery.texts("customers"),
    }
    return {key: list(values) for key, values in who.items() if values}


def _steps(delivery: Entity) -> list[tuple[Fraction, Fraction, str]] | None:
    """Return from which sum on a delivery costs what, and the currency; None where unknown."""
    stated = [(each.get("from", "0"), each["price"]) for each in delivery.get("prices") or ()]
    if delivery.says("price"):
        stated.insert(0, ("0", delivery.get("price")))
    if delivery.says("free_from"):
        stated.append((delivery.get("free_from"), "none"))
    sums = [_sum(text) for pair in stated for text in pair]
    currencies = {each.currency for each in sums if each is not None and each.currency}
    if not stated or len(currencies) > 1 or None in sums:
        return None
    currency = next(iter(currencies), "")
    amounts = [each.amount for each in sums if each is not None]
    steps = sorted(zip(amounts[::2], amounts[1::2], strict=True))
    return [(above, price, currency) for above, price in steps]


def _sum(text: str) -> Money | None:
    amounts = ranks.read_amounts(text)
    if amounts.is_nothing:
        return Money(Fraction(0), "")
    try:
        return money(text)
    except ValueError:
        return None


def _price_at(steps: list[tuple[Fraction, Fraction, str]], worth: Fraction) -> Fraction | None:
    prices = [price for above, price, _ in steps if above <= worth]
    return prices[-1] if prices else None


def _compare_prices(old: Entity, new: Entity) -> Iterator[Change]:
    """Yield for which sums of an order a delivery is dearer, and for which it is cheaper."""
    steps = _steps(old), _steps(new)
    words = _say_price(old), _say_price(new)
    if steps[0] is None or steps[1] is None:
        if words[0] != words[1]:
            yield build_change(old, new, PRICE, words, NEUTRAL, _who(new))
        return
    bounds = sorted({above for side in steps for above, _, _ in side or ()})
    found: list[tuple[str, Fraction | None, Fraction | None]] = []
    for low, high in zip(bounds, [*bounds[1:], None], strict=True):
        prices = _price_at(steps[0], low), _price_at(steps[1], low)
        sign = NEUTRAL
        if None not in prices:
            sign = ranks.by_sign(Fraction(prices[1] or 0) - Fraction(prices[0] or 0))
        elif prices[0] == prices[1]:
            sign = SAME
        if found and found[-1][0] == sign:
            found[-1] = (sign, found[-1][1], high)
        else:
            found.append((sign, low or None, high))
    currency = next((each[2] for side in steps for each in side or () if each[2]), "")
    for sign, above, up_to in found:
        if sign != SAME:
            bound = {"from": above, "to": up_to}
            value = {key: str(Money(each, currency)) for key, each in bound.items() if each}
            who = {**_who(new), **({"value": value} if value else {})}
            yield build_change(old, new, PRICE, words, sign, who)


def _say_price(delivery: Entity) -> str:
    parts = [show(delivery.get("price")) or ""]
    parts += [
        f"{each['price']} from {each['from']}" if "from" in each else str(each["price"])
        for each in delivery.get("prices") or ()
    ]
    if delivery.says("free_from"):
        parts.append(f"free from {delivery.get('free_from')}")
    return ", ".join(filter(None, parts)) or "price not stated"
