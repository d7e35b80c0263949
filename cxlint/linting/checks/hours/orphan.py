"""Mailboxes and feeds into which nobody, or too rarely somebody, looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.staffing import says_where_contacts_go
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import published_channels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity

NAMED = ("owner", "monitored_by")
OFTEN = "often"
SEVERITIES: Mapping[str, Severity] = {"": "warning", OFTEN: "info"}
"""What is milder than the rule."""


def orphan(network: Network, *, kinds: Sequence[str]) -> Iterator[Hit]:
    """Yield the published inboxes that are read too rarely, or by nobody.

    Case `slow`: somebody looks less often than an answer is due. The others have nobody who
    is named. Case `nobody`: nor do messages go anywhere, in a policy that says who looks into
    another inbox or where those of another channel go; case empty: they go somewhere and to no
    team, and somebody is named for another inbox, a warning; case `often`, information: they go
    to a team, and how often it looks is said of another inbox only. Facts: id, every, target,
    other.

    Args:
        network: the policy's graph.
        kinds: the kinds of channel whose messages lie there until somebody looks.
    """
    inboxes = published_channels(network.policy, kinds)
    other = next((channel.id for channel in inboxes if _has_watcher(channel)), "")
    timed = next((channel.id for channel in inboxes if channel.says("check_every")), "")
    for channel in inboxes:
        every, target = channel.duration("check_every"), channel.duration("respond", "within")
        if every and target and every > target:
            facts = {"every": every, "target": target, "other": other}
            yield build_hit(channel, "check_every", facts=facts, key=("slow",), case="slow")
        case = _unnamed(network, channel, other, timed)
        if case is not None:
            facts = {
                "every": "",
                "target": target or "",
                "other": timed if case == OFTEN else other,
            }
            severity: Severity | None = SEVERITIES.get(case)
            yield build_hit(channel, facts=facts, case=case, severity=severity)


def _has_watcher(channel: Entity) -> bool:
    return any(channel.affirms(field) for field in NAMED)


def _unnamed(network: Network, channel: Entity, other: str, timed: str) -> str | None:
    if _has_watcher(channel) or channel.says("check_every"):
        return None
    node = network.node(channel.id)
    if node is None or node.opaque or network.policy.unsure("handoff"):
        return None
    if network.leaving[node.number]:
        if _reaches_team(network, node):
            return OFTEN if timed else None
        return "" if other else None
    return "nobody" if other or says_where_contacts_go(network) else None


def _reaches_team(network: Network, node: Node) -> bool:
    """Whether messages come to a team, which is who looks into them, or to what is not known."""
    seen, waiting = {node.number}, [node]
    for each in waiting:  # grows while it is walked
        if each.kind == "team" or each.opaque:
            return True
        for move in network.leaving[each.number]:
            if move.target.number not in seen:
                seen.add(move.target.number)
                waiting.append(move.target)
    return False
