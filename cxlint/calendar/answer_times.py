"""At which minutes a contact has an answer: people who are there, or a reply that comes in time.

An answer is a term: hours at which people work; a place with hours of its own on the way to them;
a way that is taken only while others work; or a reply that comes later. What it comes to is worked
out by sweeps over intervals, on real dates or in an ordinary week without holidays alike.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import sub
from typing import TYPE_CHECKING

from cxlint.calendar.intervals import Interval, clip, complement, intersect, merge, subtract
from cxlint.calendar.opening_hours import Hours
from cxlint.calendar.weekly_hours import WEEK, shift_week
from cxlint.calendar.zones_and_holidays import DAY, minute_of, stretches
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


class Doors(NamedTuple):
    """A place with hours of its own on the way: who answers within them, and who outside."""

    hours: Hours
    inside: Answers
    outside: Answers


class Overflow(NamedTuple):
    """Who answers those whom others have no room for, which happens only while these work."""

    main: Answers
    beyond: Answers


class Reply(NamedTuple):
    """An answer that comes later, if somebody is there to give it.

    Without `work`, an arrival is answered where a staffed minute follows within so many minutes.
    With it, the reply takes so many staffed minutes (or, `in_days`, comes at the closing of the
    so-manieth staffed day after that of the arrival), and these may last that long, no longer.
    """

    staff: Answers
    within: int
    work: int | None = None
    in_days: bool = False


Answer = Hours | Doors | Overflow | Reply
Answers = tuple[Answer, ...]


class Timeline(NamedTuple):
    """A stretch of time on which answers are worked out: its ends, its midnights, who is open.

    `done` remembers what is worked out of it again and again: the work of some staff.
    """

    first: int
    last: int
    midnights: Sequence[int]
    opening: Callable[[Hours], Sequence[Interval]]
    done: dict[Answers, Work]


MOST_DONE = 16
"""Of so many staffs the work is remembered."""


@lru_cache(maxsize=8)
def dated(zone: str | None, start: datetime.date, days: int) -> Timeline:
    """Real dates, less one at either end, in UTC minutes; midnights are those of the zone."""
    first, last = minute_of(start) + DAY, minute_of(start) + (days - 1) * DAY
    midnights = [
        minute
        for begin, end, ahead in stretches(zone, first - DAY, last + DAY)
        for minute in range(begin + (-begin - ahead) % DAY, end, DAY)
    ]
    return Timeline(first, last, midnights, lambda hours: hours.open_between(start, days), {})


def ordinary_weeks(ahead: Mapping[Hours, int], count: int) -> Timeline:
    """Weeks without holidays, the first before minute 0, for clocks that are so far ahead."""
    last = count * WEEK

    def opening(hours: Hours) -> list[Interval]:
        week = shift_week(hours.weekly, -ahead[hours])
        return merge((a + at, b + at) for at in range(-WEEK, last, WEEK) for a, b in week)

    return Timeline(-WEEK, last, range(-WEEK, last + 1, DAY), opening, {})


def hours_in(answers: Iterable[Answer]) -> Iterator[Hours]:
    """Yield all hours that answers rest on."""
    for answer in answers:
        if isinstance(answer, Hours):
            yield answer
            continue
        if isinstance(answer, Doors):
            yield answer.hours
        for inner in _inner(answer):
            yield from hours_in(inner)


def _inner(answer: Doors | Overflow | Reply) -> tuple[Answers, ...]:
    if isinstance(answer, Reply):
        return (answer.staff,)
    return tuple(answer[-2:])


def with_hours(answers: Answers, changed: Callable[[Hours], Hours]) -> Answers:
    """Return the same answers with other hours in place of each."""
    return tuple(_with_hours(answer, changed) for answer in answers)


def _with_hours(answer: Answer, changed: Callable[[Hours], Hours]) -> Answer:
    if isinstance(answer, Hours):
        return changed(answer)
    if isinstance(answer, Reply):
        return answer._replace(staff=with_hours(answer.staff, changed))
    if isinstance(answer, Overflow):
        return Overflow(with_hours(answer.main, changed), with_hours(answer.beyond, changed))
    return Doors(
        changed(answer.hours),
        with_hours(answer.inside, changed),
        with_hours(answer.outside, changed),
    )


def looks_ahead(answers: Answers) -> int:
    """Return how many minutes after an arrival an answer to it may lie."""
    return max((_ahead_of(answer) for answer in answers), default=0)


def _ahead_of(answer: Answer) -> int:
    if isinstance(answer, Hours):
        return 0
    own = answer.within if isinstance(answer, Reply) else 0
    return own + max(map(looks_ahead, _inner(answer)))


def answered(answers: Answers, line: Timeline) -> list[Interval]:
    """Return the minutes of the timeline at which some answer is given."""
    if len(answers) == 1:
        return _answered(answers[0], line)
    return merge(each for answer in answers for each in _answered(answer, line))


def unanswered(answers: Answers, line: Timeline) -> list[Interval]:
    """Return the other minutes of the timeline."""
    return complement(answered(answers, line), line.first, line.last)


def missed(
    asked: Sequence[Interval], answers: Iterable[Answer], line: Timeline
) -> Sequence[Interval]:
    """Return the minutes asked for, within the timeline, at which no answer is given."""
    for answer in answers:
        if not asked:
            break
        asked = subtract(asked, _answered(answer, line))
    return asked


def _answered(answer: Answer, line: Timeline) -> list[Interval]:
    if isinstance(answer, Hours):
        return [*clip(line.opening(answer), line.first, line.last)]
    if isinstance(answer, Reply):
        return complement(_too_late(answer, line), line.first, line.last)
    if isinstance(answer, Overflow):
        return merge([*unanswered(answer.main, line), *answered(answer.beyond, line)])
    open_at = line.opening(answer.hours)
    closed = complement(open_at, line.first, line.last)
    inside = intersect(answered(answer.inside, line), open_at)
    return merge([*inside, *intersect(answered(answer.outside, line), closed)])


def _too_late(reply: Reply, line: Timeline) -> list[Interval]:
    """The arrivals to which the reply comes later than it may."""
    if reply.work is None:
        closed = complement(_work(reply.staff, line).staffed, line.first, line.last)
        return [(a, b - reply.within) for a, b in closed if b - a > reply.within]
    if reply.in_days:
        return merge(_late_days(reply, line))
    return merge(_late_work(reply, _work(reply.staff, line), line))


def _work(staff: Answers, line: Timeline) -> Work:
    """Return what is done when by those who answer on a timeline."""
    if staff not in line.done:
        if len(line.done) >= MOST_DONE:
            line.done.clear()
        line.done[staff] = Work(answered(staff, line))
    return line.done[staff]


class Work:
    """Staffed minutes as an amount of work that is done by each moment."""

    def __init__(self, staffed: Sequence[Interval]) -> None:
        """Take the staffed minutes, merged."""
        self.staffed = staffed
        self._starts = [start for start, _ in staffed]
        self._done = [0, *accumulate(end - start for start, end in staffed)]

    def until(self, minute: int) -> int:
        """How much is done by a moment."""
        number = bisect_right(self._starts, minute) - 1
        if number < 0:
            return 0
        start, end = self.staffed[number]
        return self._done[number] + min(minute, end) - start

    def until_each(self, minutes: Iterable[int]) -> list[int]:
        """How much is done by each of some moments, the earliest first."""
        result: list[int] = []
        last, number, done = len(self.staffed) - 1, -1, 0
        start, end, following = 0, 0, self._starts[0] if self._starts else math.inf
        for minute in minutes:
            while minute >= following:
                number += 1
                (start, end), done = self.staffed[number], self._done[number]
                following = self._starts[number + 1] if number < last else math.inf
            result.append(done + min(minute, end) - start if number >= 0 else 0)
        return result

    def moment(self, amount: int) -> int | None:
        """The first moment by which so much is done."""
        number = bisect_right(self._done, amount - 1) - 1
        if number >= len(self.staffed):
            return None
        return self.staffed[number][0] + amount - self._done[number]

    def longest(self, amount: int, since: int) -> tuple[int, int]:
        """How long it takes at most, from any moment after `since`, until so much more is done.

        With the moment up to which that is known. It takes longest from when people leave.
        """
        leave = [since, *(end for _, end in self.staffed if end > since)]
        dues = self.moment_each(done + amount for done in self.until_each(leave))
        longest, known = 0, since
        for moment, due in zip(leave, dues, strict=True):
            if due is None:
                break
            longest, known = max(longest, due - moment), moment
        return longest, known

    def moment_each(self, amounts: Iterable[int]) -> list[int | None]:
        """The first moments by which so much is done, the least first; what is less than 1 at any.

        None where it never is.
        """
        result: list[int | None] = []
        count, number = len(self.staffed), 0
        for amount in amounts:
            while number < count and self._done[number + 1] < amount:
                number += 1
            known = number < count
            result.append(self._starts[number] + amount - self._done[number] if known else None)
        return result


def _late_work(reply: Reply, work: Work, line: Timeline) -> Iterator[Interval]:
    """Yield where less than the work needed is done within the time.

    Between two moments at which people come or go, now or at the end of that time, what is done
    within it rises by a minute a minute, falls so, or stays: the least is done at such a moment.
    """
    assert reply.work is not None
    ends = [moment for each in work.staffed for moment in each]
    cuts = sorted([line.first, *[moment - reply.within for moment in ends], *ends, line.last])
    edges = [cut for cut in dict.fromkeys(cuts) if line.first <= cut <= line.last]
    later = work.until_each([edge + reply.within for edge in edges])
    done = list(map(sub, later, work.until_each(edges)))
    if min(done) >= reply.work:
        return
    for (a, b), (now, then) in zip(pairwise(edges), pairwise(done), strict=True):
        short = reply.work - now
        if now == then:
            if short > 0:
                yield a, b
        elif then > now:
            yield a, min(b, a + short)
        else:
            yield max(a, a - short + 1), b


def _late_days(reply: Reply, line: Timeline) -> Iterator[Interval]:
    """Yield, of each day, the arrivals whose reply is due later than it may be."""
    for begin, end, due in _due_days(reply, line):
        yield begin, end if due is None else min(end, due - reply.within)


def _due_days(reply: Reply, line: Timeline) -> Iterator[tuple[int, int, int | None]]:
    """Yield each day, from midnight to midnight, with the moment at which replies to it are due."""
    assert reply.work is not None
    nights = line.midnights
    closing: dict[int, int] = {}
    for start, end in _shifts(_work(reply.staff, line).staffed, nights):
        day = bisect_right(nights, start) - 1
        closing[day] = max(end, closing.get(day, end))
    working = sorted(closing)
    for day, (begin, end) in enumerate(pairwise(nights)):
        last = bisect_right(working, day) + reply.work - 1
        yield begin, end, closing[working[last]] if last < len(working) else None


def _shifts(staffed: Sequence[Interval], nights: Sequence[int]) -> Iterator[Interval]:
    """Yield the stretches at which people work; one of more than a day is cut at midnights."""
    for start, end in staffed:
        if end - start <= DAY:
            yield start, end
            continue
        inside = nights[bisect_right(nights, start) : bisect_right(nights, end - 1)]
        yield from pairwise([start, *inside, end])


def longest_wait(late: Sequence[Interval], reply: Reply, line: Timeline) -> tuple[int | None, int]:
    """Return how long the longest wait of these arrivals is, and of which minute.

    None where no end of it can be seen.
    """
    waits = [(due, minute) for minute, due in _dues(late, reply, line)]
    endless = [minute for due, minute in waits if due is None]
    if endless:
        return None, endless[0]
    longest = max((due - minute, -minute) for due, minute in waits if due is not None)
    return longest[0], -longest[1]


def _dues(
    late: Sequence[Interval], reply: Reply, line: Timeline
) -> Iterator[tuple[int, int | None]]:
    """Yield the arrivals that may wait longest, with the moment at which their wait ends."""
    starts = [start for start, _ in late]
    if reply.in_days:
        for begin, end, due in _due_days(reply, line):
            for start, _ in clip(late, begin, end):
                yield start, due
        return
    amount = reply.work or 1
    work = _work(reply.staff, line)
    begun = [done - amount for done in work.until_each([end for _, end in work.staffed])]
    jumps = work.moment_each(begun)
    after = [(minute + 1, minute + 2) for minute in jumps if minute is not None]
    minutes = sorted([*starts, *(start for start, _ in intersect(late, merge(after)))])
    dues = work.moment_each([done + amount for done in work.until_each(minutes)])
    if not reply.work:
        dues = [None if due is None else due - 1 for due in dues]
    yield from zip(minutes, dues, strict=True)
