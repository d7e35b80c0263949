"""Days and spans of the calendar, as laws count them."""

from __future__ import annotations

import calendar
import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxlint.values.durations import Duration

_MONTHS = {"month": 1, "year": 12}


def next_day(day: datetime.date) -> datetime.date:
    """Return the day after."""
    return day + datetime.timedelta(days=1)


def add_span(day: datetime.date, span: Duration) -> datetime.date:
    """Return the day that lies a span later; a month later is the same day, or the month's last."""
    months = _MONTHS.get(span.unit)
    if months is None:
        return day + datetime.timedelta(days=int(span.days))
    year, month = divmod(day.year * 12 + day.month - 1 + int(span.amount) * months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))
