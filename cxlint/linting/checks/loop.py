"""Rings in which a customer can be sent round and round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.journeys.journey import LONGEST_WAY, witness
from cxlint.journeys.knots import knots, shortest_ring
from cxlint.journeys.untying import untie
from cxlint.linting.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.journeys.journey import Journey
    from cxlint.journeys.network import Move, Network

TOLD = 8
"""How many places of a ring a sentence names."""


def loop(network: Network) -> Iterator[Hit]:
    """Yield each knot of moves that accomplish nothing and that nothing ends.

    Looks at the moves that the customer goes through, less those that accomplish something and
    those that are bounded. The witness is the way to the knot and its shortest ring; a knot from
    which a person or an outcome can still be reached is a warning, one without is an error.

    Args:
        network: the policy's graph.
    """
    for journey in network.journeys:
        out, via = _endless(journey)
        for members in knots(out):
            yield _hit(journey, out, via, members)


def _endless(journey: Journey) -> tuple[list[list[int]], list[list[Move]]]:
    """Return the journey's graph without the moves that end, bound or advance the matter."""
    out: list[list[int]] = []
    via: list[list[Move]] = []
    for targets, moves in zip(journey.out, journey.via, strict=True):
        kept = [
            (target, move)
            for target, move in zip(targets, moves, strict=True)
            if move.customer_goes and not move.bounded and move.get("progress") is not True
        ]
        out.append([target for target, _ in kept])
        via.append([move for _, move in kept])
    return out, via


def _hit(
    journey: Journey, out: list[list[int]], via: list[list[Move]], members: Sequence[int]
) -> Hit:
    ring = _ring(journey, out, via, members)
    untied, exact = _untying(out, via, members)
    pointed = max((m for m in ring if m in untied), default=ring[-1], key=lambda m: m.number)
    ways_out = any(journey.to_end.distance[member] >= 0 for member in members)
    start = journey.number(ring[0].source) or 0
    names = [move.source.id for move in ring]
    return Hit(
        at=pointed.at,
        entity=pointed.name,
        key=tuple(sorted(names)),
        case="" if ways_out else "closed",
        severity=None if ways_out else "error",
        facts={"ring": _told([*names, names[0]], " -> "), "places": len(members),
               "untie": _named(untied, exact=exact)},
        intents=journey.intents_at(start),
        witness=witness([*journey.way(start), *ring[:LONGEST_WAY]]),
    )  # fmt: skip


def _ring(
    journey: Journey, out: list[list[int]], via: list[list[Move]], members: Sequence[int]
) -> list[Move]:
    """Return the moves of a shortest ring, beginning where customers come to it first.

    Of rings equally short the one is taken that every journey through the knot would take.
    """
    first = min(members, key=lambda member: journey.nodes[member].number)
    ring = shortest_ring(out, members, first).nodes
    near = min(range(len(ring)), key=lambda place: journey.reach.distance[ring[place]])
    ring = ring[near:] + ring[:near]
    return [
        via[here][out[here].index(there)]
        for here, there in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]


def _untying(
    out: list[list[int]], via: list[list[Move]], members: Sequence[int]
) -> tuple[list[Move], bool]:
    """Return moves whose bounding or removal leaves no ring, and whether none fewer would do."""
    inside = set(members)
    edges = [
        (move.number, here, there, move)
        for here in members
        for there, move in zip(out[here], via[here], strict=True)
        if there in inside
    ]
    edges.sort(key=lambda edge: edge[0])
    untied = untie([(here, there) for _, here, there, _ in edges])
    return [edges[number][3] for number in untied.edges], untied.exact


def _named(moves: Sequence[Move], *, exact: bool) -> str:
    told = _told([f"{move.source.id} -> {move.target.id}" for move in moves], ", ")
    return told if exact else f"{told} (enough, though perhaps not the fewest)"


def _told(names: list[str], between: str) -> str:
    if len(names) > TOLD:
        names = [*names[: TOLD - 2], f"({len(names) - TOLD + 1} more)", names[-1]]
    return between.join(names)
