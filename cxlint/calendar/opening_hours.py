"""Opening hours with a place and a calendar: weekly hours, zone, public holidays, exceptions."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.calendar.intervals import Interval, clip, merge
from cxlint.calendar.weekly_hours import (
    ALWAYS,
    WEEK,
    Day,
    Weekly,
    WeekOfDays,
    by_day,
    hours_of_day,
    hours_of_exception,
    weekly,
    weekly_text,
)
from cxlint.calendar.zones_and_holidays import DAY, minute_of, public_holidays, stretches, to_utc
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ALWAYS",
    "Day",
    "Hours",
    "Weekly",
    "hours_of_day",
    "hours_of_exception",
    "weekly",
    "weekly_text",
]

Exceptions = tuple[tuple[datetime.date, datetime.date, Day | WeekOfDays], ...]


class Hours(NamedTuple):
    """When a place is open: a week, and what holidays and exceptions change.

    `zone` is an IANA name (None: no zone is stated, taken as UTC). `holidays` are codes such as
    `DE` or `DE-BY`, days on which nothing opens. `exceptions` are first date, last date and the
    hours of such a day, `()` being closed, or of each day of the week; they outrank holidays, and
    of two the shorter wins.
    A shift belongs to the day on which it begins.
    """

    weekly: Weekly
    zone: str | None = None
    holidays: tuple[str, ...] = ()
    exceptions: Exceptions = ()

    @property
    def is_always_open(self) -> bool:
        """Whether it is open at every minute of every year."""
        return self.weekly == ALWAYS and not self.holidays and not self.exceptions

    def open_between(self, start: datetime.date, days: int) -> list[Interval]:
        """The UTC minutes (since 1970) at which it is open, over `days` dates from `start`.

        Dates are those of its own zone. Exact when clocks are put forward or back: open are the
        instants at which the wall clock stands within the hours of its day.
        """
        return list(_open_between(self, start, days))

    def hours_on(self, day: datetime.date) -> Day:
        """The hours of a date; the end of a shift may lie after 1440."""
        special = _special_days(self, day, 1)
        return special.get(day, by_day(self.weekly)[day.weekday()])

    def holidays_between(self, start: datetime.date, days: int) -> frozenset[datetime.date]:
        """The public holidays among `days` dates from `start`."""
        return _holidays_between(self.holidays, start, days)

    def exceptions_between(self, start: datetime.date, days: int) -> frozenset[datetime.date]:
        """The dates with an exception among `days` dates from `start`."""
        return frozenset(_exception_days(self.exceptions, start, days))

    def __str__(self) -> str:
        return weekly_text(self.weekly)


@lru_cache(maxsize=2048)
def _open_between(hours: Hours, start: datetime.date, days: int) -> tuple[Interval, ...]:
    first = minute_of(start)
    last = first + days * DAY
    local: Sequence[Interval] = [(first, last)]
    if not hours.is_always_open:
        local = clip(_local_minutes(hours, start, days), first, last)
    # No clock is more than a day away from UTC.
    return tuple(to_utc(local, stretches(hours.zone, first - DAY, last + DAY)))


def _local_minutes(hours: Hours, start: datetime.date, days: int) -> list[Interval]:
    """The open wall-clock minutes of the dates, with the night before the first."""
    before = start - datetime.timedelta(days=1)
    special = _special_days(hours, before, days + 1)
    week = by_day(hours.weekly)
    weekday, at = before.weekday(), minute_of(before)
    if not special:
        return _repeat_week(week, at - weekday * DAY, at + (days + 1) * DAY)
    shifts = [week[(weekday + n) % 7] for n in range(days + 1)]
    for day, changed in special.items():
        shifts[(day - before).days] = changed
    return merge(
        (at + n * DAY + begin, at + n * DAY + end)
        for n, shift in enumerate(shifts)
        for begin, end in shift
    )


def _repeat_week(week: Sequence[Day], start: int, end: int) -> list[Interval]:
    """The open minutes of all weeks, from the Monday that begins at `start`, up to `end`."""
    shifts = merge((n * DAY + a, n * DAY + b) for n, day in enumerate(week) for a, b in day)
    weeks = [(at + a, at + b) for at in range(start, end, WEEK) for a, b in shifts]
    return merge(weeks) if shifts and shifts[-1][1] >= shifts[0][0] + WEEK else weeks


def _special_days(hours: Hours, start: datetime.date, days: int) -> dict[datetime.date, Day]:
    special: dict[datetime.date, Day] = {}
    if hours.holidays:
        special.update(dict.fromkeys(_holidays_between(hours.holidays, start, days), ()))
    if hours.exceptions:
        special.update(_exception_days(hours.exceptions, start, days))
    return special


@lru_cache(maxsize=1024)
def _holidays_between(
    codes: tuple[str, ...], start: datetime.date, days: int
) -> frozenset[datetime.date]:
    end = start + datetime.timedelta(days=days)
    return frozenset(
        day
        for code in codes
        for year in range(start.year, end.year + 1)
        for day in public_holidays(code, year)
        if start <= day < end
    )


def _exception_days(
    exceptions: Exceptions, start: datetime.date, days: int
) -> dict[datetime.date, Day]:
    result: dict[datetime.date, Day] = {}
    for first, last, hours in sorted(exceptions, key=lambda each: each[0] - each[1]):
        begin = max((first - start).days, 0)
        for n in range(begin, min((last - start).days + 1, days)):
            day = start + datetime.timedelta(days=n)
            result[day] = hours.days[day.weekday()] if isinstance(hours, WeekOfDays) else hours
    return result
