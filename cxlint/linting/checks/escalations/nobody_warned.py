"""Promises and escalations of which nobody hears but who has the case already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.values.conditions import plain, read_condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "places", "number"})
"""What a message may name."""


def nobody_warned(
    policy: Policy, *, owner: Sequence[str], owned_by: Sequence[str]
) -> Iterator[Hit]:
    """Yield the escalations that are to keep promises and have no level.

    Case `owner`: all levels call only who has the case already; `holder`: the conditions say that
    it is theirs. A level that does not say whom it calls is left alone. Facts: id, places, number.

    Args:
        policy: the policy.
        owner: words for whoever has the case already.
        owned_by: what the fields are called that say who has a case.
    """
    owners, fields = {plain(each) for each in owner}, {plain(each) for each in owned_by}
    yield from group_hits(
        (_name(escalation), hit)
        for escalation in list_escalations(policy)
        if (hit := _find(escalation, owners, fields)) is not None
    )


def _name(escalation: Entity) -> str:
    """Return what it is called: without levels, by the promise that it is to keep."""
    promises = escalation.texts("promises")
    return promises[0] if promises and not escalation.get("steps") else escalation.id


def _find(escalation: Entity, owners: set[str], fields: set[str]) -> Hit | None:
    steps = escalation.get("steps")
    if steps is None:
        return None
    if not steps:
        return build_hit(escalation, "steps") if escalation.texts("promises") else None
    called = [each.get("to") if isinstance(each, dict) else None for each in steps]
    holders = _list_holders(escalation, fields)
    for known, case in ((owners, "owner"), (owners | holders, "holder")):
        if all(to and {plain(each) for each in _list(to)} <= known for to in called):
            return build_hit(escalation, "steps", 0, case=case)
    return None


def _list_holders(escalation: Entity, fields: set[str]) -> set[str]:
    """Return who has each case that an escalation is for, where its conditions say one name."""
    asked = [one for each in escalation.get("conditions") or () for one in read_condition(each)]
    named = [each.values for each in asked
             if each.field in fields and each.names_values and each.holds]  # fmt: skip
    return {plain(each) for values in named if len(values) == 1 for each in values}


def _list(to: object) -> list[str]:
    return [str(each) for each in to] if isinstance(to, list) else [str(to)]
