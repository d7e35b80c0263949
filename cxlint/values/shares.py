"""Shares of one whole, as people write them: rounded, so that their sum may miss it a little."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.values.quantities import percentage

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE = Fraction(1)


def sum_shares(shares: Sequence[str]) -> Fraction:
    """Return the sum of percentages, as a share of one."""
    return sum(map(percentage, shares), Fraction(0))


def exceed_whole(shares: Sequence[str]) -> bool:
    """Whether percentages come to more than 100%, however each of them was rounded."""
    return sum_shares(shares) - sum(map(_rounding, shares), Fraction(0)) > WHOLE


def _rounding(share: str) -> Fraction:
    """Return by how much a share may have been rounded up: half of its last digit.

    Nothing and everything are exact.
    """
    if percentage(share) in (0, WHOLE):
        return Fraction(0)
    digits = share.strip().rstrip("% ").partition(".")[2]
    return Fraction(1, 200 * 10 ** len(digits))
