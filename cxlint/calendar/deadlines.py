"""When a promise falls due: durations added to a moment, in calendar or in working time."""

from __future__ import annotations

import datetime
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.calendar.zones_and_holidays import DAY, zone

if TYPE_CHECKING:
    from cxlint.calendar.opening_hours import Hours
    from cxlint.values.quantities import Duration

_HORIZON = 3660  # days after which a place that does not open is taken never to
_ONE_DAY = datetime.timedelta(days=1)
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def add_business(start: datetime.datetime, length: Duration, hours: Hours) -> datetime.datetime:
    """The moment `length` after `start`, which must be aware; given in the zone of `hours`.

    Business hours run while `hours` are open. The n-th business day is the n-th date after that of
    the start on which they open, and ends when they close; parts of a day count as a whole one. A
    start in a night shift has the date on which that began.
    Calendar days, weeks, months and years keep the time on the wall clock (31 January and one
    month is the last of February); shorter units are elapsed time. Raises ValueError when
    `hours` do not open often enough within ten years.
    """
    place = zone(hours.zone) if hours.zone else start.tzinfo
    start = start.astimezone(place)
    if length.business and length.unit == "day":
        return _nth_closing(start, math.ceil(length.amount), hours)
    if length.business:
        return _add_opening_time(start, length.seconds, hours).astimezone(place)
    if length.unit in {"second", "minute", "hour"}:
        return _add_seconds(start, length.seconds).astimezone(place)
    return _add_calendar_time(start, length)


def next_working_day(day: datetime.date, hours: Hours) -> datetime.date:
    """The date itself when `hours` open on it, else the next on which they do."""
    for step in range(_HORIZON):
        other = day + step * _ONE_DAY
        if hours.hours_on(other):
            return other
    raise ValueError(f"{hours} does not open within ten years of {day}")


def _nth_closing(start: datetime.datetime, count: int, hours: Hours) -> datetime.datetime:
    """When the count-th working day after the start closes."""
    day = _receipt_date(start, hours)
    for _ in range(count):
        day = next_working_day(day + _ONE_DAY, hours)
    shifts = hours.hours_on(day)
    if not shifts:
        return start
    midnight = datetime.datetime.combine(day, datetime.time(), start.tzinfo)
    return midnight + datetime.timedelta(minutes=shifts[-1][1])


def _receipt_date(start: datetime.datetime, hours: Hours) -> datetime.date:
    """The date of a start, or the one before while the night shift lasts that began on it."""
    before = start.date() - _ONE_DAY
    shifts = hours.hours_on(before)
    minute = start.hour * 60 + start.minute
    return before if shifts and minute + DAY < shifts[-1][1] else start.date()


def _add_opening_time(
    start: datetime.datetime, seconds: Fraction, hours: Hours
) -> datetime.datetime:
    """The instant at which `seconds` of opening time have passed."""
    now, left = _seconds(start), seconds
    for day in _spans(start.date()):
        for opens, closes in hours.open_between(*day):
            begin = max(now, Fraction(opens * 60))
            if closes * 60 - begin >= left:
                return _add_seconds(_EPOCH, begin + left)
            left -= max(closes * 60 - begin, Fraction(0))
            now = max(now, Fraction(closes * 60))
    raise ValueError(f"{hours} does not open often enough within ten years of {start.date()}")


def _spans(first: datetime.date) -> list[tuple[datetime.date, int]]:
    """Dates and numbers of days that follow each other for ten years, soon ones in small steps."""
    lengths = [1, 30, 335, *[366] * 9]
    begins = [sum(lengths[:n]) for n in range(len(lengths))]
    return [(first + begin * _ONE_DAY, days) for begin, days in zip(begins, lengths, strict=True)]


def _seconds(moment: datetime.datetime) -> Fraction:
    since = moment - _EPOCH
    return Fraction(since // datetime.timedelta(microseconds=1), 10**6)


def _add_seconds(moment: datetime.datetime, seconds: Fraction) -> datetime.datetime:
    elapsed = datetime.timedelta(microseconds=round(seconds * 10**6))
    return moment.astimezone(datetime.UTC) + elapsed


def _add_calendar_time(start: datetime.datetime, length: Duration) -> datetime.datetime:
    if length.unit in {"month", "year"}:
        whole = math.floor(length.amount * (12 if length.unit == "year" else 1))
        return _add_months(start, whole)
    days = length.seconds / (DAY * 60)
    moved = start + math.floor(days) * _ONE_DAY
    rest = (days - math.floor(days)) * DAY * 60
    return _add_seconds(moved, rest).astimezone(start.tzinfo) if rest else moved


def _add_months(start: datetime.datetime, months: int) -> datetime.datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - _ONE_DAY).day
    return start.replace(year=year, month=month + 1, day=min(start.day, last))
