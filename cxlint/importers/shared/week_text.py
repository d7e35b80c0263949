"""Weeks as vendors write them, in minutes or seconds, as people write them: Mon-Fri 09:00-17:00."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.calendar import zones_and_holidays
from cxlint.calendar.intervals import merge
from cxlint.calendar.weekly_hours import ALWAYS, DAY, WEEK, weekly_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9+-]*(/[A-Za-z0-9_+-]+)*")


def write_hours(stretches: Iterable[tuple[int, int]]) -> str:
    """Return the weekly hours that stretches of minutes make up, 0 being Monday 00:00.

    A stretch may begin before the week or end after it: it is wrapped. None at all is `closed`.
    """
    week = tuple(merge(piece for stretch in stretches for piece in _wrap_stretch(*stretch)))
    if week == ALWAYS:
        return "24x7"
    return weekly_text(week) if week else "closed"


def _wrap_stretch(start: int, end: int) -> Iterable[tuple[int, int]]:
    """Yield the parts of a stretch that lie in the week."""
    length = min(max(end - start, 0), WEEK)
    start %= WEEK
    if not length:
        return
    yield start, min(start + length, WEEK)
    if start + length > WEEK:
        yield 0, start + length - WEEK


def repeat_daily(start: int, end: int) -> list[tuple[int, int]]:
    """Return the same hours on every day; an end that is not after the start is on the next day."""
    later = end if end > start else end + DAY
    return [(day * DAY + start, day * DAY + later) for day in range(7)]


def read_zone(name: object) -> dict[str, str]:
    """Return the time zone of hours; nothing where the name is none of the IANA's."""
    if not isinstance(name, str) or not _ZONE.fullmatch(name):
        return {}
    try:
        zones_and_holidays.zone(name)
    except ValueError:
        return {}
    return {"timezone": name}
