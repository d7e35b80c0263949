"""Dominators: the nodes that every way from the entries has to pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Graph = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class _DepthFirstTree:
    """A depth-first walk. All but `order` speak in walk numbers; 0 stands before all roots."""

    order: list[int]
    number: list[int]
    parent: list[int]
    before: list[list[int]]


def dominators(out: Graph, roots: int | Iterable[int]) -> list[int]:
    """Return the immediate dominator of each node: the last node that every way to it passes.

    With several roots a way may begin at any of them. A node that no other node dominates (a
    root, or where ways from several roots meet) is its own; a node that is not reached has -1.
    For post-dominators, pass the reversed graph and the ends as roots. Takes O(edges x log nodes)
    at worst (Lengauer and Tarjan, with path compression).
    """
    walk = _search_depth_first(
        out, [roots] if isinstance(roots, int) else list(dict.fromkeys(roots))
    )
    immediate = _immediate_dominators(walk.parent, walk.before)
    found = [-1] * len(out)
    for number in range(1, len(walk.order)):
        above = immediate[number]
        found[walk.order[number]] = walk.order[above or number]
    return found


def dominators_of(idom: Sequence[int], node: int) -> list[int]:
    """Return the nodes that every way to `node` passes, in order, `node` itself last.

    Empty if `node` is not reached.
    """
    if idom[node] < 0:
        return []
    nodes = [node]
    while idom[node] != node:
        node = idom[node]
        nodes.append(node)
    nodes.reverse()
    return nodes


def bottlenecks(idom: Sequence[int], ends: Iterable[int]) -> list[int]:
    """Return the nodes that every way to any of `ends` passes, in order.

    Ends that are not reached do not count; empty if none is, or nothing is common to all ways.
    """
    reached = [end for end in ends if idom[end] >= 0]
    if not reached:
        return []
    chain = dominators_of(idom, reached[0])
    place = {node: number for number, node in enumerate(chain)}
    common = len(chain)
    met: set[int] = set()
    for end in reached[1:]:
        node = end
        while node not in place and node not in met and idom[node] != node:
            met.add(node)
            node = idom[node]
        if node in place:
            common = min(common, place[node] + 1)
        elif node not in met:
            return []
    return chain[:common]


def _search_depth_first(out: Graph, roots: Sequence[int]) -> _DepthFirstTree:
    order = [-1]
    parent = [0]
    before: list[list[int]] = [[]]
    number = [0] * len(out)
    for root in roots:
        if number[root]:
            before[number[root]].append(0)
            continue
        number[root] = here = len(order)
        order.append(root)
        parent.append(0)
        before.append([0])
        targets = iter(out[root])
        above = []
        while True:
            for target in targets:
                known = number[target]
                if known:
                    before[known].append(here)
                    continue
                above.append((here, targets))
                parent.append(here)
                before.append([here])
                number[target] = here = len(order)
                order.append(target)
                targets = iter(out[target])
                break
            else:
                if not above:
                    break
                here, targets = above.pop()
    return _DepthFirstTree(order, number, parent, before)


def _immediate_dominators(parent: list[int], before: Sequence[Sequence[int]]) -> list[int]:
    """Return the immediate dominators in walk numbers. Uses up `parent`."""
    size = len(parent)
    semi = list(range(size))
    label = list(range(size))
    immediate = [0] * size
    held: dict[int, list[int]] = {}
    for node in range(size - 1, 0, -1):
        for other in held.pop(node, ()):
            lowest = _lowest_ancestor(parent, label, semi, other, node)
            immediate[other] = lowest if semi[lowest] < node else node
        up = least = parent[node]
        for other in before[node]:
            back = (
                other if other <= node else semi[_lowest_ancestor(parent, label, semi, other, node)]
            )
            if back < least:  # noqa: PLR1730 - min() is slow, and this the innermost loop
                least = back
        semi[node] = least
        if least == up:
            immediate[node] = up
        elif least:
            held.setdefault(least, []).append(node)
    for node in range(1, size):
        if immediate[node] != semi[node]:
            immediate[node] = immediate[immediate[node]]
    return immediate


def _lowest_ancestor(
    parent: list[int], label: list[int], semi: list[int], node: int, bound: int
) -> int:
    """Return, of the nodes above `bound` on the way up from `node`, the one that leads back most.

    The way is shortened for those who ask again: all on it are hung below its end.
    """
    if parent[node] <= bound:
        return label[node]
    passed = []
    here = node
    while parent[here] > bound:
        passed.append(here)
        here = parent[here]
    for each in reversed(passed):
        above = parent[each]
        if semi[label[above]] < semi[label[each]]:
            label[each] = label[above]
        parent[each] = parent[above]
    return label[node]
