"""Prices of deliveries that contradict themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.deliveries.table import Offer, offers
from cxlint.linting.deliveries.tariff import rises, stated_bands
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.deliveries.tariff import Band
    from cxlint.policy.policy import Policy


def delivery_price(policy: Policy) -> Iterator[Hit]:
    """Yield each delivery whose prices cannot all be meant.

    Cases, of which the first that holds is told: its sums are in two currencies (`currencies`);
    one order has two prices (`double`); a price is never paid, as delivery is free from that sum
    or a smaller one (`never`); it costs nothing anyway, and is said to be free from a sum
    (`free`); larger orders pay more (`more`). Facts: id, price, from, free.

    Args:
        policy: the policy.
    """
    for offer in offers(policy):
        yield from _faults(offer)


def _faults(offer: Offer) -> Iterator[Hit]:
    bands = list(stated_bands(offer.entity))
    free = offer.entity.money("free_from")
    if len(offer.tariff.currencies) > 1:
        yield _hit(offer, "currencies", ("free_from" if free else "prices",))
    elif band := _second_price(bands):
        yield _hit(offer, "double", band.keys, band)
    elif free and (band := next((b for b in bands if b.price and b.start >= free.amount), None)):
        yield _hit(offer, "never", band.keys, band)
    elif free and bands and not any(band.price for band in bands):
        yield _hit(offer, "free", ("free_from",))
    elif band := rises(iter(bands)):
        yield _hit(offer, "more", band.keys, band)


def _second_price(bands: list[Band]) -> Band | None:
    known: dict[object, Band] = {}
    for band in bands:
        if known.setdefault(band.start, band).price != band.price:
            return band
    return None


def _hit(offer: Offer, case: str, keys: tuple[str | int, ...], band: Band | None = None) -> Hit:
    written = offer.tariff.written
    facts = {
        "id": offer.entity.id,
        "price": written(band.price) if band else "",
        "from": written(band.start) if band and band.start else "",
        "free": offer.entity.money("free_from") or "",
        "currencies": list(offer.tariff.currencies),
    }
    return Hit(offer.entity.at(*keys), offer.entity.name, facts, case=case)
