"""Work from which only its running late leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.outcomes_ahead import kind_of
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Network, Node

FACTS = frozenset({"id", "places", "number", "after", "late"})
"""What a message may name."""


def timeout_only(network: Network, *, kinds: Sequence[str]) -> Iterator[Hit]:
    """Yield each step that leads on only when its time is up, or something fails.

    Nothing says what follows when it is done. Silent where some step or handoff could not be read.
    Unstated, unless the flow is a vendor's, which is whole. Facts: id, places, number, after (the
    time), late (where it leads then).

    Args:
        network: the policy's graph.
        kinds: the kinds of step at which something is done that has an end.
    """
    if not network.policy.unsure("handoff") and not network.policy.unsure("step"):
        yield from group_hits(_find_steps(network, kinds))


def _find_steps(network: Network, kinds: Sequence[str]) -> Iterator[tuple[str, Hit]]:
    for node in network.nodes:
        if node.kind != "step" or node.entity is None or kind_of(node) not in kinds:
            continue
        late = _find_timeout(network, node)
        if late is not None:
            facts = {"id": node.id, "after": node.entity.get("timeout") or "", "late": late.id}
            whole = bool(node.entity.document.vendor_file)
            yield node.id, Hit(node.at, node.name, facts, unstated=not whole)


def _find_timeout(network: Network, node: Node) -> Node | None:
    """Return where a step leads when its time is up, where nothing else leads on but failures."""
    moves = network.leaving[node.number]
    if any(move.kind not in ("timeout", "error") for move in moves):
        return None
    return next((move.target for move in moves if move.kind == "timeout"), None)
