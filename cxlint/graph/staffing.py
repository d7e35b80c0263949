"""Who takes the contacts that arrive at a place: teams, told apart by the hours they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms import propagation
from cxlint.calendar.answer_times import hours_in, with_hours
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.calendar.answer_times import Answers
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

UNKNOWN = 1
"""Somebody of whom it is not known when they work."""
EMPTY = 2
"""A team in which nobody works."""
PASSING = frozenset({"channel", "step"})
YEAR = 366
"""Days ahead in which a team must open once to count as one in which somebody works."""


class Crew(NamedTuple):
    """The teams that work the same hours; `able`, if they can settle or pass on what comes."""

    hours: Hours
    able: bool = True


class Crews:
    """Sets of those who take contacts, as bits: UNKNOWN, EMPTY, and one for each other member.

    Members are crews, and places behind which it depends on the time who takes a contact. A set
    without UNKNOWN is known exactly.
    """

    __slots__ = ("_bits", "_members", "_policy", "_teams")

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._bits: dict[Crew | Node, int] = {}
        self._members: list[Crew | Node] = []
        self._teams: dict[str, int] = {}

    def of(self, team: Entity | None, *, able: bool = True) -> int:
        """Return the set of one team."""
        if team is None:
            return UNKNOWN
        if team.id not in self._teams:
            self._teams[team.id] = self._of(team)
        bits = self._teams[team.id]
        if able or bits <= EMPTY:
            return bits
        (crew,) = self.members(bits)
        return self.single(crew._replace(able=False)) if isinstance(crew, Crew) else bits

    def _of(self, team: Entity) -> int:
        if idle(self._policy, team):
            return EMPTY
        hours = self._policy.hours(team, "open")
        return UNKNOWN if hours is None else self.single(Crew(hours))

    def single(self, member: Crew | Node) -> int:
        """Return the set of one member."""
        bit = self._bits.get(member)
        if bit is None:
            bit = self._bits[member] = 4 << len(self._members)
            self._members.append(member)
        return bit

    def members(self, bits: int) -> list[Crew | Node]:
        """Return the members of a set, in the order in which they were met."""
        found, bits = [], bits >> 2
        while bits:
            number = (bits & -bits).bit_length() - 1
            found.append(self._members[number])
            bits &= bits - 1
        return found

    def taking(self, journey: Journey) -> list[int]:
        """Return, for each place of a journey, the set of teams that take contacts from there.

        Contacts go on from channels and steps, and stay with the first team they come to.
        """
        back: list[list[int]] = [[] for _ in journey.nodes]
        seeds: dict[int, int] = {}
        for number, node in enumerate(journey.nodes):
            if node.opaque:
                seeds[number] = UNKNOWN
            elif node.kind == "team":
                seeds[number] = self.of(node.entity)
            elif node.kind in PASSING:
                for target in journey.out[number]:
                    back[target].append(number)
        return propagation.spread_sets(back, seeds) if seeds else [0] * journey.size


def idle(policy: Policy, team: Entity) -> str:
    """Return why nobody ever works in a team, as the policy states it; nothing if somebody may."""
    if team.get("seats") == 0:
        return "it has 0 seats"
    hours = policy.hours(team, "open")
    if hours is None or (hours.weekly and not hours.exceptions):
        return ""
    if hours.open_between(policy.today, YEAR):
        return ""
    return "it is closed for the whole year ahead" if hours.exceptions else "it is never open"


def staffed_teams(policy: Policy) -> list[Entity]:
    """Return the teams in which somebody works, or may."""
    return [team for team in policy.of("team") if not idle(policy, team)]


def deserted_team(policy: Policy, named: object) -> Entity | None:
    """Return the team that a text names, if nobody works in it: it owns and decides nothing."""
    team = policy.find("team", named) if isinstance(named, str) else None
    return team if team is not None and idle(policy, team) else None


def names_somebody(policy: Policy, entity: Entity, *keys: str) -> bool:
    """Whether an entity says who does something: neither nobody, nor teams without anybody."""
    if not entity.affirms(*keys):
        return False
    named = entity.texts(*keys)
    return not named or not all(deserted_team(policy, each) for each in named)


def says_where_contacts_go(network: Network) -> bool:
    """Whether the policy names teams, and says of any channel what follows it."""
    return network.policy.has("team") and any(
        network.leaving[node.number] for node in network.nodes if node.kind == "channel"
    )


def in_one_zone(published: Hours, staffed: Sequence[Hours]) -> list[Hours] | None:
    """Return the hours, the published ones first, with zones that are not stated filled in.

    Where one zone is stated, the others are taken to be there too. Where different zones are
    stated and one is not, nothing can be said: None. Around the clock is the same in every zone.
    """
    filled = answers_in_one_zone(published, tuple(staffed))
    return None if filled is None else [filled[0], *hours_in(filled[1])]


def answers_in_one_zone(published: Hours, answers: Answers) -> tuple[Hours, Answers] | None:
    """Return the same of answers and the hours that they are held against."""
    listed = [published, *hours_in(answers)]
    zones = list(dict.fromkeys(hours.zone for hours in listed if hours.zone is not None))
    if not zones:
        return published, answers
    if len(zones) > 1 and any(hours.zone is None and not hours.is_always_open for hours in listed):
        return None

    def placed(hours: Hours) -> Hours:
        return hours._replace(zone=hours.zone or zones[0])

    return placed(published), with_hours(answers, placed)
