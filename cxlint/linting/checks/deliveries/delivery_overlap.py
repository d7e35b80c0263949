"""Deliveries of which two rows, or a row and a promise, say different things."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cxlint.linting.deliveries.table import Offer, is_slower, offers, same_orders
from cxlint.linting.model.finding import Hit
from cxlint.policy.audience import plain_spelling
from cxlint.policy.returns.table import shorten_things
from cxlint.records import NamedTuple
from cxlint.values.quantities import duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration


class Difference(NamedTuple):
    """A matter in which two rows differ, and what each says of it."""

    key: str
    first: str
    second: str


def delivery_overlap(policy: Policy, *, fields: Sequence[str]) -> Iterator[Hit]:
    """Yield deliveries for which customers are told two prices or two times.

    Two rows for the same service (or with the same name), customers, countries and goods differ in
    what both state; rows that conditions tell apart are not compared, and one for some customers
    or countries is an exception of one for all. Case `promise`: a promise whose conditions name
    the delivery says another time, a warning where conditions in
    words stand beside. Facts: services, one and other, where (the sum of the order
    at which two prices differ first).

    Args:
        policy: the policy.
        fields: what the field of a promise's condition is called that names a delivery.
    """
    table = offers(policy)
    yield from _overlaps(table)
    yield from _promises(policy, table, fields)


def _overlaps(table: Sequence[Offer]) -> Iterator[Hit]:
    by_service: dict[str, list[Offer]] = {}
    for each in table:
        for service in each.services:
            by_service.setdefault(service, []).append(each)
    found: dict[tuple[int, int, str], tuple[Offer, Offer, Difference, list[str]]] = {}
    for service, standing in by_service.items():
        for group in same_orders(standing):
            for first, second, difference in _differences(group):
                key = (first.number, second.number, difference.key)
                known = found.setdefault(key, (first, second, difference, []))
                if service not in known[3]:
                    known[3].append(service)
    for first, second, difference, services in found.values():
        facts = {
            "services": shorten_things(services),
            "one": difference.first,
            "other": difference.second,
        }
        yield Hit(
            second.entity.at(_field(second, difference.key)),
            second.entity.name,
            facts,
            key=(first.entity.id, difference.key),
            related=(
                (
                    first.entity.at(_field(first, difference.key)),
                    f"{first.entity.id} says {difference.first}",
                ),
            ),
            rests_on=(first.entity.name,),
        )


def _field(offer: Offer, key: str) -> str:
    stated = ("price", "prices", "free_from") if key == "price" else (key,)
    return next((each for each in stated if offer.entity.says(each)), key)


def _differences(group: Sequence[Offer]) -> Iterator[tuple[Offer, Offer, Difference]]:
    """Yield the first two rows of a group that differ in the price, and in the time."""
    if found := _two_prices(group):
        yield found
    stated: Offer | None = None
    for each in group:
        if each.within is None:
            continue
        stated = stated or each
        if _is_other_time(stated.within, each.within):
            told = Difference("within", f"within {stated.within}", f"within {each.within}")
            yield stated, each, told
            return


def _is_other_time(one: Duration | None, other: Duration | None) -> bool:
    if one is None or other is None:
        return False
    if one.business == other.business:
        return one.seconds != other.seconds
    return is_slower(one, other) or is_slower(other, one)


def _two_prices(group: Iterable[Offer]) -> tuple[Offer, Offer, Difference] | None:
    """Find two rows with two prices for one order."""
    priced = [each for each in group if each.tariff.bands and len(each.tariff.currencies) < 2]
    free = [each for each in priced if not each.tariff.currency]
    for currency in dict.fromkeys(each.tariff.currency for each in priced):
        standing = [each for each in priced if each.tariff.currency == currency]
        for pair in _pairs([*standing, *(free if currency else ())]):
            first, second = sorted(pair, key=lambda each: each.number)
            if difference := _two_sums(first, second):
                return first, second, difference
    return None


def _pairs(standing: Sequence[Offer]) -> Iterator[tuple[Offer, Offer]]:
    """Yield as many pairs as there are rows, of which some differ if any two rows do.

    Each tariff goes on without end, so that of rows in order of their first sums neighbours alone
    need to be compared: what agrees with the next agrees with all behind it. Rows of one price are
    compared among themselves, and with the first of the others.
    """
    ordered = sorted(standing, key=lambda each: each.tariff.bands[0].start)
    flat = [each for each in ordered if each.tariff.is_flat]
    stepped = [each for each in ordered if not each.tariff.is_flat]
    yield from pairwise(flat)
    yield from pairwise(stepped)
    yield from ((each, stepped[0]) for each in flat if stepped)


def _two_sums(first: Offer, second: Offer) -> Difference | None:
    start = first.tariff.differs_at(second.tariff)
    if start is None:
        return None
    written = (first if first.tariff.currency else second).tariff.written
    said = [
        f"{written(price)} for delivery"
        for each in (first, second)
        if (price := each.tariff.price_at(start)) is not None
    ]
    orders = f" of an order of {written(start)} or more" if start else ""
    return Difference("price", said[0] + orders, said[1] + orders)


def _promises(policy: Policy, table: Sequence[Offer], fields: Sequence[str]) -> Iterator[Hit]:
    named: dict[str, list[Offer]] = {}
    for each in table:
        for name in {plain_spelling(each.entity.id), *each.services}:
            named.setdefault(name, []).append(each)
    for promise in policy.of("promise"):
        within = promise.duration("resolution")
        if within is None or not named:
            continue
        for name in _deliveries_of(promise, fields):
            yield from _contradictions(promise, within, named.get(name, ()))


def _deliveries_of(promise: Entity, fields: Sequence[str]) -> Iterator[str]:
    """Yield the deliveries that a promise is for, where it asks for nothing else but in words."""
    conditions = [each for each in promise.get("conditions") or () if not _is_in_words(each)]
    if len(conditions) != 1 or promise.says("any_conditions"):
        return
    condition = conditions[0]
    if plain_spelling(condition["field"]) in fields:
        said = condition.get("is") or ()
        for value in [said] if isinstance(said, str) else said:
            yield plain_spelling(value)


def _is_in_words(condition: Mapping[str, Any]) -> bool:
    return "is" not in condition and "is_not" not in condition


def _contradictions(promise: Entity, within: Duration, named: Sequence[Offer]) -> Iterator[Hit]:
    """Yield where a promise says a time that no delivery of the name has."""
    stated = [each for each in named if each.within is not None]
    if not stated or not all(_is_other_time(each.within, within) for each in stated):
        return
    first = stated[0]
    narrowed = any(map(_is_in_words, promise.get("conditions") or ()))
    facts = {
        "services": shorten_things([first.entity.id]),
        "one": f"within {duration(promise.get('resolution'))}",
        "other": f"within {first.within}",
    }
    yield Hit(
        promise.at("resolution"),
        promise.name,
        facts,
        key=(first.entity.id,),
        case="promise",
        severity="warning" if narrowed else None,
        related=((first.entity.at("within"), f"{first.entity.id} says within {first.within}"),),
        rests_on=(first.entity.name,),
    )
