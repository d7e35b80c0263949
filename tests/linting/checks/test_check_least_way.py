"""The easiest way to an answer, against trying them all."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.linting.checks.ways.case_owner import case_owner
from cxlint.linting.checks.ways.least_way import least_way

EDGES = st.sets(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()).filter(lambda e: e[0] != e[1]),
    max_size=14,
)


def written(edges, closing=(), more: str = "") -> str:
    lines = ["channels: {line: {kind: voice, goes_to: t0}}", "teams:"]
    lines += [f"  t{n}: {{closes: {'all' if n in closing else 'none'}}}" for n in range(7)]
    lines += ["handoffs:"] if edges else []
    lines += [
        f"  - {{from: t{a}, to: t{b}, carried_by: {'us' if behind else 'customer'}}}"
        for a, b, behind in sorted(edges)
    ]
    return "\n".join([*lines, more])


@settings(max_examples=120, deadline=None)
@given(EDGES, st.sets(st.integers(0, 6), min_size=1), st.integers(1, 3))
def test_transfers_are_counted_on_the_way_with_the_fewest(edges, closing, at_most) -> None:
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(7))
    for a, b, behind in edges:
        cost = min(int(not behind), graph.get_edge_data(a, b, {"cost": 1})["cost"])
        graph.add_edge(a, b, cost=cost)
    costs = networkx.single_source_dijkstra_path_length(graph, 0, weight="cost")
    fewest = min((cost for team, cost in costs.items() if team in closing), default=0)
    graph_ = network(written(edges, closing))
    hits = list(least_way(graph_, count="transfers", at_most=at_most))
    assert [hit.facts["number"] for hit in hits] == ([fewest] if fewest > at_most else [])


@settings(max_examples=120, deadline=None)
@given(EDGES, st.sets(st.integers(0, 6), min_size=1), st.integers(1, 2), st.booleans())
def test_once_the_early_team_settles_it_nothing_is_said(edges, closing, at_most, roles) -> None:
    text = written(edges, closing)
    for team in range(7) if roles else ():
        text = text.replace(f"  t{team}: {{", f"  t{team}: {{role: r{team}, ")
    count = "roles" if roles else "transfers"
    for hit in least_way(network(text), count=count, at_most=at_most):
        early = str(hit.facts["early"])
        mended = text.replace(f"  {early}: {{closes: none", f"  {early}: {{closes: all")
        mended = mended.replace(f"{early}: {{role: r{early[1:]}, closes: none",
                                f"{early}: {{role: r{early[1:]}, closes: all")  # fmt: skip
        assert mended != text
        assert list(least_way(network(mended), count=count, at_most=at_most)) == []


@settings(max_examples=120, deadline=None)
@given(EDGES, st.sets(st.integers(0, 6), min_size=1), st.integers(1, 4))
def test_desks_behind_the_scenes_count_among_the_places(edges, closing, at_most) -> None:
    graph = networkx.DiGraph([(a, b) for a, b, _ in edges])
    graph.add_node(0)
    lengths = networkx.single_source_shortest_path_length(graph, 0)
    fewest = min((n + 1 for team, n in lengths.items() if team in closing), default=0)
    hits = list(least_way(network(written(edges, closing)), count="places", at_most=at_most))
    assert [hit.facts["number"] for hit in hits] == ([fewest] if fewest > at_most else [])


HANDED = """
channels: {showroom: {kind: in_person, goes_to: front}}
teams: {front: {}, floor: {}, desk: {}}
handoffs:
  - {from: front, to: floor, share: %s}
  - {from: front, to: desk, share: %s}
  - {from: floor, to: desk%s}
"""


def test_a_team_that_hands_everything_on_settles_nothing() -> None:
    def transfers(*said: str) -> list[object]:
        hits = least_way(network(HANDED % said), count="transfers", at_most=0)
        return [hit.facts["number"] for hit in hits]

    assert transfers("60%", "40%", "") == [1]
    assert transfers("60%", "30%", "") == []
    assert transfers("100%", "0%", ", when: Always") == [1]
    text = HANDED.replace("  - {from: front, to: desk, share: %s}\n", "")
    hits = list(least_way(network(text % ("100%", ", when: always")), count="transfers", at_most=1))
    assert [hit.facts["way"] for hit in hits] == ["front -> floor -> desk"]


def test_who_settles_most_of_it_hands_not_everything_on() -> None:
    text = (HANDED % ("40%", "0%", "")).replace("to: desk, share: 0%", "to: resolved, share: 60%")
    assert list(least_way(network(text), count="transfers", at_most=0)) == []


def test_the_transfer_that_is_one_too_many_is_the_place() -> None:
    (hit,) = least_way(
        network(written({(0, 1, False), (1, 2, True), (2, 3, False)}, {3})),
        count="transfers",
        at_most=1,
    )
    assert hit.at.path == ("handoffs", 2)
    assert hit.facts["way"] == "t0 -> t1 -> t3"


def test_what_customers_must_ask_for_themselves_is_a_transfer() -> None:
    text = """
    channels: {line: {kind: voice, goes_to: care}}
    teams: {care: {closes: none, may: {refund: 50 EUR}}, leads: {closes: none}}
    remedies: {refund: {asked_by: %s, tiers: [{by: [leads], up_to: any}]}}
    intents: {refund: {start: line, remedy: refund}}
    """
    counted = [
        len(list(least_way(network(text % by), count="transfers", at_most=0)))
        for by in ("us", "customer")
    ]
    assert counted == [0, 1]


def test_a_policy_that_nobody_can_be_read_from_has_no_long_ways() -> None:
    text = written({(0, 1, False), (1, 2, False)}) + "\n  - {from: t2, to: nowhere}\n"
    assert list(least_way(network(text), count="transfers", at_most=2)) == []


@settings(max_examples=120, deadline=None)
@given(EDGES)
def test_the_teams_of_the_way_that_crosses_most_are_counted(edges) -> None:
    graph = networkx.DiGraph([(a, b) for a, b, _ in edges])
    graph.add_node(0)
    ahead = graph.subgraph({0} | networkx.descendants(graph, 0))
    whole = networkx.condensation(ahead)
    weight = {part: len(whole.nodes[part]["members"]) for part in whole}
    best: dict[int, int] = {}
    for part in reversed(list(networkx.topological_sort(whole))):
        best[part] = weight[part] + max(
            (best[after] for after in whole.successors(part)), default=0
        )
    most = max(best.values())
    text = written(edges, more="intents: {moving: {start: line}}")
    hits = list(case_owner(network(text), at_least=3))
    assert [hit.facts["number"] for hit in hits] == ([most] if most >= 3 else [])


@pytest.mark.parametrize(
    ("said", "hits"),
    [("seats: 0", 0), ("open: closed", 0), ("seats: 1", 1), ("open: Mon-Fri 09:00-17:00", 1)],
)
@pytest.mark.parametrize("place", ["a", "b"])
def test_a_team_in_which_nobody_works_passes_nobody_on(place: str, said: str, hits: int) -> None:
    teams = {"a": "seats: 2", "b": "seats: 2", place: said}
    listed = ", ".join(f"{id_}: {{{each}}}" for id_, each in teams.items())
    text = (
        "channels: {line: {kind: voice, goes_to: a}}\n"
        f"teams: {{{listed}, c: {{closes: all}}}}\n"
        "handoffs:\n"
        "  - {from: a, to: b, share: 100%, carried_by: customer}\n"
        "  - {from: b, to: c, share: 100%, carried_by: customer}\n"
    )
    assert len(list(least_way(network(text), count="transfers", at_most=1))) == hits
