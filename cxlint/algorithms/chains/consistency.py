"""Bounds of chains in which one unknown share holds at several places.

A place with several copies, one for each count of a bounded way, divides what comes to it in the
same parts at all of them. `bound` lets each copy choose for itself; where these choices differ, the
choices of one place are fixed one by one (branch and bound) until they agree. The figure is then no
longer linear in a share, and may be larger between the corners than at any: where that is seen,
nothing is claimed.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.bounds import bound
from cxlint.algorithms.chains.chain import END, Chain, Exits
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.algorithms.chains.chain import Gains, Value

    Groups = Mapping[int, tuple[int, ...]]

MOST_BOUNDS = 400
"""So many times a chain is bounded at most until the choices agree."""


BETWEEN = tuple(Fraction(part, 6) for part in range(1, 6))
"""The parts of a rest at which is looked for more than at the corners."""


class Doubles(NamedTuple):
    """Copies of places with one unknown share: the group of each copy, and which move ways are."""

    group: Groups
    move: Sequence[int]


def find_disagreeing(
    chain: Chain, doubles: Doubles, gains: Gains, values: Sequence[Value], *, most: bool
) -> list[int]:
    """Return the copies whose best choices do not agree with those of others, at these values."""
    members: dict[tuple[int, ...], list[int]] = {}
    for place, group in doubles.group.items():
        members.setdefault(group, []).append(place)
    return [
        place
        for places in members.values()
        if not _agree(chain, doubles, gains, values, places, most=most)
        for place in places
    ]


def _agree(
    chain: Chain,
    doubles: Doubles,
    gains: Gains,
    values: Sequence[Value],
    places: Sequence[int],
    *,
    most: bool,
) -> bool:
    """Whether some order of the moves is best at all copies: each goes the first that it can."""
    best = {place: _list_best(chain, doubles, gains, values, place, most=most) for place in places}
    while best:
        moves = {move for _, found in best.values() for move in found}
        agreed = next(
            (
                move
                for move in sorted(moves)
                if all(move in found for able, found in best.values() if move in able)
            ),
            None,
        )
        if agreed is None:
            return False
        best = {place: each for place, each in best.items() if agreed not in each[0]}
    return True


def _list_best(
    chain: Chain,
    doubles: Doubles,
    gains: Gains,
    values: Sequence[Value],
    place: int,
    *,
    most: bool,
) -> tuple[set[int], set[int]]:
    """Return the moves that the rest of a place may go, and those of them that are best."""
    worths: dict[int, Value] = {}
    for target, way in chain.exits[place].free:
        worth = gains.ways[way] + (values[target] if target != END else 0)
        move = doubles.move[way]
        known = worths.get(move, worth)
        worths[move] = max(known, worth) if most else min(known, worth)
    best = max(worths.values()) if most else min(worths.values())
    return set(worths), {move for move, worth in worths.items() if worth == best}


def bound_corners(chain: Chain, doubles: Doubles, gains: Gains, *, most: bool) -> Value | None:
    """Return the most, or the least, from the first place on where every rest goes one way.

    None where that takes too long.
    """
    return _Search(doubles, gains, most=most).run(chain)


def bound_together(chain: Chain, doubles: Doubles, gains: Gains, *, most: bool) -> Value | None:
    """Return the most, or the least, from the first place on over all shares.

    None where that takes too long, or where it is seen to lie between the corners.
    """
    search = _Search(doubles, gains, most=most)
    value = search.run(chain)
    return None if value is None or search.is_exceeded(chain) else value


class _Search:
    def __init__(self, doubles: Doubles, gains: Gains, *, most: bool) -> None:
        self.doubles = doubles
        self.gains = gains
        self.most = most
        self.found: Value = -inf if most else inf
        self.left = MOST_BOUNDS
        self.corner: Chain | None = None

    def run(self, chain: Chain) -> Value | None:
        waiting = [(chain, self.doubles.group)]
        while waiting:
            here, group = waiting.pop()
            values = self._bound(here)
            if not self._is_better(values[0]):
                continue
            doubles = Doubles(group, self.doubles.move)
            apart = find_disagreeing(here, doubles, self.gains, values, most=self.most)
            guess, _ = self._fix_all(here, group, values)
            fixed = self._bound(guess)[0]
            if self._is_better(fixed):
                self.found, self.corner = fixed, guess
            if fixed == values[0]:
                continue
            if self.left < 0:
                return None
            waiting += self._branch(here, group, apart or sorted(group))
        return self.found

    def is_exceeded(self, chain: Chain) -> bool:
        """Whether some shares between the corner that was found and another are better."""
        if self.corner is None or self._bound(chain)[0] == self.found:
            return False
        moves = {
            (group, self.doubles.move[way])
            for place, group in self.doubles.group.items()
            for _, way in chain.exits[place].free
        }
        return any(
            self._is_better(self._bound(self._mix(chain, self.corner, group, move, part))[0])
            for group, move in sorted(moves)
            for part in BETWEEN
        )

    def _mix(
        self, chain: Chain, corner: Chain, group: tuple[int, ...], move: int, part: Fraction
    ) -> Chain:
        """Return a corner with a part of one rest going another way, at all copies alike."""
        exits = list(corner.exits)
        for place, each in self.doubles.group.items():
            other = [w for w in chain.exits[place].free if self.doubles.move[w[1]] == move]
            if each == group and other:
                stated, free, rest = exits[place]
                mixed = [(rest * part, *other[0]), (rest * (1 - part), *free[0])]
                exits[place] = Exits([*stated, *mixed])
        return Chain(exits, corner.origin)

    def _bound(self, chain: Chain) -> Sequence[Value]:
        self.left -= 1
        return bound(chain, self.gains, most=self.most)

    def _is_better(self, value: Value) -> bool:
        return value > self.found if self.most else value < self.found

    def _branch(
        self, chain: Chain, group: Groups, apart: Sequence[int]
    ) -> list[tuple[Chain, Groups]]:
        """Return the chain with the choice of one group fixed, for each move that it may be."""
        chosen = group[apart[0]]
        members = [place for place, each in group.items() if each == chosen]
        moves = {self.doubles.move[way] for p in members for _, way in chain.exits[p].free}
        return [self._fix(chain, group, members, move) for move in sorted(moves)]

    def _fix(
        self, chain: Chain, group: Groups, members: Sequence[int], move: int
    ) -> tuple[Chain, Groups]:
        """Let the rest of all these copies go one move; of those that cannot, another is to fix."""
        exits, left = list(chain.exits), dict(group)
        for place in members:
            each = exits[place]
            free = [way for way in each.free if self.doubles.move[way[1]] == move]
            if free:
                exits[place] = Exits(each.stated, free, each.rest)
                del left[place]
            else:
                left[place] = (*left[place], move)
        return Chain(exits, chain.origin), left

    def _fix_all(
        self, chain: Chain, group: Groups, values: Sequence[Value]
    ) -> tuple[Chain, Groups]:
        """Fix each choice as it is best at the first copy."""
        while group:
            place = min(group)
            doubles = Doubles(group, self.doubles.move)
            _, best = _list_best(chain, doubles, self.gains, values, place, most=self.most)
            members = [other for other, each in group.items() if each == group[place]]
            chain, group = self._fix(chain, group, members, min(best))
        return chain, group
