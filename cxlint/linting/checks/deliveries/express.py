"""Deliveries for which customers pay more and wait as long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.deliveries.table import Offer, is_slower, offers, same_orders
from cxlint.linting.deliveries.tariff import NOTHING
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from cxlint.policy.policy import Policy


def express(
    policy: Policy, *, quick: Sequence[str], plain: Sequence[str], apart: Sequence[str]
) -> Iterator[Hit]:
    """Yield each delivery that is sold as the quick one and is not quicker than the plain one.

    Compared are rows for the same goods, customers and countries. Cases: it is slower (`slower`);
    it takes as long and costs more (``). Business days and days of the calendar are compared only
    where no weekend can make up for it. Facts: id, within, price, other, other_within, other_price.

    Args:
        policy: the policy.
        quick: how words begin that call a service quick.
        plain: how words begin that call a service the usual one.
        apart: how words begin of what makes two services no choice of speed, such as where the
            parcel is fetched: services that do not share them are not compared.
    """
    words = tuple(map(_beginnings, (quick, plain, apart)))
    told: set[str] = set()
    for group in same_orders(offers(policy)):
        for hit in _not_quicker(group, *words):
            if hit.entity not in told:
                told.add(hit.entity)
                yield hit


def _not_quicker(
    group: Sequence[Offer],
    quick: re.Pattern[str],
    plain: re.Pattern[str],
    apart: re.Pattern[str],
) -> Iterator[Hit]:
    usual: dict[frozenset[str], Offer] = {}
    for each in group:
        if each.within is not None and _is(each, plain) and not _is(each, quick):
            known = usual.setdefault(_apart(each, apart), each)
            if known.within is not None and each.within < known.within:
                usual[_apart(each, apart)] = each
    for each in group:
        other = usual.get(_apart(each, apart))
        if each.within is not None and other and _is(each, quick) and not _is(each, plain):
            yield from _compare(each, other)


def _compare(each: Offer, other: Offer) -> Iterator[Hit]:
    assert each.within is not None
    assert other.within is not None
    price, usual = (offer.tariff.price_at(_first_sum(each, other)) for offer in (each, other))
    same_money = each.tariff.currency == other.tariff.currency or not usual
    facts = {
        "id": each.entity.id,
        "within": each.within,
        "price": "" if price is None else each.tariff.written(price),
        "other": other.entity.id,
        "other_within": other.within,
        "other_price": "" if usual is None else other.tariff.written(usual),
    }
    related = ((other.entity.at("within"), f"{other.entity.id} takes {other.within}"),)
    if is_slower(each.within, other.within):
        case = "slower"
    elif (
        each.within.business == other.within.business
        and each.within.seconds == other.within.seconds
        and same_money
        and None not in (price, usual)
        and (price or 0) > (usual or 0)
    ):
        case = ""
    else:
        return
    yield Hit(
        each.entity.at("within"),
        each.entity.name,
        facts,
        key=(other.entity.id,),
        case=case,
        related=related,
        rests_on=(other.entity.name,),
    )


def _first_sum(one: Offer, other: Offer) -> Fraction:
    """Return the least sum of an order of which both may state a price."""
    starts = [each.tariff.bands[0].start for each in (one, other) if each.tariff.bands]
    return max(starts, default=NOTHING)


def _is(offer: Offer, words: re.Pattern[str]) -> bool:
    return any(words.search(service) for service in offer.services)


def _apart(offer: Offer, words: re.Pattern[str]) -> frozenset[str]:
    return frozenset(found for service in offer.services for found in words.findall(service))


def _beginnings(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, words))})")
