"""What an expected figure is made of: which moves and places add how much to it."""

from __future__ import annotations

from fractions import Fraction
from math import inf, lcm
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.bounds import bound
from cxlint.algorithms.chains.chain import END
from cxlint.algorithms.chains.elimination import Equation, solve
from cxlint.analysis.cases.case_chain import SETTLE, STAY, UNSEEN
from cxlint.analysis.cases.doubts import percent
from cxlint.analysis.quantity import Part
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.chains.chain import Chain, Share, Value, Weights
    from cxlint.algorithms.chains.ratios import Ratio
    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.analysis.cases.measures import Measure
    from cxlint.graph.network import Node

MOST_PLACES = 60
"""Of cases that come to more places than this, is not said what their figures are made of."""

MOST_PARTS = 12
"""So many parts are told, the largest first."""


class _Addend(NamedTuple):
    """What adds to a figure: a way, by its number, from a place; or a place, with none."""

    node: Node | None
    way: int | None


def list_parts(measure: Measure, root: int, *, most: bool, share: bool) -> tuple[Part, ...]:
    """Return what the most, or the least, of a figure is made of; nothing where that is too much.

    `share` says that the figure is a share of cases and not how often something happens.
    """
    cases = measure.cases
    begin = cases.first[measure.at[root] if measure.at else root]
    part = cases.chain.cut_out(begin, MOST_PLACES)
    if part is None:
        return ()
    chain, _ = part
    values = bound(chain, measure.gains, most=most)
    if values[0] == inf or values[0] != (measure.most if most else measure.least)[root]:
        return ()
    taken = [_take(each, measure, values, most=most) for each in chain.weights]
    try:
        visits = _count_visits(chain, taken)
    except ZeroDivisionError:  # some go round for ever
        return ()
    sums = _add_up(cases, chain, measure, taken, visits)
    found = sorted(sums, key=sums.__getitem__, reverse=True)[:MOST_PARTS]
    return tuple(_say(cases, each, sums[each], share=share) for each in found)


def _take(
    exits: Weights, measure: Measure, values: Sequence[Value], *, most: bool
) -> list[tuple[int, int, int]]:
    """Return the ways that are gone, as (share, target, way), the rest going one of them."""
    if not exits.rest:
        return list(exits.stated)
    worths = [measure.gains.ways[way] + (values[to] if to != END else 0) for to, way in exits.free]
    best = worths.index(max(worths) if most else min(worths))
    return [*exits.stated, (exits.rest, *exits.free[best])]


def _count_visits(chain: Chain, taken: Sequence[Sequence[tuple[int, int, int]]]) -> list[Ratio]:
    """Return how often a case comes to each place that begins at the first."""
    whole = lcm(*[each.whole for each in chain.weights])
    into: list[dict[int, int]] = [{} for _ in taken]
    for place, ways in enumerate(taken):
        stretch = whole // chain.weights[place].whole
        for share, to, _ in ways:
            if to != END:
                into[to][place] = into[to].get(place, 0) + share * stretch
    equations = [
        Equation(whole - others.pop(place, 0), others, [0 if place else whole])
        for place, others in enumerate(into)
    ]
    return [(top, below) for (top,), below in solve(equations)]


def _add_up(
    cases: CaseChain,
    chain: Chain,
    measure: Measure,
    taken: Sequence[Sequence[tuple[int, int, int]]],
    visits: Sequence[Ratio],
) -> dict[_Addend, Fraction]:
    """Return what each move and each place adds to the figure."""
    sums: dict[_Addend, Fraction] = {}
    for place, ways in enumerate(taken):
        origin = chain.origin[place]
        node = cases.places[origin].node
        for addend, gain in _list_gains(measure, node, origin, ways, chain.weights[place].whole):
            amount = gain * visits[place][0] / visits[place][1]
            sums[addend] = sums.get(addend, Fraction(0)) + amount
    return {addend: amount for addend, amount in sums.items() if amount}


def _list_gains(
    measure: Measure,
    node: Node | None,
    origin: int,
    ways: Sequence[tuple[int, int, int]],
    whole: int,
) -> Iterator[tuple[_Addend, Fraction]]:
    if measure.gains.visits[origin]:
        yield _Addend(node, None), Fraction(measure.gains.visits[origin])
    for share, _, way in ways:
        if measure.gains.ways[way]:
            yield _Addend(node, way), Fraction(share, whole) * measure.gains.ways[way]


def _say(cases: CaseChain, addend: _Addend, amount: Share, *, share: bool) -> Part:
    """Return a part of a sum in words, with where it is stated."""
    much = f"{percent(amount, digits=4)} of cases" if share else f"{float(amount):.4g} times a case"
    node, move = addend.node, None if addend.way is None else cases.ways[addend.way].move
    if move is not None:
        return Part(f"{move.source} -> {move.target}: {much}", move.at)
    if node is None:
        return Part(much)
    words = {SETTLE: "settled at", STAY: "they stay at", UNSEEN: "not described after"}
    said = words.get(addend.way, "") if addend.way is not None else ""
    return Part(f"{said} {node}: {much}".strip(), node.at)
