"""A share of time, as a reader wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


def write_share(share: Fraction) -> str:
    """Return a share in whole percent; of very small ones it is said that they are."""
    whole = round(share * 100)
    if whole == 0:
        return "less than 1%"
    return "more than 99%" if whole == 100 and share != 1 else f"{whole}%"
