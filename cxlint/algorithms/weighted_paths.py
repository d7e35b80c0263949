"""Cheapest and worst ways through a graph of integers whose edges cost something.

What edges cost runs beside `out` as `steps`: `steps[node][k]` is the cost of going on to
`out[node][k]` (see `node_weights`, `edge_weights`). Costs are never negative; whole numbers and
fractions are summed exactly. What a source itself may cost does not count.
"""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING, TypeVar

from cxlint.algorithms.components import components
from cxlint.algorithms.shortest_paths import path_from_root
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from cxlint.algorithms.components import Components, Graph

    Cost = int | float | Fraction

Edge = TypeVar("Edge")
Weight = TypeVar("Weight")


class PathCosts(NamedTuple):
    """What it costs to come to each node: -1 where no way leads, `math.inf` where it has no bound.

    `parent` is the node before on such a way with the fewest steps, and `taken` which of its
    edges was used, as a place in `out[parent]`. Both are -1 for sources, and for nodes that are
    not reached or unbounded.
    """

    cost: list[Cost]
    parent: list[int]
    edge_index: list[int]

    def path(self, node: int) -> list[int]:
        """Return the nodes of the way, source first; empty if there is none or it has no bound."""
        return path_from_root(self.parent, node) if 0 <= self.cost[node] < inf else []

    def edges(self, node: int, via: Sequence[Sequence[Edge]]) -> list[Edge]:
        """Return the edges of the way, in order."""
        nodes = self.path(node)
        return [via[self.parent[each]][self.edge_index[each]] for each in nodes[1:]]


def node_weights(out: Graph, weights: Sequence[Weight]) -> list[list[Weight]]:
    """Return the steps where entering a node costs what `weights` says of it."""
    return [[weights[target] for target in targets] for targets in out]


def edge_weights(
    via: Sequence[Sequence[Edge]], weigh: Callable[[Edge], Weight]
) -> list[list[Weight]]:
    """Return the steps where an edge costs what `weigh` says of it."""
    return [[weigh(edge) for edge in edges] for edges in via]


def zero_one_paths(
    out: Graph, steps: Sequence[int | Sequence[int]], sources: Iterable[int]
) -> PathCosts:
    """Return the least sum of steps that are all 0 or 1, in linear time.

    `steps[node]` holds a step for each edge of the node, or one number for all of them.
    """
    cost: list[Cost] = [-1] * len(out)
    starts = list(dict.fromkeys(sources))
    for node in starts:
        cost[node] = 0
    level, bucket = 0, list(starts)
    while bucket:
        later: list[int] = []
        for node in bucket:  # grows while it is read: steps of 0 stay on this level
            if cost[node] != level:
                continue
            row = steps[node]
            if isinstance(row, int):
                total, chosen = level + row, later if row else bucket
                for target in out[node]:
                    if cost[target] < 0 or cost[target] > total:
                        cost[target] = total
                        chosen.append(target)
                continue
            for target, step in zip(out[node], row, strict=True):
                if cost[target] < 0 or cost[target] > level + step:
                    cost[target] = level + step
                    (later if step else bucket).append(target)
        level, bucket = level + 1, later
    return _trace_paths(out, steps, starts, cost)


def cheapest_paths(
    out: Graph, steps: Sequence[Sequence[Cost]], sources: Iterable[int]
) -> PathCosts:
    """Return the least sum of steps, which may be whole numbers or fractions, exactly."""
    cost: list[Cost] = [-1] * len(out)
    starts = list(dict.fromkeys(sources))
    heap: list[tuple[Cost, int]] = [(0, node) for node in sorted(starts)]
    for node in starts:
        cost[node] = 0
    while heap:
        so_far, node = heappop(heap)
        if so_far != cost[node]:
            continue
        for target, step in zip(out[node], steps[node], strict=True):
            total = so_far + step
            if cost[target] < 0 or total < cost[target]:
                cost[target] = total
                heappush(heap, (total, target))
    return _trace_paths(out, steps, starts, cost)


def costliest_paths(
    out: Graph,
    steps: Sequence[Sequence[Cost]],
    sources: Iterable[int],
    parts: Components | None = None,
) -> PathCosts:
    """Return the greatest sum of steps over all ways from the sources to each node.

    It is `math.inf` where a cycle that costs something can be gone round on the way; cycles that
    cost nothing are harmless. Exact for whole numbers and fractions, and linear.
    """
    parts = parts or components(out)
    starts = list(dict.fromkeys(sources))
    entered: list[Cost] = [-1] * parts.count
    for node in starts:
        entered[parts.of[node]] = 0
    for part in parts.forwards():
        if entered[part] >= 0:
            _propagate(out, steps, parts, part, entered)
    return _trace_paths(out, steps, starts, [entered[part] for part in parts.of])


def _propagate(
    out: Graph,
    steps: Sequence[Sequence[Cost]],
    parts: Components,
    part: int,
    entered: list[Cost],
) -> None:
    """Raise what it costs to enter the components after `part`, and `part` itself if it gains."""
    members, of = parts.members(part), parts.of
    for node in members:
        for target, step in zip(out[node], steps[node], strict=True):
            if step and of[target] == part:
                entered[part] = inf
    so_far = entered[part]
    for node in members:
        for target, step in zip(out[node], steps[node], strict=True):
            if of[target] != part and so_far + step > entered[of[target]]:
                entered[of[target]] = so_far + step


def _trace_paths(
    out: Graph,
    steps: Sequence[int | Sequence[Cost]],
    sources: Iterable[int],
    cost: list[Cost],
) -> PathCosts:
    """Find, to known costs, the ways with the fewest steps that cost exactly so much."""
    parent = [-1] * len(out)
    taken = [-1] * len(out)
    queue = [node for node in dict.fromkeys(sources) if cost[node] == 0]
    seen = bytearray(len(out))
    for node in queue:
        seen[node] = 1
    for node in queue:  # grows while it is read
        so_far, row = cost[node], steps[node]
        for place, target in enumerate(out[node]):
            if seen[target]:
                continue
            step = row if isinstance(row, int) else row[place]
            if so_far + step == cost[target]:
                seen[target] = 1
                parent[target] = node
                taken[target] = place
                queue.append(target)
    return PathCosts(cost, parent, taken)
