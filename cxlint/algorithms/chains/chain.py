"""A chain of places: which share goes which way, and for which ways none is known."""

from __future__ import annotations

from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from cxlint.algorithms.chains.circles import Circle
    from cxlint.algorithms.components import Components

    Share = Fraction | int
    Value = Fraction | int | float

END = -1
"""The target of a way on which a case is over, or stays for ever."""


class Exits(NamedTuple):
    """How what comes to a place goes on.

    `stated` holds ways with their share, as (share, target, way), all above zero; `free` holds
    those among which `rest` is divided in parts that nobody knows, as (target, way). The shares
    and the rest are one together; where there is a rest, there is a free way for it.
    """

    stated: Sequence[tuple[Share, int, int]]
    free: Sequence[tuple[int, int]] = ()
    rest: Share = 0


class Weights(NamedTuple):
    """The same in whole numbers: shares are parts of `whole`."""

    whole: int
    stated: Sequence[tuple[int, int, int]]
    free: Sequence[tuple[int, int]]
    rest: int


class Gains(NamedTuple):
    """What counts: so much at every visit of a place, so much on every way. Nothing is negative."""

    visits: Sequence[Share]
    ways: Sequence[Share]


class Chain:
    """Places by number, each with its exits; `origin` is what each is a copy of, mostly itself."""

    def __init__(self, exits: Sequence[Exits], origin: Sequence[int] | None = None) -> None:
        self.exits = exits
        self.origin = range(len(exits)) if origin is None else origin

    @property
    def size(self) -> int:
        """How many places there are."""
        return len(self.exits)

    @cached_property
    def out(self) -> list[list[int]]:
        """For each place, those that may follow."""
        return [
            [
                target
                for target in (*(way[1] for way in each.stated), *(way[0] for way in each.free))
                if target != END
            ]
            for each in self.exits
        ]

    @cached_property
    def parts(self) -> Components:
        """The strongly connected components."""
        return components(self.out)

    @cached_property
    def circles(self) -> list[Circle | int]:
        """The components, what follows first: a place that no case comes to twice, or a circle."""
        from cxlint.algorithms.chains.circles import Circle

        found: list[Circle | int] = []
        for number in range(self.parts.count):
            members = self.parts.members(number)
            once = len(members) == 1 and members[0] not in self.out[members[0]]
            found.append(members[0] if once else Circle(self, members))
        return found

    @cached_property
    def used(self) -> frozenset[int]:
        """The ways that some case may go."""
        return frozenset(way for row in self.possible for _, way in row)

    @cached_property
    def possible(self) -> list[list[tuple[int, int]]]:
        """For each place, the ways that some case may go, as (target, way)."""
        return [list_possible(each) for each in self.exits]

    @cached_property
    def freed(self) -> Chain:
        """The chain in which a case goes whichever way is possible."""
        return Chain([Exits((), ways, 1) for ways in self.possible], self.origin)

    @cached_property
    def settled(self) -> list[bool]:
        """Whether, from a place on, all shares are known."""
        return self._find_safe(
            place for place, each in enumerate(self.exits) if each.rest and len(each.free) > 1
        )

    def find_ending(self, ways: set[int]) -> list[bool]:
        """Return whether, from a place on, every case ends, and by one of these ways."""
        lasting = [
            each.places[number]
            for each in self.circles
            if not isinstance(each, int)
            for members in each.lasting
            for number in members
        ]
        others = [
            place
            for place, row in enumerate(self.possible)
            if any(to == END and way not in ways for to, way in row)
        ]
        return self._find_safe((*lasting, *others))

    def _find_safe(self, places: Iterable[int]) -> list[bool]:
        """Return whether no case comes from a place to any of these."""
        safe = [True] * self.size
        waiting = list(places)
        for place in waiting:
            safe[place] = False
        for place in waiting:  # grows while it is walked
            for source in self._before[place]:
                if safe[source]:
                    safe[source] = False
                    waiting.append(source)
        return safe

    @cached_property
    def _before(self) -> list[list[int]]:
        before: list[list[int]] = [[] for _ in self.exits]
        for place, targets in enumerate(self.out):
            for target in targets:
                before[target].append(place)
        return before

    def cut_out(self, begin: int, most: int) -> tuple[Chain, list[int]] | None:
        """Return the part that cases come to from a place, and its places, that one being first.

        None where these are more than `most`.
        """
        numbers = {begin: 0}
        places = [begin]
        for place in places:  # grows while it is walked
            for target, _ in self.possible[place]:
                if target != END and target not in numbers:
                    numbers[target] = len(numbers)
                    places.append(target)
            if len(places) > most:
                return None
        exits = []
        for each in map(self.exits.__getitem__, places):
            stated = [(share, numbers.get(to, END), way) for share, to, way in each.stated]
            free = [(numbers.get(to, END), way) for to, way in each.free] if each.rest else []
            exits.append(Exits(stated, free, each.rest))
        return Chain(exits, [self.origin[place] for place in places]), places

    @cached_property
    def weights(self) -> list[Weights]:
        """The exits of each place in whole numbers."""
        return [_weigh(each) for each in self.exits]


def list_ways(exits: Exits) -> list[tuple[int, int]]:
    """Return all ways on, as (target, way)."""
    return [*((target, way) for _, target, way in exits.stated), *exits.free]


def list_possible(exits: Exits) -> list[tuple[int, int]]:
    """Return the ways that some case may go, as (target, way)."""
    return list_ways(exits) if exits.rest else [(to, way) for _, to, way in exits.stated]


def _weigh(exits: Exits) -> Weights:
    whole = lcm(exits.rest.denominator, *(share.denominator for share, _, _ in exits.stated))
    stated = [(_part(share, whole), target, way) for share, target, way in exits.stated]
    return Weights(whole, stated, exits.free if exits.rest else (), _part(exits.rest, whole))


def _part(share: Share, whole: int) -> int:
    return share.numerator * (whole // share.denominator)
