"""Alarms that call nobody for weeks, or until somebody remembers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.hits import build_hit
from cxlint.sentence_lists import shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "alarms", "until", "days"})
"""What a message may name."""

NAMED = 3
"""How many alarms a sentence names."""


def long_mute(policy: Policy, *, at_least: str) -> Iterator[Hit]:
    """Yield the times of `at_least` in which what an escalation is raised for calls nobody.

    Case `endless`: the time has no end. A time that is over is left alone, and so is one of which
    the beginning is not said, if it ends. Facts: id, alarms, until, days.

    Args:
        policy: the policy.
        at_least: how long alarms are muted that is told of.
    """
    bound = quantities.duration(at_least)
    for escalation in list_escalations(policy):
        for number, mute in enumerate(escalation.get("muted") or ()):
            yield from _judge(escalation, number, mute, bound, policy.today)


def _judge(
    escalation: Entity, number: int, mute: Mapping[str, Any], bound: Duration, today: datetime.date
) -> Iterator[Hit]:
    first, last = (_read(mute.get(key)) for key in ("from", "to"))
    alarms = escalation.texts("raised_by") or (escalation.id,)
    facts: dict[str, object] = {
        "alarms": shorten_list(list(alarms), NAMED, longest=NAMED + 1, rest="{} more"),
        "until": "",
        "days": 0,
    }
    if last is None:
        yield build_hit(escalation, "muted", number, facts=facts, case="endless")
    elif first is not None and last >= today:
        days = (last - first).days + 1
        if days * 24 * 3600 >= bound.seconds:
            facts |= {"until": last, "days": days}
            yield build_hit(escalation, "muted", number, "to", facts=facts)


def _read(day: object) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if isinstance(day, str) else None
