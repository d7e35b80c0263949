"""What comes round again: when it falls due next, and what is too long ago."""

from __future__ import annotations

import datetime
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from cxlint.values import quantities

if TYPE_CHECKING:
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

MONTHS_A_DAY = Fraction(12, 365)


OF_ALL = ("governance", "organization")
"""The sections whose review is that of the policy as a whole."""


def usual_interval(policy: Policy, every: str) -> Duration:
    """Return how often the policy as a whole is to be reviewed; `every`, where it does not say."""
    stated = (each.duration("review_every") for kind in OF_ALL for each in policy.of(kind))
    return next((each for each in stated if each), quantities.duration(every))


@cache  # the same few durations come again and again
def months(each: Duration) -> Fraction:
    """Return how many months a duration is; a year is twelve, and has 365 days."""
    if each.unit in ("month", "year"):
        return each.amount * (12 if each.unit == "year" else 1)
    return each.days * MONTHS_A_DAY


def due(last: datetime.date, every: Duration) -> datetime.date:
    """Return the date by which it must be repeated: a year later is the same date."""
    if every.unit in ("month", "year") and months(every).denominator == 1:
        month = last.month - 1 + int(months(every))
        year = last.year + month // 12
        if year > datetime.MAXYEAR:
            return datetime.date.max
        following = datetime.date(year, month % 12 + 1, 1)
        return following + datetime.timedelta(days=min(last.day, _length(following)) - 1)
    try:
        return last + datetime.timedelta(days=int(every.days))
    except OverflowError:
        return datetime.date.max


def day_before(day: datetime.date, length: Duration) -> datetime.date:
    """Return the date that lies `length` before, the first of all where none does."""
    try:
        return day - datetime.timedelta(days=int(length.days))
    except OverflowError:
        return datetime.date.min


def _length(first: datetime.date) -> int:
    later = (first + datetime.timedelta(days=31)).replace(day=1) if first.month < 12 else None
    return (later - first).days if later else 31
