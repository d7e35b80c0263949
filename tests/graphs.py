"""Random graphs for the tests of the graph algorithms, and their networkx twins."""

from __future__ import annotations

import networkx as nx
from hypothesis import strategies as st

SIZE = 9


@st.composite
def graphs(draw, size: int = SIZE, density: float = 2.5) -> list[list[int]]:
    """Draw adjacency lists; parallel edges and self loops happen."""
    count = draw(st.integers(1, size))
    node = st.integers(0, count - 1)
    out: list[list[int]] = [[] for _ in range(count)]
    for source, target in draw(st.lists(st.tuples(node, node), max_size=int(count * density))):
        out[source].append(target)
    return out


def twin(out: list[list[int]]) -> nx.MultiDiGraph:
    """Return the same graph for networkx, its edges keyed by their place in the list."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(out)))
    for node, targets in enumerate(out):
        for place, target in enumerate(targets):
            graph.add_edge(node, target, key=place)
    return graph


def numbered(out: list[list[int]]) -> list[list[int]]:
    """Number the edges as they stand."""
    number = iter(range(sum(map(len, out))))
    return [[next(number) for _ in targets] for targets in out]
