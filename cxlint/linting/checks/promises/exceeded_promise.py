"""Promises of a resolution that the way to it does not keep."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.two_clocks import is_surely_longer
from cxlint.linting.model.observation import note
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.times.promise_breaches import Breach, Span
    from cxlint.analysis.times.timed_graph import LegTime
    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit, Severity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "intents", "promised", "takes", "sum", "gives", "needed", "begins"})
"""What a message may name."""

STATING_TIME = (
    "handoff.wait", "team.ola", "team.sla", "team.contract", "channel.respond", "step.effort",
    "step.person", "remedy.tiers",
)  # fmt: skip
"""Where a policy states how long something on the way takes, or may take."""

HOUR = 7200
DAY = 24 * HOUR
MINUTE = 120


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
            "takes": _range_text(worst),
            "sum": _sum_text(policy, worst),
            "gives": worst.gives.text,
            "needed": _length_text(max(worst.slowest.most, worst.sum.taken)),
            "begins": _begin_text(policy, worst),
        },
        case="certain" if worst.certain else "note" if worst.ordinary else "",
        severity=_severity(worst),
        intents=intents,
        witness=_witness(worst),
        related=((worst.gives.at, "this would have to take less time"),),
    )


def _severity(breach: Breach) -> Severity | None:
    if breach.certain:
        return "error"
    return "info" if breach.ordinary else None


def _range_text(breach: Breach) -> str:
    """Return how long it takes: `72 hours`, `17 to 20 days`, and where it takes longer."""
    if breach.ordinary:
        return _length_text(breach.sum.taken)
    if breach.certain:
        return _length_text(breach.quickest.least, up=False)
    quick, slow = breach.quickest, breach.slowest
    told, most = _span_text(quick), _length_text(slow.most)
    if quick.start == slow.start or most == _length_text(quick.most):
        return told
    return f"{told} through {quick.start} and up to {most} through {slow.start}"


def _span_text(span: Span) -> str:
    least, most = _length_text(span.least, up=False), _length_text(span.most)
    if span.least * 20 < span.most:
        return f"up to {most}"
    if least == most:
        return most
    number, _, unit = least.partition(" ")
    alike = unit.rstrip("s") == most.partition(" ")[2].rstrip("s")
    return f"{number if alike else least} to {most}"


def _length_text(instants: int, *, up: bool = True) -> str:
    """Return a length in whole days, in hours below two days, in minutes below two hours."""
    units = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))
    unit, name = next((each for each in units if instants >= 2 * each[0]), units[-1])
    count = math.ceil(instants / unit) if up else instants // unit
    return f"{count} {name}{'' if count == 1 else 's'}"


def _telling(breach: Breach) -> list[LegTime]:
    """Return the parts that count: those that take a hundredth of the whole or more."""
    least = breach.sum.taken / 100
    return [each for each in breach.sum.parts if each.end - each.begin >= max(least, 1)]


def _sum_text(policy: Policy, breach: Breach) -> str:
    """Return the parts that take time, in their order; what is met again is said to be."""
    from cxlint.analysis.times.leg_text import passage_text
    from cxlint.analysis.times.way_legs import zone_of

    zone = zone_of(policy)
    said: list[str] = []
    for each in _telling(breach):
        text = passage_text(each, zone)
        again = any(other == text or other.startswith(f"{text} ") for other in said)
        said.append(f"{text} once more" if again else text)
    return "; then ".join(said)


def _begin_text(policy: Policy, breach: Breach) -> str:
    from cxlint.analysis.times.leg_text import moment_text, weekday_text
    from cxlint.analysis.times.way_legs import zone_of

    words = moment_text if breach.ordinary else weekday_text
    return words(breach.sum.instant, zone_of(policy))


def _witness(breach: Breach) -> tuple[tuple[At, str], ...]:
    from cxlint.analysis.times.legs import main_legs

    return tuple(
        (leg.at, f"{leg.text}: {_length_text(each.end - each.begin)}")
        for each in _telling(breach)
        for leg in main_legs(each.leg)
    )
