"""What a page draws besides boxes: lines with round corners, bars, weeks; as plain numbers."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Record = Mapping[str, Any]

ENDLESS = "endless"
ROUND = 7
DAY_MINUTES = 1_440
STEPS = (1, 2, 4, 6, 12, 24, 48, 72, 120, 168, 240, 336, 720, 1_440, 2_880, 8_760)
"""Hours between two ticks of a time axis, of which the first that suits is taken."""

_TICKS = 7
_HIGH, _LOW = 38, 1.2
_THIN = 1.5
"""A bar is no thinner, so that it is seen."""


class Bar(NamedTuple):
    """A bar on an axis of 100: where it begins, how long it is, and whether its end is known."""

    start: float
    length: float
    is_open: bool


def path_data(points: Sequence[Sequence[int]]) -> str:
    """Return the points of a line as SVG draws it, with round corners."""
    if len(points) < 2:
        return ""
    (x, y), *rest = points
    parts = [f"M{x} {y}"]
    for number, (here_x, here_y) in enumerate(rest[:-1], 1):
        before, after = points[number - 1], points[number + 1]
        start = _toward((here_x, here_y), before)
        end = _toward((here_x, here_y), after)
        parts.append(f"L{start[0]} {start[1]}Q{here_x} {here_y} {end[0]} {end[1]}")
    parts.append(f"L{rest[-1][0]} {rest[-1][1]}")
    return "".join(parts)


def _toward(here: Sequence[int], other: Sequence[int]) -> tuple[int, int]:
    """Return the point before a corner at which its curve begins."""
    x, y = other[0] - here[0], other[1] - here[1]
    length = (x * x + y * y) ** 0.5
    if not length:
        return here[0], here[1]
    part = min(ROUND, length / 2) / length
    return round(here[0] + x * part), round(here[1] + y * part)


def draw_bar(low: float | str | None, high: float | str | None, most: float) -> Bar | None:
    """Return the bar of an interval on an axis that ends at `most`; None for nothing to draw."""
    if not isinstance(low, int | float) and not isinstance(high, int | float):
        return None
    start = low if isinstance(low, int | float) else 0
    is_open = not isinstance(high, int | float)
    end = most if is_open else high
    assert isinstance(end, int | float)
    scale = 100 / most if most else 0
    begin = round(min(start * scale, 100 - _THIN), 2)
    return Bar(begin, round(max(min(end, most) * scale - begin, _THIN), 2), is_open)


def most_of(cells: Iterable[Record]) -> float:
    """Return the greatest number among intervals, 1 where there is none."""
    numbers = [cell.get(key) for cell in cells for key in ("low", "high", "most", "promised")]
    return max((each for each in numbers if isinstance(each, int | float)), default=0) or 1


def time_ticks(most: float) -> list[int]:
    """Return the hours at which an axis that reaches `most` hours has its ticks."""
    step = next((each for each in STEPS if most / each <= _TICKS), STEPS[-1])
    return [*range(0, ceil(most / step) * step + 1, step)]


def week_pieces(week: Iterable[Sequence[int]]) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a week, each cut at midnights, on an axis of 7."""
    for start, end in week:
        midnights = range((start // DAY_MINUTES + 1) * DAY_MINUTES, end, DAY_MINUTES)
        for first, last in pairwise([start, *midnights, end]):
            yield round(first / DAY_MINUTES, 4), round((last - first) / DAY_MINUTES, 4)


class Column(NamedTuple):
    """A column of a small chart of 100 by 40: where it begins, its room, its width and height."""

    x: float
    room: float
    width: float
    height: float


PART_WIDTH, PART_HEIGHT = 1_540, 930
"""What of a picture a page of paper holds so that its letters are read without a glass."""

MOST_PARTS = 12
"""A picture that takes more pages is printed as a whole alone."""

_OVERLAP = 60


def split_picture(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Return the parts of a picture for pages of paper, by corner and size, line by line.

    Empty for one that a page holds, and for one that takes too many.
    """
    columns, rows = ceil(width / PART_WIDTH), ceil(height / PART_HEIGHT)
    if not 1 < columns * rows <= MOST_PARTS:
        return []
    broad, high = ceil(width / columns), ceil(height / rows)
    return [
        (broad * column - _OVERLAP // 2, high * row - _OVERLAP // 2,
         broad + _OVERLAP, high + _OVERLAP)
        for row in range(rows) for column in range(columns)
    ]  # fmt: skip


def draw_columns(numbers: Sequence[int]) -> list[Column]:
    """Return a column for each number, the greatest as high as the chart; zero has no height."""
    most, room = max(numbers, default=0) or 1, 100 / max(len(numbers), 1)
    return [
        Column(
            round(room * place, 2),
            round(room, 2),
            round(room * 0.78, 2),
            round(max(_HIGH * number / most, _LOW), 2) if number else 0,
        )
        for place, number in enumerate(numbers)
    ]
