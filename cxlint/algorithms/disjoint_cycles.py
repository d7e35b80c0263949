"""Cycles that share nothing: how much must go, at the least, so that a component has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.parallel_edges import Bundle


class CycleSearch:
    """Short cycles of a component, looked for as long as there is `work` left."""

    def __init__(self, component: Sequence[Bundle], work: int) -> None:
        self.component = component
        self.work = work
        self.out: dict[int, list[tuple[int, int]]] = {bundle.source: [] for bundle in component}
        for number, bundle in enumerate(component):
            self.out[bundle.source].append((number, bundle.target))

    def lower_bound(
        self, gone: frozenset[int], kept: frozenset[int], room: int
    ) -> tuple[list[int], int]:
        """Return a shortest cycle, and a weight below which no answer can lie.

        The bound adds up over cycles that share nothing but what is kept, until `room` is full.
        """
        first = self.shortest_cycle(set(gone))
        taken = set(gone)
        total = 0
        for longest in (2, 3, len(self.out)):  # short cycles first: more of them find room
            live = self._cyclic_nodes(taken)
            for start in sorted(live):
                while total < room and (cycle := self._cycle_through(start, live, taken, longest)):
                    choice = [number for number in cycle if number not in kept]
                    if not choice:
                        return first, room
                    total += min(self.component[number].weight for number in choice)
                    taken.update(choice)
                if longest > 3:
                    live.discard(start)
        return first, total

    def shortest_cycle(self, gone: set[int]) -> list[int]:
        """Return the bundles of a shortest cycle without those that are gone; empty if none."""
        best: list[int] = []
        live = self._cyclic_nodes(gone)
        while live and self.work >= 0 and len(best) != 2:
            start = min(live)
            best = (
                self._cycle_through(start, live, gone, len(best) - 1 if best else len(live)) or best
            )
            live.discard(start)
        return best

    def _cyclic_nodes(self, gone: set[int]) -> set[int]:
        """Return the nodes left when those that nothing leads to have been taken away."""
        coming = dict.fromkeys(self.out, 0)
        for number, bundle in enumerate(self.component):
            coming[bundle.target] += number not in gone
        free = [node for node, count in coming.items() if not count]
        for node in free:  # grows while it is read
            for number, target in self.out[node]:
                if number not in gone:
                    coming[target] -= 1
                    if not coming[target]:
                        free.append(target)
        self.work -= len(self.component)
        return {node for node, count in coming.items() if count}

    def _cycle_through(self, start: int, live: set[int], gone: set[int], longest: int) -> list[int]:
        """Return a shortest cycle through `start` of at most `longest` bundles."""
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
                        return _trace_cycle(came, start)
                    found.append(target)
            frontier, length = found, length + 1
        return []


def _trace_cycle(came: dict[int, tuple[int, int]], start: int) -> list[int]:
    node, number = came[start]
    cycle = [number]
    while node != start:
        node, number = came[node]
        cycle.append(number)
    return cycle[::-1]
