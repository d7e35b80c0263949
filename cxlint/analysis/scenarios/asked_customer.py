"""The customer of a scenario, with all that the policy answers about them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.analysis.asking.answers import ask, find_moment, find_starts, first_hours_at
from cxlint.analysis.asking.contact import absent_until, make_contact
from cxlint.analysis.asking.figures import NOT_STATED
from cxlint.analysis.asking.return_answers import is_refused
from cxlint.analysis.asking.trip import Clock
from cxlint.analysis.times.way_legs import StatedTimes
from cxlint.calendar.arrival_times import NeverOpenError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.subject import Subject
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.journey import Journey
    from cxlint.values.quantities import Duration


class AskedCustomer:
    """One customer and the answers about them, each worked out when it is first needed."""

    def __init__(self, subject: Subject, case: Case) -> None:
        self.subject = subject
        self.case = case
        self.journey: Journey = subject.journeys[case.intent.id]

    @cached_property
    def figures(self) -> Mapping[str, Quantity]:
        """All answers, by their names without `ask.`."""
        found = ask(self.subject, self.case).figures
        return {each.name.removeprefix("ask."): each for each in found}

    @cached_property
    def is_refused(self) -> bool:
        """Whether the thing is not taken back."""
        return is_refused(self.figures.values())

    @cached_property
    def moment(self) -> datetime.datetime | None:
        """When the customer makes contact, where the time is stated."""
        return find_moment(self.subject.policy, self.case)

    @cached_property
    def starts(self) -> tuple[tuple[str, int], ...]:
        """Where the customer may begin, by name and place in the journey."""
        return tuple(find_starts(self.subject, self.case)[0])

    @property
    def why_no_start(self) -> str:
        """Why it is not known where the customer begins."""
        problem = find_starts(self.subject, self.case)[1]
        unsaid = f"{NOT_STATED}where the customer comes (channel)"
        return unsaid if problem is None else problem.text

    @cached_property
    def hours(self) -> Hours | None:
        """The hours of the team that the customer comes to first."""
        return first_hours_at(self.subject, self.case, list(self.starts))

    def is_closed(self, start: int) -> bool | None:
        """Whether a place takes nobody in at the moment of the contact; None where unknown.

        Of a channel that states no hours it is not known, nor without a moment.
        """
        node = self.journey.nodes[start]
        channel = node.entity if node.kind == "channel" else self.case.channel
        if self.moment is None or channel is None or not channel.says("open"):
            return None
        stated = StatedTimes(self.journey)
        try:
            contact = make_contact(
                self.subject.policy, channel, self.moment, self.clock, stated.first_hours(start)
            )
            desks = stated.openings(start)
            absent = absent_until(channel, contact, self.moment, desks, self.clock)
        except NeverOpenError:
            return True
        return bool(contact.met) or absent is not None

    @cached_property
    def clock(self) -> Clock:
        """The clock of the organization."""
        return Clock(StatedTimes(self.journey).zone)

    def after(self, length: Duration) -> datetime.datetime | None:
        """Return the moment that is so long after the contact; None where that is not known."""
        if self.moment is None:
            return None
        try:
            return self.clock.after(self.moment, length, self.hours)
        except NeverOpenError:
            return None
