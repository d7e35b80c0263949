"""Channels on which customers are invited and nobody works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import path_on, path_to, witness
from cxlint.graph.move_kinds import DETOURS
from cxlint.graph.reachability import back_from
from cxlint.graph.staffing import EMPTY, Crews, idle, says_where_contacts_go
from cxlint.linting.check_support.branch_words import HAPPENINGS, name_idle
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.shortest_paths import BreadthFirstTree
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At

PLACES = frozenset({"channel", "step", "team"})
NO_TEAM = {"team": "", "why": "", "say": "", "happens": ""}
LOOKED_THROUGH = 500
"""How many places behind a channel are looked through; of larger mazes nothing is said."""


def unstaffed(network: Network, *, live: Sequence[str], later: Sequence[str]) -> Iterator[Hit]:
    """Yield each published channel to people whose contacts are taken by none.

    Case empty: every team that contacts come to has no seats, or is never open. Case `nobody`:
    contacts of a live channel go nowhere at all, in a policy that says where those of others go.
    Case `menu`: they come to menus only, from which nothing is said to lead on; where they meet
    other steps, it is another rule's matter. On ways that lead to people as well, case `choice` is
    a choice of a menu, case `sent` a way of a branch, case `handed` a handoff, and case `mishap`
    what happens to customers (closed, full, failure, timeout, error), a person whom they ask for
    or making no choice, behind which there are none. Case `elsewhere`: a step to which people
    come from a place that is not described. Facts: id, team, why, say, happens.

    Args:
        network: the policy's graph.
        live: the kinds of channel on which people answer at once.
        later: the kinds of channel on which people answer later.
    """
    if network.policy.unsure("handoff"):
        return
    crews = Crews(network.policy)
    told = says_where_contacts_go(network)
    some_idle = any(idle(network.policy, team) for team in network.policy.of("team"))

    def without_people(node: Node) -> bool:
        return node.kind == "team" and crews.of(node.entity) == EMPTY

    for journey in network.journeys:
        channels = _inviting(journey, (*live, *later))
        taking = crews.taking(journey) if channels or some_idle else []
        onward = back_from(journey, without_people) if some_idle else None
        for number, channel in channels:
            if onward and taking[number] == EMPTY and not _watched(network, crews, channel):
                yield _empty(journey, onward, number, channel)
            elif onward and not taking[number] and _unwatched(network, crews, channel):
                yield _unread(network, channel, intents_at(journey, number))
            elif told and channel.get("kind") in live:
                yield from _untaken(journey, number, channel)
        if onward:
            yield from _further(journey, onward, taking)
            yield from _from_elsewhere(journey, onward, taking)


def _untaken(journey: Journey, number: int, channel: Entity) -> Iterator[Hit]:
    """Yield a live channel whose contacts go nowhere, or to menus only."""
    nowhere = _leads_nowhere(journey, number, channel)
    if nowhere or _menu_only(journey, number):
        yield build_hit(
            channel,
            *(() if nowhere else ("goes_to",)),
            facts=NO_TEAM,
            case="nobody" if nowhere else "menu",
            intents=intents_at(journey, number),
        )


def _further(journey: Journey, onward: BreadthFirstTree, taking: Sequence[int]) -> Iterator[Hit]:
    """Yield the moves behind which nobody works, from places where somebody works behind others."""
    for number, moves in enumerate(journey.via):
        if taking[number] == EMPTY or journey.nodes[number].kind not in PLACES:
            continue
        idle_next = _only_idle_next(journey, number, taking)
        for target, move in zip(journey.out[number], moves, strict=True):
            case = "" if taking[target] != EMPTY else _case(move, idle_next=idle_next)
            if case:
                way = [move, *path_on(journey, onward, target)]
                yield _build(journey, move, case, witness([*path_to(journey, number), *way]), way)


def _case(move: Move, *, idle_next: bool) -> str:
    if move.kind == "handoff":
        return "" if move.new_matter else "handed"
    if move.keys and move.keys[0] == "options":
        return "choice" if move.kind == "option" else "sent"
    if move.kind == "next":
        return "mishap" if idle_next else ""
    return "mishap" if move.kind in DETOURS else ""


def _only_idle_next(journey: Journey, number: int, taking: Sequence[int]) -> bool:
    """Whether those who make no choice at a menu with choices come to nobody."""
    if not any(move.kind == "option" for move in journey.via[number]):
        return False
    ways = zip(journey.out[number], journey.via[number], strict=True)
    usual = [taking[target] for target, move in ways if move.kind == "next"]
    return all(bits == EMPTY for bits in usual)


def _build(
    journey: Journey,
    move: Move,
    case: str,
    shown: tuple[tuple[At, str], ...],
    way: Sequence[Move],
) -> Hit:
    chosen = case in ("choice", "sent")
    say = str(move.entity.data["options"][move.keys[1]]["say"]) if chosen else ""
    happens = HAPPENINGS[move.kind].format(move.source.id) if case == "mishap" else ""
    facts = _facts(journey, move.source.id, way[-1].target, say, happens)
    return Hit(
        at=move.entity.at("to") if case == "handed" else move.at,
        entity=move.name if case == "handed" else move.entity.name,
        key=(say,) if say else (move.kind,) if happens else (),
        case=case,
        facts=facts,
        intents=_intents_of(journey, move),
        witness=shown,
        rests_on=(f"{move.source.name}: {name_idle(facts['team'], facts['why'])}",),
    )


def _intents_of(journey: Journey, move: Move) -> tuple[str, ...]:
    number = journey.number(move.source)
    assert number is not None
    return intents_at(journey, number)


def _from_elsewhere(
    journey: Journey, onward: BreadthFirstTree, taking: Sequence[int]
) -> Iterator[Hit]:
    """Yield steps to which people come from elsewhere, and behind which nobody works."""
    for number in journey.entries:
        step = journey.nodes[number].entity
        entered = step is not None and step.data.get("from_elsewhere") is True
        if step is None or not entered or taking[number] != EMPTY:
            continue
        way = path_on(journey, onward, number)
        facts = _facts(journey, step.id, way[-1].target)
        yield build_hit(step, *way[0].keys, facts=facts, case="elsewhere", witness=witness(way))


def _facts(
    journey: Journey, id_: str, team: Node, say: str = "", happens: str = ""
) -> dict[str, object]:
    why = idle(journey.network.policy, team.entity) if team.entity else ""
    return {"id": id_, "team": team.id, "why": why, "say": say, "happens": happens}


def _inviting(journey: Journey, kinds: Sequence[str]) -> list[tuple[int, Entity]]:
    """Return the published channels of these kinds, with their numbers."""
    return [
        (number, node.entity)
        for number, node in enumerate(journey.nodes)
        if node.kind == "channel"
        and node.entity is not None
        and not node.opaque
        and node.entity.get("kind") in kinds
        and node.entity.get("published") is not False
    ]


def _watched(network: Network, crews: Crews, channel: Entity) -> bool:
    """Whether a team that has people looks into the channel."""
    named = channel.get("monitored_by")
    return named is not None and crews.of(network.policy.find("team", named)) != EMPTY


def _unwatched(network: Network, crews: Crews, channel: Entity) -> bool:
    """Whether the only team that looks into the channel has no people."""
    named = channel.get("monitored_by")
    return named is not None and crews.of(network.policy.find("team", named)) == EMPTY


def _unread(network: Network, channel: Entity, intents: tuple[str, ...]) -> Hit:
    team = network.policy.find("team", channel.get("monitored_by"))
    assert team is not None
    facts = {**NO_TEAM, "team": team.id, "why": idle(network.policy, team)}
    return build_hit(channel, "monitored_by", facts=facts, intents=intents)


def _leads_nowhere(journey: Journey, number: int, channel: Entity) -> bool:
    node = journey.nodes[number]
    return not journey.network.leaving[node.number] and not channel.says("monitored_by")


def _menu_only(journey: Journey, number: int) -> bool:
    """Whether contacts end in a menu, and no way leads to people, an outcome or a watched inbox."""
    if journey.to_end.distance[number] >= 0 or journey.to_settled.distance[number] < 0:
        return False
    seen, waiting = {number}, [number]
    for here in waiting:  # grows while it is walked
        node = journey.nodes[here]
        if len(seen) > LOOKED_THROUGH:
            return False
        if node.kind == "channel" and node.entity is not None and node.entity.says("monitored_by"):
            return False
        if here != number and not journey.out[here] and node.kind == "channel":
            return False
        fresh = [there for there in journey.out[here] if there not in seen]
        seen.update(fresh)
        waiting += fresh
    return True


def _empty(journey: Journey, onward: BreadthFirstTree, number: int, channel: Entity) -> Hit:
    way = path_on(journey, onward, number)
    return Hit(
        at=channel.at("goes_to"),
        entity=channel.name,
        facts=_facts(journey, channel.id, way[-1].target),
        intents=intents_at(journey, number),
        witness=witness(way),
    )
