"""A chain in which places are told apart by what has happened on the way to them.

What a place costs a customer may depend on the way there: a field is asked again only where it was
stated before, and people take time only of who is on the line. So a place is as many nodes as
there are states in which a case can come to it. Nothing is enumerated but these.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cxlint.algorithms.chains.bounds import bound_both
from cxlint.algorithms.chains.chain import END, Chain, Exits, Gains
from cxlint.algorithms.chains.single_cases import find_best, find_worst

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from fractions import Fraction

    from cxlint.algorithms.chains.chain import Value
    from cxlint.algorithms.chains.ratios import Bounds
    from cxlint.analysis.cases.case_chain import CaseChain, Place
    from cxlint.graph.network import Move

    Gain = Fraction | int

MOST_NODES = 10_000
MOST_A_PLACE = 6
"""So many nodes are looked at: some thousands, and beyond these some for each place."""

MOST_TRACED = 200
"""So many moves of a way are traced."""

State = TypeVar("State", bound="Hashable")


class Tally(Protocol[State]):
    """What is counted along the ways, and what of a case must be known for it."""

    def begin(self, place: Place) -> tuple[State, Gain]:
        """Return the state of a case that begins at a place, and what that place adds."""

    def go_on(self, state: State, move: Move) -> tuple[State, Gain]:
        """Return the state behind a move, and what the next place adds."""


class CaseGraph:
    """A chain, what counts on each of its ways, and the move behind each.

    `roots` holds the node of each place of the cases where some begin. Figures are by root.
    """

    def __init__(
        self,
        chain: Chain,
        gains: Sequence[Gain],
        moves: Sequence[Move | None],
        roots: Mapping[int, int],
    ) -> None:
        self.chain = chain
        self._gains = Gains([0] * chain.size, gains)
        self._moves = moves
        self._roots = roots

    @cached_property
    def _means(self) -> tuple[Bounds, Bounds]:
        return bound_both(self.chain, self._gains)

    @cached_property
    def least_mean(self) -> dict[int, Value]:
        """The least that is expected to count, over all unknown shares."""
        return self._of_roots(self._means[0])

    @cached_property
    def greatest_mean(self) -> dict[int, Value]:
        """The most that is expected to count, over all unknown shares."""
        return self._of_roots(self._means[1])

    @cached_property
    def best(self) -> dict[int, Value]:
        """The least that counts for a case that comes to an end; inf if none does."""
        return self._of_roots(find_best(self.chain, self._gains))

    @cached_property
    def worst(self) -> dict[int, Value]:
        """The most that counts for one case; inf if there is no most."""
        return self._of_roots(self._worst)

    @cached_property
    def _worst(self) -> Sequence[Value]:
        return find_worst(self.chain, self._gains)

    def trace_worst(self, root: int) -> list[tuple[Move | None, Gain]]:
        """Return a way of the worst case, each move with what counts behind it.

        Where there is no most, the way ends where it comes to a place for the second time.
        """
        worst = self._worst
        ways: list[tuple[Move | None, Gain]] = []
        node, seen = self._roots[root], set[int]()
        while node != END and node not in seen and len(ways) < MOST_TRACED:
            seen.add(node)
            node, way = max(
                self.chain.possible[node],
                key=lambda each: (
                    self._gains.ways[each[1]] + (0 if each[0] == END else worst[each[0]]),
                    each[0] not in seen,
                    self._gains.ways[each[1]],
                ),
            )
            ways.append((self._moves[way], self._gains.ways[way]))
        return ways

    def without(self, leave_out: Callable[[Move], bool]) -> CaseGraph:
        """Return the same of the cases that take none of some moves, where others lead on."""
        kept = [self._keep(each, leave_out) for each in self.chain.possible]
        exits = [Exits((), ways, 1) for ways in kept]
        return CaseGraph(Chain(exits), self._gains.ways, self._moves, self._roots)

    def _keep(
        self, ways: list[tuple[int, int]], leave_out: Callable[[Move], bool]
    ) -> list[tuple[int, int]]:
        moves = self._moves
        kept = [each for each in ways if (move := moves[each[1]]) is None or not leave_out(move)]
        return kept or ways

    def _of_roots(self, values: Sequence[Value]) -> dict[int, Value]:
        return {root: values[node] for root, node in self._roots.items()}


def explore(cases: CaseChain, tally: Tally[Any], roots: Iterable[int]) -> CaseGraph | None:
    """Return all that can happen to cases that begin there; None where that is too much."""
    return _Exploration(cases, tally).run(roots)


class _Exploration:
    def __init__(self, cases: CaseChain, tally: Tally[Any]) -> None:
        self.cases = cases
        self.chain = cases.in_full.chain
        self.tally = tally
        self.numbers: dict[tuple[int, Any], int] = {}
        self.nodes: list[tuple[int, Any]] = []
        self.gains: list[Gain] = []
        self.moves: list[Move | None] = []

    def run(self, roots: Iterable[int]) -> CaseGraph | None:
        first = self.cases.in_full.first
        begun = {root: self._number((first[root], self._begin(root))) for root in roots}
        exits = []
        most = MOST_NODES + MOST_A_PLACE * self.chain.size
        for place, state in self.nodes:  # grows while it is read
            if len(self.nodes) > most:
                return None
            leaving = self.chain.exits[place]
            stated = [(share, *self._enter(state, to, way)) for share, to, way in leaving.stated]
            free = [self._enter(state, to, way) for to, way in leaving.free]
            exits.append(Exits(stated, free, leaving.rest))
        return CaseGraph(Chain(exits), self.gains, self.moves, begun)

    def _begin(self, root: int) -> Any:
        """Return the state of those who begin at a channel; a channel by itself adds nothing."""
        place = self.cases.places[root]
        return None if place.node is None else self.tally.begin(place)[0]

    def _enter(self, state: Any, target: int, way: int) -> tuple[int, int]:
        """Return the node behind a way, and the number of that way among all from all nodes."""
        move = self.cases.ways[way].move
        gain: Gain = 0
        if target != END:
            place = self.cases.places[self.chain.origin[target]]
            if move is not None:
                state, gain = self.tally.go_on(state, move)
            elif place.node is not None:
                state, gain = self.tally.begin(place)
        self.gains.append(gain)
        self.moves.append(move)
        return (END if target == END else self._number((target, state))), len(self.gains) - 1

    def _number(self, node: tuple[int, Any]) -> int:
        if node not in self.numbers:
            self.numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return self.numbers[node]
