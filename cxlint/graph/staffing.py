"""Who takes the contacts that arrive at a place: teams, told apart by the hours they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms import propagation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

UNKNOWN = 1
"""Somebody of whom it is not known when they work."""
EMPTY = 2
"""A team in which nobody works."""
PASSING = frozenset({"channel", "step"})


class Crews:
    """The teams of a policy in sets, as bits: UNKNOWN, EMPTY, and one bit for each kind of hours.

    A set that holds neither is known exactly: contacts are taken when one of its hours is open.
    """

    __slots__ = ("_bit_of_hours", "_kinds", "_policy")

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._bit_of_hours: dict[Hours, int] = {}
        self._kinds: list[tuple[Entity, Hours]] = []

    def of(self, team: Entity | None) -> int:
        """Return the set of one team."""
        if team is None:
            return UNKNOWN
        if idle(self._policy, team):
            return EMPTY
        hours = self._policy.hours(team, "open")
        if hours is None:
            return UNKNOWN
        bit = self._bit_of_hours.get(hours)
        if bit is None:
            bit = self._bit_of_hours[hours] = 4 << len(self._kinds)
            self._kinds.append((team, hours))
        return bit

    def teams_with_hours(self, bits: int) -> list[tuple[Entity, Hours]]:
        """Return, for each kind of hours in a set, the first team of the policy that keeps them."""
        return [each for number, each in enumerate(self._kinds) if bits >> number + 2 & 1]

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
        return "seats: 0"
    hours = policy.hours(team, "open")
    never = hours is not None and not hours.weekly and not hours.exceptions
    return "it is never open" if never else ""


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
    listed = [published, *staffed]
    zones = list(dict.fromkeys(hours.zone for hours in listed if hours.zone is not None))
    if not zones:
        return listed
    if len(zones) > 1 and any(hours.zone is None and not hours.is_always_open for hours in listed):
        return None
    return [hours._replace(zone=hours.zone or zones[0]) for hours in listed]
