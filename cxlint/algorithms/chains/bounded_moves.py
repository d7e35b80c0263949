"""Ways that one case may go so many times and no more: a chain with places for each count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.chains.chain import END, Chain, Exits
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.algorithms.chains.chain import Share

    Counts = tuple[int, ...]

MOST_COPIES = 20_000
"""So many places are made of one component at most."""


class Unfolded(NamedTuple):
    """A chain with places for each count, and where each place of the old chain begins in it.

    `unsolved` are places of the old chain whose counts are too many: in the new one, all ends there.
    """

    chain: Chain
    first: Sequence[int]
    unsolved: frozenset[int]


def unfold(chain: Chain, limits: Mapping[int, tuple[int, int]], stay: int) -> Unfolded:
    """Return a chain in which every way is gone as often as it may be, by its limit, and no more.

    `limits` holds, by way, the number of the move that it is, and how often that may be gone; what
    is counted is how often within a strongly connected component, for outside no way is gone twice.
    When a move is used up, what went there goes over the other ways: those whose share is unknown
    or, if there are none, in unknown parts all of them; if there is none at all, it stays, which is
    the way `stay`.
    """
    return _Unfolding(chain, limits, stay).run()


class _Unfolding:
    def __init__(self, chain: Chain, limits: Mapping[int, tuple[int, int]], stay: int) -> None:
        self.chain = chain
        self.limits = limits
        self.stay = stay
        self.exits: list[Exits] = []
        self.origin: list[int] = []
        self.number: dict[tuple[int, Counts], int] = {}
        self.states: list[tuple[int, Counts]] = []
        self.limited = self._find_limited()
        self.none = {part: (0,) * len(moves) for part, moves in self.limited.items()}

    def _find_limited(self) -> dict[int, dict[int, int]]:
        """Return, by component, its limited moves, each with its position in the counts."""
        found: dict[int, dict[int, int]] = {}
        of = self.chain.parts.of
        for place, exits in enumerate(self.chain.exits):
            for target, way in list_ways(exits):
                if way in self.limits and target != END and of[target] == of[place]:
                    moves = found.setdefault(of[place], {})
                    moves.setdefault(self.limits[way][0], len(moves))
        return found

    def run(self) -> Unfolded:
        first = [self._copy(place, self._none_of(place)) for place in range(self.chain.size)]
        made: dict[int, int] = {}
        unsolved = set()
        for number, (place, counts) in enumerate(self.states):  # grows while it is walked
            part = self.chain.parts.of[place]
            made[part] = made.get(part, 0) + 1
            if counts and made[part] > MOST_COPIES:
                unsolved.add(part)
                self.exits[number] = Exits([(1, END, self.stay)])
            else:
                self.exits[number] = self._follow(place, counts)
        of = self.chain.parts.of
        places = frozenset(p for p in range(self.chain.size) if of[p] in unsolved)
        return Unfolded(Chain(self.exits, self.origin), first, places)

    def _none_of(self, place: int) -> Counts:
        return self.none.get(self.chain.parts.of[place], ())

    def _copy(self, place: int, counts: Counts) -> int:
        key = (place, counts)
        if key not in self.number:
            self.number[key] = len(self.states)
            self.states.append(key)
            self.exits.append(Exits(()))
            self.origin.append(self.chain.origin[place])
        return self.number[key]

    def _follow(self, place: int, counts: Counts) -> Exits:
        exits = self.chain.exits[place]
        if counts:
            used_up = {way for _, way in list_ways(exits) if self._is_used_up(place, way, counts)}
            exits = without(exits, used_up, self.stay)
        return Exits(
            [(share, self._enter(place, to, way, counts), way) for share, to, way in exits.stated],
            [(self._enter(place, to, way, counts), way) for to, way in exits.free],
            exits.rest,
        )

    def _is_used_up(self, place: int, way: int, counts: Counts) -> bool:
        if way not in self.limits:
            return False
        move, most = self.limits[way]
        at = self.limited[self.chain.parts.of[place]].get(move)
        return at is not None and counts[at] >= most

    def _enter(self, place: int, target: int, way: int, counts: Counts) -> int:
        """Return the copy of a target that is met by a way, after so many counts."""
        if target == END:
            return END
        part = self.chain.parts.of[target]
        if part != self.chain.parts.of[place]:
            return self._copy(target, self._none_of(target))
        if counts and way in self.limits:
            at = self.limited[part][self.limits[way][0]]
            counts = (*counts[:at], counts[at] + 1, *counts[at + 1 :])
        return self._copy(target, counts)


def list_ways(exits: Exits) -> list[tuple[int, int]]:
    """Return all ways on, as (target, way)."""
    return [*((target, way) for _, target, way in exits.stated), *exits.free]


def without(exits: Exits, used_up: set[int], stay: int) -> Exits:
    """Return how all goes on where these ways can no longer be gone."""
    stated = [each for each in exits.stated if each[2] not in used_up]
    free = [each for each in exits.free if each[1] not in used_up]
    if len(stated) == len(exits.stated) and len(free) == len(exits.free):
        return exits
    rest: Share = 1 - sum(share for share, _, _ in stated)
    if not rest:
        return Exits(stated)
    others = free or [(target, way) for _, target, way in stated] or [(END, stay)]
    return Exits(stated, others, rest)
