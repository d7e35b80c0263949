"""Folding of long lines, measured in the columns of a terminal."""

from __future__ import annotations

import re

from cxlint.reporting.writing.control_characters import columns, guard_commands

GLUE = "\x00"
_LEAST = 24
_PLACE = re.compile(r"\([^ \x00]+:\d+\),?")


def fold(text: str, first: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns, the first after `first`.

    Later lines hang below the text. Lines break at spaces; `GLUE` is a space at which a line
    breaks only when nothing else helps. A word longer than a line is cut, unless it is a place,
    `(policies/chat.yaml:3)`: half of one opens nothing, so it hangs further left, and is too long
    where nothing else helps. No line starts with `::`, which a CI system might obey.
    """
    margin = columns(first)
    lines = [guard_commands(line) for line in _lines(text, max(_LEAST, width - margin))]
    rest = [" " * max(0, min(margin, width - columns(line))) + line for line in lines[1:]]
    return [first + lines[0], *rest]


def glue_words(text: str) -> str:
    """Return `text` with its spaces made into `GLUE`."""
    return text.replace(" ", GLUE)


def _lines(text: str, room: int) -> list[str]:
    lines = []
    text = text.rstrip()
    while (fits := _count_fitting(text, room)) < len(text):
        cut = _cut(text, fits)
        lines.append(text[:cut].rstrip(" " + GLUE).replace(GLUE, " "))
        text = text[cut:].lstrip(" " + GLUE)
    return [*lines, text.replace(GLUE, " ")] if text or not lines else lines


def _count_fitting(text: str, room: int) -> int:
    """Return how many leading characters of `text` fit into `room` columns, at least one."""
    if text.isascii():
        return min(len(text), room)
    used = 0
    for count, ch in enumerate(text):
        used += columns(ch)
        if used > room:
            return max(1, count)
    return len(text)


def _cut(text: str, fits: int) -> int:
    for space in (" ", GLUE):
        cut = text.rfind(space, 1, fits + 1)
        if cut > 0:
            return cut
    place = _PLACE.match(text)
    return place.end() if place else fits
