"""Messages that go out whatever the customer has chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

KINDS = ("campaign", "team", "channel")
"""What can be named as keeping to preferences without speaking for everything that is sent."""


def ignored_preference(policy: Policy) -> Iterator[Hit]:
    """Yield each campaign that does not keep to what customers have chosen.

    Cases: `refused`, the campaign says so itself (unless the law wants it sent); `unnamed`, it is
    marketing and not among those that keep to preferences: neither it, nor its owner, nor all of
    its channels. Where nothing is named, or a system or a name that cxlint does not know, which
    may speak for everything, nothing is claimed. Facts: id, named.

    Args:
        policy: the policy.
    """
    stated = policy.single("communications", "preferences", "respected_by")
    said = stated[0] if stated else []
    named = [said] if isinstance(said, str) else list(said)
    closed = bool(named) and all(any(policy.find(kind, each) for kind in KINDS) for each in named)
    for campaign in policy.of("campaign"):
        if (case := _case(campaign, set(named) if closed else None)) is not None:
            facts = {"named": named}
            yield build_hit(campaign, "respects_preferences", facts=facts, case=case)


def _case(campaign: Entity, named: Collection[str] | None) -> str | None:
    keeps, kind = campaign.get("respects_preferences"), campaign.get("kind")
    if keeps is False and kind != "legal":
        return "refused"
    if keeps is not None or kind != "marketing" or named is None:
        return None
    channels = campaign.texts("channels")
    if campaign.id in named or campaign.get("owner") in named:
        return None
    return None if channels and all(each in named for each in channels) else "unnamed"
