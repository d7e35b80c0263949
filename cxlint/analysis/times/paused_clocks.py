"""When a promise ends whose clock stood still while the customer was waited for."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.calendar.arrival_times import Time
from cxlint.calendar.intervals import merge, subtract
from cxlint.calendar.opening_hours import ALWAYS, Hours
from cxlint.values import quantities
from cxlint.values.quantities import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.analysis.times.time_promises import Deadline
    from cxlint.language.entity import Entity

Pause = tuple[int, int]
"""From which second to which the customer is waited for."""

_DAY = 86_400
_ENDLESS = 100 * 366 * _DAY
_ELAPSED = frozenset({"second", "minute", "hour"})


def paused_due(deadline: Deadline, start: int, pauses: Sequence[Pause]) -> int:
    """Return the second at which a deadline ends, of a case that begins at one.

    Its clock stands still during the pauses, of each as long as the promise allows. Hours run on
    afterwards; of business days those do not count whose closing falls into a pause; days, weeks
    and months end as much later on the wall clock as the pauses last.
    """
    stops = merge(_allowed(deadline, pauses))
    length = deadline.length
    if not stops:
        return _at(deadline, start)
    if length.business and length.unit == "day":
        return _nth_closing(deadline, start, stops)
    if length.business or length.unit in _ELAPSED:
        hours = deadline.hours if length.business and deadline.hours else Hours(ALWAYS)
        return _run_out(hours, math.ceil(length.seconds), start, stops)
    return _later_on_the_wall(deadline, start, stops)


def _allowed(deadline: Deadline, pauses: Sequence[Pause]) -> Iterator[Pause]:
    """Yield the pauses, each as long as it may stop the clock."""
    allowance = _allowance(deadline.entity)
    if allowance is None:
        return
    in_all = _seconds(allowance.get("in_all"))
    left = _ENDLESS if in_all is None else in_all
    each = allowance.get("at_most")
    for begin, end in sorted(pauses):
        until = end
        if isinstance(each, str):
            until = min(until, _after(deadline, begin, quantities.duration(each)))
        until = min(until, begin + left)
        if until > begin:
            left -= until - begin
            yield begin, until


def _allowance(promise: Entity) -> Mapping[str, Any] | None:
    """Return what a promise says of waiting for the customer, or of the only thing it waits for."""
    stated: list[Any] = [*(promise.get("pauses") or ())]
    for each in stated:
        if "customer" in str(each.get("on", "")).lower():
            return dict(each)
    return dict(stated[0]) if len(stated) == 1 else None


def _seconds(stated: object) -> int | None:
    return math.ceil(quantities.duration(stated).seconds) if isinstance(stated, str) else None


def _at(deadline: Deadline, start: int) -> int:
    return _after(deadline, start, deadline.length)


def _after(deadline: Deadline, start: int, length: Duration) -> int:
    time = Time(start, start + 1)
    return time.taking(length, deadline.hours, deadline.zone).at(2 * start) // 2


def _run_out(hours: Hours, seconds: int, start: int, stops: Sequence[Pause]) -> int:
    """Return when so many seconds of opening time have passed outside of the pauses."""
    days = 40
    while True:
        open_at = Time(start, start + 1).open_between(hours, start, start + days * _DAY)
        left = seconds
        for begin, end in subtract(open_at, stops):
            if end - begin >= left:
                return begin + left
            left -= end - begin
        days *= 4


def _nth_closing(deadline: Deadline, start: int, stops: Sequence[Pause]) -> int:
    """Return the closing of the last of the business days, less those that close in a pause."""
    count, found = math.ceil(deadline.length.amount), 0
    number = 0
    while True:
        number += 1
        one = Duration(Fraction(number), "day", business=True)
        closing = _after(deadline, start, one)
        if not any(begin < closing <= end for begin, end in stops):
            found += 1
        if found == count:
            return closing


def _later_on_the_wall(deadline: Deadline, start: int, stops: Sequence[Pause]) -> int:
    due = _at(deadline, start)
    last = max(due, *(end for _, end in stops)) + 2 * (due - start) + 400 * _DAY
    zone = Time(start, due).zone(deadline.zone, start - _DAY, last)
    for begin, end in stops:
        if begin < due:
            paused = zone.local(end) - zone.local(begin)
            due = zone.moment(zone.local(due) + paused)
    return due
