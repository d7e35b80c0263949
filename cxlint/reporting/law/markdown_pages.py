"""A page in Markdown for each obligation, and a table of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.law.wording import GRADES, NO_ADVICE, value_text
from cxlint.reporting.writing.markdown_escape import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.law.obligation import Obligation, TimedValue

TABLE = "obligations.md"

_HEAD = "<!-- written from rules/law; change the notes there -->\n"
_EXAMPLES = (
    ("bad", "Less than is asked"),
    ("good", "As asked"),
    ("out_of_scope", "Not bound, or not meant"),
    ("unknown", "Not to be told"),
)


def pages(obligations: Sequence[Obligation]) -> Iterator[tuple[str, str]]:
    """Yield each page with the name of its file."""
    yield TABLE, "\n".join(_table(obligations)) + "\n"
    for each in obligations:
        yield f"{each.id}.md", "\n".join(_page(each)) + "\n"


def _table(obligations: Sequence[Obligation]) -> Iterator[str]:
    yield _HEAD
    yield "# All obligations\n"
    yield f"{NO_ADVICE} How well each was read stands on its page.\n"
    for code in dict.fromkeys(each.law_of for each in obligations):
        yield f"## {code}\n"
        yield "| obligation | what it asks | since | read |"
        yield "| --- | --- | --- | --- |"
        for each in obligations:
            if each.law_of == code:
                yield _row(each)
        yield ""


def _row(obligation: Obligation) -> str:
    days = [str(day) for value in _values(obligation) if (day := value.first_day)]
    since = f"until {obligation.ended}" if obligation.ended else max(days, default="no day yet")
    title = escape_markdown(obligation.title)
    link = f"[`{obligation.name}`]({obligation.id}.md)"
    return f"| {link} | {title} | {since} | {obligation.grade.replace('_', ' ')} |"


def _page(obligation: Obligation) -> Iterator[str]:
    yield _HEAD
    yield f"# {obligation.name}\n"
    yield f"{escape_markdown(obligation.title)}.\n"
    yield f"* **Binds**: {escape_markdown(obligation.who)}."
    yield f"* **Says so**: {escape_markdown(obligation.citation)}."
    yield f"* **To be read at**: {_addresses(obligation)}."
    yield f"* **Was read**: {escape_markdown(obligation.read_in)}."
    yield f"* **Text**: {GRADES[obligation.grade]}. **First day**: {GRADES[obligation.day_grade]}."
    every = f"{obligation.check_every} days"
    yield f"* **Compared**: {obligation.last_checked}; to be compared again every {every}."
    if obligation.ended is not None:
        yield f"* **Ended**: {obligation.ended}."
    yield f"* **What to change**: {escape_markdown(obligation.remedy)}.\n"
    yield "## Over time\n"
    yield "| from | to | what is asked | says so |"
    yield "| --- | --- | --- | --- |"
    yield from map(_value_row, _values(obligation))
    if obligation.doubts:
        yield "\n## Not confirmed, or not judged\n"
        yield from (f"* {escape_markdown(each)}" for each in obligation.doubts)
    for kind, title in _EXAMPLES:
        if example := obligation.examples.get(kind):
            yield f"\n## {title}\n\n```yml\n{example.rstrip()}\n```"


def _addresses(obligation: Obligation) -> str:
    told = (f"<{each}>" if each.startswith("http") else each for each in obligation.sources)
    return ", ".join(told)


def _values(obligation: Obligation) -> list[TimedValue]:
    held = {repr(value): value for ask in obligation.asks for value in ask.values}
    return list(held.values())


def _value_row(value: TimedValue) -> str:
    start = str(value.start) if value.start is not None else "no day yet"
    if value.grace_until is not None:
        start += f", with time to adapt until {value.grace_until}"
    end = str(value.end) if value.end is not None else ""
    asked, reference = escape_markdown(value_text(value.value)), escape_markdown(value.reference)
    return f"| {start} | {end} | {asked} | {reference} |"
