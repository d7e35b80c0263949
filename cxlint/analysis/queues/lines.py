"""One line of customers who wait for the same people: its load, its seats, and what it is like."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cxlint.algorithms.erlang import Demand, ImpatientLine, PatientLine, least_seats
from cxlint.analysis.queues.loads import number
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxlint.analysis.queues.loads import Load
    from cxlint.language.entity import Entity

JUDGED_AT_80 = frozenset({"voice", "chat", "in_person", "ivr"})
"""Kinds of channel of which a target without a share means 80 %."""
ASSUMED = Fraction(4, 5)
MOST_PEOPLE = 100_000
"""Up to how many people at work, or needed at one time, a line is worked out."""


class UnknownFigureError(Exception):
    """A figure that may not be claimed: what stands in the way, in words."""


class Target(NamedTuple):
    """How soon which share is to be answered: of all who come, or of those who are served.

    `assumed` is true where the policy states no share.
    """

    within: Fraction
    share: Fraction
    served: bool
    assumed: bool


def read_target(channel: Entity) -> Target | None:
    """Return the target of a channel, in seconds."""
    within = channel.duration("respond", "within")
    if within is None:
        return None
    share = channel.percentage("respond", "for")
    default = ASSUMED if channel.get("kind") in JUDGED_AT_80 else Fraction(1)
    return Target(
        within.seconds,
        default if share is None else share,
        channel.get("respond", "of") == "served",
        share is None,
    )


def people_at_work(team: Entity) -> Fraction | None:
    """Return the people at work at one time: seats, or what shrinkage leaves of posts."""
    if (seats := number(team.get("seats"))) is not None:
        return seats
    posts, away = number(team.get("posts")), team.percentage("shrinkage")
    return None if posts is None or away is None else posts * (1 - away)


def seats_of(team: Entity) -> int:
    """Return the people at work at one time, whole ones."""
    people = people_at_work(team)
    if people is None:
        raise UnknownFigureError(_why_no_seats(team))
    return math.floor(people)


def positions_needed(team: Entity, seats: int) -> int:
    """Return the paid positions of which so many people are at work."""
    away = team.percentage("shrinkage")
    if away is None:
        raise UnknownFigureError(f"{team.id} does not state its shrinkage")
    if away == 1:
        raise UnknownFigureError(f"with a shrinkage of 100 % nobody of {team.id} is ever there")
    return math.ceil(seats / (1 - away))


class Flow(NamedTuple):
    """What a line takes of the contacts of a channel, a minute."""

    load: Load
    rate: Fraction


@dataclass(frozen=True, eq=False)
class Line:
    """Customers who wait for whoever is free first of some teams."""

    teams: tuple[Entity, ...]
    flows: tuple[Flow, ...]

    @cached_property
    def contacts(self) -> Fraction:
        """Contacts a minute."""
        return sum((flow.rate for flow in self.flows), Fraction(0))

    def rate_of(self, channel: Entity) -> Fraction:
        """Return the contacts a minute of a channel."""
        return self._rates.get(id(channel), Fraction(0))

    @cached_property
    def _rates(self) -> dict[int, Fraction]:
        """The contacts a minute of each channel."""
        rates: dict[int, Fraction] = {}
        for flow in self.flows:
            number = id(flow.load.channel)
            rates[number] = rates.get(number, Fraction(0)) + flow.rate
        return rates

    @cached_property
    def seats(self) -> int:
        """The people at work, whole ones."""
        return sum(map(seats_of, self.teams))

    def _seconds(self, flow: Flow) -> Fraction:
        """How long one contact keeps somebody, of chats that run at once its part."""
        if flow.load.handling is not None:
            return flow.load.handling / flow.load.at_once
        stated = {team.duration("handling_time") for team in self.teams}
        lengths = {each.seconds for each in stated if each is not None and not each.business}
        if len(lengths) != 1 or None in stated:
            who = " and ".join(team.id for team in self.teams)
            raise UnknownFigureError(
                f"how long {who} need for a contact of {flow.load.channel.id} is not stated"
            )
        return lengths.pop() / flow.load.at_once

    @cached_property
    def load(self) -> Fraction:
        """The load in Erlang: people who are busy on average, if nobody gives up."""
        return sum((flow.rate * self._seconds(flow) for flow in self.flows), Fraction(0)) / 60

    @cached_property
    def at_once(self) -> Fraction:
        """How many each person takes at once, where it is the same for all."""
        counts = {flow.load.at_once for flow in self.flows}
        return counts.pop() if len(counts) == 1 else Fraction(1)

    def _places(self, seats: int) -> int:
        """Return how many contacts so many people take at the same time."""
        return math.floor(seats * self.at_once)

    @cached_property
    def patience(self) -> Fraction | None:
        """The mean patience in seconds; None where nobody gives up.

        Those of whom no patience is stated do not, which makes the others count for less.
        """
        said = [(flow.load.patience, flow.rate) for flow in self.flows if flow.load.patience]
        rate = sum((rate for _, rate in said), Fraction(0))
        if not rate:
            return None
        mean = sum((patience * rate for patience, rate in said if patience), Fraction(0)) / rate
        return mean * self.contacts / rate

    @cached_property
    def demand(self) -> Demand:
        """What arrives, for as many places as people take contacts at once."""
        load = self.load * self.at_once
        handling = load * 60 / self.contacts if self.contacts else Fraction(1)
        returns = sum((flow.load.returns * flow.rate for flow in self.flows), Fraction(0))
        return Demand(
            float(load),
            float(handling),
            None if self.patience is None else float(self.patience),
            float(returns / self.contacts) if self.contacts else 0.0,
        )

    @property
    def is_vast(self) -> bool:
        """Whether more arrives, or more people work, than lines are worked out for."""
        return _exceeds(lambda: self.load) or _exceeds(lambda: Fraction(self.seats))

    @cached_property
    def stable(self) -> bool:
        """Whether it does not grow without end."""
        return self.load < self.seats or self.waiting is not None

    @cached_property
    def waiting(self) -> PatientLine | ImpatientLine | None:
        """The line before those who are there; None where it grows without end."""
        if self.patience is None and self.load >= self.seats and self.contacts:
            return None
        return self._before(self.seats)

    def _before(self, seats: int) -> PatientLine | ImpatientLine | None:
        """Return the line before so many people; None where it grows without end."""
        places = self._places(seats)
        if places not in self._lines:
            self._lines[places] = self.demand.line(places)
        return self._lines[places]

    @cached_property
    def _lines(self) -> dict[int, PatientLine | ImpatientLine | None]:
        """Those that were asked for already: every target asks for some of them."""
        return {}

    def steady(self) -> PatientLine | ImpatientLine:
        """Return the line before those who are there; there is none that grows without end."""
        if self.waiting is None:
            raise UnknownFigureError(
                f"{float(self.load):.4g} people's work arrives for {self.seats}: "
                "the line grows without end"
            )
        return self.waiting

    def level(self, target: Target) -> float:
        """Return the share that is answered in time, in one of the two senses."""
        return _level(self.steady(), target)

    def needed(self, target: Target) -> int:
        """Return the least number of people that meets a target."""
        if target not in self._needed:
            self._needed[target] = self._find_needed(target)
        return self._needed[target]

    @cached_property
    def _needed(self) -> dict[Target, int]:
        """What was asked for already: the same line is met at many hours."""
        return {}

    def _find_needed(self, target: Target) -> int:
        if not self.contacts:
            return 0
        if target.share == 1:
            raise UnknownFigureError("no number of people answers every contact within a time")
        most = float(target.share)

        def enough(seats: int) -> bool:
            if self.patience is None and self.load >= seats:
                return False
            line = self._before(seats)
            return line is not None and _level(line, target) >= most

        load = math.floor(self.load)
        return least_seats(enough, load if self.patience is None else 0, load)


def _exceeds(people: Callable[[], Fraction]) -> bool:
    try:
        return people() > MOST_PEOPLE
    except UnknownFigureError:
        return False


@lru_cache(maxsize=1024)
def _level(line: PatientLine | ImpatientLine, target: Target) -> float:
    answered = line.answered_within(float(target.within))
    served = 1 - line.give_up if target.served else 1.0
    return min(answered / served, 1.0) if served else 0.0


def _why_no_seats(team: Entity) -> str:
    if team.get("posts") is not None:
        return f"{team.id} states its posts, but not its shrinkage: how many are at work is unknown"
    return f"nobody says how many people work in {team.id} at one time"
