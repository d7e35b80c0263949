"""Who waits for whom in each hour of an ordinary week, as far as the policy says."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from cxlint.algorithms.disjoint_sets import group_by_overlap
from cxlint.analysis.queues.crowds import Crowd, Mail
from cxlint.analysis.queues.lines import MOST_PEOPLE, Line
from cxlint.analysis.queues.loads import LIVE, UNATTENDED, Gap, Load, read_load
from cxlint.analysis.queues.routes import Room, Shares, find_routes
from cxlint.analysis.queues.splits import Arrival, admissible_flows, open_ways
from cxlint.analysis.queues.week import cut_week, holds, ordinary_week
from cxlint.calendar.intervals import intersect, merge
from cxlint.calendar.weekly_hours import ALWAYS, Weekly
from cxlint.graph.staffing import idle
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from cxlint.analysis.quantity import Part
    from cxlint.analysis.queues.lines import Flow
    from cxlint.analysis.queues.measures import Moment
    from cxlint.calendar.intervals import Interval
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity

Lines = tuple[Line, ...]


class Scene(NamedTuple):
    """The lines at some time of the week: one set if all is known, else the admissible ones.

    `why` says what is not known where not even these can be listed. `between` and `ends_only` are
    those of `splits.Possible`.
    """

    cases: tuple[Lines, ...]
    why: str = ""
    between: Callable[[Fraction], Lines] | None = None
    ends_only: bool = False


NOBODY = Scene(())
MOST_MEETINGS = 50_000
"""Up to how many channels and teams, times pieces of the week, crowds are looked at in all."""
MOST_TOGETHER = 200
"""Up to how many channels wait for the same people where it is worked out."""
LEFT_OFF = (
    "too many channels share the same people to work out how long customers wait there, and how "
    "many people are needed"
)
MOST_LINES = 1_500
"""Of how many different lines in a week it is worked out how long customers wait."""
LEFT_OFF_LINES = (
    f"customers wait in more than {MOST_LINES:,} different lines in the hours of a week: how long "
    "they wait is not worked out for all of them"
)
MANIFOLD = Scene((), "customers wait in too many different lines in the hours of a week")
TOO_MANY = (
    f"more than {MOST_PEOPLE:,} people work, or are needed, at one time: how long customers wait "
    "there is not worked out"
)
VAST = Scene((), f"more than {MOST_PEOPLE:,} people work there, or are needed")
CROWDED = Scene((), "so many channels share so many people at such different hours")


class Staffing:
    """Loads, routes and hours of a policy, brought together when somebody asks for them."""

    def __init__(self, network: Network) -> None:
        self.policy = network.policy
        self.network = network
        self._lines: dict[object, Line] = {}
        self.parts: dict[Lines, tuple[Part, ...]] = {}
        self.moments: dict[tuple[str, str, tuple[Interval, ...]], Sequence[Moment]] = {}

    @cached_property
    def channels(self) -> list[Entity]:
        """The channels at which people take what arrives."""
        return [each for each in self.policy.of("channel") if each.get("kind") not in UNATTENDED]

    @cached_property
    def routes(self) -> Mapping[str, Shares]:
        """For each channel, which crews take what arrives."""
        room = Room(self.policy)
        return {each.id: find_routes(self.network, each, room) for each in self.channels}

    def teams_of(self, channel: Entity) -> list[Entity]:
        """Return the teams that may take what arrives at a channel."""
        named = dict.fromkeys(id_ for crew in self.routes.get(channel.id, {}) for id_ in crew.teams)
        return [team for id_ in named if (team := self.policy.find("team", id_)) is not None]

    def channels_of(self, team: Entity) -> list[Entity]:
        """Return the channels of which a team may take what arrives."""
        return self._channels_by_team.get(team.id, [])

    @cached_property
    def _channels_by_team(self) -> dict[str, list[Entity]]:
        found: dict[str, list[Entity]] = {}
        for each in self.channels:
            for id_ in dict.fromkeys(id_ for crew in self.routes[each.id] for id_ in crew.teams):
                found.setdefault(id_, []).append(each)
        return found

    def week_of(self, team: Entity) -> Weekly:
        """Return when a team works; without a word it is there whenever somebody comes."""
        if idle(self.policy, team):
            return ()
        hours = self.policy.hours(team, "open")
        return ALWAYS if hours is None else ordinary_week(hours, self.home)

    def staffed_weeks(self, channel: Entity) -> list[Weekly]:
        """Return when those work, as is stated, who take what arrives at a channel."""
        return [
            self.week_of(team)
            for team in self.teams_of(channel)
            if self.policy.hours(team, "open") is not None
        ]

    def covered(self, channel: Entity) -> Weekly:
        """Return when somebody works who takes what arrives at a channel."""
        weeks = [self.week_of(team) for team in self.teams_of(channel)]
        return tuple(merge(each for week in weeks for each in week))

    def zone(self, entity: Entity) -> str | None:
        """Return the zone of the clock by which a channel or team says its hours."""
        hours = self.policy.hours(entity, "open")
        return self.home if hours is None or hours.zone is None else hours.zone

    @cached_property
    def home(self) -> str | None:
        """The zone of hours that state none: that of the organization, or the only one stated."""
        if self.policy.zone is not None:
            return self.policy.zone
        entities = (*self.policy.of("channel"), *self.policy.of("team"))
        stated = [self.policy.hours(each, "open") for each in entities]
        zones = {hours.zone for hours in stated if hours is not None and hours.zone is not None}
        return zones.pop() if len(zones) == 1 else None

    def published(self, channel: Entity) -> Weekly | None:
        """Return when a channel may be used; if it does not say, when those work who take it.

        What is answered later arrives around the clock where nothing else is said.
        """
        hours = self.policy.hours(channel, "open")
        if hours is not None:
            return ordinary_week(hours, self.home)
        if channel.says("open"):
            return None
        if channel.get("kind") not in LIVE:
            return ALWAYS
        staffed = self.staffed_weeks(channel)
        return tuple(merge(each for week in staffed for each in week)) if staffed else None

    @cached_property
    def loads(self) -> Mapping[str, Load | Gap]:
        """What arrives at each channel that says something of it."""
        return {
            each.id: read_load(
                each, self.published(each), self.staffed_weeks(each), self.zone(each)
            )
            for each in self.channels
            if each.says("load")
        }

    @cached_property
    def live(self) -> Sequence[Load]:
        """The loads of customers who are there and wait."""
        return [each for each in self.loads.values() if isinstance(each, Load) and each.live]

    @cached_property
    def live_teams(self) -> frozenset[str]:
        """The teams for whom customers wait."""
        return frozenset(team.id for load in self.live for team in self.teams_of(load.channel))

    @cached_property
    def mail(self) -> Mail:
        """What is answered later, and who takes it."""
        later = [each for each in self.loads.values() if isinstance(each, Load) and not each.live]
        crews = [[crew.teams for crew in self.routes[each.channel.id]] for each in later]
        return Mail(later, crews, [team.id for team in self.policy.of("team")])

    def load(self, channel: Entity) -> Load | None:
        """Return what arrives at a channel, if that is known."""
        found = self.loads.get(channel.id)
        return found if isinstance(found, Load) else None

    @cached_property
    def pieces(self) -> list[Interval]:
        """The pieces of the week in which nothing changes of who comes and who is there."""
        return cut_week(week for crowd in self._crowds for week in crowd.changes)

    def pieces_of(self, seen: Entity) -> Sequence[Interval]:
        """Return the pieces in which nothing changes where a channel or a team sees it."""
        crowd = self._crowd_of.get(seen.name)
        return crowd.pieces if crowd is not None else ()

    @cached_property
    def _crowds(self) -> list[Crowd]:
        """The loads that may wait for the same people, whenever that is, and these people."""
        teams = [{team.id: team for team in self.teams_of(load.channel)} for load in self.live]
        return [
            Crowd(
                [self.live[each] for each in members],
                {id_: self.week_of(team) for each in members for id_, team in teams[each].items()},
            )
            for members in group_by_overlap(teams)
        ]

    @cached_property
    def _crowded(self) -> frozenset[int]:
        """The crowds that go beyond what is worked out."""
        met = accumulate(
            (len(crowd.loads) + len(crowd.weeks)) * len(crowd.pieces) for crowd in self._crowds
        )
        return frozenset(
            id(crowd)
            for crowd, so_far in zip(self._crowds, met, strict=True)
            if so_far > MOST_MEETINGS or len(crowd.loads) > MOST_TOGETHER
        )

    @cached_property
    def _crowd_of(self) -> Mapping[str, Crowd]:
        """The crowd that each channel and team is part of."""
        return {name: crowd for crowd in self._crowds for name in crowd.names}

    def pieces_in(self, week: Sequence[Interval]) -> Iterator[tuple[Interval, int]]:
        """Yield the pieces that some hours touch, with how many minutes of each."""
        for piece in self.pieces:
            minutes = sum(end - start for start, end in intersect([piece], week))
            if minutes:
                yield piece, minutes

    def unstated(self, teams: Sequence[Entity]) -> list[Entity]:
        """Return the live channels of these teams that do not say what arrives."""
        names = {team.id for team in teams}
        return [channel for channel, taking in self._silent.items() if not names.isdisjoint(taking)]

    @cached_property
    def _silent(self) -> Mapping[Entity, frozenset[str]]:
        """The live channels that do not say what arrives, and the teams that take it."""
        return {
            each: frozenset(id_ for crew in self.routes[each.id] for id_ in crew.teams)
            for each in self.channels
            if each.get("kind") in LIVE and each.id not in self.loads
        }

    def scene(self, minute: int, seen: Entity) -> Scene:
        """Return who waits for whom at a minute of the week, where a channel or a team sees it."""
        crowd = self._crowd_of.get(seen.name)
        if crowd is None:
            return NOBODY
        if id(crowd) in self._crowded:
            self.policy.left_off.add(LEFT_OFF)
            return CROWDED
        number = crowd.piece_at(minute)
        if number not in crowd.at:
            rates = tuple(load.at(minute) for load in crowd.loads)
            present = tuple(id_ for id_, week in crowd.weeks.items() if holds(week, minute))
            if (rates, present) not in crowd.scenes:
                found = self._find_scenes(crowd.loads, rates, frozenset(present))
                crowd.scenes[rates, present] = dict(found)
            crowd.at[number] = crowd.scenes[rates, present]
        return crowd.at[number].get(seen.name, NOBODY)

    def _find_scenes(
        self, loads: Sequence[Load], rates: Sequence[Fraction], present: frozenset[str]
    ) -> Iterator[tuple[str, Scene]]:
        """Yield the scene of each channel and team: of all that hang together, the same."""
        arrivals = [
            Arrival(load, rate, open_ways(self.routes[load.channel.id], present))
            for load, rate in zip(loads, rates, strict=True)
            if rate
        ]
        for group in _hang_together(arrivals):
            scene = self._scene_of(group)
            for arrival in group:
                yield arrival.load.channel.name, scene
            for id_ in dict.fromkeys(id_ for each in group for id_ in each.teams):
                yield f"team/{id_}", scene

    def _scene_of(self, group: Sequence[Arrival]) -> Scene:
        found = admissible_flows(group)
        if not found.cases:
            names = " and ".join(each.load.channel.id for each in group if not each.settled)
            return Scene((), f"which of its teams take how much of {names} is not stated")
        if len(self._lines) >= MOST_LINES:
            self.policy.left_off.add(LEFT_OFF_LINES)
            return MANIFOLD
        cases = tuple(self._lines_of(each) for each in found.cases)
        if any(line.is_vast for lines in cases for line in lines):
            self.policy.left_off.add(TOO_MANY)
            return VAST
        if found.between is None:
            return Scene(cases, ends_only=found.ends_only)
        flows = found.between
        return Scene(cases, between=lambda share: self._lines_of(flows(share)))

    def _lines_of(self, flows: Sequence[tuple[tuple[str, ...], Flow]]) -> Lines:
        merged: dict[tuple[str, ...], list[Flow]] = {}
        for teams, flow in flows:
            if flow.rate:
                merged.setdefault(teams, []).append(flow)
        return tuple(self._line(teams, tuple(taken)) for teams, taken in merged.items())

    def _line(self, teams: tuple[str, ...], flows: tuple[Flow, ...]) -> Line:
        key = (teams, tuple((flow.load.channel.id, flow.rate) for flow in flows))
        if key not in self._lines:
            found = [self.policy.find("team", id_) for id_ in teams]
            self._lines[key] = Line(tuple(team for team in found if team is not None), flows)
        return self._lines[key]


def _hang_together(arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """Yield the arrivals of which one may take the time of people for whom another waits."""
    for members in group_by_overlap([arrival.teams for arrival in arrivals]):
        yield [arrivals[number] for number in members]
