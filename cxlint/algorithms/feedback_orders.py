"""Orders of the nodes of a component in which little leads back."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.algorithms.parallel_edges import Bundle


def backward_arcs(component: Iterable[Bundle], order: Iterable[int]) -> list[Bundle]:
    """Return what leads back when the nodes are put in this order."""
    place = {node: number for number, node in enumerate(order)}
    return [bundle for bundle in component if place[bundle.source] > place[bundle.target]]


def greedy_order(component: Sequence[Bundle]) -> list[int]:
    """Return an order in which few edges lead back (after Eades, Lin and Smyth), in n log n.

    Ends go last, beginnings first, and otherwise the node that sends most more than it gets.
    A node waits for all that must stay and leads to it, so that none of that ever leads back.
    """
    left = _RemainingNodes(component)
    front: list[int] = []
    rear: list[int] = []
    while left.leaving:
        if left.ends:
            rear.append(left.ends.pop())
            left.remove(rear[-1])
            continue
        entry = heappop(left.heap)
        if entry[2] in left.leaving and entry == left.rank(entry[2]):
            front.append(entry[2])
            left.remove(entry[2])
    return front + rear[::-1]


class _RemainingNodes:
    """The nodes not yet in order, and what still joins them."""

    def __init__(self, component: Sequence[Bundle]) -> None:
        self.out: dict[int, list[Bundle]] = {bundle.source: [] for bundle in component}
        self.into: dict[int, list[Bundle]] = {bundle.source: [] for bundle in component}
        self.leaving = dict.fromkeys(self.out, 0)
        self.coming = dict.fromkeys(self.out, 0)
        self.held = dict.fromkeys(self.out, 0)
        for bundle in component:
            self.out[bundle.source].append(bundle)
            self.into[bundle.target].append(bundle)
            self.leaving[bundle.source] += bundle.weight
            self.coming[bundle.target] += bundle.weight
            self.held[bundle.target] += bundle.fixed
        self.heap = sorted(self.rank(node) for node in self.out)
        self.ends: list[int] = []

    def rank(self, node: int) -> tuple[int, int, int]:
        """Say how soon a node is to be put in front: the least first."""
        ready = 0 if not self.coming[node] else 1 if not self.held[node] else 2
        return (ready, self.coming[node] - self.leaving[node], node)

    def remove(self, node: int) -> None:
        """Take a node away with all that joins it, and note the ends this makes."""
        del self.leaving[node]
        for bundle in self.out[node]:
            if bundle.target in self.leaving:
                self.coming[bundle.target] -= bundle.weight
                self.held[bundle.target] -= bundle.fixed
                heappush(self.heap, self.rank(bundle.target))
        for bundle in self.into[node]:
            if bundle.source in self.leaving:
                self.leaving[bundle.source] -= bundle.weight
                heappush(self.heap, self.rank(bundle.source))
                if not self.leaving[bundle.source]:
                    self.ends.append(bundle.source)


def best_order(component: Sequence[Bundle], nodes: Sequence[int]) -> list[int]:
    """Return an order in which the fewest edges lead back, by the best order of every subset."""
    bit = {node: 1 << number for number, node in enumerate(nodes)}
    never = sum(bundle.weight for bundle in component) + 1
    into: list[list[tuple[int, int]]] = [[] for _ in nodes]
    for bundle in component:
        cost = never if bundle.fixed else bundle.weight
        into[bit[bundle.target].bit_length() - 1].append((bit[bundle.source], cost))
    least = [0] * (1 << len(nodes))
    first = [0] * (1 << len(nodes))
    for left in range(1, 1 << len(nodes)):
        best = -1
        for number, coming in enumerate(into):
            if not left >> number & 1:
                continue
            cost = least[left & ~(1 << number)]
            for source, weight in coming:
                if left & source:
                    cost += weight
            if best < 0 or cost < best:
                best, first[left] = cost, number
        least[left] = best
    order, left = [], (1 << len(nodes)) - 1
    while left:
        order.append(nodes[first[left]])
        left &= ~(1 << first[left])
    return order
