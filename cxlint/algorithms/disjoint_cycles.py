"""Rings that share nothing: how much must go, at the least, to untie a knot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.parallel_edges import Bundle


class Rings:
    """Short rings of a knot, looked for as long as there is `work` left."""

    def __init__(self, knot: Sequence[Bundle], work: int) -> None:
        self.knot = knot
        self.work = work
        self.out: dict[int, list[tuple[int, int]]] = {bundle.source: [] for bundle in knot}
        for number, bundle in enumerate(knot):
            self.out[bundle.source].append((number, bundle.target))

    def bound(self, gone: frozenset[int], kept: frozenset[int], room: int) -> tuple[list[int], int]:
        """Return a shortest ring, and a weight below which no answer can lie.

        The bound adds up over rings that share nothing but what is kept, until `room` is full.
        """
        first = self.shortest(set(gone))
        taken = set(gone)
        total = 0
        for longest in (2, 3, len(self.out)):  # short rings first: more of them find room
            live = self._core(taken)
            for start in sorted(live):
                while total < room and (ring := self._through(start, live, taken, longest)):
                    choice = [number for number in ring if number not in kept]
                    if not choice:
                        return first, room
                    total += min(self.knot[number].weight for number in choice)
                    taken.update(choice)
                if longest > 3:
                    live.discard(start)
        return first, total

    def shortest(self, gone: set[int]) -> list[int]:
        """Return the bundles of a shortest ring without those that are gone; empty if none."""
        best: list[int] = []
        live = self._core(gone)
        while live and self.work >= 0 and len(best) != 2:
            start = min(live)
            best = self._through(start, live, gone, len(best) - 1 if best else len(live)) or best
            live.discard(start)
        return best

    def _core(self, gone: set[int]) -> set[int]:
        """Return the nodes left when those that nothing leads to have been taken away."""
        coming = dict.fromkeys(self.out, 0)
        for number, bundle in enumerate(self.knot):
            coming[bundle.target] += number not in gone
        free = [node for node, count in coming.items() if not count]
        for node in free:  # grows while it is read
            for number, target in self.out[node]:
                if number not in gone:
                    coming[target] -= 1
                    if not coming[target]:
                        free.append(target)
        self.work -= len(self.knot)
        return {node for node, count in coming.items() if count}

    def _through(self, start: int, live: set[int], gone: set[int], longest: int) -> list[int]:
        """Return a shortest ring through `start` of at most `longest` bundles."""
        came: dict[int, tuple[int, int]] = {}
        frontier, length = [start], 1
        while frontier and length <= longest and self.work >= 0:
            found = []
            for node in frontier:
                self.work -= len(self.out[node])
                for number, target in self.out[node]:
                    if number in gone or target not in live or target in came:
                        continue
                    came[target] = (node, number)
                    if target == start:
                        return _bundles_back(came, start)
                    found.append(target)
            frontier, length = found, length + 1
        return []


def _bundles_back(came: dict[int, tuple[int, int]], start: int) -> list[int]:
    node, number = came[start]
    ring = [number]
    while node != start:
        node, number = came[node]
        ring.append(number)
    return ring[::-1]
