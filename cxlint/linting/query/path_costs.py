"""What ways cost that a rule asks about: the least, or the greatest, from each place on."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.algorithms.shortest_paths import breadth_first
from cxlint.algorithms.weighted_paths import cheapest_paths, costliest_paths
from cxlint.graph.network import MOST_ROUNDS
from cxlint.linting.query.paths import Trail
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.algorithms.weighted_paths import Cost, PathCosts
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move
    from cxlint.linting.query.paths import Trip, WitnessPath

    OfMove = Callable[[Move], Cost]
    OfPlace = Callable[[Journey, int], Cost]


class PathCost(NamedTuple):
    """What the way from a place costs: what is certain of it, the places passed, and the moves.

    `cost` is `math.inf` where the way can go round and round.
    """

    start: int
    cost: Cost
    path: WitnessPath
    moves: list[Move]


def costs_over(
    trip: Trip, of_move: OfMove, of_place: OfPlace, bound: Cost, *, every: bool
) -> Iterator[PathCost]:
    """Yield each place to begin at whose ways are certain to cost more than the bound.

    The easiest of them does; or, where it is to hold of `every` way, the hardest. A move that
    something bounds, or that accomplishes something, is not gone round with. What is not known
    costs nothing, and may be the end of the way.
    """
    own = [of_place(trip.journey, number) for number in range(trip.journey.size)]
    before, steps, via = _reverse_costs(trip, of_move, own, None)
    least = cheapest_paths(before, steps, trip.goals)
    trail = Trail(least.parent)
    sure = cheapest_paths(before, steps, [*trip.goals, *trip.doubtful]) if trip.doubtful else least
    hardest = _CostliestPaths(trip, of_move, own) if every else None
    for start in trip.starts:
        if least.cost[start] < 0:
            continue
        certain = sure.cost[start] + own[start]
        cost = hardest.costs.cost[start] + own[start] if hardest else certain
        if hardest and cost > max(bound, certain):
            way = hardest.path(start)
            yield PathCost(
                start,
                cost,
                way,
                _moves_along(hardest.costs, hardest.via, way) or trip.moves_between(way.numbers),
            )
        elif certain > bound:
            way = trail.path_back(start)
            yield PathCost(start, certain, way, _moves_along(least, via, way))


class _CostliestPaths:
    """The greatest costs to the goals, over the ways that can be gone for certain."""

    def __init__(self, trip: Trip, of_move: OfMove, own: Sequence[Cost]) -> None:
        self.trip = trip
        self.parts = components(trip.out).of
        self.before, self.steps, self.via = _reverse_costs(trip, of_move, own, self.parts)
        self.costs: PathCosts = costliest_paths(self.before, self.steps, trip.goals)

    def path(self, start: int) -> WitnessPath:
        """Return the hardest way; of one without end, a way that meets the cycle."""
        if self.costs.cost[start] < inf:
            return self._trail.path_back(start)
        to_cycle, to_goal = self._cycle_trails
        there = to_cycle.path_back(start)
        return there.extend(to_goal.path_back(there.end))

    @cached_property
    def _trail(self) -> Trail:
        return Trail(self.costs.parent)

    @cached_property
    def _cycle_trails(self) -> tuple[Trail, Trail]:
        """The shortest ways on to a place on a cycle that costs something, and on to a goal."""
        parts = components(self.before).of
        to_goal = breadth_first(self.before, self.trip.goals)
        costly = [
            there
            for there, (nodes, steps) in enumerate(zip(self.before, self.steps, strict=True))
            for here, step in zip(nodes, steps, strict=True)
            if step and parts[here] == parts[there] and to_goal.distance[there] >= 0
        ]
        return Trail(breadth_first(self.before, costly).parent), Trail(to_goal.parent)


def _moves_along(costs: PathCosts, via: Sequence[Sequence[Move]], way: WitnessPath) -> list[Move]:
    """Return the moves of a way found backwards, those that cost what it costs."""
    return [
        via[costs.parent[here]][costs.edge_index[here]]
        for here in way.numbers[:-1]
        if costs.parent[here] >= 0
    ]


def _reverse_costs(
    trip: Trip, of_move: OfMove, own: Sequence[Cost], parts: Sequence[int] | None
) -> tuple[list[list[int]], list[list[Cost]], list[list[Move]]]:
    """Return the graph turned round, what each move costs, its target with it, and the moves.

    With `parts`, the components, it is without the moves in them that cannot be repeated.
    """
    before: list[list[int]] = [[] for _ in trip.out]
    steps: list[list[Cost]] = [[] for _ in trip.out]
    via: list[list[Move]] = [[] for _ in trip.out]
    for here, (targets, moves) in enumerate(zip(trip.out, trip.via, strict=True)):
        for there, move in zip(targets, moves, strict=True):
            if parts is None or parts[here] != parts[there] or move.rounds > MOST_ROUNDS:
                before[there].append(here)
                steps[there].append(of_move(move) + own[there])
                via[there].append(move)
    return before, steps, via
