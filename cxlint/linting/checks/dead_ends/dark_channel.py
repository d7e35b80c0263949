"""Published channels that belong to no journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.network import Network


def dark_channel(network: Network) -> Iterator[Hit]:
    """Yield each published channel at which no contact reason starts, and to which none leads.

    Silent where the policy names no contact reasons, where some could not be read, and of
    channels that name the reasons they serve. Facts: id, count (contact reasons).

    Args:
        network: the policy's graph.
    """
    policy = network.policy
    intents = policy.of("intent")
    if not intents or policy.unsure("intent") or policy.unsure("handoff"):
        return
    lit = {
        node.number
        for journey in network.journeys
        if journey.intents
        for node in journey.nodes
        if node.kind == "channel"
    }
    for node in network.nodes:
        channel = node.entity
        if node.kind != "channel" or channel is None or node.opaque or node.number in lit:
            continue
        if channel.get("published") is not False and not channel.says("intents"):
            yield build_hit(channel, facts={"count": len(intents)})
