"""Disjoint sets, against the components of a graph."""

from __future__ import annotations

import networkx
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms.disjoint_sets import DisjointSets

LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


def expected(*links: list[tuple[int, int]]) -> list[list[int]]:
    graph = networkx.Graph()
    graph.add_nodes_from(range(10))
    for each in links:
        graph.add_edges_from(each)
    return sorted(sorted(part) for part in networkx.connected_components(graph))


@given(LINKS, LINKS)
def test_sets_are_what_hangs_together_and_a_layer_leaves_those_below(below, above) -> None:
    base = DisjointSets()
    for one, other in below:
        base.join(one, other)
    layer = DisjointSets(base)
    for one, other in above:
        layer.join(one, other)
    assert base.groups(10) == expected(below)
    assert layer.groups(10) == expected(below, above)
    touched = {base.find(n) for n in range(10)} - layer.changed
    assert all(layer.find(island) == island for island in touched)
