"""Durations as functions of the moment they begin, over a stretch of time: real, or ordinary.

Moments are whole seconds since 1970 (UTC); functions take and give *instants*, of which there are
two a second (`algorithms.arrival_functions`). In ordinary time there are no public holidays and no
exceptions, and every zone keeps the offset it has in one week.
"""

from __future__ import annotations

import datetime
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from cxlint.algorithms.arrival_functions import (
    ArrivalFunction,
    Piece,
    choose,
    compose,
    cut,
    earliest,
    exceeding,
    from_pieces,
    shift,
)
from cxlint.calendar.intervals import intersect
from cxlint.calendar.opening_hours import Hours
from cxlint.calendar.weekly_hours import by_day
from cxlint.calendar.zones_and_holidays import date_of, minute_of, stretches
from cxlint.values.durations import SECONDS_A_DAY as DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.algorithms.arrival_functions import Interval
    from cxlint.values.quantities import Duration

ORDINARY_WEEK = datetime.date(2026, 11, 2)
"""The Monday of a week without a public holiday in most places, and without a change of clocks."""

MINUTE = 120
"""A minute in instants."""

_STEP = 28 * DAY
_LONGEST = 3660  # days after which a place that does not open is taken never to
_FIRST_LOOK = 40  # days beyond the last start for which hours are looked up at first


class NeverOpenError(ValueError):
    """Hours do not open often enough within ten years."""


class TooFarError(NeverOpenError):
    """Something takes more than ten years: that is not worked out."""

    def __init__(self) -> None:
        super().__init__("it takes more than ten years, which is not worked out")


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of time: starts from `begin` to `end` (UTC seconds), in real or ordinary days.

    Where it is a part of a `whole`, what is worked out of that is not worked out of it again.
    """

    begin: int
    end: int
    ordinary: bool = False
    whole: Time | None = field(default=None, compare=False, repr=False)
    _known: dict[object, ArrivalFunction] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _bounds: dict[object, tuple[ArrivalFunction, ArrivalFunction]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _open: dict[Hours, list[Interval]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _longer: dict[int, Time] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def size(self) -> int:
        """Of how many pieces all that is known of it is."""
        functions = [*self._known.values(), *chain.from_iterable(self._bounds.values())]
        pieces = sum(len(each.starts) for each in functions) + sum(map(len, self._open.values()))
        return pieces + sum(each.size for each in self._longer.values())

    def part(self, begin: int, end: int) -> Time:
        """Return a part of this time, or what begins in it and goes on beyond."""
        return Time(begin, end, self.ordinary, self.whole or self)

    def until(self, end: int) -> Time:
        """Return the same time, with an end that is no earlier; what is known of it is kept.

        Raises TooFarError where that is more than ten years away.
        """
        weeks = -(-(end - self.end) // _STEP)
        if weeks <= 0:
            return self
        if end - self.end > _LONGEST * DAY:
            raise TooFarError
        if weeks not in self._longer:
            later = self.end + weeks * _STEP
            self._longer[weeks] = Time(self.begin, later, self.ordinary, self.whole)
        return self._longer[weeks]

    def _of_whole(self, find: Callable[[Time], ArrivalFunction]) -> ArrivalFunction | None:
        """Return what is known of the whole, cut to this part; None where it is no part.

        None as well where the whole comes to a time in which hours never open.
        """
        if self.whole is None:
            return None
        try:
            found = find(self.whole.until(self.end))
        except NeverOpenError:
            return None
        return cut(found, 2 * self.begin, 2 * self.end)

    def taking(self, length: Duration, hours: Hours | None, zone: str | None) -> ArrivalFunction:
        """Return when a duration is over.

        Business hours run while `hours` are open. A business day is over when they close; the day
        of receipt is not counted, a night shift belongs to the day on which it began, and what is
        open round the clock closes at midnight. Days, weeks, months and years keep the time on the
        wall clock of the zone; shorter units are elapsed time. Parts of a second count as a whole.

        Raises NeverOpenError where the hours do not open often enough, TooFarError where it is
        more than ten years, and ValueError where working time is asked for without hours.
        """
        if length.seconds > _LONGEST * DAY:
            raise TooFarError
        key = length, hours, zone
        if key not in self._known:
            known = self._of_whole(lambda whole: whole.taking(length, hours, zone))
            self._known[key] = known or self._taking(length, hours, zone)
        return self._known[key]

    def _taking(self, length: Duration, hours: Hours | None, zone: str | None) -> ArrivalFunction:
        if length.business:
            if hours is None:
                raise ValueError("working time without hours")
            if length.unit == "day":
                return self._closings(math.ceil(length.amount), hours)
            return self._worked(math.ceil(length.seconds), hours)
        if length.unit in {"second", "minute", "hour"}:
            return self._elapsed(math.ceil(length.seconds))
        if length.unit in {"month", "year"}:
            months = math.floor(length.amount * (12 if length.unit == "year" else 1))
            return self._on_the_wall([*self._months(months, zone)], zone)
        days, rest = divmod(math.ceil(length.seconds), DAY)
        moved = self._on_the_wall([(-math.inf, days * DAY)], zone)
        return compose(moved, shift(moved.begin, moved.most() + 1, 2 * rest)) if rest else moved

    def opening(self, hours: Hours) -> ArrivalFunction:
        """Return the next moment at which hours are open, the moment itself if they are."""
        key = "opening", hours
        if key not in self._known:
            known = self._of_whole(lambda whole: whole.opening(hours))
            self._known[key] = known or self._worked(0, hours)
        return self._known[key]

    def bound(
        self, length: Duration, hours: Hours | None, desks: tuple[Hours, ...], zone: str | None
    ) -> tuple[ArrivalFunction, ArrivalFunction]:
        """Return when a bound may be over at the soonest, and when it is at the latest.

        That is at once, and when the duration is over. A bound that ends before any of the desks
        opens cannot be kept: it lasts to the opening, at the soonest and at the latest.
        """
        full, at_once = self.taking(length, hours, zone), self.now()
        if length.business or not desks:
            return at_once, full
        key = length, desks, zone
        if key not in self._bounds:
            # Few have the same length and desks, so that no more is worked out than is asked for.
            opens = self.first_opening(desks)
            late = exceeding(opens, full)
            self._bounds[key] = choose(late, opens, at_once), choose(late, opens, full)
        return self._bounds[key]

    def first_opening(self, desks: tuple[Hours, ...]) -> ArrivalFunction:
        """Return the next moment at which one of several is open."""
        if desks not in self._known:
            self._known[desks] = reduce(earliest, map(self.opening, desks))
        return self._known[desks]

    def now(self) -> ArrivalFunction:
        """Return what takes no time."""
        return self._elapsed(0)

    def _elapsed(self, seconds: int) -> ArrivalFunction:
        return shift(2 * self.begin, 2 * self.end, 2 * seconds)

    # Working time.

    def opened(self, hours: Hours) -> list[Interval]:
        """Return the instants at which hours are open in this time, merged."""
        if hours not in self._open and self.whole is not None:
            known = self.whole.until(self.end).opened(hours)
            self._open[hours] = intersect(known, [(2 * self.begin, 2 * self.end)])
        if hours not in self._open:
            spans = self.open_between(hours, self.begin, self.end)
            self._open[hours] = [(2 * a, 2 * b) for a, b in spans]
        return self._open[hours]

    def open_between(self, hours: Hours, begin: int, end: int) -> list[Interval]:
        """Return the seconds at which hours are open between two moments, merged."""
        first, days = _dates(begin, end)
        if self.ordinary:
            ahead = ordinary_offset(hours.zone)
            plain = Hours(hours.weekly)
            found = [(60 * a - ahead, 60 * b - ahead) for a, b in plain.open_between(first, days)]
        else:
            found = [(60 * a, 60 * b) for a, b in hours.open_between(first, days)]
        return [(max(a, begin), min(b, end)) for a, b in found if a < end and b > begin]

    def _worked(self, seconds: int, hours: Hours) -> ArrivalFunction:
        """Return when so many seconds of opening time have passed."""
        for beyond in _widening():
            shifts = self.open_between(hours, self.begin, self.end + beyond * DAY)
            done = [0, *accumulate(end - start for start, end in shifts)]
            if _suffices(seconds, shifts, done, self.end):
                return from_pieces(_worked(seconds, shifts, done, self.begin), 2 * self.end)
        raise NeverOpenError(f"{hours} does not open often enough within ten years")

    # Working days.

    def _closings(self, count: int, hours: Hours) -> ArrivalFunction:
        """Return the closing of the count-th working day after the one on which it begins."""
        for beyond in _widening():
            first, days = _dates(self.begin - 2 * DAY, self.end + beyond * DAY)
            ends = [*self._closings_by_day(hours, first, days)]
            working = [number for number, end in enumerate(ends) if end is not None]
            pieces: list[Piece] = []
            for number, begin in enumerate(self._receipt_days(hours, first, ends)):
                due = bisect_right(working, number) + count - 1
                if due >= len(working):
                    break
                closing = ends[working[due]]
                assert closing is not None
                pieces.append((2 * max(begin, self.begin), False, 2 * closing))
                if begin >= self.end:
                    return from_pieces(pieces, 2 * self.end)
        raise NeverOpenError(f"{hours} does not open often enough within ten years")

    def _closings_by_day(
        self, hours: Hours, first: datetime.date, days: int
    ) -> Iterator[int | None]:
        """Yield of each date when its last shift ends, None where nobody works."""
        zone = self._zone(hours.zone, first, days)
        week = by_day(hours.weekly)
        for number in range(days):
            date = first + datetime.timedelta(days=number)
            shifts = week[date.weekday()] if self.ordinary else hours.hours_on(date)
            yield zone.moment(60 * (minute_of(date) + shifts[-1][1])) if shifts else None

    def _receipt_days(
        self, hours: Hours, first: datetime.date, ends: Sequence[int | None]
    ) -> Iterator[int]:
        """Yield the moment at which each date begins: at midnight, or when its night is over."""
        zone = self._zone(hours.zone, first, len(ends))
        before: int | None = None
        for number, end in enumerate(ends):
            midnight = zone.moment(60 * minute_of(first) + number * DAY)
            yield midnight if before is None else max(midnight, before)
            before = end

    # The wall clock.

    def _zone(self, name: str | None, first: datetime.date, days: int) -> WallClock:
        begin = 60 * minute_of(first)
        return self.zone(name, begin - 2 * DAY, begin + (days + 2) * DAY)

    def zone(self, name: str | None, begin: int, end: int) -> WallClock:
        """Return what the clocks of a zone show between two moments."""
        if self.ordinary:
            return WallClock(((begin, end, ordinary_offset(name)),))
        first, last = begin // 60, -(-end // 60)
        found = stretches(name, first, last)
        return WallClock(tuple((60 * a, 60 * b, 60 * ahead) for a, b, ahead in found))

    def _on_the_wall(
        self, shifts: Sequence[tuple[float, int]], name: str | None
    ) -> ArrivalFunction:
        """Return what is a number of seconds later on the wall clock.

        `shifts` are local seconds, in order, each with what is added from there on.
        """
        furthest = max(added for _, added in shifts)
        zone = self.zone(name, self.begin - 2 * DAY, self.end + furthest + 4 * DAY)
        pieces: list[Piece] = []
        for begin, end, ahead in zone.turns:
            if end <= self.begin or begin >= self.end:
                continue
            ends = [*(start for start, _ in shifts[1:]), math.inf]
            for (start, added), stop in zip(shifts, ends, strict=True):
                low = max(begin, self.begin, start - ahead)
                high = min(end, self.end, stop - ahead)
                if low < high:
                    pieces += zone.later(int(low), int(high), ahead + added)
        return from_pieces(pieces, 2 * self.end)

    def _months(self, months: int, name: str | None) -> Iterator[tuple[float, int]]:
        """Yield from which local second on the same day of a later month is how far away."""
        zone = self.zone(name, self.begin - DAY, self.end + DAY)
        aheads = [ahead for _, _, ahead in zone.turns]
        first = date_of((self.begin + min(aheads)) // 60)
        last = date_of((self.end + max(aheads)) // 60)
        for number in range((last - first).days + 1):
            date = first + datetime.timedelta(days=number)
            yield 60 * minute_of(date), (_months_later(date, months) - date).days * DAY


@dataclass(frozen=True, slots=True)
class WallClock:
    """From which moment to which its clocks are how many seconds ahead of UTC."""

    turns: tuple[tuple[int, int, int], ...]

    def local(self, moment: int) -> int:
        """Return what the clock shows at a moment, in seconds."""
        return next((moment + ahead for _, end, ahead in self.turns if moment < end), moment)

    def moment(self, local: int) -> int:
        """Return the moment at which the clock shows this: of two the first.

        What it skips counts as what it showed an hour before, so that two times of days that
        follow one another never end later than one of as many days.
        """
        for _, end, ahead in self.turns[:-1]:
            if local < end + ahead:
                return local - ahead
        return local - self.turns[-1][2]

    def later(self, begin: int, end: int, ahead: int) -> Iterator[Piece]:
        """Yield the moments at which the clock shows what moments and `ahead` add up to."""
        start = begin
        for _, turn, own in self.turns[:-1]:
            stop = turn + own - ahead
            if start < min(stop, end):
                yield 2 * start, True, 2 * (ahead - own)
                start = stop
        if start < end:
            yield 2 * start, True, 2 * (ahead - self.turns[-1][2])


def ordinary_offset(name: str | None) -> int:
    """Return how many seconds the clocks of a zone are ahead in the ordinary week."""
    noon = minute_of(ORDINARY_WEEK) + 3 * 1440
    return 60 * stretches(name, noon, noon + 1)[0][2]


def ordinary_week(zone: str | None) -> tuple[int, int]:
    """Return the first second of the ordinary week in a zone, and the first after it."""
    begin = 60 * minute_of(ORDINARY_WEEK) - ordinary_offset(zone)
    return begin, begin + 7 * DAY


def special_days(
    hours: Iterable[Hours], name: str | None, begin: int, end: int
) -> Iterator[Interval]:
    """Yield the seconds of the days that are unlike those of an ordinary week.

    Those are the public holidays and exceptions of hours, with the night that follows, and the
    changes of the clock of a zone.
    """
    first, days = _dates(begin, end)
    special: set[datetime.date] = set()
    for each in hours:
        special |= each.holidays_between(first, days) | each.exceptions_between(first, days)
    for date in special:
        midnight = 60 * minute_of(date)
        yield midnight - DAY, midnight + 3 * DAY
    for _, turn, _ in stretches(name, begin // 60, -(-end // 60))[:-1]:
        yield 60 * turn - DAY, 60 * turn + DAY


def _suffices(seconds: int, shifts: Sequence[Interval], done: Sequence[int], end: int) -> bool:
    """Whether so much opening time passes after a moment within the shifts."""
    number = bisect_right(shifts, (end, math.inf)) - 1
    if number < 0 or end >= shifts[number][1]:
        return number + 1 < len(shifts) and done[number + 1] + seconds <= done[-1]
    return done[number] + end - shifts[number][0] + seconds <= done[-1]


def _worked(
    seconds: int, shifts: Sequence[Interval], done: Sequence[int], begin: int
) -> Iterator[Piece]:
    """Yield when so much opening time has passed, between the shifts and within each."""
    after = begin
    for number, (start, end) in enumerate(shifts):
        amount = done[number] + seconds
        target = max(bisect_left(done, amount) - 1, number)
        if target >= len(shifts):
            return
        if after < start:
            yield 2 * after, False, 2 * (shifts[target][0] + amount - done[target])
        at, first = start, 2 * start
        while at < end and target < len(shifts):
            # What is through within a shift, up to its very end, is through in it.
            yield first, True, 2 * (shifts[target][0] - done[target] + amount - start)
            at = min(end, start + done[target + 1] - amount)
            first, target = 2 * at + 1, target + 1
        after = end


def _widening() -> Iterator[int]:
    days = _FIRST_LOOK
    while days < _LONGEST:
        yield days
        days *= 4
    yield _LONGEST


def _dates(begin: int, end: int) -> tuple[datetime.date, int]:
    """Return a date and a number of dates that hold two moments in every zone."""
    first = date_of(begin // 60) - datetime.timedelta(days=1)
    return first, (date_of(end // 60) - first).days + 2


def _months_later(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of a later month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(day.day, last))
