"""What is answered later: the work of a week beside the time that calls and chats leave for it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Part
from cxlint.analysis.queues.lines import UnknownFigureError, people_at_work
from cxlint.analysis.queues.loads import Load
from cxlint.analysis.queues.week import holds, minutes_ahead
from cxlint.calendar.intervals import merge, total_minutes
from cxlint.calendar.weekly_hours import by_day, shift_week
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.analysis.queues.lines import Line
    from cxlint.analysis.queues.staffing import Staffing
    from cxlint.language.entity import Entity

TIGHT = Fraction(85, 100)
"""Above so much of the capacity a delay is only a matter of time."""


class Desk(NamedTuple):
    """Teams that work off the same mail: minutes a week of work, of people, and of live contacts.

    `opened` is how long one of their people works a week, where that is the same for all; `days`
    is on how many days a week somebody works.
    """

    teams: tuple[Entity, ...]
    work: Fraction
    people: Fraction | None
    busy: Fraction
    opened: Fraction | None
    days: int
    parts: tuple[Part, ...] = ()

    @property
    def capacity(self) -> Fraction:
        """The minutes a week that calls and chats leave."""
        if self.people is None:
            names = " and ".join(team.id for team in self.teams)
            raise UnknownFigureError(f"nobody says how many people work in {names} at one time")
        return max(self.people - self.busy, Fraction(0))

    @property
    def utilization(self) -> Fraction:
        """The work as a share of the capacity."""
        if not self.capacity:
            raise UnknownFigureError("calls and chats leave no time for it")
        return self.work / self.capacity

    @property
    def stable(self) -> bool:
        """Whether the backlog does not grow without end."""
        return self.work < self.capacity or not self.work

    @property
    def tight(self) -> bool:
        """Whether so little time is left that it is late as soon as somebody is ill."""
        return not self.stable or (bool(self.capacity) and self.utilization > TIGHT)

    @property
    def needed(self) -> int:
        """The least number of people whose time is more than the work."""
        if not self.opened:
            raise UnknownFigureError("its teams do not work the same hours")
        return math.floor((self.work + self.busy) / self.opened) + 1


def find_desk(staffing: Staffing, entity: Entity) -> Desk:
    """Return the desk at which the mail of a channel or a team is worked off."""
    teams = [entity] if entity.kind == "team" else staffing.teams_of(entity)
    if not teams:
        raise UnknownFigureError(f"nobody is named who takes what arrives at {entity.id}")
    teams = _one_desk(staffing, teams)
    for team in teams:
        if staffing.policy.hours(team, "open") is None:
            raise UnknownFigureError(f"nobody says when {team.id} works")
    desks, key = staffing.mail.desks, tuple(team.id for team in teams)
    if key not in desks:
        try:
            desks[key] = _read_desk(staffing, teams)
        except UnknownFigureError as unknown:
            desks[key] = str(unknown)
    if isinstance(desk := desks[key], str):
        raise UnknownFigureError(desk)
    return desk


def _read_desk(staffing: Staffing, teams: Sequence[Entity]) -> Desk:
    work, parts = _work(staffing, teams)
    weeks = {team.id: staffing.week_of(team) for team in teams}
    zone = staffing.zone(teams[0])
    shared = tuple(merge(each for week in weeks.values() for each in week))
    days = sum(map(bool, by_day(shift_week(shared, minutes_ahead(zone)))))
    lengths = {total_minutes(week) for week in weeks.values()}
    people = [people_at_work(team) for team in teams]
    minutes = [
        total_minutes(weeks[team.id]) * count
        for team, count in zip(teams, people, strict=True)
        if count is not None
    ]
    return Desk(
        tuple(teams),
        work,
        None if None in people else sum(minutes, Fraction(0)),
        _busy(staffing, teams),
        Fraction(lengths.pop()) if len(lengths) == 1 else None,
        days,
        parts,
    )


def _one_desk(staffing: Staffing, teams: Sequence[Entity]) -> list[Entity]:
    """Return the teams that hang together by mail that any of them may take."""
    mail = staffing.mail
    found = {each for team in teams for each in mail.together.get(team.id, (team.id,))}
    known = (staffing.policy.find("team", each) for each in found)
    return sorted((team for team in known if team is not None), key=lambda t: mail.order[t.id])


def _work(staffing: Staffing, teams: Sequence[Entity]) -> tuple[Fraction, tuple[Part, ...]]:
    """Return the minutes of work a week, and what they consist of."""
    names = {team.id for team in teams}
    total, parts = Fraction(0), list[Part]()
    for load in staffing.mail.taken_by(names):
        for crew, (low, high) in staffing.routes[load.channel.id].items():
            if not names.intersection(crew.teams):
                continue
            if low != high:
                raise UnknownFigureError(
                    f"which teams take how much of {load.channel.id} is not stated"
                )
            total += load.per_week * low * _minutes(load, teams)
            parts += load.parts
    return total, tuple(parts)


def _minutes(load: Load, teams: Sequence[Entity]) -> Fraction:
    """Return how long one contact takes."""
    if load.handling is not None:
        return load.handling / 60
    stated = {team.duration("handling_time") for team in teams}
    if len(stated) != 1 or (length := stated.pop()) is None or length.business:
        raise UnknownFigureError(f"how long one contact of {load.channel.id} takes is not stated")
    return length.minutes


def _busy(staffing: Staffing, teams: Sequence[Entity]) -> Fraction:
    """Return the minutes a week that these teams are busy with calls and chats."""
    total = Fraction(0)
    for start, end in staffing.pieces:
        seen = [team for team in teams if holds(staffing.week_of(team), start)]
        for line in _lines_at(staffing, seen, start):
            ours = _people(team for team in line.teams if team in seen)
            everybody = _people(line.teams)
            total += (end - start) * _people_busy(line) * (ours / everybody if everybody else 0)
    return total


def _lines_at(staffing: Staffing, teams: Sequence[Entity], minute: int) -> set[Line]:
    """Return the lines in which these teams serve at a minute."""
    found: set[Line] = set()
    for team in teams:
        scene = staffing.scene(minute, team)
        if scene.why or len(scene.cases) > 1:
            raise UnknownFigureError(scene.why or "how calls and chats divide is not stated")
        found.update(line for case in scene.cases for line in case if team in line.teams)
    return found


def _people(teams: Iterable[Entity]) -> Fraction:
    return sum((people_at_work(team) or Fraction(0) for team in teams), Fraction(0))


def _people_busy(line: Line) -> Fraction:
    """Return how many people a line keeps busy on average."""
    waiting = line.waiting
    if waiting is None:
        return Fraction(line.seats)
    if line.patience is None:
        return line.load
    return Fraction(waiting.waits.busy) / line.at_once


def work_of(staffing: Staffing, channel: Entity, desk: Desk) -> Fraction:
    """Return the minutes of work a week that one channel brings to a desk."""
    load = staffing.load(channel)
    assert load is not None
    names = {team.id for team in desk.teams}
    share = sum(
        (low for crew, (low, _) in staffing.routes[channel.id].items()
         if names.intersection(crew.teams)),
        Fraction(0),
    )  # fmt: skip
    return load.per_week * share * _minutes(load, desk.teams)
