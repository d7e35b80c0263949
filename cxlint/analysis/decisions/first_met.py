"""Whom cases meet first: the part of the chain before any team, and what it comes to there."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.bounds import bound
from cxlint.algorithms.chains.chain import END, Chain, Exits, Gains
from cxlint.algorithms.chains.single_cases import find_best, find_worst

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from cxlint.algorithms.chains.chain import Value
    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.graph.network import Node

    Worth = Mapping[Node, Fraction | int]


class FirstMet:
    """The ways of the cases that begin at a root, up to the first team of each.

    `teams` are the teams that some meet first, and the places of which nothing is known.
    """

    def __init__(self, cases: CaseChain, root: int) -> None:
        self._cases = cases
        self._numbers = {cases.first[root]: 0}
        self._chain = Chain(self._walk())
        met = [self._node(place) for place in self._numbers]
        self._met = [node if node is not None and _is_met(node) else None for node in met]
        self.teams = list(dict.fromkeys(node for node in self._met if node is not None))

    def _walk(self) -> list[Exits]:
        exits = []
        for place in (waiting := list(self._numbers)):  # grows while it is walked
            node = self._node(place)
            if node is not None and _is_met(node):
                exits.append(Exits([(1, END, 0)]))
                continue
            leaving = self._cases.chain.exits[place]
            exits.append(
                Exits(
                    [(s, self._enter(to, waiting), way) for s, to, way in leaving.stated],
                    [(self._enter(to, waiting), way) for to, way in leaving.free],
                    leaving.rest,
                )
            )
        return exits

    def _enter(self, place: int, waiting: list[int]) -> int:
        if place == END:
            return END
        if place not in self._numbers:
            self._numbers[place] = len(waiting)
            waiting.append(place)
        return self._numbers[place]

    def _node(self, place: int) -> Node | None:
        return self._cases.places[self._cases.chain.origin[place]].node

    def weigh(self, least: Worth, most: Worth) -> tuple[Value, Value]:
        """Return the least and the most mean of what the first team comes to, of all cases.

        Who meets no team adds nothing.
        """
        low = bound(self._chain, self._gains(least), most=False)[0]
        return low, bound(self._chain, self._gains(most), most=True)[0]

    def single(self, least: Worth, most: Worth) -> tuple[Value, Value]:
        """Return what the best and the worst case comes to at its first team."""
        best = find_best(self._chain, self._gains(least))[0]
        return 0 if best == inf else best, find_worst(self._chain, self._gains(most))[0]

    @property
    def all_meet_one(self) -> bool:
        """Whether every case meets a team."""
        every: Worth = dict.fromkeys(self.teams, 1)
        return self.weigh(every, every)[0] == 1

    def _gains(self, worth: Worth) -> Gains:
        visits: Sequence[Fraction | int] = [
            0 if node is None else worth.get(node, 0) for node in self._met
        ]
        return Gains(visits, [0] * len(self._cases.ways))


def _is_met(node: Node) -> bool:
    return node.opaque or node.kind == "team"
