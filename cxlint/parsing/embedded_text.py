"""A text inside a text: a flow that stands as a string in another file, with its places there."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from cxlint.parsing import json_parser
from cxlint.parsing.yaml_builder import UnreadableText
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Path, VendorSource
    from cxlint.parsing.lines import Span

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|.)",
    re.DOTALL,
)
_WITH_PLACEHOLDERS = re.compile(r'"(?:[^"\\$]|\\.|\$(?!\{)|\$\{[^{}]*\})*"|\$\{[^{}]*\}', re.DOTALL)
_PLACEHOLDER = re.compile(r"\$\{[^{}]*\}")


class EmbeddedPiece(NamedTuple):
    """A piece of an inner text: where it begins there, and where it stands in the outer one."""

    at: int
    start: int
    end: int


def _piece_start(piece: EmbeddedPiece) -> int:
    return piece.start


class EmbeddedJson:
    """JSON that stands inside another source; places are paths in it.

    `data` is what it says. Lines and columns are those of the outer text, in which each piece of
    the inner one that begins at a place of it stands between a start and an end.
    """

    __slots__ = ("_inner", "_pairs", "_pieces", "data", "lines", "outer", "path")

    def __init__(self, outer: VendorSource, inner: str, *pieces: EmbeddedPiece) -> None:
        """Raises UnreadableText where the inner text is no JSON."""
        self.path = outer.path
        self.lines = outer.lines
        self.outer = outer
        self._pieces = pieces
        self._pairs: tuple[list[int], list[int]] | None = None
        try:
            self._inner = json_parser.parse(outer.path, inner)
        except UnreadableText:
            if (tamed := quote_placeholders(inner)) == inner:
                raise
            self._inner = json_parser.parse(outer.path, tamed)
        self.data = self._inner.data

    def span(self, place: Path | None) -> Span:
        """Return the span of what stands at a path in the inner text."""
        span = self._inner.span(place or ())
        starts = self._inner.lines.starts()
        begin = starts[span.line - 1] + span.column - 1
        end = starts[span.end_line - 1] + span.end_column - 1
        return self.lines.span(self._outer_index(begin), self._outer_index(end))

    def stretch(self, place: Path | None) -> tuple[int, int]:
        """Return where in the outer text it begins and ends."""
        begin, end = self._inner.stretch(place or ())
        return self._outer_index(begin), self._outer_index(end)

    def _outer_index(self, index: int) -> int:
        """Return where in the outer text a character of the inner one stands."""
        if self._pairs is None:
            pairs = sorted(self._matching_places())
            self._pairs = [inner for inner, _ in pairs], [outer for _, outer in pairs]
        inner, outer = self._pairs
        at = max(bisect_right(inner, index) - 1, 0)
        number = bisect_right(self._pieces, outer[at], key=_piece_start)
        return min(outer[at] + index - inner[at], self._pieces[max(number - 1, 0)].end)

    def _matching_places(self) -> Iterator[tuple[int, int]]:
        """Yield where the two texts go in step from, piece by piece."""
        for number, piece in enumerate(self._pieces):
            last = number + 1 == len(self._pieces)
            stop = None if last else self._pieces[number + 1].at
            text = self._inner.text[piece.at : stop]
            for inner, outer in _matching_pairs(self.lines.text, text, piece.start, piece.end):
                yield inner + piece.at, outer


def _matching_pairs(text: str, inner: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield places of the inner text with those in the outer one, from where they go in step."""
    if text[start : start + 1] == '"':
        yield 0, start + 1
        shift = start + 1
        for found in _ESCAPE.finditer(text, start + 1, end):
            shift += len(found[0]) - 1
            yield found.end() - shift, found.end()
        return
    if text[start : start + 1] == "'":
        start += 1
    yield 0, start
    reached, at = 0, start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        said = line.strip()
        found_at = inner.find(said, reached) if said else -1
        if found_at >= 0:
            yield found_at, at + len(line) - len(line.lstrip())
            reached = found_at + len(said)
        at = stop + 1


def quote_placeholders(text: str) -> str:
    """Return JSON in which the `${...}` of a template are text, of the same length each.

    Those outside of texts become ones that begin with `$.`, as what is known only when it runs.
    """
    return _WITH_PLACEHOLDERS.sub(lambda found: _quote_placeholder(found[0]), text)


def _quote_placeholder(found: str) -> str:
    if found[0] == '"':
        return _PLACEHOLDER.sub(lambda inner: inner[0].replace('"', "'"), found)
    return f'"$.{found[2:-2].replace(chr(34), "_").replace(chr(10), " ")}"'
