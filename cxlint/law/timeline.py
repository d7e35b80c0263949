"""What is asked as of a day: what holds, what is adopted and still to come, and what is over.

Two times count: the day on which a value begins to hold, and the day from which it is known. Who
asks as of a day learns only what was adopted by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from cxlint.law.obligation import Ask, Obligation, TimedValue

Phase = Literal["holds", "comes"]


class Current(NamedTuple):
    """A value that counts as of a day: it holds, or comes on its first day, if that is known."""

    value: TimedValue
    phase: Phase
    first_day: datetime.date | None


class Window(NamedTuple):
    """The day as of which is asked, and the last day that is looked ahead to."""

    today: datetime.date
    until: datetime.date


def current_values(obligation: Obligation, ask: Ask, window: Window) -> Iterator[Current]:
    """Yield the values that count: what holds first, then what comes."""
    if obligation.ended is not None and obligation.ended <= window.today:
        return
    held = [each for each in ask.values if _is_known(each, window) and _has_begun(each, window)]
    due = [each for each in held if not _is_in_grace(each, window)]
    if due and not _is_over(due[-1], window):
        yield Current(due[-1], "holds", due[-1].first_day)
    for each in held:
        if _is_in_grace(each, window):
            yield Current(each, "comes", each.first_day)
    for each in ask.values:
        if _is_known(each, window) and _is_ahead(obligation, each, window):
            yield Current(each, "comes", each.first_day)


def _is_known(value: TimedValue, window: Window) -> bool:
    return value.adopted is None or value.adopted <= window.today


def _has_begun(value: TimedValue, window: Window) -> bool:
    return value.start is not None and value.start <= window.today


def _is_in_grace(value: TimedValue, window: Window) -> bool:
    return value.grace_until is not None and window.today <= value.grace_until


def _is_over(value: TimedValue, window: Window) -> bool:
    return value.end is not None and value.end < window.today


def _is_ahead(obligation: Obligation, value: TimedValue, window: Window) -> bool:
    """Whether a value begins within what is looked ahead to, or is expected to."""
    if value.start is not None:
        return window.today < value.start <= window.until
    expected = obligation.expected
    if expected is None or expected.since > window.today:
        return False
    return window.until > window.today and expected.earliest <= window.until
