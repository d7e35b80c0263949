"""Alarms that call nobody for weeks, or until somebody remembers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cxlint.linting.check_support.escalation_levels import list_escalations
from cxlint.linting.check_support.hits import build_hit
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "alarms", "until", "days"})
"""What a message may name."""

NAMED = 3
"""How many alarms a sentence names."""


ONE_DAY = datetime.timedelta(days=1)


class Mute(NamedTuple):
    """A time in which what an escalation is raised for calls nobody; it has both ends."""

    first: datetime.date
    last: datetime.date
    escalation: Entity
    number: int


def long_mute(policy: Policy, *, at_least: str) -> Iterator[Hit]:
    """Yield the times of `at_least` in which what an escalation is raised for calls nobody.

    Times of the same alarms that follow on one another are one. Case `endless`: the time has no
    end. A time that is over is left alone, and so is one of which the beginning is not said, if it
    ends. Facts: id, alarms, until, days.

    Args:
        policy: the policy.
        at_least: how long alarms are muted that is told of.
    """
    bound = quantities.duration(at_least)
    mutes: dict[object, list[Mute]] = {}
    for escalation in list_escalations(policy):
        for number, stated in enumerate(escalation.get("muted") or ()):
            first, last = (_read(stated.get(key)) for key in ("from", "to"))
            if last is None:
                facts = _build_facts(escalation, "", 0)
                yield build_hit(escalation, "muted", number, facts=facts, case="endless")
            elif first is not None:
                alarms = frozenset(_list_alarms(escalation))
                found = mutes.setdefault((escalation.document.vendor_file, alarms), [])
                found.append(Mute(first, last, escalation, number))
    for found in mutes.values():
        yield from _judge(found, bound, policy.today)


def _judge(mutes: list[Mute], bound: Duration, today: datetime.date) -> Iterator[Hit]:
    """Yield each stretch that is too long, at the time with which it ends."""
    stretch: list[Mute] = []
    for each in [*sorted(mutes, key=lambda mute: (mute.first, mute.last)), None]:
        if stretch and (each is None or each.first > _end(stretch) + ONE_DAY):
            days = (_end(stretch) - stretch[0].first).days + 1
            if _end(stretch) >= today and days * 24 * 3600 >= bound.seconds:
                yield _build(stretch, days)
            stretch = []
        if each is not None:
            stretch.append(each)


def _end(stretch: list[Mute]) -> datetime.date:
    return max(each.last for each in stretch)


def _build(stretch: list[Mute], days: int) -> Hit:
    until = _end(stretch)
    last = next(each for each in stretch if each.last == until)
    others = (each for each in stretch if each is not last)
    return build_hit(
        last.escalation, "muted", last.number, "to",
        facts=_build_facts(last.escalation, until, days),
        related=tuple((e.escalation.at("muted", e.number), "muted before") for e in others),
    )  # fmt: skip


def _list_alarms(escalation: Entity) -> tuple[str, ...]:
    return tuple(escalation.texts("raised_by")) or (escalation.id,)


def _build_facts(escalation: Entity, until: object, days: int) -> dict[str, object]:
    alarms = list(_list_alarms(escalation))
    named = shorten_list(alarms, NAMED, longest=NAMED + 1, rest="{} more")
    return {"alarms": named, "until": until, "days": days}


def _read(day: object) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if isinstance(day, str) else None
