"""Strongly connected components of a graph of integers, and their shortest cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Graph = Sequence[Sequence[int]]

CYCLE_WORK = 2_000_000


class Components:
    """The strongly connected components, numbered so that edges lead to lower numbers or stay.

    Going through the numbers downwards is therefore a topological order. `of` is the component
    of each node; `grouped` holds all nodes, component 0 first; `starts` says where each begins.
    """

    __slots__ = ("count", "grouped", "of", "starts")

    def __init__(self, of: list[int], grouped: list[int], starts: list[int]) -> None:
        self.count = len(starts) - 1
        self.of = of
        self.grouped = grouped
        self.starts = starts

    def members(self, number: int) -> list[int]:
        """Return the nodes of one component."""
        return self.grouped[self.starts[number] : self.starts[number + 1]]

    def forwards(self) -> range:
        """Return the component numbers in topological order, sources first."""
        return range(self.count - 1, -1, -1)


class Cycle(NamedTuple):
    """A cycle: its nodes in order, the first not repeated at the end.

    `exact` says that no cycle of the component is shorter. Otherwise none through the entry is.
    """

    nodes: list[int]
    exact: bool


def components(out: Graph) -> Components:
    """Find the strongly connected components in linear time (Tarjan, without recursion)."""
    size = len(out)
    done = size + 1  # above every order number, so that finished nodes never lower anything
    order = [0] * size
    of = [0] * size
    grouped: list[int] = []
    starts = [0]
    waiting: list[int] = []
    visited = 0
    for root in range(size):
        if order[root]:
            continue
        visited += 1
        order[root] = low = visited
        node, targets = root, iter(out[root])
        waiting.append(root)
        above: list[tuple[int, Iterator[int], int]] = []
        while True:
            for target in targets:
                seen = order[target]
                if not seen:
                    above.append((node, targets, low))
                    visited += 1
                    order[target] = low = visited
                    waiting.append(target)
                    node, targets = target, iter(out[target])
                    break
                if seen < low:  # noqa: PLR1730 - min() is slow, and this the innermost loop
                    low = seen
            else:
                if low == order[node]:
                    component = len(starts) - 1
                    member = -1
                    while member != node:
                        member = waiting.pop()
                        of[member] = component
                        order[member] = done
                        grouped.append(member)
                    starts.append(len(grouped))
                    low = done
                if not above:
                    break
                below = low
                node, targets, low = above.pop()
                low = min(low, below)
    return Components(of, grouped, starts)


def cyclic_components(out: Graph, parts: Components | None = None) -> list[list[int]]:
    """Return the components that hold a cycle: more than one node, or a node with a self loop.

    Members are sorted, and the components by their least member.
    """
    parts = parts or components(out)
    starts, grouped = parts.starts, parts.grouped
    found = []
    for number in range(parts.count):
        first, end = starts[number], starts[number + 1]
        if end - first > 1 or grouped[first] in out[grouped[first]]:
            found.append(sorted(grouped[first:end]))
    return sorted(found)


def shortest_cycle(
    out: Graph, members: Sequence[int], entry: int | None = None, work: int = CYCLE_WORK
) -> Cycle:
    """Return a shortest cycle of a component, beginning where someone coming from `entry` meets it.

    Of cycles equally short, the one nearest to `entry` (one of the members; by default the first)
    is taken. The search is exact unless it needs more than about `work` steps; then the cycle is
    at most as long as the shortest one through `entry`, which is always looked for.
    """
    order, inside = _renumber_component(out, members, members[0] if entry is None else entry)
    short = _self_loop(inside) or _cycle_of_two(inside)
    cycle, exact = (short, True) if short else _search_cycles(inside, work)
    start = cycle.index(min(cycle))  # numbers inside are in order of nearness
    return Cycle([order[node] for node in cycle[start:] + cycle[:start]], exact)


def _renumber_component(
    out: Graph, members: Iterable[int], entry: int
) -> tuple[list[int], list[list[int]]]:
    """Renumber a component by nearness to `entry`: its nodes in order, and the edges inside."""
    allowed = set(members)
    place = {entry: 0}
    order = [entry]
    for node in order:  # grows while it is read
        for target in out[node]:
            if target in allowed and target not in place:
                place[target] = len(order)
                order.append(target)
    inside = [sorted({place[t] for t in out[node] if t in allowed}) for node in order]
    return order, inside


def _self_loop(inside: Graph) -> list[int]:
    return next(([node] for node, targets in enumerate(inside) if node in targets), [])


def _cycle_of_two(inside: Graph) -> list[int]:
    pairs = {(node, target) for node, targets in enumerate(inside) for target in targets}
    for node, targets in enumerate(inside):
        for target in targets:
            if (target, node) in pairs:
                return [node, target]
    return []


def _search_cycles(inside: Graph, work: int) -> tuple[list[int], bool]:
    """Look for cycles of three or more through each node in turn, dropping nodes that are done."""
    back: list[list[int]] = [[] for _ in inside]
    for node, targets in enumerate(inside):
        for target in targets:
            back[target].append(node)
    leaving, coming = [len(row) for row in inside], [len(row) for row in back]
    gone = bytearray(len(inside))
    best: list[int] = []
    for start in range(len(inside)):
        if gone[start]:
            continue
        longest = len(best) - 1 if best else len(inside)
        cycle, spent = _cycle_through(inside, start, gone, longest, work if best else 0)
        best = cycle or best
        work -= spent
        if len(best) == 3:  # shorter ones were ruled out before
            return best, True
        if work < 0:
            return best, False
        _remove_node(start, gone, ((inside, coming), (back, leaving)))
    return best, True


def _cycle_through(
    inside: Graph, start: int, gone: bytearray, longest: int, work: int
) -> tuple[list[int], int]:
    """Return the shortest cycle through `start` of at most `longest` nodes, and the steps spent.

    With `work` it gives up after so many steps.
    """
    parent = {start: -1}
    frontier, length, spent = [start], 1, 0
    while frontier and length <= longest:
        found = []
        for node in frontier:
            spent += len(inside[node])
            for target in inside[node]:
                if target == start:
                    return _trace_cycle(parent, node), spent
                if target not in parent and not gone[target]:
                    parent[target] = node
                    found.append(target)
        if work and spent > work:
            break
        frontier, length = found, length + 1
    return [], spent


def _trace_cycle(parent: dict[int, int], node: int) -> list[int]:
    cycle = []
    while node >= 0:
        cycle.append(node)
        node = parent[node]
    return cycle[::-1]


def _remove_node(node: int, gone: bytearray, sides: Sequence[tuple[Graph, list[int]]]) -> None:
    """Take a node away, and then every node that nothing comes to or that leads nowhere."""
    stack = [node]
    gone[node] = 1
    while stack:
        node = stack.pop()
        for neighbours, count in sides:
            for other in neighbours[node]:
                count[other] -= 1
                if not count[other] and not gone[other]:
                    gone[other] = 1
                    stack.append(other)
