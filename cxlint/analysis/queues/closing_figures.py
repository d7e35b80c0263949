"""The figures of the hours at which a channel or a team is closed."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Quantity
from cxlint.analysis.queues.closing import closed_share, late_share, wait_to_open
from cxlint.analysis.queues.week import closed_gaps, ordinary_week
from cxlint.calendar.intervals import intersect
from cxlint.values.quantities import duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.queues.staffing import Staffing
    from cxlint.calendar.intervals import Interval
    from cxlint.language.entity import Entity

EVEN_ARRIVALS = "customers who come evenly over the week: the sum of max(0, gap - T) / 168 hours"
CLOSING = ("closed_share", "unavoidable_miss_share", "wait_to_open")

_WAIT = (
    r"(?P<of>expected|mean|all|given_closed|if_closed|when_closed|closed|max)?"
    r"_?(?P<unit>hours|minutes)?"
)


def list_closing_figures(staffing: Staffing, entity: Entity) -> Iterator[Quantity]:
    """Yield what follows from the hours of a channel or team, where they are stated."""
    if open_week(staffing, entity) is None:
        return
    answers = entity.kind == "channel" and entity.says("respond", "within")
    for ending, rest in (
        ("closed_share", ""),
        *((("unavoidable_miss_share", ""),) if answers else ()),
        ("wait_to_open", "expected_hours"),
        ("wait_to_open", "given_closed_hours"),
    ):
        found = find_closing_figure(staffing, entity, ending, rest)
        if found is not None:
            yield found


def open_week(staffing: Staffing, entity: Entity) -> tuple[Interval, ...] | None:
    """Return when a channel may be used and somebody is there; None where hours are not stated."""
    if entity.kind == "team" or not staffing.staffed_weeks(entity):
        hours = staffing.policy.hours(entity, "open")
        return None if hours is None else ordinary_week(hours, staffing.home)
    published = staffing.published(entity)
    if published is None:
        return None
    return tuple(intersect(published, staffing.covered(entity)))


def find_closing_figure(
    staffing: Staffing, entity: Entity, ending: str, rest: str
) -> Quantity | None:
    """Return one of `CLOSING`, `rest` being what follows it in the name."""
    name = ".".join(filter(None, (entity.kind, entity.id, ending, rest)))
    week = open_week(staffing, entity)
    if week is None:
        return Quantity(name, why=f"nobody says when {entity.id} is open")
    if ending == "closed_share":
        said = "of a whole week; open is when it may be used and somebody is there"
        return Quantity(name, closed_share(week), said, source=EVEN_ARRIVALS)
    if not week:
        return Quantity(name, why=f"{entity.id} is never open in an ordinary week")
    if ending == "unavoidable_miss_share":
        return _miss(entity, week, rest, name)
    return _wait(week, rest, name)


def _wait(week: Sequence[Interval], rest: str, name: str) -> Quantity | None:
    found = re.fullmatch(_WAIT, rest)
    if found is None:
        return None
    if found["of"] == "max":
        value, whom = Fraction(max(closed_gaps(week), default=0)), "of those who wait longest"
    elif found["of"] in (None, "expected", "mean", "all"):
        value, whom = wait_to_open(week), "of all who come at any time of the week"
    else:
        value, whom = wait_to_open(week, of_those_outside=True), "of those who find it closed"
    return Quantity(
        name, value if found["unit"] == "minutes" else value / 60, whom, source=EVEN_ARRIVALS
    )


def _miss(entity: Entity, week: Sequence[Interval], stated: str, name: str) -> Quantity:
    if stated:
        try:
            length = duration(stated)
        except ValueError:
            return Quantity(name, why=f"{stated} is no length of time")
    elif (found := entity.duration("respond", "within")) is not None:
        length = found
    else:
        return Quantity(name, why=f"{entity.id} does not say how soon it is answered")
    if length.business:
        return Quantity(name, 0, "working time does not run while it is closed")
    value = late_share(week, length.minutes)
    return Quantity(name, value, f"closed for longer than {length}", source=EVEN_ARRIVALS)
