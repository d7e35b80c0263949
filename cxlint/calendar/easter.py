"""The date of Easter, by the Gregorian calendar."""

from __future__ import annotations

import datetime


def easter_sunday(year: int) -> datetime.date:
    """Return the Sunday after the first full moon of spring, as the church reckons it."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, odd_centuries = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, odd = divmod(rest, 4)
    weekday = (32 + 2 * odd_centuries + 2 * leaps - moon - odd) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)
