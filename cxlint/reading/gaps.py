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
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cxlint.reading.calendars import DAY, date_of, minute_of, stretches
from cxlint.reading.hours import Hours
from cxlint.reading.intervals import Interval, between, common, merged, total, without
from cxlint.reading.phrases import counted, date, dates, length, listed, months, times
from cxlint.reading.week import ALWAYS, WEEK, Weekly, clock, shifted, weekly_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

YEAR = 366
_BEFORE, _AFTER = 2, 40  # days looked at around the span, for who is staffed just outside it


@dataclass(frozen=True, slots=True)
class Gaps:
    """The published minutes at which an arrival is missed, and how to say them.

    `minutes` is their number in the span, `per_week` the average week's, `share` their part of
    the published time. `worst_wait` is the longest wait of a missed arrival in minutes, from
    `worst_from` (a local date and minute in words): None when nothing is missed, or when nobody
    comes at all within 40 days, which `endless` tells.
    """

    minutes: int
    per_week: Fraction
    share: Fraction
    text: str
    worst_wait: int | None = None
    worst_from: str = ""
    endless: bool = False


NO_GAPS = Gaps(0, Fraction(0), Fraction(0), "")


def uncovered(
    published: Hours, staffed: Sequence[Hours], start: datetime.date, days: int = YEAR
) -> Gaps:
    """The published minutes of `days` dates from `start` at which none of `staffed` is open."""
    return missed(published, staffed, Fraction(0), start, days)


def reach(
    published: Hours,
    staffed: Sequence[Hours],
    within_minutes: Fraction | int,
    start: datetime.date,
    days: int = YEAR,
) -> tuple[Fraction, str]:
    """The share of published minutes at which staffed time is further away than the target.

    With the words: when that is, and the longest wait. (0, "") when the target can be met.
    """
    found = missed(published, staffed, Fraction(within_minutes), start, days)
    if not found.minutes:
        return Fraction(0), ""
    if found.worst_wait is None:
        return found.share, f"{found.text}; nobody comes within {_AFTER} days of {found.worst_from}"
    wait = f"the longest wait is {length(found.worst_wait)}, from {found.worst_from}"
    return found.share, f"{found.text}; {wait}"


def missed(
    published: Hours,
    staffed: Sequence[Hours],
    within: Fraction,
    start: datetime.date,
    days: int = YEAR,
) -> Gaps:
    """The published minutes that are further than `within` minutes from staffed time.

    A target with a fraction of a minute is rounded up, so that only whole missed minutes count.
    """
    if any(hours.always for hours in staffed):
        return NO_GAPS
    teams = tuple(sorted(set(staffed), key=repr)) if len(staffed) > 1 else tuple(staffed)
    return _missed(published, teams, math.ceil(within), start, days)


@lru_cache(maxsize=4096)
def _missed(
    published: Hours, staffed: tuple[Hours, ...], within: int, start: datetime.date, days: int
) -> Gaps:
    open_at = published.open_between(start, days)
    closed = _closed(staffed, start, days)
    late = common(open_at, [(a, b - within) for a, b in closed if b - a > within])
    if not late:
        return NO_GAPS
    minutes = total(late)
    share = Fraction(minutes, total(open_at))
    if share == 1:
        text = _all_of(published)
    else:
        text = _said(published, staffed, within, late, start, days)
    wait, since, endless = _worst(late, closed, minute_of(start) + (days + _AFTER - 1) * DAY)
    return Gaps(
        minutes,
        Fraction(minutes * 7, days),
        share,
        text,
        None if endless else wait,
        _moment(published, since, start, days),
        endless,
    )


def _closed(staffed: tuple[Hours, ...], start: datetime.date, days: int) -> list[Interval]:
    """The UTC minutes around the span at which nobody is staffed."""
    first = start - datetime.timedelta(days=_BEFORE)
    span = days + _BEFORE + _AFTER
    manned = merged(each for hours in staffed for each in hours.open_between(first, span))
    return between(manned, minute_of(first) + DAY, minute_of(first) + (span - 1) * DAY)


def _worst(late: list[Interval], closed: list[Interval], horizon: int) -> tuple[int, int, bool]:
    """The longest wait of a missed arrival, when it begins, and whether it may have no end."""
    best, since, at = -1, late[0][0], 0
    for start, _ in late:
        while closed[at][1] <= start:
            at += 1
        if closed[at][1] - start > best:
            best, since = closed[at][1] - start, start
    return best, since, since + best >= horizon


def _moment(published: Hours, minute: int, start: datetime.date, days: int) -> str:
    """A UTC minute in the words of the published hours' zone: `Friday 18:00 (25 December 2026)`."""
    at = minute_of(start)
    for first, last, ahead in stretches(published.zone, at - DAY, at + (days + 1) * DAY):
        if first <= minute < last:
            minute += ahead
            break
    day = date_of(minute)
    return f"{_WEEKDAYS[day.weekday()]} {clock(minute % DAY)} ({date(day)})"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _all_of(published: Hours) -> str:
    if published.weekly == ALWAYS:
        return "around the clock"
    return f"at all published times ({weekly_text(published.weekly)})"


# --- words ---------------------------------------------------------------------------------

Regime = tuple[int, ...]  # how far each staffed clock is ahead of the published one, in minutes
_Regimes = dict[Regime, list[tuple[int, int, int]]]


def _said(
    published: Hours,
    staffed: tuple[Hours, ...],
    within: int,
    late: list[Interval],
    start: datetime.date,
    days: int,
) -> str:
    regimes = _regimes(published, staffed, start, days)
    weeks = {regime: _weekly(published, staffed, within, regime) for regime in regimes}
    always = _in_all(weeks.values())
    parts = [times(always)] if always else []
    parts += _seasons(regimes, weeks, always)
    extra = without(late, _expected(regimes, weeks))
    parts += _some_days(
        published, staffed, within, _local_dates(regimes, extra), spoken=bool(parts)
    )
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]}"


def _regimes(
    published: Hours, staffed: tuple[Hours, ...], start: datetime.date, days: int
) -> _Regimes:
    """The stretches of the span in which all clocks keep their distance, by that distance."""
    first, last = minute_of(start) - DAY, minute_of(start) + (days + 1) * DAY
    own = stretches(published.zone, first, last)
    others = [stretches(hours.zone, first, last) for hours in staffed]
    cuts = sorted({each[0] for clocks in (own, *others) for each in clocks} | {last})
    result: _Regimes = defaultdict(list)
    for begin, end in pairwise(cuts):
        ahead = _ahead(own, begin)
        regime = tuple(_ahead(other, begin) - ahead for other in others)
        result[regime].append((begin, end, ahead))
    return result


def _ahead(clocks: Iterable[tuple[int, int, int]], minute: int) -> int:
    return next(ahead for start, end, ahead in clocks if start <= minute < end)


def _weekly(published: Hours, staffed: tuple[Hours, ...], within: int, regime: Regime) -> Weekly:
    """What is missed in a week without holidays, on the published clock."""
    manned = merged(
        each
        for hours, ahead in zip(staffed, regime, strict=True)
        for each in shifted(hours.weekly, -ahead)
    )
    if not manned:
        return published.weekly
    gaps = between(manned, manned[0][0], manned[0][0] + WEEK)
    late = tuple((a, b - within) for a, b in gaps if b - a > within)
    return tuple(common(published.weekly, shifted(late, 0)))


def _in_all(weeks: Iterable[Weekly]) -> Weekly:
    result: list[Interval] = list(ALWAYS)
    for week in weeks:
        result = common(result, week)
    return tuple(result)


def _seasons(regimes: _Regimes, weeks: dict[Regime, Weekly], always: Weekly) -> list[str]:
    """What is missed in some weeks only, because clocks change on different days."""
    spans: dict[Weekly, list[tuple[int, int, int]]] = defaultdict(list)
    for regime, parts in regimes.items():
        spans[tuple(without(weeks[regime], always))] += parts
    result = []
    for week, parts in spans.items():
        if week:
            result.append(f"{times(week)} {_season(sorted(parts))}")
    return result


def _season(parts: list[tuple[int, int, int]]) -> str:
    count = max(1, round(sum(end - start for start, end, _ in parts) / WEEK))
    # The last hours of a stretch, before a clock changes on a Sunday, do not make a month.
    days = [
        date_of(minute)
        for start, end, ahead in parts
        for minute in range(start + ahead, max(start + ahead + 1, end + ahead - DAY), DAY)
    ]
    when = months(days)
    return f"for {counted(count, 'week')} {'from' if ' to ' in when else 'in'} {when}"


def _expected(regimes: _Regimes, weeks: dict[Regime, Weekly]) -> list[Interval]:
    """The UTC minutes that ordinary weeks would miss."""
    result: list[Interval] = []
    for regime, parts in regimes.items():
        for start, end, ahead in parts:
            first = _monday(start + ahead)
            local = [
                (at + a, at + b) for at in range(first, end + ahead, WEEK) for a, b in weeks[regime]
            ]
            inside = common(local, [(start + ahead, end + ahead)])
            result += [(a - ahead, b - ahead) for a, b in inside]
    return merged(result)


def _monday(minute: int) -> int:
    return minute - (minute - minute_of(datetime.date(1970, 1, 5))) % WEEK


def _local_dates(regimes: _Regimes, extra: list[Interval]) -> set[datetime.date]:
    """The published dates on which something is missed; a night counts for its evening."""
    result: set[datetime.date] = set()
    for parts in regimes.values():
        for start, end, ahead in parts:
            for a, b in common(extra, [(start, end)]):
                first, last = (a + ahead) // DAY, (b + ahead - 1 - DAY // 2) // DAY
                result.update(date_of(day * DAY) for day in range(first, max(first, last) + 1))
    return result


def _some_days(
    published: Hours,
    staffed: tuple[Hours, ...],
    within: int,
    found: set[datetime.date],
    *,
    spoken: bool,
) -> list[str]:
    """What is missed around holidays and exceptions, and for no known reason."""
    if not found:
        return []
    first = min(found) - datetime.timedelta(days=1)
    span = (max(found) - first).days + 10
    holidays = {day for hours in staffed for day in hours.holidays_between(first, span)}
    special = {
        day for hours in (published, *staffed) for day in hours.exceptions_between(first, span)
    }
    causes = {day: _cause(day, holidays | special, within) for day in sorted(found)}
    blamed = {cause for cause in causes.values() if cause}
    on = "around" if within else "on"
    parts = []
    if count := len(blamed & holidays - special):
        parts.append(f"{on} {counted(count, 'public holiday')}")
    if others := blamed & special:
        parts.append(_days(on, _bridged(others, special)))
    unexplained = {day for day, cause in causes.items() if cause is None}
    if unexplained and not parts and not spoken:
        parts.append(_days("on", unexplained))
    return [listed(parts)] if parts else []


def _cause(day: datetime.date, special: set[datetime.date], within: int) -> datetime.date | None:
    """The special day on, just before or (with a target) after a day on which people wait."""
    for step in (0, -1, 1, *(range(2, 8) if within else ())):
        other = day + datetime.timedelta(days=step)
        if other in special:
            return other
    return None


def _bridged(days: set[datetime.date], special: set[datetime.date]) -> set[datetime.date]:
    """The days with those between them that are special too, though nobody was expected then."""
    result = set(days)
    for first, last in pairwise(sorted(days)):
        among = {first + datetime.timedelta(days=n) for n in range(1, (last - first).days)}
        if among <= special:
            result |= among
    return result


def _days(on: str, days: Iterable[datetime.date]) -> str:
    days = sorted(days)
    said = dates(days)
    if said.count(" and ") + said.count(",") > 2:
        return f"{on} {len(days)} other days"
    return f"from {said}" if said.count(" to ") == 1 and " and " not in said else f"{on} {said}"
