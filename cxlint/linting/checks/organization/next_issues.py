"""Frequent matters of which nobody says what customers come back with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.policy.policy import Policy


def next_issues(policy: Policy, *, min_share: str, min_counted: int) -> Iterator[Hit]:
    """Yield each frequent intent that names no next issues.

    Frequent are intents whose stated share is large enough, in a policy that counts: one in which
    enough intents state their share. Where none of all intents names any, only the most frequent
    one is told of: it is where to begin. Facts: id, share, bound.

    Args:
        policy: the policy.
        min_share: the share of contacts from which on an intent is frequent.
        min_counted: how many intents must state their share before anything is said.
    """
    bound = quantities.percentage(min_share)
    shares = [(intent, intent.percentage("share")) for intent in policy.of("intent")]
    if sum(share is not None for _, share in shares) < min_counted:
        return
    frequent = [(intent, share) for intent, share in shares if share is not None and share >= bound]
    if frequent and not any(intent.texts("next_issues") for intent, _ in shares):
        frequent = [max(frequent, key=lambda each: each[1])]
    for intent, _ in frequent:
        if not intent.texts("next_issues"):
            yield build_hit(
                intent,
                "next_issues",
                facts={"share": intent.get("share"), "bound": min_share},
                intents=(intent.id,),
            )
