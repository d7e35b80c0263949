"""Reminders that go on for ever, after which nobody else takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

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
            if isinstance(reminder, dict) and not reminder.get("times") and not _is_followed(reminder):
                facts = {
                    "of": reminder.get("of") or process.id,
                    "every": f"every {reminder['every']}" if reminder.get("every") else "again and again",
                    "does": reminder.get("does") or reminder.get("name") or "a reminder",
                }
                key = (str(reminder.get("name") or number),)
                yield build_hit(process, "reminders", number, facts=facts, key=key)


def _is_followed(reminder: dict[str, object]) -> bool:
    return bool(reminder.get("then"))
