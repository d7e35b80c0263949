"""The way of one case from one place: what is met when, and by when it is decided and through."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.analysis.asking.deciders import is_own
from cxlint.analysis.times.approval_legs import Decision, decisions, tier_leg, tiers_leg
from cxlint.analysis.times.leg_text import parts_of
from cxlint.analysis.times.legs import Extent, arrival
from cxlint.analysis.times.timed_graph import TimedGraph
from cxlint.analysis.times.timed_ways import TimedWays, list_askers
from cxlint.analysis.times.way_legs import StatedTimes, placed, zone_of
from cxlint.calendar.arrival_times import NeverOpenError
from cxlint.calendar.time_memory import time_at
from cxlint.calendar.zones_and_holidays import zone
from cxlint.graph.authority.limits import NOTHING, UNLIMITED
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.asking.deciders import Ruling
    from cxlint.analysis.quantity import Part
    from cxlint.analysis.subject import Subject
    from cxlint.analysis.times.legs import Leg
    from cxlint.calendar.arrival_times import Time
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.authority.limits import Tier
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.values.quantities import Duration

    Asking = tuple[int, tuple[Decision, ...]]
    """A team by its number, and what it asks to be decided."""


MET = frozenset({"channel", "step", "team"})
"""Kinds of place that a case comes to before its end."""


class Stop(NamedTuple):
    """A place on the way, and when it is reached at the latest; `at` is where it is defined."""

    name: str
    reached: datetime.datetime
    at: At


class Asked(NamedTuple):
    """A tier that is asked: when at the latest, until when it may take, and where it is stated."""

    tier: Tier
    begin: datetime.datetime
    end: datetime.datetime
    at: At


class Clock:
    """Moments of one zone, and what is so long after them."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.zone = zone(name)

    def place(self, instant: int) -> datetime.datetime:
        """Return an instant as a moment of the zone; half a second counts as a whole one."""
        return datetime.datetime.fromtimestamp(-(-instant // 2), self.zone)

    def after(
        self, moment: datetime.datetime, length: Duration, hours: Hours | None
    ) -> datetime.datetime | None:
        """Return the moment that is so long after another; None where hours are needed."""
        if length.business and hours is None:
            return None
        time = moment_time(moment)
        return self.place(time.taking(length, hours, self.name).at(2 * time.begin))

    def opening(self, moment: datetime.datetime, hours: Hours) -> datetime.datetime:
        """Return when hours are next open: the moment itself where they are."""
        time = moment_time(moment)
        return self.place(time.opening(hours).at(2 * time.begin))

    def leg(self, moment: datetime.datetime, leg: Leg) -> datetime.datetime:
        """Return when something is through that begins at a moment, taking all it may."""
        time = moment_time(moment)
        return self.place(arrival(leg, time, Extent.MOST).at(2 * time.begin))


def moment_time(moment: datetime.datetime) -> Time:
    """Return the time in which nothing begins but at that moment."""
    return time_at(int(moment.timestamp()))


class Trip:
    """The way of a case that begins at a place at a moment, and that is decided so."""

    def __init__(
        self,
        subject: Subject,
        intent: Entity,
        start: int,
        begin: tuple[datetime.datetime, datetime.datetime],
        ruling: Ruling,
    ) -> None:
        """Take where the case begins, and when at the soonest and at the latest."""
        self.policy = subject.policy
        self.ruling = ruling
        self.start = start
        self.clock = Clock(zone_of(subject.policy))
        self._journey = subject.journeys[intent.id]
        stated = StatedTimes(self._journey)
        decided = tuple(self._list_decisions(subject, intent))
        graph = TimedGraph(stated, self._journey, decided, entries=[start])
        short = TimedGraph(stated, self._journey, decided, entries=[start], until_decided=True)
        self.ways = TimedWays(graph, intent, starts=[start])
        self._decided = TimedWays(short, intent, starts=[start])
        self.begin = begin[1].astimezone(self.clock.zone)
        self.why_never = ""
        self._soonest, self._time = map(moment_time, begin)

    def _list_decisions(self, subject: Subject, intent: Entity) -> Iterator[Asking]:
        """Yield what each team asks for: what this case takes or, if unknown, what any may."""
        policy, zone = self.policy, self.clock.name
        known = bool(self.ruling.names) and not self.ruling.why
        for number, team, ladder in list_askers(self._journey, subject.ladders):
            if not known:
                yield number, tuple(decisions(policy, ladder, team, intent, zone))
            elif ladder.entity is not None and self.ruling.tiers:
                leg = tiers_leg(policy, ladder.entity, self.ruling.tiers, zone)
                yield number, (Decision(NOTHING, UNLIMITED, leg),)

    def _find_remedy(self, intent: Entity) -> Entity | None:
        remedy = intent.get("remedy")
        return self.policy.find("remedy", remedy) if isinstance(remedy, str) else None

    def ways_from(self, start: int) -> TimedWays:
        """Return the ways from another place, that of the contact."""
        if start == self.start:
            return self.ways
        graph = TimedGraph(self.ways.stated, self._journey, (), entries=[start])
        return TimedWays(graph, self.ways.intent, starts=[start])

    @cached_property
    def latest(self) -> datetime.datetime | None:
        """When the case is through at the latest; None where it never is, or nothing says so."""
        return self._through(self.ways, Extent.MOST)

    @cached_property
    def soonest(self) -> datetime.datetime | None:
        """When it is through at the soonest: bounds at nothing, waits at their least."""
        return self._through(self.ways, Extent.LEAST)

    @cached_property
    def decided(self) -> datetime.datetime | None:
        """When it is decided at the latest; None where no way to a decision is known."""
        return self._through(self._decided, Extent.MOST)

    @property
    def goes_round(self) -> bool:
        """Whether the way to a decision may go round without an end; it is then taken once."""
        return bool((self._decided if self.decided is not None else self.ways).endless)

    def _through(self, ways: TimedWays, extent: Extent) -> datetime.datetime | None:
        if ways.fault is not None:
            return None
        time = self._soonest if extent is Extent.LEAST else self._time
        try:
            function = ways.through(time, self.start, extent)
        except NeverOpenError as error:
            self.why_never = str(error)
            return None
        return None if function is None else self.clock.place(function.at(2 * time.begin))

    @cached_property
    def visits(self) -> tuple[tuple[int, datetime.datetime], ...]:
        """The places of the longest way, to a decision where there is one, and when each is met."""
        ways = self._decided if self.decided is not None else self.ways
        if self.decided is None and self.latest is None:
            return ()
        instant = 2 * self._time.begin
        found = ways.graph.visits(self._time, self.start, Extent.MOST, instant)
        size = self._journey.size
        return tuple((v.place, self.clock.place(v.instant)) for v in found if v.place < size)

    def sum_parts(self, *, decided: bool) -> tuple[Part, ...]:
        """Return what takes time on the longest way, to its end or to a decision."""
        ways = self._decided if decided else self.ways
        instant = 2 * self._time.begin
        trace = ways.trace(self._time, self.start, Extent.MOST, instant)
        return parts_of(ways, trace, self.start, instant)

    @cached_property
    def requested(self) -> datetime.datetime | None:
        """When a decision is asked for at the latest."""
        if not self.visits:
            return None
        place, reached = self.visits[-1]
        stay = self.ways.stated.stay(place)
        return reached if stay is None else self.clock.leg(reached, stay)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The tiers that are asked, one after another, each as late as it may be."""
        moment, remedy = self.requested, self._remedy
        found = []
        for tier in self.ruling.tiers if moment and remedy else ():
            assert moment is not None
            assert remedy is not None
            begin = moment
            leg = self._tier_leg(remedy, tier) if tier.beforehand else None
            if leg is not None:
                moment = self.clock.leg(begin, leg)
            found.append(Asked(tier, begin, moment, remedy.at("tiers", tier.number)))
        return tuple(found)

    def _tier_leg(self, remedy: Entity, tier: Tier) -> Leg | None:
        goes_on = tier is not self.ruling.tiers[-1]
        return tier_leg(self.policy, remedy, tier, self.clock.name, goes_on=goes_on)

    @cached_property
    def _remedy(self) -> Entity | None:
        return self._find_remedy(self.ways.intent)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The menus and teams on the longest way, then who is asked to decide."""
        nodes = self._journey.nodes
        found = [
            Stop(nodes[place].id, reached, nodes[place].at)
            for place, reached in self._met()
            if nodes[place].kind in ("step", "team") and not nodes[place].silent
        ]
        for each in self.asked:
            if each.tier.beforehand and not is_own(each.tier, self.ruling.team):
                found += self._asked_stops(each)
        return tuple(found)

    def _asked_stops(self, asked: Asked) -> Iterator[Stop]:
        """Yield all who are asked at a tier: at once, or one after another where it says so."""
        tier, moment = asked.tier, asked.begin
        remedy = self._remedy
        stated = remedy.data["tiers"][tier.number] if remedy is not None else {}
        in_turn = tier.everyone and stated.get("in_turn") is True
        for word, teams in zip(tier.by, tier.teams, strict=True):
            yield Stop(word, moment, asked.at)
            alone = tier._replace(by=(word,), teams=(teams,))
            leg = tier_leg(self.policy, remedy, alone, self.clock.name) if remedy else None
            if in_turn and leg is not None:
                moment = self.clock.leg(moment, leg)

    @cached_property
    def arrivals(self) -> tuple[Stop, ...]:
        """All menus, teams and channels that may be met, each as late as it may be reached."""
        if self.latest is None:
            return ()
        nodes = self._journey.nodes
        found = self.ways.graph.arrivals(self._time, self.start, Extent.MOST, 2 * self._time.begin)
        return tuple(
            Stop(nodes[place].id, self.clock.place(instant), nodes[place].at)
            for place, instant in sorted(found.items())
            if place < self._journey.size and nodes[place].kind in MET and not nodes[place].silent
        )

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """The teams on the way of which no time is stated."""
        nodes = self._journey.nodes
        met = [place for place, _ in self.visits if nodes[place].kind == "team"]
        if self.asked:
            del met[-1:]
        without = (nodes[place].id for place in met if self.ways.stated.stay(place) is None)
        return tuple(dict.fromkeys(without))

    def _met(self) -> Iterator[tuple[int, datetime.datetime]]:
        """Yield the places, menus as soon as they are met: it is people who answer in some time."""
        nodes = self._journey.nodes
        moment: datetime.datetime | None = self.begin
        for place, reached in self.visits:
            kind = nodes[place].kind
            if moment is None or kind == "team":
                moment = None
                yield place, reached
            elif kind == "step":
                yield place, moment
                stay = self.ways.stated.stay(place)
                moment = moment if stay is None else self.clock.leg(moment, stay)

    def hours_of(self, tier: Tier) -> Hours | None:
        """Return the hours in which a tier decides: its own, else those of its first team."""
        remedy = self._remedy
        stated = remedy.data["tiers"][tier.number].get("open") if remedy is not None else None
        own = placed(self.policy.stated_hours(stated), self.clock.name)
        if own is not None:
            return own
        teams = (self.policy.find("team", id_) for each in tier.teams for id_ in sorted(each))
        found = (placed(self.policy.hours(team), self.clock.name) for team in teams if team)
        return next((each for each in found if each is not None), None)
