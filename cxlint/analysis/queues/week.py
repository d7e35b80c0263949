"""An ordinary week, without holidays and clock changes, in which several places have their hours.

A week is counted in minutes of UTC from Monday, so that places in different zones compare.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cxlint.calendar.intervals import complement, intersect, total_minutes
from cxlint.calendar.weekly_hours import (
    DAY,
    NAMES,
    WEEK,
    Weekly,
    by_day,
    clock_time,
    shift_week,
    weekly,
)
from cxlint.calendar.zones_and_holidays import minute_of, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.calendar.intervals import Interval
    from cxlint.calendar.opening_hours import Hours

ORDINARY = datetime.date(2026, 11, 2)
"""The Monday of a week in which no country changes its clocks."""

_DAYS = r"(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?)"
_TIME = r"[0-9]{1,2}(?::[0-9]{2})?"
WINDOW = rf"(?:(?P<days>{_DAYS}) )?(?P<first>{_TIME})-(?P<last>{_TIME})"
"""Hours as they stand at the end of a name: `08-20`, `Mon 08-12`, `Mon-Fri 08:30-12`."""


@lru_cache(maxsize=256)
def minutes_ahead(zone: str | None) -> int:
    """How far the clocks of a zone are ahead of UTC in the ordinary week."""
    start = minute_of(ORDINARY)
    ((_, _, ahead), *_) = stretches(zone, start, start + DAY)
    return ahead


@lru_cache(maxsize=1024)
def ordinary_week(hours: Hours, home: str | None) -> Weekly:
    """Return the minutes of the ordinary week at which a place is open.

    `home` is the zone of hours that state none.
    """
    return shift_week(hours.weekly, -minutes_ahead(hours.zone or home))


def closed_gaps(week: Sequence[Interval]) -> list[int]:
    """Return the lengths of the stretches between opening times; one that never opens has none."""
    gaps = [end - start for start, end in complement(week, 0, WEEK)]
    if len(gaps) > 1 and week[0][0] > 0 and week[-1][1] < WEEK:
        gaps[0] += gaps.pop()
    return gaps


def cut_week(weeks: Iterable[Sequence[Interval]]) -> list[Interval]:
    """Return the pieces of the week in which none of these opens or closes."""
    cuts = {0, WEEK}.union(*({minute for each in week for minute in each} for week in weeks))
    ends = sorted(cuts)
    return list(pairwise(ends))


def holds(week: Sequence[Interval], minute: int) -> bool:
    """Whether a minute is within these hours."""
    at = bisect_right(week, (minute, WEEK + 1)) - 1
    return at >= 0 and week[at][0] <= minute < week[at][1]


def read_window(text: str, zone: str | None) -> Weekly | None:
    """Return the hours that stand at the end of a name, on a zone's clock; None if it is none."""
    found = re.fullmatch(WINDOW, text)
    if found is None:
        return None
    first, last = (
        each if ":" in each else f"{each}:00" for each in (found["first"], found["last"])
    )
    try:
        hours = weekly(f"{found['days'] or 'daily'} {first}-{last}")
    except ValueError:
        return None
    return shift_week(hours, -minutes_ahead(zone))


def local_week(week: Sequence[Interval], zone: str | None) -> Weekly:
    """Return hours on the clock of a zone."""
    return shift_week(tuple(week), minutes_ahead(zone))


def window_texts(week: Sequence[Interval], zone: str | None) -> str:
    """Return hours as they stand at the end of a name, on a zone's clock."""
    local = local_week(week, zone)
    days: dict[str, list[int]] = {}
    for day, shifts in enumerate(by_day(local)):
        for first, last in shifts:
            days.setdefault(f"{_clock(first)}-{_clock(last)}", []).append(day)
    return ", ".join(f"{_day_text(each)}{hours}" for hours, each in days.items())


def _clock(minute: int) -> str:
    shown = minute if minute <= DAY else minute - DAY
    return clock_time(shown).removesuffix(":00")


def _day_text(days: list[int]) -> str:
    if len(days) == len(NAMES):
        return ""
    if len(days) > 1 and days[-1] - days[0] == len(days) - 1:
        return f"{NAMES[days[0]]}-{NAMES[days[-1]]} "
    return ", ".join(NAMES[day] for day in days) + " "


def minutes_within(left: Sequence[Interval], right: Sequence[Interval]) -> int:
    """Return how many minutes are in both."""
    return total_minutes(intersect(left, right))
