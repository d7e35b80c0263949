"""Reminders that go on for ever, after which nobody else takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "of", "every", "does"})
"""What a message may name."""


def endless_reminder(policy: Policy) -> Iterator[Hit]:
    """Yield each reminder of a process that states neither how often nor who takes over then.

    Facts: id (of the process), of (what people are reminded of), every (how often), does (what is
    done each time).

    Args:
        policy: the policy.
    """
    for process in policy.of("process"):
        for number, reminder in enumerate(process.get("reminders") or ()):
            if isinstance(reminder, dict) and not (reminder.get("times") or reminder.get("then")):
                yield _hit(process, number, reminder)


def _hit(process: Entity, number: int, reminder: dict[str, object]) -> Hit:
    every = reminder.get("every")
    facts = {
        "of": reminder.get("of") or process.id,
        "every": f"every {every}" if every else "again and again",
        "does": reminder.get("does") or reminder.get("name") or "a reminder",
    }
    key = (str(reminder.get("name") or number),)
    return build_hit(process, "reminders", number, facts=facts, key=key)
