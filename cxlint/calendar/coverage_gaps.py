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

from cxlint.calendar.answer_times import Reply, dated, longest_wait, looks_ahead, missed
from cxlint.calendar.date_wording import date, length
from cxlint.calendar.gap_wording import Outside, gap_text
from cxlint.calendar.intervals import total_minutes
from cxlint.calendar.opening_hours import Hours
from cxlint.calendar.sure_answers import Span, is_always_given
from cxlint.calendar.weekly_hours import ALWAYS, clock_time, weekly_text
from cxlint.calendar.zones_and_holidays import DAY, date_of, minute_of, stretches
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.calendar.answer_times import Answers, Timeline
    from cxlint.calendar.gap_wording import Asked
    from cxlint.calendar.intervals import Interval

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
    people = tuple(dict.fromkeys(staffed))
    answers = (Reply(people, math.ceil(within)),) if within else people
    return answer_gaps(published, answers, Reply(people, 0), start, days)


def answer_gaps(
    asked: Asked, answers: Answers, people: Reply, start: datetime.date, days: int = YEAR
) -> Gaps:
    """The minutes asked for, of `days` dates from `start`, at which no answer is given.

    Those who are missed then wait for these people.
    """
    if any(isinstance(each, Hours) and each.is_always_open for each in answers):
        return NO_GAPS
    return _gaps(asked, answers, people, start, days)


def missed_time(
    asked: Asked, answers: Answers, people: Reply, start: datetime.date, days: int = YEAR
) -> tuple[int, Fraction]:
    """How many of these minutes there are, and their part of those asked for.

    That is a third of the work of saying when they are.
    """
    if any(isinstance(each, Hours) and each.is_always_open for each in answers):
        return 0, Fraction(0)
    if _is_answered(asked, answers, start, days):
        return 0, Fraction(0)
    return _missed_time(*_late(asked, answers, people, start, days)[:2])


def _missed_time(open_at: Sequence[Interval], late: Sequence[Interval]) -> tuple[int, Fraction]:
    minutes = total_minutes(late)
    return minutes, Fraction(minutes, total_minutes(open_at)) if minutes else Fraction(0)


def _is_answered(asked: Asked, answers: Answers, start: datetime.date, days: int) -> bool:
    """Whether it is plain that there is an answer at all of these minutes, as there mostly is."""
    first, around = start - datetime.timedelta(days=_BEFORE), days + _BEFORE + _AFTER
    last = minute_of(start) + (days + 1) * DAY  # no clock is more than a day away from UTC
    span = Span(asked.zone, first, around, last)
    return any(is_always_given(each, asked, span) for each in answers)


class _Late(NamedTuple):
    """The minutes asked for, those of them at which no answer is given, and all that is around."""

    open_at: list[Interval]
    late: list[Interval]
    line: Timeline


@lru_cache(maxsize=4)
def _late(asked: Asked, answers: Answers, people: Reply, start: datetime.date, days: int) -> _Late:
    open_at = asked.open_between(start, days)
    ahead = -(-max(looks_ahead(answers), looks_ahead((people,))) // DAY)
    first = start - datetime.timedelta(days=_BEFORE)
    line = dated(asked.zone, first, days + _BEFORE + _AFTER + ahead)
    return _Late(open_at, [*missed(open_at, answers, line)], line)


@lru_cache(maxsize=4096)
def _gaps(asked: Asked, answers: Answers, people: Reply, start: datetime.date, days: int) -> Gaps:
    if _is_answered(asked, answers, start, days):
        return NO_GAPS
    open_at, late, line = _late(asked, answers, people, start, days)
    if not late:
        return NO_GAPS
    minutes, share = _missed_time(open_at, late)
    text = _all_hours_text(asked)
    if share != 1:
        text = gap_text(asked, answers, open_at, late, start, days)
    wait, since = longest_wait(late, people, line)
    return Gaps(minutes, share, text, wait, _moment_text(asked, since, start, days), wait is None)


def _moment_text(asked: Asked, minute: int, start: datetime.date, days: int) -> str:
    """A UTC minute in the zone of what is asked: `Friday 18:00 (25 December 2026)`."""
    at = minute_of(start)
    for first, last, ahead in stretches(asked.zone, at - DAY, at + (days + 1) * DAY):
        if first <= minute < last:
            minute += ahead
            break
    day = date_of(minute)
    return f"{_WEEKDAYS[day.weekday()]} {clock_time(minute % DAY)} ({date(day)})"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _all_hours_text(asked: Asked) -> str:
    if isinstance(asked, Outside):
        return "at any time"
    if asked.weekly == ALWAYS:
        return "around the clock"
    return f"at all published times ({weekly_text(asked.weekly)})"
