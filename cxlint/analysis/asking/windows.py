"""The window of a row of returns: its last day, and whether the customer is in time."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

from cxlint.analysis.asking.case import DAYS, list_days
from cxlint.analysis.asking.figures import NOT_STATED, answer
from cxlint.analysis.asking.moments import say_day
from cxlint.analysis.quantity import UNLIMITED
from cxlint.calendar.deadlines import add_business, next_working_day
from cxlint.calendar.opening_hours import Hours, weekly
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.quantity import Quantity
    from cxlint.language.entity import Entity
    from cxlint.values.quantities import Duration

STARTS = {"delivery": "delivered", "shipment": "shipped", "purchase": "purchased",
          "order": "purchased"}  # fmt: skip
"""The day of a customer on which a window starts, by what the row says."""

_IS = {"shipped": "shipped", "delivered": "delivered", "received_back": "back"}

NEVER_DELIVERED = "nothing was delivered, so the window has not begun"

_SAYS_SO = "when the customer says so (--at)"
_MISSING = {
    "told": _SAYS_SO,
    "sent": _SAYS_SO,
    "arrived": "when the thing is back (--received-back)",
}
_IN_TIME = {
    "told": "the customer must say so by the last day; the thing may arrive later",
    "arrived": "the thing must have arrived by the last day",
}

ONE_DAY = datetime.timedelta(days=1)
LONGEST = datetime.date.max.year - 1


class Window(NamedTuple):
    """The last day of a row, and the day from which the customer has the thing.

    `last` is UNLIMITED where there is no end, and None where `why` stands in the way; `delivered`
    is None where it is not known. `latest` is what the last day is at the latest where the day on
    which the window starts is not known, but one that cannot be before it is; `bound` says so.
    """

    last: datetime.date | str | None
    delivered: datetime.date | None
    reading: str = ""
    why: str = ""
    latest: datetime.date | None = None
    bound: str = ""


def find_window(row: Entity, case: Case, hours: Hours | None) -> Window:
    """Return the window of a customer; `hours` are those of who takes the thing back."""
    from_ = str(row.get("from") or "delivery")
    start: datetime.date | None = getattr(case, STARTS[from_])
    delivered = case.delivered or _delivery(row, from_, start, hours)
    if row.get("window") == UNLIMITED:
        return Window(UNLIMITED, delivered, "the row sets no end")
    length = row.duration("window")
    if length is None:
        return Window(None, delivered, why=f"{NOT_STATED}how long the customer has")
    if start is None:
        window = Window(None, delivered, why=_why_no_start(from_, case))
        return _bound_window(window, row, case, hours)
    last = add_days(start, length, hours)
    if last is None:
        return Window(None, delivered, why=why_no_day(length))
    reading = f"the first day is the day after {_name_start(from_)}"
    if length.unit in {"second", "minute", "hour"} and not length.business:
        reading += "; hours count as whole days, for only the day is known"
    if row.get("rolls_over") is True:
        rolled = _roll_over(row, last, hours)
        moved = f", from {say_day(last)}" if rolled != last else ""
        return Window(rolled, delivered, f"{reading}; it moves to the next business day{moved}")
    return Window(last, delivered, f"{reading}; no rolling over weekends or holidays is stated")


def _roll_over(row: Entity, last: datetime.date, hours: Hours | None) -> datetime.date:
    """Return a last day, moved to a working day where the row says so."""
    return next_working_day(last, _working_days(hours)) if row.get("rolls_over") is True else last


def _bound_window(window: Window, row: Entity, case: Case, hours: Hours | None) -> Window:
    """Say when the last day is at the latest: a thing is sent no later than it is delivered."""
    key = STARTS[str(row.get("from") or "delivery")]
    later = [(day, name) for name, day in list_days(case) if DAYS.index(name) > DAYS.index(key)]
    length = row.duration("window")
    if not later or length is None or window.why == NEVER_DELIVERED:
        return window
    start, name = min(later)
    last = add_days(start, length, hours)
    if last is None:
        return window
    last = _roll_over(row, last, hours)
    bound = f"it was {key} on {say_day(start)} at the latest, when it was {_IS[name]}"
    return window._replace(latest=last, bound=f"{bound}, so the last day was no later than "
                           f"{say_day(last)}")  # fmt: skip


def _delivery(
    row: Entity, from_: str, start: datetime.date | None, hours: Hours | None
) -> datetime.date | None:
    """Return when a thing arrives that is on its way as long as the row says."""
    length = row.duration("delivery_time")
    if from_ == "delivery" or start is None or length is None:
        return None
    return add_days(start, length, hours)


def _why_no_start(from_: str, case: Case) -> str:
    if from_ == "delivery" and case.reason == "undelivered":
        return NEVER_DELIVERED
    return f"{NOT_STATED}the day of {from_} (--{STARTS[from_]})"


def _name_start(from_: str) -> str:
    return "delivery" if from_ == "delivery" else f"the {from_}"


def add_days(start: datetime.date, length: Duration, hours: Hours | None) -> datetime.date | None:
    """Return the day that is so long after another; None where working time needs hours.

    The first day is the one after the start. Business days are those on which the hours open; a
    month ends on the day of the same number, else on its last; parts of a day are a whole one.
    """
    if start.year + length.days / 365 > LONGEST:
        return None
    if length.business:
        return _nth_working_day(start, length, hours)
    if length.unit in {"month", "year"}:
        noon = datetime.datetime.combine(start, datetime.time(12), datetime.UTC)
        return add_business(noon, length, _working_days(None)._replace(zone="UTC")).date()
    return start + math.ceil(length.days) * ONE_DAY


def _nth_working_day(
    start: datetime.date, length: Duration, hours: Hours | None
) -> datetime.date | None:
    if length.unit != "day" or hours is None:
        return None
    day = start
    try:
        for _ in range(math.ceil(length.amount)):
            day = next_working_day(day + ONE_DAY, hours)
    except ValueError:
        return None
    return day


def why_no_day(length: Duration) -> str:
    """Return why no day follows from a length of time."""
    if length.business and length.unit != "day":
        return f"{length} count from a moment, and only the day is known"
    if length.business:
        return f"{NOT_STATED}the hours in which {length} count"
    return f"{length} is longer than calendars go"


def _working_days(hours: Hours | None) -> Hours:
    """Return the days on which nothing is moved: Monday to Friday but for public holidays."""
    holidays = () if hours is None else hours.holidays
    return Hours(weekly("Mon-Fri 00:00-24:00"), None, holidays)


def list_window(window: Window, row: Entity, case: Case) -> Iterator[Quantity]:
    """Yield the last day, how late the customer is, and how long they have the thing."""
    at = row.at("window")
    says = (f"the window is {row.get('window')}", at) if row.says("window") else ("no window", at)
    parts = [says, (f"it starts with {row.get('from') or 'delivery'}", row.at("from"))]
    yield answer(
        "last_day",
        window.last,
        window.reading or window.bound,
        why=window.why,
        parts=parts,
        most=window.latest,
    )
    late, day = late_by(window, row, case), _decisive_day(row, case)
    if late is not None:
        yield answer("late_by_days", late, parts=parts)
    elif _is_surely_late(window, day):
        assert window.latest is not None
        assert day is not None
        least = (day - window.latest).days
        yield answer("late_by_days", None, window.bound, why=window.why, parts=parts, least=least)
    if isinstance(window.last, datetime.date) and window.delivered is not None:
        days = (window.last - window.delivered).days
        told = (
            "stated" if case.delivered else f"by the usual delivery of {row.get('delivery_time')}"
        )
        reading = f"from delivery on {window.delivered}, {told}"
        yield answer("days_with_the_thing", days, reading, parts=parts)


def _decisive_day(row: Entity, case: Case) -> datetime.date | None:
    """Return the day that must not be after the last one."""
    needs = row.get("in_time_if") or "told"
    if needs == "arrived":
        return case.received_back
    return case.at.day if case.at is not None else None


def late_by(window: Window, row: Entity, case: Case) -> int | None:
    """Return by how many days the customer is late, 0 if not; None where that is not known."""
    day = _decisive_day(row, case)
    if window.last == UNLIMITED:
        return 0
    if not isinstance(window.last, datetime.date) or day is None:
        return None
    return max((day - window.last).days, 0)


def _is_surely_late(window: Window, day: datetime.date | None) -> bool:
    """Whether the customer is late whenever the window began."""
    return day is not None and window.latest is not None and day > window.latest


def judge_in_time(window: Window, row: Entity, case: Case) -> tuple[bool | None, str, str]:
    """Return whether the customer is in time, the reading, and why it is not known."""
    needs = str(row.get("in_time_if") or "told")
    if window.last == UNLIMITED:
        return True, "the window has no end", ""
    if _is_surely_late(window, _decisive_day(row, case)):
        return False, window.bound, ""
    if window.last is None:
        begun = window.why != NEVER_DELIVERED
        return (None, "", window.why) if begun else (True, window.why, "")
    late = late_by(window, row, case)
    if late is None:
        return None, "", f"{NOT_STATED}{_MISSING[needs]}"
    if needs == "sent":
        return _judge_sent(window, case, late)
    return not late, _IN_TIME[needs], ""


def _judge_sent(window: Window, case: Case, late: int) -> tuple[bool | None, str, str]:
    """The thing must be sent by the last day: after the customer says so, before it is back."""
    reading = "the thing must have been sent by the last day"
    if late:
        return False, reading, ""
    back = case.received_back
    if back is not None and isinstance(window.last, datetime.date) and back <= window.last:
        return True, reading, ""
    return None, reading, f"{NOT_STATED}when the thing was sent, which must be by the last day"
