from __future__ import annotations

from itertools import combinations

import networkx as nx
from graphs import graphs
from hypothesis import given
from hypothesis import strategies as st

from cxlint.algorithms import feedback_arcs
from cxlint.algorithms.feedback_arcs import feedback_arc_set
from cxlint.algorithms.feedback_orders import backward_arcs, best_order, greedy_order
from cxlint.algorithms.parallel_edges import bundle_edges, has_cycle, split_by_component

EDGES = graphs(size=6, density=2.2).map(
    lambda out: [(node, target) for node, targets in enumerate(out) for target in targets]
)
WIDE = graphs(size=16, density=1.6).map(
    lambda out: [(node, target) for node, targets in enumerate(out) for target in targets]
)


def _tied(edges, gone):
    kept = nx.DiGraph([edge for number, edge in enumerate(edges) if number not in set(gone)])
    return not nx.is_directed_acyclic_graph(kept)


def _fewest(edges, removable):
    return next(
        (
            count
            for count in range(len(edges) + 1)
            for gone in combinations(removable, count)
            if not _tied(edges, gone)
        ),
        None,
    )


@given(EDGES, st.data())
def test_the_fewest_removable_edges_go(edges, data):
    removable = sorted(data.draw(st.sets(st.sampled_from(range(len(edges)))))) if edges else []
    if data.draw(st.booleans()):
        removable = list(range(len(edges)))
    found = feedback_arc_set(edges, removable)
    fewest = _fewest(edges, removable)
    assert found.exact
    assert found.possible == (fewest is not None)
    assert set(found.edges) <= set(removable)
    if found.possible:
        assert not _tied(edges, found.edges)
        assert len(found.edges) == fewest


@given(WIDE)
def test_branching_and_listing_all_orders_agree(edges):
    found = feedback_arc_set(edges)
    assert not _tied(edges, found.edges)
    assert found.exact
    for component in split_by_component(bundle_edges(edges, None)):
        nodes = sorted({bundle.source for bundle in component})
        if len(nodes) > 12:
            continue
        listed = backward_arcs(component, best_order(component, nodes))
        branched, exact = feedback_arcs._branch_and_bound(component, list(component), 10_000_000)
        assert exact
        assert sum(b.weight for b in branched) == sum(b.weight for b in listed)


@given(WIDE, st.data())
def test_the_greedy_answer_unties_keeps_what_must_stay_and_has_nothing_to_spare(edges, data):
    stays = data.draw(st.sets(st.sampled_from(range(len(edges))))) if edges else set()
    bundles = bundle_edges(edges, set(range(len(edges))) - stays)
    if has_cycle([bundle for bundle in bundles if bundle.fixed]):
        return
    for component in split_by_component(bundles):
        greedy = backward_arcs(component, greedy_order(component))
        assert not any(bundle.fixed for bundle in greedy)
        pruned = feedback_arcs._prune(component, greedy, 1_000_000)
        kept = [bundle for bundle in component if bundle not in pruned]
        assert not has_cycle(kept)
        assert all(has_cycle([*kept, bundle]) for bundle in pruned)


def test_the_move_that_leads_back_is_chosen():
    assert feedback_arc_set([(7, 3), (3, 5), (5, 7)]).edges == [2]
    assert feedback_arc_set([(0, 1), (1, 2), (2, 0), (2, 1)]).edges in ([2, 3], [1])


def test_parallel_edges_go_together():
    assert feedback_arc_set([(0, 1), (1, 0), (1, 0)]).edges == [0]
    assert feedback_arc_set([(0, 1), (1, 0), (1, 0)], removable=[1, 2]).edges == [1, 2]


def test_a_ring_of_edges_that_must_stay_cannot_be_untied():
    found = feedback_arc_set([(0, 1), (1, 0)], removable=[])
    assert (found.edges, found.possible) == ([], False)


def test_nothing_to_untie():
    assert feedback_arc_set([]).edges == []
    assert feedback_arc_set([(0, 1), (1, 2)]).edges == []


def test_a_large_knot_is_untied_and_said_to_be_approximate():
    size = 2_000
    edges = [(n, (n * k + 1) % size) for n in range(size) for k in (1, 3, 7)]
    found = feedback_arc_set(edges)
    assert not found.exact
    assert not _tied(edges, found.edges)


def test_a_large_ring_is_untied_exactly():
    size = 20_000
    found = feedback_arc_set([(n, (n + 1) % size) for n in range(size)])
    assert (found.edges, found.exact) == ([size - 1], True)
