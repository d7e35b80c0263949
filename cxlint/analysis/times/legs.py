"""What takes time on the way of a case: waits, bounds, decisions side by side or one by one."""

from __future__ import annotations

from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING

from cxlint.algorithms.arrival_functions import compose, earliest, latest
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.algorithms.arrival_functions import ArrivalFunction, Interval
    from cxlint.calendar.arrival_times import Time
    from cxlint.calendar.opening_hours import Hours
    from cxlint.parsing.document import At
    from cxlint.values.quantities import Duration


MONTHS = frozenset({"month", "year"})
"""Units of which not all last as long."""


class Extent(Enum):
    """How much time is taken: the least there can be, what is allowed in full, the most."""

    LEAST = "waits at their least, and everybody at once"
    ALLOWED = "waits at their least, and everybody takes the time allowed"
    MOST = "waits at their most, and everybody takes the time allowed"
    STATED = "the same, as if somebody were there at all times to keep it"


class Wait(NamedTuple):
    """The time that something takes, from the least to the most; `slight` if it is no delay."""

    text: str
    at: At
    least: Duration
    most: Duration
    hours: Hours | None
    zone: str | None
    slight: bool = False


class Bound(NamedTuple):
    """The time that something takes at most; what nobody can keep lasts until a desk opens."""

    text: str
    at: At
    length: Duration
    hours: Hours | None
    desks: tuple[Hours, ...]
    zone: str | None


class Group(NamedTuple):
    """Several at once: through when all are or, where one is enough, when the first is."""

    legs: tuple[Leg, ...]
    everyone: bool


class Series(NamedTuple):
    """One after the other."""

    legs: tuple[Leg, ...]


Leg = Wait | Bound | Group | Series


def arrival(leg: Leg, time: Time, extent: Extent) -> ArrivalFunction:
    """Return when what begins at a moment is through; NeverOpenError where it never may be.

    It may be known for less than the whole time where one part follows another.
    """
    if isinstance(leg, Wait):
        length = leg.least if extent in {Extent.LEAST, Extent.ALLOWED} else leg.most
        return time.taking(length, leg.hours, leg.zone)
    if isinstance(leg, Bound):
        if extent is Extent.STATED:
            return time.taking(leg.length, leg.hours, leg.zone)
        soonest, full = time.bound(leg.length, leg.hours, leg.desks, leg.zone)
        return soonest if extent is Extent.LEAST else full
    if isinstance(leg, Group):
        both = latest if leg.everyone else earliest
        return reduce(both, (arrival(each, time, extent) for each in leg.legs))
    through = time.now()
    for each in leg.legs:
        longer = time.until(through.most() // 2 + 1)
        through = compose(through, arrival(each, longer, extent))
    return through


def delays(leg: Leg, time: Time, extent: Extent) -> Interval:
    """Return what it takes no less than, and no more; of a bound, without following it.

    NeverOpenError where it never may be through.
    """
    if not isinstance(leg, Bound) or extent is Extent.STATED or leg.length.business:
        return arrival(leg, time, extent).delays
    least, most = time.taking(leg.length, leg.hours, leg.zone).delays
    opens = min((time.opening(each).delays[1] for each in leg.desks), default=0)
    if extent is Extent.LEAST:
        return 0, opens if opens > least else 0
    return least, max(most, opens)


def is_slight(leg: Leg) -> bool:
    """Whether it is no delay but what the customer does, as filling in a form."""
    return isinstance(leg, Wait) and leg.slight


def stated_legs(leg: Leg) -> tuple[Wait | Bound, ...]:
    """Return the waits and bounds that it is made of."""
    if isinstance(leg, (Wait, Bound)):
        return (leg,)
    return tuple(part for each in leg.legs for part in stated_legs(each))


def hours_of(leg: Leg) -> frozenset[Hours]:
    """Return the hours in which anything of it is counted."""
    found: set[Hours] = set()
    for each in stated_legs(leg):
        found.update(each.desks if isinstance(each, Bound) else ())
        if each.hours is not None:
            found.add(each.hours)
    return frozenset(found)


def counts_months(leg: Leg) -> bool:
    """Whether how long it takes depends on the month."""
    lengths = (each.most if isinstance(each, Wait) else each.length for each in stated_legs(leg))
    return any(length.unit in MONTHS for length in lengths)


def main_legs(leg: Leg) -> tuple[Wait | Bound, ...]:
    """Return what a reader is told of it: where one of several is enough, the first."""
    if isinstance(leg, (Wait, Bound)):
        return (leg,)
    told = leg.legs[:1] if isinstance(leg, Group) and not leg.everyone else leg.legs
    return tuple(part for each in told for part in main_legs(each))


def lacks_hours(leg: Leg) -> Wait | Bound | None:
    """Return what counts in working time that nobody's hours define, if anything does."""
    for each in stated_legs(leg):
        length = each.most if isinstance(each, Wait) else each.length
        if length.business and each.hours is None:
            return each
    return None
