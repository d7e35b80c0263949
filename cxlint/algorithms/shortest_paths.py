"""Shortest ways through a graph of integers.

A graph is `out`, a list of the targets of each node; parallel edges and self loops are welcome.
Where edges are to be named, `via` runs beside it: `via[node][k]` is the edge, by number or as
an object, that leads to `out[node][k]`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cxlint.algorithms.components import Graph

Edge = TypeVar("Edge")


class BreadthFirstTree(NamedTuple):
    """How far each node lies from the nearest source: -1 where no way leads.

    `parent` is the node before on a shortest way, -1 for sources and for what is not reached.
    """

    distance: list[int]
    parent: list[int]


def path_to(reach: BreadthFirstTree, node: int) -> list[int]:
    """Return the nodes of a shortest way, from a source to `node`; empty if none leads there."""
    return path_from_root(reach.parent, node) if reach.distance[node] >= 0 else []


def path_from_root(parent: Sequence[int], node: int) -> list[int]:
    """Follow `parent` from `node` until it is -1; return what was passed, `node` last."""
    nodes = []
    while node >= 0:
        nodes.append(node)
        node = parent[node]
    nodes.reverse()
    return nodes


def edges_along(nodes: Sequence[int], out: Graph, via: Sequence[Sequence[Edge]]) -> list[Edge]:
    """Return the edges that join `nodes` in order, of parallel edges the first.

    For a cycle, repeat its first node at the end.
    """
    return [via[node][out[node].index(target)] for node, target in pairwise(nodes)]


def reverse(out: Graph) -> list[list[int]]:
    """Return the graph with every edge turned round."""
    back: list[list[int]] = [[] for _ in out]
    for node, targets in enumerate(out):
        for target in targets:
            back[target].append(node)
    return back


def breadth_first(
    out: Graph, sources: Iterable[int], stop: Collection[int] | None = None
) -> BreadthFirstTree:
    """Search from all sources at once. Nodes in `stop` are reached, but not passed through.

    Ties go to the source, node and edge named first. A source in `stop` is left all the same.
    """
    distance = [-1] * len(out)
    parent = [-1] * len(out)
    ends = frozenset(stop or ())
    frontier = list(dict.fromkeys(sources))
    for node in frontier:
        distance[node] = 0
    depth = 0
    while frontier:
        depth += 1
        found: list[int] = []
        add = found.append
        for node in frontier:
            for target in out[node]:
                if distance[target] < 0:
                    distance[target] = depth
                    parent[target] = node
                    add(target)
        frontier = [node for node in found if node not in ends] if ends else found
    return BreadthFirstTree(distance, parent)
