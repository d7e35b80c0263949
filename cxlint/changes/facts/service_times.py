"""At which minutes a channel is open and somebody answers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cxlint.calendar.answer_times import answered, dated, hours_in
from cxlint.calendar.intervals import Interval, intersect, merge
from cxlint.changes.pairing.open_times import SPAN, clip_year
from cxlint.graph.attendance import Attendance, Branch
from cxlint.graph.channel_promises import Patience
from cxlint.graph.staffing import Crews, answers_in_one_zone
from cxlint.records import NamedTuple
from cxlint.values.durations import IMMEDIATELY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.calendar.answer_times import Answers
    from cxlint.calendar.opening_hours import Hours
    from cxlint.changes.pairing.sides import Side
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Node
    from cxlint.language.entity import Entity

LIVE = frozenset({"voice", "chat", "video", "in_person"})
"""Kinds of channel on which customers wait for somebody to answer."""

LATER = frozenset({"email", "web_form", "post", "messaging", "sms", "social"})

AT_ONCE = Patience(IMMEDIATELY, IMMEDIATELY)
"""Whoever is called back later is not answered."""

ONE_DAY = datetime.timedelta(days=1)


class Service(NamedTuple):
    """When a channel is open, and the UTC minutes at which somebody answers.

    `any_way` are the minutes at which there is somebody on one of the ways that customers may
    choose, `every_way` those on all of them; `teams` are those they come to, by shared ids.
    """

    hours: Hours | None
    zone: str | None
    any_way: Sequence[Interval]
    every_way: Sequence[Interval]
    teams: frozenset[str]

    def clip(self, zone: str | None, today: datetime.date) -> Service:
        """Return it over a year of whole weeks, from midnight in a zone."""
        ways = self.any_way, self.every_way
        any_way, every_way = (clip_year(each, zone, today) for each in ways)
        return self._replace(any_way=any_way, every_way=every_way)


def find_service(
    side: Side, channel: Entity, today: datetime.date, default_zone: str | None
) -> Service | None:
    """Return when a channel serves customers; None where nothing says it.

    Hours without a zone are taken to be in the default one. The minutes are those of a year of
    whole weeks in any zone, and of a day around it.
    """
    hours = _placed_hours(side, channel, default_zone)
    if hours is None and channel.says("open"):
        return None
    zone = hours.zone if hours is not None else side.policy.zone
    whole = hours.open_between(today - ONE_DAY, SPAN + 2) if hours is not None else None
    staffed = list(_staffed(side, channel)) if channel.get("kind") in LIVE else []
    if not staffed:
        return None if whole is None else Service(hours, zone, whole, whole, frozenset())
    sets = [_answered(hours, each, zone, today) for each in staffed]
    if whole is not None:
        sets = [intersect(each, whole) for each in sets]
    teams = frozenset(side.shared_id("team", each.id) for each in teams_behind(side, channel))
    every = sets[0]
    for each in sets[1:]:
        every = intersect(every, each)
    return Service(hours, zone, merge(each for part in sets for each in part), every, teams)


def find_published_service(
    side: Side, channel: Entity, today: datetime.date, default_zone: str | None
) -> Service | None:
    """Return when a channel says that it is open, whoever answers; None where it does not."""
    hours = _placed_hours(side, channel, default_zone)
    if hours is None:
        return None
    whole = hours.open_between(today - ONE_DAY, SPAN + 2)
    return Service(hours, hours.zone, whole, whole, frozenset())


def is_staff_undefined(side: Side, channel: Entity) -> bool:
    """Whether a way from a channel leads to what is not defined, or whose hours are not."""
    return any(
        node.kind == "unknown" or _has_undefined_hours(side, node)
        for node in _places_behind(side, channel)
    )


def _has_undefined_hours(side: Side, node: Node) -> bool:
    team = node.entity if node.kind == "team" else None
    return team is not None and team.says("open") and side.policy.hours(team, "open") is None


def _placed_hours(side: Side, channel: Entity, default_zone: str | None) -> Hours | None:
    """Return the hours that a channel states, in its zone or else the default one."""
    hours = side.policy.hours(channel, "open")
    return None if hours is None else hours._replace(zone=hours.zone or default_zone)


def _answered(
    hours: Hours | None, answers: Answers, zone: str | None, today: datetime.date
) -> list[Interval]:
    """Return the minutes at which one of these answers; all, where zones do not fit together."""
    asked = hours if hours is not None else next(hours_in(answers), None)
    if asked is None:
        return []
    placed = answers_in_one_zone(asked, answers)
    line = dated(zone or asked.zone, today - 2 * ONE_DAY, SPAN + 4)
    if placed is None:
        return [(line.first, line.last)]
    return answered(placed[1], line)


def _staffed(side: Side, channel: Entity) -> Iterator[Answers]:
    """Yield who answers on each way from a channel, in whatever journey.

    Nothing where it is not known of one of them who does.
    """
    found: dict[Answers, None] = {}
    for journey, number in places_of(side, channel):
        attendance = side.attendance(journey, _attend)
        node = journey.nodes[number]
        for branch in (attendance.behind(number), *_list_branches(attendance, number)):
            if not branch.taking:
                continue
            staff = attendance.staff(Branch(branch.taking), node)
            if staff.unknown:
                return
            found[staff.present] = None
    yield from found


def _list_branches(attendance: Attendance, number: int) -> Iterator[Branch]:
    """Yield the branches from a channel for those whom it lets in: not past its closed door."""
    journey = attendance.journey
    for target, move in zip(journey.out[number], journey.via[number], strict=True):
        if move.kind == "closed":
            continue
        branch = attendance.branch_of(number, target, move)
        if branch is not None:
            yield branch
        if attendance.leads_on(target):
            yield from attendance.branches(target)


def _attend(journey: Journey, crews: Crews) -> Attendance:
    return Attendance(journey, crews, AT_ONCE, LATER)


def places_of(side: Side, channel: Entity) -> Iterator[tuple[Journey, int]]:
    """Yield the journeys in which a channel is, and its number there."""
    node = side.network.node(channel.id)
    for journey in side.network.journeys if node is not None else ():
        number = journey.number(node) if node is not None else None
        if number is not None:
            yield journey, number


def teams_behind(side: Side, channel: Entity) -> list[Entity]:
    """Return the teams that contacts from a channel may come to first."""
    behind = _places_behind(side, channel)
    return [node.entity for node in behind if node.kind == "team" and node.entity is not None]


def _places_behind(side: Side, channel: Entity) -> list[Node]:
    """Return the places that contacts from a channel may come to, up to the first team."""
    start = side.network.node(channel.id)
    waiting: list[Node] = [start] if start is not None else []
    seen = {node.number for node in waiting}
    for node in waiting:  # grows while it is walked
        if node.kind == "team" and node.entity is not None:
            continue
        for move in side.network.leaving[node.number]:
            if move.target.number not in seen:
                seen.add(move.target.number)
                waiting.append(move.target)
    return waiting
