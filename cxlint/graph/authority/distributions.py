"""Which share of cases is worth more than a sum, as exactly as stated quantiles tell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.language.entity import Entity

Amount = Fraction | float
"""A sum in a currency that is known: 0 is nothing, `math.inf` has no limit."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of one that lies between two bounds, both included."""

    low: Fraction
    high: Fraction

    @property
    def is_bounded(self) -> bool:
        """Whether it is bounded at all."""
        return self.low > 0 or self.high < 1

    def __add__(self, other: Share) -> Share:
        """Add the share of other cases, of which none is among these."""
        return Share(self.low + other.low, min(self.high + other.high, Fraction(1)))

    def __str__(self) -> str:
        if self.low == self.high == 1:
            return "every case"
        if self.low == self.high:
            return f"{_percent(self.low)} of the cases"
        if self.high == 1:
            low = "half" if self.low == Fraction(1, 2) else _percent(self.low)
            return f"more than {low} of the cases"
        if not self.low:
            return f"at most {_percent(self.high)} of the cases"
        return f"between {_percent(self.low)} and {_percent(self.high)} of the cases"


ALL = Share(Fraction(1), Fraction(1))
NONE = Share(Fraction(0), Fraction(0))
UNKNOWN = Share(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True)
class Values:
    """What cases are worth: (share of cases, the sum they do not exceed), both rising."""

    quantiles: tuple[tuple[Fraction, Fraction], ...]
    currency: str

    def above(self, amount: Amount) -> Share:
        """Return the share of cases that are worth more than this."""
        return self.between(amount, math.inf)

    def between(self, above: Amount, up_to: Amount) -> Share:
        """Return the share of cases that are worth more than one sum and no more than another.

        It is an interval wherever a sum lies between two quantiles. Every case is worth something.
        """
        return self.within(((above, up_to),))

    def within(self, ranges: Sequence[tuple[Amount, Amount]]) -> Share:
        """Return the share of cases in any of several ranges, of which no two touch.

        Each is worth more than one sum and no more than another. Between two quantiles lies a
        share that is known, wherever in between: it counts once, however many ranges share it.
        """
        low = high = Fraction(0)
        for share, least, most in self.parts():
            if any((above < least or above <= 0) and most <= up_to for above, up_to in ranges):
                low += share
                high += share
            elif any(above < most and least <= up_to for above, up_to in ranges):
                high += share
        return Share(low, high)

    def parts(self) -> Iterator[tuple[Fraction, Amount, Amount]]:
        """Yield the shares between quantiles, each with the least and the most it is worth."""
        before: Fraction = Fraction(0)
        least: Amount = 0
        for share, sum_ in self.quantiles:
            yield share - before, least, sum_
            before, least = share, sum_
        yield 1 - before, least, math.inf


def values(intent: Entity) -> Values | None:
    """Return what the cases of an intent are worth, as far as it is stated.

    None where it is not, or where the quantiles contradict one another or mix currencies.
    """
    stated = intent.get("value")
    if not isinstance(stated, dict):
        return None
    found = sorted(_quantiles(stated.items()), key=lambda each: each[0])
    if not found or len({money.currency for _, money in found}) > 1:
        return None
    sums = [money.amount for _, money in found]
    if sums != sorted(sums):
        return None
    return Values(tuple((share, money.amount) for share, money in found), found[0][1].currency)


def _quantiles(
    stated: Iterable[tuple[object, object]],
) -> Iterable[tuple[Fraction, quantities.Money]]:
    for key, text in stated:
        if key == "max":
            yield Fraction(1), quantities.money(text)
        elif isinstance(key, str) and re.fullmatch(r"p[1-9][0-9]?", key):
            yield Fraction(int(key[1:]), 100), quantities.money(text)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.4g}%"
