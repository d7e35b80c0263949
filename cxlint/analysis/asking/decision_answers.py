"""Who decides a customer's case and by when, what silence means, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.asking.contact import LIVE
from cxlint.analysis.asking.deciders import is_own, name_tier
from cxlint.analysis.asking.figures import HANDED_ON, NOT_STATED, ONCE, SILENT, answer, gather
from cxlint.analysis.asking.moments import say_moment
from cxlint.analysis.times.approval_legs import tier_leg
from cxlint.calendar.date_wording import join_words
from cxlint.values import quantities

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from cxlint.analysis.asking.deciders import Ruling
    from cxlint.analysis.asking.trip import Asked, Trip
    from cxlint.analysis.quantity import Quantity
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At

IN_FULL = "limits in full, from when the request is there, BD-close"


def list_ruling(ruling: Ruling) -> Iterator[Quantity]:
    """Yield who decides, and how many decisions that takes beyond the first team."""
    parts = [(_say_ruling(ruling), ruling.at)] if ruling.name else []
    if ruling.why or not ruling.names:
        yield answer("decides", None, why=ruling.why, parts=parts)
    else:
        reading = ruling.note or ruling.reading
        who = gather(ruling.names) if ruling.everyone else ruling.name
        yield answer("decides", who, reading, parts=parts)
    if ruling.least == ruling.most and not ruling.why:
        yield answer("approvals", ruling.least, parts=parts)
    elif ruling.most:
        why = ruling.why or "some are only asked for certain cases"
        yield answer("approvals", None, why=why, least=ruling.least, most=ruling.most, parts=parts)


def _say_ruling(ruling: Ruling) -> str:
    if ruling.why:
        return f"{ruling.name} is asked first"
    if not ruling.most:
        return f"{ruling.name} decides alone"
    verb = "decide" if ruling.everyone and len(ruling.names) > 1 else "decides"
    return f"{ruling.name} {verb}"


def list_steps(trip: Trip) -> Iterator[Quantity]:
    """Yield the way with its moments, as a whole and place by place."""
    stops = trip.stops
    if stops:
        parts = [(f"{each.name}: {say_moment(each.reached)}", each.at) for each in stops]
        reading = "when each is reached at the latest, limits taken in full"
        yield answer("steps", [[each.name, each.reached] for each in stops], reading, parts=parts)
    if trip.latest is not None and trip.ways.used:
        told = "on the longest way, limits in full, BD-close"
        told += f"; {ONCE}" if trip.ways.endless else ""
        told += f"; {SILENT}{join_words(trip.silent)}" if trip.silent else ""
        whole = [(part.text, part.at) for part in trip.sum_parts(decided=False)]
        yield answer("due", trip.latest, told, parts=whole)
    reading = "when it is reached at the latest, limits taken in full"
    latest = sorted((*trip.arrivals, *stops), key=lambda each: each.reached)
    for name, each in {each.name: each for each in latest}.items():
        yield answer(f"steps.{name}", each.reached, reading, parts=[(name, each.at)])


def list_decision_times(trip: Trip, channel: Entity | None) -> Iterator[Quantity]:
    """Yield by when it is decided at the latest, and what silence means."""
    ruling = trip.ruling
    if not ruling.name or ruling.why:
        why = ruling.why or "who decides is not known"
        yield answer("decided_by", None, why=why)
        return
    yield _decided_by(trip, channel)
    yield from _silence(trip)


def _decided_by(trip: Trip, channel: Entity | None) -> Quantity:
    ruling = trip.ruling
    if trip.ways.fault is not None:
        why = f"{NOT_STATED}the hours in which it counts that {trip.ways.fault.text}"
        return answer("decided_by", None, why=why, parts=[(why, trip.ways.fault.at)])
    parts = list(_time_parts(trip))
    if not ruling.tiers:
        return _decided_without_tiers(trip, channel, parts)
    silent = [each for each in trip.asked if each.tier.beforehand and not _states_time(trip, each)]
    if silent and not (is_own(silent[0].tier, ruling.team) and _is_live(channel)):
        why = f"{NOT_STATED}how soon {name_tier(silent[0].tier)} decides (decides_within)"
        return answer("decided_by", None, why=why, least=trip.requested, parts=parts)
    if not trip.asked:
        why = trip.why_never or "no way to who decides is stated"
        return answer("decided_by", None, why=why, parts=parts)
    reading = f"{IN_FULL}; {ONCE}" if trip.goes_round else IN_FULL
    return answer("decided_by", trip.asked[-1].end, reading, parts=parts)


def _decided_without_tiers(
    trip: Trip, channel: Entity | None, parts: list[tuple[str, At | None]]
) -> Quantity:
    """Return by when the first team decides, or those whom handoffs lead to."""
    ruling, team = trip.ruling, trip.ruling.team
    owed = team is not None and any(team.says(kind, "resolution") for kind in ("ola", "sla"))
    if ruling.most or (team is not None and owed):
        reading = "when the longest way is through, limits in full, BD-close"
        reading += f"; {ONCE}" if trip.goes_round else ""
        return answer("decided_by", trip.latest, reading, why="" if trip.latest else "no way ends")
    if _is_live(channel) and trip.requested is not None:
        reading = f"{ruling.name} decides while the customer is there; no time is stated for it"
        return answer("decided_by", trip.requested, reading, parts=parts)
    why = f"{NOT_STATED}how soon {ruling.name} decides"
    return answer("decided_by", None, why=why, least=trip.requested, parts=parts)


def _is_live(channel: Entity | None) -> bool:
    return channel is not None and channel.get("kind") in LIVE


def _states_time(trip: Trip, asked: Asked) -> bool:
    remedy = trip.policy.find("remedy", str(trip.ways.intent.get("remedy")))
    return remedy is not None and (
        tier_leg(trip.policy, remedy, asked.tier, trip.clock.name) is not None
    )


def _time_parts(trip: Trip) -> Iterator[tuple[str, At | None]]:
    """Yield what takes time until it is decided, and where somebody may take longer."""
    if trip.decided is not None:
        yield from ((part.text, part.at) for part in trip.sum_parts(decided=True))
    for each in trip.asked:
        stated = _tier_data(trip, each)
        if stated.get("extends_by") and each.tier.beforehand:
            text = f"{name_tier(each.tier)} may take {stated['extends_by']} longer"
            yield f"{text} where: {stated.get('because', 'that is not stated')}", each.at


def _tier_data(trip: Trip, asked: Asked) -> dict[str, object]:
    remedy = trip.policy.find("remedy", str(trip.ways.intent.get("remedy")))
    assert remedy is not None
    stated: dict[str, object] = remedy.data["tiers"][asked.tier.number]
    return stated


def _silence(trip: Trip) -> Iterator[Quantity]:
    """Yield what comes of it where nobody decides: those who are asked let their time run out."""
    others = [each for each in trip.asked if not is_own(each.tier, trip.ruling.team)]
    if not others:
        return
    moment: datetime.datetime | None = None
    for each in others:
        begin = moment or each.begin
        timeout = _tier_data(trip, each).get("timeout")
        if not isinstance(timeout, dict):
            moment = None
            continue
        length = quantities.duration(timeout["after"])
        hours = trip.hours_of(each.tier)
        moment = trip.clock.after(begin, length, hours)
        part = (f"{name_tier(each.tier)}: after {length} {timeout['then']}", each.at)
        if moment is None:
            why = f"{NOT_STATED}the hours in which {length} count"
            yield answer("outcome_if_nobody_decides", None, why=why, parts=[part])
            return
        if timeout["then"] != "refuse" and each is not others[-1]:
            continue  # to be silent is no more than to agree, where others decide
        yield from _say_silence(str(timeout["then"]), moment, part, _name_next(trip, each))
        return
    part = (f"{trip.ruling.name} has no timeout", others[-1].at)
    why = f"{NOT_STATED}what happens if {trip.ruling.name} does not decide (timeout)"
    yield answer("outcome_if_nobody_decides", None, why=why, parts=[part])


def _name_next(trip: Trip, asked: Asked) -> str:
    """Return who is at the tier above one that is asked; nothing where it is the last."""
    remedy = trip.policy.find("remedy", str(trip.ways.intent.get("remedy")))
    above = remedy.data["tiers"][asked.tier.number + 1 :] if remedy is not None else ()
    by = above[0].get("by") if above else ""
    return by if isinstance(by, str) else join_words(by)


def _say_silence(
    then: str, moment: datetime.datetime, part: tuple[str, At | None], above: str
) -> Iterator[Quantity]:
    reading = "a timeout counts from the request, BD-close"
    if then == "grant":
        yield answer("granted_at_the_latest", moment, reading, parts=[part])
        yield answer("outcome_if_nobody_decides", "granted", parts=[part])
    elif then == "refuse":
        yield answer("granted_at_the_latest", None, why="silence refuses", parts=[part])
        yield answer("refused_at_the_latest", moment, reading, parts=[part])
        yield answer("outcome_if_nobody_decides", "refused", parts=[part])
    elif above:
        yield answer("outcome_if_nobody_decides", None, why=f"{HANDED_ON}{above}", parts=[part])
    else:
        why = "nobody is above who would decide then"
        yield answer("outcome_if_nobody_decides", None, why=why, parts=[part])
