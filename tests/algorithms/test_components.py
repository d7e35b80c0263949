from __future__ import annotations

import networkx as nx
import pytest
from graphs import graphs, twin
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms.components import components, cyclic_components, shortest_cycle


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
    assert {node for component in cyclic_components(out) for node in component} == theirs


@given(graphs(size=12), st.data())
def test_shortest_ring_is_shortest_and_nearest(out, data):
    graph = nx.DiGraph(twin(out))
    for component in cyclic_components(out):
        entry = data.draw(st.sampled_from(component))
        cycle = shortest_cycle(out, component, entry)
        lengths = [len(cycle) for cycle in nx.simple_cycles(graph.subgraph(component))]
        assert cycle.exact
        assert len(cycle.nodes) == len(set(cycle.nodes)) == min(lengths)
        assert nx.is_path(graph, [*cycle.nodes, cycle.nodes[0]])
        near = nx.single_source_shortest_path_length(graph.subgraph(component), entry)
        assert near[cycle.nodes[0]] == min(near[node] for node in cycle.nodes)


@given(graphs(size=12), st.data())
def test_without_work_the_ring_is_one_through_the_entry_or_shorter(out, data):
    graph = nx.DiGraph(twin(out))
    for component in cyclic_components(out):
        entry = data.draw(st.sampled_from(component))
        cycle = shortest_cycle(out, component, entry, work=0)
        cycles = list(nx.simple_cycles(graph.subgraph(component)))
        assert nx.is_path(graph, [*cycle.nodes, cycle.nodes[0]])
        assert len(cycle.nodes) <= min(len(cycle) for cycle in cycles if entry in cycle)
        if cycle.exact:
            assert len(cycle.nodes) == min(map(len, cycles))


def test_a_ring_begins_where_one_meets_it():
    out = [[1], [2], [3, 0], [4], [5], [2]]
    assert shortest_cycle(out, range(6), 5).nodes == [2, 0, 1]
    assert shortest_cycle(out, range(6), 0).nodes == [0, 1, 2]


def test_a_self_loop_is_the_shortest_ring():
    assert shortest_cycle([[1], [0, 1]], [0, 1], 0).nodes == [1]


@pytest.mark.parametrize("size", [1, 2, 3, 30_000])
def test_a_long_ring_is_found_exactly(size):
    out = [[(node + 1) % size] for node in range(size)]
    assert cyclic_components(out) == [list(range(size))]
    cycle = shortest_cycle(out, range(size), size // 2)
    assert cycle.exact
    assert sorted(cycle.nodes) == list(range(size))
    assert cycle.nodes[0] == size // 2


def test_a_long_chain_has_no_knot():
    assert cyclic_components([[node + 1] for node in range(30_000)] + [[]]) == []
