"""Business time beside calendar time: what can be said of the two without opening hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxlint.values.quantities import Duration


def is_surely_longer(one: Duration, other: Duration) -> bool:
    """Whether a time is longer than another, on whatever day it begins.

    Business days take at least as many days of the calendar, without the one of the start.
    """
    if not one.business and not other.business:
        return one > other
    if one.business and other.business:
        return one > other and (one.unit == "day") == (other.unit == "day")
    if one.business and one.unit == "day":
        return one.days - 1 > other.days
    return False
