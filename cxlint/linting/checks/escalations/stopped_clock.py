"""Escalations whose clock stops or begins anew because somebody touches the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.values.conditions import plain, read_condition
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "event", "places", "number"})
"""What a message may name."""

KEYS = {"ends_on": "ends", "restarts_on": "restarts"}


def stopped_clock(
    policy: Policy, *, field: Sequence[str], untouched: Sequence[str]
) -> Iterator[Hit]:
    """Yield escalations that something ends (case `ends`) or sets back (case `restarts`, info).

    Left alone are those that call nobody, and those for cases only that nobody has touched yet.
    Facts: id, event, places, number.

    Args:
        policy: the policy.
        field: what the field is called that says how far a case has come.
        untouched: its values while nobody has touched the case.
    """
    fields, values = {plain(each) for each in field}, {plain(each) for each in untouched}
    yield from group_hits(
        (escalation.id, hit)
        for escalation in list_escalations(policy)
        if escalation.get("steps") and not _is_for_untouched(escalation, fields, values)
        for hit in _find(escalation)
    )


def _find(escalation: Entity) -> Iterator[Hit]:
    for key, case in KEYS.items():
        events = [each for each in escalation.texts(key) if not is_denial(each)]
        if events:
            severity: Severity | None = "info" if case == "restarts" else None
            facts = {"event": events}
            yield build_hit(escalation, key, facts=facts, case=case, severity=severity)


def _is_for_untouched(escalation: Entity, fields: set[str], values: set[str]) -> bool:
    asked = [one for each in escalation.get("conditions") or () for one in read_condition(each)]
    return any(
        each.field in fields and each.names_values and each.holds and each.values <= values
        for each in asked
    )
