from __future__ import annotations

import networkx as nx
import pytest
from graphs import graphs, twin
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms.components import components, knots, shortest_ring


@given(graphs(size=14))
def test_components_agree_with_networkx_and_edges_lead_downwards(out):
    parts = components(out)
    ours = sorted(sorted(parts.members(number)) for number in parts.forwards())
    assert ours == sorted(sorted(each) for each in nx.strongly_connected_components(twin(out)))
    for number in range(parts.count):
        assert all(parts.of[node] == number for node in parts.members(number))
    for node, targets in enumerate(out):
        assert all(parts.of[target] <= parts.of[node] for target in targets)


@given(graphs())
def test_knots_are_the_parts_with_a_ring(out):
    theirs = {node for cycle in nx.simple_cycles(nx.DiGraph(twin(out))) for node in cycle}
    assert {node for knot in knots(out) for node in knot} == theirs


@given(graphs(size=12), st.data())
def test_shortest_ring_is_shortest_and_nearest(out, data):
    graph = nx.DiGraph(twin(out))
    for knot in knots(out):
        entry = data.draw(st.sampled_from(knot))
        ring = shortest_ring(out, knot, entry)
        lengths = [len(cycle) for cycle in nx.simple_cycles(graph.subgraph(knot))]
        assert ring.exact
        assert len(ring.nodes) == len(set(ring.nodes)) == min(lengths)
        assert nx.is_path(graph, [*ring.nodes, ring.nodes[0]])
        near = nx.single_source_shortest_path_length(graph.subgraph(knot), entry)
        assert near[ring.nodes[0]] == min(near[node] for node in ring.nodes)


@given(graphs(size=12), st.data())
def test_without_work_the_ring_is_one_through_the_entry_or_shorter(out, data):
    graph = nx.DiGraph(twin(out))
    for knot in knots(out):
        entry = data.draw(st.sampled_from(knot))
        ring = shortest_ring(out, knot, entry, work=0)
        cycles = list(nx.simple_cycles(graph.subgraph(knot)))
        assert nx.is_path(graph, [*ring.nodes, ring.nodes[0]])
        assert len(ring.nodes) <= min(len(cycle) for cycle in cycles if entry in cycle)
        if ring.exact:
            assert len(ring.nodes) == min(map(len, cycles))


def test_a_ring_begins_where_one_meets_it():
    out = [[1], [2], [3, 0], [4], [5], [2]]
    assert shortest_ring(out, range(6), 5).nodes == [2, 0, 1]
    assert shortest_ring(out, range(6), 0).nodes == [0, 1, 2]


def test_a_self_loop_is_the_shortest_ring():
    assert shortest_ring([[1], [0, 1]], [0, 1], 0).nodes == [1]


@pytest.mark.parametrize("size", [1, 2, 3, 30_000])
def test_a_long_ring_is_found_exactly(size):
    out = [[(node + 1) % size] for node in range(size)]
    assert knots(out) == [list(range(size))]
    ring = shortest_ring(out, range(size), size // 2)
    assert ring.exact
    assert sorted(ring.nodes) == list(range(size))
    assert ring.nodes[0] == size // 2


def test_a_long_chain_has_no_knot():
    assert knots([[node + 1] for node in range(30_000)] + [[]]) == []
