"""Handoffs between places of certain kinds that say something they had better not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.policy.policy import Policy

FACTS = frozenset({"source", "target"})
"""What a message may name."""


def between(
    policy: Policy, *, source: str, target: str, where: Mapping[str, Any], point_to: str
) -> Iterator[Hit]:
    """Yield each handoff between places of these kinds that meets the conditions.

    Facts: source, target.

    Args:
        policy: the policy.
        source: the kind of place it leaves, such as team.
        target: the kind of place it leads to.
        where: what the handoff says.
        point_to: the field that is at fault.
    """
    for handoff in select(policy, "handoff", where):
        left, reached = handoff.data["from"], handoff.data["to"]
        if policy.find(source, left) is None or policy.find(target, reached) is None:
            continue
        yield Hit(
            at=handoff.at(point_to),
            entity=handoff.name,
            key=(str(handoff.get("when") or ""),),
            facts={"source": left, "target": reached},
            intents=handoff.texts("intents"),
        )


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the places, and with what the handoff says."""
    from cxlint.linting.query import condition_syntax
    from cxlint.policy.policy import PLACES

    for name in ("source", "target"):
        yield from condition_syntax.validate_word(
            params[name], sorted(PLACES), "kind of place", (name,)
        )
    yield from condition_syntax.validate_fields([params["point_to"]], ["handoff"], ("point_to",))
    yield from condition_syntax.validate_conditions(params["where"], ["handoff"])
