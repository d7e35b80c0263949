"""Ways that one case may go so many times and no more: a chain with places for each count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.chains.chain import END, Chain, Exits, list_ways
from cxlint.algorithms.propagation import spread_sets
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.algorithms.chains.chain import Share

    Counts = tuple[tuple[int, int], ...]

MOST_COPIES = 2_000
"""So many places are made of one at most."""


class Unfolded(NamedTuple):
    """A chain with places for each count, and where each place of the old chain begins in it.

    `unsolved` are places of the old chain whose counts are too many: in the new, all ends there.
    """

    chain: Chain
    first: Sequence[int]
    unsolved: frozenset[int]


def unfold(chain: Chain, limits: Mapping[int, tuple[int, int]], stay: int) -> Unfolded:
    """Return a chain in which every way is gone as often as it may be, by its limit, and no more.

    `limits` holds, by way, the number of the move that it is, and how often that may be gone. How
    often it was is only kept where it may be gone again. When a move is used up, what went there
    goes over the other ways: those whose share is unknown or, if there are none, in unknown parts
    all of them; if there is none at all, it stays, which is the way `stay`.
    """
    return _Unfolding(chain, limits, stay).run()


class _Unfolding:
    def __init__(self, chain: Chain, limits: Mapping[int, tuple[int, int]], stay: int) -> None:
        self.chain = chain
        self.limits = limits
        self.stay = stay
        self.exits: list[Exits] = []
        self.origin: list[int] = []
        self.states: list[tuple[int, Counts]] = []
        self.number: dict[tuple[int, Counts], int] = {}
        self.copies = [0] * chain.size
        self.ahead = _find_ahead(chain, limits)

    def run(self) -> Unfolded:
        first = [self._copy(place, ()) for place in range(self.chain.size)]
        unsolved = set()
        for number, (place, counts) in enumerate(self.states):  # grows while it is walked
            if counts and self.copies[place] > MOST_COPIES:
                unsolved.add(place)
                self.exits[number] = Exits([(1, END, self.stay)])
            else:
                self.exits[number] = self._follow(place, counts)
        return Unfolded(Chain(self.exits, self.origin), first, frozenset(unsolved))

    def _copy(self, place: int, counts: Counts) -> int:
        key = (place, counts)
        if key not in self.number:
            self.number[key] = len(self.states)
            self.states.append(key)
            self.exits.append(Exits(()))
            self.origin.append(self.chain.origin[place])
            self.copies[place] += 1
        return self.number[key]

    def _follow(self, place: int, counts: Counts) -> Exits:
        exits = self.chain.exits[place]
        if counts:
            gone = dict(counts)
            used_up = {
                way
                for _, way in list_ways(exits)
                if way in self.limits and gone.get(self.limits[way][0], 0) >= self.limits[way][1]
            }
            exits = without(exits, used_up, self.stay)
        return Exits(
            [(share, self._enter(to, way, counts), way) for share, to, way in exits.stated],
            [(self._enter(to, way, counts), way) for to, way in exits.free],
            exits.rest,
        )

    def _enter(self, target: int, way: int, counts: Counts) -> int:
        """Return the copy of a target that is met by a way, after so many counts."""
        if target == END:
            return END
        if way in self.limits:
            move = self.limits[way][0]
            gone = dict(counts)
            gone[move] = gone.get(move, 0) + 1
            counts = tuple(sorted(gone.items()))
        if counts:
            ahead = self.ahead[target]
            counts = tuple(each for each in counts if ahead >> each[0] & 1)
        return self._copy(target, counts)


def _find_ahead(chain: Chain, limits: Mapping[int, tuple[int, int]]) -> list[int]:
    """Return, for each place, the limited moves that may be gone from there on, as bits."""
    seeds: dict[int, int] = {}
    before: list[list[int]] = [[] for _ in chain.exits]
    for place, exits in enumerate(chain.exits):
        for target, way in list_ways(exits):
            if target != END:
                before[target].append(place)
                if way in limits:
                    seeds[place] = seeds.get(place, 0) | 1 << limits[way][0]
    return spread_sets(before, seeds) if seeds else [0] * chain.size


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
