"""What the law asks of a policy and what changes, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from cxlint.law.outlook import Change, Entry, Outlook
    from cxlint.parsing.document import At


def render(outlook: Outlook) -> str:
    """Return everything, as JSON."""
    return json_text(record(outlook), indent=2) + "\n"


def record(outlook: Outlook) -> dict[str, Any]:
    """Return everything, as plain data."""
    window, choice = outlook.window, outlook.judgement.choice
    return {
        "as_of": window.today.isoformat(),
        "until": window.until.isoformat(),
        "jurisdictions": list(choice.held),
        "without_notes": [code for code, _ in choice.unheld],
        "obligations": [_entry(each, window.today) for each in outlook.entries],
        "changes": [_change(each) for each in outlook.changes],
        "watch": [dict(each) for each in outlook.watched],
    }


def _entry(entry: Entry, today: datetime.date) -> dict[str, Any]:
    obligation = entry.obligation
    day = _first_day(entry, today)
    return {
        "id": obligation.name,
        "title": obligation.title,
        "law_of": obligation.law_of,
        "citation": obligation.citation,
        "who": obligation.who,
        "standing": entry.standing,
        "from": None if day is None else day.isoformat(),
        "missing": list(entry.missing),
        "at": _places(entry.places),
        "grade": obligation.grade,
        "day_grade": obligation.day_grade,
        "last_checked": obligation.last_checked.isoformat(),
    }


def _first_day(entry: Entry, today: datetime.date) -> datetime.date | None:
    """Return since when that holds which holds now, or from when on something will.

    Of what will not be met, it is the day from which on it will not.
    """
    days = sorted(
        value.first_day
        for ask in entry.obligation.asks
        for value in ask.values
        if value.first_day is not None
    )
    begun = [day for day in days if day <= today and entry.standing != "upcoming"]
    ahead = (day for day in days if day > today)
    return begun[-1] if begun else next(ahead, None)


def _change(change: Change) -> dict[str, Any]:
    return {
        "day": None if change.day is None else change.day.isoformat(),
        "expected": change.expected,
        "id": change.obligation.name,
        "value": change.value.value,
        "reference": change.value.reference,
        "at": _places(change.places),
    }


def _places(places: Sequence[tuple[str, At]]) -> list[dict[str, Any]]:
    return [
        {"entity": name, "path": at.document.path, "line": at.span().line} for name, at in places
    ]
