"""Moves that are for some contact reasons only, and where it matters which reason a case has."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms.propagation import spread_sets
from cxlint.analysis.cases.shares import goes_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity


class Scopes:
    """The groups of contact reasons for which moves are, each a bit.

    Contact reasons that may go the same moves from a place on go on alike from there.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._bits: dict[frozenset[str], int] = {}
        self._of_intent: dict[str, int] = {}
        for move in network.moves:
            if move.intents is not None and move.intents not in self._bits and goes_on(move):
                bit = self._bits[move.intents] = 1 << len(self._bits)
                for intent in move.intents:
                    self._of_intent[intent] = self._of_intent.get(intent, 0) | bit

    def allow(self, intent: Entity) -> int:
        """Return the groups to which a contact reason belongs."""
        return self._of_intent.get(intent.id, 0)

    @cached_property
    def ahead(self) -> list[int]:
        """For each place by number, the groups for which moves are that may follow."""
        seeds: dict[int, int] = {}
        before: list[list[int]] = [[] for _ in self.network.nodes]
        for move in self.network.moves:
            if not goes_on(move):
                continue
            before[move.target.number].append(move.source.number)
            if move.intents is not None:
                known = seeds.get(move.source.number, 0)
                seeds[move.source.number] = known | self._bits[move.intents]
        return spread_sets(before, seeds) if seeds else [0] * len(before)

    def list_moves(self, place: Node, scope: int) -> Iterator[Move]:
        """Yield the moves that leave a place which are for everybody, or for these groups."""
        for move in self.network.leaving[place.number]:
            if goes_on(move) and (move.intents is None or scope & self._bits[move.intents]):
                yield move
