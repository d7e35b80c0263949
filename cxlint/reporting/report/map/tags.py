"""Where a line of the map says what became of it: a small sign beside its middle."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Point = tuple[int, int]
    Area = tuple[int, int, int, int]

HEIGHT = 16
WIDE, NARROW = 72, 18
"""The room of a sign with the longest word in any language, and of one with a symbol alone."""

_PARTS = (0.5, 0.3, 0.7, 0.15, 0.85)
"""Where along a stretch a sign may stand, the best first."""


class Tag(NamedTuple):
    """The middle of a sign, and whether there is room for a word."""

    x: int
    y: int
    is_wide: bool


def place_tags(lines: Iterable[Sequence[Point]], boxes: Sequence[Area]) -> Iterator[Tag | None]:
    """Yield for each line where its sign stands, which covers no box and no other sign.

    None where there is no room along the line, not even for a symbol.
    """
    taken = list(boxes)
    for points in lines:
        tags = (Tag(x, y, width == WIDE) for width in (WIDE, NARROW) for x, y in _spots(points))
        tag = next((each for each in tags if _is_free(_area(each), taken)), None)
        if tag is not None:
            taken.append(_area(tag))
        yield tag


def _spots(points: Sequence[Point]) -> Iterator[Point]:
    """Yield where a sign may stand, on the longest stretches first."""
    stretches = sorted(pairwise(points), key=lambda ends: -_length(*ends))
    for (x, y), (other_x, other_y) in stretches:
        for part in _PARTS:
            yield round(x + (other_x - x) * part), round(y + (other_y - y) * part)


def _length(start: Point, end: Point) -> int:
    return abs(end[0] - start[0]) + abs(end[1] - start[1])


def _area(tag: Tag) -> Area:
    width = WIDE if tag.is_wide else NARROW
    return tag.x - width // 2, tag.y - HEIGHT // 2, width, HEIGHT


def _is_free(area: Area, taken: Iterable[Area]) -> bool:
    left, top, width, height = area
    return not any(
        left < x + w and x < left + width and top < y + h and y < top + height
        for x, y, w, h in taken
    )
