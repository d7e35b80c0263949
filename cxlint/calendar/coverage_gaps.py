"""Where published hours are not met by staffed hours, and how long people wait for them.

An arrival is *missed* at a published minute when no staffed minute follows within the target.
With a target of nothing these are the gaps of a telephone line; with `1 day` they are the
moments at which a letter cannot be answered in time. Everything is counted over real dates,
with holidays, exceptions and clock changes; the words distinguish what happens every week from
what happens on some days only. Times are said in the zone of the published hours.
"""

from __future__ import annotations

import datetime
import math
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.calendar.date_wording import date, length
from cxlint.calendar.gap_wording import gap_text
from cxlint.calendar.intervals import Interval, complement, intersect, merge, total_minutes
from cxlint.calendar.opening_hours import Hours
from cxlint.calendar.weekly_hours import ALWAYS, clock_time, weekly_text
from cxlint.calendar.zones_and_holidays import DAY, date_of, minute_of, stretches
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

YEAR = 366
_BEFORE, _AFTER = 2, 40  # days looked at around the span, for who is staffed just outside it


class Gaps(NamedTuple):
    """The published minutes at which an arrival is missed, and how to say them.

    `minutes` is their number in the span, `share` their part of the published time. `worst_wait`
    is the longest wait of a missed arrival in minutes, from `worst_from` (a local date and minute
    in words): None when nothing is missed, or when nobody comes at all within 40 days, which
    `endless` tells.
    """

    minutes: int
    share: Fraction
    text: str
    worst_wait: int | None = None
    worst_from: str = ""
    endless: bool = False


NO_GAPS = Gaps(0, Fraction(0), "")


def coverage_gaps(
    published: Hours, staffed: Sequence[Hours], start: datetime.date, days: int = YEAR
) -> Gaps:
    """The published minutes of `days` dates from `start` at which none of `staffed` is open."""
    return waiting_gaps(published, staffed, Fraction(0), start, days)


def late_share(
    published: Hours,
    staffed: Sequence[Hours],
    within_minutes: Fraction | int,
    start: datetime.date,
    days: int = YEAR,
) -> tuple[Fraction, str]:
    """The share of published minutes at which staffed time is further away than the target.

    With the words: when that is, and the longest wait. (0, "") when the target can be met.
    """
    found = waiting_gaps(published, staffed, Fraction(within_minutes), start, days)
    if not found.minutes:
        return Fraction(0), ""
    if found.worst_wait is None:
        return found.share, f"{found.text}; nobody comes within {_AFTER} days of {found.worst_from}"
    wait = f"the longest wait is {length(found.worst_wait)}, from {found.worst_from}"
    return found.share, f"{found.text}; {wait}"


def waiting_gaps(
    published: Hours,
    staffed: Sequence[Hours],
    within: Fraction,
    start: datetime.date,
    days: int = YEAR,
) -> Gaps:
    """The published minutes that are further than `within` minutes from staffed time.

    A target with a fraction of a minute is rounded up, so that only whole missed minutes count.
    """
    if any(hours.is_always_open for hours in staffed):
        return NO_GAPS
    return _gaps(published, tuple(dict.fromkeys(staffed)), math.ceil(within), start, days)


@lru_cache(maxsize=4096)
def _gaps(
    published: Hours, staffed: tuple[Hours, ...], within: int, start: datetime.date, days: int
) -> Gaps:
    open_at = published.open_between(start, days)
    closed = _closed_minutes(staffed, start, days)
    late = intersect(open_at, [(a, b - within) for a, b in closed if b - a > within])
    if not late:
        return NO_GAPS
    minutes = total_minutes(late)
    share = Fraction(minutes, total_minutes(open_at))
    text = _all_hours_text(published)
    if share != 1:
        text = gap_text(published, staffed, within, open_at, late, start, days)
    wait, since, endless = _longest_wait(late, closed, minute_of(start) + (days + _AFTER - 1) * DAY)
    return Gaps(
        minutes,
        share,
        text,
        None if endless else wait,
        _moment_text(published, since, start, days),
        endless,
    )


def _closed_minutes(staffed: tuple[Hours, ...], start: datetime.date, days: int) -> list[Interval]:
    """The UTC minutes around the span at which nobody is staffed."""
    first = start - datetime.timedelta(days=_BEFORE)
    span = days + _BEFORE + _AFTER
    manned = merge(each for hours in staffed for each in hours.open_between(first, span))
    return complement(manned, minute_of(first) + DAY, minute_of(first) + (span - 1) * DAY)


def _longest_wait(
    late: list[Interval], closed: list[Interval], horizon: int
) -> tuple[int, int, bool]:
    """The longest wait of a missed arrival, when it begins, and whether it may have no end."""
    best, since, at = -1, late[0][0], 0
    for start, _ in late:
        while closed[at][1] <= start:
            at += 1
        if closed[at][1] - start > best:
            best, since = closed[at][1] - start, start
    return best, since, since + best >= horizon


def _moment_text(published: Hours, minute: int, start: datetime.date, days: int) -> str:
    """A UTC minute in the words of the published hours' zone: `Friday 18:00 (25 December 2026)`."""
    at = minute_of(start)
    for first, last, ahead in stretches(published.zone, at - DAY, at + (days + 1) * DAY):
        if first <= minute < last:
            minute += ahead
            break
    day = date_of(minute)
    return f"{_WEEKDAYS[day.weekday()]} {clock_time(minute % DAY)} ({date(day)})"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _all_hours_text(published: Hours) -> str:
    if published.weekly == ALWAYS:
        return "around the clock"
    return f"at all published times ({weekly_text(published.weekly)})"
