"""How long customers may wait for the decisions on their request alone, in an ordinary week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.times.approval_legs import decisions
from cxlint.analysis.times.legs import Extent, arrival, counts_months, hours_of, lacks_hours
from cxlint.analysis.times.verdicts import Clockwork
from cxlint.calendar.arrival_times import NeverOpenError
from cxlint.graph.authority.limits import ladders_of
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.arrival_functions import ArrivalFunction
    from cxlint.analysis.times.approval_legs import Decision
    from cxlint.analysis.times.intent_times import IntentTimes
    from cxlint.analysis.times.legs import Leg
    from cxlint.calendar.arrival_times import Time
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Node
    from cxlint.language.entity import Entity


class ApprovalWait(NamedTuple):
    """The decisions on some cases of a contact reason, and how long they take at most.

    `taken` is in instants, if everybody takes the time allowed; `begins` is the start of which that
    is so. `least` is the same for the start of which it takes the least.
    """

    intent: Entity
    remedy: Entity
    decision: Decision
    taken: int
    begins: int
    least: int


class _Decided:
    """The decisions alone, as ways whose times can be judged."""

    def __init__(self, times: IntentTimes, leg: Leg) -> None:
        ways = times.ways
        self.journey: Journey = ways.journey
        self.stated = ways.stated
        self.starts: Sequence[int] = ways.starts
        self.endless: Sequence[Node] = ()
        self.counts_months = counts_months(leg)
        self.hours = hours_of(leg)
        self._leg = leg

    def bounds(self, time: Time, start: int, extent: Extent) -> None:
        """Say nothing beforehand: it is as quick to say how long it takes."""

    def through(self, time: Time, start: int, extent: Extent) -> ArrivalFunction | None:
        """Return when all have decided on a case that is asked about at its start."""
        del start
        try:
            return arrival(self._leg, time, extent)
        except NeverOpenError:
            return None


def list_waits(times: IntentTimes) -> Iterator[ApprovalWait]:
    """Yield how long the decisions take of each band of value, from each team met first."""
    intent, journey = times.intent, times.ways.journey
    policy = journey.network.policy
    ladders = ladders_of(policy)
    bit = 1 << journey.intents.index(intent)
    for remedy in intent.texts("remedy"):
        ladder = ladders.of(remedy)
        if ladder is None or ladder.entity is None:
            continue
        for number, bits in journey.met_first.items():
            team = journey.nodes[number].entity if bits & bit else None
            if team is None or team.kind != "team":
                continue
            for decision in decisions(policy, ladder, team, intent, times.ways.stated.zone):
                yield from _measure(times, ladder.entity, decision)


def _measure(times: IntentTimes, remedy: Entity, decision: Decision) -> Iterator[ApprovalWait]:
    if decision.leg is None or lacks_hours(decision.leg) is not None:
        return
    ways = _Decided(times, decision.leg)
    clockwork = Clockwork(ways, times.clockwork.day, times.clockwork.calendar)
    found = clockwork.week.range(Extent.MOST)
    if found is not None:
        most = found.most
        least = found.least.taken
        yield ApprovalWait(times.intent, remedy, decision, most.taken, most.instant, least)
