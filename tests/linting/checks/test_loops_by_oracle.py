"""What goes round without end, against a plain second program; and what ends it, carried out.

The second program knows nothing of cxlint's graph: it reads the policy as data, and networkx finds
the components and the cycles.
"""

from __future__ import annotations

import random
from typing import Any

import networkx
import pytest
from made_flows import FILE, TEAMS, graph_of, made_flow, moves_of, reached_by, starts_of
from remedies import limit_cycles, limit_returns

from cxlint.linting.checks.cycles.loop import loop
from cxlint.linting.checks.cycles.ping_pong import ping_pong

MOST = 5
SEEDS = range(300)
MANY_SEEDS = range(300, 6_000)

Policy = dict[str, Any]


def is_endless(policy: Policy, move: Policy) -> bool:
    """Whether nothing ends its repetition within the rounds that a customer can live through."""
    if move.get("new_matter") or move.get("progress"):
        return False
    if move["to"] in policy["outcomes"]:
        back = policy["outcomes"][move["to"]].get("returns_to")
        if back == move["from"] and has_another_way(policy, move):
            return False
    if move["at"][0] == "handoffs":
        return move.get("max_repeats", MOST + 1) > MOST
    if move["from"] == move["to"] and move["from"] in policy["steps"]:
        return policy["steps"][move["from"]].get("attempts", MOST + 1) > MOST
    return True


def has_another_way(policy: Policy, move: Policy) -> bool:
    """Whether anything else leads on from where a move begins, for whatever intent."""
    each = (
        m
        for intent in starts_of(policy) | policy.get("intents", {})
        for m in moves_of(policy, intent)
    )
    return any(m["from"] == move["from"] and m["to"] != move["to"] for m in each)


def takes_customer(move: Policy) -> bool:
    if move["at"][0] != "handoffs" or move.get("carried_by") != "us" or "transfer" in move:
        return True
    return not (move["from"] in TEAMS and move["to"] in TEAMS)


def is_unstated(move: Policy) -> bool:
    """Whether a handoff between teams says nothing of who carries the matter."""
    if move["at"][0] != "handoffs" or "carried_by" in move or "transfer" in move:
        return False
    return move["from"] in TEAMS and move["to"] in TEAMS


def parts_of(moves: list[Policy]) -> list[tuple[set, list]]:
    graph = networkx.MultiDiGraph([(move["from"], move["to"]) for move in moves])
    parts = networkx.strongly_connected_components(graph)
    both = [(part, [m for m in moves if {m["from"], m["to"]} <= part]) for part in parts]
    return [(part, inside) for part, inside in both if inside]


def handed(policy: Policy, moves: list[Policy]) -> list[Policy]:
    """Return the moves that people make: a team in which nobody works hands no case on."""
    teams = policy["teams"]
    return [move for move in moves if move["from"] not in teams or teams[move["from"]]["seats"]]


def components(policy: Policy, intent: str, *, behind: bool) -> list[tuple[set, list]]:
    """Return the components of endless moves, as their places and their moves."""
    reached = reached_by(policy, intent)
    found = []
    for part, moves in parts_of(
        [m for m in moves_of(policy, intent) if m["from"] in reached and is_endless(policy, m)]
    ):
        sure = any(takes_customer(move) and not is_unstated(move) for move in moves)
        ours = any(not takes_customer(move) for move in moves)
        if sure or not ours:
            quiet = [move for move in moves if not takes_customer(move)]
            found += parts_of(handed(policy, quiet)) if behind else [(part, moves)]
        elif behind:
            found += parts_of(handed(policy, moves))
    return found


def causes(policy: Policy, *, behind: bool) -> list[list[tuple[str, set, list]]]:
    """Return the components of all intents, those that share a move together."""
    groups: list[list[tuple[str, set, list]]] = []
    for intent in starts_of(policy):
        for part, moves in components(policy, intent, behind=behind):
            at = {move["at"] for move in moves}
            one = [(intent, part, moves)]
            for group in [g for g in groups if any(m["at"] in at for _, _, ms in g for m in ms)]:
                groups.remove(group)
                one = group + one
            groups.append(one)
    return groups


def ends_well(policy: Policy, intent: str, part: set) -> bool:
    """Whether an outcome or a person can be reached from a component."""
    graph = networkx.DiGraph([(m["from"], m["to"]) for m in moves_of(policy, intent)])
    ahead = set(part) | {end for place in part for end in networkx.descendants(graph, place)}
    people = {id_ for id_, said in policy["teams"].items() if said["seats"]}
    settled = {"resolved"} | (
        {"expert"} if "returns_to" not in policy["outcomes"]["expert"] else set()
    )
    return bool(ahead & (people | settled))


def shortest(group: list[tuple[str, set, list]], *, behind: bool) -> int:
    """Return how long the shortest cycle is, of those with a move that customers go through."""
    lengths = []
    for _, _, moves in group:
        graph = networkx.DiGraph([(move["from"], move["to"]) for move in moves])
        taken = {(m["from"], m["to"]) for m in moves if behind or takes_customer(m)}
        lengths += [
            len(cycle)
            for cycle in networkx.simple_cycles(graph)
            if taken & set(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        ]
    return min(lengths)


def judge(policy: Policy) -> None:
    hits = list(loop(graph_of(policy), most_rounds=MOST))
    expected = causes(policy, behind=False)
    assert len(hits) == len(expected)
    for hit in hits:
        (group,) = [
            each for each in expected if any(set(hit.key) <= part for _, part, _ in each)
            and hit.at.path in {move["at"] for _, _, moves in each for move in moves}
        ]  # fmt: skip
        assert set(hit.intents) == {intent for intent, _, _ in group} - {""}
        stuck = [intent for intent, part, _ in group if not ends_well(policy, intent, part)]
        assert (hit.severity == "error") is bool(stuck)
        assert hit.case.endswith("closed") == (len(stuck) == len(group))
        shown = [each for each in group if not stuck or each[0] in stuck]
        assert len(hit.key) == shortest(shown, behind=False)
    judge_ping_pong(policy)


def judge_ping_pong(policy: Policy) -> None:
    hits = list(ping_pong(graph_of(policy), most_rounds=MOST))
    expected = causes(policy, behind=True)
    assert len(hits) == len(expected)
    for hit in hits:
        (group,) = [
            each for each in expected
            if hit.at.path in {move["at"] for _, _, moves in each for move in moves}
        ]  # fmt: skip
        assert set(hit.intents) == {intent for intent, _, _ in group} - {""}
        assert len(hit.key) + 1 == shortest(group, behind=True)


def untie(policy: Policy) -> None:
    """Do what every remedy says, and look again: that finding is gone."""
    for hit in loop(graph_of(policy), most_rounds=MOST):
        assert "- that is enough" in str(hit.facts["untie"])
        (after,) = limit_cycles({FILE: policy}, hit).values()
        held = {move["at"] for group in causes(policy, behind=False) for _, _, moves in group
                for move in moves if hit.at.path in {m["at"] for m in moves}}  # fmt: skip
        again = [each for each in loop(graph_of(after), most_rounds=MOST) if each.at.path in held]
        assert again == []
    for hit in ping_pong(graph_of(policy), most_rounds=MOST):
        (after,) = limit_returns({FILE: policy}, hit).values()
        again = ping_pong(graph_of(after), most_rounds=MOST)
        assert not {hit.at.path} & {each.at.path for each in again}


@pytest.mark.parametrize("block", range(10))
def test_what_goes_round_is_found_and_nothing_else(block: int) -> None:
    for seed in SEEDS[block::10]:
        judge(made_flow(random.Random(seed)))


@pytest.mark.parametrize("block", range(10))
def test_what_the_remedy_says_ends_it(block: int) -> None:
    for seed in SEEDS[block::10]:
        untie(made_flow(random.Random(seed)))


@pytest.mark.thorough
@pytest.mark.parametrize("block", range(20))
def test_many_more_of_both(block: int) -> None:
    for seed in MANY_SEEDS[block::20]:
        policy = made_flow(random.Random(seed))
        judge(policy)
        untie(policy)


def test_by_chance_there_is_something_of_every_sort_to_find() -> None:
    made = [made_flow(random.Random(seed)) for seed in SEEDS]
    cases = {hit.case for policy in made for hit in loop(graph_of(policy), most_rounds=MOST)}
    made += [made_flow(random.Random(seed)) for seed in MANY_SEEDS[:800]]
    behind = {hit.case for policy in made for hit in ping_pong(graph_of(policy), most_rounds=MOST)}
    assert cases >= {"", "people", "closed", "partly", "limited", "limited-closed"}
    assert behind == {"", "round", "limited"}
