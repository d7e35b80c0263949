"""What cases come to on average and at worst, where that depends on what each is worth.

Stated quantiles leave open where between two of them a case lies: a mean is an interval, exact
over every distribution that has these quantiles. A case worth exactly a quantile is possible.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.authority.distributions import Amount, Values


class ValueBand(NamedTuple):
    """Cases worth more than `above`, up to `up_to`: each takes between `least` and `most`."""

    above: Amount
    up_to: Amount
    least: int
    most: int


WHOLE = ((Fraction(1), 0, math.inf),)
"""The one part of what is worth nobody knows what."""


def bound_mean(values: Values | None, steps: Sequence[ValueBand]) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest mean over all distributions with these quantiles.

    The steps follow one another from 0 without a gap.
    """
    low = high = Fraction(0)
    for share, least, most in _parts(values):
        possible = _possible(steps, least, most)
        low += share * min(step.least for step in possible)
        high += share * max(step.most for step in possible)
    return low, high


def bound_case(values: Values | None, steps: Sequence[ValueBand]) -> tuple[int, int]:
    """Return what the best and the worst case takes that the quantiles allow."""
    possible = [step for _, *ends in _parts(values) for step in _possible(steps, *ends)]
    return min(step.least for step in possible), max(step.most for step in possible)


def estimate_mean(values: Values, steps: Sequence[ValueBand]) -> Fraction | None:
    """Return the mean if sums are spread evenly between quantiles, from 0 up.

    None where a sum beyond the last quantile, or what a step takes, decides it.
    """
    total = Fraction(0)
    for share, least, most in _parts(values):
        possible = _possible(steps, least, most)
        if any(step.least != step.most for step in possible):
            return None
        if len(possible) == 1:
            total += share * possible[0].most
        elif most == math.inf:
            return None
        else:
            total += share * _even_mean(possible, Fraction(least), Fraction(most))
    return total


def share_above(sum_: Amount) -> tuple[ValueBand, ...]:
    """Return the steps whose mean is the share of cases that are worth more than a sum."""
    if sum_ <= 0:
        return (ValueBand(0, math.inf, 1, 1),)
    return ValueBand(0, sum_, 0, 0), ValueBand(sum_, math.inf, 1, 1)


def _parts(values: Values | None) -> Iterator[tuple[Fraction, Amount, Amount]]:
    for share, least, most in WHOLE if values is None else values.parts():
        if share:
            yield share, least, most


def _possible(steps: Sequence[ValueBand], least: Amount, most: Amount) -> list[ValueBand]:
    """Return the steps in which a case may be that is worth this much; every case has a worth."""
    found = [step for step in steps if step.above < most and least <= step.up_to]
    return found or [steps[0]]


def _even_mean(steps: Sequence[ValueBand], least: Fraction, most: Fraction) -> Fraction:
    return sum(
        (
            step.most * (Fraction(min(step.up_to, most)) - Fraction(max(step.above, least)))
            for step in steps
        ),
        Fraction(0),
    ) / (most - least)
