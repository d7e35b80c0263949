"""What a customer is promised: the first reply, the end of the matter, and whether it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.asking.figures import NOT_STATED, SILENT, answer, gather
from cxlint.analysis.asking.moments import say_moment
from cxlint.analysis.times.time_promises import (
    NO_HOURS,
    SCOPES,
    Deadline,
    applies,
    deadline,
    resolutions,
)
from cxlint.analysis.times.timed_ways import TimedWays
from cxlint.analysis.times.verdicts import CERTAIN, KEPT, NOT_BACKED
from cxlint.analysis.times.way_legs import placed
from cxlint.calendar.date_wording import join_words

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.asking.trip import Trip
    from cxlint.analysis.quantity import Quantity
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At

    Told = tuple[str, At | None]
    Dated = tuple[datetime.datetime, Deadline]

READINGS = {
    KEPT: "even if every limit is taken in full; equal is kept",
    CERTAIN: "broken even if everybody is at once, with waits as stated",
    NOT_BACKED: "kept if everybody is quick, broken if the limits are used",
}
TIGHTEST = "; of several promises the tightest binds"


def list_promises(
    trip: Trip, start: int, channel: Entity | None, team: Entity | None, moment: datetime.datetime
) -> Iterator[Quantity]:
    """Yield the deadlines of a contact at a place and a moment, and the verdict on its way."""
    ways = trip.ways_from(start)
    yield from _for_some(trip, ways)
    yield from _settled(trip, ways, moment)
    yield from _first_reply(trip, ways, channel, team, moment)


def _for_some(trip: Trip, ways: TimedWays) -> Iterator[Quantity]:
    """Yield the promises that are for some customers only, perhaps not for this one."""
    for promise in trip.policy.of("promise"):
        scopes = [key for key in SCOPES if promise.says(key)]
        if scopes and applies(promise, ways.intent, ways):
            told = ", ".join(f"{key}: {_say_scope(promise, key)}" for key in scopes)
            why = f"{NOT_STATED}whether promise {promise.id} is for this customer ({told})"
            part = (f"{promise.id} is for some only", promise.at(scopes[0]))
            yield answer(f"promise.{promise.id}", None, why=why, parts=[part])


def _say_scope(promise: Entity, key: str) -> str:
    return " or ".join(promise.texts(key))


def _settled(trip: Trip, ways: TimedWays, moment: datetime.datetime) -> Iterator[Quantity]:
    stated = [
        each
        for each in resolutions(trip.policy, ways)
        if each.entity.kind != "promise" or not any(map(each.entity.says, SCOPES))
    ]
    dated = _date(trip, stated, moment)
    if not dated:
        for each in stated[:1]:
            part = [(f"{each.length} by {each.entity.name}", each.at)]
            yield answer("promise_deadline", None, why=each.fault or NO_HOURS, parts=part)
        return
    due, tightest = dated[0]
    parts = [(_say_promise(each, end), each.at) for end, each in dated]
    more = TIGHTEST if len(dated) > 1 else ""
    reading = f"{_say_clock(tightest)}{_say_pauses(tightest)}{more}"
    yield answer("promise_deadline", due, reading, parts=parts)
    yield answer("settled_by", due, f"as promised; {reading}", parts=parts)
    yield _judge(trip, due, parts, more)
    if trip.silent:
        yield answer("promise.untimed", gather(trip.silent))


def _say_promise(promise: Deadline, end: datetime.datetime) -> str:
    """Return a promise with its end, and in which share of cases it is made."""
    entity = promise.entity
    keys = ("respond", "for") if promise.keys[:1] == ("respond",) else ("share",)
    share = entity.percentage(*keys) if entity.kind != "intent" else None
    part = "" if share is None or share == 1 else f" in {float(100 * share):g}% of the cases"
    return f"promised: {promise.length}{part}, until {say_moment(end)}"


def _say_pauses(promise: Deadline) -> str:
    stated = promise.entity.get("pauses") if promise.entity.kind == "promise" else None
    stops = [str(each.get("on")) for each in stated or ()]
    return (
        f"; it stands still while {join_words(stops)}, which is not counted here" if stops else ""
    )


def _say_clock(promise: Deadline) -> str:
    if promise.length.business and promise.length.unit == "day":
        return "BD-close; the day of receipt is not counted"
    if promise.length.business:
        return "while the desk is open"
    if promise.length.unit in {"second", "minute", "hour"}:
        return f"{promise.length} by the clock"
    return f"the same wall-clock time {promise.length} later"


def _judge(trip: Trip, due: datetime.datetime, parts: Sequence[Told], more: str) -> Quantity:
    name = "promise.verdict"
    if trip.ways.fault is not None:
        why = f"{NOT_STATED}the hours in which it counts that {trip.ways.fault.text}"
        return answer(name, None, why=why)
    if trip.latest is None or trip.soonest is None:
        return answer(name, None, why=trip.why_never or "no way of it comes to an end")
    told: list[Told] = [
        *parts,
        (f"through from {say_moment(trip.soonest)} to {say_moment(trip.latest)}", None),
        *((part.text, part.at) for part in trip.sum_parts(decided=False)),
    ]
    verdict = NOT_BACKED
    if trip.soonest > due:
        verdict = CERTAIN
    elif trip.latest <= due and not trip.ways.endless:
        verdict = KEPT
    reading = READINGS[verdict] + more
    if trip.silent:
        reading += f"; {SILENT}{join_words(trip.silent)}, which adds none"
    return answer(name, verdict, reading, parts=told)


def _date(trip: Trip, stated: Sequence[Deadline], moment: datetime.datetime) -> list[Dated]:
    """Return the deadlines with their moments, the tightest first."""
    dated = []
    for each in stated:
        end = None if each.fault else trip.clock.after(moment, each.length, each.hours)
        if end is not None:
            dated.append((end, each))
    return sorted(dated, key=lambda pair: pair[0])


def _first_reply(
    trip: Trip,
    ways: TimedWays,
    channel: Entity | None,
    team: Entity | None,
    moment: datetime.datetime,
) -> Iterator[Quantity]:
    stated = list(_replies(trip, ways, team))
    reading = ""
    if not stated and channel is not None:
        stated = list(_responds(trip, ways, channel))
        reading = f"{channel.id} says when somebody takes it up; no first reply is promised beside"
    dated = _date(trip, stated, moment)
    if not dated:
        for each in stated[:1]:
            yield answer("first_reply_by", None, why=each.fault or NO_HOURS)
        return
    due, tightest = dated[0]
    parts = [(_say_promise(each, end), each.at) for end, each in dated]
    told = "; ".join(filter(None, (_say_clock(tightest), reading)))
    told += TIGHTEST if len(dated) > 1 else ""
    yield answer("first_reply_by", due, told, parts=parts)
    desks = ways.stated.openings(ways.starts[0])
    if not desks:
        return
    earliest = min(trip.clock.opening(moment, each) for each in desks)
    possible = earliest <= due
    why = "" if possible else "the time ends before the desk opens"
    yield answer("first_reply.possible", possible, why, parts=parts)
    yield answer("first_reply.earliest", earliest, "the next opening", parts=parts)


def _replies(trip: Trip, ways: TimedWays, team: Entity | None) -> Iterator[Deadline]:
    """Yield what is promised on the first reply: by promises, and by the team that answers."""
    zone = trip.clock.name
    for promise in trip.policy.of("promise"):
        if not applies(promise, ways.intent, ways) or any(map(promise.says, SCOPES)):
            continue
        found = deadline(trip.policy, promise, "first_reply", ways, zone)
        if found is not None:
            yield found
    length = team.duration("sla", "first_reply") if team is not None else None
    if team is not None and length is not None:
        hours = placed(trip.policy.hours(team, "open"), zone)
        yield Deadline(team, ("sla", "first_reply"), length, hours, zone)


def _responds(trip: Trip, ways: TimedWays, channel: Entity) -> Iterator[Deadline]:
    length = channel.duration("respond", "within")
    if length is not None:
        hours = ways.stated.first_hours(ways.starts[0])
        yield Deadline(channel, ("respond", "within"), length, hours, trip.clock.name)
