"""What a delivery costs by the sum of the order."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cxlint.policy.returns.table import is_free
from cxlint.records import NamedTuple
from cxlint.values.quantities import Money, money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity

NOTHING = Fraction(0)


class Band(NamedTuple):
    """What delivery costs from a sum on, and where that stands in its row."""

    start: Fraction
    price: Fraction
    keys: tuple[str | int, ...] = ()


class Tariff(NamedTuple):
    """Bands in rising order of their sums; below the first of them nothing is stated.

    `currencies` are those of all sums of the row, the first that is written first.
    """

    bands: tuple[Band, ...]
    currencies: tuple[str, ...]

    @property
    def currency(self) -> str:
        """The currency of its sums; empty where it has none, or several."""
        return self.currencies[0] if len(self.currencies) == 1 else ""

    def price_at(self, order: Fraction) -> Fraction | None:
        """Return what delivery costs for an order of a sum; None where nothing says it."""
        reached = [band.price for band in self.bands if band.start <= order]
        return reached[-1] if reached else None

    @property
    def is_flat(self) -> bool:
        """Whether it states one price; of larger orders it then does not speak."""
        return len(self.bands) == 1

    def differs_at(self, other: Tariff) -> Fraction | None:
        """Return the least sum at which both state a price and not the same; None if none.

        One price alone is compared at the sum from which it holds, and not with what the other
        asks of still larger orders.
        """
        starts = {band.start for band in (*self.bands, *other.bands)}
        for flat in (self, other):
            if flat.is_flat:
                starts &= {flat.bands[0].start}
        for start in sorted(starts):
            mine, theirs = self.price_at(start), other.price_at(start)
            if mine is not None and theirs is not None and mine != theirs:
                return start
        return None

    def written(self, amount: Fraction) -> str:
        """Return a sum as people write it."""
        if not amount:
            return "nothing"
        return str(Money(amount, self.currency)) if self.currency else str(float(amount))


def read_tariff(entity: Entity) -> Tariff:
    """Return what a delivery costs; the last that is written for one sum counts."""
    stated = list(stated_bands(entity))
    free = entity.money("free_from")
    bands = {band.start: band for band in stated if free is None or band.start < free.amount}
    if free is not None:
        bands[free.amount] = Band(free.amount, NOTHING, ("free_from",))
    kept: list[Band] = []
    for start in sorted(bands):
        if not kept or kept[-1].price != bands[start].price:
            kept.append(bands[start])
    return Tariff(tuple(kept), tuple(dict.fromkeys(_currencies(entity))))


def stated_bands(entity: Entity) -> Iterator[Band]:
    """Yield the prices of a row as they are written, without the sum from which it is free."""
    if entity.says("price"):
        yield Band(NOTHING, _amount(entity.get("price")), ("price",))
    for number, step in enumerate(entity.get("prices") or ()):
        start = money(step["from"]).amount if "from" in step else NOTHING
        yield Band(start, _amount(step["price"]), ("prices", number))


def rises(bands: Iterator[Band]) -> Band | None:
    """Return the first band that costs more than one for a smaller order."""
    ordered = sorted(bands, key=lambda band: band.start)
    return next(
        (after for before, after in pairwise(ordered) if after.price > before.price > 0), None
    )


def _amount(price: Any) -> Fraction:
    return NOTHING if is_free(price) else money(price).amount


def _currencies(entity: Entity) -> Iterator[str]:
    steps = entity.get("prices") or ()
    stated = (
        entity.get("price"),
        *(step.get(key) for step in steps for key in ("from", "price")),
        entity.get("free_from"),
    )
    for each in stated:
        if isinstance(each, str) and each not in ("none", "free"):
            yield money(each).currency
