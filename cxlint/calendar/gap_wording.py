"""How missed time is said: what happens every week, in some weeks, and on some days.

Weekly patterns are worked out on the published clock, for each distance that the clocks of the
staffed hours keep from it; holidays and exceptions are what remains.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from cxlint.calendar.answer_times import hours_in, looks_ahead, ordinary_weeks, unanswered
from cxlint.calendar.date_wording import count_phrase, dates, join_words, months, weekly_phrase
from cxlint.calendar.intervals import Interval, complement, intersect, merge, subtract
from cxlint.calendar.opening_hours import Hours
from cxlint.calendar.weekly_hours import ALWAYS, WEEK, Weekly
from cxlint.calendar.zones_and_holidays import DAY, date_of, minute_of, stretches
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.calendar.answer_times import Answers

Regime = tuple[int, ...]  # how far each staffed clock is ahead of the published one, in minutes
_FEW_WEEKS = 8
_Regimes = dict[Regime, list[tuple[int, int, int]]]


class Outside(NamedTuple):
    """All the time at which a place with these hours is closed."""

    hours: Hours

    @property
    def zone(self) -> str | None:
        """The zone of the hours."""
        return self.hours.zone

    @property
    def weekly(self) -> Weekly:
        """What an ordinary week holds of it."""
        return tuple(complement(self.hours.weekly, 0, WEEK))

    def open_between(self, start: datetime.date, days: int) -> list[Interval]:
        """The UTC minutes that it holds, over `days` dates from `start`."""
        around = start - datetime.timedelta(days=2)
        open_at = self.hours.open_between(around, days + 4)
        span = Hours(ALWAYS, self.zone).open_between(start, days)
        return subtract(span, open_at)

    def exceptions_between(self, start: datetime.date, days: int) -> frozenset[datetime.date]:
        """The dates with an exception among `days` dates from `start`."""
        return self.hours.exceptions_between(start, days)


Asked = Hours | Outside
"""When answers are looked for: in published hours, or outside them."""


def gap_text(
    asked: Asked,
    answers: Answers,
    open_at: list[Interval],
    late: list[Interval],
    start: datetime.date,
    days: int,
) -> str:
    """The missed UTC minutes `late` of those `open_at`, in words. Never empty when they are not."""
    staffed = tuple(dict.fromkeys(hours_in(answers)))
    waits = looks_ahead(answers) > 0
    regimes = _regimes(asked, staffed, start, days)
    weeks = {
        regime: _weekly_gaps(asked, answers, dict(zip(staffed, regime, strict=True)))
        for regime in regimes
    }
    always = _common_week(weeks.values())
    parts = [weekly_phrase(always)] if always else []
    parts += _season_phrases(regimes, weeks, always)
    expected = intersect(open_at, _expected_gaps(regimes, weeks))
    extra = _local_dates(regimes, subtract(late, expected))
    parts += _day_phrases((asked, *staffed), extra, waits=waits, spoken=bool(parts))
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]}"
    return text + _exception_phrase(staffed, _local_dates(regimes, subtract(expected, late)))


def _regimes(asked: Asked, staffed: tuple[Hours, ...], start: datetime.date, days: int) -> _Regimes:
    """The stretches of the span in which all clocks keep their distance, by that distance."""
    first, last = minute_of(start) - DAY, minute_of(start) + (days + 1) * DAY
    own = stretches(asked.zone, first, last)
    others = [stretches(hours.zone, first, last) for hours in staffed]
    cuts = sorted({each[0] for clocks in (own, *others) for each in clocks} | {last})
    result: _Regimes = defaultdict(list)
    for begin, end in pairwise(cuts):
        ahead = _offset_at(own, begin)
        regime = tuple(_offset_at(other, begin) - ahead for other in others)
        result[regime].append((begin, end, ahead))
    return result


def _offset_at(clocks: Iterable[tuple[int, int, int]], minute: int) -> int:
    return next(ahead for start, end, ahead in clocks if start <= minute < end)


def _weekly_gaps(asked: Asked, answers: Answers, ahead: dict[Hours, int]) -> Weekly:
    """What is missed in a week without holidays, on the clock of what is asked."""
    line = ordinary_weeks(ahead, 3 + looks_ahead(answers) // WEEK)
    return tuple(intersect(asked.weekly, unanswered(answers, line)))


def _common_week(weeks: Iterable[Weekly]) -> Weekly:
    result: list[Interval] = list(ALWAYS)
    for week in weeks:
        result = intersect(result, week)
    return tuple(result)


def _season_phrases(regimes: _Regimes, weeks: dict[Regime, Weekly], always: Weekly) -> list[str]:
    """What is missed in some weeks only, because clocks change on different days."""
    spans: dict[Weekly, list[tuple[int, int, int]]] = defaultdict(list)
    for regime, parts in regimes.items():
        spans[tuple(subtract(weeks[regime], always))] += parts
    result = []
    for week, parts in spans.items():
        if week:
            rest = [part for other, found in spans.items() if other != week for part in found]
            few = 0 < _minutes(rest) <= _FEW_WEEKS * WEEK < _minutes(parts)
            when = f"except {_season_text(sorted(rest))}" if few else _season_text(sorted(parts))
            result.append(f"{weekly_phrase(week)} {when}")
    return result


def _minutes(parts: Iterable[tuple[int, int, int]]) -> int:
    return sum(end - start for start, end, _ in parts)


def _season_text(parts: list[tuple[int, int, int]]) -> str:
    count = max(1, round(_minutes(parts) / WEEK))
    # The last hours of a stretch, before a clock changes on a Sunday, do not make a month.
    days = [
        date_of(minute)
        for start, end, ahead in parts
        for minute in range(start + ahead, max(start + ahead + 1, end + ahead - DAY), DAY)
    ]
    when = months(days)
    return f"for {count_phrase(count, 'week')} {'from' if ' to ' in when else 'in'} {when}"


def _expected_gaps(regimes: _Regimes, weeks: dict[Regime, Weekly]) -> list[Interval]:
    """The UTC minutes that ordinary weeks would miss."""
    result: list[Interval] = []
    for regime, parts in regimes.items():
        for start, end, ahead in parts:
            first = _monday(start + ahead)
            local = [
                (at + a, at + b) for at in range(first, end + ahead, WEEK) for a, b in weeks[regime]
            ]
            inside = intersect(local, [(start + ahead, end + ahead)])
            result += [(a - ahead, b - ahead) for a, b in inside]
    return merge(result)


def _monday(minute: int) -> int:
    return minute - (minute - minute_of(datetime.date(1970, 1, 5))) % WEEK


def _local_dates(regimes: _Regimes, extra: list[Interval]) -> set[datetime.date]:
    """The published dates on which something is missed; a night counts for its evening."""
    result: set[datetime.date] = set()
    for parts in regimes.values():
        for start, end, ahead in parts:
            for a, b in intersect(extra, [(start, end)]):
                first, last = (a + ahead) // DAY, (b + ahead - 1 - DAY // 2) // DAY
                result.update(date_of(day * DAY) for day in range(first, max(first, last) + 1))
    return result


def _day_phrases(
    all_hours: tuple[Asked, *tuple[Hours, ...]],
    found: set[datetime.date],
    *,
    waits: bool,
    spoken: bool,
) -> list[str]:
    """What is missed around holidays and exceptions, and for no known reason."""
    if not found:
        return []
    first = min(found) - datetime.timedelta(days=1)
    span = (max(found) - first).days + 10
    asked, *staffed = all_hours
    if isinstance(asked, Outside):
        staffed.append(asked.hours)
    holidays = {day for hours in staffed for day in hours.holidays_between(first, span)}
    special = {day for hours in all_hours for day in hours.exceptions_between(first, span)}
    causes = {day: _cause(day, holidays | special, waits=waits) for day in sorted(found)}
    blamed = {cause for cause in causes.values() if cause}
    on = "around" if waits else "on"
    parts = []
    if count := len(blamed & holidays - special):
        parts.append(f"{on} {count_phrase(count, 'public holiday')}")
    if others := blamed & special:
        parts.append(_days(on, _bridge_days(others, special)))
    unexplained = {day for day, cause in causes.items() if cause is None}
    if unexplained and not parts and not spoken:
        parts.append(_days("on", unexplained))
    return [join_words(parts)] if parts else []


def _exception_phrase(staffed: tuple[Hours, ...], found: set[datetime.date]) -> str:
    """The dates on which exceptions staff what other weeks miss."""
    if not found:
        return ""
    first, span = min(found), (max(found) - min(found)).days + 1
    special = {day for hours in staffed for day in hours.exceptions_between(first, span)}
    days = found & special
    return f", except {_days('on', _bridge_days(days, special))}" if days else ""


def _cause(day: datetime.date, special: set[datetime.date], *, waits: bool) -> datetime.date | None:
    """The special day on, just before or (with a target) after a day on which people wait."""
    for step in (0, -1, 1, *(range(2, 8) if waits else ())):
        other = day + datetime.timedelta(days=step)
        if other in special:
            return other
    return None


def _bridge_days(days: set[datetime.date], special: set[datetime.date]) -> set[datetime.date]:
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
