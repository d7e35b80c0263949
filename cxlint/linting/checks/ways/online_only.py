"""Policies in which nobody can be talked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Network


def online_only(network: Network, *, live: Sequence[str], min_channels: int) -> Iterator[Hit]:
    """Yield the first published channel of a policy in which no channel leads to a person at once.

    A channel counts that is live and may lead to a person, or does not say where it leads.
    Facts: id, channels, count.

    Args:
        network: the policy's graph.
        live: the kinds of channel on which people answer at once.
        min_channels: from how many published channels on a policy is taken to name them all.
    """
    policy = network.policy
    if policy.unsure("channel") or policy.unsure("handoff"):
        return
    nodes = [
        node
        for node in network.nodes
        if node.kind == "channel" and node.entity and node.entity.get("published") is not False
    ]
    note(policy, len(nodes))
    talking = _talking(network, live)
    if len(nodes) < min_channels or any(node.number in talking for node in nodes):
        return
    channel = nodes[0].entity
    if channel is not None:
        yield build_hit(
            channel,
            "kind",
            facts={"channels": [node.id for node in nodes[:5]], "count": len(nodes)},
        )._replace(is_whole=True)


def _talking(network: Network, live: Sequence[str]) -> set[int]:
    """Return the channels, by number, on which people may answer at once."""
    people = [node.number for node in network.nodes if node.is_person]
    back = [[move.source.number for move in moves] for moves in network.arriving]
    distance = shortest_paths.breadth_first(back, people).distance
    return {
        node.number
        for node in network.nodes
        if node.entity is not None
        and node.kind == "channel"
        and node.entity.get("kind") in live
        and (distance[node.number] >= 0 or not network.leaving[node.number])
    }
