"""Lines and columns: counted from 1, in code points, as editors and GitHub count them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

from cxlint.records import NamedTuple

LINE_END = re.compile(r"\r\n?|\n")


class Span(NamedTuple):
    """A stretch of text: lines and columns from 1, in code points; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """A text by its lines, which end as editors and GitHub see it (a lone carriage return too)."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        """Look at `text` when first asked."""
        self.text = text
        self._starts: array[int] | None = None

    def starts(self) -> array[int]:
        """Return the character index at which each line begins."""
        if self._starts is None:
            self._starts = array("I", [0])
            self._starts.extend(found.end() for found in LINE_END.finditer(self.text))
        return self._starts

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its ending; "" beyond the end."""
        starts = self.starts()
        if not 1 <= number <= len(starts):
            return ""
        return self.text[starts[number - 1] : self._end(number)]

    def end_at(self, index: int) -> int:
        """Return where the line ends in which a character stands, before its ending."""
        return self._end(bisect_right(self.starts(), index))

    def _end(self, number: int) -> int:
        """Return where line `number` ends, before its ending."""
        starts = self.starts()
        if number >= len(starts):
            return len(self.text)
        end = starts[number] - 1
        return end - (self.text[end - 1 : end + 1] == "\r\n")

    def span(self, start: int, end: int) -> Span:
        """Return the span of text[start:end], cut at the end of its first line."""
        starts = self.starts()
        line = bisect_right(starts, start)
        first = starts[line - 1]
        width = self._end(line) - first
        column = min(start - first, width)
        return Span(line, column + 1, line, max(column, min(end - first, width)) + 1)
