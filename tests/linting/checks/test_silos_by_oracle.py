"""Silos against a plain second program; and each remedy, carried out.

The second program knows nothing of cxlint's graph. It reads the policy as data, contact reason by
contact reason: networkx finds the islands, and every way by channels and steps is followed.
"""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx
import pytest
from made_flows import ENDS, FILE, TEAMS, graph_of, made_flow, moves_of, reached_by, starts_of
from remedies import carry_context

from cxlint.linting.checks.ways.silo import silo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit

    Policy = dict[str, Any]

SEEDS = range(400)
MANY_SEEDS = range(400, 8_000)


class Break(NamedTuple):
    """A handoff between islands by which something is lost, for one contact reason."""

    at: tuple[object, ...]
    severity: str
    cause: object
    intent: str


class Way(NamedTuple):
    """A way by channels and steps to a team: what keeps all on it, and what loses something."""

    team: str
    kept: str
    lost: Policy | None
    length: int


def keeps(move: Policy) -> str:
    if move["at"][0] != "handoffs" or "asks_again" in move:
        return ""
    return "full" if move.get("context") == "full" else "warm" * (move.get("transfer") == "warm")


def loses(move: Policy) -> bool:
    if move["at"][0] != "handoffs" or keeps(move):
        return False
    return move.get("context") in ("none", "partial") or "asks_again" in move


def works(policy: Policy, place: str) -> bool:
    """Whether somebody works in a team; whatever is no team counts as well."""
    return place not in TEAMS or bool(policy["teams"][place]["seats"])


def ways_behind(policy: Policy, moves: list[Policy], place: str) -> list[Way]:
    """Follow every way on from a place to the teams behind it."""
    found, seen, walks = [], set(), [Way(place, "", None, 0)]
    for walk in walks:
        state = walk.team, walk.kept, walk.lost and walk.lost["at"]
        if state in seen:
            continue
        seen.add(state)
        if not works(policy, walk.team):
            continue
        if walk.team in TEAMS:
            found.append(walk)
        elif walk.team in ENDS:
            continue
        for move in moves:
            ahead = move["from"] == walk.team and walk.team not in TEAMS
            if ahead and not move.get("new_matter"):
                lost = walk.lost or (move if loses(move) else None)
                kept = "" if lost else walk.kept or keeps(move)
                walks.append(Way(move["to"], kept, lost, walk.length + 1))
    return found


def arrivals(policy: Policy, moves: list[Policy], handoff: Policy) -> list[Way]:
    to = handoff["to"]
    if to in TEAMS:
        return [Way(to, "", None, 0)] if works(policy, to) else []
    return ways_behind(policy, moves, to)


def handed_on(policy: Policy, intent: str) -> Iterator[tuple[Policy, list[Way]]]:
    reached = reached_by(policy, intent)
    moves = [move for move in moves_of(policy, intent) if move["from"] in reached]
    for move in moves:
        crosses = move["from"] in TEAMS and move["to"] != move["from"]
        crosses &= works(policy, move["from"])
        if move["at"][0] == "handoffs" and crosses and not move.get("new_matter"):
            yield move, arrivals(policy, moves, move)


def islands(policy: Policy, intent: str) -> dict[str, frozenset[str]]:
    """Return the island of each team that the contact reason meets."""
    met = sorted(t for t in set(TEAMS) & reached_by(policy, intent) if works(policy, t))
    graph = networkx.Graph()
    graph.add_nodes_from(met)
    for one, other in itertools.combinations(met, 2):
        here, there = policy["teams"][one], policy["teams"][other]
        shared = set(here.get("systems", [])) & set(there.get("systems", []))
        if shared or other in here.get("shares_context_with", []) or one in there.get(
            "shares_context_with", []
        ):  # fmt: skip
            graph.add_edge(one, other)
    for move, ways in handed_on(policy, intent):
        for way in ways:
            full = move.get("context") == "full" or (way.kept == "full" and not loses(move))
            if full and way.lost is None:
                graph.add_edge(move["from"], way.team)
    return {team: frozenset(part) for part in networkx.connected_components(graph) for team in part}


def grade(policy: Policy, handoff: Policy, source: str, team: str) -> str | None:
    if "asks_again" in handoff or handoff.get("context") == "none":
        return "error"
    systems = all("systems" in policy["teams"][each] for each in (source, team))
    return "warning" if systems or handoff.get("context") == "partial" else None


def losses(move: Policy, ways: list[Way]) -> Iterator[tuple[Policy, list[Way]]]:
    """Yield the handoffs of a way by which something may be lost, each with where it leads."""
    if loses(move):
        yield move, ways
    elif not keeps(move):
        yield move, [way for way in ways if not way.kept and not way.lost]
    for at in {way.lost["at"]: None for way in ways if way.lost}:
        lost = [way for way in ways if way.lost and way.lost["at"] == at]
        yield lost[0].lost or {}, lost


def breaks(policy: Policy) -> Iterator[Break]:
    for intent in starts_of(policy):
        of = islands(policy, intent)
        for move, ways in handed_on(policy, intent):
            for losing, found in losses(move, ways):
                if found and (verdict := judged(policy, of, move, losing, found)):
                    severity, cause = verdict
                    yield Break(losing["at"], severity, (intent, cause), intent)


def judged(
    policy: Policy, of: dict[str, frozenset[str]], move: Policy, losing: Policy, found: list[Way]
) -> tuple[str, object] | None:
    """Say how grave it is that something is lost between two islands, and which these are."""
    source = move["from"]
    here = [of[way.team] == of[source] for way in found]
    nearest = min(found, key=lambda way: (way.length, way.team)).team
    if not any(here):
        severity = grade(policy, losing, source, nearest)
        return (severity, frozenset((of[source], of[nearest]))) if severity else None
    again = all(here) and move["to"] in TEAMS and "asks_again" in losing
    return ("warning", losing["at"]) if again else None


def findings(policy: Policy) -> list[tuple[str, frozenset[object], frozenset[str]]]:
    """Return each finding as its severity, the handoffs it lists and its contact reasons."""
    graph = networkx.Graph()
    found = list(breaks(policy))
    for each in found:
        graph.add_edge(("at", each.at), ("cause", each.cause))
    told = []
    for part in networkx.connected_components(graph):
        of = [each for each in found if ("at", each.at) in part]
        grave = "error" if any(each.severity == "error" for each in of) else "warning"
        intents = frozenset(each.intent for each in of) - {""}
        told.append((grave, frozenset(each.at for each in of), intents))
    return sorted(told, key=str)


def told_by(hit: Hit) -> tuple[str, frozenset[object], frozenset[str]]:
    rows = [at.path[:2] for at in (hit.at, *(at for at, _ in hit.related))]
    return hit.severity or "error", frozenset(rows), frozenset(hit.intents)


def normal(found: tuple[str, frozenset[object], frozenset[str]]) -> str:
    severity, rows, intents = found
    return f"{severity} {sorted(map(str, rows))} {sorted(intents)}"


def judge(policy: Policy) -> None:
    found = [told_by(hit) for hit in silo(graph_of(policy), unstated=False)]
    assert sorted(map(normal, found)) == sorted(map(normal, findings(policy)))


def done(policy: Policy, hit: Hit, way: str) -> Network:
    (after,) = carry_context({FILE: policy}, hit, way).values()
    return graph_of(after)


def mend(policy: Policy) -> None:
    """Do what every remedy says, and look again: nothing is said of these handoffs any more."""
    for hit in silo(graph_of(policy), unstated=False):
        _, rows, _ = told_by(hit)
        for way in ("context", "warm") if hit.case != "joined" else ("asks",):
            after = silo(done(policy, hit, way), unstated=False)
            assert not [each for each in after if told_by(each)[1] & rows]
        if hit.case != "joined" and len(rows) == 1:
            after = silo(done(policy, hit, "system"), unstated=False)
            again = [each for each in after if told_by(each)[1] & rows]
            ends = {str(hit.facts["source"]), str(hit.facts["target"])}
            assert not [e for e in again if {e.facts["source"], e.facts["target"]} == ends]


@pytest.mark.parametrize("block", range(10))
def test_silos_are_found_and_nothing_else(block: int) -> None:
    for seed in SEEDS[block::10]:
        judge(made_flow(random.Random(seed)))


@pytest.mark.parametrize("block", range(10))
def test_what_the_remedy_says_mends_them(block: int) -> None:
    for seed in SEEDS[block::10]:
        mend(made_flow(random.Random(seed)))


@pytest.mark.thorough
@pytest.mark.parametrize("block", range(20))
def test_many_more_of_both(block: int) -> None:
    for seed in MANY_SEEDS[block::20]:
        policy = made_flow(random.Random(seed))
        judge(policy)
        mend(policy)


def test_by_chance_there_is_something_of_every_sort_to_find() -> None:
    made = [made_flow(random.Random(seed)) for seed in SEEDS]
    hits = [hit for policy in made for hit in silo(graph_of(policy), unstated=True)]
    assert {hit.case for hit in hits} == {
        "none", "asked", "partial", "unstated", "joined", "unknown",
    }  # fmt: skip
    assert any(len(hit.witness) > 3 and hit.related for hit in hits)
