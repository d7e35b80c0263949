"""When something is through, as a function of when it begins: piece by piece, without simulation.

On each piece such a function either rises (whatever begins a minute later ends a minute later) or
stays (whatever begins meanwhile ends at one moment, as at the closing of a desk). What follows one
another, what runs side by side and what is chosen of several are such functions again.

Moments are whole numbers, *instants*: an even one is a moment, the odd one behind it all the time
until the next. So "later than 18:00, by however little" is a number like any other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Interval = tuple[int, int]
"""Instants from the first up to, and without, the second."""

Piece = tuple[int, bool, int]
"""From which instant on; whether it rises; what is added to the instant, or the value there."""


class OutOfReachError(ValueError):
    """A moment lies beyond those for which a function is known."""


@dataclass(frozen=True, slots=True)
class ArrivalFunction:
    """A function of the instant: its pieces, in order, and the end of what it is known for."""

    starts: tuple[int, ...]
    rises: tuple[bool, ...]
    values: tuple[int, ...]
    end: int
    _known: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def begin(self) -> int:
        """The first instant for which it is known."""
        return self.starts[0]

    def at(self, instant: int) -> int:
        """Return the value at an instant."""
        if not self.begin <= instant < self.end:
            raise OutOfReachError(instant)
        number = bisect_right(self.starts, instant) - 1
        return self.values[number] + (instant if self.rises[number] else 0)

    def pieces(self) -> Iterator[tuple[int, int, bool, int]]:
        """Yield each piece: its first instant, its end, whether it rises, and by or to what."""
        ends = (*self.starts[1:], self.end)
        yield from zip(self.starts, ends, self.rises, self.values, strict=True)

    def later_than(self, other: ArrivalFunction) -> list[Interval]:
        """Return the instants at which it is later than another: found once, for it is asked often.

        Both are kept together, so that no other function takes the place of the other one.
        """
        if id(other) not in self._known:
            self._known[id(other)] = other, exceeding(self, other)
        found: list[Interval] = self._known[id(other)][1]
        return found

    @property
    def delays(self) -> Interval:
        """The least and the greatest time that it takes, of all instants for which it is known."""
        if "delays" not in self._known:
            ends = (*self.starts[1:], self.end)
            rows = [*zip(self.starts, ends, self.rises, self.values, strict=True)]
            least = min(value if rises else value - end + 1 for _, end, rises, value in rows)
            most = max(value if rises else value - start for start, _, rises, value in rows)
            self._known["delays"] = least, most
        found: Interval = self._known["delays"]
        return found

    def most(self, before: int | None = None, since: int | None = None) -> int:
        """Return the latest of the values, or of those for the instants of a part."""
        until = self.end if before is None else min(before, self.end)
        first = 0 if since is None else max(bisect_right(self.starts, since) - 1, 0)
        last = bisect_left(self.starts, until)
        ends = (*self.starts[first + 1 : last], until)
        parts = zip(ends, self.rises[first:last], self.values[first:last], strict=True)
        return max(end - 1 + value if rises else value for end, rises, value in parts)


def from_pieces(pieces: Iterable[Piece], end: int) -> ArrivalFunction:
    """Return the function of these pieces; of those that begin together, the last counts."""
    starts: list[int] = []
    rises: list[bool] = []
    values: list[int] = []
    for start, rising, value in pieces:
        if start >= end:
            break
        if starts and starts[-1] == start:
            del starts[-1], rises[-1], values[-1]
        if starts and rises[-1] == rising and values[-1] == value:
            continue
        starts.append(start)
        rises.append(rising)
        values.append(value)
    return ArrivalFunction(tuple(starts), tuple(rises), tuple(values), end)


def shift(begin: int, end: int, by: int = 0) -> ArrivalFunction:
    """Return the function that takes the same time whenever it begins."""
    return ArrivalFunction((begin,), (True,), (by,), end)


def restrict(function: ArrivalFunction, end: int) -> ArrivalFunction:
    """Return a function that is known for no more than the instants before an end."""
    if end >= function.end:
        return function
    last = bisect_left(function.starts, end)
    return ArrivalFunction(
        function.starts[:last], function.rises[:last], function.values[:last], end
    )


def cut(function: ArrivalFunction, begin: int, end: int) -> ArrivalFunction:
    """Return a function that is known for no more than the instants from one to another."""
    if begin <= function.begin:
        return restrict(function, end)
    if begin >= function.end:
        raise OutOfReachError(begin)
    first, last = bisect_right(function.starts, begin) - 1, bisect_left(function.starts, end)
    starts = (begin, *function.starts[first + 1 : last])
    return ArrivalFunction(
        starts, function.rises[first:last], function.values[first:last], min(end, function.end)
    )


def compose(first: ArrivalFunction, then: ArrivalFunction) -> ArrivalFunction:
    """Return what follows one another: `then` begins when `first` is through.

    Raises OutOfReachError where `then` is not known for all that `first` comes to.
    """
    if is_plain(then) and then.values[0] == 0 and first.most() < then.end:
        return first
    starts: list[int] = []
    rises: list[bool] = []
    values: list[int] = []
    cuts, rising, added, reach = then.starts, then.rises, then.values, then.end
    count, number = len(cuts), 0
    for start, end, rises_first, value in first.pieces():
        begin, last = (start + value, end + value) if rises_first else (value, value + 1)
        if begin < cuts[0] or last > reach:
            raise OutOfReachError(last)
        # Values mostly follow one another: the piece is sought from the one before.
        if cuts[number] > begin or (number + 1 < count and cuts[number + 1] <= begin):
            number = bisect_right(cuts, begin) - 1
        while number < count and cuts[number] < last:
            at = cuts[number] - value if rises_first and cuts[number] > begin else start
            up, by = rising[number] and rises_first, added[number]
            if rising[number]:
                by += value
            if not starts or rises[-1] != up or values[-1] != by:
                starts.append(at)
                rises.append(up)
                values.append(by)
            number += 1
        number -= 1
    return ArrivalFunction(tuple(starts), tuple(rises), tuple(values), first.end)


def is_plain(function: ArrivalFunction) -> bool:
    """Whether it takes the same time whenever it begins."""
    return len(function.starts) == 1 and function.rises[0]


def latest(one: ArrivalFunction, other: ArrivalFunction) -> ArrivalFunction:
    """Return the later of two: what runs side by side until both are through."""
    return one if one is other else choose(exceeding(other, one), other, one)


def earliest(one: ArrivalFunction, other: ArrivalFunction) -> ArrivalFunction:
    """Return the earlier of two: what is through as soon as one is."""
    return one if one is other else choose(exceeding(one, other), other, one)


def choose(
    where: Sequence[Interval], inside: ArrivalFunction, outside: ArrivalFunction
) -> ArrivalFunction:
    """Return one function within intervals (merged, in order) and another outside of them."""
    if not where:
        return outside
    begin = max(inside.begin, outside.begin)
    end = min(inside.end, outside.end)
    marks = [(begin, outside)]
    for first, last in where:
        marks += [(first, inside), (last, outside)]
    starts: list[int] = []
    rises: list[bool] = []
    values: list[int] = []
    for (first, taken), (stop, _) in pairwise([*marks, (end, outside)]):
        if first >= min(stop, end):
            continue
        start = first
        number = max(bisect_right(taken.starts, start) - 1, 0)
        last = bisect_left(taken.starts, min(stop, end))
        if starts and rises[-1] == taken.rises[number] and values[-1] == taken.values[number]:
            start, number = taken.starts[number + 1] if number + 1 < last else stop, number + 1
        if number < last:
            starts += (start, *taken.starts[number + 1 : last])
            rises += taken.rises[number:last]
            values += taken.values[number:last]
    return ArrivalFunction(tuple(starts), tuple(rises), tuple(values), end)


def _cut(function: ArrivalFunction, start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces of a part of a function."""
    number = max(bisect_right(function.starts, start) - 1, 0)
    while number < len(function.starts) and function.starts[number] < end:
        at = max(function.starts[number], start)
        yield at, function.rises[number], function.values[number]
        number += 1


def exceeding(one: ArrivalFunction, other: ArrivalFunction) -> list[Interval]:
    """Return the instants, merged and in order, at which the one is later than the other."""
    start, end = max(one.begin, other.begin), min(one.end, other.end)
    (least, most), (other_least, other_most) = one.delays, other.delays
    if most <= other_least:
        return []
    if least > other_most and start < end:
        return [(start, end)]
    left, right = bisect_right(one.starts, start) - 1, bisect_right(other.starts, start) - 1
    ends, other_ends = (*one.starts[1:], end), (*other.starts[1:], end)
    rises, values, other_rises, other_values = one.rises, one.values, other.rises, other.values
    found: list[Interval] = []
    while start < end:
        stop, other_stop = ends[left], other_ends[right]
        until = min(stop, other_stop, end)
        first, last = start, until
        if rises[left] == other_rises[right]:
            if values[left] <= other_values[right]:
                last = start
        elif rises[left]:  # instant + value > other value
            first = max(start, other_values[right] - values[left] + 1)
        else:
            last = min(until, values[left] - other_values[right])
        if first < last:
            if found and found[-1][1] == first:
                first = found.pop()[0]
            found.append((first, last))
        left += stop == until < end
        right += other_stop == until < end
        start = until
    return found


def extremes(
    function: ArrivalFunction, within: Iterable[Interval], step: int
) -> tuple[Interval, Interval] | None:
    """Return the least and the greatest time taken, each with the start that takes it.

    Starts are the multiples of `step` within the intervals, the earliest that takes it is told.
    None where there is no start.
    """
    least: Interval | None = None
    most: Interval | None = None
    for first, last in within:
        for start, rises, value, stop in _parts(function, first, last):
            begin = -(-start // step) * step
            final = (stop - 1) // step * step
            if begin > final:
                continue
            low = value if rises else value - final
            high = value if rises else value - begin
            if least is None or low < least[0]:
                least = low, begin if rises else final
            if most is None or high > most[0]:
                most = high, begin
    return None if least is None or most is None else (least, most)


def _parts(
    function: ArrivalFunction, first: int, last: int
) -> Iterator[tuple[int, bool, int, int]]:
    if first < function.begin or last > function.end:
        raise OutOfReachError(last)
    pieces = [*_cut(function, first, last), (last, True, 0)]
    for (start, rises, value), (stop, *_) in pairwise(pieces):
        yield start, rises, value, stop
