"""Figures of channels and teams: loads, waits, people needed, mail, and hours nobody covers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Part, Quantity
from cxlint.analysis.queues import closing, mail
from cxlint.analysis.queues.lines import (
    UnknownFigureError,
    people_at_work,
    positions_needed,
    read_target,
)
from cxlint.analysis.queues.loads import LIVE, Gap
from cxlint.analysis.queues.measures import MEASURES, Moment, Range, View, bounded, measure
from cxlint.analysis.queues.staffing import Staffing
from cxlint.analysis.queues.week import ordinary_week, read_window, window_texts
from cxlint.calendar.intervals import intersect
from cxlint.calendar.weekly_hours import ALWAYS
from cxlint.values.quantities import duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.quantity import Value
    from cxlint.analysis.subject import Subject
    from cxlint.calendar.intervals import Interval
    from cxlint.language.entity import Entity
    from cxlint.analysis.queues.lines import Line
    from cxlint.analysis.queues.staffing import Lines

ERLANG_C = "Erlang C (Erlang 1917; M/M/n)"
ERLANG_A = "Erlang A (Palm; Mandelbaum and Zeltyn; M/M/n+M)"
CAPACITY = "work beside capacity: contacts times handling time, people times hours"
EVEN_ARRIVALS = "customers who come evenly over the week: the sum of max(0, gap - T) / 168 hours"

MAIL = (
    "work_hours_per_day", "capacity_hours_per_day", "utilization", "stable", "tight", "target_met",
    "seats_needed", "scheduled_needed", "seats", "target.for",
)  # fmt: skip
"""The figures of mail by the ends of their names."""
CLOSING = ("closed_share", "unavoidable_miss_share", "wait_to_open")
WEEK_TEXT = "week"
HOURS_A_DAY = 24

_WAIT = r"(?P<of>expected|mean|given_closed|if_closed|when_closed)?_?(?P<unit>hours|minutes)?"


def list_quantities(subject: Subject) -> Iterator[Quantity]:
    """Yield every figure that needs nothing but the policy."""
    staffing = Staffing(subject.network)
    for entity in (*staffing.channels, *staffing.policy.of("team")):
        yield from _list_line(staffing, entity)
        yield from _list_mail(staffing, entity)
        yield from _list_closing(staffing, entity)


def find_quantity(subject: Subject, name: str) -> Quantity | None:
    """Return a figure that is asked for by name, also of some hours: `….Mon 08-12`."""
    kind, _, rest = name.partition(".")
    if kind not in ("channel", "team"):
        return None
    policy = subject.policy
    named = [each for each in policy.of(kind) if rest.startswith(f"{each.id}.")]
    if not named:
        return None
    entity = max(named, key=lambda each: len(each.id))
    return _find(Staffing(subject.network), entity, rest[len(entity.id) + 1 :])


def _find(staffing: Staffing, entity: Entity, rest: str) -> Quantity | None:
    prefix = f"{entity.kind}.{entity.id}"
    for ending in (*MEASURES, *MAIL, *CLOSING):
        if rest != ending and not rest.startswith(f"{ending}."):
            continue
        window = rest[len(ending) + 1 :]
        if ending in CLOSING:
            return _closing(staffing, entity, ending, window)
        if _takes_mail(staffing, entity) and ending in MAIL and not _sees_line(staffing, entity):
            return _mail(staffing, entity, ending) if window in ("", WEEK_TEXT) else None
        if ending in MEASURES and _sees_line(staffing, entity):
            return _of_hours(staffing, entity, ending, window)
        if ending in MAIL and _takes_mail(staffing, entity):
            return _mail(staffing, entity, ending)
        if ending in MEASURES or ending in MAIL:
            why = _why_no_line(staffing, entity)
            return Quantity(f"{prefix}.{rest}", why=why)
    return None


def _why_no_line(staffing: Staffing, entity: Entity) -> str:
    gap = staffing.loads.get(entity.id)
    if isinstance(gap, Gap):
        return gap.why
    return f"nothing says how many contacts arrive at {entity.id}"


def _sees_line(staffing: Staffing, entity: Entity) -> bool:
    """Whether customers whose number is known wait there in a line."""
    if entity.kind == "channel":
        load = staffing.load(entity)
        return load is not None and load.live
    return any(entity in staffing.teams_of(load.channel) for load in staffing.live)


def _takes_mail(staffing: Staffing, entity: Entity) -> bool:
    """Whether mail of which the number is known is worked off there."""
    channels = [entity] if entity.kind == "channel" else staffing.channels_of(entity)
    loads = [load for each in channels if (load := staffing.load(each)) is not None]
    return any(not load.live for load in loads)


# --- lines


def _list_line(staffing: Staffing, entity: Entity) -> Iterator[Quantity]:
    if not _sees_line(staffing, entity):
        load = staffing.loads.get(entity.id)
        if isinstance(load, Gap) and entity.get("kind") in LIVE:
            yield Quantity(f"{entity.kind}.{entity.id}.load_erlang", why=load.why)
        return
    windows = _windows(staffing, entity)
    for ending in MEASURES:
        found = _of_hours(staffing, entity, ending, "")
        yield from _with_ends(found)
        yield _of_hours(staffing, entity, ending, WEEK_TEXT)
        if len(windows) > 1:
            for window in windows:
                yield _of_hours(staffing, entity, ending, window)


def _with_ends(found: Quantity) -> Iterator[Quantity]:
    """Yield a figure and, where only bounds of it are known, these by names of their own."""
    yield found
    if found.value is not None:
        return
    for end, value in (("min", found.minimum), ("max", found.maximum)):
        if value is not None:
            yield found._replace(name=f"{found.name}.{end}", value=value, minimum=None,
                                 maximum=None, why="")  # fmt: skip


def _windows(staffing: Staffing, entity: Entity) -> list[str]:
    """Return the hours of the week in which what an entity sees is the same, by name."""
    groups: dict[object, list[Interval]] = {}
    for piece, _ in staffing.pieces_in(ALWAYS):
        lines = _seen(staffing, entity, piece[0])
        if lines is not None:
            groups.setdefault(lines, []).append(piece)
    zone = _zone(staffing, entity)
    return [
        text
        for pieces in groups.values()
        for text in window_texts(sorted(pieces), zone).split(", ")
    ]


def _zone(staffing: Staffing, entity: Entity) -> str | None:
    hours = staffing.policy.hours(entity, "open")
    return staffing.policy.zone if hours is None else hours.zone


def _seen(staffing: Staffing, entity: Entity, minute: int) -> tuple[Lines, ...] | None:
    """Return what is possible at a minute, if somebody waits there then."""
    scene = staffing.scene(minute, entity)
    if scene.why:
        raise UnknownFigureError(scene.why)
    view = View(entity)
    if not any(view.lines(lines) for lines in scene.cases):
        return None
    return scene.cases


def _of_hours(staffing: Staffing, entity: Entity, ending: str, window: str) -> Quantity:
    """Return a figure of a line, over the week or some hours of it."""
    name = ".".join(filter(None, (entity.kind, entity.id, ending, window)))
    end = window if window in ("min", "max") else ""
    hours = ALWAYS
    if window and not end and window != WEEK_TEXT:
        stated = read_window(window, _zone(staffing, entity))
        if stated is None:
            return Quantity(name, why=f"{window} are no hours; write for example Mon 08-12")
        hours = stated
    try:
        return _over(staffing, entity, ending, hours, name, end)
    except UnknownFigureError as error:
        return Quantity(name, why=str(error), reading=_reading(staffing, entity, ending, ()))


def _over(
    staffing: Staffing,
    entity: Entity,
    ending: str,
    hours: Sequence[Interval],
    name: str,
    end: str,
) -> Quantity:
    view = View(entity)
    moments = []
    for piece, minutes in staffing.pieces_in(hours):
        cases = _seen(staffing, entity, piece[0])
        if cases is not None:
            moments.append(Moment(cases, minutes * _weight(view, cases, ending)))
    if not moments:
        raise UnknownFigureError(_why_nobody(staffing, entity, hours))
    found = measure(ending, view, moments)
    lines = tuple(
        dict.fromkeys(
            line for moment in moments for case in moment.cases for line, _ in view.lines(case)
        )
    )
    reading = _reading(staffing, entity, ending, lines)
    if found.varies and MEASURES[ending].together == "mean":
        reading = "; ".join(filter(None, ("weighted by contacts", reading)))
    return _quantity(name, found, reading, _parts(staffing, entity, lines), lines, end)


def _weight(view: View, cases: Sequence[Lines], ending: str) -> float:
    """Return the contacts a minute, or one for each minute of what is a mean over time."""
    if ending == "load_erlang":
        return 1
    contacts = [sum(weight for _, weight in view.lines(lines)) for lines in cases]
    if ending == "occupancy":
        return sum(line.seats for line, _ in view.lines(cases[0]))
    return max(contacts)


def _why_nobody(staffing: Staffing, entity: Entity, hours: Sequence[Interval]) -> str:
    if entity.kind == "channel" and not intersect(staffing.covered(entity), hours):
        return f"nobody works who takes what arrives at {entity.id} in these hours"
    return f"nobody waits at {entity.id} in these hours"


def _quantity(
    name: str,
    found: Range,
    reading: str,
    parts: tuple[Part, ...],
    lines: Sequence[Line],
    end: str,
) -> Quantity:
    source = ERLANG_A if any(line.patience is not None for line in lines) else ERLANG_C
    least, most = bounded(found.least), bounded(found.most)
    if end:
        return Quantity(name, least if end == "min" else most, reading, source=source, parts=parts)
    if least == most:
        return Quantity(name, least, reading, source=source, parts=parts)
    why = "how the contacts divide over the teams is not stated"
    return Quantity(name, None, reading, least, most, why, source, parts)


def _reading(staffing: Staffing, entity: Entity, ending: str, lines: Sequence[Line]) -> str:
    said = []
    patient = not any(line.patience is not None for line in lines)
    if ending == "stable":
        said.append("load equal to seats is unstable" if patient else
                    "who waits gives up in the end, so that no line grows for ever")  # fmt: skip
    if ending in ("service_level", "target_met", "seats_needed") and lines:
        said.append("Erlang C" if patient else f"Erlang A, {_whole(staffing, entity)}")
    if ending in ("p_wait", "asa_seconds", "mean_wait_seconds", "occupancy", "p_abandon") and lines:
        said.append("Erlang C" if patient else "Erlang A")
    if ending in ("mean_wait_seconds", "p_abandon"):
        said.append("over all who come")
    if ending == "asa_seconds":
        said.append("over all who are answered")
    if ending == "overloaded":
        said.append("as much work as people, or more")
    if ending in ("target.for", "target_met", "seats_needed"):
        said += _target_readings(staffing, entity)
    if ending in ("service_level", "target_met", "seats"):
        said.append("seats are the people at work at one time, after shrinkage")
    if ending == "scheduled_needed":
        said.append("paid positions: people at work divided by the share of paid time at work")
    if len({flow.load.channel.id for line in lines for flow in line.flows}) > 1:
        said.append("handling times weighted by contacts, which is an approximation")
    if any(len(line.teams) > 1 for line in lines):
        said.append("teams that take the same contacts are one line")
    return "; ".join(said)


def _channels(staffing: Staffing, entity: Entity) -> list[Entity]:
    found = [entity] if entity.kind == "channel" else staffing.channels_of(entity)
    return [each for each in found if staffing.load(each) is not None]


def _whole(staffing: Staffing, entity: Entity) -> str:
    targets = [target for each in _channels(staffing, entity) if (target := read_target(each))]
    served = any(target.served for target in targets)
    return "over those served" if served else "a share of all who come"


def _target_readings(staffing: Staffing, entity: Entity) -> Iterator[str]:
    targets = dict.fromkeys(
        target for each in _channels(staffing, entity) if (target := read_target(each))
    )
    for target in targets:
        share = f"{float(target.share * 100):g} %"
        yield f"{share} in {float(target.within):g} s"
        if target.assumed:
            yield f"without `for` {share} is meant, and the output says so"


def _parts(staffing: Staffing, entity: Entity, lines: Sequence[Line]) -> tuple[Part, ...]:
    """Return the sum: who comes, what it takes, who is there; and what is not stated."""
    parts: dict[Part, None] = {}
    for line in lines:
        for flow in line.flows:
            channel = flow.load.channel
            parts.update(dict.fromkeys(flow.load.parts))
            for keys, text in (
                (("load", "handling_time"), "each takes {}"),
                (("load", "patience"), "customers wait {} on average before they give up"),
            ):
                if channel.says(*keys):
                    parts[Part(text.format(channel.get(*keys)), channel.at(*keys))] = None
            if (target := read_target(channel)) is not None:
                share = f"{float(target.share * 100):g} %"
                text = f"{channel.id}: {share} answered in {channel.get('respond', 'within')}"
                parts[Part(text, channel.at("respond"))] = None
        for team in line.teams:
            if (people := people_at_work(team)) is not None:
                key = "seats" if team.says("seats") else "posts"
                parts[Part(f"{team.id}: {float(people):g} at work", team.at(key))] = None
    teams = list(dict.fromkeys(team for line in lines for team in line.teams))
    for each in staffing.unstated(teams):
        parts[Part(f"{each.id} does not say how many contacts arrive: it adds nothing here",
                   each.at())] = None  # fmt: skip
    return tuple(parts)


# --- mail


def _list_mail(staffing: Staffing, entity: Entity) -> Iterator[Quantity]:
    if not _takes_mail(staffing, entity):
        return
    for ending in MAIL:
        if ending in MEASURES and _sees_line(staffing, entity):
            continue
        yield _mail(staffing, entity, ending)


def _mail(staffing: Staffing, entity: Entity, ending: str) -> Quantity:
    name = f"{entity.kind}.{entity.id}.{ending}"
    try:
        desk = mail.find_desk(staffing, entity)
        value, reading = _mail_value(staffing, entity, desk, ending)
    except UnknownFigureError as error:
        return Quantity(name, why=str(error), source=CAPACITY)
    people = [
        Part(f"{team.id}: {float(seats):g} at work", team.at("seats" if team.says("seats") else
                                                             "posts"))
        for team in desk.teams
        if (seats := people_at_work(team)) is not None
    ]  # fmt: skip
    return Quantity(name, value, reading, source=CAPACITY, parts=(*desk.parts, *people))


def _mail_value(
    staffing: Staffing, entity: Entity, desk: mail.Desk, ending: str
) -> tuple[Value, str]:
    if ending == "work_hours_per_day":
        work = desk.work
        if entity.kind == "channel":
            work = mail.work_of(staffing, entity, desk)
        return _a_day(work, desk), "on a day on which the desk works"
    if ending == "capacity_hours_per_day":
        return _a_day(desk.capacity, desk), "what calls and chats leave, on a day of the desk"
    if ending == "utilization":
        return desk.utilization, "of the time that calls and chats leave"
    if ending == "stable":
        said = "work equals capacity: the backlog grows without bound when arrivals vary"
        return desk.stable, said if desk.work == desk.capacity else "work below capacity"
    if ending == "tight":
        return desk.tight, "above 85 % of capacity: a note"
    if ending == "seats_needed":
        return desk.needed, "least whole number with utilization below 1"
    if ending == "scheduled_needed":
        return positions_needed(desk.teams[0], desk.needed), "paid positions for that number"
    if ending == "seats":
        return _seats(desk), "people at work at one time, after shrinkage"
    return _mail_target(staffing, entity, desk, ending)


def _seats(desk: mail.Desk) -> Value:
    found = [people_at_work(team) for team in desk.teams]
    if None in found:
        raise UnknownFigureError("nobody says how many people work there at one time")
    return sum(each for each in found if each is not None)


def _a_day(minutes: Value, desk: mail.Desk) -> Value:
    if not desk.days:
        raise UnknownFigureError("nobody ever works there")
    return minutes / 60 / desk.days  # type: ignore[operator]


def _mail_target(
    staffing: Staffing, entity: Entity, desk: mail.Desk, ending: str
) -> tuple[Value, str]:
    targets = [
        (each, target)
        for each in _channels(staffing, entity)
        if each.get("kind") not in LIVE and (target := read_target(each)) is not None
    ]
    if not targets:
        raise UnknownFigureError(f"{entity.id} does not say how soon it is answered")
    shares = {target.share for _, target in targets}
    if ending == "target.for":
        if len(shares) > 1:
            raise UnknownFigureError("its channels ask for different shares")
        share = shares.pop()
        assumed = any(target.assumed for _, target in targets)
        return share, "without `for` every case is meant" if assumed else "as stated"
    late = [
        each.id
        for each, target in targets
        if (_late(staffing, each) or 0) > 1 - target.share
    ]
    if late:
        return False, f"{', '.join(late)}: too many arrive while the desk is closed for too long"
    return desk.stable, "by capacity: what the desk cannot work off is late"


def _late(staffing: Staffing, channel: Entity) -> Value:
    length = channel.duration("respond", "within")
    week = _open_week(staffing, channel)
    if length is None or length.business or week is None:
        return 0
    return closing.late_share(week, length.minutes)


# --- closing


def _list_closing(staffing: Staffing, entity: Entity) -> Iterator[Quantity]:
    if _open_week(staffing, entity) is None:
        return
    yield _closing(staffing, entity, "closed_share", "")
    if entity.kind == "channel" and entity.says("respond", "within"):
        yield _closing(staffing, entity, "unavoidable_miss_share", "")
    yield _closing(staffing, entity, "wait_to_open", "expected_hours")
    yield _closing(staffing, entity, "wait_to_open", "given_closed_hours")


def _open_week(staffing: Staffing, entity: Entity) -> tuple[Interval, ...] | None:
    """Return when a channel may be used and somebody is there; None where hours are not stated."""
    if entity.kind == "team":
        hours = staffing.policy.hours(entity, "open")
        return None if hours is None else ordinary_week(hours)
    if not staffing.staffed_weeks(entity):
        hours = staffing.policy.hours(entity, "open")
        return None if hours is None else ordinary_week(hours)
    published = staffing.published(entity)
    if published is None:
        return None
    return tuple(intersect(published, staffing.covered(entity)))


def _closing(staffing: Staffing, entity: Entity, ending: str, rest: str) -> Quantity | None:
    name = ".".join(filter(None, (entity.kind, entity.id, ending, rest)))
    week = _open_week(staffing, entity)
    if week is None:
        return Quantity(name, why=f"nobody says when {entity.id} is open")
    said = "of a whole week; open is when it may be used and somebody is there"
    if ending == "closed_share":
        return Quantity(name, closing.closed_share(week), said, source=EVEN_ARRIVALS)
    if not week:
        return Quantity(name, why=f"{entity.id} is never open in an ordinary week")
    if ending == "unavoidable_miss_share":
        return _miss(entity, week, rest, name)
    found = re.fullmatch(_WAIT, rest)
    if found is None:
        return None
    outside = found["of"] not in (None, "expected", "mean")
    value = closing.wait_to_open(week, of_those_outside=outside)
    value = value if found["unit"] == "minutes" else value / 60
    whom = "of those who find it closed" if outside else "of all who come at any time of the week"
    return Quantity(name, value, whom, source=EVEN_ARRIVALS)


def _miss(
    entity: Entity, week: Sequence[Interval], stated: str, name: str
) -> Quantity:
    if stated:
        try:
            length = duration(stated)
        except ValueError:
            return Quantity(name, why=f"{stated} is no length of time")
    elif (found := entity.duration("respond", "within")) is not None:
        length = found
    else:
        return Quantity(name, why=f"{entity.id} does not say how soon it is answered")
    if length.business:
        return Quantity(name, 0, "working time does not run while it is closed")
    value = closing.late_share(week, length.minutes)
    return Quantity(name, value, f"closed for longer than {length}", source=EVEN_ARRIVALS)
