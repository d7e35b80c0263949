"""What a line is like for those of a channel, or of a team, over some hours of the week."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import UNBOUNDED
from cxlint.analysis.queues.lines import UnknownFigureError, positions_needed, read_target, seats_of
from cxlint.analysis.queues.splits import STEPS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cxlint.algorithms.erlang import Waits
    from cxlint.analysis.quantity import Value
    from cxlint.analysis.queues.lines import Line, Target
    from cxlint.analysis.queues.staffing import Lines, Scene
    from cxlint.language.entity import Entity

Number = Fraction | float | int
GOLDEN = (math.sqrt(5) - 1) / 2
SECTIONS = 28
"""Steps after which an extreme is known to seven digits of the share, and twice as many of it."""


class View(NamedTuple):
    """Whose figures are asked for: those of a channel, or of a team."""

    entity: Entity

    @property
    def is_team(self) -> bool:
        """Whether it is a team, of which all lines count in full."""
        return self.entity.kind == "team"

    def lines(self, lines: Lines) -> list[tuple[Line, Fraction]]:
        """Return the lines that it sees, with the contacts a minute that count in each."""
        if self.is_team:
            return [(line, line.contacts) for line in lines if self.entity in line.teams]
        return [(line, rate) for line in lines if (rate := line.rate_of(self.entity))]

    def targets(self, line: Line) -> list[tuple[Target, Fraction]]:
        """Return the targets that count in a line, with the contacts a minute of each."""
        found = []
        for flow in line.flows:
            channel = flow.load.channel
            if not self.is_team and channel is not self.entity:
                continue
            target = read_target(channel)
            if target is None:
                raise UnknownFigureError(f"{channel.id} does not say how soon it is answered")
            found.append((target, flow.rate))
        return found


def _mean(pairs: Iterable[tuple[Number, Number]]) -> Number:
    """Return a mean, exact where all is exact; of what is always the same, that.

    Raises UnknownFigureError where nobody comes, so that there is nothing to take a mean of.
    """
    listed = list(pairs)
    if listed and all(value == listed[0][0] for value, _ in listed):
        return listed[0][0]
    weight = sum(each for _, each in listed)
    if not weight:
        raise UnknownFigureError("nobody comes, so there is no mean")
    return sum(value * each for value, each in listed) / weight


def load_erlang(view: View, lines: Lines) -> Number:
    """Return the people's work that arrives."""
    return sum((line.load for line, _ in view.lines(lines)), Fraction(0))


def stable(view: View, lines: Lines) -> bool:
    """Whether no line grows without end."""
    return all(line.stable for line, _ in view.lines(lines))


def overloaded(view: View, lines: Lines) -> bool:
    """Whether as much work arrives as there are people, or more."""
    return any(line.load >= line.seats for line, _ in view.lines(lines) if line.contacts)


def occupancy(view: View, lines: Lines) -> Number:
    """Return the share of their time at which people are busy."""
    seen = [line for line, _ in view.lines(lines)]
    seats = sum(line.seats for line in seen)
    if not seats:
        raise UnknownFigureError("nobody works there")
    if all(line.patience is None for line in seen):
        for line in seen:
            line.steady()
        return sum((line.load for line in seen), Fraction(0)) / seats
    return sum(line.steady().waits.busy / line.at_once for line in seen) / seats


def _waits(pick: Callable[[Waits], float]) -> Callable[[View, Lines], Number]:
    def measure(view: View, lines: Lines) -> Number:
        return _mean((pick(line.steady().waits), weight) for line, weight in view.lines(lines))

    return measure


def p_abandon(view: View, lines: Lines) -> Number:
    """Return the share that gives up."""
    seen = view.lines(lines)
    if all(line.patience is None for line, _ in seen):
        raise UnknownFigureError("how long customers are willing to wait is not stated")
    return _mean((line.steady().waits.give_up, weight) for line, weight in seen)


def service_level(view: View, lines: Lines) -> Number:
    """Return the share of all who come that is answered in time."""
    return _mean(
        (line.level(target), rate)
        for line, _ in view.lines(lines)
        for target, rate in view.targets(line)
    )


def target_met(view: View, lines: Lines) -> bool:
    """Whether the share that is asked for is answered in time."""
    seen = [(line, view.targets(line)) for line, _ in view.lines(lines)]
    if not all(line.stable for line, _ in seen):
        return False
    if not view.is_team:
        return service_level(view, lines) >= seen[0][1][0][0].share
    return all(line.level(target) >= target.share for line, found in seen for target, _ in found)


def target_share(view: View, lines: Lines) -> Number:
    """Return the share that is to be answered in time."""
    shares = {target.share for line, _ in view.lines(lines) for target, _ in view.targets(line)}
    if len(shares) > 1:
        raise UnknownFigureError("its channels ask for different shares")
    return shares.pop()


def seats(view: View, lines: Lines) -> int:
    """Return the people at work: of a team its own, of a channel all who take from its lines."""
    if view.is_team:
        return seats_of(view.entity)
    return sum(line.seats for line, _ in view.lines(lines))


def seats_needed(view: View, lines: Lines) -> int:
    """Return the least number of people that meets every target of each line."""
    return sum(_needed(view, line) for line, _ in view.lines(lines))


def _needed(view: View, line: Line) -> int:
    return max(line.needed(target) for target, _ in view.targets(line))


def scheduled_needed(view: View, lines: Lines) -> int:
    """Return the paid positions for that number of people."""
    found = 0
    for line, _ in view.lines(lines):
        if len({team.percentage("shrinkage") for team in line.teams}) > 1:
            raise UnknownFigureError("its teams state different shrinkage")
        found += positions_needed(line.teams[0], _needed(view, line))
    return found


class Measure(NamedTuple):
    """How a figure is worked out at a time, and put together over several hours.

    `together` is one of mean, all, any, most; or same, where it stays unknown if it varies.
    Of several cases that are possible, `at_worst` stands for one in which a line grows without end,
    and `of_nothing` for one in which nobody comes. `extreme_at_ends` says that it is least and most
    where one team takes as much as it may.
    """

    work_out: Callable[[View, Lines], Value]
    together: str
    at_worst: Number | bool | None = None
    of_nothing: Number | None = None
    extreme_at_ends: bool = False


MEASURES = {
    "load_erlang": Measure(load_erlang, "mean", of_nothing=0, extreme_at_ends=True),
    "stable": Measure(stable, "all"),
    "overloaded": Measure(overloaded, "any"),
    "occupancy": Measure(occupancy, "mean", 1.0),
    "p_wait": Measure(_waits(lambda waits: waits.wait), "mean", 1.0),
    "asa_seconds": Measure(_waits(lambda waits: waits.answered), "mean", math.inf),
    "mean_wait_seconds": Measure(_waits(lambda waits: waits.mean), "mean", math.inf),
    "p_abandon": Measure(p_abandon, "mean"),
    "service_level": Measure(service_level, "mean", 0.0),
    "target.for": Measure(target_share, "most", extreme_at_ends=True),
    "target_met": Measure(target_met, "all", at_worst=False),
    "seats": Measure(seats, "same"),
    "seats_needed": Measure(seats_needed, "most"),
    "scheduled_needed": Measure(scheduled_needed, "most"),
}
"""The figures of a line by the ends of their names."""


class Moment(NamedTuple):
    """What is possible at some time of the week, and how much that time weighs."""

    scene: Scene
    weight: Number


class Range(NamedTuple):
    """A figure between its ends, which are equal where all is known."""

    least: Value
    most: Value
    varies: bool = False


def measure(name: str, view: View, moments: Sequence[Moment]) -> Range:
    """Return a figure over some hours; `varies` says that it is not the same at all of them."""
    how = MEASURES[name]
    known = {id(moment.scene): moment.scene for moment in moments}
    at = {number: _at(how, view, scene) for number, scene in known.items()}
    ranges = [(at[id(moment.scene)], moment.weight) for moment in moments]
    if len({found for found, _ in ranges}) == 1:
        return ranges[0][0]
    if how.together == "same":
        ends = [each for found, _ in ranges for each in (found.least, found.most)]
        return Range(min(ends, key=_rank), max(ends, key=_rank), varies=True)
    lows = [(found.least, weight) for found, weight in ranges]
    highs = [(found.most, weight) for found, weight in ranges]
    return Range(_together(how, lows), _together(how, highs), varies=True)


def _at(how: Measure, view: View, scene: Scene) -> Range:
    """Return a figure at one time, over all that is possible then."""
    if scene.ends_only and not how.extreme_at_ends:
        raise UnknownFigureError("how the contacts divide over several teams is not stated")
    if len(scene.cases) == 1:
        value = how.work_out(view, scene.cases[0])
        return Range(value, value)
    found = [_of_case(how, view, lines) for lines in scene.cases]
    seen = {number: value for number, value in enumerate(found) if value is not None}
    least, most = (pick(seen, key=lambda n: _rank(seen[n])) for pick in (min, max))
    return Range(
        _best(how, view, scene, least, seen[least], -1),
        _best(how, view, scene, most, seen[most], 1),
    )


def _of_case(how: Measure, view: View, lines: Lines) -> Value | None:
    """Return a figure in one of several cases; None where there is nothing to say of it."""
    if not view.lines(lines):
        return how.of_nothing
    try:
        return how.work_out(view, lines)
    except UnknownFigureError:
        if how.at_worst is None or stable(view, lines):
            raise
        return how.at_worst


def _best(how: Measure, view: View, scene: Scene, number: int, known: Value, sign: int) -> Value:
    """Return an extreme between two cases, where the best of the cases is not at an end."""
    whole = isinstance(known, int)  # of people and of yes and no, the cases tell enough
    if whole or not 0 < number < STEPS or scene.between is None:
        return known
    between = scene.between

    def value(share: float) -> float:
        found = _of_case(how, view, between(Fraction(share)))
        return -math.inf if found is None else sign * _rank(found)

    best = _highest(value, (number - 1) / STEPS, (number + 1) / STEPS)
    return max(_rank(known) * sign, best) * sign


def _highest(value: Callable[[float], float], low: float, high: float) -> float:
    """Return the highest value between two numbers, by golden sections."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = value(left), value(right)
    for _ in range(SECTIONS):
        if at_left < at_right:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = value(right)
        else:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = value(left)
    return max(at_left, at_right)


def _rank(value: Value) -> float:
    return float(value)  # type: ignore[arg-type]


def _together(how: Measure, values: Sequence[tuple[Value, Number]]) -> Value:
    alone = [value for value, _ in values]
    if how.together == "all":
        return all(alone)
    if how.together == "any":
        return any(alone)
    if how.together == "most":
        return max(alone, key=_rank)
    return _mean(values)  # type: ignore[arg-type]


def bounded(value: Value) -> Value:
    """Return a figure, a word in place of what has no end."""
    return UNBOUNDED if value == math.inf else value
