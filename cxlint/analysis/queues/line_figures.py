"""The figures of lines: of a channel or a team, over the week or some hours of it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Part, Quantity
from cxlint.analysis.queues.line_parts import parts_of
from cxlint.analysis.queues.lines import UnknownFigureError, read_target
from cxlint.analysis.queues.live_hours import uncovered
from cxlint.analysis.queues.loads import LIVE, Gap
from cxlint.analysis.queues.measures import MEASURES, Moment, Range, View, bounded, measure
from cxlint.analysis.queues.week import read_window, window_texts
from cxlint.calendar.intervals import intersect
from cxlint.calendar.weekly_hours import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.queues.lines import Line
    from cxlint.analysis.queues.staffing import Lines, Scene, Staffing
    from cxlint.calendar.intervals import Interval
    from cxlint.language.entity import Entity

ERLANG_C = "Erlang C (Erlang 1917; M/M/n)"
ERLANG_A = "Erlang A (Palm; Mandelbaum and Zeltyn; M/M/n+M)"
WEEK_TEXT = "week"
WEIGHTS = {"load_erlang": "the mean over these hours", "occupancy": "weighted by people at work"}
"""How a mean over several hours is weighted, if not by contacts."""

STABLE_WITH_PATIENCE = "who waits gives up in the end, so that no line grows for ever"
PEOPLE_AT_WORK = "seats are the people at work at one time, after shrinkage"
READINGS = {
    "stable": ("load equal to seats is unstable",),
    "overloaded": ("as much work as people, or more",),
    "asa_seconds": ("over all who are answered",),
    "mean_wait_seconds": ("over all who come",),
    "p_abandon": ("over all who come",),
    "service_level": (PEOPLE_AT_WORK,),
    "target_met": (PEOPLE_AT_WORK,),
    "seats": (PEOPLE_AT_WORK,),
    "scheduled_needed": (
        "paid positions: people at work divided by the share of paid time at work",
    ),
}
"""What the figures mean, where another meaning is thinkable."""
WEIGHED_BY = {"load_erlang": "time", "occupancy": "people"}
"""What weighs the hours in a mean over several, where it is not the contacts in them."""
LOST = frozenset({"service_level", "target_met"})
"""Figures of stated hours that count those who come while nobody works."""
OF_A_TARGET = frozenset({"service_level", "target_met", "seats_needed"})
OF_A_MODEL = OF_A_TARGET | {
    "p_wait", "asa_seconds", "mean_wait_seconds", "occupancy", "p_abandon",
}  # fmt: skip


def sees_line(staffing: Staffing, entity: Entity) -> bool:
    """Whether customers whose number is known wait there in a line."""
    if entity.kind == "channel":
        load = staffing.load(entity)
        return load is not None and load.live
    return entity.id in staffing.live_teams


def list_line_figures(staffing: Staffing, entity: Entity) -> Iterator[Quantity]:
    """Yield the figures of a line, also of hours at which it is not the same."""
    if not sees_line(staffing, entity):
        load = staffing.loads.get(entity.id)
        if isinstance(load, Gap) and entity.get("kind") in LIVE:
            yield Quantity(f"{entity.kind}.{entity.id}.load_erlang", why=load.why)
        return
    try:
        windows = _windows(staffing, entity)
    except UnknownFigureError:
        windows = []
    for ending in MEASURES:
        yield from _with_ends(find_line_figure(staffing, entity, ending, ""))
        for window in (WEEK_TEXT, *windows) if len(windows) > 1 else ():
            yield find_line_figure(staffing, entity, ending, window)


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
        scene = _seen(staffing, entity, piece[0])
        if scene is not None:
            groups.setdefault(scene.cases, []).append(piece)
    zone = staffing.zone(entity)
    return [
        text
        for pieces in groups.values()
        for text in window_texts(sorted(pieces), zone).split(", ")
    ]


def _seen(staffing: Staffing, entity: Entity, minute: int) -> Scene | None:
    """Return what is possible at a minute, if somebody waits there then."""
    scene = staffing.scene(minute, entity)
    if scene.why:
        raise UnknownFigureError(scene.why)
    view = View(entity)
    if not any(view.lines(lines) for lines in scene.cases):
        return None
    return scene


def find_line_figure(staffing: Staffing, entity: Entity, ending: str, window: str) -> Quantity:
    """Return a figure of a line, over the week or some hours of it."""
    name = ".".join(filter(None, (entity.kind, entity.id, ending, window)))
    end = window if window in ("min", "max") else ""
    hours = None if end or not window else ALWAYS
    if hours is not None and window != WEEK_TEXT:
        hours = read_window(window, staffing.zone(entity))
        if hours is None:
            return Quantity(name, why=f"{window} are no hours; write for example Mon 08-12")
    try:
        return _over(staffing, entity, ending, hours, name, end)
    except UnknownFigureError as error:
        return Quantity(name, why=str(error), reading=_reading(staffing, entity, ending, ()))


def _over(
    staffing: Staffing,
    entity: Entity,
    ending: str,
    hours: Sequence[Interval] | None,
    name: str,
    end: str,
) -> Quantity:
    """Return a figure of stated hours, or of all hours at which somebody is there."""
    view = View(entity)
    moments = _list_moments(staffing, entity, ending, ALWAYS if hours is None else hours)
    lost = _lost(staffing, entity, hours) if hours is not None and ending in LOST else 0
    if not moments and not lost:
        raise UnknownFigureError(_why_nobody(staffing, entity, hours or ALWAYS))
    found = _with_lost(ending, view, moments, lost)
    lines = tuple(
        dict.fromkeys(
            line
            for moment in moments
            for case in moment.scene.cases
            for line, _ in view.lines(case)
        )
    )
    reading = _reading(staffing, entity, ending, lines)
    if lost:
        reading = f"{reading}; who comes while nobody works is not answered"
    if found.varies and MEASURES[ending].together == "mean":
        weights = WEIGHTS.get(ending, "weighted by contacts")
        reading = "; ".join(filter(None, (weights, reading)))
    return _quantity(name, found, reading, parts_of(staffing, lines), lines, end)


def _list_moments(
    staffing: Staffing, entity: Entity, ending: str, hours: Sequence[Interval]
) -> Sequence[Moment]:
    """Return what is possible in some hours where somebody waits; the same for most figures."""
    key = entity.name, WEIGHED_BY.get(ending, "contacts"), tuple(hours)
    if key not in staffing.moments:
        staffing.moments[key] = [
            Moment(scene, minutes * _weight(View(entity), scene.cases, ending))
            for piece, minutes in staffing.pieces_in(hours)
            if (scene := _seen(staffing, entity, piece[0])) is not None
        ]
    return staffing.moments[key]


def _lost(staffing: Staffing, entity: Entity, hours: Sequence[Interval]) -> Fraction:
    """Return the contacts of a channel in these hours of a week to whom nobody is there."""
    load = staffing.load(entity) if entity.kind == "channel" else None
    if load is None:
        return Fraction(0)
    return load.within(intersect(uncovered(staffing, entity), hours))


def _with_lost(ending: str, view: View, moments: Sequence[Moment], lost: Fraction | int) -> Range:
    """Return a figure of all who come, also of those to whom nobody is there."""
    if not lost:
        return measure(ending, view, moments)
    if ending == "target_met":
        return Range(least=False, most=False)
    if not moments:
        return Range(0, 0)
    found = measure(ending, view, moments)
    there = sum(moment.weight for moment in moments)
    part = float(there / (there + lost))
    least, most = (float(end) * part for end in (found.least, found.most))  # type: ignore[arg-type]
    return Range(least, most, varies=True)


def _weight(view: View, cases: Sequence[Lines], ending: str) -> Fraction | int:
    """Return the contacts a minute, or one for each minute of what is a mean over time."""
    if WEIGHED_BY.get(ending) == "time":
        return 1
    if WEIGHED_BY.get(ending) == "people":
        return sum(line.seats for line, _ in view.lines(cases[0]))
    return max(sum(weight for _, weight in view.lines(lines)) for lines in cases)


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
    if found.varies:
        why = "it is not the same at all hours"
    return Quantity(name, None, reading, least, most, why, source, parts)


def _reading(staffing: Staffing, entity: Entity, ending: str, lines: Sequence[Line]) -> str:
    """Return the meaning that a figure takes, in the words of the field."""
    patient = all(line.patience is None for line in lines)
    said: list[str] = []
    if ending in OF_A_MODEL and lines:
        whole = f", {_whole(staffing, entity)}" if ending in OF_A_TARGET else ""
        said.append("Erlang C" if patient else f"Erlang A{whole}")
    grows_not = ending == "stable" and not patient
    said += (STABLE_WITH_PATIENCE,) if grows_not else READINGS.get(ending, ())
    if ending in ("target.for", "target_met", "seats_needed"):
        said += _target_readings(staffing, entity)
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
