"""Places from which a customer comes to no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.journeys.journey import witness
from cxlint.journeys.knots import components, knots
from cxlint.linting.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.journeys.journey import Journey
    from cxlint.journeys.network import Network

TOLD = 6
"""How many places a sentence names."""


def dead_end(network: Network) -> Iterator[Hit]:
    """Yield each place, or closed circle of places, from which nothing leads to an answer.

    An answer is an outcome (resolved, denied with a reason, referred) or a team that may settle
    the matter: one that closes it, or of which nothing says what it closes. Places that only lead
    to such a place are not told. Closed circles without people are left to `loop`, channels that
    lead nowhere to the rules about staffing. Facts: places.

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
            yield from _last(journey, lost)


def _last(journey: Journey, lost: Sequence[int]) -> Iterator[Hit]:
    """Yield the places among the lost from which no other lost place is reached."""
    place = {number: at for at, number in enumerate(lost)}
    out = [[place[to] for to in journey.out[number] if to in place] for number in lost]
    endless = [[place[to] for to in journey.endless[0][number] if to in place] for number in lost]
    circling = {number for knot in knots(endless) for number in knot}
    parts = components(out)
    for part in range(parts.count):
        members = parts.members(part)
        if any(parts.of[to] != part for member in members for to in out[member]):
            continue
        people = any(journey.nodes[lost[member]].is_person for member in members)
        if people or circling.isdisjoint(members):
            yield _hit(journey, sorted(lost[member] for member in members))


def _hit(journey: Journey, members: Sequence[int]) -> Hit:
    first = min(members, key=lambda member: journey.nodes[member].number)
    node = journey.nodes[first]
    names = [journey.nodes[member].id for member in members[:TOLD]]
    if len(members) > TOLD:
        names.append(f"{len(members) - TOLD} more places")
    return Hit(
        at=node.at,
        entity=node.name,
        case=_case(journey, members),
        facts={"places": names},
        intents=journey.intents_at(first),
        witness=witness(journey.way(first)),
    )


def _case(journey: Journey, members: Sequence[int]) -> str:
    if len(members) > 1:
        return "circle"
    if any(journey.nodes[to].kind == "outcome" for to in journey.out[members[0]]):
        return "given-up"
    return "team" if journey.nodes[members[0]].kind == "team" else ""
