"""Distances: the same as networkx finds, and silent about what could not be read."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import pytest
from policies import network

from cxlint.graph import distances
from cxlint.graph.distances import FAR, Distances, TooMuch, Unclear


def random_policy(seed: int) -> tuple[str, nx.DiGraph]:
    rng = random.Random(seed)
    ids = [f"t{number}" for number in range(rng.randint(3, 9))]
    graph = nx.DiGraph()
    graph.add_nodes_from(ids)
    lines = ["teams:", *(f"  {id_}: {{seats: 1, closes: none}}" for id_ in ids), "handoffs:"]
    for _ in range(rng.randint(2, 16)):
        start, goal = rng.choice(ids), rng.choice(ids)
        graph.add_edge(start, goal)
        lines.append(f"  - {{from: {start}, to: {goal}, id: h{len(lines)}}}")
    return "\n".join(lines) + "\n", graph


@pytest.mark.parametrize("seed", range(25))
def test_the_answers_are_those_of_networkx(seed: int) -> None:
    text, graph = random_policy(seed)
    ways = Distances(network(text))
    pairs = [(a, b) for a in graph for b in graph]
    random.Random(seed).shuffle(pairs)
    for start, goal in pairs:
        reachable = nx.has_path(graph, start, goal)
        assert ways.reaches(start, goal) is reachable
        wanted = nx.shortest_path_length(graph, start, goal) if reachable else FAR
        assert ways.hops(start, goal) == wanted
        for through in graph:
            if through not in (start, goal):
                rest = graph.subgraph(set(graph) - {through})
                assert ways.passes(start, goal, through) is not nx.has_path(rest, start, goal)
    for id_ in graph:
        round_ = any(nx.has_path(graph, follower, id_) for follower in graph[id_])
        assert ways.on_circle(id_) is round_


def test_every_way_passes_its_ends() -> None:
    ways = Distances(network("teams: {a: {seats: 1}, b: {seats: 1}}\nhandoffs: [{from: a, to: b}]"))
    assert ways.passes("a", "b", "a") and ways.passes("a", "b", "b")


PEOPLE = """
channels: {mail: {kind: email, goes_to: bot}, void: {kind: email, goes_to: empty}}
steps: {bot: {kind: bot, goes_to: care}, empty: {kind: page}}
teams: {care: {seats: 2}, nobody: {seats: 0}}
outcomes: {done: {kind: resolved}}
"""


def test_people_are_teams_in_which_somebody_works() -> None:
    ways = Distances(network(PEOPLE))
    assert ways.hops_to_person("mail") == 2
    assert ways.reaches_person("care") and not ways.reaches_person("nobody")
    assert ways.hops_to_person("void") == FAR


def test_places_have_kinds_and_others_are_unclear() -> None:
    ways = Distances(network(PEOPLE))
    assert [ways.kind_of(id_) for id_ in ("mail", "bot", "care", "done")] == [
        "channel", "step", "team", "outcome",
    ]  # fmt: skip
    for ask in (ways.kind_of, ways.reaches_person, ways.on_circle):
        with pytest.raises(Unclear, match="there is no place 'crae'"):
            ask("crae")
    with pytest.raises(Unclear):
        ways.reaches("mail", "crae")


OPAQUE = """
channels: {mail: {kind: email, goes_to: [bot, elsewhere]}}
steps: {bot: {kind: bot, goes_to: desk}, desk: {kind: form, goes_to: care}}
teams: {care: {seats: 2}, other: {seats: 1}}
"""


def test_what_could_not_be_read_may_lead_anywhere() -> None:
    ways = Distances(network(OPAQUE))
    assert ways.hops("mail", "bot") == 1
    for ask in (
        lambda: ways.hops("mail", "care"),
        lambda: ways.reaches("mail", "other"),
        lambda: ways.passes("mail", "care", "bot"),
        lambda: ways.on_circle("mail"),
        lambda: ways.kind_of("elsewhere"),
        lambda: ways.hops_to_person("mail"),
    ):
        with pytest.raises(Unclear):
            ask()
    assert ways.hops("bot", "care") == 2
    assert ways.reaches("bot", "other") is False


def test_many_questions_about_one_place_cost_one_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"t{number}" for number in range(60)]
    teams = "\n".join(f"  {id_}: {{seats: 1, closes: none}}" for id_ in ids)
    handoffs = "\n".join(f"  - {{from: {a}, to: {b}}}" for a, b in itertools.pairwise(ids))
    whole = network(f"teams:\n{teams}\nhandoffs:\n{handoffs}\n")
    monkeypatch.setattr(distances, "WORK", 300)
    assert [Distances(whole).hops(id_, "t59") for id_ in ids[:3]] == [59, 58, 57]
    ways = Distances(whole)
    assert [ways.hops(id_, "t59") for id_ in ids] == list(range(59, -1, -1))
    ways = Distances(whole)
    assert [ways.hops("t0", id_) for id_ in ids] == list(range(60))
    with pytest.raises(TooMuch):
        all(ways.hops(start, goal) >= 0 for start in ids for goal in ids)
