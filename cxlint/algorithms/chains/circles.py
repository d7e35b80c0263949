"""Places that cases may come to again: what counts there, as equations in whole numbers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.chain import END
from cxlint.algorithms.chains.end_components import end_components
from cxlint.algorithms.chains.ratios import NOTHING, add_up, raise_by
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.chains.chain import Chain
    from cxlint.algorithms.chains.ratios import Ratio

    Weighings = dict[tuple[int, ...], list[tuple[list[tuple[int, int]], int]]]


FEW = 16
"""Of so few places, what is found of them is kept for other figures."""


class Circle:
    """The places of one component, by numbers of their own, and how they go on.

    Shares are parts of `whole`: `inside` those that stay within, as (share, place, way); `outside`
    those that leave; `choices` are the ways that the `rest` may go, as (place within or END,
    target, way).
    """

    def __init__(self, chain: Chain, places: Sequence[int]) -> None:
        self.places = places
        self.weighings: Weighings | None = {} if len(places) <= FEW else None
        local = {place: number for number, place in enumerate(places)}
        weights = [chain.weights[place] for place in places]
        self.whole = [each.whole for each in weights]
        self.rest = [each.rest for each in weights]
        self.inside = [
            [(share, local[to], way) for share, to, way in each.stated if to in local]
            for each in weights
        ]
        self.outside = [[each for each in row.stated if each[1] not in local] for row in weights]
        self.choices = [
            [(local.get(to, END), to, way) for to, way in each.free] for each in weights
        ]

    @cached_property
    def leaves(self) -> list[bool]:
        """Whether a part leaves the circle from a place in any case."""
        return [bool(row) for row in self.outside]

    @cached_property
    def factors(self) -> list[dict[int, int]]:
        """The shares that stay within, by place."""
        factors: list[dict[int, int]] = [{} for _ in self.places]
        for row, inside in zip(factors, self.inside, strict=True):
            for share, to, _ in inside:
                row[to] = row.get(to, 0) + share
        return factors

    @cached_property
    def lasting(self) -> list[list[int]]:
        """The sets of places that need never be left."""
        return end_components(
            [[to for _, to, _ in row] for row in self.inside],
            [[to for to, _, _ in row if to != END] for row in self.choices],
            leaves=self.leaves,
            needs_choice=[bool(each) for each in self.rest],
        )


class Terms(NamedTuple):
    """What counts at the places of a circle, whose values are to be found.

    `whole` times the value of a place is `fixed`, and the values of places within by the factors of
    `inside`, and `rest` times what one of its `choices` is worth: (place within or END, what counts
    on the way and further on). `counts` says whether something counts at the place or on a stated
    way within; `leaves`, whether a part leaves the circle. `weights` keeps, for the places that
    follow by the choices made, how much each place has of what is fixed at the others.
    """

    whole: list[int]
    fixed: list[Ratio]
    inside: list[dict[int, int]]
    rest: list[int]
    choices: list[list[tuple[int, Ratio]]]
    counts: list[bool]
    leaves: list[bool]
    weights: Weighings | None = None

    @property
    def size(self) -> int:
        """How many places there are."""
        return len(self.whole)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing counts there, nor anywhere further on."""
        return not any(top for top, _ in self.fixed) and not any(
            worth[0] for row in self.choices for _, worth in row
        )


def read_terms(
    circle: Circle, visits: Sequence[int], ways: Sequence[int], values: Sequence[Ratio]
) -> Terms:
    """Return what counts in a circle, the values outside being known; the last is that of END."""
    fixed, counts = [], []
    for number, place in enumerate(circle.places):
        total, counted, known = visits[place] * circle.whole[number], bool(visits[place]), []
        for share, _, way in circle.inside[number]:
            if ways[way]:
                total, counted = total + share * ways[way], True
        for share, to, way in circle.outside[number]:
            if values[to] == NOTHING:
                total += share * ways[way]
            else:
                known.append((share, raise_by(values[to], ways[way])))
        counts.append(counted)
        fixed.append(add_up(total, known) if known else (total, 1))
    return Terms(
        circle.whole,
        fixed,
        circle.factors,
        circle.rest,
        [
            [(at, (ways[way], 1) if at != END else raise_by(values[to], ways[way]))
             for at, to, way in row]
            for row in circle.choices
        ],
        counts,
        circle.leaves,
        circle.weighings,
    )  # fmt: skip
