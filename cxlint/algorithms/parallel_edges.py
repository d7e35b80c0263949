"""Bundles: parallel edges taken together, for the search of a feedback arc set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.algorithms.components import components

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Bundle:
    """All parallel edges from one node to another: taken away together or not at all.

    Of bundles equally heavy, the one with the least `rank` is taken away rather than the others.
    """

    source: int
    target: int
    edges: tuple[int, ...]
    fixed: bool
    rank: tuple[bool, int]

    @property
    def weight(self) -> int:
        """How many edges go if this one goes."""
        return len(self.edges)


def bundle_edges(
    edges: Sequence[tuple[int, int]], removable: Collection[int] | None
) -> list[Bundle]:
    """Take parallel edges together, with nodes numbered in the order in which edges name them.

    A bundle is fixed if any of its edges may not go.
    """
    place: dict[int, int] = {}
    grouped: dict[tuple[int, int], list[int]] = {}
    for number, (source, target) in enumerate(edges):
        ends = place.setdefault(source, len(place)), place.setdefault(target, len(place))
        grouped.setdefault(ends, []).append(number)
    loose = None if removable is None else frozenset(removable)
    return [
        Bundle(
            *ends,
            tuple(numbers),
            loose is not None and not loose.issuperset(numbers),
            (ends[0] < ends[1], ends[1]),
        )
        for ends, numbers in grouped.items()
    ]


def has_cycle(bundles: Iterable[Bundle]) -> bool:
    """Say whether some cycle is left, by taking away what nothing leads to until nothing is."""
    out: dict[int, list[int]] = {}
    coming: dict[int, int] = {}
    for bundle in bundles:
        out.setdefault(bundle.source, []).append(bundle.target)
        coming[bundle.target] = coming.get(bundle.target, 0) + 1
    free = [node for node in out if node not in coming]
    for node in free:  # grows while it is read
        for target in out.get(node, ()):
            coming[target] -= 1
            if not coming[target]:
                free.append(target)
    return any(coming.values())


def split_by_component(bundles: Sequence[Bundle]) -> list[list[Bundle]]:
    """Part the bundles by component; those between components, and self loops, are dropped."""
    size = 1 + max((max(each.source, each.target) for each in bundles), default=-1)
    out: list[list[int]] = [[] for _ in range(size)]
    for bundle in bundles:
        out[bundle.source].append(bundle.target)
    of = components(out).of
    by_component: dict[int, list[Bundle]] = {}
    for bundle in bundles:
        if bundle.source != bundle.target and of[bundle.source] == of[bundle.target]:
            by_component.setdefault(of[bundle.source], []).append(bundle)
    return list(by_component.values())


def contract_chains(component: Iterable[Bundle]) -> tuple[list[Bundle], list[Bundle]]:
    """Draw stretches without a branch together; return what is left, and what has to go anyway.

    Whatever passes a node with one bundle in and one out passes both: the lighter stands for both.
    """
    out: dict[int, dict[int, Bundle]] = {}
    into: dict[int, dict[int, Bundle]] = {}
    for bundle in component:
        out.setdefault(bundle.source, {})[bundle.target] = bundle
        into.setdefault(bundle.target, {})[bundle.source] = bundle
    certain: list[Bundle] = []
    waiting = list(out)
    while waiting:
        node = waiting.pop()
        if len(out[node]) != 1 or len(into[node]) != 1:
            continue
        (source, before), (target, after) = into[node].popitem(), out[node].popitem()
        del out[source][node], into[target][node]
        lighter = min(before, after, key=lambda each: (each.fixed, each.weight, each.rank))
        if source == target:
            certain.append(lighter)
        else:
            joined = _merge_bundles(source, target, lighter, out[source].get(target))
            out[source][target] = into[target][source] = joined
        waiting += (source, target)
    return [bundle for row in out.values() for bundle in row.values()], certain


def _merge_bundles(source: int, target: int, one: Bundle, other: Bundle | None) -> Bundle:
    if not other:
        return Bundle(source, target, one.edges, one.fixed, one.rank)
    edges = one.edges + other.edges
    return Bundle(source, target, edges, one.fixed or other.fixed, min(one.rank, other.rank))
