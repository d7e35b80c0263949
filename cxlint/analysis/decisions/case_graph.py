"""A chain in which places are told apart by what has happened on the way to them.

What a place costs a customer may depend on the way there: a field is asked again only where it was
stated before, and people take time only of who is on the line. So a place is as many nodes as
there are states in which a case can come to it. Nothing is enumerated but these.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cxlint.algorithms.chains.bounds import bound
from cxlint.algorithms.chains.chain import END, Chain, Exits, Gains
from cxlint.algorithms.weighted_paths import cheapest_paths, costliest_paths
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from fractions import Fraction

    from cxlint.graph.network import Move, Node

    Amount = Fraction | int | float

MOST_NODES = 100_000
"""So many places, each with what has happened before, are looked at."""

State = TypeVar("State", bound="Hashable")


class Cases(NamedTuple):
    """The chain of a contact reason: its places, and the move behind each way by its number.

    `places` has the place of each number of the chain, None for where all cases begin, which is
    `root`; a way has no move where cases begin or stay.
    """

    chain: Chain
    places: Sequence[Node | None]
    moves: Sequence[Move | None]
    root: int


class Tally(Protocol[State]):
    """What is counted along the ways, and what of a case must be known for it."""

    def begin(self, place: Node) -> tuple[State, Amount]:
        """Return the state of a case that begins at a place, and what that place adds."""

    def go_on(self, state: State, move: Move) -> tuple[State, Amount]:
        """Return the state behind a move, and what the next place adds."""


class CaseGraph(NamedTuple):
    """A chain, what counts on each of its ways, and the move behind each; all begin at node 0."""

    chain: Chain
    gains: list[Amount]
    moves: list[Move | None]

    def mean(self) -> tuple[Amount, Amount]:
        """Return the least and the most that is expected to count, over all unknown shares."""
        gains = Gains([0] * self.chain.size, self.gains)  # type: ignore[arg-type]
        low, high = (bound(self.chain, gains, most=most)[0] for most in (False, True))
        return low, high

    def single(
        self, leave_out: Callable[[Move], bool] | None = None
    ) -> tuple[Amount | None, Amount]:
        """Return what the best and the worst case comes to: None where no case ends, or inf."""
        out: list[list[int]] = []
        steps: list[list[Amount]] = []
        ends = []
        for number, exits in enumerate(self.chain.exits):
            ways = [way for way in _ways(exits) if not self._is_left_out(way[1], leave_out)]
            if not ways or any(target == END for target, _ in ways):
                ends.append(number)
            out.append([target for target, _ in ways if target != END])
            steps.append([self.gains[way] for target, way in ways if target != END])
        cheapest = cheapest_paths(out, steps, [0]).cost
        best = min((cheapest[end] for end in ends if cheapest[end] >= 0), default=None)
        return best, max(costliest_paths(out, steps, [0]).cost)

    def _is_left_out(self, way: int, leave_out: Callable[[Move], bool] | None) -> bool:
        move = self.moves[way]
        return leave_out is not None and move is not None and leave_out(move)


def explore(cases: Cases, tally: Tally[Any]) -> CaseGraph | None:
    """Return all that can happen to a case; None where that is too much to look at."""
    return _Exploration(cases, tally).run()


class _Exploration:
    def __init__(self, cases: Cases, tally: Tally[Any]) -> None:
        self.cases = cases
        self.tally = tally
        self.numbers: dict[tuple[int, Any], int] = {}
        self.nodes: list[tuple[int, Any]] = []
        self.gains: list[Amount] = []
        self.moves: list[Move | None] = []

    def run(self) -> CaseGraph | None:
        self._number((self.cases.root, None))
        exits = []
        for place, state in self.nodes:  # grows while it is read
            if len(self.nodes) > MOST_NODES:
                return None
            leaving = self.cases.chain.exits[place]
            stated = [(s, *self._enter(state, to, way)) for s, to, way in leaving.stated]
            free = [self._enter(state, to, way) for to, way in leaving.free]
            exits.append(Exits(stated, free, leaving.rest))
        return CaseGraph(Chain(exits), self.gains, self.moves)

    def _enter(self, state: Any, target: int, way: int) -> tuple[int, int]:
        """Return the node behind a way, and the number of that way among all from all nodes."""
        move = self.cases.moves[way]
        place = None if target == END else self.cases.places[self.cases.chain.origin[target]]
        gain: Amount = 0
        if place is not None:
            following = self.tally.go_on(state, move) if move else self.tally.begin(place)
            state, gain = following
        self.gains.append(gain)
        self.moves.append(move)
        return (END if target == END else self._number((target, state))), len(self.gains) - 1

    def _number(self, node: tuple[int, Any]) -> int:
        if node not in self.numbers:
            self.numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return self.numbers[node]


def _ways(exits: Exits) -> list[tuple[int, int]]:
    free = exits.free if exits.rest else ()
    return [*((target, way) for _, target, way in exits.stated), *free]


def is_endless(amount: Amount | None) -> bool:
    """Whether there is no most."""
    return amount == inf
