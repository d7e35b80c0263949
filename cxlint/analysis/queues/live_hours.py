"""The hours of a week at which a channel's line is the same, and how it fares in each of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.queues.lines import UnknownFigureError
from cxlint.analysis.queues.measures import MEASURES, View, service_level
from cxlint.analysis.queues.week import local_week
from cxlint.calendar.intervals import merge, subtract
from cxlint.calendar.weekly_hours import ALWAYS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.analysis.queues.lines import Line, Target
    from cxlint.analysis.queues.loads import Load
    from cxlint.analysis.queues.staffing import Lines, Staffing
    from cxlint.calendar.intervals import Interval
    from cxlint.calendar.weekly_hours import Weekly
    from cxlint.language.entity import Entity


class Hours(NamedTuple):
    """Hours at which a line is the same: who comes, who is there, and how many are answered.

    `least` and `most` are the share answered in time, over all that is possible. `grows` is true
    where the line grows without end, whatever is possible. `contacts` are those of the channel in
    these hours of a week, `arriving` all that come to the same people, a minute.
    """

    week: tuple[Interval, ...]
    contacts: Fraction
    arriving: tuple[tuple[Load, Fraction], ...]
    teams: tuple[Entity, ...]
    seats: int
    target: Target | None
    least: float
    most: float
    grows: bool
    give_up: float
    needed: int | None

    def local(self, zone: str | None) -> Weekly:
        """Return the hours on the clock of a zone."""
        return local_week(self.week, zone)


def list_hours(staffing: Staffing, channel: Entity, target: Target | None) -> list[Hours]:
    """Return the hours of a live channel; raise `UnknownFigureError` where a part is not stated."""
    groups: dict[tuple[Lines, ...], list[Interval]] = {}
    for piece, _ in staffing.pieces_in(ALWAYS):
        scene = staffing.scene(piece[0], channel)
        if scene.why:
            raise UnknownFigureError(scene.why)
        if any(View(channel).lines(lines) for lines in scene.cases):
            groups.setdefault(scene.cases, []).append(piece)
    load = staffing.load(channel)
    assert load is not None
    return [
        _describe(View(channel), load, cases, tuple(merge(week)), target)
        for cases, week in groups.items()
    ]


def _describe(
    view: View,
    load: Load,
    cases: Sequence[Lines],
    week: tuple[Interval, ...],
    target: Target | None,
) -> Hours:
    seen = [[line for line, _ in view.lines(lines)] for lines in cases]
    lines = list(dict.fromkeys(line for case in seen for line in case))
    teams = tuple(dict.fromkeys(team for line in lines for team in line.teams))
    grows = all(not _is_steady(case) for case in seen if case)
    levels = [0.0] if target is None else [_level(view, case) for case in cases]
    return Hours(
        week,
        load.within(week),
        _arriving(seen),
        teams,
        max(sum(line.seats for line in case) for case in seen),
        target,
        min(levels),
        max(levels),
        grows,
        0.0 if grows else _give_up(view, cases),
        None if target is None else _needed(view, cases),
    )


def _is_steady(lines: Sequence[Line]) -> bool:
    return all(line.stable for line in lines)


def _level(view: View, lines: Lines) -> float:
    """Return the share answered in time: of a line that grows without end nobody, of nobody all."""
    if not view.lines(lines):
        return 1.0
    if not _is_steady([line for line, _ in view.lines(lines)]):
        return 0.0
    return float(service_level(view, lines))


def _arriving(seen: Sequence[Sequence[Line]]) -> tuple[tuple[Load, Fraction], ...]:
    """Return everything that comes to these people, at most."""
    most: dict[str, tuple[Load, Fraction]] = {}
    for lines in seen:
        rates: dict[str, tuple[Load, Fraction]] = {}
        for flow in (flow for line in lines for flow in line.flows):
            _, before = rates.get(flow.load.channel.id, (flow.load, Fraction(0)))
            rates[flow.load.channel.id] = (flow.load, before + flow.rate)
        for id_, (load, rate) in rates.items():
            most[id_] = (load, max(rate, most.get(id_, (load, Fraction(0)))[1]))
    return tuple(most.values())


def _give_up(view: View, cases: Sequence[Lines]) -> float:
    """Return the share that gives up at best; nothing where it is not known."""
    found = []
    for lines in cases:
        try:
            found.append(float(MEASURES["p_abandon"].work_out(view, lines)))  # type: ignore[arg-type]
        except (UnknownFigureError, IndexError):
            return 0.0
    return min(found, default=0.0)


def _needed(view: View, cases: Sequence[Lines]) -> int | None:
    """Return how many people meet the target, where that is known."""
    if len(cases) > 1:
        return None
    try:
        return sum(
            max(line.needed(target) for target, _ in view.targets(line))
            for line, _ in view.lines(cases[0])
        )
    except UnknownFigureError:
        return None


def whole_level(hours: Sequence[Hours]) -> float:
    """Return the share that is answered in time over the week, at best."""
    contacts = sum((each.contacts for each in hours), Fraction(0))
    return sum(each.most * float(each.contacts) for each in hours) / float(contacts)


def uncovered(staffing: Staffing, channel: Entity) -> tuple[Interval, ...]:
    """Return the published hours at which nobody works who takes what arrives.

    Nothing where no team is named, or one does not say when it works.
    """
    teams, published = staffing.teams_of(channel), staffing.published(channel)
    if not teams or published is None or len(staffing.staffed_weeks(channel)) < len(teams):
        return ()
    return tuple(subtract(published, staffing.covered(channel)))
