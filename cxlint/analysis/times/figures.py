"""The figures of times that need nothing but the policy, in the words of the reports."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import UNLIMITED, Part, Quantity
from cxlint.analysis.times.intent_times import times_of
from cxlint.analysis.times.leg_text import parts_of
from cxlint.analysis.times.legs import Extent
from cxlint.analysis.times.time_promises import NO_HOURS, contradiction
from cxlint.analysis.times.verdicts import CERTAIN, GRAVITY, KEPT
from cxlint.calendar.arrival_times import NeverOpenError
from cxlint.policy.parties import is_partner
from cxlint.values.quantities import percentage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.subject import Subject
    from cxlint.analysis.times.intent_times import IntentTimes
    from cxlint.analysis.times.time_promises import Deadline
    from cxlint.analysis.times.verdicts import Extreme, Judgement, Season
    from cxlint.language.entity import Entity

SOURCE = "the longest way through what follows one another, on the clocks that are stated"
DAYS = "a business day ends when the desk closes (BD-close)"
WEEK = "ordinary week"
YEAR = "over the 365 days ahead"
INSTANTS_AN_HOUR = 7200

MOST_TOLD = 1_000
"""Of more places than this it is told what times are made of only where one reason is asked for."""

READINGS = {
    CERTAIN: "from every start, even with every bound at nothing and waits as stated",
    KEPT: "from every start of the 365 days ahead, even with every bound in full; equal is kept",
    GRAVITY[1]: "kept if everybody is quick, broken from some start if everybody takes the time "
    "allowed",
}


def list_times(subject: Subject) -> Iterator[Quantity]:
    """Yield the times of every contact reason, and the verdicts on every promise."""
    every = times_of(subject.network)
    told = len(subject.intents) == 1 or len(subject.network.nodes) <= MOST_TOLD
    for intent in subject.intents:
        if intent.id in every:
            yield from list_of_intent(every[intent.id], with_parts=told)
    for promise in subject.policy.of("promise"):
        yield from _of_promise(promise, [*every.values()])
    for team in subject.policy.of("team"):
        yield from _note(team)


def list_weekly(subject: Subject) -> Iterator[Quantity]:
    """Yield the times of an ordinary week, and the verdicts on what contact reasons promise."""
    every = times_of(subject.network)
    for intent in subject.intents:
        times = every.get(intent.id)
        if times is None:
            continue
        for end in ("min", "max") if times.ways.used else ():
            name = f"journey.{intent.id}.elapsed.{end}_hours"
            yield elapsed_in(times, name, times.clockwork.week, WEEK)
        if times.promises:
            yield next(_verdict(times, times.promises, f"journey.{intent.id}.promise"))


def _note(team: Entity) -> Iterator[Quantity]:
    """Yield what is to be said beside the time that a partner may take."""
    owed = team.duration("ola", "resolution")
    if owed is not None and is_partner(team) and team.duration("contract", "resolution") is None:
        part = Part(f"{team.id} may take {owed}", team.at("ola", "resolution"))
        note = "no contract backs its time"
        yield Quantity(f"team.{team.id}.note", note, "without a contract the OLA", parts=(part,))


def list_of_intent(times: IntentTimes, *, with_parts: bool = True) -> Iterator[Quantity]:
    """Yield the times of one contact reason, and the verdicts on what it promises.

    What they are made of is told where that is asked for: it takes as long as the times themselves.
    """
    id_ = times.intent.id
    if not times.ways.used and not times.promises and not times.intent.says("max_elapsed"):
        return
    if times.ways.fault is not None:
        part = Part(times.ways.fault.text, times.ways.fault.at)
        reading = "a fault: said where it is stated"
        yield Quantity(f"journey.{id_}.error", NO_HOURS, reading, parts=(part,))
    yield from list_elapsed(times, with_parts=with_parts)
    if times.promises:
        yield from _verdict(times, times.promises, f"journey.{id_}.promise")
        yield broken_share(times, f"journey.{id_}.promise.breach_share")
    budget = times.of(times.intent, "max_elapsed")
    if budget is not None:
        yield next(_verdict(times, (budget,), f"journey.{id_}.max_elapsed"))
    if times.own_promise is not None:
        name = f"intent.{id_}.promise.verdict"
        yield next(_verdict(times, (times.own_promise,), name.removesuffix(".verdict")))


def list_elapsed(times: IntentTimes, *, with_parts: bool = True) -> Iterator[Quantity]:
    """Yield the least and the greatest time of an ordinary week, and the greatest of the year."""
    if not times.ways.used:
        return
    for kind in ("", "committed."):
        for end in ("min", "max"):
            name = f"journey.{times.intent.id}.elapsed.{kind}{end}_hours"
            week = times.clockwork.week
            yield elapsed_in(times, name, week, WEEK, with_parts=with_parts)
    name = f"journey.{times.intent.id}.elapsed.max_hours.over_year"
    yield elapsed_in(times, name, times.clockwork.year, YEAR, with_parts=with_parts)


def elapsed_in(
    times: IntentTimes, name: str, season: Season, where: str, *, with_parts: bool = True
) -> Quantity:
    """Return the time that a name asks for: least or greatest, with limits in full or from none."""
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
        parts=_sum(times, season, extent, extreme) if with_parts else (),
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
        shares = _shares(times, deadlines)
    except NeverOpenError as error:
        return Quantity(name, None, reading, why=str(error))
    if not shares:
        return Quantity(name, None, reading, why="no case begins in an ordinary week")
    low, high = min(shares.values()), max(shares.values())
    weights = _weights(times)
    if low == high:
        return Quantity(name, low, reading, source=SOURCE)
    if sum(weights.get(start, Fraction(0)) for start in shares) == 1:
        mean = sum(share * weights[start] for start, share in shares.items())
        return Quantity(name, Fraction(mean), reading, low, high, source=SOURCE)
    why = "it is not stated which share begins where"
    return Quantity(name, None, reading, low, high, why=why, source=SOURCE)


def _weights(times: IntentTimes) -> dict[int, Fraction]:
    """Return which share of cases begins at each start, where that is stated."""
    stated = times.intent.get("start")
    listed = stated if isinstance(stated, list) else []
    found = {
        each["at"]: percentage(each["share"])
        for each in listed
        if isinstance(each, dict) and "share" in each
    }
    nodes = times.ways.journey.nodes
    return {
        start: found[nodes[start].id] for start in times.ways.starts if nodes[start].id in found
    }


def _shares(times: IntentTimes, deadlines: tuple[Deadline, ...]) -> dict[int, Fraction]:
    found: dict[int, Fraction] = {}
    for holding, starts in times.starts_by_deadlines(deadlines).items():
        shares = times.clockwork.broken_shares(holding, starts)
        found |= dict.fromkeys(shares, Fraction(1)) if times.ways.endless else shares
    return found


def _of_promise(promise: Entity, every: Sequence[IntentTimes]) -> Iterator[Quantity]:
    """Yield what is wrong with a promise, or the verdict on it over all it is for."""
    stem = f"promise.{promise.id}"
    key = "resolution" if promise.says("resolution") else "first_reply"
    stated = [(times, d) for times in every if (d := times.of(promise, key)) is not None]
    fault = next((d.fault for _, d in stated if d.fault), "") or contradiction(promise)
    if fault:
        at = promise.at("clock" if promise.says("clock") else key)
        part = Part(f"{promise.id} states {fault}", at)
        yield Quantity(f"{stem}.error", fault, "a fault: said at the promise", parts=(part,))
        yield Quantity(f"{stem}.verdict", None, why=fault)
        return
    found = [(times, _judge_by(times, d, key)) for times, d in stated]
    known = [(times, judgement) for times, (judgement, _) in found if judgement is not None]
    if not known:
        whys = (Quantity(f"{stem}.verdict", None, why=why) for _, (_, why) in found[:1])
        yield from whys
        return
    gravest = max(known, key=lambda each: GRAVITY.index(each[1].verdict))[1]
    parts = tuple(Part(f"{t.intent.id}: {j.verdict}", t.intent.at()) for t, j in known)
    reading = READINGS[gravest.verdict]
    yield Quantity(f"{stem}.verdict", gravest.verdict, reading, source=SOURCE, parts=parts)
    note = all(j.note_only or j.verdict == KEPT for _, j in known) and gravest.note_only
    yield Quantity(f"{stem}.note_only", note, "only around public holidays or clock changes")


def _judge_by(times: IntentTimes, promised: Deadline, key: str) -> tuple[Judgement | None, str]:
    if key == "resolution":
        return judge(times, (promised,))
    try:
        judgement = times.judge_first_reply(promised)
    except NeverOpenError as error:
        return None, str(error)
    return judgement, "" if judgement else "no case begins there, or nobody's hours are stated"
