"""Cases that teams hand to and fro behind the customer's back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journey_intents import intents_at
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network


def ping_pong(network: Network) -> Iterator[Hit]:
    """Yield each pair of teams that hand cases to one another without limit or progress.

    Pairs between which the customer goes both ways are left to `loop`. Points to the handoff that
    is stated first. Facts: one, other.

    Args:
        network: the policy's graph.
    """
    there = {(m.source, m.target) for m in network.moves if m.kind == "handoff" and _of_teams(m)}
    sources = [source for source, target in there if (target, source) in there]
    for journey in network.journeys:
        numbers = (journey.number(source) for source in dict.fromkeys(sources))
        yield from _between_teams(journey, sorted(each for each in numbers if each is not None))


def _between_teams(journey: Journey, sources: Sequence[int]) -> Iterator[Hit]:
    handing: dict[tuple[int, int], Move] = {}
    for number in sources:
        for move in journey.via[number]:
            if move.kind == "handoff" and _of_teams(move) and move.lasting:
                ends = move.source.number, move.target.number
                if ends not in handing or handing[ends].customer_goes:
                    handing[ends] = move
    for (source, target), move in handing.items():
        back = handing.get((target, source))
        if back is None or back.number < move.number:
            continue
        if not (move.customer_goes and back.customer_goes):
            yield _hit(journey, move, back)


def _of_teams(move: Move) -> bool:
    source, target = move.source, move.target
    return source.kind == target.kind == "team" and not source.opaque and not target.opaque


def _hit(journey: Journey, move: Move, back: Move) -> Hit:
    return Hit(
        at=move.at,
        entity=move.name,
        key=(back.name,),
        facts={"one": move.source.id, "other": move.target.id},
        intents=intents_at(journey, journey.number(move.source) or 0),
        related=((back.at, "and back again"),),
    )
