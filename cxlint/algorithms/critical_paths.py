"""The longest way through a graph whose times depend on when they begin; no way is enumerated.

Times are functions of the moment (`arrival_functions`), worked out backwards: for each place, when
whoever is there at a moment is through at the latest. That is exact also where what begins later
ends earlier, as months do that end on the 31st and on the 28th.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.arrival_functions import compose, latest, restrict, shift
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from cxlint.algorithms.arrival_functions import ArrivalFunction, Interval
    from cxlint.algorithms.unrolled_ways import Stations, Step

    Build = Callable[[int, int], ArrivalFunction]
    """Makes the function of what takes time, by its number, known up to an instant."""


WOBBLE = 2 * 86_400 * 40
"""More than a month, in instants of which there are two a second."""


class Passage(NamedTuple):
    """What takes time on the longest way, by its number, and when it begins and is over."""

    leg: int
    begin: int
    end: int


class Visit(NamedTuple):
    """A place on the longest way, and when it is reached."""

    place: int
    instant: int


def bound_delays(
    stations: Stations,
    stays: Sequence[int | None],
    ends: frozenset[int],
    delays: Callable[[int], Interval],
) -> list[Interval | None]:
    """Return, for each station, what no longest way from there takes less than, nor more than.

    `delays` tells the least and the greatest delay of what takes time, by its number. None where
    no way comes to an end.
    """
    found: list[Interval | None] = [None] * len(stations.places)
    for station in reversed(range(len(found))):
        ahead = [
            _after(delays, step.leg, then)
            for step in stations.steps[station]
            if (then := found[step.target]) is not None
        ]
        if not ends.isdisjoint(stations.members[station]):
            ahead.append((0, 0))
        if ahead:
            farthest = max(low for low, _ in ahead), max(high for _, high in ahead)
            found[station] = _after(delays, stays[stations.places[station]], farthest)
    return found


def _after(delays: Callable[[int], Interval], leg: int | None, then: Interval) -> Interval:
    if leg is None:
        return then
    least, most = delays(leg)
    return least + then[0], most + then[1]


class CriticalPaths:
    """When whoever is at a place at a moment is through at the latest."""

    def __init__(
        self,
        stations: Stations,
        stays: Sequence[int | None],
        ends: Collection[int],
        build: Build,
        begin: int,
        end: int,
        *,
        only: Sequence[int] | None = None,
        wobble: int = WOBBLE,
    ) -> None:
        """Take the places where it ends, and the first and last instant at which it may begin.

        What begins more than `wobble` earlier is through no later, of anything that takes time.

        Where `only` the stations are looked at that one entry leads to, in order and the entry
        first, ways from there can be traced; else no more is kept than is worked out of entries.
        """
        self._stations = stations
        self._stays = stays
        self._ends = ends
        self._build = build
        self._begin = begin
        self._wobble = wobble
        self._order = range(len(stations.places)) if only is None else only
        entries = stations.entries if only is None else only[:1]
        self._until = self._reach(entries, end)
        self._through: dict[int, ArrivalFunction | None] = {}
        last_use = self._last_uses() if only is None else {}
        for station in reversed(self._order):
            self._through[station] = self._finish(station)
            for each in last_use.get(station, ()):
                del self._through[each]

    def _last_uses(self) -> dict[int, list[int]]:
        """Return after which station others are asked for no more, but for the entries."""
        users: dict[int, int] = {}
        for station in reversed(self._order):
            for step in self._stations.steps[station]:
                users[step.target] = station
        entries = set(self._stations.entries)
        found: dict[int, list[int]] = {}
        for station, user in users.items():
            if station not in entries:
                found.setdefault(user, []).append(station)
        return found

    def from_entry(self, number: int) -> ArrivalFunction | None:
        """Return the function of an entry, by its number; None where no way comes to an end."""
        return self._through[self._stations.entries[number]]

    def _reach(self, entries: Sequence[int], end: int) -> dict[int, int]:
        """Return the instant before which whoever begins in time comes to each station."""
        until = dict.fromkeys(entries, end)
        for station in self._order:
            if station not in until:
                continue
            left = self._over(self._stay(station), until[station])
            for step in self._stations.steps[station]:
                arrived = self._over(step.leg, left)
                until[step.target] = max(until.get(step.target, self._begin), arrived)
        return until

    def _over(self, leg: int | None, until: int) -> int:
        """Return the instant before which a leg is through that begins before one.

        Only what begins shortly before can be through later than what begins last.
        """
        if leg is None:
            return until
        return self._build(leg, until).most(until, until - self._wobble) + 1

    def _stay(self, station: int) -> int | None:
        return self._stays[self._stations.places[station]]

    def _finish(self, station: int) -> ArrivalFunction | None:
        until = self._until.get(station)
        if until is None:
            return None
        stay = self._stay(station)
        left = self._over(stay, until)
        found: ArrivalFunction | None = None
        if self._is_end(station):
            found = shift(self._begin, left)
        for step in self._stations.steps[station]:
            function = self._onward(step, left)
            if function is not None:
                found = function if found is None else latest(found, function)
        if found is None or stay is None:
            return found
        return compose(restrict(self._build(stay, until), until), found)

    def _is_end(self, station: int) -> bool:
        return any(member in self._ends for member in self._stations.members[station])

    def _onward(self, step: Step, left: int) -> ArrivalFunction | None:
        then = self._through[step.target]
        if then is None or step.leg is None:
            return then
        return compose(restrict(self._build(step.leg, left), left), then)

    def trace(self, instant: int) -> Iterator[Passage]:
        """Yield what takes time on the longest way from the entry, for who begins at an instant."""
        return (each for each in self._walk(instant) if isinstance(each, Passage))

    def visits(self, instant: int) -> Iterator[Visit]:
        """Yield the places on that way, and when each is reached."""
        return (each for each in self._walk(instant) if isinstance(each, Visit))

    def arrivals(self, instant: int) -> dict[int, int]:
        """Return when each place is reached at the latest by who begins at an instant."""
        found: dict[int, int] = {}
        for station, until in self._reach([self._order[0]], instant + 1).items():
            place = self._stations.places[station]
            found[place] = max(until - 1, found.get(place, until - 1))
        return found

    def _walk(self, instant: int) -> Iterator[Passage | Visit]:
        station: int | None = self._order[0]
        while station is not None:
            yield Visit(self._stations.places[station], instant)
            stay = self._stay(station)
            if stay is not None:
                over = self._build(stay, self._until[station]).at(instant)
                yield Passage(stay, instant, over)
                instant = over
            step = self._longest(station, instant)
            if step is None:
                return
            if step.leg is not None:
                over = self._build(step.leg, instant + 1).at(instant)
                yield Passage(step.leg, instant, over)
                instant = over
            station = step.target

    def _longest(self, station: int, instant: int) -> Step | None:
        """Return the step on which it takes longest; None where it takes longest to end here."""
        best: Step | None = None
        latest_end = instant if self._is_end(station) else None
        for step in self._stations.steps[station]:
            function = self._onward(step, instant + 1)
            if function is None:
                continue
            end = function.at(instant)
            if latest_end is None or end > latest_end:
                best, latest_end = step, end
        return best
