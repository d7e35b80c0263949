"""Steps to which nothing leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.graph.outcomes_ahead import kind_of
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Network, Node
    from cxlint.parsing.document import Document

FACTS = frozenset({"id", "places", "number"})
"""What a message may name."""


def unreached(network: Network, *, found: Sequence[str]) -> Iterator[Hit]:
    """Yield, where customers have a way in, the steps that no way leads to.

    A way begins at a channel, where a contact reason starts, at a step that states that people
    come there from elsewhere, and at what people find by themselves. Silent where some step or
    handoff could not be read. Facts: id, places, number.

    Args:
        network: the policy's graph.
        found: the kinds of step that people find by themselves, such as pages.
    """
    policy = network.policy
    if any(policy.unsure(kind) for kind in ("handoff", "step")):
        return
    reached = _reached(network, found)
    inside = {
        _part(node.entity.document)
        for node in network.nodes
        if node.entity is not None and node.kind == "step" and reached[node.number] > 0
    }
    yield from group_hits(_lost(network, reached, inside))


def _reached(network: Network, found: Sequence[str]) -> list[int]:
    """Return the distance of each place from the ways in; steps that are ways in have none."""
    named = {id_ for intent in network.policy.of("intent") for id_ in intent.texts("start")}
    starts = [node.number for node in network.nodes if _is_way_in(node, named, found)]
    out = [[move.target.number for move in moves] for moves in network.leaving]
    return shortest_paths.breadth_first(out, starts).distance


def _is_way_in(node: Node, named: set[str], found: Sequence[str]) -> bool:
    if node.kind == "channel" or node.id in named:
        return True
    if node.kind != "step" or node.entity is None:
        return False
    return node.entity.data.get("from_elsewhere") is True or kind_of(node) in found


def _part(document: Document) -> int:
    """Return what customers must have a way into: each flow of a vendor; all that is written."""
    return id(document) if document.vendor_file else 0


def _lost(network: Network, reached: Sequence[int], inside: set[int]) -> Iterator[tuple[str, Hit]]:
    for node in network.nodes:
        if node.kind != "step" or node.entity is None or reached[node.number] >= 0:
            continue
        if _part(node.entity.document) in inside:
            yield node.id, Hit(node.at, node.name, {"id": node.id})
