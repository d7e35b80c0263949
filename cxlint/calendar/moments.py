"""Days and moments as somebody on the phone says them: `Fri 16:30`, `2026-12-02 17:00`."""

from __future__ import annotations

import datetime
import re

from cxlint.records import NamedTuple

FORMS = "2026-12-02, 2026-12-02 17:00, Fri 16:30, 16:30"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_CLOCK = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?"
_WORDS = re.compile(rf"(?i)(?:(?P<day>[a-z]+)\.?,?)?\s*(?:(?:at\s+)?{_CLOCK})?")
_WRITTEN = re.compile(r"(\d{1,2})(?P<mark>[./-]) ?(\d{1,2})(?P=mark) ?(\d{4})(?!\d)")
"""A day as it is written in letters: 21.10.2026, 10/21/2026."""

LENGTH = len("2026-12-02")
_NAMED_DAYS = ("today", "tomorrow", "yesterday")


class Moment(NamedTuple):
    """A day and, where it is known, the time on it; `day` is the one that the customer has."""

    day: datetime.date
    time: datetime.datetime | None = None


def read_moment(text: str, as_of: datetime.date, zone: datetime.tzinfo) -> Moment:
    """Return the moment that a text names, in the zone unless it states an offset.

    A weekday, or a time alone, is the first such from the beginning of `as_of` on. Raises
    ValueError where it cannot be read.
    """
    stated = _read_iso(text.strip(), zone)
    if stated is not None:
        return stated
    if written := _WRITTEN.match(text.strip()):
        raise ValueError(_advise_written(text, written))
    found = _WORDS.fullmatch(text.strip())
    if found is None or not text.strip():
        raise ValueError(_unreadable(text))
    day = _read_day(found["day"], as_of, text)
    if found["hour"] is None:
        return Moment(day)
    clock = _read_clock(found, text)
    return Moment(day, _place(datetime.datetime.combine(day, clock), zone))


def _place(stated: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime:
    """Return what the clocks of a zone show. ValueError where they skip it."""
    moment = stated.replace(tzinfo=zone)
    shown = moment.astimezone(datetime.UTC).astimezone(zone)
    if shown.replace(tzinfo=None) != stated:
        raise ValueError(
            f"there is no {stated:%H:%M} on {stated:%Y-%m-%d}: the clocks are put forward then; "
            f"write for example {shown:%Y-%m-%d %H:%M}"
        )
    return moment


def _read_iso(text: str, zone: datetime.tzinfo) -> Moment | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        day = datetime.date.fromisoformat(text[:LENGTH])
    except ValueError:
        raise ValueError(
            f"there is no such day: {text[:LENGTH]}; write for example {FORMS}"
        ) from None
    if len(text) == LENGTH:
        return Moment(day)
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(_unreadable(text)) from None
    stated = _place(moment, zone) if moment.tzinfo is None else moment
    return Moment(stated.date(), stated)


def _read_day(word: str | None, as_of: datetime.date, text: str) -> datetime.date:
    if word is None or word.lower() == "at":
        return as_of
    if word.lower() in _NAMED_DAYS:
        ahead = (0, 1, -1)[_NAMED_DAYS.index(word.lower())]
        return as_of + datetime.timedelta(days=ahead)
    named = [
        number
        for number, name in enumerate(DAYS)
        if len(word) > 1 and name.lower().startswith(word.lower())
    ]
    if len(named) != 1:
        raise ValueError(_unreadable(text))
    return as_of + datetime.timedelta(days=(named[0] - as_of.weekday()) % 7)


def _read_clock(found: re.Match[str], text: str) -> datetime.time:
    hour, minute, half = int(found["hour"]), found["minute"], found["half"]
    if minute is None and half is None:
        raise ValueError(_unreadable(text))
    if half is not None:
        if not 1 <= hour <= 12:
            raise ValueError(_unreadable(text))
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    try:
        return datetime.time(hour, int(minute or 0))
    except ValueError:
        raise ValueError(_unreadable(text)) from None


def _advise_written(text: str, found: re.Match[str]) -> str:
    """Say how a day is written; where the month may come first, both days that may be meant."""
    first, _, second, year = found.groups()
    orders = [(second, first)] if found["mark"] == "." else [(second, first), (first, second)]
    days = []
    for month, day in orders:
        try:
            days.append(str(datetime.date(int(year), int(month), int(day))))
        except ValueError:
            continue
    if not days:
        return f"there is no such day: {found[0]}"
    return f"{text!r} is not how a day is written here; write {' or '.join(dict.fromkeys(days))}"


def _unreadable(text: str) -> str:
    return f"{text!r} is no day or moment; write for example {FORMS}"
