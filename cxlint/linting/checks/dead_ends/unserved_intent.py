"""Channels that customers come to with a matter that is not passed on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_intents import intents_at
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.network import Network


def unserved_intent(network: Network) -> Iterator[Hit]:
    """Yield each channel on a journey from which every move is for other contact reasons.

    Channels from which nothing leads on for anybody are left alone. Facts: id, served.

    Args:
        network: the policy's graph.
    """
    if network.policy.unsure("handoff"):
        return
    for journey in network.journeys:
        for number, node in enumerate(journey.nodes):
            channel = node.entity
            if node.kind != "channel" or journey.out[number] or node.opaque or channel is None:
                continue
            concerned = intents_at(journey, number) if network.leaving[node.number] else ()
            if concerned:
                served = {i for move in network.leaving[node.number] for i in move.intents or ()}
                yield build_hit(
                    channel, "intents", facts={"served": sorted(served)[:5]}, intents=concerned
                )
