"""Targets that nobody can miss, or that no queue can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "value", "within"})
"""What a message may name."""


def senseless_target(policy: Policy, *, queues: Sequence[str]) -> Iterator[Hit]:
    """Yield each target for no contact at all, and each for every contact in a queue.

    Cases: empty, every contact; `none`, no contact; `kept`, a promise for no case. Facts: id,
    value, within.

    Args:
        policy: the policy.
        queues: kinds of channel in which customers wait in a queue.
    """
    for channel in policy.of("channel"):
        share = channel.percentage("respond", "for")
        if share is None or channel.document.vendor_file:
            continue
        whole = share == 1 and channel.get("kind") in queues
        if whole or not share:
            within = channel.get("respond", "within")
            facts = {"value": channel.get("respond", "for"), "within": within}
            case = "" if whole else "none"
            yield build_hit(channel, "respond", "for", facts=facts, case=case)
    for promise in policy.of("promise"):
        if promise.percentage("share") == 0 and not promise.document.vendor_file:
            facts = {"value": promise.get("share"), "within": ""}
            yield build_hit(promise, "share", facts=facts, case="kept")
