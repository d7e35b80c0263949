"""What is carried along all ways at once, by components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import components

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.algorithms.components import Components, Graph


def spread_sets(out: Graph, seeds: Mapping[int, int], parts: Components | None = None) -> list[int]:
    """Carry sets, as bits of an integer, forwards along all edges; return what each node holds.

    A node holds its own seed and those of every node that leads to it.
    """
    parts = parts or components(out)
    of = parts.of
    held = [0] * parts.count
    for node, bits in seeds.items():
        known = held[of[node]]
        held[of[node]] = known | bits if known else bits
    for part in parts.forwards():
        bits = held[part]
        if not bits:
            continue
        for node in parts.members(part):
            for target in out[node]:
                known = held[of[target]]
                # A set that is met again is kept once: with thousands of intents they are large.
                both = known | bits
                held[of[target]] = known if both == known else bits if both == bits else both
    return [held[part] for part in of]


def incoming_sets(out: Graph, held: Sequence[int]) -> list[int]:
    """Return, of sets spread by `spread_sets`, what comes to each node from those before it."""
    found = [0] * len(out)
    for node, bits in enumerate(held):
        if bits:
            for target in out[node]:
                found[target] |= bits
    return found
