"""Matters of which nobody says what customers come back with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.sentence_lists import shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Shares = Sequence[tuple[Entity, Fraction | None]]

NAMED = 4
"""How many matters a sentence names."""


def next_issues(policy: Policy, *, min_share: str, min_counted: int) -> Iterator[Hit]:
    """Yield the intents that name no next issues.

    The plain case: each frequent intent, in a policy that counts: one in which enough intents state
    their share. Frequent are intents whose stated share is large enough. Where none of all intents
    names any, only the most frequent one is told of: it is where to begin. The case `others`: a
    policy that does not count, in which some intent names its next issues and others do not; all
    of these are told at the first, but for those that are known to be rare. Facts: id, share,
    bound, ids, other.

    Args:
        policy: the policy.
        min_share: the share of contacts from which on an intent is frequent.
        min_counted: how many intents must state their share for the policy to count.
    """
    bound = quantities.percentage(min_share)
    shares = [(intent, intent.percentage("share")) for intent in policy.of("intent")]
    if sum(share is not None for _, share in shares) < min_counted:
        yield from _beside_others(shares, bound, min_share)
        return
    frequent = [(intent, share) for intent, share in shares if share is not None and share >= bound]
    if frequent and not any(intent.affirms("next_issues") for intent, _ in shares):
        frequent = [max(frequent, key=lambda each: each[1])]
    for intent, _ in frequent:
        if not intent.affirms("next_issues"):
            yield build_hit(
                intent,
                "next_issues",
                facts={"share": intent.get("share"), "bound": min_share, "ids": "", "other": ""},
                intents=(intent.id,),
            )


def _beside_others(shares: Shares, bound: Fraction, min_share: str) -> Iterator[Hit]:
    other = next((intent for intent, _ in shares if intent.affirms("next_issues")), None)
    left = [
        intent
        for intent, share in shares
        if not intent.affirms("next_issues") and (share is None or share >= bound)
    ]
    if other is None or not left:
        return
    names = [intent.id for intent in left]
    yield build_hit(
        left[0],
        "next_issues",
        facts={
            "share": "",
            "bound": min_share,
            "ids": shorten_list(names, NAMED),
            "other": other.id,
        },
        case="others",
        intents=tuple(names),
        related=tuple(
            (intent.at(), f"nor is it said of {intent.id}") for intent in left[1 : NAMED + 1]
        ),
    )
