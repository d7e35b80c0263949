"""Numbers of a chain as two whole ones each, which is many times faster than fractions are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, inf, lcm
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from cxlint.algorithms.chains.chain import Gains, Share, Value

Ratio = tuple[int, int]
"""A number as (numerator, denominator), in lowest terms, the latter above zero."""

NOTHING: Ratio = (0, 1)

INFINITE: Ratio = (1, 0)
"""What stands for a number that has no end."""

EXACT_BITS = 512
"""A ratio whose denominator has more binary digits than this is told, and kept, as a near one."""

NEAR = 1 << (2 * EXACT_BITS)
"""The denominator of what is near, and not exact. With an odd numerator it keeps being told."""


class WholeGains:
    """Gains in whole numbers, each `scale` times what it is."""

    __slots__ = ("scale", "visits", "ways")

    def __init__(self, gains: Gains) -> None:
        shares = {each.denominator for each in (*gains.visits, *gains.ways)}
        self.scale = lcm(*shares)
        self.visits = [self._stretch(each) for each in gains.visits]
        self.ways = [self._stretch(each) for each in gains.ways]

    def _stretch(self, gain: Share) -> int:
        return gain.numerator * (self.scale // gain.denominator)


class Bounds(Sequence["Value"]):
    """What each place comes to, made a number only when it is asked for.

    That is a fraction, or a floating number where it would be too long or is only near. Of those
    `unsure` is only known that it is no more, as a most, and no less, as a least.
    """

    def __init__(
        self, values: Sequence[Ratio], scale: int, unsure: frozenset[int] = frozenset()
    ) -> None:
        self.ratios = values
        self.unsure = unsure
        self._scale = scale

    def replace(self, values: Mapping[int, Value], unsure: frozenset[int]) -> Bounds:
        """Return the same with other values at some places, and some that are `unsure`."""
        ratios = list(self.ratios)
        for place, value in values.items():
            if isinstance(value, float):
                ratios[place] = approximate(value * self._scale)
            else:
                ratios[place] = (value * self._scale).as_integer_ratio()
        return Bounds(ratios, self._scale, unsure)

    def pick(self, places: Sequence[int]) -> Bounds:
        """Return what these places come to, in their order."""
        unsure = (at for at, place in enumerate(places) if place in self.unsure)
        ratios = [self.ratios[place] for place in places]
        return Bounds(ratios, self._scale, frozenset(unsure) if self.unsure else self.unsure)

    def __len__(self) -> int:
        return len(self.ratios)

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> list[Value]: ...
    def __getitem__(self, place: int | slice) -> Value | list[Value]:
        """Return what a place comes to; `inf` where that has no end."""
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        above, below = self.ratios[place]
        if not below:
            return inf
        below *= self._scale
        if below.bit_length() > EXACT_BITS:
            return above / below
        return Fraction(above, below) if above % below else above // below


def reduce(above: int, below: int) -> Ratio:
    """Return a ratio in lowest terms. Raises ZeroDivisionError where it is one to nothing."""
    if not below:
        raise ZeroDivisionError
    common = gcd(above, below)
    if below < 0:
        common = -common
    return above // common, below // common


def is_less(one: Ratio, other: Ratio) -> bool:
    """Whether one number is less than another; both may be INFINITE."""
    return one[0] * other[1] < other[0] * one[1]


def keep(ratio: Ratio) -> Ratio:
    """Return a ratio, or where it is a very long one, another that is as good as equal."""
    above, below = ratio
    if below.bit_length() <= EXACT_BITS or below == NEAR:
        return ratio
    return (above * NEAR // below) | 1, NEAR


def approximate(value: float) -> Ratio:
    """Return a ratio that is near a number which is only known to some digits."""
    if value == inf:
        return INFINITE
    above, below = value.as_integer_ratio()
    return (above * NEAR // below) | 1, NEAR


def raise_by(ratio: Ratio, gain: int) -> Ratio:
    """Return a ratio and so much more; INFINITE stays so."""
    return (ratio[0] + gain * ratio[1], ratio[1]) if gain else ratio


def add_up(fixed: int, terms: Sequence[tuple[int, Ratio]], whole: int = 1) -> Ratio:
    """Return `fixed` and each ratio so many times, as (times, ratio), all divided by `whole`.

    It is INFINITE where one of the ratios is.
    """
    common = lcm(*[below for _, (_, below) in terms])
    if not common:
        return INFINITE
    above = fixed * common
    for times, (top, below) in terms:
        above += times * top * (common // below)
    return reduce(above, whole * common)
