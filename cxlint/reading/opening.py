"""Opening hours as a policy states them, in line or as a schedule, become Hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.reading import quantities
from cxlint.reading.calendars import public_holidays
from cxlint.reading.hours import Hours, hours_of_day, weekly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SOME_YEAR = 2026
"""A year in which to try whether a holiday calendar exists."""


def hours(stated: Any, *, zone: str | None = None) -> Hours:
    """Return what a schedule (mapping) or opening hours in line (text or list) say.

    `zone` is the organization's, used where the schedule names none. ValueError, with the forms
    that are accepted, where something is not understood.
    """
    if not isinstance(stated, dict):
        return Hours(weekly(stated), zone)
    named = stated.get("holidays") or ()
    codes = (named,) if isinstance(named, str) else tuple(named)
    for code in codes:
        public_holidays(code, SOME_YEAR)
    return Hours(
        weekly(stated["open"]),
        stated.get("timezone", zone),
        codes,
        tuple(_exception(each) for each in stated.get("exceptions") or ()),
    )


def faults(schedule: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the keys of each holiday calendar and exception that is not understood, and why."""
    named = schedule.get("holidays") or ()
    listed = [(("holidays",), named)] if isinstance(named, str) else _items("holidays", named)
    for keys, code in listed:
        if why := _fault(public_holidays, code, SOME_YEAR):
            yield keys, why
    for keys, stated in _items("exceptions", schedule.get("exceptions") or ()):
        if why := _fault(_exception, stated):
            yield keys, why


def _items(key: str, values: Iterable[Any]) -> list[tuple[tuple[str | int, ...], Any]]:
    return [((key, number), value) for number, value in enumerate(values)]


def _fault(read: Callable[..., object], *stated: Any) -> str:
    try:
        read(*stated)
    except ValueError as error:
        return str(error).partition("; write for example")[0]
    return ""


def _exception(stated: dict[str, Any]) -> tuple[Any, Any, Any]:
    first = quantities.date(stated.get("on") or stated["from"])
    last = quantities.date(stated.get("on") or stated["to"])
    if last < first:
        raise ValueError(f"{stated['to']} comes before {stated['from']}")
    return first, last, hours_of_day(stated["open"])
