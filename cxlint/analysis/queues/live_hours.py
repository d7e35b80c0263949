"""The hours of a week at which a channel's line is the same, and how it fares in each of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.queues.lines import UnknownFigureError
from cxlint.analysis.queues.measures import MEASURES, Moment, Range, View, measure
from cxlint.analysis.queues.week import local_week
from cxlint.calendar.intervals import merge, subtract
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.analysis.queues.lines import Line, Target
    from cxlint.analysis.queues.loads import Load
    from cxlint.analysis.queues.staffing import Lines, Scene, Staffing
    from cxlint.calendar.intervals import Interval
    from cxlint.calendar.weekly_hours import Weekly
    from cxlint.language.entity import Entity


class Hours(NamedTuple):
    """Hours at which a line is the same: who comes, who is there, and how many are answered.

    `least` and `most` are the share answered in time, over all that is possible. `grows` is true
    where the line grows without end, whatever is possible. `cases` are the lines of what is
    possible, and `view` whose hours these are. `contacts` are those of the channel in these hours
    of a week.
    """

    week: tuple[Interval, ...]
    contacts: Fraction
    teams: tuple[Entity, ...]
    seats: int
    target: Target | None
    least: float
    most: float
    grows: bool
    view: View
    cases: tuple[Lines, ...]

    @property
    def arriving(self) -> tuple[tuple[Load, Fraction], ...]:
        """Everything that comes to the same people, a minute, at most."""
        return _arriving([[line for line, _ in self.view.lines(case)] for case in self.cases])

    @property
    def give_up(self) -> float:
        """The share that gives up, at best."""
        return 0.0 if self.grows else _give_up(self.view, self.cases)

    @property
    def needed(self) -> int | None:
        """How many people meet the target, where that is known."""
        return None if self.target is None else _needed(self.view, self.cases)

    def local(self, zone: str | None) -> Weekly:
        """Return the hours on the clock of a zone."""
        return local_week(self.week, zone)


def list_hours(staffing: Staffing, channel: Entity, target: Target | None) -> list[Hours]:
    """Return the hours of a live channel; raise `UnknownFigureError` where a part is not stated."""
    groups: dict[tuple[Lines, ...], tuple[Scene, list[Interval]]] = {}
    for piece in staffing.pieces_of(channel):
        scene = staffing.scene(piece[0], channel)
        if scene.why or scene.ends_only:
            raise UnknownFigureError(scene.why or "how the contacts divide is not stated")
        if any(View(channel).lines(lines) for lines in scene.cases):
            groups.setdefault(scene.cases, (scene, []))[1].append(piece)
    load = staffing.load(channel)
    assert load is not None
    return [
        _describe(View(channel), load, scene, tuple(merge(week)), target)
        for scene, week in groups.values()
    ]


def _describe(
    view: View,
    load: Load,
    scene: Scene,
    week: tuple[Interval, ...],
    target: Target | None,
) -> Hours:
    cases = scene.cases
    seen = [[line for line, _ in view.lines(lines)] for lines in cases]
    lines = list(dict.fromkeys(line for case in seen for line in case))
    teams = tuple(dict.fromkeys(team for line in lines for team in line.teams))
    grows = all(not _is_steady(case) for case in seen if case)
    levels = Range(0.0, 0.0) if target is None or grows else _levels(view, scene)
    return Hours(
        week,
        load.within(week),
        teams,
        max(sum(line.seats for line in case) for case in seen),
        target,
        float(levels.least),  # type: ignore[arg-type]
        float(levels.most),  # type: ignore[arg-type]
        grows,
        view,
        cases,
    )


def _is_steady(lines: Sequence[Line]) -> bool:
    return all(line.stable for line in lines)


def _levels(view: View, scene: Scene) -> Range:
    """Return the share answered in time; of a line that grows without end, nobody is."""
    return measure("service_level", view, [Moment(scene, 1)])


def _arriving(seen: Sequence[Sequence[Line]]) -> tuple[tuple[Load, Fraction], ...]:
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


def whole_level(load: Load, hours: Sequence[Hours]) -> float:
    """Return the share of a week's contacts that is answered in time, at best."""
    return sum(each.most * float(each.contacts) for each in hours) / float(load.per_week)


def uncovered(staffing: Staffing, channel: Entity) -> tuple[Interval, ...]:
    """Return the published hours at which nobody works who takes what arrives.

    Nothing where no team is named, or one does not say when it works.
    """
    teams, published = staffing.teams_of(channel), staffing.published(channel)
    if not teams or published is None or len(staffing.staffed_weeks(channel)) < len(teams):
        return ()
    return tuple(subtract(published, staffing.covered(channel)))
