"""Checks that ask about ways, against what networkx finds on random graphs."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network, observed

from cxlint.linting.checks.cycles.loop_without_exit import loop_without_exit
from cxlint.linting.checks.ways.count_along import count_along
from cxlint.linting.checks.ways.in_common import in_common
from cxlint.linting.checks.ways.passes import passes
from cxlint.linting.checks.ways.reachable import reachable
from cxlint.linting.checks.ways.sum_along import sum_along

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.linting.model.finding import Hit

SIZE = 6
EDGES = st.sets(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=14)
SOME = st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=3)
few = settings(max_examples=80, deadline=None)


def drawn(edges: Iterable[tuple[int, int]], waits: dict[tuple[int, int], int] | None = None):
    """Return a policy of teams with these handoffs, all of them places that a channel leads to."""
    teams = "".join(f"  t{n}: {{closes: none}}\n" for n in range(SIZE))
    moves = "".join(
        f"  - {{from: t{a}, to: t{b}, wait: {(waits or {}).get((a, b), 0)} hours}}\n"
        for a, b in sorted(edges)
    )
    everywhere = ", ".join(f"t{n}" for n in range(SIZE))
    text = f"channels: {{c: {{kind: voice, goes_to: [{everywhere}]}}}}\nteams:\n{teams}"
    return network(text + (f"handoffs:\n{moves}" if moves else ""))


def meant(numbers: Iterable[int]) -> dict[str, Any]:
    return {"id": [f"t{n}" for n in sorted(numbers)]}


def walked(edges: Iterable[tuple[int, int]], goals: Iterable[int]) -> nx.DiGraph:
    """Return the graph in which a way ends at the first goal."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(SIZE))
    graph.add_edges_from((a, b) for a, b in edges if a not in goals)
    return graph


def entities(hits: Iterable[Hit]) -> set[int]:
    return {int(hit.entity.removeprefix("team/t")) for hit in hits}


def is_way(graph: nx.DiGraph, hit: Hit) -> bool:
    """Whether the witness of a hit goes along the edges of the graph."""
    names = [int(label[1:]) for _, label in hit.witness]
    return len(names) > 1 and all(graph.has_edge(a, b) for a, b in itertools.pairwise(names))


@few
@given(EDGES, SOME, SOME, st.integers(1, 4) | st.none())
def test_reachable_is_what_shortest_paths_say(edges, starts, goals, most) -> None:
    graph = walked(edges, goals)
    ways = {"from": meant(starts), "to": meant(goals)}
    lengths = {
        start: min(
            (
                nx.shortest_path_length(graph, start, g)
                for g in goals
                if nx.has_path(graph, start, g)
            ),
            default=None,
        )
        for start in starts
    }
    near = {s for s, length in lengths.items() if length is not None and length <= (most or SIZE)}
    asked = {"ways": ways, "at_most": most}
    policy = drawn(edges)
    assert entities(reachable(policy, quantifier="every", **asked)) == starts - near
    assert entities(reachable(policy, quantifier="none", **asked)) == near - goals
    some = list(reachable(policy, quantifier="some", **asked))
    assert len(some) == (not near)


@few
@given(EDGES, SOME, SOME, SOME)
def test_every_way_passes_where_no_simple_path_avoids(edges, starts, goals, through) -> None:
    graph = walked(edges, goals)
    ways = {"from": meant(starts), "to": meant(goals)}
    avoiding = [
        path
        for start in starts - goals
        for goal in goals
        for path in nx.all_simple_paths(graph, start, goal)
        if through.isdisjoint(path)
    ]
    hits = list(passes(drawn(edges), ways=ways, through=meant(through), quantifier="every"))
    assert bool(hits) == bool(avoiding)
    for hit in hits:
        names = [int(label[1:]) for _, label in hit.witness]
        assert is_way(graph, hit)
        assert names[0] in starts and names[-1] in goals
        assert through.isdisjoint(names)


@few
@given(EDGES, SOME, SOME, SOME)
def test_what_ways_pass_is_what_lies_between(edges, starts, goals, through) -> None:
    graph = walked(edges, goals)
    ways = {"from": meant(starts), "to": meant(goals)}
    on_a_way = {
        (start, middle)
        for start in starts - goals
        for middle in through
        for goal in goals
        if nx.has_path(graph, start, middle) and nx.has_path(graph, middle, goal)
    }
    policy = drawn(edges)
    asked = {"ways": ways, "through": meant(through)}
    hits = list(passes(policy, quantifier="none", **asked))
    assert entities(hits) == {middle for _, middle in on_a_way}
    assert all(is_way(graph, hit) for hit in hits)
    arriving = {s for s in starts - goals if any(nx.has_path(graph, s, g) for g in goals)}
    never = entities(passes(policy, quantifier="some", **asked))
    assert never == arriving - {start for start, _ in on_a_way}


@few
@given(EDGES, SOME, SOME, SOME, st.integers(0, 3))
def test_the_least_count_is_that_of_the_best_path(edges, starts, goals, counted, most) -> None:
    graph = walked(edges, goals)
    ways = {"from": meant(starts), "to": meant(goals)}
    best = {
        start: min(
            (
                len(counted.intersection(path))
                for goal in goals
                for path in nx.all_simple_paths(graph, start, goal)
            ),
            default=-1,
        )
        for start in starts - goals
    }
    hits = list(
        count_along(drawn(edges), ways=ways, quantifier="some", at_most=most,
                    places_met=meant(counted))
    )  # fmt: skip
    assert entities(hits) == {start for start, count in best.items() if count > most}
    for hit in hits:
        names = {int(label[1:]) for _, label in hit.witness}
        assert hit.facts["count"] == len(counted & names)


@few
@given(EDGES, SOME, SOME, st.integers(0, 4))
def test_the_greatest_count_of_moves_has_no_end_on_rings(edges, starts, goals, most) -> None:
    graph = walked(edges, goals)
    ways = {"from": meant(starts), "to": meant(goals)}
    expected = {}
    for start in starts - goals:
        between = graph.subgraph(
            n for n in graph if nx.has_path(graph, start, n)
            and any(nx.has_path(graph, n, goal) for goal in goals)
        )  # fmt: skip
        if not (ends := goals.intersection(between)):
            continue
        longest = max(
            len(path) - 1 for goal in ends for path in nx.all_simple_paths(between, start, goal)
        ) if nx.is_directed_acyclic_graph(between) else "any number of"  # fmt: skip
        if isinstance(longest, str) or longest > most:
            expected[f"t{start}"] = longest
    hits = list(count_along(drawn(edges), ways=ways, quantifier="every", at_most=most))
    assert {hit.facts["from"]: hit.facts["count"] for hit in hits} == expected
    assert all(is_way(graph, hit) for hit in hits)


@few
@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(0, 9),
                       max_size=14), SOME, SOME, st.integers(0, 20))  # fmt: skip
def test_the_least_sum_is_that_of_the_shortest_weighted_path(waits, starts, goals, most) -> None:
    graph = walked(waits, goals)
    nx.set_edge_attributes(graph, {edge: w for edge, w in waits.items() if edge in graph.edges},
                           "wait")  # fmt: skip
    ways = {"from": meant(starts), "to": meant(goals)}
    expected = set()
    for start in starts - goals:
        lengths = nx.single_source_dijkstra_path_length(graph, start, weight="wait")
        if min((lengths[g] for g in goals if g in lengths), default=-1) > most:
            expected.add(start)
    hits = sum_along(drawn(waits, waits), ways=ways, fields=["handoff.wait"], quantifier="some",
                     at_most=f"{most} hours")  # fmt: skip
    assert entities(hits) == expected


@few
@given(EDGES, SOME)
def test_knots_without_exit_are_components_that_reach_nothing(edges, goals) -> None:
    graph = nx.DiGraph(list(edges))
    graph.add_nodes_from(range(SIZE))
    expected = {
        frozenset(part)
        for part in nx.strongly_connected_components(graph)
        if (len(part) > 1 or any(graph.has_edge(n, n) for n in part))
        and not any(nx.has_path(graph, n, goal) for n in part for goal in goals)
    }
    hits = list(loop_without_exit(drawn(edges), ways={"to": meant(goals)}))
    assert len(hits) == len(expected)
    for hit in hits:
        (knot,) = [part for part in expected if {int(name[1:]) for name in hit.key} <= part]
        assert hit.facts["count"] == len(knot)


SHOP = """
channels:
  chat: {kind: chat, goes_to: bot}
  phone: {kind: voice, goes_to: care}
steps: {bot: {kind: bot, options: [{say: more, goes_to: care}]}}
teams: {care: {closes: none}, vault: {closes: all, role: expert}}
handoffs:
  - {from: care, to: vault, wait: 2 days}
intents:
  card: {anxiety: high, start: phone}
  news: {anxiety: low, start: chat}
"""


def test_a_finding_names_the_way_and_the_intents() -> None:
    ways = {"from": {"kind": "channel"}, "to": {"person": True}}
    (hit,) = reachable(network(SHOP), ways=ways, quantifier="every", at_most=1)
    assert hit.facts == {
        "from": "chat", "to": "care", "path": "chat -> bot -> care", "moves": 2, "bound": 1,
        "missing": 1,
    }  # fmt: skip
    assert hit.intents == ("news",)
    assert [label for _, label in hit.witness] == ["chat", "bot", "care"]


def test_journeys_are_chosen_by_what_is_said_of_the_intents() -> None:
    ways = {"to": {"id": "bot"}, "intents": {"anxiety": "high"}}
    assert [hit.facts["from"] for hit in reachable(network(SHOP), ways=ways, quantifier="every")] \
        == ["phone"]  # fmt: skip
    assert list(reachable(network(SHOP), ways=ways, quantifier="none")) == []


def test_a_missed_place_is_told_at_the_move_after_which_it_is_out_of_reach() -> None:
    text = SHOP.replace("goes_to: care}]", "goes_to: care}, {say: quick, goes_to: vault}]")
    ways = {"from": {"kind": "channel"}, "to": {"id": "vault"}}
    (hit,) = passes(network(text), ways=ways, through={"id": "care"}, quantifier="every")
    assert hit.facts["path"] == "chat -> bot -> vault"
    assert hit.at.path == ("steps", "bot", "options", 1, "goes_to")


@pytest.mark.parametrize("quantifier", ["every", "some"])
def test_a_sum_is_told_with_what_does_not_say(quantifier) -> None:
    asked = {"ways": {"from": {"id": "phone"}, "to": {"id": "vault"}},
             "fields": ["handoff.wait", "channel.respond.within"], "at_most": "1 day"}  # fmt: skip
    (hit,) = sum_along(network(SHOP), quantifier=quantifier, **asked)
    assert (hit.facts["sum"], hit.facts["missing"]) == ("at least 2 days", ["phone"])
    stated = SHOP.replace("kind: voice,", "kind: voice, respond: 1 hour,")
    (hit,) = sum_along(network(stated), quantifier=quantifier, **asked)
    assert (hit.facts["sum"], hit.facts["missing"]) == ("49 hours", "nothing")


def test_a_wait_is_unbounded_where_a_ring_is_gone_round_and_bounded_where_it_is_not() -> None:
    ring = SHOP.replace("handoffs:\n", "handoffs:\n  - {from: care, to: care, wait: 1 day}\n")
    asked = {"ways": {"from": {"id": "phone"}, "to": {"id": "vault"}},
             "fields": ["handoff.wait"], "quantifier": "every", "at_most": "3 days"}  # fmt: skip
    (hit,) = sum_along(network(ring), **asked)
    assert hit.facts["sum"] == "without end"
    bounded = ring.replace("wait: 1 day", "wait: 1 day, max_repeats: 1")
    assert list(sum_along(network(bounded), **asked)) == []


def test_nothing_is_claimed_of_what_is_not_known() -> None:
    ways = {"from": {"kind": "channel"}, "to": {"id": "vault"}}
    hidden = SHOP.replace("goes_to: bot}", "goes_to: elsewhere}")
    assert list(reachable(network(hidden), ways=ways, quantifier="every")) == []
    assert [
        hit.facts["from"]
        for hit in reachable(network(SHOP.replace("goes_to: bot", "name: x")), ways=ways,
                             quantifier="every")
    ] == ["chat"]  # fmt: skip
    between = SHOP.replace("goes_to: care}]", "goes_to: elsewhere}]").replace(
        "handoffs:", "handoffs:\n  - {from: elsewhere, to: vault}"
    )
    asked = {"ways": {"from": {"id": "chat"}, "to": {"id": "vault"}}, "through": {"id": "care"}}
    assert list(passes(network(between), quantifier="every", **asked)) == []
    assert list(passes(network(between), quantifier="some", **asked)) == []
    known = between.replace("elsewhere", "front").replace("teams: {", "teams: {front: {}, ")
    assert len(list(passes(network(known), quantifier="every", **asked))) == 1


def test_moves_are_chosen_by_kind_and_by_what_handoffs_say() -> None:
    ways = {"from": {"kind": "channel"}, "to": {"id": "vault"}}
    for by, found in (
        ({"kind": ["arrival", "option", "handoff"]}, []),
        ({"not": "option"}, ["chat"]),
        ({"where": {"wait": {"said": True}}}, ["chat", "phone"]),
        ({"where": {"wait": {"not": "2 days"}}}, ["chat", "phone"]),
        ({"customer": False}, ["chat", "phone"]),
    ):
        hits = reachable(network(SHOP), ways={**ways, "by": by}, quantifier="every")
        assert [hit.facts["from"] for hit in hits] == found, by


def test_transfers_are_counted_by_themselves() -> None:
    asked = {"ways": {"from": {"kind": "channel"}, "to": {"answer": True}}, "quantifier": "some"}
    hits = list(count_along(network(SHOP), moves={"transfer": True}, at_most=0, **asked))
    assert [hit.facts["from"] for hit in hits] == ["chat", "phone"]
    assert hits[0].facts["met"] == ["care -> vault"]
    assert list(count_along(network(SHOP), moves={"transfer": True}, at_most=1, **asked)) == []


def test_approvals_are_places_with_what_their_tiers_say() -> None:
    text = """
    channels: {phone: {kind: voice, goes_to: care}}
    intents: {refund: {start: phone, remedy: cash}}
    teams: {care: {closes: none, may: {cash: none}}}
    remedies:
      cash: {tiers: [{by: lead, up_to: 50 EUR, decides_within: 2 days}, {by: head}]}
    """
    asked = {"ways": {"to": {"id": "resolved"}}, "fields": ["approval.decides_within"],
             "at_most": "1 day", "quantifier": "some"}  # fmt: skip
    (hit,) = sum_along(network(text), **asked)
    assert hit.facts["sum"] == "2 days"
    ways = {"to": {"kind": "approval", "where": {"delegate": {"said": False}}}}
    assert len(list(reachable(network(text), ways=ways, quantifier="none"))) == 1
    covered = text.replace("by: lead,", "by: lead, delegate: care,")
    (hit,) = reachable(network(covered), ways=ways, quantifier="none")
    assert hit.facts["to"] == "cash approval 2"


def test_all_teams_of_a_journey_share_a_system_or_are_told() -> None:
    text = """
    channels: {phone: {kind: voice, goes_to: a}}
    teams: {a: {systems: [crm, desk]}, b: {systems: crm}, c: {systems: [desk]}, d: {}}
    handoffs: [{from: a, to: b}, {from: b, to: c}, {from: c, to: d}]
    """
    ways = {"to": {"kind": "team"}}
    (hit,) = in_common(network(text), ways=ways, field="systems")
    assert hit.facts["common"] == "crm"
    assert hit.facts["missing"] == ["c"]
    assert hit.at.path == ("teams", "c", "systems")
    shared = text.replace("c: {systems: [desk]}", "c: {systems: [desk, crm]}")
    assert list(in_common(network(shared), ways=ways, field="systems")) == []


def test_a_rule_that_selects_no_place_has_seen_nothing() -> None:
    graph = observed(network(SHOP))
    ways = {"from": {"id": "fax"}, "to": {"id": "vault"}}
    assert list(reachable(graph, ways=ways, quantifier="every")) == []
    assert graph.policy.looked == 0
    ways = {"from": {"id": "phone"}, "to": {"id": "vault"}}
    assert list(reachable(graph, ways=ways, quantifier="every")) == []
    assert graph.policy.looked == 1


def test_of_a_very_long_way_both_ends_are_told_and_a_part() -> None:
    size = 300
    teams = "".join(f"  t{n}: {{closes: none}}\n" for n in range(size))
    moves = "".join(f"  - {{from: t{n}, to: t{n + 1}, wait: 1 day}}\n" for n in range(size - 1))
    text = f"channels: {{c: {{kind: voice, goes_to: t0}}}}\nteams:\n{teams}handoffs:\n{moves}"
    ways = {"to": {"id": "t299"}}
    found = [
        *reachable(network(text), ways=ways, quantifier="every", at_most=5),
        *passes(network(text), ways=ways, through={"id": "t150"}, quantifier="none"),
        *passes(network(text), ways=ways, through={"id": "c"}, quantifier="none"),
        *count_along(network(text), ways=ways, quantifier="some", at_most=5),
        *sum_along(network(text), ways=ways, quantifier="every", at_most="5 days",
                   fields=["handoff.wait"]),
    ]  # fmt: skip
    assert len(found) == 5
    for hit in found:
        assert (hit.facts["from"], hit.facts["to"]) == ("c", "t299")
        assert "(many more) -> t299" in str(hit.facts["path"])
        assert len(hit.witness) <= 101
    assert found[0].facts["moves"] == found[3].facts["count"] == 300
    assert found[4].facts["sum"] == "299 days"
