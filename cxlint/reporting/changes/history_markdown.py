"""The history of a policy as Markdown: a chart, a table, and what got worse by which commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, WORSE
from cxlint.reporting.changes.history_text import HEAD, list_cells, list_sentences
from cxlint.reporting.writing.markdown_escape import code_markup, escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.review.history import Point


def render(points: Sequence[Point]) -> str:
    """Return chart and table, the oldest commit first."""
    rows = [HEAD, tuple("---" for _ in HEAD), *map(_row, points)]
    table = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*_chart(points), "", *table, "", *_details(points)]).rstrip() + "\n"


def _chart(points: Sequence[Point]) -> Iterator[str]:
    """Yield a drawing of how findings stood, and how often it got worse and better till then."""
    known = [point for point in points if not point.fault]
    worse, better = _sums(known, WORSE), _sums(known, BETTER)
    found = [sum(point.findings.values()) for point in known]
    most = max([1, *worse, *better, *found])
    days = ", ".join(f'"{point.commit.day} {point.commit.name[:7]}"' for point in known)
    yield "```mermaid"
    yield "xychart-beta"
    yield '  title "Findings that stood (bars), things that got worse and better till then (lines)"'
    yield f"  x-axis [{days}]"
    yield f"  y-axis 0 --> {most}"
    yield f"  bar {found}"
    yield f"  line {worse}"
    yield f"  line {better}"
    yield "```"


def _sums(points: Sequence[Point], direction: str) -> list[int]:
    """Return how often it went in a direction, up to each of the points."""
    numbers = [point.count(direction) for point in points]
    return [sum(numbers[: place + 1]) for place in range(len(numbers))]


def _row(point: Point) -> tuple[str, ...]:
    return tuple(map(escape_markdown, list_cells(point)))


def _details(points: Sequence[Point]) -> Iterator[str]:
    for point in points:
        if told := list(list_sentences(point)):
            subject = escape_markdown(point.commit.subject)
            title = f"{point.commit.day} {code_markup(point.commit.name[:10])} {subject}"
            yield f"<details><summary>{title}</summary>\n"
            yield from (f"* {escape_markdown(each)}" for each in told)
            yield "\n</details>\n"
