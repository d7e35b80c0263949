"""What the law asks of a policy and what changes, as people read it in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.outlook import ORDER
from cxlint.reporting.law.wording import NO_ADVICE, STANDINGS, place_texts, value_text
from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.wrapping import fold
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.law.outlook import Change, Entry, Outlook
    from cxlint.law.verdicts import Verdict
    from cxlint.parsing.document import At

_MOST = 4


def render(outlook: Outlook, *, width: int) -> str:
    """Return what binds and why, and what changes by when."""
    return "\n".join(_lines(outlook, width)) + "\n"


def _lines(outlook: Outlook, width: int) -> Iterator[str]:
    window, choice = outlook.window, outlook.judgement.choice
    held = join_with_and(choice.held)
    yield f"What the law of {held} asks of this policy as of {window.today}"
    for code, meant in choice.unheld:
        hint = f"; did you mean {meant}?" if meant else ""
        yield from fold(f"no notes of the law of {code} itself are held{hint}", "", width)
    for standing in ORDER:
        entries = [each for each in outlook.entries if each.standing == standing]
        if entries:
            yield ""
            yield f"{STANDINGS[standing]} ({len(entries)})"
            for entry in entries:
                yield from _entry_lines(entry, width)
                yield from _saying_lines(entry, outlook.judgement.verdicts, width)
    yield ""
    yield f"what changes until {window.until} ({len(outlook.changes)})"
    for change in outlook.changes:
        yield from _change_lines(change, width)
    if outlook.watched:
        yield ""
        yield f"to watch ({len(outlook.watched)})"
        for each in outlook.watched:
            told = f"{each['what']}; {each['state']}; expected: {each['expected']}"
            yield from fold(f"{told} (looked at {each['last_checked']})", "  ", width)
    yield ""
    yield from fold(NO_ADVICE, "", width)


def _entry_lines(entry: Entry, width: int) -> Iterator[str]:
    obligation = entry.obligation
    yield from fold(f"{obligation.name}: {obligation.title}", "  ", width)
    if entry.missing:
        yield from fold(f"say {join_with_and(entry.missing)}", "    ", width)
    elif entry.standing == "unbound":
        yield from fold(f"binds {obligation.who}", "    ", width)
    elif entry.places:
        yield from _places_lines(entry.places, width)


def _saying_lines(entry: Entry, verdicts: Sequence[Verdict], width: int) -> Iterator[str]:
    """Yield what the policy says there, and what is asked instead."""
    told = (each for each in verdicts if each.obligation is entry.obligation and each.says)
    for said in dict.fromkeys((each.says, each.asks) for each in told):
        yield from fold(f"says {said[0]}; {said[1]} is asked", "    ", width)


def _change_lines(change: Change, width: int) -> Iterator[str]:
    value, obligation = change.value, change.obligation
    day = str(change.day) if change.day is not None else change.expected
    asked = value_text(value.value)
    yield from fold(f"{day}  {obligation.name}: {asked} ({value.reference})", "  ", width)
    if change.places:
        yield from _places_lines(change.places, width)


def _places_lines(places: Sequence[tuple[str, At]], width: int) -> Iterator[str]:
    told = [escape_controls(each) for each in place_texts(places)]
    yield from fold(f"at {join_with_and(shorten_list(told, _MOST))}", "    ", width)
