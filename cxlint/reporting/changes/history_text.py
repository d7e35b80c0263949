"""The history of a policy as a table, and what got worse by which commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, WORSE
from cxlint.reporting.writing.control_characters import escape_controls, guard_commands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.review.history import Point, TermNotice

HEAD = ("day", "commit", "worse", "better", "errors", "warnings", "promises", "what")

_MOST = 60
"""How many characters of what a commit says of itself stand in the table."""


def render(points: Sequence[Point]) -> str:
    """Return the table, the oldest commit first, then what got worse, commit by commit."""
    rows = [HEAD, *map(list_cells, points)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD) - 1)]
    lines = [_line(row, widths) for row in rows]
    details = [line for point in points for line in _details(point)]
    return "\n".join([*lines, *([""] if details else []), *details]) + "\n"


def list_cells(point: Point) -> tuple[str, ...]:
    """Return what stands of a commit in the columns of the table."""
    commit, found = point.commit, point.findings
    return (
        commit.day.isoformat(),
        commit.name[:10],
        str(point.count(WORSE) or "-"),
        str(point.count(BETTER) or "-"),
        str(found.get("error", "?")),
        str(found.get("warning", "?")),
        str(point.promises),
        escape_controls(commit.subject)[:_MOST],
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if column < 2 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=False))
    ]
    return "  ".join([*cells, row[-1]]).rstrip()


def _details(point: Point) -> Iterator[str]:
    told = [f"  {escape_controls(each)}" for each in list_sentences(point)]
    if told:
        subject = escape_controls(point.commit.subject)
        yield guard_commands(f"{point.commit.day} {point.commit.name[:10]} {subject}")
        yield from told


def list_sentences(point: Point) -> Iterator[str]:
    """Yield what a commit did: what is worse, what is better, figures, findings, notices."""
    if point.fault:
        yield f"cannot be read: {point.fault}"
    for direction in (WORSE, BETTER):
        for each in point.difference.changes:
            if each.direction == direction:
                yield f"{direction}: {each.sentence}"
    for shift in point.difference.journeys:
        yield f"{shift.intent}, {shift.quantity}: {shift.old or '-'} -> {shift.new or '-'}"
    yield from (f"new {each.severity}: {each.rule.id}: {each.message}" for each in point.new)
    yield from map(_notice, point.notices)


def _notice(notice: TermNotice) -> str:
    days = (notice.effective - notice.announced).days
    verdict = "as promised" if notice.is_kept else f"though {notice.asked} are promised"
    day = "day" if days == 1 else "days"
    return f"{notice.thing}: announced {days} {day} before it holds, {verdict}"
