"""The page of an obligation: whom it binds, what it asks since when, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.law.wording import GRADES, NO_ADVICE, value_text
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from cxlint.law.obligation import Obligation, TimedValue

_MARGIN = 16


def page(obligation: Obligation, today: datetime.date, *, width: int) -> str:
    """Return the page as text for a terminal."""
    return "\n".join(_lines(obligation, today, width)) + "\n"


def _lines(obligation: Obligation, today: datetime.date, width: int) -> Iterator[str]:
    yield from fold(f"{obligation.name}: {obligation.title}", "", width)
    yield ""
    for label, text in _rows(obligation, today):
        yield from fold(text, f"{label:<{_MARGIN}}", width)
    yield ""
    yield "what is asked, over time"
    for value in _values(obligation):
        yield from fold(_value_line(value), "  ", width)
    if obligation.doubts:
        yield ""
        yield "not confirmed, or not judged"
        for doubt in obligation.doubts:
            yield from fold(f"- {doubt}", "  ", width)
    for kind, title in (("bad", "less than is asked"), ("good", "as asked")):
        if example := obligation.examples.get(kind):
            yield ""
            yield title
            yield from (f"  {line}" for line in example.rstrip().splitlines())
    yield ""
    yield from fold(NO_ADVICE, "", width)


def _rows(obligation: Obligation, today: datetime.date) -> Iterator[tuple[str, str]]:
    yield "law of", obligation.law_of
    yield "binds", obligation.who
    yield "says so", obligation.citation
    yield "to be read at", "; ".join(obligation.sources)
    yield "was read", obligation.read_in
    yield "text", GRADES[obligation.grade]
    yield "first day", GRADES[obligation.day_grade]
    age = _age_text((today - obligation.last_checked).days)
    again = f"again every {obligation.check_every} days"
    yield "compared", f"{obligation.last_checked}, {age}; {again}"
    if obligation.ended is not None:
        yield "ended", str(obligation.ended)
    if obligation.outranks:
        yield "goes before", ", ".join(obligation.outranks)
    yield "change", obligation.remedy


def _age_text(days: int) -> str:
    if days < 0:
        return f"{-days} day{'' if days == -1 else 's'} after this"
    return f"{days} day{'' if days == 1 else 's'} ago"


def _values(obligation: Obligation) -> list[TimedValue]:
    held = {repr(value): value for ask in obligation.asks for value in ask.values}
    return list(held.values())


def _value_line(value: TimedValue) -> str:
    start = f"from {value.start}" if value.start is not None else "no day yet"
    end = f" to {value.end}" if value.end is not None else ""
    grace = f", with time to adapt until {value.grace_until}" if value.grace_until else ""
    adopted = f", adopted {value.adopted}" if value.adopted else ""
    return f"{start}{end}: {value_text(value.value)}{grace}{adopted} ({value.reference})"
