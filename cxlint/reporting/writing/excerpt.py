"""The line of a policy that a finding points to, with carets below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.writing.control_characters import cells, columns

if TYPE_CHECKING:
    from cxlint.parsing.document import Span

_CUT = "…"


def excerpt(line: str, span: Span, width: int) -> tuple[str, str] | None:
    """Return `line` and the carets below it, each at most `width` columns; None if it is blank.

    The carets mark the part of `span` that lies on its first line. A line too long is cut on
    either side of the mark, and `…` says where.
    """
    if not line.strip():
        return None
    start = min(max(span.column - 1, 0), len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    near = max(0, start - width)
    far = min(len(line), start + width)
    seen = cells(line[near:far])
    before, marked = seen[: start - near], seen[start - near : max(end, start) - near]
    after = seen[start - near + len(marked) :]
    return _fit_line(before, marked, after, width, cut=(near > 0, far < len(line)))


def _fit_line(
    before: list[str], marked: list[str], after: list[str], width: int, cut: tuple[bool, bool]
) -> tuple[str, str]:
    more_left, more_right = cut
    mark = max(1, columns("".join(marked)))  # a caret takes a column where an accent takes none
    wanted = mark + columns("".join(after)) + more_right
    lead = _last_cells(before, max(width // 3, width - wanted), cut=more_left)
    margin = columns(lead)
    rest = _first_cells([*marked, *after], width - margin, cut=more_right)
    size = max(1, min(mark, columns(rest)))
    return (lead + rest).rstrip(), " " * margin + "^" * size


def _last_cells(seen: list[str], room: int, *, cut: bool) -> str:
    if not cut and columns("".join(seen)) <= room:
        return "".join(seen)
    kept = 0
    used = 1
    while kept < len(seen) and used + columns(seen[-1 - kept]) <= room:
        used += columns(seen[-1 - kept])
        kept += 1
    return _CUT + "".join(seen[len(seen) - kept :])


def _first_cells(seen: list[str], room: int, *, cut: bool) -> str:
    if not cut and columns("".join(seen)) <= room:
        return "".join(seen)
    kept = 0
    used = 1
    while kept < len(seen) and used + columns(seen[kept]) <= room:
        used += columns(seen[kept])
        kept += 1
    return "".join(seen[:kept]) + _CUT
