"""Untying: the fewest moves to take away so that a knot leaves no way round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.algorithms.disjoint_cycles import Rings
from cxlint.algorithms.feedback_orders import backward, best_order, greedy_order
from cxlint.algorithms.parallel_edges import bundled, drawn_together, has_ring, parted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cxlint.algorithms.parallel_edges import Bundle

UNTIE_WORK = 50_000
LISTED = 12


@dataclass(frozen=True, slots=True)
class Untied:
    """The edges to take away, by their numbers, in order.

    `exact` says that fewer do not suffice. Where the edges that must stay form a ring by
    themselves nothing can be done: `possible` is False and there are no edges.
    """

    edges: list[int]
    exact: bool
    possible: bool = True


def untie(
    edges: Sequence[tuple[int, int]],
    removable: Collection[int] | None = None,
    work: int = UNTIE_WORK,
) -> Untied:
    """Return the fewest edges, given as (source, target), whose removal leaves no ring.

    `removable` holds the numbers of the edges that may go; by default all. The answer is exact
    for knots of up to twelve nodes, and for larger ones as far as about `work` steps carry;
    beyond that it is the answer of a greedy ordering, with nothing superfluous as far as so many
    steps can tell. Nodes count in the order in which edges name them, and ties lean towards edges
    that lead back to early nodes: give the edges in the order in which people meet them.
    The same edges always give the same answer.
    """
    bundles = bundled(edges, removable)
    if has_ring([bundle for bundle in bundles if bundle.fixed]):
        return Untied([], exact=True, possible=False)
    cut = [bundle for bundle in bundles if bundle.source == bundle.target]
    exact = True
    drawn, certain = drawn_together([each for knot in parted(bundles) for each in knot])
    cut += certain
    for knot in parted(drawn):
        found, sure = _untie_knot(knot, work)
        cut += found
        exact = exact and sure
    return Untied(sorted(edge for bundle in cut for edge in bundle.edges), exact)


def _untie_knot(knot: Sequence[Bundle], work: int) -> tuple[list[Bundle], bool]:
    greedy = _pruned(knot, backward(knot, greedy_order(knot)), work)
    if sum(bundle.weight for bundle in greedy) == 1:
        return greedy, True
    found, exact = _branch(knot, greedy, work)
    if exact:
        return found, True
    nodes = sorted({bundle.source for bundle in knot})
    if len(nodes) <= LISTED:
        return backward(knot, best_order(knot, nodes)), True
    return found, False


def _branch(knot: Sequence[Bundle], greedy: list[Bundle], work: int) -> tuple[list[Bundle], bool]:
    """Improve a greedy answer by branch and bound over short rings; say whether it is proven.

    Of each ring one bundle must go: each is tried in turn, keeping those tried before it.
    """
    best, weight = greedy, sum(bundle.weight for bundle in greedy)
    rings = Rings(knot, work)
    fixed = frozenset(number for number, bundle in enumerate(knot) if bundle.fixed)
    states: list[tuple[frozenset[int], frozenset[int], int]] = [(frozenset(), fixed, 0)]
    while states:
        gone, kept, cost = states.pop()
        ring, bound = rings.bound(gone, kept, weight - cost)
        if rings.work < 0:
            return best, False
        if cost + bound >= weight:
            continue
        if not ring:
            best, weight = [knot[number] for number in sorted(gone)], cost
            continue
        choice = [number for number in ring if number not in kept]
        for place, number in enumerate(choice):
            step = cost + knot[number].weight
            states.append((gone | {number}, kept.union(choice[place + 1 :]), step))
    return best, True


def _pruned(knot: Sequence[Bundle], cut: Sequence[Bundle], work: int) -> list[Bundle]:
    """Put back what closes no ring, the heaviest first, as far as the work allows."""
    gone = {id(bundle) for bundle in cut}
    out: dict[int, list[int]] = {}
    for bundle in knot:
        if id(bundle) not in gone:
            out.setdefault(bundle.source, []).append(bundle.target)
    kept = []
    for bundle in sorted(cut, key=lambda each: -each.weight):
        if work > 0:
            leads, spent = _leads(out, bundle.target, bundle.source)
            work -= spent
            if not leads:
                out.setdefault(bundle.source, []).append(bundle.target)
                continue
        kept.append(bundle)
    return kept


def _leads(out: dict[int, list[int]], start: int, goal: int) -> tuple[bool, int]:
    seen = {start}
    queue = [start]
    spent = 0
    for node in queue:  # grows while it is read
        spent += 1
        for target in out.get(node, ()):
            spent += 1
            if target == goal:
                return True, spent
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return False, spent
