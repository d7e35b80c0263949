"""Durations of different calendars compared: days, working days, months.

Where both are of one calendar, they are compared exactly. Otherwise a month has 28 to 31 days and
working days lie among weekends and holidays: what is worse in every reading is worse, what is as
good as people usually reckon is good enough, and the rest is not known.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.law.comparison import Result
    from cxlint.values.durations import Duration

Bound = Literal["at_most", "at_least"]

_WEEK, _WORKING = 7, 5
_DAY_HOURS = 24
_OFFICE_HOURS = 8


class _Span(NamedTuple):
    """The days that a duration can have, and those that it has as people usually reckon."""

    least: Fraction
    usual: Fraction
    most: Fraction


def compare(said: Duration, bound: Bound, asked: Duration) -> Result:
    """Return whether what is said keeps to a bound."""
    if _calendar(said) == _calendar(asked):
        kept = said <= asked if bound == "at_most" else said >= asked
        if _calendar(said) == "months":
            kept = _is_within(_months(said), bound, _months(asked))
        return "kept" if kept else "breach"
    ours, theirs = _span(said), _span(asked)
    if _is_within(ours.usual, bound, theirs.usual):
        return "kept"
    is_worse = ours.least > theirs.most if bound == "at_most" else ours.most < theirs.least
    return "breach" if is_worse else "unknown"


def compare_sum(said: Duration, added: Duration, asked: Duration) -> Result:
    """Return whether two durations together are no longer than asked."""
    if said.unit == added.unit and said.business == added.business:
        whole = type(said)(said.amount + added.amount, said.unit, business=said.business)
        return compare(whole, "at_most", asked)
    first, second, limit = _span(said), _span(added), _span(asked)
    if first.usual + second.usual <= limit.usual:
        return "kept"
    return "breach" if first.least + second.least > limit.most else "unknown"


def usual_days(length: Duration) -> Fraction:
    """Return how many days it is as people usually reckon."""
    return _span(length).usual


def _is_within(said: Fraction, bound: Bound, asked: Fraction) -> bool:
    return said <= asked if bound == "at_most" else said >= asked


def _calendar(length: Duration) -> str:
    if length.business:
        return f"business {length.unit}s"
    return "months" if length.unit in ("month", "year") else "time"


def _months(length: Duration) -> Fraction:
    return length.amount * (12 if length.unit == "year" else 1)


def _span(length: Duration) -> _Span:
    if length.business:
        hours = length.unit != "day"
        days = length.seconds / 3600 / _OFFICE_HOURS if hours else length.amount
        least = length.seconds / 3600 / _DAY_HOURS if hours else days
        return _working_days(days, least)
    if length.unit in ("month", "year"):
        return _span_of_months(_months(length))
    return _Span(length.days, length.days, length.days)


def _span_of_months(months: Fraction) -> _Span:
    """Return the span of months: a year has 365 days, and every fourth one more."""
    years, rest = Fraction(months // 12), months % 12
    least, most = years * 365, years * 365 + -(-years // 4)
    if not rest:
        return _Span(least, least, most)
    usual = least + rest * 30
    return _Span(least + max(rest * 28, rest * 365 / 12 - 3), usual, most + rest * 366 / 12 + 1)


def _working_days(days: Fraction, least: Fraction) -> _Span:
    """Return the span of working days: weekends surely, and up to a holiday a week and one more."""
    weeks = -(-days // _WORKING)
    weekends = max((days - 1) // _WORKING, 0) * (_WEEK - _WORKING)
    usual = days * _WEEK / _WORKING
    return _Span(least + weekends, usual, days + weeks * (_WEEK - _WORKING + 1) + 1)
