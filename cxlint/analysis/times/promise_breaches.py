"""Promises of a resolution that the ways of cases do not keep, with the sum that breaks them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxlint.analysis.times.legs import Extent, Wait, main_legs
from cxlint.analysis.times.verdicts import CERTAIN, KEPT
from cxlint.calendar.arrival_times import MINUTE, NeverOpenError, TooFarError
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.arrival_functions import Interval
    from cxlint.analysis.times.intent_times import IntentTimes
    from cxlint.analysis.times.legs import Bound
    from cxlint.analysis.times.time_promises import Deadline
    from cxlint.analysis.times.timed_graph import LegTime
    from cxlint.analysis.times.verdicts import Season
    from cxlint.language.entity import Entity

SLIGHT = 100
"""What is less than such a part of a time is not told apart from it."""


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


class Span(NamedTuple):
    """The most and the least time taken (in instants) by cases that begin at a place."""

    most: int
    least: int
    start: str


LEFT_OFF = (
    "some promises, or the ways to them, take more than ten years: whether they can be kept is not "
    "worked out"
)


class Breach(NamedTuple):
    """A promise that is broken: for certain, or where everybody takes the time allowed.

    `quickest` and `slowest` are the times of an ordinary week, at those starts from which it is
    broken; `sum` is a case of those that break it. `ordinary` if it is kept in every ordinary week;
    `by_hours` if it would be kept if somebody were there at all times. Cases that come back to the
    place `comes_back` take up to `longest`, and the rest is of those that do not; 0 where only they
    break it.
    """

    intent: Entity
    deadline: Deadline
    certain: bool
    ordinary: bool
    by_hours: bool
    quickest: Span
    slowest: Span
    sum: Sum
    comes_back: str = ""
    longest: int = 0

    @property
    def needed(self) -> int:
        """How long it may take at most."""
        return max(self.slowest.most, self.sum.taken, self.longest)

    @property
    def gives(self) -> Wait | Bound:
        """The part of the sum that takes longest, of the bounds if there are any."""
        longest = max(self.sum.parts, key=_weight)
        return main_legs(longest.leg)[0]


def _weight(passage: LegTime) -> tuple[bool, int]:
    bound = not isinstance(passage.leg, Wait)
    return bound and passage.end > passage.begin, passage.end - passage.begin


def find_breaches(
    times: IntentTimes, deadlines: Sequence[Deadline] | None = None
) -> Iterator[Breach]:
    """Yield the promises of a contact reason, or these deadlines, that are broken from some start.

    Circles that nothing ends are gone through once.
    """
    if times.ways.fault is not None or not times.ways.used:
        return
    for deadline in times.promises if deadlines is None else deadlines:
        if deadline.fault:
            continue
        starts = times.starts_by_deadlines((deadline,)).get((deadline,), [])
        try:
            for breach in _breach(times, deadline, starts):
                yield _tell_return(times, breach, starts)
        except TooFarError:
            times.ways.journey.network.policy.left_off.add(LEFT_OFF)
        except NeverOpenError:
            continue


def _tell_return(times: IntentTimes, breach: Breach, starts: Sequence[int]) -> Breach:
    """Return a breach of the cases in which nothing takes its time twice, where they break it too.

    Nobody disputes their sum; how long the others take is told beside it.
    """
    place = "" if breach.certain else _place_met_again(times, breach)
    if not place:
        return breach
    direct = next(_breach(times.without_return, breach.deadline, starts), None)
    if direct is None or direct.certain or direct.ordinary != breach.ordinary:
        return breach._replace(comes_back=place)
    if breach.needed - direct.needed < breach.needed / SLIGHT:
        return breach
    return direct._replace(comes_back=place, longest=breach.needed)


def _place_met_again(times: IntentTimes, breach: Breach) -> str:
    """Return where a case comes back to on the way that breaks it by most; nothing if nowhere.

    To come back counts where something takes its time once more for it.
    """
    legs = [part.leg for part in breach.sum.parts]
    if len({*legs}) == len(legs):
        return ""
    clockwork = times.clockwork
    time = (clockwork.year if breach.ordinary else clockwork.week).time
    case, graph = breach.sum, times.ways.graph
    visits = graph.visits(time, case.start, Extent.MOST, case.instant)
    again = [place for place, count in Counter(each.place for each in visits).items() if count > 1]
    again.sort(key=lambda place: times.ways.stated.stay(place) is None)
    return times.ways.journey.nodes[again[0]].id if again else ""


def _breach(times: IntentTimes, deadline: Deadline, starts: Sequence[int]) -> Iterator[Breach]:
    clockwork = times.clockwork
    judgement = clockwork.judge((deadline,), starts, circles=False)
    if judgement is None or judgement.verdict == KEPT:
        return
    certain = judgement.verdict == CERTAIN
    season = clockwork.year if judgement.ordinary else clockwork.week
    stated = any(season.ever_broken(each, (deadline,), Extent.STATED) for each in starts)
    extent = Extent.LEAST if certain else Extent.MOST
    worst = _worst(times, season, deadline, starts, extent, stated=stated and not certain)
    breaking = [each for each in starts if season.ever_broken(each, (deadline,), extent)]
    spans = [*_spans(clockwork.week, breaking, certain=certain)]
    if worst is None or not spans:
        return
    yield Breach(
        times.intent,
        deadline,
        certain,
        judgement.ordinary,
        not stated and not certain,
        min(spans),
        max(spans),
        worst,
    )


def _spans(week: Season, starts: Sequence[int], *, certain: bool) -> Iterator[Span]:
    """Yield the times taken from each start: if everybody is quick, or takes the time allowed."""
    low, high = (Extent.LEAST, Extent.LEAST) if certain else (Extent.ALLOWED, Extent.MOST)
    for start in starts:
        least, most = week.range(low, starts=[start]), week.range(high, starts=[start])
        if least is not None and most is not None:
            place = week.ways.journey.nodes[start].id
            yield Span(most.most.taken, least.least.taken, place)


def _worst(
    times: IntentTimes,
    season: Season,
    deadline: Deadline,
    starts: Sequence[int],
    extent: Extent,
    *,
    stated: bool,
) -> Sum | None:
    """Return the sum that breaks a deadline by most.

    Where what is `stated` breaks it, of the starts from which that does.
    """
    due = deadline.due(season.time)
    found: list[tuple[int, int, int]] = []
    for start in starts:
        function = season.ways.through(season.time, start, extent)
        if function is None:
            continue
        late = season.broken(start, Extent.STATED if stated else extent, (deadline,))
        found += (
            (function.at(instant) - due.at(instant), -instant, start)
            for instant in _candidates(late, (*function.starts, *due.starts))
        )
    if not found:
        return None
    _, minus, start = max(found)
    parts = tuple(times.ways.trace(season.time, start, extent, -minus))
    end = parts[-1].end if parts else -minus
    return Sum(start, -minus, end, due.at(-minus), parts)


def _candidates(late: Sequence[Interval], turns: Sequence[int]) -> Iterator[int]:
    """Yield the first minutes of the intervals, and those at which the functions turn."""
    for first, last in late:
        for turn in (first, *(each for each in turns if first < each < last)):
            minute = -(-turn // MINUTE) * MINUTE
            if minute < last:
                yield minute
