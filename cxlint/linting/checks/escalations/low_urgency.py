"""Escalations of which all levels but the first are never called, since nothing is urgent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.text.urgency import is_surely_urgent
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit, Severity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "alarms", "levels", "places", "number"})
"""What a message may name."""

NAMED = 3
"""How many alarms a sentence names."""


def low_urgency(policy: Policy) -> Iterator[Hit]:
    """Yield escalations that go beyond a first level, of which nothing that raises them makes use.

    Case empty: all that it is raised for is of low urgency, and nothing of that is escalated. Case
    `named`, a warning: something of that has a name that says urgent. Case `times`: all of it is of
    low urgency at some times, and what is reported then stays so. One that calls people once has
    nothing that could be missed. Facts: id, alarms, levels, places, number.

    Args:
        policy: the policy.
    """
    yield from group_hits(
        (each.id, hit) for each in list_escalations(policy) for hit in _find(each)
    )


def _find(escalation: Entity) -> Iterator[Hit]:
    raised = set(escalation.texts("raised_by"))
    always, at_times = (
        [each for each in escalation.texts(key) if each in raised]
        for key in ("low_urgency", "low_urgency_at_times")
    )
    levels = len(escalation.get("steps") or ())
    if levels < 2 and not (levels and escalation.get("repeats")):
        return
    urgent = [each for each in always if is_surely_urgent(each)]
    if urgent:
        yield _build(escalation, "low_urgency", urgent, "named", "warning")
    elif always and len(always) == len(raised):
        yield _build(escalation, "low_urgency", always, "", None)
    elif at_times and len({*at_times, *always}) == len(raised):
        yield _build(escalation, "low_urgency_at_times", at_times, "times", None)


def _build(
    escalation: Entity, key: str, alarms: list[str], case: str, severity: Severity | None
) -> Hit:
    facts = {
        "alarms": shorten_list(alarms, NAMED, longest=NAMED + 1, rest="{} more"),
        "levels": len(escalation.get("steps")),
    }
    return build_hit(escalation, key, facts=facts, case=case, severity=severity)
