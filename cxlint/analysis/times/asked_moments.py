"""Figures with a moment in their name: when a case is through, when a promise ends."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import UNLIMITED, Part, Quantity
from cxlint.analysis.times.figures import SOURCE, YEAR, elapsed_in, obstacle
from cxlint.analysis.times.intent_times import times_of
from cxlint.analysis.times.leg_text import parts_of
from cxlint.analysis.times.legs import Extent
from cxlint.analysis.times.paused_clocks import paused_due
from cxlint.analysis.times.time_promises import deadline
from cxlint.analysis.times.way_legs import zone_of
from cxlint.calendar.arrival_times import NeverOpenError, Time
from cxlint.calendar.easter import easter_sunday
from cxlint.calendar.zones_and_holidays import zone
from cxlint.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.analysis.subject import Subject
    from cxlint.analysis.times.intent_times import IntentTimes
    from cxlint.analysis.times.paused_clocks import Pause
    from cxlint.analysis.times.time_promises import Deadline

_FROM = re.compile(
    r"(?:journey\.(?P<intent>.+)\.)?(?P<what>due|elapsed_hours)\.from (?P<moment>.+)"
)
_DEADLINE = re.compile(
    r"deadline\.(?:promise\.(?P<promise>.+)\.|intent\.(?P<intent>.+)\.)?start "
    r"(?P<moment>.+?)(?: no pause|(?P<pauses>(?: pause [^ ]+)+))?"
)
_DAYS = re.compile(
    r"journey\.(?P<intent>.+)\.elapsed\.(?:committed\.)?(?:min|max)_hours\."
    r"(?P<days>over_year|easter|christmas)"
)
_FORM = "write for example 2026-11-20T16:30, or 2026-11-20T16:30 Madrid"


def find_moment(subject: Subject, name: str) -> Quantity | None:
    """Return the figure of a name that holds a moment, or days of the year; None for others.

    Raises UserError where the moment cannot be read, or the contact reason is not known.
    """
    if found := _FROM.fullmatch(name):
        return _through(subject, name, found)
    if found := _DEADLINE.fullmatch(name):
        return _promise_ends(subject, name, found)
    if found := _DAYS.fullmatch(name):
        return _over_days(subject, name, found)
    return None


def _times(subject: Subject, intent: str | None) -> IntentTimes | None:
    """Return the times of a contact reason, or of the only one; None where there are several."""
    every = times_of(subject.network)
    if intent is not None:
        if intent not in every:
            raise UserError(f"there is no contact reason called {intent}")
        return every[intent]
    return next(iter(every.values())) if len(every) == 1 else None


def _through(subject: Subject, name: str, asked: re.Match[str]) -> Quantity:
    times = _times(subject, asked["intent"])
    if times is None:
        return _several(name)
    moment = _moment(asked["moment"], times.ways.stated.zone)
    reading = "on the longest way, limits in full, BD-close"
    if why := obstacle(times):
        return Quantity(name, None, reading, why=why)
    second = int(moment.timestamp())
    time = Time(second, second + 1)
    try:
        ends = [
            (function.at(2 * second), start)
            for start in dict.fromkeys(times.ways.starts)
            if (function := times.ways.through(time, start, Extent.MOST)) is not None
        ]
    except NeverOpenError as error:
        return Quantity(name, UNLIMITED, reading, why=str(error))
    if not ends:
        return Quantity(name, None, reading, why="no way comes to an end")
    instant, start = max(ends)
    trace = times.ways.trace(time, start, Extent.MOST, 2 * second)
    value: datetime.datetime | Fraction = _at(instant // 2, moment.tzinfo)
    if asked["what"] == "elapsed_hours":
        value = Fraction(instant // 2 - second, 3600)
    if times.ways.endless:
        reading += "; circles that nothing ends are gone through once"
    return Quantity(
        name, value, reading, source=SOURCE, parts=parts_of(times.ways, trace, start, 2 * second)
    )


def _several(name: str) -> Quantity:
    return Quantity(name, None, why=f"there are several contact reasons: ask journey.ID.{name}")


def _promise_ends(subject: Subject, name: str, asked: re.Match[str]) -> Quantity:
    deadlines, place, why = _asked_deadlines(subject, asked)
    faults = [each.fault for each in deadlines if each.fault]
    if faults or not deadlines:
        return Quantity(name, None, "no date from a contradiction" if faults else "",
                        why=faults[0] if faults else why)  # fmt: skip
    moment = _moment(asked["moment"], place)
    pauses = _pauses(asked["pauses"] or "", place)
    try:
        ends = [(paused_due(each, int(moment.timestamp()), pauses), each) for each in deadlines]
    except NeverOpenError as error:
        return Quantity(name, UNLIMITED, why=str(error))
    second, tightest = min(ends, key=lambda each: each[0])
    reading = "BD-close; of several promises the tightest binds"
    if pauses:
        reading += "; at_most runs by its own unit"
    return Quantity(
        name,
        _at(second, moment.tzinfo),
        reading,
        source=SOURCE,
        parts=(Part(f"promised: {tightest.length}", tightest.at),),
    )


def _asked_deadlines(
    subject: Subject, asked: re.Match[str]
) -> tuple[Sequence[Deadline], str | None, str]:
    """Return the deadlines that are asked for, the zone, and why there are none."""
    if asked["promise"] is not None:
        return _of_promise(subject, asked["promise"])
    times = _times(subject, asked["intent"])
    if times is None:
        return (), None, "there are several contact reasons: ask deadline.intent.ID.start"
    stated = [each for each in times.promises if each.entity.kind != "team"] or times.promises
    if asked["intent"] is not None:
        stated = [each for each in stated if each is times.own_promise]
    return stated, times.ways.stated.zone, "nothing is promised"


def _of_promise(subject: Subject, id_: str) -> tuple[Sequence[Deadline], str | None, str]:
    promise = subject.policy.find("promise", id_)
    if promise is None:
        raise UserError(f"there is no promise called {id_}")
    place = zone_of(subject.policy)
    every = times_of(subject.network).values()
    for key in ("resolution", "first_reply"):
        if not promise.says(key):
            continue
        concerned = (times for times in every if times.of(promise, key) is not None)
        ways = next((times.ways for times in concerned), None)
        found = deadline(subject.policy, promise, key, ways, place)
        return ([found] if found else ()), place, "it is promised without a limit"
    return (), place, "it promises neither a first reply nor a resolution"


def _over_days(subject: Subject, name: str, asked: re.Match[str]) -> Quantity:
    times = _times(subject, asked["intent"])
    assert times is not None
    if asked["days"] == "over_year":
        return elapsed_in(times, name, times.clockwork.year, YEAR)
    first, last = _days_of(asked["days"], subject.day)
    season = times.clockwork.between(first, last + datetime.timedelta(days=1))
    where = f"starts from {first} to {last}"
    return elapsed_in(times, name, season, where)


def _days_of(feast: str, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the days around the next Easter or Christmas."""
    if feast == "christmas":
        year = day.year if (day.month, day.day) <= (12, 26) else day.year + 1
        return datetime.date(year, 12, 20), datetime.date(year + 1, 1, 2)
    sunday = easter_sunday(day.year)
    if sunday < day:
        sunday = easter_sunday(day.year + 1)
    week = datetime.timedelta(days=6)
    return sunday - week, sunday + week + datetime.timedelta(days=1)


def _at(second: int, place: datetime.tzinfo | None) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(second, place)


def _pauses(text: str, place: str | None) -> list[Pause]:
    found: list[Pause] = []
    for each in text.split(" pause ")[1:]:
        begin, _, end = each.strip().partition("/")
        first, last = (int(_moment(part, place).timestamp()) for part in (begin, end))
        if last < first:
            raise UserError(f"{each.strip()!r} ends before it begins")
        found.append((first, last))
    return found


def _moment(text: str, place: str | None) -> datetime.datetime:
    """Return a moment, in the zone of the organization or in that of the city behind it."""
    stamp, _, city = text.strip().partition(" ")
    try:
        moment = datetime.datetime.fromisoformat(stamp)
        home = zone(_zone_named(city.strip()) if city else place)
    except ValueError:
        raise UserError(f"{text!r} is no moment: {_FORM}") from None
    return moment.replace(tzinfo=home) if moment.tzinfo is None else moment.astimezone(home)


def _zone_named(city: str) -> str:
    """Return the zone of a name, or of a city."""
    from zoneinfo import available_timezones

    ending = f"/{city.replace(' ', '_')}".casefold()
    names = sorted(name for name in available_timezones() if f"/{name}".casefold().endswith(ending))
    if not names:
        raise ValueError(city)
    return names[0]
