"""Rules that give cases to people, and leave the rest to somebody of whom nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.condition_algebra import EVERYTHING, leave_some
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.values.conditions import read_alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "rest"})
"""What a message may name."""


def unnamed_rest(policy: Policy) -> Iterator[Hit]:
    """Yield each step that gives cases to teams by conditions and the rest to what is elsewhere.

    The rest are cases that fit none of its options. Facts: id, rest.

    Args:
        policy: the policy.
    """
    for step in policy.of("step"):
        rest = step.get("on_failure", "goes_to")
        target = policy.find("step", rest) if isinstance(rest, str) else None
        if target is None or target.get("kind") != "elsewhere":
            continue
        if _gives_to_teams(policy, step) and _leaves_some(step):
            yield build_hit(step, "options", 0, facts={"rest": target.id})


def _gives_to_teams(policy: Policy, step: Entity) -> bool:
    return any(
        isinstance(each, dict) and policy.find("team", str(each.get("goes_to"))) is not None
        for each in step.get("options") or ()
    )


def _leaves_some(step: Entity) -> bool:
    """Whether every option says for which cases it is, and some case fits none of them."""
    options = [each for each in step.get("options") if isinstance(each, dict)]
    asked = [read_alternatives(each, unlisted="is") for each in options]
    known = [each for each in asked if each is not None]
    return len(known) == len(asked) and leave_some(known, EVERYTHING)
