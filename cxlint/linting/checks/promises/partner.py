"""Partners for whom nobody answers, and from whom nothing leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.shortest_paths import breadth_first, reverse
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.graph.network import Move, Network, Node


def partner(network: Network) -> Iterator[Hit]:
    """Yield partners without an accountable owner, and handoffs to a partner without a way back.

    Case `unanswered`: no team is accountable for the partner. Case `no-return`: a handoff that the
    customer carries from one of our teams, in the same matter, to a partner that does not close
    it, and from where nothing leads back to us or to an outcome. Facts: id, source.

    Args:
        network: the policy's graph.
    """
    for team in network.policy.of("team"):
        if team.get("party") == "partner" and not team.affirms("accountable"):
            yield build_hit(team, facts={"source": team.id}, case="unanswered")
    sent = [move for move in network.moves if _sends_away(move)]
    if not sent:
        return
    back = _leads_back(network)
    for move in sent:
        if not back[move.target.number]:
            yield Hit(
                at=move.entity.at("carried_by"),
                entity=move.name,
                case="no-return",
                facts={"id": move.target.id, "source": move.source.id},
                intents=tuple(sorted(move.intents or ())),
            )


def _is_partner(node: Node) -> bool:
    return bool(node.entity and node.kind == "team" and node.entity.get("party") == "partner")


def _sends_away(move: Move) -> bool:
    if move.kind != "handoff" or move.get("carried_by") != "customer" or move.new_matter:
        return False
    return _is_partner(move.target) and not move.target.opaque and not _is_partner(move.source)


def _leads_back(network: Network) -> list[bool]:
    """Return, for each place, whether it is ours or an outcome, or leads to one that is."""
    out: list[list[int]] = [[move.target.number for move in moves] for moves in network.leaving]
    ours = [
        node.number
        for node in network.nodes
        if node.is_end or (node.kind in ("team", "channel", "step") and not _is_partner(node))
    ]
    return [distance >= 0 for distance in breadth_first(reverse(out), ours).distance]
