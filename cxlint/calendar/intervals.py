"""Sets of minutes as sorted, disjoint, half-open intervals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Interval = tuple[int, int]


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """The same minutes, sorted, with empty intervals dropped and touching ones joined."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def intersect(left: Sequence[Interval], right: Sequence[Interval]) -> list[Interval]:
    """The minutes in both. Takes and gives merged intervals, in linear time."""
    result: list[Interval] = []
    i = j = 0
    lefts, rights = len(left), len(right)
    while i < lefts and j < rights:
        start, end = left[i]
        other_start, other_end = right[j]
        if end <= other_end:
            i += 1
        else:
            j += 1
            end = other_end
        if other_start > start:  # noqa: PLR1730 - max() takes twice as long
            start = other_start
        if start < end:
            result.append((start, end))
    return result


def clip(intervals: Sequence[Interval], start: int, end: int) -> Sequence[Interval]:
    """The minutes from `start` to `end` that are in some. Takes and gives merged intervals."""
    if intervals and intervals[0][0] >= start and intervals[-1][1] <= end:
        return intervals
    first = bisect_right(intervals, start, key=_end)
    last = bisect_left(intervals, end, key=_start)
    inside = [*intervals[first:last]]
    if inside and start < end:
        inside[0] = (max(start, inside[0][0]), inside[0][1])
        inside[-1] = (inside[-1][0], min(end, inside[-1][1]))
        return inside
    return []


_start, _end = itemgetter(0), itemgetter(1)


def complement(intervals: Sequence[Interval], start: int, end: int) -> list[Interval]:
    """The minutes from `start` to `end` that are in none. Takes and gives merged intervals."""
    inside = clip(intervals, start, end)
    begins = [start, *[last for _, last in inside]]
    ends = [*[first for first, _ in inside], end]
    return [(last, first) for last, first in zip(begins, ends, strict=True) if last < first]


def subtract(left: Sequence[Interval], right: Sequence[Interval]) -> list[Interval]:
    """The minutes of `left` that are not in `right`. Takes and gives merged intervals."""
    if not left:
        return []
    return intersect(left, complement(right, left[0][0], left[-1][1]))


def total_minutes(intervals: Iterable[Interval]) -> int:
    """How many minutes disjoint intervals hold."""
    return sum(end - start for start, end in intervals)
