"""How much of a remedy may be granted further along the handoffs, and on which way."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms.dominators import dominators, dominators_of
from cxlint.graph.authority.limits import NOTHING, UNLIMITED
from cxlint.graph.move_kinds import NO_PASSING_ON
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.authority.limits import Ladder
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Node


class Toward(NamedTuple):
    """From each place, the way with the fewest decisions to a team that may grant more than a sum.

    `following` is the next move with the number of the place it leads to; None at such teams and
    where no way leads on. `handoff` is the first move of the way that the customer must carry.
    """

    following: list[tuple[Move, int] | None]
    handoff: list[Move | None]

    def way(self, start: int) -> tuple[Move, ...]:
        """Return the moves of the way."""
        moves: list[Move] = []
        step = self.following[start]
        while step is not None:
            moves.append(step[0])
            step = self.following[step[1]]
        return tuple(moves)


class Granting:
    """Over one journey, how much may be granted of one remedy on the ways on from each place.

    An opaque place may grant anything, and counts as no decision: nothing is claimed beyond it.
    Each question costs once what the journey is large, however many places ask it.
    """

    def __init__(self, journey: Journey, ladder: Ladder) -> None:
        self._journey = journey
        self._may = ladder.may
        self._within: dict[int, list[Amount]] = {}
        self._toward: dict[Amount, Toward] = {}
        self._gates: dict[Amount, list[int]] = {}

    def decides(self, node: Node) -> bool:
        """Whether coming to this place takes a decision."""
        return not node.opaque and self._may.get(node.id, NOTHING) > NOTHING

    @cached_property
    def _deciding(self) -> bytes:
        return bytes(map(self.decides, self._journey.nodes))

    @cached_property
    def sure(self) -> bool:
        """Whether every handoff is known, and no file that could not be read may hold more."""
        return not self._journey.network.policy.unsure("handoff")

    @cached_property
    def best(self) -> list[Amount]:
        """The most that may be granted on any way on."""
        return self._spread([*self._granted(), *self._opaque()])

    @cached_property
    def by_us(self) -> list[Amount]:
        """The most that may be granted on ways on that no customer has to carry."""
        return self._spread([*self._granted(), *self._opaque()], by_us=True)

    def within(self, count: int) -> list[Amount]:
        """Return the most that may be granted with so many further decisions."""
        if count not in self._within:
            before = self.within(count - 1) if count else None
            seeds = [*self._opaque(), *(self._decided(before) if before else ())]
            self._within[count] = self._spread(seeds, past_deciders=False)
        return self._within[count]

    def toward(self, above: Amount) -> Toward:
        """Return the ways to teams that may grant more than this."""
        if above not in self._toward:
            self._toward[above] = self._walked_back(above)
        return self._toward[above]

    def way_to_most(self, start: int) -> tuple[Move, ...]:
        """Return the way with the fewest decisions to a team that may grant the most of all."""
        lower = (amount for amount in self._may.values() if amount < self.best[start])
        return self.toward(max(lower, default=NOTHING)).way(start)

    def _walked_back(self, above: Amount) -> Toward:
        nodes = self._journey.nodes
        following: list[tuple[Move, int] | None] = [None] * len(nodes)
        handoff: list[Move | None] = [None] * len(nodes)
        seen = bytearray(len(nodes))
        level = [
            (number, None) for number, node in enumerate(nodes)
            if not node.opaque and self._may.get(node.id, NOTHING) > above
        ]  # fmt: skip
        waiting: list[tuple[int, tuple[Move, int] | None]] = list(level)
        while waiting:
            later: list[tuple[int, tuple[Move, int] | None]] = []
            for here, step in waiting:  # grows while it is read
                if seen[here]:
                    continue
                seen[here] = 1
                following[here] = step
                if step is not None:
                    handoff[here] = step[0] if _carried(step[0]) else handoff[step[1]]
                chosen = later if self._deciding[here] else waiting
                chosen.extend(
                    (before, (move, here)) for before, move in self._into[here] if not seen[before]
                )
            waiting = later
        return Toward(following, handoff)

    def unavoidable(self, start: int, above: Amount) -> frozenset[str]:
        """Return the places that every way on from here to one who may grant more passes."""
        if above not in self._gates:
            self._gates[above] = dominators(self._back, self._goals(above))
        nodes = self._journey.nodes
        return frozenset(nodes[n].id for n in dominators_of(self._gates[above], start))

    def _goals(self, above: Amount) -> list[int]:
        """Return the places that may grant more than this: sure ones, and opaque ones."""
        nodes = enumerate(self._journey.nodes)
        return [n for n, node in nodes if node.opaque or self._may.get(node.id, NOTHING) > above]

    @cached_property
    def _back(self) -> list[list[int]]:
        return [[before for before, _ in moves] for moves in self._into]

    @cached_property
    def _into(self) -> list[list[tuple[int, Move]]]:
        """For each place, the moves by which the matter is handed to it, and from where."""
        into: list[list[tuple[int, Move]]] = [[] for _ in self._journey.nodes]
        for here, moves in enumerate(self._journey.via):
            for there, move in zip(self._journey.out[here], moves, strict=True):
                if _handed(move):
                    into[there].append((here, move))
        return into

    def _decided(self, before: Sequence[Amount]) -> Iterator[tuple[Amount, int]]:
        """Yield what one decision more than `before` comes to, at the places it is asked from."""
        nodes = self._journey.nodes
        for there, decides in enumerate(self._deciding):
            if decides:
                granted = max(self._may[nodes[there].id], before[there])
                yield from ((granted, here) for here, _ in self._into[there])

    def _granted(self) -> Iterator[tuple[Amount, int]]:
        nodes = self._journey.nodes
        for number, decides in enumerate(self._deciding):
            if decides:
                yield self._may[nodes[number].id], number

    def _opaque(self) -> Iterator[tuple[Amount, int]]:
        for number, node in enumerate(self._journey.nodes):
            if node.opaque:
                yield UNLIMITED, number

    def _spread(
        self,
        seeds: Iterable[tuple[Amount, int]],
        *,
        past_deciders: bool = True,
        by_us: bool = False,
    ) -> list[Amount]:
        """Return for each place the greatest seed on the ways on from it, its own included.

        The ways may be kept to those that come to no decider, or that no customer has to carry.
        """
        into = self._into
        closed = b"" if past_deciders else self._deciding
        found: list[Amount] = [NOTHING] * len(into)
        seen = bytearray(len(into))
        by_amount: dict[Amount, list[int]] = {}
        for amount, seed in seeds:
            by_amount.setdefault(amount, []).append(seed)
        for amount in sorted(by_amount, reverse=True):
            waiting = [seed for seed in dict.fromkeys(by_amount[amount]) if not seen[seed]]
            for seed in waiting:
                seen[seed] = 1
            while waiting:
                here = waiting.pop()
                found[here] = amount
                if closed and closed[here]:
                    continue
                for before, move in into[here]:
                    if not seen[before] and not (by_us and _carried(move)):
                        seen[before] = 1
                        waiting.append(before)
        return found


def _handed(move: Move) -> bool:
    return move.kind not in NO_PASSING_ON and move.get("new_matter") is not True


def _carried(move: Move) -> bool:
    return bool(move.get("carried_by") == "customer")
