"""A journey with what takes time at its places and on its moves, shared by contact reasons.

A way ends with an outcome, but for that of giving up; with the decision that is asked for; where a
place says nothing of how it goes on; and where no end can be reached, for the case stays there.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.algorithms.critical_paths import CriticalPaths, bound_delays
from cxlint.algorithms.unrolled_ways import Course, Way, drop_returns, unroll
from cxlint.analysis.times.legs import Series, arrival, delays, is_slight, lacks_hours
from cxlint.calendar.arrival_times import NeverOpenError
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.arrival_functions import ArrivalFunction, Interval
    from cxlint.algorithms.critical_paths import Visit
    from cxlint.algorithms.unrolled_ways import Stations
    from cxlint.analysis.times.approval_legs import Decision
    from cxlint.analysis.times.legs import Extent, Leg
    from cxlint.analysis.times.way_legs import StatedTimes
    from cxlint.calendar.arrival_times import Time
    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Node
    from cxlint.language.entity import Entity

_LONG = 300 * 86_400
"""From this length on, a stretch of time is looked at for all starts together."""

Decisions = tuple[tuple[int, tuple["Decision", ...]], ...]
"""What is decided on, by the number of the team that asks."""

MOST_EXTENDED = 3
"""So often a stretch of time is made longer, until all ends that lie in it are known to."""


class Paths(NamedTuple):
    """What is known of the ways in a stretch of time, which is kept with it.

    `functions` has the longest ways from one start or from all, `bounds` what no longest way from
    a station takes less than, nor more than.
    """

    functions: dict[tuple[int, Extent, int | None], tuple[Time, CriticalPaths]]
    bounds: dict[tuple[int, Extent], tuple[Time, Sequence[Interval | None]]]


class LegTime(NamedTuple):
    """What takes time on a way, and from when to when (in instants)."""

    leg: Leg
    begin: int
    end: int


class TimedGraph:
    """The ways from all places where a journey begins, or from the entries that are given.

    `until_decided` leaves out the ways that end without a decision, `without_return` those on which
    something takes its time once more. `passed_always` keeps which
    teams are passed always, by the starts, for all contact reasons that share these.
    """

    def __init__(
        self,
        stated: StatedTimes,
        journey: Journey,
        decided: Decisions,
        *,
        entries: Sequence[int] | None = None,
        until_decided: bool = False,
        without_return: bool = False,
    ) -> None:
        self.journey = journey
        self.stated = stated
        self.entries = journey.entries if entries is None else entries
        self.legs: list[Leg] = []
        self.granted = journey.size
        self._until_decided = until_decided
        self._without_return = without_return
        self._decided: dict[int, list[Decision]] = {}
        for number, found in decided:
            self._decided.setdefault(number, []).extend(found)
        self._traces: dict[tuple[bool, int, Extent, int], list[LegTime]] = {}
        self._narrow: tuple[tuple[bool, int, Extent, int], CriticalPaths] | None = None
        self._stays: list[int | None] = [None] * (journey.size + 1)
        self.passed_always: dict[tuple[int, ...], tuple[Entity, ...]] = {}
        self.ways: list[list[Way]] = [[] for _ in self._stays]
        far = shortest_paths.breadth_first(journey.out, self.entries).distance
        self._places = [number for number in range(journey.size) if far[number] >= 0]
        for number in self._places:
            self._stays[number] = self._keep(stated.stay(number))
            self.ways[number] = [*self._ways_from(number)]
        self._paths = _paths_of(
            (
                tuple(self.legs),
                tuple(map(tuple, self.ways)),
                tuple(self._stays),
                tuple(self.entries),
                self.ends,
                without_return,
            )
        )
        # Where some time has no figure, the starts that do not come there have one all the same.
        self._apart = any(lacks_hours(leg) is not None for leg in self.legs)

    def worth(self, above: Amount, up_to: Amount) -> TimedGraph:
        """Return the same for cases worth more than a sum, up to another."""
        decided = tuple(
            (number, tuple(each for each in asked if each.above < up_to and above < each.up_to))
            for number, asked in self._decided.items()
        )
        return TimedGraph(self.stated, self.journey, decided)

    @cached_property
    def without_return(self) -> TimedGraph:
        """The same without the ways on which something takes its time once more."""
        decided = tuple((number, tuple(found)) for number, found in self._decided.items())
        return TimedGraph(
            self.stated, self.journey, decided, entries=self.entries, without_return=True
        )

    def _keep(self, leg: Leg | None) -> int | None:
        if leg is None:
            return None
        self.legs.append(leg)
        return len(self.legs) - 1

    def _ways_from(self, number: int) -> Iterator[Way]:
        journey = self.journey
        if journey.nodes[number].kind == "outcome":
            return
        for decision in self._decided.get(number, ()):
            yield Way(self.granted, self._keep(decision.leg))
        for target, move in zip(journey.out[number], journey.via[number], strict=True):
            if move.kind != "request" and target != number:
                leg = self._keep(self.stated.move(number, target, move))
                yield Way(target, leg, move.get("max_repeats"))

    @cached_property
    def stations(self) -> Stations:
        """The places in an order in which all ways lead on."""
        course = Course(self.ways, self._stays, self.entries, lambda leg: is_slight(self.legs[leg]))
        found = unroll(course)
        return drop_returns(found, self._stays) if self._without_return else found

    @cached_property
    def ends(self) -> frozenset[int]:
        """The places at which a case ends."""
        nodes = self.journey.nodes
        ends = {self.granted}
        if self._until_decided:
            return frozenset(ends)
        for number in self._places:
            node = nodes[number]
            outcome = node.kind == "outcome"
            if node.opaque or (not _gives_up(node) if outcome else not self.ways[number]):
                ends.add(number)
        back: list[list[int]] = [[] for _ in self.ways]
        for number in self._places:
            for way in self.ways[number]:
                back[way.target].append(number)
        outcomes = {number for number in self._places if nodes[number].kind == "outcome"}
        far = shortest_paths.breadth_first(back, [*(ends | outcomes)]).distance
        return frozenset(ends | {number for number in self._places if far[number] < 0})

    @cached_property
    def _entry_numbers(self) -> dict[int, int]:
        """The number of each place among the entries."""
        return {start: number for number, start in reversed([*enumerate(self.entries)])}

    def reached(self, starts: Sequence[int], without: int | None = None) -> list[int]:
        """Return the stations that starts lead to, without passing a place."""
        stations = self.stations
        first = {stations.entries[self._entry_numbers[start]] for start in starts}
        waiting = [each for each in first if stations.places[each] != without]
        seen = set(waiting)
        for station in waiting:  # grows while it is walked
            for step in stations.steps[station]:
                if step.target not in seen and stations.places[step.target] != without:
                    seen.add(step.target)
                    waiting.append(step.target)
        return waiting

    def legs_at(self, station: int) -> Iterator[int]:
        """Yield the numbers of what takes time at a station and on the ways from there."""
        stay = self._stays[self.stations.places[station]]
        moves = (step.leg for step in self.stations.steps[station])
        yield from (leg for leg in (stay, *moves) if leg is not None)

    def is_end(self, station: int) -> bool:
        """Whether a case ends at a station."""
        return station in self._end_stations

    @cached_property
    def _end_stations(self) -> frozenset[int]:
        members = enumerate(self.stations.members)
        return frozenset(station for station, those in members if not self.ends.isdisjoint(those))

    def through(self, time: Time, start: int, extent: Extent) -> ArrivalFunction | None:
        """Return when a case that begins at a start is through; None where it never is."""
        number = self._entry_numbers[start]
        together = time.ordinary or time.end - time.begin >= _LONG
        if together and not self._apart:
            try:
                return self._known(time, extent, None).from_entry(number)
            except NeverOpenError:
                self._apart = True
        return self._known(time, extent, start).from_entry(number)

    def _known(self, time: Time, extent: Extent, start: int | None) -> CriticalPaths:
        """Return the longest ways from one start or, together, from all."""
        key = id(time), extent, start
        if key not in self._paths.functions:
            only = None if start is None else sorted(self.reached([start]))
            self._paths.functions[key] = time, self._critical(time, extent, only)
        return self._paths.functions[key][1]

    def bounds(self, time: Time, start: int, extent: Extent) -> Interval | None:
        """Return what no case from a start takes less than, and none takes more; None if unknown.

        That is cheap to say, and often enough.
        """
        key = id(time), extent
        if key not in self._paths.bounds:
            self._paths.bounds[key] = time, self._bound(time, extent)
        found = self._paths.bounds[key][1]
        return found[self.stations.entries[self._entry_numbers[start]]] if found else None

    def _bound(self, time: Time, extent: Extent) -> Sequence[Interval | None]:
        """Return the bounds for each station; nothing where something has no figure."""
        if self._apart:
            return ()
        longer = time
        for _ in range(MOST_EXTENDED):
            try:
                known = [delays(leg, longer, extent) for leg in self.legs]
            except NeverOpenError:
                return ()
            found = bound_delays(self.stations, self._stays, self.ends, known.__getitem__)
            last = max((each[1] for each in found if each is not None), default=0)
            if 2 * time.end + last <= 2 * longer.end:
                return found
            longer = time.until(time.end + last // 2 + 1)
        return ()

    def trace(self, time: Time, start: int, extent: Extent, instant: int) -> list[LegTime]:
        """Return what takes time on the longest way of a case that begins at an even instant."""
        key = time.ordinary, start, extent, instant
        if key not in self._traces:
            moment = _moment(time, instant)
            paths = self._from_start(time, start, extent, instant)
            self._traces[key] = [
                part
                for each in paths.trace(instant)
                for part in _parts(self.legs[each.leg], moment, extent, each.begin)
            ]
        return self._traces[key]

    def visits(self, time: Time, start: int, extent: Extent, instant: int) -> list[Visit]:
        """Return the places on that way, and when each is reached; the last may be no place."""
        return [*self._from_start(time, start, extent, instant).visits(instant)]

    def arrivals(self, time: Time, start: int, extent: Extent, instant: int) -> dict[int, int]:
        """Return when each place is reached at the latest, by any way."""
        return self._from_start(time, start, extent, instant).arrivals(instant)

    def _from_start(self, time: Time, start: int, extent: Extent, instant: int) -> CriticalPaths:
        """Return the ways of a case that begins at an even instant; the last are kept."""
        key = time.ordinary, start, extent, instant
        if self._narrow is None or self._narrow[0] != key:
            only = sorted(self.reached([start]))
            self._narrow = key, self._critical(_moment(time, instant), extent, only)
        return self._narrow[1]

    def _critical(
        self, time: Time, extent: Extent, only: Sequence[int] | None = None
    ) -> CriticalPaths:
        functions: dict[tuple[int, int], ArrivalFunction] = {}

        def build(number: int, until: int) -> ArrivalFunction:
            longer = time.until(-(-until // 2))
            if (number, longer.end) not in functions:
                leg = self.legs[number]
                # Only of other starts: what is reached from here is known to have its hours.
                here = lacks_hours(leg) is None
                function = arrival(leg, longer, extent) if here else longer.now()
                functions[number, longer.end] = function
            return functions[number, longer.end]

        begin, end = 2 * time.begin, 2 * time.end
        return CriticalPaths(self.stations, self._stays, self.ends, build, begin, end, only=only)


@lru_cache(maxsize=4096)
def _paths_of(content: tuple[object, ...]) -> Paths:
    """Return what is kept of the ways through a graph: the same for all of the same content."""
    del content
    return Paths({}, {})


def _moment(time: Time, instant: int) -> Time:
    """Return the time in which nothing begins but at an instant."""
    return time.part(instant // 2, instant // 2 + 1)


def _parts(leg: Leg, time: Time, extent: Extent, begin: int) -> Iterator[LegTime]:
    """Yield what takes time one after the other."""
    for each in leg.legs if isinstance(leg, Series) else (leg,):
        end = arrival(each, time.until(begin // 2 + 1), extent).at(begin)
        yield LegTime(each, begin, end)
        begin = end


def _gives_up(node: Node) -> bool:
    kind = node.entity.get("kind") if node.entity else None
    return (kind or node.id) == "abandoned"
