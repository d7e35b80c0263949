"""Worried customers who begin where no person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_paths import path_on, witness
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.shortest_paths import BreadthFirstTree
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity


def automated_start(
    network: Network, *, anxiety: Sequence[str], automated: Sequence[str], max_moves: int
) -> Iterator[Hit]:
    """Yield each intent of worried customers that starts at automated places only.

    Unless a person is there for the asking, within so many moves that customers can choose. Case
    `none`: no way at all leads to a person; case empty: only a long one, a warning; case `failing`:
    only ways that nobody chooses, such as a failure, a warning. Facts: id, starts, moves (of those
    that can be chosen, where any lead there), most.

    Args:
        network: the policy's graph.
        anxiety: what an intent says of its customers.
        automated: the kinds of channel on which no person answers.
        max_moves: from how near a start a person is there for the asking.
    """
    if network.policy.unsure("handoff"):
        return
    for journey in network.journeys:
        worried = [i for i in journey.intents if i.get("anxiety") in anxiety and i.says("start")]
        worried = [i for i in worried if _only_automated(journey, i, automated)]
        if not worried:
            continue
        asked = journey.to_asked_person
        for intent in worried:
            starts = journey.starts_of(intent)
            if not any(0 <= asked.distance[start] <= max_moves for start in starts):
                yield _hit(journey, intent, starts, max_moves)


def _only_automated(journey: Journey, intent: Entity, automated: Sequence[str]) -> bool:
    starts = [journey.nodes[number] for number in journey.starts_of(intent)]
    named = intent.texts("start")
    return len(starts) == len(set(named)) and all(_is_automated(each, automated) for each in starts)


def _is_automated(node: Node, automated: Sequence[str]) -> bool:
    if node.opaque or node.entity is None:
        return False
    return node.kind == "step" or (node.kind == "channel" and node.entity.get("kind") in automated)


def _hit(journey: Journey, intent: Entity, starts: Sequence[int], max_moves: int) -> Hit:
    asked = _nearest(journey.to_asked_person, starts)
    reach = journey.to_person if asked is None else journey.to_asked_person
    near = _nearest(reach, starts)
    return build_hit(
        intent,
        "start",
        facts={
            "starts": intent.texts("start"),
            "moves": "" if near is None else reach.distance[near],
            "most": max_moves,
        },
        case="none" if near is None else "failing" if asked is None else "",
        severity=None if near is None else "warning",
        intents=(intent.id,),
        witness=() if near is None else witness(path_on(journey, reach, near)),
    )


def _nearest(reach: BreadthFirstTree, starts: Sequence[int]) -> int | None:
    """Return the start from which people are nearest; None where they are not reached."""
    reached = (start for start in starts if reach.distance[start] >= 0)
    return min(reached, key=lambda start: reach.distance[start], default=None)
