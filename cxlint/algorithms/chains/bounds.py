"""The least and the most that a chain comes to, over all that the unknown shares may be.

Each figure is worked out backwards, component by component. What a place comes to is linear in the
parts of its rest when all others are settled, so that the least and the most lie where the whole
rest goes one way; which way, is found by policy iteration (Howard 1960), in whole numbers. A rest
that may keep cases in a circle for ever is looked at before (`end_components`): what counts there
has no most, and where nothing counts, nothing is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.chains.circles import Circle, read_terms
from cxlint.algorithms.chains.optima import find_least, find_most
from cxlint.algorithms.chains.ratios import (
    NOTHING,
    Bounds,
    WholeGains,
    add_up,
    is_less,
    keep,
    raise_by,
)
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.chains.chain import Chain, Gains, Weights
    from cxlint.algorithms.chains.ratios import Ratio


class Known(NamedTuple):
    """Values that are known of some places, and of which."""

    values: Sequence[Ratio]
    holds: Sequence[bool]


def bound_both(
    chain: Chain, gains: Gains, least: Known | None = None, most: Known | None = None
) -> tuple[Bounds, Bounds]:
    """Return the least and the most that is expected to count from each place on.

    Of some places they may be known. Where all shares are, the two are the same.
    """
    greatest = bound(chain, gains, most=True, known=[most] if most else [])
    known = [Known(greatest.ratios, chain.settled), *([least] if least else [])]
    return bound(chain, gains, most=False, known=known), greatest


def bound_two_ends(
    chain: Chain, one: Gains, other: Gains
) -> tuple[tuple[Bounds, Bounds], tuple[Bounds, Bounds]]:
    """Return the bounds of two ends, as ways that count once each.

    Where every case comes to one of these, as many come to the other as not to the first.
    """
    least, most = bound_both(chain, one)
    holds = chain.find_ending({way for way in chain.used if one.ways[way] or other.ways[way]})
    rest_of = [Known([(below - above, below) for above, below in each.ratios], holds)
               for each in (most, least)]  # fmt: skip
    return (least, most), bound_both(chain, other, *rest_of)


def bound(chain: Chain, gains: Gains, *, most: bool, known: Sequence[Known] = ()) -> Bounds:
    """Return the most, or the least, that is expected to count from each place on.

    It is `inf` where what counts has no end. What is `known` is not worked out again.
    """
    whole = WholeGains(gains)
    visits = [whole.visits[each] for each in chain.origin]
    values: list[Ratio] = [NOTHING] * (chain.size + 1)  # the last is that of END
    if not any(visits) and not any(whole.ways[way] for way in chain.used):
        return Bounds(values[:-1], whole.scale)
    for each in chain.circles:
        places = (each,) if isinstance(each, int) else each.places
        told = next((one for one in known if one.holds[places[0]]), None)
        if told is not None:
            for place in places:
                values[place] = told.values[place]
        elif isinstance(each, int):
            value = _pass_on(chain.weights[each], visits[each], whole.ways, values, most=most)
            values[each] = keep(value)
        else:
            _settle(each, visits, whole.ways, values, most=most)
    values.pop()
    return Bounds(values, whole.scale)


def _pass_on(
    exits: Weights, visit: int, ways: Sequence[int], values: Sequence[Ratio], *, most: bool
) -> Ratio:
    """Return what counts from a place on that no case comes to twice."""
    total, terms = visit * exits.whole, []
    for share, to, way in exits.stated:
        if values[to] == NOTHING:
            total += share * ways[way]
        else:
            terms.append((share, raise_by(values[to], ways[way])))
    if exits.rest:
        terms.append((exits.rest, _choose(exits, ways, values, most=most)))
    return add_up(total, terms, exits.whole)


def _choose(exits: Weights, ways: Sequence[int], values: Sequence[Ratio], *, most: bool) -> Ratio:
    """Return what the rest of a place is worth, going the way that is best."""
    best, *others = [raise_by(values[to], ways[way]) for to, way in exits.free]
    for each in others:
        if is_less(best, each) if most else is_less(each, best):
            best = each
    return best


def _settle(
    circle: Circle,
    visits: Sequence[int],
    ways: Sequence[int],
    values: list[Ratio],
    *,
    most: bool,
) -> None:
    """Find the values of one component, those behind it being known."""
    terms = read_terms(circle, visits, ways, values)
    if terms.is_nothing:
        return
    found = (find_most if most else find_least)(terms, circle.lasting)
    for place, value in zip(circle.places, found, strict=True):
        values[place] = keep(value)
