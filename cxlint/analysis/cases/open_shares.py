"""Where the ways part and no share is stated, and which of these matters most."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.algorithms.chains.chain import Gains, Value
    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.graph.network import Move


class OpenShare(NamedTuple):
    """A way whose share is not stated, and how far apart that leaves a figure, as a first guess."""

    way: int
    width: Value
    move: Move | None


def list_open(cases: CaseChain, places: Iterable[int]) -> list[int]:
    """Return those places at which a rest may go more than one way."""
    exits = cases.plain.exits
    return [place for place in places if exits[place].rest and len(exits[place].free) > 1]


def find_widest(
    cases: CaseChain, places: Iterable[int], gains: Gains, values: Sequence[Value]
) -> OpenShare | None:
    """Return the way whose missing share leaves the figure widest; None if none leaves it open."""
    found: OpenShare | None = None
    for place in places:
        exits = cases.plain.exits[place]
        worths = [(gains.ways[way] + values[target] if target >= 0 else gains.ways[way], way)
                  for target, way in exits.free]  # fmt: skip
        best, way = max(worths, key=lambda each: each[0])
        least = min(worths)[0]
        width = 0 if best == least else inf if best == inf else exits.rest * (best - least)
        if width and (found is None or width > found.width):
            found = OpenShare(way, width, cases.ways[way].move)
    return found
