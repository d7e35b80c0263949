"""Channels on which customers are invited and nobody works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.journeys.crews import EMPTY, Crews
from cxlint.journeys.journey import witness
from cxlint.linting.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.journeys.journey import Journey
    from cxlint.journeys.network import Network, Node
    from cxlint.journeys.paths import Reach
    from cxlint.reading.entity import Entity


def unstaffed(network: Network, *, live: Sequence[str], later: Sequence[str]) -> Iterator[Hit]:
    """Yield each published channel to people whose contacts are taken by none.

    Case empty: every team that contacts come to has no seats. Case `nobody`: contacts of a live
    channel go nowhere at all, in a policy that says where those of others go. Where contacts
    meet steps only, that is another rule's matter. Facts: id, team.

    Args:
        network: the policy's graph.
        live: the kinds of channel on which people answer at once.
        later: the kinds of channel on which people answer later.
    """
    if network.policy.unsure("handoff"):
        return
    crews = Crews(network.policy)
    told = _says_where_contacts_go(network)
    for journey in network.journeys:
        channels = _inviting(journey, (*live, *later))
        taking = crews.taking(journey) if channels else []
        onward = None
        for number, channel in channels:
            if taking[number] == EMPTY and not _watched(network, crews, channel):
                onward = onward or journey.back_from(_without_seats)
                yield _empty(journey, onward, number, channel)
            elif told and channel.get("kind") in live and _leads_nowhere(journey, number, channel):
                yield Hit(
                    at=channel.at(),
                    entity=channel.name,
                    case="nobody",
                    facts={"id": channel.id, "team": ""},
                    intents=journey.intents_at(number),
                )


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


def _says_where_contacts_go(network: Network) -> bool:
    """Whether the policy names teams, and says of any channel what follows it."""
    return network.policy.has("team") and any(
        network.leaving[node.number] for node in network.nodes if node.kind == "channel"
    )


def _empty(journey: Journey, onward: Reach, number: int, channel: Entity) -> Hit:
    way = journey.onward(onward, number)
    return Hit(
        at=channel.at("goes_to"),
        entity=channel.name,
        facts={"id": channel.id, "team": way[-1].target.id},
        intents=journey.intents_at(number),
        witness=witness(way),
    )


def _without_seats(node: Node) -> bool:
    return node.kind == "team" and node.entity is not None and node.entity.get("seats") == 0
