"""Promises of a resolution that are over before anybody is there to begin with the matter."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.algorithms.arrival_functions import extremes
from cxlint.analysis.times.legs import Extent
from cxlint.analysis.times.verdicts import CERTAIN, KEPT, Clockwork
from cxlint.calendar.arrival_times import MINUTE, NeverOpenError
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.times.intent_times import IntentTimes
    from cxlint.analysis.times.time_promises import Deadline
    from cxlint.analysis.times.verdicts import Season
    from cxlint.graph.network import Node
    from cxlint.language.entity import Entity


class Gap(NamedTuple):
    """A promise that ends before anybody is there, for what begins at a place at some times.

    `share` is the share of the published hours of an ordinary week; 0 if that is so only around
    public holidays. One who begins at `instant` is promised `due`, and somebody comes at `opening`.
    """

    intent: Entity
    deadline: Deadline
    certain: bool
    start: Node
    teams: tuple[Entity, ...]
    share: Fraction
    instant: int
    due: int
    opening: int

    @property
    def ordinary(self) -> bool:
        """Whether somebody is there in time in every ordinary week."""
        return not self.share


def find_gaps(times: IntentTimes) -> Iterator[Gap]:
    """Yield the gap of each promise of a contact reason, where it is widest.

    What is promised in working time runs only while somebody is there.
    """
    first = times.attendance
    if not first.starts:
        return
    clockwork = Clockwork(first, times.clockwork.day, times.clockwork.calendar)
    for deadline in times.promises:
        if deadline.fault or deadline.length.business or deadline.entity.kind == "team":
            continue
        holding = times.starts_by_deadlines((deadline,)).get((deadline,), [])
        starts = [each for each in holding if each in first.starts]
        try:
            yield from _widest(times, clockwork, deadline, starts)
        except NeverOpenError:
            continue


def _widest(
    times: IntentTimes, clockwork: Clockwork, deadline: Deadline, starts: Sequence[int]
) -> Iterator[Gap]:
    judgement = clockwork.judge((deadline,), starts)
    if judgement is None or judgement.verdict == KEPT:
        return
    found: list[tuple[Fraction, int, int, int]] = []
    for start in starts:
        share = clockwork.week.broken_share(start, (deadline,)) or Fraction(0)
        season = clockwork.week if share else clockwork.year
        longest = _longest(season, start, deadline)
        if longest is not None:
            found.append((share, *longest, start))
    if not found:
        return
    share, _, minus, start = max(found)
    season = clockwork.week if share else clockwork.year
    function = season.ways.through(season.time, start, Extent.LEAST)
    assert function is not None
    yield Gap(
        times.intent,
        deadline,
        judgement.verdict == CERTAIN,
        times.ways.journey.nodes[start],
        times.ways.stated.desks(start),
        share,
        -minus,
        deadline.due(season.time).at(-minus),
        function.at(-minus),
    )


def _longest(season: Season, start: int, deadline: Deadline) -> tuple[int, int] | None:
    """Return how long the longest wait is for somebody to be there, and minus its beginning."""
    late = season.broken(start, Extent.LEAST, (deadline,))
    function = season.ways.through(season.time, start, Extent.LEAST)
    found = extremes(function, late, MINUTE) if function is not None else None
    return (found[1][0], -found[1][1]) if found else None
