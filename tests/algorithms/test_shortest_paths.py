from __future__ import annotations

from itertools import pairwise

import networkx as nx
from graphs import graphs, numbered, twin
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms import shortest_paths


def _some_nodes(data, out, least=0):
    return data.draw(st.lists(st.integers(0, len(out) - 1), min_size=least, max_size=3))


@given(graphs(), st.data())
def test_distances_agree_with_networkx(out, data):
    sources = _some_nodes(data, out)
    reach = shortest_paths.breadth_first(out, sources)
    theirs = nx.multi_source_dijkstra_path_length(twin(out), set(sources)) if sources else {}
    assert reach.distance == [theirs.get(node, -1) for node in range(len(out))]


@given(graphs(), st.data())
def test_a_way_is_made_of_edges_and_as_long_as_the_distance(out, data):
    sources = _some_nodes(data, out, 1)
    reach = shortest_paths.breadth_first(out, sources)
    via = numbered(out)
    for node in range(len(out)):
        way = shortest_paths.path_to(reach, node)
        assert len(way) == reach.distance[node] + 1
        if way:
            assert way[0] in sources
            assert way[-1] == node
        for edge, (here, there) in zip(
            shortest_paths.edges_along(way, out, via), pairwise(way), strict=True
        ):
            assert out[here][via[here].index(edge)] == there


@given(graphs(), st.data())
def test_nothing_passes_through_a_stop(out, data):
    stops = set(_some_nodes(data, out)) - {0}
    reach = shortest_paths.breadth_first(out, [0], stop=stops)
    graph = twin(out)
    graph.remove_edges_from([edge for edge in graph.edges if edge[0] in stops])
    theirs = nx.single_source_shortest_path_length(graph, 0)
    assert reach.distance == [theirs.get(node, -1) for node in range(len(out))]


@given(graphs())
def test_reversing_twice_gives_the_same_edges(out):
    back = shortest_paths.reverse(out)
    assert sorted(twin(back).edges()) == sorted(twin(out).reverse().edges())
    assert [sorted(row) for row in shortest_paths.reverse(back)] == [sorted(row) for row in out]


def test_edges_along_takes_the_first_of_parallel_edges_and_any_kind_of_edge():
    assert shortest_paths.edges_along([0, 1, 0], [[1, 1], [0]], [["a", "b"], ["c"]]) == ["a", "c"]


def test_ties_go_to_what_is_named_first():
    reach = shortest_paths.breadth_first([[2, 1], [3], [3], []], [0])
    assert shortest_paths.path_to(reach, 3) == [0, 2, 3]
