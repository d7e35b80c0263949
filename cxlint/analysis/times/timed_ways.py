"""The ways of a contact reason with what takes time on them, and when a case is through."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.algorithms.critical_paths import CriticalPaths
from cxlint.algorithms.unrolled_ways import Course, Way, unroll
from cxlint.analysis.times.approval_legs import decisions
from cxlint.analysis.times.legs import Extent, Series, arrival, is_slight, lacks_hours
from cxlint.analysis.times.way_legs import StatedTimes
from cxlint.graph.authority.limits import Ladders
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.algorithms.arrival_functions import ArrivalFunction
    from cxlint.algorithms.critical_paths import Visit
    from cxlint.algorithms.unrolled_ways import Stations
    from cxlint.analysis.times.legs import Bound, Leg, Wait
    from cxlint.calendar.arrival_times import Time
    from cxlint.graph.authority.limits import Ladder
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Node
    from cxlint.language.entity import Entity

    Decide = Callable[[Ladder, Entity], Iterator[Leg | None]]
    """Gives what the decisions that a team asks for take."""


class LegTime(NamedTuple):
    """What takes time on a way, and from when to when (in instants)."""

    leg: Leg
    begin: int
    end: int


class TimedWays:
    """What takes time on the ways of a contact reason, from each place where it starts.

    A way ends with an outcome, but for that of giving up; where a place says nothing of how it goes
    on; and with the decision that is asked for.
    """

    def __init__(
        self,
        journey: Journey,
        intent: Entity,
        decide: Decide | None = None,
        *,
        starts: Sequence[int] | None = None,
        until_decided: bool = False,
    ) -> None:
        """Take what becomes of a request to decide, where it is not that of all cases.

        `starts` are where cases begin, if not where the contact reason does; `until_decided` leaves
        out the ways that end without a decision.
        """
        self.journey = journey
        self.intent = intent
        self.stated = StatedTimes(journey)
        self.starts = journey.starts_of(intent) if starts is None else tuple(starts)
        self.legs: list[Leg] = []
        self._ladders = Ladders(journey.network.policy)
        self._decide = decide or self._decide_all
        self._until_decided = until_decided
        self._granted = journey.size
        self._paths: dict[tuple[int, Extent], tuple[Time, CriticalPaths]] = {}
        self._stays: list[int | None] = [None] * (journey.size + 1)
        self._ways: list[list[Way]] = [[] for _ in self._stays]
        self._reached = self._reach()
        for number in self._reached:
            self._stays[number] = self._keep(self.stated.stay(number))
            self._ways[number] = [*self._ways_from(number)]

    def _reach(self) -> list[int]:
        """Return the places that can be reached, in their order: no others are looked at."""
        found = set(self.starts)
        waiting = list(found)
        for place in waiting:  # grows while it is walked
            fresh = [each for each in self.journey.out[place] if each not in found]
            found.update(fresh)
            waiting += fresh
        return sorted(found)

    def _keep(self, leg: Leg | None) -> int | None:
        if leg is None:
            return None
        self.legs.append(leg)
        return len(self.legs) - 1

    def _ways_from(self, number: int) -> Iterator[Way]:
        journey = self.journey
        if journey.nodes[number].kind == "outcome":
            return
        for target, move in zip(journey.out[number], journey.via[number], strict=True):
            if move.kind == "request":
                yield from self._decisions(number, move)
            elif target != number:
                leg = self._keep(self.stated.move(number, target, move))
                yield Way(target, leg, move.get("max_repeats"))

    def _decisions(self, number: int, move: Move) -> Iterator[Way]:
        team = self.journey.nodes[number].entity
        ladder = self._ladders.of(move.entity.id)
        if team is None or ladder is None:
            return
        for leg in self._decide(ladder, team):
            yield Way(self._granted, self._keep(leg))

    def _decide_all(self, ladder: Ladder, team: Entity) -> Iterator[Leg | None]:
        policy = self.journey.network.policy
        for decision in decisions(policy, ladder, team, self.intent, self.stated.zone):
            yield decision.leg

    @cached_property
    def _stations(self) -> Stations:
        course = Course(
            self._ways, self._stays, self.starts, lambda number: is_slight(self.legs[number])
        )
        return unroll(course)

    @cached_property
    def _ends(self) -> frozenset[int]:
        """Where a case ends; and where no end can be reached, every place, for it stays there."""
        ends = {self._granted}
        if self._until_decided:
            return frozenset(ends)
        nodes = self.journey.nodes
        for number in self._reached:
            node = nodes[number]
            outcome = node.kind == "outcome"
            if node.opaque or (not _gives_up(node) if outcome else not self._ways[number]):
                ends.add(number)
        back: list[list[int]] = [[] for _ in self._ways]
        for number in self._reached:
            for way in self._ways[number]:
                back[way.target].append(number)
        outcomes = {number for number in self._reached if nodes[number].kind == "outcome"}
        far = shortest_paths.breadth_first(back, [*(ends | outcomes)]).distance
        return frozenset(ends | {number for number in self._reached if far[number] < 0})

    @cached_property
    def fault(self) -> Wait | Bound | None:
        """What counts in working time that nobody's hours define."""
        faults = (lacks_hours(self.legs[each]) for each in self.used)
        return next((each for each in faults if each is not None), None)

    @cached_property
    def used(self) -> tuple[int, ...]:
        """The numbers of what takes time at the places and on the ways that can be reached."""
        stays = (self._stays[place] for place in self._stations.places)
        moves = (step.leg for steps in self._stations.steps for step in steps)
        return tuple(dict.fromkeys(leg for leg in (*stays, *moves) if leg is not None))

    @property
    def endless(self) -> tuple[Node, ...]:
        """The places of the circles that take time and that nothing ends."""
        return tuple(self.journey.nodes[number] for number in self._stations.endless)

    @cached_property
    def passed_always(self) -> tuple[Entity, ...]:
        """The teams that owe customers a resolution and that every way passes."""
        nodes = self.journey.nodes
        owing = {
            number: nodes[number].entity
            for number in dict.fromkeys(self._stations.places)
            if number < len(nodes) and _owes_resolution(nodes[number])
        }
        return tuple(team for number, team in owing.items() if team and not self._avoids(number))

    def ends_unattended(self, start: int) -> bool:
        """Whether a case that begins at a place may end without coming to a team."""
        nodes = self.journey.nodes
        seen, waiting = {start}, [start]
        for place in waiting:  # grows while it is walked
            if nodes[place].kind == "team":
                continue
            if place in self._ends:
                return True
            for way in self._ways[place]:
                if way.target not in seen:
                    seen.add(way.target)
                    waiting.append(way.target)
        return False

    def _avoids(self, place: int) -> bool:
        """Whether some way comes to an end without a place."""
        stations = self._stations
        seen = {entry for entry in stations.entries if stations.places[entry] != place}
        waiting = list(seen)
        for station in waiting:  # grows while it is walked
            if any(member in self._ends for member in stations.members[station]):
                return True
            for step in stations.steps[station]:
                if step.target not in seen and stations.places[step.target] != place:
                    seen.add(step.target)
                    waiting.append(step.target)
        return False

    def through(self, time: Time, start: int, extent: Extent) -> ArrivalFunction | None:
        """Return when a case that begins at a start is through; None where it never is."""
        return self._critical(time, extent).from_entry(self.starts.index(start))

    def visits(self, time: Time, start: int, extent: Extent, instant: int) -> list[Visit]:
        """Return the places on that way, and when each is reached; the last may be no place."""
        return [*self._critical(time, extent).visits(self.starts.index(start), instant)]

    def arrivals(self, time: Time, extent: Extent, instant: int) -> dict[int, int]:
        """Return when each place is reached at the latest, by any way from any start."""
        return self._critical(time, extent).arrivals(instant)

    def trace(self, time: Time, start: int, extent: Extent, instant: int) -> list[LegTime]:
        """Return what takes time on the longest way of a case that begins at an instant."""
        passages = self._critical(time, extent).trace(self.starts.index(start), instant)
        return [
            part
            for each in passages
            for part in _parts(self.legs[each.leg], time, extent, each.begin)
        ]

    def _critical(self, time: Time, extent: Extent) -> CriticalPaths:
        key = id(time), extent
        if key not in self._paths:
            functions: dict[tuple[int, int], ArrivalFunction] = {}

            def build(number: int, until: int) -> ArrivalFunction:
                longer = time.until(-(-until // 2))
                if (number, longer.end) not in functions:
                    functions[number, longer.end] = arrival(self.legs[number], longer, extent)
                return functions[number, longer.end]

            begin, end = 2 * time.begin, 2 * time.end
            paths = CriticalPaths(self._stations, self._stays, self._ends, build, begin, end)
            self._paths[key] = time, paths
        return self._paths[key][1]


def _parts(leg: Leg, time: Time, extent: Extent, begin: int) -> Iterator[LegTime]:
    """Yield what takes time one after the other."""
    for each in leg.legs if isinstance(leg, Series) else (leg,):
        end = arrival(each, time.until(begin // 2 + 1), extent).at(begin)
        yield LegTime(each, begin, end)
        begin = end


def _owes_resolution(node: Node) -> bool:
    return node.kind == "team" and node.entity is not None and node.entity.says("sla", "resolution")


def _gives_up(node: Node) -> bool:
    kind = node.entity.get("kind") if node.entity else None
    return (kind or node.id) == "abandoned"
