"""Promises of a resolution that the ways of cases do not keep, with the sum that breaks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.times.legs import Extent, Wait, stated_legs
from cxlint.analysis.times.verdicts import CERTAIN, Clockwork, Range
from cxlint.calendar.arrival_times import MINUTE, NeverOpenError
from cxlint.calendar.intervals import intersect, subtract
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.arrival_functions import Interval
    from cxlint.analysis.times.intent_times import IntentTimes
    from cxlint.analysis.times.legs import Bound
    from cxlint.analysis.times.time_promises import Deadline
    from cxlint.analysis.times.timed_ways import LegTime
    from cxlint.analysis.times.verdicts import Season
    from cxlint.language.entity import Entity

INSTANTS_A_DAY = 2 * 86_400


class Sum(NamedTuple):
    """The longest way of a case that begins at a place and an instant, part by part."""

    start: int
    instant: int
    end: int
    due: int
    parts: tuple[LegTime, ...]

    @property
    def taken(self) -> int:
        """How long it takes, in instants."""
        return self.end - self.instant


class Breach(NamedTuple):
    """A promise that is broken: for certain, or where everybody takes the time allowed.

    `least` and `most` are the times taken (in instants) over the starts of an ordinary week; `sum`
    is one of those that break it. `ordinary` if it is kept in every ordinary week.
    """

    intent: Entity
    deadline: Deadline
    certain: bool
    ordinary: bool
    least: int
    most: int
    sum: Sum

    @property
    def gives(self) -> Wait | Bound:
        """The part of the sum that takes longest, of the bounds if there are any."""
        longest = max(self.sum.parts, key=_weight)
        return stated_legs(longest.leg)[0]


def _weight(passage: LegTime) -> tuple[bool, int]:
    bound = not isinstance(passage.leg, Wait)
    return bound and passage.end > passage.begin, passage.end - passage.begin


def find_breaches(times: IntentTimes) -> Iterator[Breach]:
    """Yield the promises of a contact reason that are broken from some start.

    Circles that nothing ends are gone through once; where nobody is there before the promise is
    over, the time that the way takes is not to blame.
    """
    if times.ways.fault is not None or not times.ways.used:
        return
    for deadline in times.promises:
        if deadline.fault:
            continue
        starts = times.starts_by_deadlines((deadline,)).get((deadline,), [])
        try:
            yield from _breach(times, deadline, starts)
        except NeverOpenError:
            continue


def _breach(times: IntentTimes, deadline: Deadline, starts: Sequence[int]) -> Iterator[Breach]:
    clockwork = times.clockwork
    judgement = clockwork.judge((deadline,), starts, circles=False)
    if judgement is None or judgement.verdict == "kept":
        return
    certain = judgement.verdict == CERTAIN
    extent = Extent.LEAST if certain else Extent.MOST
    season = clockwork.year if judgement.ordinary else clockwork.week
    worst = _worst(times, season, deadline, starts, extent)
    if worst is None:
        worst = _worst(times, clockwork.year, deadline, starts, extent)
    ranges = [*_ranges(clockwork.week, starts, certain=certain)]
    if worst is None or not ranges:
        return
    least = min(each.least.taken for each in ranges)
    most = max(each.most.taken for each in ranges)
    yield Breach(times.intent, deadline, certain, judgement.ordinary, least, most, worst)


def _ranges(week: Season, starts: Sequence[int], *, certain: bool) -> Iterator[Range]:
    for extent in (Extent.LEAST,) if certain else (Extent.ALLOWED, Extent.MOST):
        found = week.range(extent, starts=starts)
        if found is not None:
            yield found


def _worst(
    times: IntentTimes,
    season: Season,
    deadline: Deadline,
    starts: Sequence[int],
    extent: Extent,
) -> Sum | None:
    """Return the sum that breaks a deadline by most, of the starts at which somebody is in time."""
    due = deadline.due(season.time)
    found: list[tuple[int, int, int]] = []
    for start in starts:
        function = season.ways.through(season.time, start, extent)
        late = season.broken(start, extent, (deadline,))
        late = subtract(late, _unattended(times, season, deadline, start))
        for instant in _candidates(late, (*function.starts, *due.starts) if function else ()):
            assert function is not None
            found.append((function.at(instant) - due.at(instant), -instant, start))
    if not found:
        return None
    _, instant, start = max(found)
    parts = tuple(times.ways.trace(season.time, start, extent, -instant))
    end = parts[-1].end if parts else -instant
    return Sum(start, -instant, end, due.at(-instant), parts)


def _candidates(late: Sequence[Interval], turns: Sequence[int]) -> Iterator[int]:
    """Yield the first minutes of the intervals, and those at which the functions turn."""
    for first, last in late:
        for turn in (first, *(each for each in turns if first < each < last)):
            minute = -(-turn // MINUTE) * MINUTE
            if minute < last:
                yield minute


def _unattended(
    times: IntentTimes, season: Season, deadline: Deadline, start: int
) -> list[Interval]:
    """Return the starts from which nobody is there before the deadline is over."""
    if start not in times.attendance.starts:
        return []
    first = Clockwork(times.attendance, times.clockwork.day)
    other = first.like(season)
    return intersect(other.broken(start, Extent.LEAST, (deadline,)), season.published[start])
