"""What ways from one place to another have to pass, and what they must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from cxlint.algorithms.shortest_paths import breadth_first, reverse
from cxlint.linting.query import paths
from cxlint.linting.query.paths import PlaceSelection, Trail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit
    from cxlint.linting.query.paths import Trip

FACTS = frozenset({"from", "to", "path", "missing", "through"})
"""What a message may name."""


def passes(
    network: Network,
    *,
    ways: Mapping[str, Any],
    through: Mapping[str, Any],
    quantifier: Literal["every", "some", "none"],
) -> Iterator[Hit]:
    """Yield where ways break what is said of the places they pass, both ends among them.

    `every`: each move after which no such place lies ahead any more, on a way that has met none
    (the place itself, where a way begins so). `some`: each place from which ways lead on, and
    none by such a place. `none`: each such place on a way. A way may come by a place twice, and
    ends at the first place in `to`; a place that is in both `from` and `to` begins none. A place
    that is not known may be such a place: a claim that one is missing is never made of it. Facts:
    from, to, path, missing (what is passed by), through (what is passed, or meant).

    Args:
        network: the policy's graph.
        ways: which ways: `from` and `to` (places), `by` (moves), `intents`.
        through: the places in question.
        quantifier: how many of the ways must pass one: every, some, none.
    """
    if quantifier == "some" and paths.has_unread_moves(network):
        return
    choice = PlaceSelection(network, through)
    check = {"every": _avoiding, "some": _never, "none": _passing}[quantifier]
    for trip in paths.trips(network, ways):
        yield from check(trip, choice)


def _avoiding(trip: Trip, choice: PlaceSelection) -> Iterator[Hit]:
    journey = trip.journey
    meant = choice.of(journey, range(journey.size))
    goals = set(trip.goals)
    blocked = {
        *meant,
        *(n for n in (*choice.possible_places(journey), *trip.doubtful) if n not in goals),
    }
    free = [
        [] if here in blocked else [to for to in targets if to not in blocked]
        for here, targets in enumerate(trip.out)
    ]
    ahead = breadth_first(trip.predecessors, meant).distance
    open_goals = [goal for goal in trip.goals if goal not in blocked]
    onward = breadth_first(reverse(free), open_goals)
    lost = [onward.distance[n] >= 0 and (ahead[n] < 0 or n in goals) for n in range(journey.size)]
    starts = [n for n in trip.starts if n not in blocked and onward.distance[n] >= 0]
    held = breadth_first(
        [[] if lost[here] else targets for here, targets in enumerate(free)],
        [start for start in starts if not lost[start]],
    )
    facts = {"missing": choice, "through": choice}
    after, before = Trail(onward.parent), Trail(held.parent)
    for start in starts:
        if lost[start]:
            way = after.path_back(start)
            yield trip.build_hit(start, way, journey.nodes[way.end], facts)
    for here, targets in enumerate(free):
        if held.distance[here] >= 0 and not lost[here]:
            for to in dict.fromkeys(targets):
                if lost[to]:
                    yield trip.build_move_hit(before.path_there(here), after.path_back(to), facts)


def _never(trip: Trip, choice: PlaceSelection) -> Iterator[Hit]:
    journey = trip.journey
    hopeful = [
        number
        for number in (*choice.of(journey, range(journey.size)), *choice.possible_places(journey))
        if trip.possible_goal_tree.distance[number] >= 0
    ]
    met = breadth_first(trip.predecessors, [*hopeful, *trip.doubtful]).distance
    for start in trip.starts:
        way = trip.path_to_goal(start)
        if way and met[start] < 0:
            facts = {"missing": choice, "through": choice}
            yield trip.build_hit(start, way, journey.nodes[way.end], facts)


def _passing(trip: Trip, choice: PlaceSelection) -> Iterator[Hit]:
    journey = trip.journey
    trail = Trail(trip.start_tree.parent)
    for number in choice.of(journey, range(journey.size)):
        onward = trip.path_to_goal(number)
        if trip.start_tree.distance[number] >= 0 and onward:
            way = trail.path_there(number).extend(onward)
            facts = {"missing": "", "through": journey.nodes[number]}
            yield trip.build_hit(number, way, journey.nodes[way.end], facts)


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the question."""
    from cxlint.linting.query import path_syntax

    yield from path_syntax.validate_ways(params)
    yield from path_syntax.validate_places(params["through"], ("through",))
