"""Whom cases meet first: the part of the chain before any team, and what it comes to there."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.bounds import bound, bound_both
from cxlint.algorithms.chains.chain import END, Chain, Exits, Gains
from cxlint.algorithms.chains.single_cases import find_best

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from cxlint.algorithms.chains.chain import Value
    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.graph.network import Node

    Worth = Mapping[Node, Fraction | int]


MOST_WALKED = 20
"""So many times as many places as there are, are walked on the ways to first teams."""


class FirstMet:
    """The ways of all cases up to the first team of each, and which teams these may be.

    Met as well are the places of which nothing is known.
    """

    def __init__(self, cases: CaseChain) -> None:
        self._cases = cases
        self._origin = cases.chain.origin
        nodes = [cases.places[place].node for place in self._origin]
        self._met = [node if node is not None and _is_met(node) else None for node in nodes]
        over = Exits([(1, END, 0)])
        exits = zip(self._met, cases.chain.exits, strict=True)
        self._chain = Chain([each if node is None else over for node, each in exits])
        self._regions: dict[int, tuple[Chain, list[Node | None]]] = {}
        self._walked = 0

    @cached_property
    def _teams(self) -> list[Node]:
        return list(dict.fromkeys(node for node in self._met if node is not None))

    @cached_property
    def _met_from(self) -> list[int]:
        """Return, for each component, which of the teams are met first from there, as bits."""
        bits = {node: 1 << number for number, node in enumerate(self._teams)}
        parts = self._chain.parts
        found = [0] * parts.count
        for part in range(parts.count):  # those that follow come first
            for place in parts.members(part):
                node = self._met[place]
                found[part] |= bits[node] if node is not None else 0
                for target, _ in self._chain.possible[place]:
                    if target != END:
                        found[part] |= found[parts.of[target]]
        return found

    def _bits_of(self, root: int) -> int:
        return self._met_from[self._chain.parts.of[self._cases.first[root]]]

    def count_teams(self, root: int) -> int:
        """Return how many teams the cases that begin at a root may meet first."""
        return self._bits_of(root).bit_count()

    def teams_of(self, root: int) -> list[Node]:
        """Return whom the cases that begin at a root may meet first."""
        bits = self._bits_of(root)
        found = []
        while bits:
            lowest = bits & -bits
            found.append(self._teams[lowest.bit_length() - 1])
            bits ^= lowest
        return found

    @cached_property
    def _shares(self) -> tuple[Sequence[Value], Sequence[Value]]:
        """The least and the most share of cases that meet a team, from each place on."""
        visits = [int(node is not None) for node in self._met]
        gains = Gains(visits, [0] * len(self._cases.ways))
        return bound_both(self._chain, gains)

    def share_of(self, root: int) -> tuple[Value, Value]:
        """Return the least and the most share of the cases from a root that meet a team."""
        least, most = self._shares
        place = self._cases.first[root]
        return least[place], most[place]

    def weigh(self, root: int, least: Worth, most: Worth) -> tuple[Value, Value]:
        """Return the least and the most mean of what the first team comes to, of all cases.

        Who meets no team adds nothing. Where there is too much on the way to the first teams, no
        share is taken of those among whom cases are divided.
        """
        alike = len(set(least.values())) == len(set(most.values())) == 1
        if alike or (region := self._region(root)) is None:
            low, high = self.share_of(root)
            return low * min(least.values()), high * max(most.values())
        chain, met = region
        low = bound(chain, self._gains(met, least), most=False)[0]
        return low, bound(chain, self._gains(met, most), most=True)[0]

    def single(self, root: int, least: Worth, most: Worth) -> tuple[Value, Value]:
        """Return what the best and the worst case comes to at its first team."""
        low: Value = min(least.values(), default=0)
        if low and self.share_of(root)[0] != 1 and (region := self._region(root)) is not None:
            chain, met = region
            best = find_best(chain, self._gains(met, least))[0]
            low = 0 if best == inf else min(low, best)
        return low, max(most.values(), default=0)

    def _region(self, root: int) -> tuple[Chain, list[Node | None]] | None:
        """Return the places from a root up to its first teams, as a chain of their own.

        None where all that were asked for are too many.
        """
        if root not in self._regions and self._walked < MOST_WALKED * self._chain.size:
            self._regions[root] = self._walk(self._cases.first[root])
            self._walked += self._regions[root][0].size
        return self._regions.get(root)

    def _walk(self, start: int) -> tuple[Chain, list[Node | None]]:
        numbers = {start: 0}
        waiting = [start]
        exits = []

        def enter(place: int) -> int:
            if place == END:
                return END
            if place not in numbers:
                numbers[place] = len(waiting)
                waiting.append(place)
            return numbers[place]

        for place in waiting:  # grows while it is walked
            each = self._chain.exits[place]
            stated = [(share, enter(to), 0) for share, to, _ in each.stated]
            exits.append(Exits(stated, [(enter(to), 0) for to, _ in each.free], each.rest))
        return Chain(exits), [self._met[place] for place in waiting]

    def _gains(self, met: Sequence[Node | None], worth: Worth) -> Gains:
        """Return what counts in a region: at its teams, and nothing on a way."""
        return Gains([0 if node is None else worth.get(node, 0) for node in met], [0])


def _is_met(node: Node) -> bool:
    return node.opaque or node.kind == "team"
