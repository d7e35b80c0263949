"""Whether customers can come from one place to another, and how soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from cxlint.linting.query import paths
from cxlint.linting.query.paths import PlaceSelection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit
    from cxlint.linting.query.paths import Trip

FACTS = frozenset({"from", "to", "path", "moves", "bound", "missing"})
"""What a message may name."""


def reachable(
    network: Network,
    *,
    ways: Mapping[str, Any],
    quantifier: Literal["every", "some", "none"],
    at_most: int | None = None,
) -> Iterator[Hit]:
    """Yield each place that breaks what is said of reaching another.

    `every`: a place from which none of `to` can be reached. `some`: the first place of a journey,
    where none can be reached from any of them. `none`: a place from which one can be reached. What
    lies behind a place that is not known may lead anywhere, and counts for nothing. Facts: from,
    to, path, moves, bound, missing (the moves that are too many; all, where no way leads there).

    Args:
        network: the policy's graph.
        ways: which ways: `from` and `to` (places), `by` (moves), `intents`.
        quantifier: how many of the places in `from` must reach one of `to`: every, some, none.
        at_most: within how many moves; any number, where nothing is said.
    """
    if quantifier != "none" and paths.has_unread_moves(network):
        return
    to = PlaceSelection(network, ways["to"])
    for trip in paths.trips(network, ways):
        if quantifier == "none":
            near = [n for n in trip.starts if _within(trip.goal_tree.distance[n], at_most)]
            yield from (_hit(trip, number, to, at_most) for number in near)
            continue
        far = [n for n in trip.starts if not _within(trip.possible_goal_tree.distance[n], at_most)]
        if quantifier == "some":
            # Who starts at a goal has reached it.
            far = far[:1] if len(far) == len(trip.starts) and not trip.arrived else []
        yield from (_hit(trip, number, to, at_most) for number in far)


def _within(distance: int, at_most: int | None) -> bool:
    return distance >= 0 and (at_most is None or distance <= at_most)


def _hit(trip: Trip, number: int, to: PlaceSelection, at_most: int | None) -> Hit:
    way = trip.path_to_goal(number)
    moves = trip.goal_tree.distance[number]
    over = moves - at_most if way and at_most is not None else "all"
    reached = trip.journey.nodes[way.end] if way else to
    facts = {
        "moves": moves if way else "no",
        "bound": "any" if at_most is None else at_most,
        "missing": over,
    }
    return trip.build_hit(number, way, reached, facts)


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the question."""
    from cxlint.linting.query import path_syntax

    yield from path_syntax.validate_ways(params)
    if params.get("at_most") is not None and params["at_most"] < 1:
        yield ("at_most",), "expected at least 1 move"
