"""Figures of contact reasons that moved, in words: what is counted, and in which unit."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.reporting.journeys.figure_text import say_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.changes.change import JourneyShift
    from cxlint.reporting.journeys.figure_text import Unit

WORDS: Mapping[str, tuple[str, Unit]] = {
    "contacts.max": ("contacts at most", "count"),
    "handoffs.max": ("handoffs at most", "count"),
    "transfers.max": ("transfers at most", "count"),
    "places.max": ("places on the way at most", "count"),
    "approvals.max": ("decisions to wait for at most", "count"),
    "effort_minutes.max": ("the customer's own time at most", "minutes"),
    "first_contact.share": ("settled at the first contact", "share"),
    "elapsed.min_hours": ("time until it is settled at least", "hours"),
    "elapsed.max_hours": ("time until it is settled at most", "hours"),
    "promise.verdict": ("what it promises", "text"),
}
"""What each figure counts, and in which unit."""

VERDICTS = {
    "kept": "is kept",
    "not-backed": "is not kept where others take all the time they may",
    "certain-breach": "is broken for certain",
}
NOT_KNOWN = "not known"


def say_shift(shift: JourneyShift) -> tuple[str, str, str]:
    """Return what a figure counts, and what it was and is, with the unit."""
    words, unit = WORDS.get(shift.quantity, (shift.quantity, "text"))
    old, new = (_say(each, unit) for each in (shift.old, shift.new))
    return words, old, new


def _say(value: str | None, unit: Unit) -> str:
    if value is None:
        return NOT_KNOWN
    if unit == "text":
        return VERDICTS.get(value, value)
    return " to ".join(_say_one(each, unit) for each in value.split(" to "))


def _say_one(value: str, unit: Unit) -> str:
    try:
        return say_value(Fraction(value), unit)
    except ValueError:
        return say_value(value, unit)
