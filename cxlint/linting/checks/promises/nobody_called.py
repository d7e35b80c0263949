"""Escalations that come to nobody, or only to who has the case already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.values.conditions import plain
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "level", "to", "places", "number"})
"""What a message may name."""


def nobody_called(policy: Policy, *, owner: Sequence[str]) -> Iterator[Hit]:
    """Yield escalations of which nobody hears who could help.

    Case ``: a level says that it calls nobody. Case `empty`: it calls only teams in which nobody
    works (seats: 0); fact to. Case `promise` (information): an escalation that is
    to keep promises has no level. Case `owner` (information): all levels call only who has the case
    already. A level that does not say whom it calls is left alone. Facts: id, level, places,
    number.

    Args:
        policy: the policy.
        owner: words for whoever has the case already.
    """
    owners = {plain(each) for each in owner}
    yield from group_hits(
        (_name(escalation), hit)
        for escalation in list_escalations(policy)
        if (hit := _find(policy, escalation, owners)) is not None
    )


def _name(escalation: Entity) -> str:
    promises = escalation.texts("promises")
    return escalation.id if escalation.get("steps") else promises[0] if promises else escalation.id


def _find(policy: Policy, escalation: Entity, owners: set[str]) -> Hit | None:
    steps = escalation.get("steps")
    if steps is None:
        return None
    if not steps:
        stated = bool(escalation.texts("promises"))
        hit = build_hit(escalation, "steps", case="promise", severity="info")
        return hit if stated else None
    called = [each.get("to") if isinstance(each, dict) else None for each in steps]
    for number, to in enumerate(called):
        if to is not None and is_denial(to):
            return build_hit(escalation, "steps", number, facts={"level": number + 1})
        if to and all(_is_empty(policy, each) for each in _list(to)):
            facts = {"level": number + 1, "to": _list(to)}
            return build_hit(escalation, "steps", number, facts=facts, case="empty")
    if all(to and {plain(each) for each in _list(to)} <= owners for to in called):
        return build_hit(escalation, "steps", 0, case="owner", severity="info")
    return None


def _is_empty(policy: Policy, name: str) -> bool:
    team = policy.find("team", name)
    return team is not None and team.get("seats") == 0


def _list(to: object) -> list[str]:
    return [str(each) for each in to] if isinstance(to, list) else [str(to)]
