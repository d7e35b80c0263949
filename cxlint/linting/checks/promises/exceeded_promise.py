"""Promises of a resolution that the way to it does not keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.breach_text import (
    begin_text,
    length_text,
    list_witnesses,
    range_text,
    sum_text,
)
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.two_clocks import is_surely_longer
from cxlint.linting.model.observation import note
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.times.promise_breaches import Breach
    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit, Severity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "intents", "promised", "takes", "sum", "gives", "needed", "begins"})
"""What a message may name."""

STATING_TIME = (
    "handoff.wait", "team.ola", "team.sla", "team.contract", "channel.respond", "step.effort",
    "step.person", "remedy.tiers",
)  # fmt: skip
"""Where a policy states how long something on the way takes, or may take."""


def exceeded_promise(network: Network) -> Iterator[Hit]:
    """Yield each promise of a resolution that the longest way to it does not keep.

    Bounds count from nothing to the stated time, waits as stated, each in the hours of those who
    act; a place that states no time adds none, and a circle is gone through once. Case `certain`
    (an error): broken from every start, even if everybody acts at once. Case empty: broken from
    some start of an ordinary week if everybody takes the time allowed. Case `note` (information):
    that is so only around public holidays and changes of the clock.

    Silent, for these are other rules' matters: one wait alone that is longer than the promise, and
    what would be kept if somebody were there at all times, where that is told of the promise.
    Facts: id, intents, promised, takes, sum, gives, needed, begins.

    Args:
        network: the policy's graph.
    """
    if not any(map(network.policy.speaks_of, STATING_TIME)):
        return
    from cxlint.analysis.times.intent_times import times_of
    from cxlint.analysis.times.promise_breaches import find_breaches
    from cxlint.analysis.times.promise_gaps import find_gaps

    note(network.policy, len(network.policy.of("intent")))
    breaches: dict[tuple[str, str, tuple[str, ...]], list[Breach]] = {}
    for times in times_of(network).values():
        gaps = {gap.deadline for gap in find_gaps(times)}
        for breach in find_breaches(times):
            stated = breach.deadline
            told = _is_one_long_wait(breach) or (breach.by_hours and stated in gaps)
            key = stated.entity.kind, stated.entity.id, stated.keys
            if not told:
                breaches.setdefault(key, []).append(breach)
    for found in breaches.values():
        yield _hit(network.policy, found)


def _is_one_long_wait(breach: Breach) -> bool:
    """Whether one wait alone is longer than the promise, on whatever day it begins."""
    from cxlint.analysis.times.legs import Wait

    promised = breach.deadline.length
    waits = (each.leg for each in breach.sum.parts if isinstance(each.leg, Wait))
    return any(is_surely_longer(each.least, promised) for each in waits)


def _hit(policy: Policy, found: Sequence[Breach]) -> Hit:
    worst = max(found, key=lambda each: (each.certain, not each.ordinary, each.sum.taken))
    intents = tuple(dict.fromkeys(each.intent.id for each in found))
    deadline = worst.deadline
    return build_hit(
        deadline.entity,
        *deadline.keys,
        facts={
            "intents": join_with_and(intents[:4]),
            "promised": deadline.length,
            "takes": range_text(worst),
            "sum": sum_text(policy, worst),
            "gives": worst.gives.text,
            "needed": length_text(worst.needed),
            "begins": begin_text(policy, worst),
        },
        case="certain" if worst.certain else "note" if worst.ordinary else "",
        severity=_severity(worst),
        intents=intents,
        witness=list_witnesses(worst),
        related=((worst.gives.at, "this would have to take less time"),),
    )


def _severity(breach: Breach) -> Severity | None:
    if breach.certain:
        return "error"
    return "info" if breach.ordinary else None
