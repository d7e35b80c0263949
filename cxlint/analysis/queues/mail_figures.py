"""The figures of mail: work, capacity, and what that means for a target."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Part, Quantity
from cxlint.analysis.queues.closing import late_share
from cxlint.analysis.queues.closing_figures import open_week
from cxlint.analysis.queues.line_figures import sees_line
from cxlint.analysis.queues.lines import (
    UnknownFigureError,
    people_at_work,
    positions_needed,
    read_target,
)
from cxlint.analysis.queues.loads import LIVE
from cxlint.analysis.queues.mail import Desk, find_desk, work_of
from cxlint.analysis.queues.measures import MEASURES
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.analysis.quantity import Value
    from cxlint.analysis.queues.lines import Target
    from cxlint.analysis.queues.staffing import Staffing
    from cxlint.language.entity import Entity

CAPACITY = "work beside capacity: contacts times handling time, people times hours"


def takes_mail(staffing: Staffing, entity: Entity) -> bool:
    """Whether mail of which the number is known is worked off there."""
    channels = [entity] if entity.kind == "channel" else staffing.channels_of(entity)
    loads = [load for each in channels if (load := staffing.load(each)) is not None]
    return any(not load.live for load in loads)


def list_mail_figures(staffing: Staffing, entity: Entity) -> Iterator[Quantity]:
    """Yield the figures of mail; of a team that also takes calls, those that calls have not."""
    if not takes_mail(staffing, entity):
        return
    for ending in MAIL:
        if ending in MEASURES and sees_line(staffing, entity):
            continue
        yield find_mail_figure(staffing, entity, ending)


def find_mail_figure(staffing: Staffing, entity: Entity, ending: str) -> Quantity:
    """Return one of `MAIL`."""
    name = f"{entity.kind}.{entity.id}.{ending}"
    try:
        desk = find_desk(staffing, entity)
        value, reading = MAIL[ending](Asked(staffing, entity, desk))
    except UnknownFigureError as error:
        return Quantity(name, why=str(error), source=CAPACITY)
    people = [
        Part(f"{team.id}: {float(seats):g} at work", team.at("seats" if team.says("seats") else
                                                             "posts"))
        for team in desk.teams
        if (seats := people_at_work(team)) is not None
    ]  # fmt: skip
    return Quantity(name, value, reading, source=CAPACITY, parts=(*desk.parts, *people))


class Asked(NamedTuple):
    """Whose mail is asked for, and at which desk it is worked off."""

    staffing: Staffing
    entity: Entity
    desk: Desk


def _work(asked: Asked) -> tuple[Value, str]:
    desk = asked.desk
    own = asked.entity.kind == "channel"
    work = work_of(asked.staffing, asked.entity, desk) if own else desk.work
    return _a_day(work, desk), "on a day on which the desk works"


def _stable(asked: Asked) -> tuple[Value, str]:
    if asked.desk.work == asked.desk.capacity:
        return False, "work equals capacity: the backlog grows without bound when arrivals vary"
    return asked.desk.stable, "work below capacity"


def _seats(asked: Asked) -> tuple[Value, str]:
    found = [each for team in asked.desk.teams if (each := people_at_work(team)) is not None]
    if len(found) < len(asked.desk.teams):
        raise UnknownFigureError("nobody says how many people work there at one time")
    return sum(found, Fraction(0)), "people at work at one time, after shrinkage"


def _positions(asked: Asked) -> tuple[Value, str]:
    team = asked.desk.teams[0]
    return positions_needed(team, asked.desk.needed), "paid positions for that number"


def _target_share(asked: Asked) -> tuple[Value, str]:
    found = _targets(asked)
    shares = {target.share for _, target in found}
    if len(shares) > 1:
        raise UnknownFigureError("its channels ask for different shares")
    assumed = any(target.assumed for _, target in found)
    return shares.pop(), "without `for` every case is meant" if assumed else "as stated"


def _target_met(asked: Asked) -> tuple[Value, str]:
    late = [
        channel.id
        for channel, target in _targets(asked)
        if _late(asked.staffing, channel) > 1 - target.share
    ]
    if late:
        return False, f"{', '.join(late)}: too many arrive while the desk is closed for too long"
    return asked.desk.stable, "by capacity: what the desk cannot work off is late"


MAIL: Mapping[str, Callable[[Asked], tuple[Value, str]]] = {
    "work_hours_per_day": _work,
    "capacity_hours_per_day": lambda asked: (
        _a_day(asked.desk.capacity, asked.desk),
        "what calls and chats leave, on a day of the desk",
    ),
    "utilization": lambda asked: (asked.desk.utilization, "of the time that calls and chats leave"),
    "stable": _stable,
    "overloaded": lambda asked: (not asked.desk.stable, "as much work as time, or more"),
    "tight": lambda asked: (asked.desk.tight, "above 85 % of capacity: a note"),
    "target_met": _target_met,
    "seats_needed": lambda asked: (
        asked.desk.needed,
        "least whole number with utilization below 1",
    ),
    "scheduled_needed": _positions,
    "seats": _seats,
    "target.for": _target_share,
}
"""The figures of mail by the ends of their names."""


def _targets(asked: Asked) -> list[tuple[Entity, Target]]:
    found = [
        (each, target)
        for each in _channels(asked.staffing, asked.entity)
        if each.get("kind") not in LIVE and (target := read_target(each)) is not None
    ]
    if not found:
        raise UnknownFigureError(f"{asked.entity.id} does not say how soon it is answered")
    return found


def _a_day(minutes: Fraction, desk: Desk) -> Fraction:
    if not desk.days:
        raise UnknownFigureError("nobody ever works there")
    return minutes / 60 / desk.days


def _late(staffing: Staffing, channel: Entity) -> Fraction:
    """Return the share that arrives too long before the desk opens."""
    length = channel.duration("respond", "within")
    week = open_week(staffing, channel)
    if length is None or length.business or week is None:
        return Fraction(0)
    return late_share(week, length.minutes)


def _channels(staffing: Staffing, entity: Entity) -> list[Entity]:
    found = [entity] if entity.kind == "channel" else staffing.channels_of(entity)
    return [each for each in found if staffing.load(each) is not None]
