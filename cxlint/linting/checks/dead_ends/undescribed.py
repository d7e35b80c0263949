"""Steps of which the policy says that it does not say what happens there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.outcomes_ahead import kind_of, onward
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Network

FACTS = frozenset({"id", "places", "number"})
"""What a message may name."""


def undescribed(network: Network, *, kinds: Sequence[str]) -> Iterator[Hit]:
    """Yield the steps of such a kind to which the customers of a channel come.

    A step that leads back to where it was called from is no such step.

    Facts: id, places, number.

    Args:
        network: the policy's graph.
        kinds: the kinds of step: `unknown`, `elsewhere`.
    """
    yield from group_hits(
        (node.id, Hit(node.at, node.name, {"id": node.id}))
        for node in network.nodes
        if node.kind == "step" and kind_of(node) in kinds and onward(network).met[node.number]
        if node.entity is None or node.entity.get("leads_back") is not True
    )
