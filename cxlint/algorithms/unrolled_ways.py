"""A graph without its circles: ways with a limit are unrolled, and ways back are left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MOST_STATES = 4096
"""So many combinations of how often the ways of a circle were taken are told apart."""


class Way(NamedTuple):
    """A way on: where to, the number of what takes time on it, and how often it can be taken."""

    target: int
    leg: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """Places and the ways on from each; `stays` has the number of what takes time at a place.

    `slight` tells of what takes time whether it makes no circle endless.
    """

    ways: Sequence[Sequence[Way]]
    stays: Sequence[int | None]
    entries: Sequence[int]
    slight: Callable[[int], bool] = lambda _: False


class Step(NamedTuple):
    """A way between stations, with the place it leaves and its number there."""

    target: int
    leg: int | None
    place: int
    number: int


@dataclass(frozen=True, slots=True)
class Stations:
    """The places of a course in an order in which all ways lead on.

    A place stands there more than once where its ways are limited; places of a circle that takes
    no time are one. `endless` are the places of circles that take time and have no limit, and
    `uncounted` those where limits were too many to be told apart, of which one round is taken.
    """

    places: Sequence[int]
    members: Sequence[Sequence[int]]
    steps: Sequence[Sequence[Step]]
    entries: Sequence[int]
    endless: tuple[int, ...]
    uncounted: tuple[int, ...]


def unroll(course: Course) -> Stations:
    """Return the stations that the entries reach."""
    states = _States(course)
    states.walk()
    targets = [[step.target for step in steps] for steps in states.steps]
    parts = components(targets)
    blocks: list[list[int]] = []
    endless: list[int] = []
    for number in parts.forwards():
        members = parts.members(number)
        inside = _legs_inside(course, states, members, parts.of)
        if len(members) == 1 or not inside:
            blocks.append(members)
        else:
            blocks += [[each] for each in _forwards(members, targets, parts.of)]
        circular = len(members) > 1 or members[0] in targets[members[0]]
        if circular and not all(map(course.slight, inside)):
            endless += [states.places[each] for each in members]
    return _ordered(states, blocks, tuple(dict.fromkeys(endless)))


def _ordered(
    states: _States, blocks: Sequence[Sequence[int]], endless: tuple[int, ...]
) -> Stations:
    position = {member: number for number, block in enumerate(blocks) for member in block}
    steps = [
        [
            step._replace(target=position[step.target])
            for member in block
            for step in states.steps[member]
            if position[step.target] > number
        ]
        for number, block in enumerate(blocks)
    ]
    return Stations(
        [states.places[block[0]] for block in blocks],
        [[states.places[each] for each in block] for block in blocks],
        steps,
        [position[each] for each in states.entries],
        endless,
        tuple(states.uncounted),
    )


def drop_returns(stations: Stations, stays: Sequence[int | None]) -> Stations:
    """Return the stations without the steps after which something would take its time once more.

    That is told by all ways that lead to a step: where some take that time before and some do not,
    the step is left out for all.
    """
    taken: dict[int, int] = dict.fromkeys(stations.entries, 0)
    kept: list[list[Step]] = [[] for _ in stations.places]
    for station, steps in enumerate(stations.steps):
        if station not in taken:
            continue
        before = taken[station] | _bit(stays[stations.places[station]])
        for step in steps:
            after = before | _bit(step.leg)
            if not (before & _bit(step.leg) or after & _bit(stays[stations.places[step.target]])):
                taken[step.target] = taken.get(step.target, 0) | after
                kept[station].append(step)
    return replace(stations, steps=kept)


def _bit(leg: int | None) -> int:
    return 0 if leg is None else 1 << leg


class _States:
    """Places with how often the limited ways of their circle were taken."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._parts = components([[way.target for way in ways] for ways in course.ways])
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}
        self._taken: list[tuple[int, ...]] = []
        self._limited: dict[int, Mapping[tuple[int, int], int]] = {}
        self.places: list[int] = []
        self.steps: list[list[Step]] = []
        self.uncounted: list[int] = []
        self.entries = [self._fresh(place) for place in course.entries]

    def walk(self) -> None:
        """Find all that the entries reach."""
        for state, place in enumerate(self.places):  # grows while it is walked
            ways = enumerate(self._course.ways[place])
            self.steps.append([
                Step(target, way.leg, place, number)
                for number, way in ways
                if (target := self._after(state, place, number, way)) is not None
            ])  # fmt: skip

    def _after(self, state: int, place: int, number: int, way: Way) -> int | None:
        """Return the state to which a way leads, None where it was taken as often as it can be."""
        if way.limit == 0:
            return None
        part = self._parts.of[place]
        if self._parts.of[way.target] != part:
            return self._fresh(way.target)
        taken = self._taken[state]
        index = self._limits(part).get((place, number))
        if index is None:
            return self._number(way.target, taken)
        if way.limit is not None and taken[index] >= way.limit:
            return None
        return self._number(way.target, (*taken[:index], taken[index] + 1, *taken[index + 1 :]))

    def _fresh(self, place: int) -> int:
        return self._number(place, (0,) * len(self._limits(self._parts.of[place])))

    def _number(self, place: int, taken: tuple[int, ...]) -> int:
        if (place, taken) not in self._numbers:
            self._numbers[place, taken] = len(self.places)
            self.places.append(place)
            self._taken.append(taken)
        return self._numbers[place, taken]

    def _limits(self, part: int) -> Mapping[tuple[int, int], int]:
        """Return the limited ways inside a component, numbered; none where they are too many."""
        if part not in self._limited:
            self._limited[part] = self._count_limits(part)
        return self._limited[part]

    def _count_limits(self, part: int) -> Mapping[tuple[int, int], int]:
        members = self._parts.members(part)
        limited = {
            (place, number): way.limit
            for place in members
            for number, way in enumerate(self._course.ways[place])
            if way.limit and self._parts.of[way.target] == part
        }
        if prod(limit + 1 for limit in limited.values()) * len(members) > MOST_STATES:
            self.uncounted += members
            return {}
        return {key: index for index, key in enumerate(limited)}


def _legs_inside(
    course: Course, states: _States, members: Sequence[int], part_of: Sequence[int]
) -> list[int]:
    """Return what takes time at the places of a component and on the ways inside it."""
    part = part_of[members[0]]
    stays = [course.stays[states.places[each]] for each in members]
    legs = [
        step.leg for each in members for step in states.steps[each] if part_of[step.target] == part
    ]
    return [leg for leg in (*stays, *legs) if leg is not None]


def _forwards(
    members: Sequence[int], targets: Sequence[Sequence[int]], part_of: Sequence[int]
) -> Iterator[int]:
    """Yield the members so that few ways lead back: depth first from the one met first."""
    part = part_of[members[0]]
    done: list[int] = []
    seen = {min(members)}
    stack = [(min(members), iter(targets[min(members)]))]
    while stack:
        node, following = stack[-1]
        for target in following:
            if part_of[target] == part and target not in seen:
                seen.add(target)
                stack.append((target, iter(targets[target])))
                break
        else:
            done.append(node)
            stack.pop()
    return reversed(done)
