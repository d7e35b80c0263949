"""Promises against the time that ways take: broken for certain, not backed, or kept."""

from __future__ import annotations

import datetime
from fractions import Fraction
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Protocol

from cxlint.algorithms.arrival_functions import earliest, extremes
from cxlint.analysis.times.legs import MONTHS, Extent
from cxlint.analysis.times.way_legs import placed
from cxlint.calendar.arrival_times import MINUTE, ordinary_week, special_days
from cxlint.calendar.intervals import complement, intersect, merge, total_minutes
from cxlint.calendar.opening_hours import ALWAYS, Hours
from cxlint.calendar.zones_and_holidays import zone
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.arrival_functions import ArrivalFunction, Interval
    from cxlint.analysis.times.time_promises import Deadline
    from cxlint.analysis.times.way_legs import StatedTimes
    from cxlint.calendar.arrival_times import Time
    from cxlint.calendar.time_memory import Calendar
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Node

CERTAIN = "certain-breach"
NOT_BACKED = "not-backed"
KEPT = "kept"
GRAVITY = (KEPT, NOT_BACKED, CERTAIN)
"""The verdicts, the gravest last."""

YEAR = 365


class Ways(Protocol):
    """What times are judged of: ways from some starts, or what happens there first."""

    @property
    def journey(self) -> Journey:
        """The journey that the starts are in."""

    @property
    def stated(self) -> StatedTimes:
        """What is stated of it."""

    @property
    def starts(self) -> Sequence[int]:
        """Where cases begin, by the numbers of the journey."""

    @property
    def hours(self) -> frozenset[Hours]:
        """The hours in which anything is counted."""

    @property
    def counts_months(self) -> bool:
        """Whether how long something takes depends on the month."""

    @property
    def endless(self) -> Sequence[Node]:
        """The places of circles that take time and that nothing ends."""

    def through(self, time: Time, start: int, extent: Extent) -> ArrivalFunction | None:
        """Return when a case that begins at a start is through; None where it never is."""

    def bounds(self, time: Time, start: int, extent: Extent) -> Interval | None:
        """Return the least and the most that a case may take, not exactly; None if unknown."""


class Extreme(NamedTuple):
    """A time taken (in instants), with the place and the instant from which it is taken."""

    taken: int
    start: int
    instant: int


class Range(NamedTuple):
    """The least and the greatest time that is taken."""

    least: Extreme
    most: Extreme


class Season:
    """The starts of a contact reason in a stretch of time: the minutes of the published hours."""

    def __init__(self, ways: Ways, time: Time) -> None:
        self.ways = ways
        self.time = time
        self._broken: dict[tuple[int, Extent, tuple[Deadline, ...]], list[Interval]] = {}

    @cached_property
    def published(self) -> dict[int, list[Interval]]:
        """For each start, the instants at which it may be used: always, if no hours are said."""
        found: dict[int, list[Interval]] = {}
        for start in self.ways.starts:
            hours = published_hours(self.ways, start)
            found[start] = self.time.opened(hours)
        return found

    def range(self, extent: Extent, starts: Sequence[int] | None = None) -> Range | None:
        """Return the least and the greatest time on the longest way; None where no case ends.

        `starts` are the places that count, if not all do.
        """
        found: list[Range] = []
        for start in self.published if starts is None else starts:
            spans = self.published.get(start)
            function = self.ways.through(self.time, start, extent) if spans is not None else None
            if spans is None or function is None:
                continue
            if (both := extremes(function, spans, MINUTE)) is None:
                continue
            (low, earliest_low), (high, earliest_high) = both
            found.append(
                Range(Extreme(low, start, earliest_low), Extreme(high, start, earliest_high))
            )
        if not found:
            return None
        return Range(min(each.least for each in found), max(each.most for each in found))

    def broken(self, start: int, extent: Extent, deadlines: tuple[Deadline, ...]) -> list[Interval]:
        """Return the starts from which one of the deadlines is broken."""
        key = start, extent, deadlines
        if key not in self._broken:
            self._broken[key] = self._find_broken(start, extent, self._due(deadlines))
        return self._broken[key]

    def _find_broken(self, start: int, extent: Extent, due: ArrivalFunction) -> list[Interval]:
        """Follow the ways only where their bounds leave it open."""
        bounds = self.ways.bounds(self.time.whole or self.time, start, extent)
        least, most = due.delays
        if bounds is not None and bounds[1] <= least:
            return []
        if bounds is not None and bounds[0] > most:
            return self.published[start]
        function = self.ways.through(self.time, start, extent)
        late = [] if function is None else function.later_than(due)
        return intersect(late, self.published[start])

    def _due(self, deadlines: tuple[Deadline, ...]) -> ArrivalFunction:
        return reduce(earliest, (each.due(self.time) for each in deadlines))

    def always_broken(self, start: int, deadlines: tuple[Deadline, ...]) -> bool:
        """Whether one of the deadlines is broken from every start there, however quick all are."""
        published = self.published[start]
        late = self.broken(start, Extent.LEAST, deadlines)
        free = [span for a, b in published for span in complement(late, a, b)]
        return any(map(_holds_start, published)) and not any(map(_holds_start, free))

    def ever_broken(
        self, start: int, deadlines: tuple[Deadline, ...], extent: Extent = Extent.MOST
    ) -> bool:
        """Whether one is broken from some start there, if everybody takes what is allowed."""
        return any(map(_holds_start, self.broken(start, extent, deadlines)))

    def broken_share(self, start: int, deadlines: tuple[Deadline, ...]) -> Fraction | None:
        """Return the share of the published hours from which one is broken, limits in full."""
        whole = sum(_length(each) for each in self.published[start])
        if not whole:
            return None
        late = self.broken(start, Extent.MOST, deadlines)
        return Fraction(sum(map(_length, late)), whole)


def published_hours(ways: Ways, start: int) -> Hours:
    """Return when customers may begin at a place; around the clock if nothing is said."""
    node = ways.journey.nodes[start]
    policy = ways.journey.network.policy
    stated = policy.hours(node.entity) if node.entity and node.kind == "channel" else None
    return placed(stated, ways.stated.zone) or Hours(ALWAYS)


def _holds_start(span: Interval) -> bool:
    return -(-span[0] // MINUTE) * MINUTE < span[1]


def _length(span: Interval) -> int:
    return span[1] // 2 - span[0] // 2


class Judgement(NamedTuple):
    """A verdict on promises; `ordinary` if they are kept from every start of an ordinary week."""

    verdict: str
    ordinary: bool

    @property
    def note_only(self) -> bool:
        """Whether they are broken only around public holidays and changes of the clock."""
        return self.verdict == NOT_BACKED and self.ordinary


class Clockwork:
    """The year ahead and the ordinary week of a contact reason."""

    def __init__(self, ways: Ways, day: datetime.date, calendar: Calendar) -> None:
        self.ways = ways
        self.day = day
        self.calendar = calendar

    @cached_property
    def week(self) -> Season:
        """The starts of an ordinary week, without public holidays and changes of the clock."""
        begin, end = ordinary_week(self.ways.stated.zone)
        return Season(self.ways, self.calendar.time(begin, end, ordinary=True))

    @cached_property
    def plain_year(self) -> Season:
        """The starts of a year without public holidays and changes of the clock."""
        begin, _ = ordinary_week(self.ways.stated.zone)
        end = begin + YEAR * 86_400
        return Season(self.ways, self.calendar.time(begin, end, ordinary=True))

    @cached_property
    def year(self) -> Season:
        """The starts of the 365 days from the day of judging."""
        return self.between(self.day, self.day + datetime.timedelta(days=YEAR))

    def between(self, first: datetime.date, last: datetime.date) -> Season:
        """Return the starts from one day up to, and without, another."""
        time = self.calendar.time(self.midnight(first), self.midnight(last))
        return Season(self.ways, time)

    def midnight(self, day: datetime.date) -> int:
        """Return the second at which a day begins for the organization."""
        place = zone(self.ways.stated.zone)
        return int(datetime.datetime.combine(day, datetime.time(), place).timestamp())

    def like(self, season: Season) -> Season:
        """Return the starts of these ways in the same time as others."""
        return Season(self.ways, season.time)

    def judge(
        self, deadlines: tuple[Deadline, ...], starts: Sequence[int], *, circles: bool = True
    ) -> Judgement | None:
        """Return the verdict on deadlines for cases that begin at these; None if none can begin.

        Where `circles` count, what goes round without a limit is never kept.
        """
        open_at = [each for each in starts if self.year.published[each]]
        if not open_at or not deadlines:
            return None
        endless = circles and bool(self.ways.endless)
        months = self.ways.counts_months or any(d.length.unit in MONTHS for d in deadlines)
        season = self.plain_year if months else self.week
        usual = any(season.ever_broken(each, deadlines) for each in open_at)
        # The year is looked at only where the week leaves it open.
        broken = (
            endless
            or usual
            or any(
                season.ever_broken(each, deadlines)
                for season in self._unusual(deadlines, open_at, months=months)
                for each in open_at
            )
        )
        seasons = (self.week, self.year) if broken else ()
        if broken and all(s.always_broken(each, deadlines) for s in seasons for each in open_at):
            return Judgement(CERTAIN, ordinary=False)
        return Judgement(NOT_BACKED if broken else KEPT, ordinary=not (endless or usual))

    def _unusual(
        self, deadlines: tuple[Deadline, ...], starts: Sequence[int], *, months: bool
    ) -> Sequence[Season]:
        """Return the starts of the year ahead from which it may go otherwise than in a week.

        Of what is kept in an ordinary week, those are the ones from which a holiday, an exception
        or a change of the clock is met before it is due. All are, where time is counted in several
        zones, or in months.
        """
        hours = {*self.ways.hours, *(each.hours for each in deadlines if each.hours is not None)}
        hours.update(published_hours(self.ways, each) for each in starts)
        zones = {self.ways.stated.zone, *(each.zone for each in hours if not each.is_always_open)}
        if months or len(zones) > 1:
            return (self.year,)
        week = self.week.time
        whole = [(2 * week.begin, 2 * week.end)]
        due = (extremes(each.due(week), whole, MINUTE) for each in deadlines)
        longest = max(both[1][0] for both in due if both is not None) // 2
        begin, end = self.year.time.begin, self.year.time.end
        days = -(-longest // 86_400) + 2
        if days > YEAR:
            return (self.year,)
        found = [
            (max(first - days * 86_400, begin), min(last, end))
            for first, last in special_days(hours, self.ways.stated.zone, begin, end + 2 * longest)
        ]
        windows = merge(each for each in found if each[0] < each[1])
        if total_minutes(windows) * 2 > end - begin:
            return (self.year,)
        year = self.year.time
        return [Season(self.ways, self.calendar.part(year, a, b)) for a, b in windows]

    def broken_shares(
        self, deadlines: tuple[Deadline, ...], starts: Sequence[int]
    ) -> dict[int, Fraction]:
        """Return for each start the share of an ordinary week's hours from which they break."""
        shares = {each: self.week.broken_share(each, deadlines) for each in starts}
        return {start: share for start, share in shares.items() if share is not None}
