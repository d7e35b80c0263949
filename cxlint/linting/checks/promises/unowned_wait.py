"""Waits that nobody owns or ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.staffing import deserted_team, names_somebody
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"parts", "id", "missing"})
"""What a message may name."""


ON = ("goes_to", "options", "on_failure", "on_error", "on_timeout", "person")
"""Ways on from a wait."""


WORDS = {
    "owner": "who looks after it",
    "timeout": "when it ends",
    "on_timeout": "what happens then",
}
"""What is missing, in words."""


def unowned_wait(policy: Policy, *, short: str) -> Iterator[Hit]:
    """Yield each wait without an owner, a time at which it ends, or what happens then.

    Whoever does the work there (`by`) owns it; a wait that is over before anybody could look
    needs no owner, nor does a pause, which nothing but the time ends. Unstated, unless the flow
    is whole there, or nobody is said to own it. Facts: id, missing, parts
    (the same in words).

    Args:
        policy: the policy.
        short: up to which length nobody needs to own a wait.
    """
    for step in select(policy, "step", {"kind": "wait"}):
        missing = [key for key in ("timeout", "on_timeout") if not step.says(key)]
        parts = [WORDS[key] for key in missing]
        if not _owned(policy, step, short):
            missing.insert(0, "owner")
            parts.insert(0, _name_owner(policy, step))
        if missing:
            facts = {"missing": missing, "parts": parts}
            yield build_hit(step, facts=facts, unstated=not _is_whole(step))


def _name_owner(policy: Policy, step: Entity) -> str:
    """Return in words that an owner is missing, and whether one is named whom there is not."""
    named = [deserted_team(policy, step.get(key)) for key in ("owner", "by")]
    vacant = next((team.id for team in named if team is not None), "")
    return WORDS["owner"] + (f", nobody working in {vacant}" if vacant else "")


def _is_whole(step: Entity) -> bool:
    """Whether what is not there is known not to be: of a flow that is whole, or denied.

    A vendor's flow is, and so is a wait from which nothing at all leads on.
    """
    if step.document.vendor_file or step.denies("owner"):
        return True
    return not any(step.says(key) for key in ON)


def _owned(policy: Policy, step: Entity, short: str) -> bool:
    if any(names_somebody(policy, step, key) for key in ("owner", "by")) or _is_pause(step):
        return True
    length = step.duration("timeout")
    return length is not None and length <= quantities.duration(short)


def _is_pause(step: Entity) -> bool:
    """Whether time is all that is waited for: nothing else leads on."""
    timed = step.says("timeout") and step.says("on_timeout")
    return timed and not any(step.says(key) for key in ("goes_to", "options", "on_failure"))
