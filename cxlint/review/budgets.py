"""Budgets of contact reasons that a change makes larger, or drops: less is asked of the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

LENGTHS = ("effort_budget", "max_elapsed")
NUMBERS = ("max_contacts", "max_approvals")
"""What a contact reason may cost customers at most, as lengths of time and as numbers."""


class LooserBudget(NamedTuple):
    """That a contact reason may cost more than it might: in a sentence, and where."""

    sentence: str
    at: At


def find_looser_budgets(
    before: Policy, after: Policy, renames: Mapping[str, str]
) -> Iterator[LooserBudget]:
    """Yield the budgets that grew, or are said no longer, and ratchets that were let go."""
    now = {f"intent/{each.id}": each for each in after.of("intent")}
    for old in before.of("intent"):
        new = now.get(renames.get(f"intent/{old.id}", f"intent/{old.id}"))
        if new is None:
            continue
        if old.affirms("ratchet") and not new.affirms("ratchet"):
            yield LooserBudget(f"{new.id} may become worse from now on (ratchet)", new.at())
        for key in (*LENGTHS, *NUMBERS):
            if _is_looser(key, old, new):
                now_said = new.get(key) if new.says(key) else "no bound"
                told = f"{new.id}: {key} is {now_said} (before: {old.get(key)})"
                yield LooserBudget(told, new.at(key) if new.says(key) else new.at())


def _is_looser(key: str, old: Entity, new: Entity) -> bool:
    if not old.says(key):
        return False
    if not new.says(key):
        return True
    if key in LENGTHS:
        one, other = old.duration(key), new.duration(key)
        return one is not None and other is not None and other.seconds > one.seconds
    return _number(new, key) > _number(old, key)


def _number(entity: Entity, key: str) -> float:
    said = entity.get(key)
    return float(said) if isinstance(said, int | float) else 0.0
