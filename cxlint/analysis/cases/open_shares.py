"""Where the ways part and no share is stated, and which of these matters most."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.chain import END
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.chains.chain import Value
    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.analysis.cases.measures import Measure
    from cxlint.parsing.document import At

LEAST_CHANCE = 1e-3
"""Cases that are rarer than this are not followed further."""

MOST_STEPS = 400
"""How far cases are followed to see where they come most."""


class OpenShare(NamedTuple):
    """A way whose share is not stated, and where it would be; `alone`, if no other is missing."""

    text: str
    at: At
    alone: bool


def is_open(cases: CaseChain, place: int) -> bool:
    """Whether a rest may go more than one way from a place."""
    exits = cases.plain.exits[place]
    return bool(exits.rest) and len(exits.free) > 1


def list_missing(cases: CaseChain, root: int, leads: bytearray) -> Iterator[str]:
    """Yield the moves that state no share where others do not either, nearest first.

    `leads` says whether a place leads to such.
    """
    for place in cases.reach(root, leads):
        if is_open(cases, place):
            for _, way in cases.plain.exits[place].free:
                if (move := cases.ways[way].move) is not None:
                    yield f"{move.source} -> {move.target}"


def find_widest(
    cases: CaseChain, root: int, measure: Measure, leads: bytearray
) -> OpenShare | None:
    """Return the move whose missing share leaves a figure widest; None if none is seen.

    Cases are followed from the root by the ways that make the figure largest; of each place where
    the rest may go several ways, what these differ in is weighed by how many come there.
    """
    values = measure.least if measure.most[root] == inf else measure.most
    visits = _follow(cases, root, measure, values, leads)
    widths = {
        place: chance * (worths[-1][0] - worths[0][0])
        for place, chance in visits.items()
        if is_open(cases, place)
        and (worths := _weigh_ways(cases, place, measure, values))[-1][0] > worths[0][0]
    }
    if not widths:
        return None
    widest = max(widths, key=widths.__getitem__)
    for _, target, way in reversed(_weigh_ways(cases, widest, measure, values)):
        if (named := _name_way(cases, widest, target, way)) is not None:
            return OpenShare(*named, alone=len(widths) == 1)
    return None


def _name_way(cases: CaseChain, place: int, target: int, way: int) -> tuple[str, At] | None:
    """Return what a way is called, and where it is stated; None where cases are settled."""
    if (move := cases.ways[way].move) is not None:
        return f"{move.source} -> {move.target}", move.at
    intent = cases.network.policy.find("intent", cases.names.get(place, ("", ""))[0])
    if intent is None or target == END:
        return None
    return f"{intent.id} -> {cases.places[target].node}", intent.at("start")


def _weigh_ways(
    cases: CaseChain, place: int, measure: Measure, values: Sequence[Value]
) -> list[tuple[float, int, int]]:
    """Return what the ways of a rest are worth, the least first, as (worth, target, way).

    Of those that are worth the same, the last one is first.
    """
    exits = cases.plain.exits[place]
    rest = float(exits.rest)
    found = [
        (rest * float(measure.gains.ways[way] + (values[to] if to != END else 0)), to, way)
        for to, way in reversed(exits.free)
    ]
    return sorted(found, key=lambda each: each[0])


def _follow(
    cases: CaseChain, root: int, measure: Measure, values: Sequence[Value], leads: bytearray
) -> dict[int, float]:
    """Return about how often cases come to places, going the ways that are worth most."""
    visits: dict[int, float] = {}
    waiting = {root: 1.0}
    for _ in range(MOST_STEPS):
        if not waiting:
            break
        place = max(waiting, key=waiting.__getitem__)
        chance = waiting.pop(place)
        visits[place] = visits.get(place, 0) + chance
        exits = cases.plain.exits[place]
        steps = [(float(share), to) for share, to, _ in exits.stated]
        if exits.rest:
            steps.append((float(exits.rest), _weigh_ways(cases, place, measure, values)[-1][1]))
        for share, to in steps:
            if to != END and leads[to] and chance * share > LEAST_CHANCE:
                waiting[to] = waiting.get(to, 0) + chance * share
    return visits
