"""The most and the least that a single case may meet, whatever its chance."""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.bounds import bound
from cxlint.algorithms.chains.chain import END

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.chains.chain import Chain, Gains, Share, Value


def find_worst(chain: Chain, gains: Gains) -> Sequence[Value]:
    """Return the most that counts for one case from each place on; `inf` if there is no most."""
    if not _counts(chain, gains):
        return [0] * chain.size
    worst: list[Value] = [0] * (chain.size + 1)  # the last is that of END
    visits = [gains.visits[each] for each in chain.origin]
    for each in chain.circles:
        if isinstance(each, int):
            worst[each] = visits[each] + max(
                gains.ways[way] + worst[target] for target, way in chain.possible[each]
            )
        else:
            found = _find_most_of_circle(chain, each.places, visits, gains.ways, worst)
            for place in each.places:
                worst[place] = found
    worst.pop()
    return worst


def _counts(chain: Chain, gains: Gains) -> bool:
    """Whether anything counts anywhere."""
    return any(gains.visits) or any(gains.ways[way] for way in chain.used)


def _find_most_of_circle(
    chain: Chain,
    places: Sequence[int],
    visits: Sequence[Share],
    gain: Sequence[Share],
    worst: Sequence[Value],
) -> Value:
    """Return the most that counts from any place of a circle; `inf` if something counts in it."""
    within = set(places)
    most: Value = 0
    for place in places:
        for target, way in chain.possible[place]:
            if target not in within:
                most = max(most, gain[way] + worst[target])
            elif gain[way]:
                return inf
        if visits[place]:
            return inf
    return most


def find_best(chain: Chain, gains: Gains) -> Sequence[Value]:
    """Return the least that counts for one case that comes to an end, if any does, or for any."""
    if not _counts(chain, gains):
        return [0] * chain.size
    best = _find_shortest(chain, gains)
    if inf in best:
        endless = bound(chain.freed, gains, most=False)
        return [other if each == inf else each for each, other in zip(best, endless, strict=True)]
    return best


def _find_shortest(chain: Chain, gains: Gains) -> list[Value]:
    before: list[list[tuple[int, Value]]] = [[] for _ in range(chain.size + 1)]
    for place, ways in enumerate(chain.possible):
        visit = gains.visits[chain.origin[place]]
        for target, way in ways:
            before[target].append((place, visit + gains.ways[way]))
    best: list[Value] = [inf] * (chain.size + 1)
    queue: list[tuple[Value, int]] = [(0, END)]
    best[END] = 0
    while queue:
        value, place = heappop(queue)
        if value > best[place]:
            continue
        for source, cost in before[place]:
            if value + cost < best[source]:
                best[source] = value + cost
                heappush(queue, (best[source], source))
    best.pop()
    return best


def find_closed(chain: Chain, stay: int) -> list[list[int]]:
    """Return the sets of places that no case ever leaves once it is there.

    `stay` is the way of those who stay where they are for ever, which leads nowhere.
    """
    parts = chain.parts
    leaves = bytearray(parts.count)
    for place, ways in enumerate(chain.possible):
        part = parts.of[place]
        if any(way != stay and (to == END or parts.of[to] != part) for to, way in ways):
            leaves[part] = 1
    return [sorted(parts.members(part)) for part in range(parts.count) if not leaves[part]]
