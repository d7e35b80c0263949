"""The ways of one contact reason with what takes time on them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.analysis.times.approval_legs import decisions
from cxlint.analysis.times.legs import counts_months, hours_of, lacks_hours
from cxlint.analysis.times.timed_graph import TimedGraph
from cxlint.analysis.times.way_legs import StatedTimes
from cxlint.graph.authority.limits import ladders_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.arrival_functions import ArrivalFunction, Interval
    from cxlint.analysis.times.legs import Bound, Extent, Leg, Wait
    from cxlint.analysis.times.timed_graph import Decisions, LegTime
    from cxlint.calendar.arrival_times import Time
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.authority.limits import Ladder, Ladders
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity

MOST_CLIMBED = 200_000
"""Up to how many tiers it is looked at how long decisions take.

They count for each contact reason and each team that asks, as often as a request may climb them.
"""

MOST_FOLLOWED = 500_000
"""How much is looked at of the ways of contact reasons: what takes time, and where they begin."""
LEFT_OFF = (
    "the ways of this policy are more than are followed: how long matters take, and whether that "
    "keeps what is promised, is not said of all contact reasons"
)
START = 10
LONG = 100
TOGETHER = 20
OTHER_HOURS = 800
"""What a place where one begins counts for in that; from how many parts on a way is a long one.

All places where any begins are worked out together, which adds a part for so many. Hours in which
time was not counted before are gone through over a year, which takes as long as so many parts.
"""


class TimedWays:
    """What takes time on the ways of a contact reason, from each place where it starts.

    Where a `start` is named, or `starts` are given, its cases begin nowhere else.
    """

    def __init__(
        self,
        graph: TimedGraph,
        intent: Entity,
        start: str = "",
        *,
        starts: Sequence[int] | None = None,
    ) -> None:
        self.graph = graph
        self.intent = intent
        listed = dict.fromkeys(graph.journey.starts_of(intent) if starts is None else starts)
        named = (each for each in listed if graph.journey.nodes[each].id == start)
        self.starts = tuple(named if start else listed)

    @property
    def journey(self) -> Journey:
        """The journey that the contact reason takes."""
        return self.graph.journey

    @property
    def stated(self) -> StatedTimes:
        """What is stated of it."""
        return self.graph.stated

    @cached_property
    def _reached(self) -> list[int]:
        return self.graph.reached(self.starts)

    @cached_property
    def used(self) -> tuple[int, ...]:
        """The numbers of what takes time at the places and on the ways that can be reached."""
        legs = (leg for station in self._reached for leg in self.graph.legs_at(station))
        return tuple(dict.fromkeys(legs))

    @property
    def legs(self) -> list[Leg]:
        """What takes time, by number."""
        return self.graph.legs

    @cached_property
    def fault(self) -> Wait | Bound | None:
        """What counts in working time that nobody's hours define."""
        faults = (lacks_hours(self.legs[each]) for each in self.used)
        return next((each for each in faults if each is not None), None)

    @cached_property
    def hours(self) -> frozenset[Hours]:
        """The hours in which anything on the ways is counted."""
        return frozenset().union(*(hours_of(self.legs[each]) for each in self.used))

    @cached_property
    def counts_months(self) -> bool:
        """Whether how long something takes depends on the month."""
        return any(counts_months(self.legs[each]) for each in self.used)

    @cached_property
    def endless(self) -> tuple[Node, ...]:
        """The places of the circles that take time and that nothing ends."""
        stations = self.graph.stations
        if not stations.endless:
            return ()
        reached = {member for each in self._reached for member in stations.members[each]}
        return tuple(self.journey.nodes[each] for each in stations.endless if each in reached)

    @property
    def passed_always(self) -> tuple[Entity, ...]:
        """The teams that owe customers a resolution and that every way passes."""
        known = self.graph.passed_always
        if self.starts not in known:
            known[self.starts] = self._find_passed()
        return known[self.starts]

    def _find_passed(self) -> tuple[Entity, ...]:
        nodes, places = self.journey.nodes, self.graph.stations.places
        owing = dict.fromkeys(
            places[each]
            for each in self._reached
            if places[each] < len(nodes) and _owes_resolution(nodes[places[each]])
        )
        return tuple(
            team
            for place in owing
            if (team := nodes[place].entity) is not None and not self._avoids(place)
        )

    def _avoids(self, place: int) -> bool:
        """Whether some way comes to an end without a place."""
        return any(map(self.graph.is_end, self.graph.reached(self.starts, without=place)))

    def ends_unattended(self, start: int) -> bool:
        """Whether a case that begins at a place may end without coming to a team."""
        nodes = self.journey.nodes
        seen, waiting = {start}, [start]
        for place in waiting:  # grows while it is walked
            if nodes[place].kind == "team":
                continue
            if place in self.graph.ends:
                return True
            for way in self.graph.ways[place]:
                if way.target not in seen:
                    seen.add(way.target)
                    waiting.append(way.target)
        return False

    def through(self, time: Time, start: int, extent: Extent) -> ArrivalFunction | None:
        """Return when a case that begins at a start is through; None where it never is."""
        return self.graph.through(time, start, extent)

    def bounds(self, time: Time, start: int, extent: Extent) -> Interval | None:
        """Return the least and the most that a case may take, not exactly; None if unknown."""
        return self.graph.bounds(time, start, extent)

    def trace(self, time: Time, start: int, extent: Extent, instant: int) -> list[LegTime]:
        """Return what takes time on the longest way of a case that begins at an instant."""
        return self.graph.trace(time, start, extent, instant)


def _owes_resolution(node: Node) -> bool:
    return node.kind == "team" and node.entity is not None and node.entity.says("sla", "resolution")


def timed_ways(network: Network) -> Iterator[TimedWays]:
    """Yield the ways of every contact reason; what is the same for several is worked out once.

    Beyond `MOST_CLIMBED` and `MOST_FOLLOWED` nothing is said of further contact reasons, and the
    policy says so in `left_off`.
    """
    ladders = ladders_of(network.policy)
    climbed = followed = 0
    known: set[Hours] = set()
    for journey in network.journeys:
        stated = StatedTimes(journey)
        asking = [*list_askers(journey, ladders)] if journey.intents else []
        climbed += len(journey.intents) * sum(len(ladder.tiers) ** 2 for _, _, ladder in asking)
        if climbed > MOST_CLIMBED:
            network.policy.left_off.add(LEFT_OFF)
            return
        graphs: dict[Decisions, TimedGraph] = {}
        for intent in journey.intents:
            decided = tuple(
                (number, tuple(decisions(network.policy, ladder, team, intent, stated.zone)))
                for number, team, ladder in asking
            )
            if decided not in graphs:
                graphs[decided] = TimedGraph(stated, journey, decided)
            ways = TimedWays(graphs[decided], intent)
            parts = len(ways.used)
            together = parts * len(graphs[decided].entries) // TOGETHER
            followed += START * len(ways.starts) + parts * (1 + parts // LONG) + together
            followed += OTHER_HOURS * len(ways.hours - known)
            known |= ways.hours
            if followed > MOST_FOLLOWED:
                network.policy.left_off.add(LEFT_OFF)
                return
            yield ways


def list_askers(journey: Journey, ladders: Ladders) -> Iterator[tuple[int, Entity, Ladder]]:
    """Yield the teams that ask for decisions, by their number, and who may decide."""
    for number, moves in enumerate(journey.via):
        team = journey.nodes[number].entity
        for move in moves:
            ladder = ladders.of(move.entity.id) if move.kind == "request" else None
            if ladder is not None and team is not None:
                yield number, team, ladder
