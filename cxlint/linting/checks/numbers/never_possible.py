"""What a policy provides for and rules out in the same breath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "source", "target", "by"})
"""What a message may name."""


def never_possible(policy: Policy) -> Iterator[Hit]:
    """Yield each handoff that no case may take, and each request passed on to nobody.

    Cases: empty, a handoff that may be made zero times; `last`, the last tier of a remedy, which
    passes on what it does not decide in time. Facts: id, source, target, by.

    Args:
        policy: the policy.
    """
    for handoff in policy.of("handoff"):
        if handoff.get("max_repeats") == 0 and not handoff.document.vendor_file:
            facts = {"source": handoff.get("from"), "target": handoff.get("to"), "by": ""}
            yield build_hit(handoff, "max_repeats", facts=facts)
    for remedy in policy.of("remedy"):
        tiers = [each for each in remedy.get("tiers") or () if isinstance(each, dict)]
        timeout = tiers[-1].get("timeout") if tiers else None
        if not isinstance(timeout, dict) or timeout.get("then") != "escalate":
            continue
        if not remedy.document.vendor_file:
            by = tiers[-1]["by"]
            names = by if isinstance(by, str) else " and ".join(by)
            facts = {"source": "", "target": "", "by": names}
            where = ("tiers", len(tiers) - 1, "timeout", "then")
            yield build_hit(remedy, *where, facts=facts, case="last")
