"""Where each character of a text stands in its file, however the text is written there.

The scalar is read once more, by the rules of YAML and JSON, in pieces that know where they were
written. What they add up to is compared with what was parsed: a place is exact, or it is not given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.parsing.document import Document


class ScalarPiece(NamedTuple):
    """What a stretch of the file says; `source[start:end]`, character by character if as long."""

    text: str
    start: int
    end: int


_BREAK = r"(?:\r\n?|\n)"
_FOLD = rf"[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*"
_LINE_END = re.compile(_BREAK)
_PLAIN = re.compile(rf"(?P<fold>{_FOLD})|(?P<run>\S+(?: +\S+)*|[ \t]+|[^\r\n])")
_SINGLE = re.compile(
    rf"(?P<quote>'')|(?P<fold>{_FOLD})|(?P<run>[^\s']+(?: +[^\s']+)*|[ \t]+|[^\r\n'])"
)
_DOUBLE = re.compile(
    rf"(?P<joined>\\{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)"
    r"|\\u(?P<pair>[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"  # JSON, not YAML
    r"|\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|(?P<short>.))"
    rf"|(?P<fold>{_FOLD})"
    r"|(?P<run>[^\s\\\"]+(?: +[^\s\\\"]+)*|[ \t]+|[^\r\n\\\"])"
)
_HEADER = re.compile(rf"([|>])([-+0-9]*)[^\r\n]*(?:{_BREAK}|$)")
_SHORT = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029',
                  strict=True))  # fmt: skip


class ScalarSource:
    """The pieces of one text in order; asked for the place of a part of it."""

    __slots__ = ("_begins", "_pieces")

    def __init__(self, pieces: list[ScalarPiece]) -> None:
        """Hold the pieces and where in the text each begins."""
        self._pieces = pieces
        self._begins = []
        length = 0
        for piece in pieces:
            self._begins.append(length)
            length += len(piece.text)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the file `text[start:end]`, which is not empty, begins and ends."""
        return self._character(start)[0], self._character(end - 1)[1]

    def _character(self, index: int) -> tuple[int, int]:
        number = bisect_right(self._begins, index) - 1
        piece = self._pieces[number]
        if piece.end - piece.start != len(piece.text):
            return piece.start, piece.end
        at = piece.start + index - self._begins[number]
        return at, at + 1


@lru_cache(maxsize=16)  # a text with many findings is asked for many times in a row
def scalar_source(
    document: Document, path: tuple[str | int, ...], text: str
) -> ScalarSource | None:
    """Return how the text that `path` leads to is written; None where that cannot be told."""
    start, end = document.stretch(path)
    source = document.text
    for pieces in _readings(source, start, end):
        if "".join(piece.text for piece in pieces) == text.rstrip("\n"):
            return ScalarSource(pieces)
    return None


def _readings(source: str, start: int, end: int) -> Iterator[list[ScalarPiece]]:
    """Yield what the scalar may say; only a block that states its indentation can say several."""
    style = source[start : start + 1]
    if style in ("|", ">"):
        yield from _block_readings(source, start, end)
        return
    if style == '"':
        pieces = list(_double_quoted_pieces(source, start + 1, end - 1))
    elif style == "'":
        pieces = list(_flow_pieces(_SINGLE, source, start + 1, end - 1))
    else:
        pieces = list(_flow_pieces(_PLAIN, source, start, end))
    yield _strip_last_breaks(pieces)


def _flow_pieces(
    pattern: re.Pattern[str], source: str, start: int, end: int
) -> Iterator[ScalarPiece]:
    for found in pattern.finditer(source, start, end):
        if found.lastgroup == "fold":
            yield _fold_piece(found)
        elif found.lastgroup == "quote":
            yield ScalarPiece("'", *found.span())
        else:
            yield ScalarPiece(found[0], *found.span())


def _double_quoted_pieces(source: str, start: int, end: int) -> Iterator[ScalarPiece]:
    for found in _DOUBLE.finditer(source, start, end):
        kind = found.lastgroup
        if kind == "fold":
            yield _fold_piece(found)
        elif kind == "joined":
            yield ScalarPiece("\n" * (len(_LINE_END.findall(found[0])) - 1), *found.span())
        elif kind == "short":
            yield ScalarPiece(_SHORT.get(found["short"], ""), *found.span())
        elif kind == "pair":
            yield ScalarPiece(_combine_surrogates(found["pair"]), *found.span())
        elif kind in ("x", "u", "U"):
            yield ScalarPiece(_escaped_character(found[kind]), *found.span())
        else:
            yield ScalarPiece(found[0], *found.span())


def _escaped_character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else ""


def _combine_surrogates(digits: str) -> str:
    """Return the character that two surrogates with an escape between them stand for."""
    high, low = (int(each, 16) for each in digits.split("\\u"))
    return chr(0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF))


def _fold_piece(found: re.Match[str]) -> ScalarPiece:
    breaks = len(_LINE_END.findall(found[0]))
    return ScalarPiece("\n" * (breaks - 1) if breaks > 1 else " ", *found.span())


def _block_readings(source: str, start: int, end: int) -> Iterator[list[ScalarPiece]]:
    header = _HEADER.match(source, start)
    if header is None:
        return
    lines = list(_line_ranges(source, header.end(), end))
    first = next((_block_indent(source, a, b) for a, b in lines if source[a:b].strip(" ")), 0)
    stated = any(mark.isdigit() for mark in header[2])
    for indent in range(first, 0, -1) if stated else (first,):
        pieces = list(_block_pieces(source, lines, indent, literal=header[1] == "|"))
        yield _strip_last_breaks(pieces)


def _line_ranges(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends, its break left out; the last is read to its end."""
    while start < end:
        found = _LINE_END.search(source, start)
        if found is None:
            yield start, len(source)
            return
        yield start, found.start()
        start = found.end()


def _block_indent(source: str, start: int, end: int) -> int:
    line = source[start:end]
    return len(line) - len(line.lstrip(" "))


def _block_pieces(
    source: str, lines: list[tuple[int, int]], indent: int, *, literal: bool
) -> Iterator[ScalarPiece]:
    """Yield the pieces of a block: a folded one joins lines, unless one of them begins blank."""
    breaks: list[ScalarPiece] = []
    open_line: ScalarPiece | None = None  # the break behind the last line, not yet said
    blank_before = False
    for start, end in lines:
        inner = start + min(_block_indent(source, start, end), indent)
        if inner == end:
            breaks.append(ScalarPiece("\n", start, end))
            continue
        if inner - start < indent:
            return
        blank = source[inner] in " \t"
        if open_line is not None:
            if literal or blank_before or blank:
                yield open_line
            elif not breaks:
                yield open_line._replace(text=" ")
        yield from breaks
        breaks = []
        yield ScalarPiece(source[inner:end], inner, end)
        open_line, blank_before = ScalarPiece("\n", end, end), blank


def _strip_last_breaks(pieces: list[ScalarPiece]) -> list[ScalarPiece]:
    """Return the pieces without line breaks at the end, of which a block may keep any number."""
    while pieces and not (said := pieces[-1].text.rstrip("\n")):
        pieces.pop()
    if pieces and said != pieces[-1].text:
        pieces[-1] = pieces[-1]._replace(text=said)
    return pieces
