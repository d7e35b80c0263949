"""Shifts that begin and end on certain days, added up to the hours of a schedule."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from cxlint.calendar import zones_and_holidays
from cxlint.importers.shared.week_text import read_zone, write_hours
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAY = datetime.timedelta(days=1)


class Shift(NamedTuple):
    """Minutes of every week, 0 being Monday 00:00, from a first day to a last; None: no limit."""

    stretches: tuple[tuple[int, int], ...]
    first: datetime.date | None = None
    last: datetime.date | None = None

    def covers(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether it holds on all days from one to another."""
        began = self.first is None or self.first <= first
        return began and (self.last is None or last <= self.last)


def read_date(value: object) -> datetime.date | None:
    """Return a day such as 2026-12-24."""
    try:
        return datetime.date.fromisoformat(str(value).strip())
    except ValueError:
        return None


def read_moment(value: object, zone: object) -> datetime.datetime | None:
    """Return a moment such as 2026-01-05T08:00:00+01:00, on the clock of its schedule."""
    try:
        moment = datetime.datetime.fromisoformat(str(value).strip())
        if moment.tzinfo is not None and read_zone(zone):
            return moment.astimezone(zones_and_holidays.zone(str(zone)))
    except (ValueError, OverflowError):
        return None
    return moment


def read_shift(
    stretches: Iterable[tuple[int, int]], begin: object, end: object, zone: object
) -> Shift | None:
    """Return a shift between two moments, either of which may be missing; None if one is unknown.

    A day on which it begins or ends is whole; one that ends at midnight is that before.
    """
    first, last = read_moment(begin, zone), read_moment(end, zone)
    if last is None and end is not None:
        return None
    if last is not None and last.time() == datetime.time.min and last.date() > datetime.date.min:
        last -= DAY
    return Shift(tuple(stretches), first and first.date(), last and last.date())


def write_schedule(shifts: Sequence[Shift]) -> dict[str, Any]:
    """Return the weekly hours that hold in the end, with those of the time before as exceptions.

    Days before the first shift are those of the first; a day on which one begins or ends is whole.
    """
    ends = (each.last + DAY for each in shifts if each.last and each.last < _LAST)
    began = min((each.first or _FIRST for each in shifts), default=_FIRST)
    cuts = {*(each.first for each in shifts if each.first), *ends}
    starts = [began, *sorted(each for each in cuts if each > began)]
    hours = [_add_up(shifts, first, last) for first, last in _pair(starts)]
    schedule: dict[str, Any] = {"open": hours[-1]}
    exceptions = [
        {"from": first.isoformat(), "to": last.isoformat(), "open": each}
        for (first, last), each in zip(_pair(starts)[:-1], hours, strict=False)
        if each != hours[-1]
    ]
    return schedule | ({"exceptions": exceptions} if exceptions else {})


_FIRST, _LAST = datetime.date(1970, 1, 1), datetime.date(9999, 1, 1)


def _pair(starts: Sequence[datetime.date]) -> list[tuple[datetime.date, datetime.date]]:
    """Return the spans between days, the last without an end."""
    return [(first, (starts[n + 1] - DAY) if n + 1 < len(starts) else _LAST)
            for n, first in enumerate(starts)]  # fmt: skip


def _add_up(shifts: Iterable[Shift], first: datetime.date, last: datetime.date) -> str:
    found = [each.stretches for each in shifts
             if each.covers(first, last)]  # fmt: skip
    return write_hours(stretch for stretches in found for stretch in stretches)
