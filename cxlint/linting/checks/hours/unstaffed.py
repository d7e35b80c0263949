"""Channels on which customers are invited and nobody works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import path_on, path_to, witness
from cxlint.graph.reachability import back_from
from cxlint.graph.staffing import EMPTY, Crews, idle, says_where_contacts_go
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.shortest_paths import BreadthFirstTree
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity

LOOKED_THROUGH = 500
"""How many places behind a channel are looked through; of larger mazes nothing is said."""


def unstaffed(network: Network, *, live: Sequence[str], later: Sequence[str]) -> Iterator[Hit]:
    """Yield each published channel to people whose contacts are taken by none.

    Case empty: every team that contacts come to has no seats, or is never open. Case `nobody`:
    contacts of a live channel go nowhere at all, in a policy that says where those of others go.
    Case `menu`: they come to menus only, from which nothing is said to lead on; where they meet
    other steps, it is another rule's matter. On ways that lead to people as well, case `choice` is
    a choice of a menu, case `sent` a way of a branch, and case `handed` a handoff, behind which
    there are none. Facts: id, team, why, say.

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
            elif told and channel.get("kind") in live:
                yield from _untaken(journey, number, channel)
        if onward:
            yield from _further(journey, onward, taking)


def _untaken(journey: Journey, number: int, channel: Entity) -> Iterator[Hit]:
    """Yield a live channel whose contacts go nowhere, or to menus only."""
    nowhere = _leads_nowhere(journey, number, channel)
    if nowhere or _menu_only(journey, number):
        yield build_hit(
            channel,
            *(() if nowhere else ("goes_to",)),
            facts={"team": "", "why": "", "say": ""},
            case="nobody" if nowhere else "menu",
            intents=intents_at(journey, number),
        )


def _further(journey: Journey, onward: BreadthFirstTree, taking: Sequence[int]) -> Iterator[Hit]:
    """Yield choices and handoffs behind which nobody works, where somebody works before them."""
    for number, moves in enumerate(journey.via):
        if taking[number] == EMPTY or journey.nodes[number].kind not in ("step", "team"):
            continue
        for target, move in zip(journey.out[number], moves, strict=True):
            handed = move.kind == "handoff" and not move.new_matter
            chosen = bool(move.keys) and move.keys[0] == "options" and not handed
            if taking[target] != EMPTY or not (handed or chosen):
                continue
            way = [move, *path_on(journey, onward, target)]
            say = "" if handed else str(move.entity.data["options"][move.keys[1]]["say"])
            case = "choice" if move.kind == "option" else "sent"
            yield Hit(
                at=move.entity.at("to") if handed else move.at,
                entity=move.name if handed else move.entity.name,
                key=(say,) if say else (),
                case="handed" if handed else case,
                facts=_facts(journey, move.source.id, way[-1].target, say),
                intents=intents_at(journey, number),
                witness=witness([*path_to(journey, number), *way]),
            )


def _facts(journey: Journey, id_: str, team: Node, say: str = "") -> dict[str, object]:
    why = idle(journey.network.policy, team.entity) if team.entity else ""
    return {"id": id_, "team": team.id, "why": why, "say": say}


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
