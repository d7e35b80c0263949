"""Whether two sets of open minutes are the same, and how they are said."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.calendar.intervals import Interval, intersect, merge, subtract
from cxlint.calendar.weekly_hours import weekly_text
from cxlint.calendar.zones_and_holidays import DAY, date_of, minute_of, stretches, to_utc
from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.pairing.ranks import SAME

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from cxlint.calendar.opening_hours import Hours

SPAN = 364
"""So many days are compared: a year of whole weeks."""
MOST_DAYS = 3
"""So many single days are named."""


def say_hours(old: Hours | None, new: Hours | None, today: datetime.date) -> tuple[str, str]:
    """Return two sets of hours; where they are the same on most weeks, with the days apart."""
    texts = str(old), str(new)
    if old is None or new is None or texts[0] != texts[1]:
        return texts
    zone = old.zone or new.zone
    sets = [each._replace(zone=each.zone or zone).open_between(today, SPAN) for each in (old, new)]
    return add_days_apart(texts, (sets[0], sets[1]), zone, today)


def add_days_apart(
    texts: tuple[str, str],
    minutes: tuple[Sequence[Interval], Sequence[Interval]],
    zone: str | None,
    today: datetime.date,
) -> tuple[str, str]:
    """Return two texts with what holds on the days on which UTC minutes differ."""
    sets = [_local(each, zone, today, SPAN) for each in minutes]
    gaps = *subtract(sets[0], sets[1]), *subtract(sets[1], sets[0])
    days = sorted({begin // DAY for begin, _ in gaps})
    told = [
        f"{text} ({_say_days(each, days)})" if days else text
        for text, each in zip(texts, sets, strict=True)
    ]
    return told[0], told[1]


def _say_days(minutes: Sequence[Interval], days: Sequence[int]) -> str:
    parts = [f"{date_of(day * DAY)}: {_say_day(minutes, day)}" for day in days[:MOST_DAYS]]
    more = len(days) - MOST_DAYS
    rest = f"{more} more {'day' if more == 1 else 'days'}"
    return "; ".join([*parts, *([rest] if more > 0 else [])])


def _say_day(minutes: Sequence[Interval], day: int) -> str:
    own = intersect(minutes, [(day * DAY, (day + 1) * DAY)])
    clock = ((begin - day * DAY, end - day * DAY) for begin, end in own)
    return ", ".join(f"{_say_time(begin)}-{_say_time(end)}" for begin, end in clock) or "closed"


def _say_time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def compare_open(old: Hours | None, new: Hours | None, today: datetime.date) -> str:
    """Return WORSE where hours became fewer, NEUTRAL where some are lost and others are new."""
    if old is None or new is None or old == new:
        return SAME
    zone = old.zone or new.zone
    sets = [each._replace(zone=each.zone or zone).open_between(today, SPAN) for each in (old, new)]
    lost, won = subtract(sets[0], sets[1]), subtract(sets[1], sets[0])
    if lost and won:
        return NEUTRAL
    return WORSE if lost else BETTER if won else SAME


def say_minutes(minutes: Iterable[Interval], zone: str | None, today: datetime.date) -> str:
    """Return UTC minutes as weekly hours in a zone, as they are on most weeks."""
    return _say_minutes(tuple(minutes), zone, today)


@lru_cache(maxsize=1024)
def _say_minutes(minutes: tuple[Interval, ...], zone: str | None, today: datetime.date) -> str:
    first = minute_of(today)
    by_day: list[list[Interval]] = [[] for _ in range(SPAN)]
    for begin, end in _local(minutes, zone, today, SPAN):
        for number in range((begin - first) // DAY, (end - 1 - first) // DAY + 1):
            if 0 <= number < SPAN:
                start = first + number * DAY
                by_day[number].append((max(begin - start, 0), min(end - start, DAY)))
    by_weekday: dict[int, Counter[tuple[Interval, ...]]] = {}
    for number, own in enumerate(by_day):
        weekday = (today.weekday() + number) % 7
        by_weekday.setdefault(weekday, Counter())[tuple(own)] += 1
    week = [
        (weekday * DAY + begin, weekday * DAY + end)
        for weekday, seen in by_weekday.items()
        for begin, end in seen.most_common(1)[0][0]
    ]
    return weekly_text(tuple(merge(week)))


def clip_year(
    minutes: Sequence[Interval], zone: str | None, today: datetime.date
) -> list[Interval]:
    """Return the UTC minutes within a year of whole weeks, from midnight in a zone."""
    first = minute_of(today)
    last = first + SPAN * DAY
    year = to_utc([(first, last)], stretches(zone, first - DAY, last + DAY))
    return intersect(minutes, year)


def _local(
    minutes: Sequence[Interval], zone: str | None, today: datetime.date, days: int
) -> list[Interval]:
    """Return UTC minutes by the clock on the wall."""
    first = minute_of(today)
    return merge(
        (begin + ahead, end + ahead)
        for start, stop, ahead in stretches(zone, first - DAY, first + (days + 1) * DAY)
        for begin, end in intersect(minutes, [(start, stop)])
    )
