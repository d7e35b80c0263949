"""A chain of places: which share of what comes to one goes which way, and what no share is known of."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

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
