"""The figures of times that need nothing but the policy, in the words of the reports."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import UNLIMITED, Part, Quantity
from cxlint.analysis.times.intent_times import times_of
from cxlint.analysis.times.leg_text import parts_of
from cxlint.analysis.times.legs import Extent
from cxlint.analysis.times.time_promises import starts_under
from cxlint.analysis.times.verdicts import CERTAIN, GRAVITY, KEPT
from cxlint.calendar.arrival_times import NeverOpenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.subject import Subject
    from cxlint.analysis.times.intent_times import IntentTimes
    from cxlint.analysis.times.time_promises import Deadline
    from cxlint.analysis.times.verdicts import Extreme, Judgement, Season
    from cxlint.language.entity import Entity

SOURCE = "numbers.md, Bound or time; models.md B5"
DAYS = "BD-close"
WEEK = "ordinary week"
YEAR = "over the 365 days ahead"
INSTANTS_AN_HOUR = 7200

READINGS = {
    CERTAIN: "from every start, even with every bound at nothing and waits as stated",
    KEPT: "from every start of the 365 days ahead, even with every bound in full; equal is kept",
    GRAVITY[1]: "kept if everybody is quick, broken from some start if everybody takes the time "
    "allowed",
}


def list_times(subject: Subject) -> Iterator[Quantity]:
    """Yield the times of every contact reason, and the verdicts on every promise."""
    every = times_of(subject.network)
    for intent in subject.intents:
        if intent.id in every:
            yield from _of_intent(every[intent.id])
    for promise in subject.policy.of("promise"):
        yield from _of_promise(promise, [*every.values()])


def _of_intent(times: IntentTimes) -> Iterator[Quantity]:
    id_ = times.intent.id
    if not times.ways.used and not times.promises:
        return
    yield from list_elapsed(times)
    if times.promises:
        yield from _verdict(times, times.promises, f"journey.{id_}.promise")
        yield broken_share(times, f"journey.{id_}.promise.breach_share")
    if times.own_promise is not None:
        name = f"intent.{id_}.promise.verdict"
        yield next(_verdict(times, (times.own_promise,), name.removesuffix(".verdict")))


def list_elapsed(times: IntentTimes) -> Iterator[Quantity]:
    """Yield the least and the greatest time of an ordinary week, and of the year ahead."""
    if not times.ways.used:
        return
    for season, ending in (("week", ""), ("year", ".over_year")):
        for kind in ("", "committed."):
            for end in ("min", "max"):
                name = f"journey.{times.intent.id}.elapsed.{kind}{end}_hours{ending}"
                where = WEEK if season == "week" else YEAR
                yield elapsed(times, name, season, where)


def elapsed(times: IntentTimes, name: str, season: str, where: str) -> Quantity:
    """Return the time that a name asks for: least or greatest, with limits in full or from none."""
    starts = getattr(times.clockwork, season)
    return elapsed_in(times, name, starts, where)


def elapsed_in(times: IntentTimes, name: str, season: Season, where: str) -> Quantity:
    """Return the same over the starts of a season."""
    committed, greatest = ".committed." in name, ".max_hours" in name
    why = obstacle(times)
    if why:
        return Quantity(name, None, DAYS, why=why, source=SOURCE)
    reading = f"{DAYS}, {where}, on the longest way"
    if committed:
        reading += ", every limit taken in full"
    if greatest and times.ways.endless:
        places = ", ".join(node.id for node in times.ways.endless[:5])
        why = f"nothing says how often a case goes round: {places}"
        return Quantity(name, UNLIMITED, reading, why=why, source=SOURCE)
    extent = Extent.MOST if greatest else Extent.ALLOWED if committed else Extent.LEAST
    try:
        found = season.range(extent)
    except NeverOpenError as error:
        return Quantity(name, UNLIMITED, reading, why=str(error), source=SOURCE)
    if found is None:
        return Quantity(name, None, reading, why="no case begins, or none comes to an end")
    extreme = found.most if greatest else found.least
    return Quantity(
        name,
        Fraction(extreme.taken, INSTANTS_AN_HOUR),
        reading,
        source=SOURCE,
        parts=_sum(times, season, extent, extreme),
    )


def _sum(times: IntentTimes, season: Season, extent: Extent, extreme: Extreme) -> tuple[Part, ...]:
    trace = times.ways.trace(season.time, extreme.start, extent, extreme.instant)
    return parts_of(times.ways, trace, extreme.start, extreme.instant)


def obstacle(times: IntentTimes) -> str:
    """Return why no time can be claimed of a contact reason; nothing where it can."""
    fault = times.ways.fault
    if fault is None:
        return ""
    return f"{fault.text}: it counts in working time, and nobody states in which hours"


def _verdict(times: IntentTimes, deadlines: Sequence[Deadline], stem: str) -> Iterator[Quantity]:
    """Yield the verdict on deadlines, and whether it is no more than a note."""
    judgement, why = judge(times, tuple(deadlines))
    if judgement is None:
        yield Quantity(f"{stem}.verdict", None, why=why)
        return
    parts = tuple(Part(f"promised: {each.length}", each.at) for each in deadlines)
    reading = READINGS[judgement.verdict]
    if len(deadlines) > 1:
        reading += "; of several promises the tightest binds"
    yield Quantity(f"{stem}.verdict", judgement.verdict, reading, source=SOURCE, parts=parts)
    yield Quantity(
        f"{stem}.note_only",
        judgement.note_only,
        "not backed only around public holidays or clock changes, which is no more than a note",
        source=SOURCE,
    )


def judge(times: IntentTimes, deadlines: tuple[Deadline, ...]) -> tuple[Judgement | None, str]:
    """Return the verdict on deadlines, or None and what stands in its way."""
    faults = [each.fault for each in deadlines if each.fault]
    if faults and len(faults) == len(deadlines):
        return None, faults[0]
    if why := obstacle(times):
        return None, why
    try:
        judgement = times.judge(deadlines)
    except NeverOpenError as error:
        return None, str(error)
    return judgement, "" if judgement else "no case begins in the year ahead"


def broken_share(times: IntentTimes, name: str) -> Quantity:
    """Return the share of an ordinary week's starts from which a promise is broken."""
    reading = "starts spread evenly over the published hours, ordinary week, limits in full"
    deadlines = tuple(each for each in times.promises if not each.fault)
    why = obstacle(times) or ("" if deadlines else "no date follows from the promise")
    if why:
        return Quantity(name, None, reading, why=why)
    try:
        shares = [*_shares(times, deadlines)]
    except NeverOpenError as error:
        return Quantity(name, None, reading, why=str(error))
    if not shares:
        return Quantity(name, None, reading, why="no case begins in an ordinary week")
    low, high = min(shares), max(shares)
    if low == high:
        return Quantity(name, low, reading, source=SOURCE)
    why = "it is not stated which share begins where"
    return Quantity(name, None, reading, low, high, why=why, source=SOURCE)


def _shares(times: IntentTimes, deadlines: tuple[Deadline, ...]) -> Iterator[Fraction]:
    if times.ways.endless:
        yield Fraction(1)
        return
    for start in times.ways.starts:
        holding = tuple(d for d in deadlines if start in starts_under(d.entity, times.ways))
        if holding:
            yield from times.clockwork.broken_shares(holding, (start,)).values()


def _of_promise(promise: Entity, every: Sequence[IntentTimes]) -> Iterator[Quantity]:
    """Yield what is wrong with a promise, or the verdict on it over all it is for."""
    stem = f"promise.{promise.id}"
    stated = [(times, d) for times in every if (d := times.of(promise, "resolution")) is not None]
    others = [d for times in every if (d := times.of(promise, "first_reply")) is not None]
    faults = [d.fault for _, d in stated if d.fault] or [d.fault for d in others if d.fault]
    if faults:
        at = promise.at("clock" if promise.says("clock") else "resolution")
        part = Part(f"{promise.id} states {faults[0]}", at)
        yield Quantity(f"{stem}.error", faults[0], "a fault: said at the promise", parts=(part,))
        yield Quantity(f"{stem}.verdict", None, why=faults[0])
        return
    found = [(times, judge(times, (d,))) for times, d in stated]
    if not found:
        return
    known = [(times, judgement) for times, (judgement, _) in found if judgement is not None]
    if not known:
        yield Quantity(f"{stem}.verdict", None, why=found[0][1][1])
        return
    gravest = max(known, key=lambda each: GRAVITY.index(each[1].verdict))[1]
    parts = tuple(Part(f"{t.intent.id}: {j.verdict}", t.intent.at()) for t, j in known)
    reading = READINGS[gravest.verdict]
    yield Quantity(f"{stem}.verdict", gravest.verdict, reading, source=SOURCE, parts=parts)
    note = all(j.note_only or j.verdict == KEPT for _, j in known) and gravest.note_only
    yield Quantity(f"{stem}.note_only", note, "only around public holidays or clock changes")
