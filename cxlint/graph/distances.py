"""How far one place lies from another, asked again and again: each answer is walked for once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.algorithms.components import components

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.components import Components
    from cxlint.graph.network import Network, Node

    Way = tuple[int, int | None]

FAR = 1_000_000_000
"""What a way that does not exist counts as: longer than any."""

WORK = 5_000_000
"""How many places all walks of one run may pass in total."""


class Unclear(LookupError):
    """The answer depends on something that the policy does not say, or that could not be read."""


class TooMuch(ValueError):
    """So many different questions were asked that answering them would take too long."""


class Distances:
    """The ways through a whole network, of whatever contact reason.

    Each method takes ids. Unclear where there is no place of that id, and where a way could be
    there that leads through what could not be read. A question is answered by a walk from the one
    end or to the other, whichever was asked about before, so that many questions about one place
    cost one walk. TooMuch where that does not help.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._walks: dict[tuple[str, Way], Sequence[int]] = {}
        self._asked: set[tuple[str, Way]] = set()
        self._left = WORK

    def reaches(self, start: str, goal: str) -> bool:
        """Whether some way leads from one place to another."""
        return self.hops(start, goal) < FAR

    def hops(self, start: str, goal: str) -> int:
        """Return the fewest moves from one place to another; FAR where no way leads."""
        return self._hops(self._number(start), self._number(goal), None)

    def passes(self, start: str, goal: str, through: str) -> bool:
        """Whether every way from one place to another goes through a third, where any leads."""
        around = self._number(through)
        here, there = self._number(start), self._number(goal)
        return around in (here, there) or self._hops(here, there, around) == FAR

    def hops_to_person(self, start: str) -> int:
        """Return the fewest moves to a team in which somebody works; FAR where no way leads."""
        here = self._number(start)
        return self._surely(here, self._to_people[here], None)

    def reaches_person(self, start: str) -> bool:
        """Whether some way leads to a team in which somebody works."""
        return self.hops_to_person(start) < FAR

    def on_circle(self, id_: str) -> bool:
        """Whether some way leads from a place back to it."""
        here = self._number(id_)
        if here in self._out[here] or len(self._parts.members(self._parts.of[here])) > 1:
            return True
        return self._surely(here, -1, None) < FAR

    def kind_of(self, id_: str) -> str:
        """Return what a place is: channel, step, team, outcome or approval."""
        node = self._nodes[self._number(id_)]
        if node.kind == "unknown":
            raise Unclear(f"it is not known what '{id_}' is")
        return node.kind

    def _number(self, id_: str) -> int:
        node = self._network.node(id_)
        if node is None:
            raise Unclear(f"there is no place '{id_}'")
        return node.number

    def _hops(self, here: int, there: int, around: int | None) -> int:
        onward, back = ("from", (here, around)), ("to", (there, around))
        if onward in self._walks or (onward in self._asked and back not in self._asked):
            found = self._walk(*onward)[there]
        else:
            found = self._walk(*back)[here]
        self._asked |= {onward, back}
        return self._surely(here, found, around)

    def _surely(self, here: int, found: int, around: int | None) -> int:
        """Return a distance, unless what could not be read may be the beginning of a shorter way.

        -1 means that no way was found.
        """
        if self._opaque:
            unread = self._walk("unread", (-1, around))[here]
            if unread >= 0 and (found < 0 or unread + 1 < found):
                raise Unclear("something on the way could not be read")
        return FAR if found < 0 else found

    def _walk(self, direction: str, way: Way) -> Sequence[int]:
        known = self._walks.get((direction, way))
        if known is not None:
            return known
        self._left -= len(self._nodes)
        if self._left < 0:
            raise TooMuch("it asks about so many pairs of places that it would take too long")
        place, around = way
        graph = self._out if direction == "from" else self._into
        if around is not None:
            graph = list(graph)
            graph[around] = []
        starts = self._opaque if direction == "unread" else [place]
        starts = [each for each in starts if each != around]
        walked = shortest_paths.breadth_first(graph, starts).distance
        self._walks[direction, way] = walked
        return walked

    @property
    def _nodes(self) -> list[Node]:
        return self._network.nodes

    @cached_property
    def _out(self) -> list[list[int]]:
        return [[move.target.number for move in moves] for moves in self._network.leaving]

    @cached_property
    def _into(self) -> list[list[int]]:
        return shortest_paths.reverse(self._out)

    @cached_property
    def _parts(self) -> Components:
        return components(self._out)

    @cached_property
    def _opaque(self) -> list[int]:
        return [node.number for node in self._nodes if node.opaque]

    @cached_property
    def _to_people(self) -> Sequence[int]:
        people = [n.number for n in self._nodes if n.is_person and not n.opaque]
        return shortest_paths.breadth_first(self._into, people).distance
