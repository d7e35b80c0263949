"""The times of each contact reason of a policy, worked out once for all who ask."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cxlint.analysis.times.first_attendance import FirstAnswer, FirstAttendance
from cxlint.analysis.times.legs import lacks_hours
from cxlint.analysis.times.time_promises import applies, deadline, resolutions, starts_under
from cxlint.analysis.times.timed_ways import TimedWays, timed_ways
from cxlint.analysis.times.verdicts import NOT_BACKED, Clockwork, Judgement
from cxlint.calendar.time_memory import common_calendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.analysis.times.time_promises import Deadline
    from cxlint.calendar.time_memory import Calendar
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity


class IntentTimes:
    """How long the cases of one contact reason take, and what is promised of it."""

    def __init__(self, ways: TimedWays, calendar: Calendar) -> None:
        self.ways = ways
        policy = ways.journey.network.policy
        self.clockwork = Clockwork(ways, policy.today, calendar)

    @cached_property
    def attendance(self) -> FirstAttendance:
        """When somebody is there first for what these customers bring."""
        return FirstAttendance(self.ways)

    @cached_property
    def without_return(self) -> IntentTimes:
        """The same of cases in which nothing takes its time once more."""
        ways = TimedWays(self.ways.graph.without_return, self.intent, starts=self.ways.starts)
        return IntentTimes(ways, self.clockwork.calendar)

    def judge_first_reply(self, promised: Deadline) -> Judgement | None:
        """Return the verdict on a promise of a first reply; None where nothing can be said."""
        answers = FirstAnswer(self.ways)
        starts = starts_under(promised.entity, self.ways)
        legs = (leg for start in starts for leg in self.ways.stated.first_answer(start))
        if promised.fault or any(lacks_hours(leg) is not None for leg in legs):
            return None
        clockwork = Clockwork(answers, self.clockwork.day, self.clockwork.calendar)
        return clockwork.judge((promised,), starts)

    @property
    def intent(self) -> Entity:
        """The contact reason."""
        return self.ways.intent

    @cached_property
    def promises(self) -> tuple[Deadline, ...]:
        """Within what time it is promised to be settled: everything that is stated of it."""
        return tuple(resolutions(self.ways.journey.network.policy, self.ways))

    @cached_property
    def own_promise(self) -> Deadline | None:
        """Within what time the contact reason itself promises to be settled."""
        return next((each for each in self.promises if each.entity is self.intent), None)

    def of(self, promise: Entity, key: str) -> Deadline | None:
        """Return the deadline that a promise states for it under a key, if it does."""
        if not applies(promise, self.intent, self.ways):
            return None
        return deadline(
            self.ways.journey.network.policy, promise, key, self.ways, self.ways.stated.zone
        )

    def judge(self, deadlines: tuple[Deadline, ...]) -> Judgement | None:
        """Return the verdict on deadlines, each for the starts for which it is.

        None where no case can begin, or something on the way has no figure. Raises NeverOpenError
        where hours on the way never open.
        """
        if self.ways.fault is not None:
            return None
        groups = self.starts_by_deadlines(deadlines).items()
        found = [self.clockwork.judge(each, starts) for each, starts in groups]
        known = [each for each in found if each is not None]
        return _overall(known) if known else None

    def starts_by_deadlines(
        self, deadlines: tuple[Deadline, ...]
    ) -> dict[tuple[Deadline, ...], list[int]]:
        """Return the starts for which the same of these deadlines hold, with these."""
        sound = [
            (each, frozenset(starts_under(each.entity, self.ways)))
            for each in deadlines
            if not each.fault
        ]
        groups: dict[tuple[Deadline, ...], list[int]] = {}
        for start in dict.fromkeys(self.ways.starts):
            holding = tuple(each for each, under in sound if start in under)
            if holding:
                groups.setdefault(holding, []).append(start)
        return groups


def _overall(found: list[Judgement]) -> Judgement:
    """Return the verdict on all starts: broken for certain only if it is from all."""
    ordinary = all(each.ordinary for each in found)
    verdicts = {each.verdict for each in found}
    verdict = verdicts.pop() if len(verdicts) == 1 else NOT_BACKED
    return Judgement(verdict, ordinary)


@lru_cache(maxsize=1)
def times_of(network: Network) -> Mapping[str, IntentTimes]:
    """Return the times of each contact reason, by its id."""
    calendar = common_calendar()
    return {ways.intent.id: IntentTimes(ways, calendar) for ways in timed_ways(network)}
