"""The shortest way round, and the way round that one move closes, told alike in any file order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import shortest_cycle
from cxlint.graph.move_kinds import MOVE_KINDS
from cxlint.sentence_lists import shorten_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cxlint.graph.endless_components import EndlessComponent
    from cxlint.graph.network import Move

CYCLE_WORK = 200_000
"""How many steps the search for a shorter cycle takes; beyond, the shortest so far is told."""

NAMED = 3
"""How many cycles a sentence names."""


def shortest_of(group: Iterable[EndlessComponent]) -> tuple[EndlessComponent, list[Move]]:
    """Return a shortest cycle of several components, and the component that it is of."""
    found = ((component, CycleFinder(component).shortest()) for component in group)
    return min(found, key=lambda each: _length(each[1]))


def name_cycles(
    group: Sequence[EndlessComponent], first: Sequence[Move], changed: Iterable[Move]
) -> str:
    """Name a first cycle, and those that the other moves to be changed would still close."""
    named = {_names(first): first}
    held = {move.number for move in first}
    rest = [move for move in changed if move.number not in held]
    for move in rest[: 2 * NAMED]:
        having = [each for each in group if any(move is inside for inside in each.moves)]
        cycle = min((CycleFinder(each).through(move) for each in having), key=_length)
        if len(named) < NAMED:
            named.setdefault(_names(cycle), cycle)
    told = [shorten_path([*names, names[0]]) for names in named]
    return " and ".join(told)


def _names(cycle: Iterable[Move]) -> tuple[str, ...]:
    return tuple(move.source.id for move in cycle)


def _length(cycle: Sequence[Move]) -> tuple[int, tuple[str, ...]]:
    return len(cycle), _names(cycle)


class CycleFinder:
    """The cycles of one component. Its places are numbered as customers meet them, then by id."""

    def __init__(self, component: EndlessComponent) -> None:
        journey = component.journey
        distance = journey.reach.distance
        order = sorted(component.members, key=lambda each: (distance[each], journey.nodes[each].id))
        place = {journey.nodes[member].number: number for number, member in enumerate(order)}
        self.moves: dict[tuple[int, int], Move] = {}
        for move in sorted(component.moves, key=_rank):
            ends = place[move.source.number], place[move.target.number]
            self.moves.setdefault(ends, move)
        self.place = place
        self.takes_customers = component.takes_customers
        self.out: list[list[int]] = [[] for _ in order]
        for source, target in sorted(self.moves):
            self.out[source].append(target)

    def shortest(self) -> list[Move]:
        """Return the moves of a shortest cycle, of those that count.

        It begins where customers come to it first.
        """
        taken = [ends for ends, move in sorted(self.moves.items()) if move.customer_goes]
        if not self.takes_customers or len(taken) == len(self.moves):
            nodes = shortest_cycle(self.out, range(len(self.out)), 0, CYCLE_WORK).nodes
        else:
            nodes = self._shortest_through(taken)
        return self._moves_of(nodes)

    def through(self, move: Move) -> list[Move]:
        """Return the moves of a shortest cycle with this move, beginning where it leads."""
        source, target = self.place[move.source.number], self.place[move.target.number]
        nodes, _ = self._path(target, source, len(self.out))
        return self._moves_of(nodes)

    def _shortest_through(self, taken: Sequence[tuple[int, int]]) -> list[int]:
        best: list[int] = []
        work = CYCLE_WORK
        for source, target in taken:
            nodes, spent = self._path(target, source, len(best) - 1 if best else len(self.out))
            best = nodes or best
            work -= spent
            if len(best) == 1 or work < 0:
                break
        return best

    def _path(self, start: int, goal: int, longest: int) -> tuple[list[int], int]:
        """Return a shortest path of at most `longest` places, and the steps spent."""
        parent = {start: -1}
        level, length, spent = [start], 1, 0
        while level and length <= longest:
            if goal in parent:
                return _trace_back(parent, goal), spent
            later = []
            for node in level:
                spent += len(self.out[node])
                for target in self.out[node]:
                    if target not in parent:
                        parent[target] = node
                        later.append(target)
            level, length = later, length + 1
        return [], spent

    def _moves_of(self, nodes: Sequence[int]) -> list[Move]:
        start = nodes.index(min(nodes))
        round_ = [*nodes[start:], *nodes[:start]]
        return [self.moves[ends] for ends in zip(round_, [*round_[1:], round_[0]], strict=True)]


def _rank(move: Move) -> tuple[bool, int, str, str]:
    """Return which of several moves between two places is told: one with the customer first."""
    when = str(move.get("when") or "")
    return not move.customer_goes, MOVE_KINDS.index(move.kind), move.name, when


def _trace_back(parent: Mapping[int, int], node: int) -> list[int]:
    nodes = []
    while node >= 0:
        nodes.append(node)
        node = parent[node]
    return nodes[::-1]
