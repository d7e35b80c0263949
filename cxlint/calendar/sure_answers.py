"""Which answers are given at any time, as is plain without going through a year by the minute."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.calendar.answer_times import Reply, Work, answered, dated, looks_ahead
from cxlint.calendar.intervals import subtract
from cxlint.calendar.opening_hours import Hours
from cxlint.calendar.zones_and_holidays import DAY, minute_of
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime

    from cxlint.calendar.answer_times import Answer, Answers
    from cxlint.calendar.gap_wording import Asked


class Span(NamedTuple):
    """So many dates of a zone, on which answers are given; nobody asks after the minute `last`."""

    zone: str | None
    first: datetime.date
    days: int
    last: int


def is_always_given(answer: Answer, asked: Asked, span: Span) -> bool:
    """Whether it is plain that an answer is given whenever it is asked for."""
    if isinstance(answer, Hours):
        return isinstance(asked, Hours) and _covers(answer, asked)
    if not isinstance(answer, Reply) or answer.work is None or answer.in_days:
        return False
    if span.last + looks_ahead((answer,)) > minute_of(span.first) + (span.days - 1) * DAY:
        return False
    longest, known = _longest(answer.staff, answer.work, span.zone, span.first, span.days)
    return longest <= answer.within and known >= span.last


def _covers(hours: Hours, asked: Hours) -> bool:
    """Whether it is plain that a place is open whenever another is."""
    if hours == asked:
        return True
    special = hours.holidays or hours.exceptions or asked.exceptions
    if special or hours.zone != asked.zone:
        return False
    return not subtract(asked.weekly, hours.weekly)


@lru_cache(maxsize=4096)
def _longest(
    staff: Answers, work: int, zone: str | None, first: datetime.date, days: int
) -> tuple[int, int]:
    """Return what `Work.longest` says of the work of these people on those dates."""
    return _work(staff, zone, first, days).longest(work, dated(zone, first, days).first)


@lru_cache(maxsize=64)
def _work(staff: Answers, zone: str | None, first: datetime.date, days: int) -> Work:
    return Work(answered(staff, dated(zone, first, days)))
