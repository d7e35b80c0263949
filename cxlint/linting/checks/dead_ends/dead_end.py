"""Places from which a customer comes to no answer."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING

from cxlint.algorithms.components import components, cyclic_components
from cxlint.graph.journey_intents import bits_in_the_matter, intents_of
from cxlint.graph.journey_paths import path_to, witness
from cxlint.graph.network import MOST_ROUNDS
from cxlint.linting.model.finding import Hit
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network, Node

NOTHING: tuple[object, ...] = (None, "none", [])
"""What a place says that closes no matter at all."""

NAMED = 6
"""How many places a sentence names."""


def dead_end(network: Network) -> Iterator[Hit]:
    """Yield each place, or closed circle of places, from which nothing leads to an answer.

    An answer is an outcome (resolved, denied with a reason, referred) or a team that may settle
    the matter: one that closes it, or of which nothing says what it closes. Places that only lead
    to such a place are not told, nor teams that close some other matter, for it is not known that
    this one is meant to come to them. Closed circles without people are left to `loop`, channels
    that lead nowhere to the rules about staffing. Of a step of which neither a way in nor a way
    on is said, it is not known that customers are stuck there: information (the case `alone`).
    Facts: places.

    Args:
        network: the policy's graph.
    """
    for journey in network.journeys:
        distance = journey.to_settled.distance
        lost = [
            number
            for number, node in enumerate(journey.nodes)
            if distance[number] < 0 and node.kind != "outcome"
        ]
        if lost:
            bits = bits_in_the_matter(journey)
            yield from _last(journey, [number for number in lost if bits[number]], bits)


def _last(journey: Journey, lost: Sequence[int], bits: Sequence[int]) -> Iterator[Hit]:
    """Yield the places among the lost from which no other lost place is reached."""
    place = {number: at for at, number in enumerate(lost)}
    out = [[place[to] for to in journey.out[number] if to in place] for number in lost]
    rounds = journey.endless(MOST_ROUNDS)[0]
    endless = [[place[to] for to in rounds[number] if to in place] for number in lost]
    circling = {number for component in cyclic_components(endless) for number in component}
    parts = components(out)
    for part in range(parts.count):
        members = parts.members(part)
        if any(parts.of[to] != part for member in members for to in out[member]):
            continue
        nodes = [journey.nodes[lost[member]] for member in members]
        if any(node.entity and node.entity.get("closes") not in NOTHING for node in nodes):
            continue
        if any(node.is_person for node in nodes) or circling.isdisjoint(members):
            yield _hit(journey, sorted(lost[member] for member in members), bits)


def _hit(journey: Journey, members: Sequence[int], bits: Sequence[int]) -> Hit:
    first = min(members, key=lambda member: journey.nodes[member].number)
    node = journey.nodes[first]
    ids = [journey.nodes[member].id for member in members]
    came = functools.reduce(operator.or_, (bits[member] for member in members))
    concerned = intents_of(journey, came) if journey.intents else ()
    alone = len(members) == 1 and _is_alone(journey, node)
    return Hit(
        at=node.at,
        entity=node.name,
        case="alone" if alone else _case(journey, members),
        severity="info" if alone else None,
        unstated=alone,
        facts={"places": shorten_list(ids, NAMED, rest="{} more places")},
        intents=tuple(intent.id for intent in concerned),
        witness=witness(path_to(journey, first)),
        rests_on=tuple(sorted(journey.nodes[member].name for member in members)),
    )


def _is_alone(journey: Journey, node: Node) -> bool:
    """Whether nothing is said of how customers come to a step, nor of how they go on."""
    if node.kind != "step" or node.entity is None or node.entity.data.get("from_elsewhere") is True:
        return False
    network = journey.network
    moves = network.arriving[node.number] or network.leaving[node.number]
    return not journey.intents and not moves


def _case(journey: Journey, members: Sequence[int]) -> str:
    if len(members) > 1:
        return "circle"
    if any(journey.nodes[to].kind == "outcome" for to in journey.out[members[0]]):
        return "given-up"
    return "team" if journey.nodes[members[0]].kind == "team" else ""
