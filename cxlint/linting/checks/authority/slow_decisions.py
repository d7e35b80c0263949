"""Decisions that may keep customers waiting for long, where nobody promised them when."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cxlint.graph.authority.distributions import values
from cxlint.linting.check_support.hits import build_hit
from cxlint.sentence_lists import join_with_and
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from cxlint.analysis.times.approval_waits import ApprovalWait
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit

FACTS = frozenset({"id", "intents", "takes", "sum", "bound"})
"""What a message may name."""

SECOND = 2
HOUR = 3600 * SECOND
DAY = 24 * HOUR


def slow_decisions(network: Network, *, at_most: str, min_share: str) -> Iterator[Hit]:
    """Yield each remedy on which the decisions alone may take too long, in an ordinary week.

    Limits count in full, each in the hours of those who decide: one after another where a request
    climbs, the longest where several are asked at once. What states no limit adds none, and who
    looks after the remedy keeps nobody waiting. Silent where something is promised for the matter,
    which is compared with the whole way, and of cases that are sure to be rarer than the share.
    Facts: id, intents, takes, sum, bound.

    Args:
        network: the policy's graph.
        at_most: how long the decisions on a request may take.
        min_share: the share of cases below which nothing is said.
    """
    asking = [each for each in network.policy.of("intent") if each.says("remedy")]
    if not asking or not network.policy.speaks_of("remedy.tiers"):
        return
    from cxlint.analysis.times.approval_waits import list_waits
    from cxlint.analysis.times.intent_times import times_of

    bound, least = quantities.duration(at_most), quantities.percentage(min_share)
    times = times_of(network)
    slow: dict[str, list[ApprovalWait]] = {}
    for intent in asking:
        if intent.id not in times or times[intent.id].promises:
            continue
        for wait in list_waits(times[intent.id]):
            if wait.taken > bound.seconds * SECOND and _is_frequent(intent, wait, least):
                slow.setdefault(wait.remedy.id, []).append(wait)
    for waits in slow.values():
        yield _hit(waits, at_most)


def _is_frequent(intent: Entity, wait: ApprovalWait, least: Fraction) -> bool:
    known = values(intent)
    if known is None:
        return True
    return known.between(wait.decision.above, wait.decision.up_to).high > least


def _hit(waits: Sequence[ApprovalWait], at_most: str) -> Hit:
    from cxlint.analysis.times.legs import stated_legs

    worst = max(waits, key=lambda each: each.taken)
    assert worst.decision.leg is not None
    legs = stated_legs(worst.decision.leg)
    intents = tuple(dict.fromkeys(each.intent.id for each in waits))
    return build_hit(
        worst.remedy,
        "tiers",
        facts={
            "intents": join_with_and(intents[:4]),
            "takes": _length_text(worst.taken),
            "sum": join_with_and([*dict.fromkeys(leg.text for leg in legs)]),
            "bound": at_most,
        },
        intents=intents,
        witness=tuple((leg.at, leg.text) for leg in legs),
    )


def _length_text(instants: int) -> str:
    unit, name = (DAY, "day") if instants >= 2 * DAY else (HOUR, "hour")
    count = math.ceil(instants / unit)
    return f"{count} {name}{'' if count == 1 else 's'}"
