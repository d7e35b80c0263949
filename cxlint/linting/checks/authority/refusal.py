"""First contacts who may not give the final no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_paths import path_to, witness
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.network import Network


def refusal(network: Network) -> Iterator[Hit]:
    """Yield each team that customers meet first and that, as stated, may not refuse. Facts: id.

    Only where customers come for a remedy, or their reasons are not stated.

    Args:
        network: the policy's graph.
    """
    for journey in network.journeys:
        wanting = [bit for bit, intent in enumerate(journey.intents) if intent.says("remedy")]
        mask = sum(1 << bit for bit in wanting) if journey.intents else 1
        known: dict[int, tuple[str, ...]] = {}
        for number, bits in journey.met_first.items() if mask else ():
            team = journey.nodes[number].entity
            if team is None or team.kind != "team" or team.get("may_refuse") is not False:
                continue
            if bits & mask and journey.nodes[number].is_person:
                if bits not in known:
                    known[bits] = tuple(
                        journey.intents[bit].id for bit in wanting if bits >> bit & 1
                    )
                yield build_hit(
                    team,
                    "may_refuse",
                    intents=known[bits],
                    witness=witness(path_to(journey, number)),
                )
