from __future__ import annotations

import networkx as nx
import pytest
from graphs import graphs, twin
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms.dominators import bottlenecks, dominators, dominators_of
from cxlint.algorithms.shortest_paths import reverse


@given(graphs(size=14))
def test_immediate_dominators_agree_with_networkx(out):
    theirs = nx.immediate_dominators(twin(out), 0)
    ours = dominators(out, 0)
    for node, above in enumerate(ours):
        assert above == (theirs.get(node, -1) if node else 0)


@given(graphs(size=10), st.data())
def test_with_several_roots_a_way_may_begin_at_any(out, data):
    roots = data.draw(st.lists(st.integers(0, len(out) - 1), min_size=1, max_size=4))
    graph = twin(out)
    graph.add_edges_from(("start", root) for root in roots)
    theirs = nx.immediate_dominators(graph, "start")
    for node, above in enumerate(dominators(out, roots)):
        expected = theirs.get(node, -1)
        assert above == (node if expected == "start" else expected)


@given(graphs(), st.data())
def test_dominating_nodes_are_those_without_which_there_is_no_way(out, data):
    goal = data.draw(st.integers(0, len(out) - 1))
    graph = twin(out)
    if not nx.has_path(graph, 0, goal):
        assert dominators_of(dominators(out, 0), goal) == []
        return
    needed = {0, goal}
    for node in set(graph) - {0, goal}:
        rest = graph.copy()
        rest.remove_node(node)
        if not nx.has_path(rest, 0, goal):
            needed.add(node)
    chain = dominators_of(dominators(out, 0), goal)
    assert set(chain) == needed
    assert (chain[0], chain[-1]) == (0, goal)


@given(graphs(), st.data())
def test_bottlenecks_are_on_every_way_to_every_end(out, data):
    node = st.integers(0, len(out) - 1)
    roots = data.draw(st.lists(node, min_size=1, max_size=2))
    ends = data.draw(st.lists(node, min_size=1, max_size=4))
    idom = dominators(out, roots)
    chains = [dominators_of(idom, end) for end in ends if idom[end] >= 0]
    expected = [each for each in chains[0] if all(each in c for c in chains)] if chains else []
    assert bottlenecks(idom, ends) == expected


@given(graphs(), st.data())
def test_post_dominators_come_from_the_reversed_graph(out, data):
    end = data.draw(st.integers(0, len(out) - 1))
    theirs = nx.immediate_dominators(twin(out).reverse(), end)
    ours = dominators(reverse(out), end)
    assert all(ours[n] == theirs.get(n, -1) for n in range(len(out)) if n != end)


def _chain(size):
    return [[node + 1] for node in range(size - 1)] + [[]]


def _ladder(size):
    return [
        [each for each in (node + 1, node + 2, max(0, node - 3)) if each < size]
        for node in range(size)
    ]


@pytest.mark.parametrize("shape", [_chain, _ladder])
def test_long_graphs_need_no_deep_stack(shape):
    size = 20_000
    idom = dominators(shape(size), 0)
    assert len(idom) == size
    assert min(idom) == 0
    assert bottlenecks(idom, range(size)) == [0]


def test_a_node_that_is_not_reached_has_no_dominator():
    assert dominators([[1], [], [1]], 0) == [0, 0, -1]
    assert dominators([[1], []], []) == [-1, -1]
