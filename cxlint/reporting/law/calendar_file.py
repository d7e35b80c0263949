"""What changes, as a calendar file (RFC 5545): one all-day event for each day that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.days import next_day
from cxlint.reporting.law.wording import NO_ADVICE, place_texts, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.law.outlook import Change, Outlook

_LONGEST = 74
"""Bytes of a line, without what ends it and what continues it."""


def render(outlook: Outlook) -> str:
    """Return the calendar; changes without a day are not in it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cxlint//law//EN"]
    for change in outlook.changes:
        if change.day is not None:
            lines += _event(change, f"{outlook.window.today:%Y%m%d}T000000Z")
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line))


def _event(change: Change, stamp: str) -> Iterator[str]:
    day, obligation = change.day, change.obligation
    assert day is not None
    touched = "; ".join(place_texts(change.places))
    told = f"{value_text(change.value.value)} ({change.value.reference}). {touched}. {NO_ADVICE}"
    yield "BEGIN:VEVENT"
    yield f"UID:{obligation.id}-{day}@cxlint"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{next_day(day):%Y%m%d}"
    yield f"SUMMARY:{_escape(f'{obligation.name}: {obligation.title}')}"
    yield f"DESCRIPTION:{_escape(told)}"
    yield "END:VEVENT"


def _escape(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of which none is longer than the format allows, in bytes."""
    piece, behind = "", ""
    for sign in line:
        if len((piece + sign).encode()) > _LONGEST:
            yield behind + piece
            piece, behind = "", " "
        piece += sign
    yield behind + piece
