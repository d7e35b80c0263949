"""Feedback arc sets: the fewest edges whose removal leaves no cycle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.algorithms.disjoint_cycles import CycleSearch
from cxlint.algorithms.feedback_orders import backward_arcs, best_order, greedy_order
from cxlint.algorithms.parallel_edges import (
    bundle_edges,
    contract_chains,
    has_cycle,
    split_by_component,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cxlint.algorithms.parallel_edges import Bundle

SEARCH_WORK = 50_000
MOST_ORDERED_NODES = 12


@dataclass(frozen=True, slots=True)
class FeedbackArcSet:
    """The edges to take away, by their numbers, in order.

    `exact` says that fewer do not suffice. Where the edges that must stay form a cycle by
    themselves nothing can be done: `possible` is False and there are no edges.
    """

    edges: list[int]
    exact: bool
    possible: bool = True


def feedback_arc_set(
    edges: Sequence[tuple[int, int]],
    removable: Collection[int] | None = None,
    work: int = SEARCH_WORK,
) -> FeedbackArcSet:
    """Return the fewest edges, given as (source, target), whose removal leaves no cycle.

    `removable` holds the numbers of the edges that may go; by default all. The answer is exact
    for components of up to twelve nodes, and for larger ones as far as about `work` steps carry;
    beyond that it is the answer of a greedy ordering, with nothing superfluous as far as so many
    steps can tell. Nodes count in the order in which edges name them, and ties lean towards edges
    that lead back to early nodes: give the edges in the order in which people meet them.
    The same edges always give the same answer.
    """
    bundles = bundle_edges(edges, removable)
    if has_cycle([bundle for bundle in bundles if bundle.fixed]):
        return FeedbackArcSet([], exact=True, possible=False)
    cut = [bundle for bundle in bundles if bundle.source == bundle.target]
    exact = True
    drawn, certain = contract_chains(
        [each for component in split_by_component(bundles) for each in component]
    )
    cut += certain
    for component in split_by_component(drawn):
        found, sure = _component_arc_set(component, work)
        cut += found
        exact = exact and sure
    return FeedbackArcSet(sorted(edge for bundle in cut for edge in bundle.edges), exact)


def _component_arc_set(component: Sequence[Bundle], work: int) -> tuple[list[Bundle], bool]:
    greedy = _prune(component, backward_arcs(component, greedy_order(component)), work)
    if sum(bundle.weight for bundle in greedy) == 1:
        return greedy, True
    found, exact = _branch_and_bound(component, greedy, work)
    if exact:
        return found, True
    nodes = sorted({bundle.source for bundle in component})
    if len(nodes) <= MOST_ORDERED_NODES:
        return backward_arcs(component, best_order(component, nodes)), True
    return found, False


def _branch_and_bound(
    component: Sequence[Bundle], greedy: list[Bundle], work: int
) -> tuple[list[Bundle], bool]:
    """Improve a greedy answer by branch and bound over short cycles; say whether it is proven.

    Of each cycle one bundle must go: each is tried in turn, keeping those tried before it.
    """
    best, weight = greedy, sum(bundle.weight for bundle in greedy)
    cycles = CycleSearch(component, work)
    fixed = frozenset(number for number, bundle in enumerate(component) if bundle.fixed)
    states: list[tuple[frozenset[int], frozenset[int], int]] = [(frozenset(), fixed, 0)]
    while states:
        gone, kept, cost = states.pop()
        cycle, bound = cycles.lower_bound(gone, kept, weight - cost)
        if cycles.work < 0:
            return best, False
        if cost + bound >= weight:
            continue
        if not cycle:
            best, weight = [component[number] for number in sorted(gone)], cost
            continue
        choice = [number for number in cycle if number not in kept]
        for place, number in enumerate(choice):
            step = cost + component[number].weight
            states.append((gone | {number}, kept.union(choice[place + 1 :]), step))
    return best, True


def _prune(component: Sequence[Bundle], cut: Sequence[Bundle], work: int) -> list[Bundle]:
    """Put back what closes no cycle, the heaviest first, as far as the work allows."""
    gone = {id(bundle) for bundle in cut}
    out: dict[int, list[int]] = {}
    for bundle in component:
        if id(bundle) not in gone:
            out.setdefault(bundle.source, []).append(bundle.target)
    kept = []
    for bundle in sorted(cut, key=lambda each: -each.weight):
        if work > 0:
            leads, spent = _search_path(out, bundle.target, bundle.source)
            work -= spent
            if not leads:
                out.setdefault(bundle.source, []).append(bundle.target)
                continue
        kept.append(bundle)
    return kept


def _search_path(out: dict[int, list[int]], start: int, goal: int) -> tuple[bool, int]:
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
