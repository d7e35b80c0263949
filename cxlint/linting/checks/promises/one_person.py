"""Escalations that all depend on one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "person", "number"})
"""What a message may name."""


def one_person(policy: Policy) -> Iterator[Hit]:
    """Yield the first escalation where all of them call one person and nobody else.

    Those of a vendor's file are looked at by themselves, and all others together. A person is a
    team of one. Where some level does not say whom it calls, nothing is said. Facts: id, person,
    number (of escalations).

    Args:
        policy: the policy.
    """
    files: dict[str, list[Entity]] = {}
    for escalation in list_escalations(policy):
        if escalation.get("steps"):
            files.setdefault(escalation.document.vendor_file, []).append(escalation)
    for found in files.values():
        called = {each for escalation in found for each in _list_called(escalation)}
        person = called.pop() if len(called) == 1 else ""
        team = policy.find("team", person) if person else None
        if team is not None and team.get("seats") == 1:
            facts = {"person": person, "number": len(found)}
            related = tuple((each.at(), each.id) for each in found[1:])
            yield build_hit(found[0], "steps", 0, facts=facts, key=(person,), related=related)


def _list_called(escalation: Entity) -> Iterator[str]:
    """Yield whom the levels call; an empty text for one that does not say it."""
    for level in escalation.get("steps"):
        to = level.get("to") if isinstance(level, dict) else None
        yield from to if isinstance(to, list) else [to or ""]
