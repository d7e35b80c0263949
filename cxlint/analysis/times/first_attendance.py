"""When somebody is there first for what customers bring, and when they have a first answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.arrival_functions import compose, latest
from cxlint.analysis.times.legs import arrival, hours_of

if TYPE_CHECKING:
    from cxlint.algorithms.arrival_functions import ArrivalFunction
    from cxlint.analysis.times.legs import Extent
    from cxlint.analysis.times.timed_ways import TimedWays
    from cxlint.analysis.times.way_legs import StatedTimes
    from cxlint.calendar.arrival_times import Time
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Node


class FirstAttendance:
    """The next opening of a team that takes what arrives at a start.

    Only starts count whose teams all state their hours, and from which no case ends without one.
    """

    endless: tuple[Node, ...] = ()
    counts_months = False

    def __init__(self, ways: TimedWays) -> None:
        self._ways = ways
        self.starts = tuple(
            each
            for each in dict.fromkeys(ways.starts)
            if ways.stated.openings(each) and not ways.ends_unattended(each)
        )

    @property
    def hours(self) -> frozenset[Hours]:
        """The hours of the teams."""
        return frozenset(each for start in self.starts for each in self.stated.openings(start))

    @property
    def journey(self) -> Journey:
        """The journey that the starts are in."""
        return self._ways.journey

    @property
    def stated(self) -> StatedTimes:
        """What is stated of it."""
        return self._ways.stated

    def bounds(self, time: Time, start: int, extent: Extent) -> None:
        """Say nothing beforehand: it is as quick to say how long it takes."""

    def through(self, time: Time, start: int, extent: Extent) -> ArrivalFunction | None:
        """Return when somebody is there for what arrives at a moment."""
        del extent
        return time.first_opening(self._ways.stated.openings(start))


class FirstAnswer:
    """When customers have a first answer: what is stated of it at the start and its first team.

    At the soonest that is the next opening of a team; at the latest when the time in which the
    place is answered is over, and that in which the team owes a first reply.
    """

    endless: tuple[Node, ...] = ()
    counts_months = False

    def __init__(self, ways: TimedWays) -> None:
        self._ways = ways
        self.starts = ways.starts

    @property
    def hours(self) -> frozenset[Hours]:
        """The hours of the teams, and those in which their answers are counted."""
        legs = (leg for start in self.starts for leg in self.stated.first_answer(start))
        openings = (each for start in self.starts for each in self.stated.openings(start))
        return frozenset(openings).union(*map(hours_of, legs))

    @property
    def journey(self) -> Journey:
        """The journey that the starts are in."""
        return self._ways.journey

    @property
    def stated(self) -> StatedTimes:
        """What is stated of it."""
        return self._ways.stated

    def bounds(self, time: Time, start: int, extent: Extent) -> None:
        """Say nothing beforehand: it is as quick to say how long it takes."""

    def through(self, time: Time, start: int, extent: Extent) -> ArrivalFunction | None:
        """Return when a case that begins at a moment has its first answer."""
        first = time.now()
        for leg in self.stated.first_answer(start):
            longer = time.until(first.most() // 2 + 1)
            first = compose(first, arrival(leg, longer, extent))
        openings = self.stated.openings(start)
        return latest(first, time.first_opening(openings)) if openings else first
