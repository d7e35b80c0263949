"""Circles from which customers do not come to where a rule says they must."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.algorithms.components import cyclic_components, shortest_cycle
from cxlint.algorithms.shortest_paths import breadth_first
from cxlint.graph.network import MOST_ROUNDS
from cxlint.linting.query import paths
from cxlint.linting.query.paths import PlaceSelection, selects_move

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit
    from cxlint.linting.query.paths import Trip

CYCLE_WORK = 200_000
"""How many steps the search for a shorter cycle may take."""

FACTS = frozenset({"from", "to", "path", "count", "missing"})
"""What a message may name."""


def loop_without_exit(
    network: Network, *, ways: Mapping[str, Any], most_rounds: int = MOST_ROUNDS
) -> Iterator[Hit]:
    """Yield each component of moves, without limit, from which none of `to` can be reached.

    A cycle consists of moves that the customer goes through, that accomplish nothing and that
    nothing bounds; the way out may be any move. Points to the place that is stated first. Facts:
    from, to, path (a shortest cycle), count (how many places the component has), missing (what
    cannot be reached).

    Args:
        network: the policy's graph.
        ways: `to` (the places that must be reached), `by` (moves), `intents`.
        most_rounds: a limit of more rounds than this ends nothing.
    """
    if paths.has_unread_moves(network):
        return
    to = PlaceSelection(network, ways["to"])
    by = ways.get("by")
    for trip in paths.trips(network, ways):
        journey = trip.journey
        reached = breadth_first(journey.out, [*trip.starts, *trip.arrived]).distance
        hoped = breadth_first(journey.into, [*trip.goals, *trip.doubtful]).distance
        out, via = journey.endless(most_rounds)
        rings = [
            [
                to for to, move in zip(targets, moves, strict=True)
                if move.customer_goes and (not by or selects_move(by, move))
            ]
            if reached[here] >= 0 else []
            for here, (targets, moves) in enumerate(zip(out, via, strict=True))
        ]  # fmt: skip
        for members in cyclic_components(rings):
            if all(hoped[member] < 0 for member in members):
                yield _hit(trip, rings, members, to)


def _hit(
    trip: Trip, rings: Sequence[Sequence[int]], members: Sequence[int], to: PlaceSelection
) -> Hit:
    nodes = trip.journey.nodes
    first = min(members, key=lambda member: nodes[member].number)
    ring = shortest_cycle(rings, members, first, CYCLE_WORK).nodes
    names = trip.place_ids([*ring, ring[0]])
    facts = {"path": paths.phrase_path(names), "count": len(members), "missing": to}
    found = trip.build_hit(first, None, to, facts)
    return found._replace(key=tuple(sorted(set(names))))


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the question."""
    from cxlint.linting.query import path_syntax

    yield from path_syntax.validate_ways(params, without=("from",))
