"""What customers are promised on when a matter is settled or answered, as deadlines."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.analysis.times.way_legs import placed
from cxlint.records import NamedTuple
from cxlint.values.conditions import read_alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.algorithms.arrival_functions import ArrivalFunction
    from cxlint.analysis.times.timed_ways import TimedWays
    from cxlint.calendar.arrival_times import Time
    from cxlint.calendar.opening_hours import Hours
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

CONTRADICTION = "business units on a calendar clock"
NO_HOURS = "business units nobody's hours define"
NO_UNIT = "a business clock counts hours and days, no weeks or months"

CONDITIONS = ("conditions", "any_conditions")
SCOPES = (*CONDITIONS, "customers", "segments", "countries", "priorities")
"""Keys with which a promise is for some cases of a contact reason only."""


class Deadline(NamedTuple):
    """A time within which something is promised, and the hours in which its clock runs.

    `fault` says why no date follows from it; `keys` are where it stands in `entity`.
    """

    entity: Entity
    keys: tuple[str, ...]
    length: Duration
    hours: Hours | None
    zone: str | None
    fault: str = ""

    @property
    def at(self) -> At:
        """Where it is stated."""
        return self.entity.at(*self.keys)

    def due(self, time: Time) -> ArrivalFunction:
        """Return when it ends, as a function of when the case begins."""
        return time.taking(self.length, self.hours, self.zone)


def deadline(
    policy: Policy, promise: Entity, key: str, ways: TimedWays | None, zone: str | None
) -> Deadline | None:
    """Return the deadline that a promise states under a key; None where it states none.

    Its clock runs in the hours that it states, else in those of the first team of the ways.
    """
    length = promise.duration(key)
    if length is None:
        return None
    clock = promise.get("clock")
    hours = placed(policy.hours(promise, "open"), zone)
    if hours is None and ways is not None:
        hours = next(filter(None, map(ways.stated.first_hours, ways.starts)), None)
    fault = _clock_fault(length, clock)
    if not fault and clock == "business":
        length = replace(length, business=True)
    if length.business and hours is None and not fault:
        fault = NO_HOURS
    return Deadline(promise, (key,), length, hours, zone, fault)


def contradiction(promise: Entity) -> str:
    """Return why no date follows from a promise, whoever acts; nothing where one may."""
    lengths = (promise.duration(key) for key in ("resolution", "first_reply"))
    clock = promise.get("clock")
    faults = (_clock_fault(each, clock) for each in lengths if each is not None)
    return next(filter(None, faults), "")


def _clock_fault(length: Duration, clock: object) -> str:
    if length.business and clock == "calendar":
        return CONTRADICTION
    if clock == "business" and length.unit in {"week", "month", "year"}:
        return NO_UNIT
    return ""


def is_for_some(promise: Entity) -> bool:
    """Whether a promise is for some cases of a contact reason that are told apart by facts.

    Conditions in words that nobody can decide tell no cases apart: some case may meet them.
    """
    if any(map(promise.says, (key for key in SCOPES if key not in CONDITIONS))):
        return True
    asked = read_alternatives({key: promise.get(key) for key in CONDITIONS if promise.says(key)})
    stated = any(map(promise.says, CONDITIONS))
    if asked is None:
        return stated
    return all(any(each.kind != "test" for each in case) for case in asked)


def resolutions(policy: Policy, ways: TimedWays) -> Iterator[Deadline]:
    """Yield within what time a contact reason is promised to be settled, wherever that stands."""
    zone, intent = ways.stated.zone, ways.intent
    own = deadline(policy, intent, "promise", ways, zone)
    if own is not None:
        yield own
    named = _promises_by_intent(policy)
    for _, promise in sorted((*named.get(intent.id, ()), *named.get("", ())), key=_number_of):
        if applies(promise, intent, ways) and not is_for_some(promise):
            stated = deadline(policy, promise, "resolution", ways, zone)
            if stated is not None:
                yield stated
    for team in ways.passed_always:
        length = team.duration("sla", "resolution")
        if length is not None:
            hours = placed(policy.hours(team, "open"), zone)
            fault = NO_HOURS if length.business and hours is None else ""
            yield Deadline(team, ("sla", "resolution"), length, hours, zone, fault)


@lru_cache(maxsize=1)
def _promises_by_intent(policy: Policy) -> dict[str, list[tuple[int, Entity]]]:
    """Return the promises by the contact reasons that they name, numbered; under "" all others."""
    found: dict[str, list[tuple[int, Entity]]] = {}
    for number, promise in enumerate(policy.of("promise")):
        for id_ in dict.fromkeys(promise.texts("intents") or ("",)):
            found.setdefault(id_, []).append((number, promise))
    return found


def _number_of(numbered: tuple[int, Entity]) -> int:
    return numbered[0]


def applies(promise: Entity, intent: Entity, ways: TimedWays) -> bool:
    """Whether a promise may be for a contact reason, and for all that begin where it may."""
    named = promise.texts("intents")
    if named and intent.id not in named:
        return False
    channels = promise.texts("channels")
    return not channels or bool(starts_under(promise, ways))


def starts_under(promise: Entity, ways: TimedWays) -> tuple[int, ...]:
    """Return the starts for which a promise is: those at its channels, where it names any."""
    channels = promise.texts("channels") if promise.kind == "promise" else ()
    nodes = ways.journey.nodes
    return tuple(each for each in ways.starts if not channels or nodes[each].id in channels)
