from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import inf

import networkx as nx
from graphs import graphs, numbered
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms import weighted_paths


def _weighted(data, out, weights):
    via = numbered(out)
    count = sum(map(len, out))
    weight = data.draw(st.lists(weights, min_size=count, max_size=count))
    return via, weight, weighted_paths.edge_weights(via, weight.__getitem__)


def _least(out, steps, sources):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(out)))
    for node, targets in enumerate(out):
        for target, step in zip(targets, steps[node], strict=True):
            known = graph.get_edge_data(node, target, {"weight": step})["weight"]
            graph.add_edge(node, target, weight=min(step, known))
    return nx.multi_source_dijkstra_path_length(graph, set(sources))


def _check_ways(found, out, via, weight, sources):
    for node, cost in enumerate(found.cost):
        way = found.path(node)
        if not 0 <= cost < inf:
            assert way == []
            continue
        assert way[0] in sources
        assert way[-1] == node
        assert sum(weight[edge] for edge in found.edges(node, via)) == cost


@given(graphs(), st.data())
def test_zero_one_agrees_with_networkx(out, data):
    via, weight, steps = _weighted(data, out, st.integers(0, 1))
    sources = data.draw(st.lists(st.integers(0, len(out) - 1), min_size=1, max_size=3))
    found = weighted_paths.zero_one_paths(out, steps, sources)
    theirs = _least(out, steps, sources)
    assert found.cost == [theirs.get(node, -1) for node in range(len(out))]
    _check_ways(found, out, via, weight, sources)


@given(graphs(), st.data())
def test_cheapest_is_exact_in_fractions(out, data):
    fractions = st.fractions(0, 3, max_denominator=7)
    via, weight, steps = _weighted(data, out, fractions)
    found = weighted_paths.cheapest_paths(out, steps, [0])
    theirs = _least(out, steps, [0])
    assert found.cost == [theirs.get(node, -1) for node in range(len(out))]
    _check_ways(found, out, via, weight, [0])


@given(graphs(size=6, density=1.6), st.data())
def test_worst_is_the_greatest_over_all_walks(out, data):
    via, weight, steps = _weighted(data, out, st.sampled_from([0, 0, 1, Fraction(1, 3)]))
    sources = data.draw(st.lists(st.integers(0, len(out) - 1), min_size=1, max_size=2))
    found = weighted_paths.costliest_paths(out, steps, sources)
    rounds = 4 * len(out) * (len(out) + 1)  # a gaining cycle of all nodes passes the bound
    best = [0 if node in sources else -inf for node in range(len(out))]
    for _ in range(rounds):
        for node, targets in enumerate(out):
            for target, step in zip(targets, steps[node], strict=True):
                best[target] = max(best[target], best[node] + step)
    bound = len(out)  # a way that repeats no node costs less than one for each
    assert found.cost == [inf if b >= bound else -1 if b < 0 else b for b in best]
    _check_ways(found, out, via, weight, sources)


def test_entering_a_node_costs_what_the_node_costs():
    out = [[1, 2], [3], [3], []]
    found = weighted_paths.zero_one_paths(out, weighted_paths.node_weights(out, [1, 1, 0, 1]), [0])
    assert found.cost == [0, 1, 0, 1]
    assert found.path(3) == [0, 2, 3]


def test_of_ways_equally_cheap_the_one_with_fewest_steps_is_taken():
    out = [[1, 3], [2], [3], []]
    for search, step in product(
        (
            weighted_paths.zero_one_paths,
            weighted_paths.cheapest_paths,
            weighted_paths.costliest_paths,
        ),
        (0,),
    ):
        found = search(out, [[step] * len(row) for row in out], [0])
        assert found.path(3) == [0, 3]


def test_a_ring_that_gains_has_no_worst_and_all_behind_it_neither():
    out = [[1, 4], [2], [1, 3], [], []]
    found = weighted_paths.costliest_paths(out, [[0, 5], [0], [1, 0], [], []], [0])
    assert found.cost == [0, inf, inf, inf, 5]


@given(graphs(), st.data())
def test_one_number_stands_for_all_edges_of_a_node(out, data):
    each = data.draw(st.lists(st.integers(0, 1), min_size=len(out), max_size=len(out)))
    short = data.draw(st.lists(st.booleans(), min_size=len(out), max_size=len(out)))
    written = [[step] * len(targets) for step, targets in zip(each, out, strict=True)]
    mixed = [step if brief else row for step, brief, row in zip(each, short, written, strict=True)]
    assert weighted_paths.zero_one_paths(out, mixed, [0]) == weighted_paths.zero_one_paths(
        out, written, [0]
    )
