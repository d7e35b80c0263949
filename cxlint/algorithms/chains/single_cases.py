"""The most and the least that a single case may meet, whatever its chance."""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.bounded_moves import list_ways
from cxlint.algorithms.chains.bounds import bound
from cxlint.algorithms.chains.chain import END, Chain, Exits

if TYPE_CHECKING:
    from cxlint.algorithms.chains.chain import Gains, Value


def find_worst(chain: Chain, gains: Gains) -> list[Value]:
    """Return the most that counts for one case from each place on; `inf` if there is no most."""
    return bound(_let_choose(chain), gains, most=True)


def _let_choose(chain: Chain) -> Chain:
    """Return the chain in which a case goes whichever way is possible."""
    return Chain([Exits((), list_possible(each), 1) for each in chain.exits], chain.origin)


def list_possible(exits: Exits) -> list[tuple[int, int]]:
    """Return the ways that some case may go, as (target, way)."""
    return list_ways(exits) if exits.rest else [(to, way) for _, to, way in exits.stated]


def find_best(chain: Chain, gains: Gains) -> list[Value]:
    """Return the least that counts for a case that comes to an end; `inf` if none does."""
    before: list[list[tuple[int, Value]]] = [[] for _ in range(chain.size + 1)]
    for place, exits in enumerate(chain.exits):
        visit = gains.visits[chain.origin[place]]
        for target, way in list_possible(exits):
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


def find_closed(chain: Chain) -> list[list[int]]:
    """Return the sets of places that no case ever leaves once it is there."""
    parts = chain.parts
    leaves = bytearray(parts.count)
    for place, exits in enumerate(chain.exits):
        part = parts.of[place]
        if any(to == END or parts.of[to] != part for to, _ in list_possible(exits)):
            leaves[part] = 1
    return [sorted(parts.members(part)) for part in range(parts.count) if not leaves[part]]
