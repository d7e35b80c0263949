"""How much of something customers meet on their way."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Literal

from cxlint.linting.query import path_costs, paths
from cxlint.linting.query.paths import PlaceSelection, selects_move
from cxlint.sentence_lists import LONGEST_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit
    from cxlint.linting.query.path_costs import PathCost
    from cxlint.linting.query.paths import Trip

FACTS = frozenset({"from", "to", "path", "count", "bound", "missing", "met"})
"""What a message may name."""


def count_along(
    network: Network,
    *,
    ways: Mapping[str, Any],
    quantifier: Literal["every", "some"],
    at_most: int,
    moves: Mapping[str, Any] | None = None,
    places_met: Mapping[str, Any] | None = None,
) -> Iterator[Hit]:
    """Yield each place from which too much is met on the way.

    `some`: even the way on which least is met has too much, so that no way keeps the bound.
    `every`: some way has too much. Counted are the moves meant by `moves`, and the places meant by
    `places_met`, both ends with them; where neither is said, all moves. On a ring that nothing
    bounds there is no end to what is met. A way ends at the first place in `to`; where no way
    leads there, nothing is yielded. Facts: from, to, path, count, bound, missing (what is too
    much), met (its names).

    Args:
        network: the policy's graph.
        ways: which ways: `from` and `to` (places), `by` (moves), `intents`.
        quantifier: how many of the ways must keep the bound: every, some.
        at_most: how much is fine.
        moves: the moves that count.
        places_met: the places that count.
    """
    if quantifier == "some" and paths.has_unread_moves(network):
        return
    meant = {} if moves is None and places_met is None else moves
    choice = None if places_met is None else PlaceSelection(network, places_met)
    for trip in paths.trips(network, ways):
        found = path_costs.costs_over(
            trip,
            lambda move: int(meant is not None and selects_move(meant, move)),
            lambda journey, number: int(choice is not None and choice.selects(journey, number)),
            at_most,
            every=quantifier == "every",
        )
        for toll in found:
            yield _hit(trip, toll, meant, choice, at_most)


def _hit(
    trip: Trip,
    toll: PathCost,
    meant: Mapping[str, Any] | None,
    choice: PlaceSelection | None,
    at_most: int,
) -> Hit:
    met = [f"{move.source.id} -> {move.target.id}" for move in toll.moves
           if meant is not None and selects_move(meant, move)]  # fmt: skip
    if choice is not None:
        met = [*trip.place_ids(choice.of(trip.journey, toll.path.numbers)), *met]
    endless = toll.cost == inf
    facts = {
        "count": "any number of" if endless else int(toll.cost),
        "bound": at_most,
        "missing": "without end" if endless else int(toll.cost) - at_most,
        "met": met[:LONGEST_PATH],
    }
    return trip.build_hit(
        toll.start, toll.path, trip.journey.nodes[toll.path.end], facts, toll.moves
    )


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the question."""
    from cxlint.linting.query import path_syntax

    yield from path_syntax.validate_ways(params)
    if params.get("moves") is not None:
        yield from path_syntax.validate_moves(params["moves"], ("moves",))
    if params.get("places_met") is not None:
        yield from path_syntax.validate_places(params["places_met"], ("places_met",))
    if params["at_most"] < 0:
        yield ("at_most",), "a count is never less than 0"
