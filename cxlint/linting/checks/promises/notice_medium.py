"""Notices that do not come to customers, or of which nothing is left in their hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Severity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "media"})
"""What a message may name."""


def notice_medium(policy: Policy, *, public: Sequence[str], spoken: Sequence[str]) -> Iterator[Hit]:
    """Yield each notice to customers that does not reach them, or does not stay with them.

    Of a change of terms, of the end of a relationship (the cases `end` and `end-spoken`), and of
    data that got out (the case `breach`, of public media alone). The plain case: only in public
    places, where customers would have to come and find it. The case `spoken`, as information: only
    by word of mouth, or by that and in public. One way that sends something to them is enough.
    Facts: id, media.

    Args:
        policy: the policy.
        public: media that customers must look at by themselves.
        spoken: media that reach them and leave nothing to read again.
    """
    for kind, before in (("term", ""), ("ground", "end")):
        for entity in policy.of(kind):
            media = entity.texts("medium")
            if not media or not {*public, *spoken}.issuperset(media):
                continue
            is_spoken = not set(public).issuperset(media)
            case = "-".join(filter(None, (before, "spoken" if is_spoken else "")))
            severity: Severity | None = "info" if is_spoken else None
            facts = {"media": list(media)}
            yield build_hit(entity, "medium", facts=facts, case=case, severity=severity)
    for plan in policy.of("breach_plan"):
        media = plan.texts("channels")
        if media and set(public).issuperset(map(str.lower, media)):
            yield build_hit(plan, "channels", facts={"media": list(media)}, case="breach")
