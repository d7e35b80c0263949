"""Opening hours as a policy states them, in line or as a schedule, become Hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.calendar.opening_hours import Hours, hours_of_exception, weekly
from cxlint.calendar.zones_and_holidays import SOME_YEAR, public_holidays
from cxlint.values import quantities

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

Days = tuple["datetime.date", "datetime.date"]


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
        _exceptions(stated),
    )


def faults(schedule: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the keys of each holiday calendar and exception that is not understood, and why."""
    named = schedule.get("holidays") or ()
    listed = [(("holidays",), named)] if isinstance(named, str) else _items("holidays", named)
    for keys, code in listed:
        if why := _read_fault(public_holidays, code, SOME_YEAR):
            yield keys, why
    known: dict[Days, Any] = {}
    for keys, stated in _items("exceptions", schedule.get("exceptions") or ()):
        if why := _read_fault(_exception, stated, known):
            yield keys, why


def _items(key: str, values: Iterable[Any]) -> list[tuple[tuple[str | int, ...], Any]]:
    return [((key, number), value) for number, value in enumerate(values)]


def _read_fault(read: Callable[..., object], *stated: Any) -> str:
    try:
        read(*stated)
    except ValueError as error:
        return str(error).partition("; write for example")[0]
    return ""


def _exceptions(schedule: dict[str, Any]) -> tuple[Any, ...]:
    known: dict[Days, Any] = {}
    return tuple(_exception(each, known) for each in schedule.get("exceptions") or ())


def _exception(stated: dict[str, Any], known: dict[Days, Any]) -> tuple[Any, Any, Any]:
    """Return first day, last day and hours; `known` are those of the exceptions before."""
    if "on" in stated and "from" in stated:
        raise ValueError("days are stated twice, under `on` and from `from`")
    first = quantities.date(stated.get("on") or stated["from"])
    last = quantities.date(stated.get("on") or stated["to"])
    if last < first:
        raise ValueError(f"{stated['to']} comes before {stated['from']}")
    open_ = hours_of_exception(stated["open"])
    if known.setdefault((first, last), open_) != open_:
        raise ValueError(f"{first} has other hours in an exception before")
    return first, last, open_
