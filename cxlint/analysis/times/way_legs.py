"""What a policy states of time on the way: what channels answer in, teams may take, moves wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.times.legs import Bound, Wait
from cxlint.calendar.zones_and_holidays import zone
from cxlint.policy.parties import is_partner
from cxlint.values.quantities import IMMEDIATELY, Duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.times.legs import Leg
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

OWED_BY_PARTNER = ("contract", "ola", "sla")
OWED_BY_US = ("ola", "sla")


class StatedTimes:
    """What takes time at the places of a journey and on its moves."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._policy = journey.network.policy
        self.zone = zone_of(self._policy)
        self._desks: dict[int, tuple[Entity, ...]] = {}
        self._stays: dict[int, Leg | None] = {}
        self._moves: dict[tuple[int, int, int], Leg | None] = {}

    def stay(self, number: int) -> Leg | None:
        """Return what takes time at a place; None where nothing is stated."""
        if number not in self._stays:
            self._stays[number] = self._find_stay(number)
        return self._stays[number]

    def _find_stay(self, number: int) -> Leg | None:
        node = self._journey.nodes[number]
        if node.entity is None:
            return None
        if node.kind == "team":
            return self._owed(node.entity, "resolution")
        if node.kind == "channel":
            return self._answer(number, node.entity)
        if node.kind == "step":
            return self._effort(node.entity) or self._answer(number, node.entity)
        return None

    def first_answer(self, number: int) -> tuple[Leg, ...]:
        """Return what is stated of a first answer to what arrives at a place, by its first team."""
        entity = self._journey.nodes[number].entity
        answer = self._answer(number, entity) if entity is not None else None
        desk = next(iter(self.desks(number)), None)
        reply = self._owed(desk, "first_reply") if desk is not None else None
        return tuple(leg for leg in (answer, reply) if leg is not None)

    def move(self, number: int, target: int, move: Move) -> Leg | None:
        """Return what takes time on a move from a place; None where nothing is stated."""
        if move.kind not in {"handoff", "person"}:
            return None
        key = number, target, id(move)  # the journey keeps its moves as long as this lasts
        if key not in self._moves:
            handed = move.kind == "handoff"
            found = (
                self._wait(number, target, move.entity) if handed else self._person(target, move)
            )
            self._moves[key] = found
        return self._moves[key]

    def desks(self, number: int) -> tuple[Entity, ...]:
        """Return the teams that take what arrives at a place, the first to be named first."""
        if number not in self._desks:
            self._desks[number] = tuple(self._find_desks(number))
        return self._desks[number]

    def first_hours(self, number: int) -> Hours | None:
        """Return the hours of the first team that takes what arrives at a place and states any."""
        return next(iter(self._hours(self.desks(number))), None)

    def openings(self, number: int) -> tuple[Hours, ...]:
        """Return the hours of all teams that do; nothing where those of one are not known."""
        desks = self.desks(number)
        hours = tuple(dict.fromkeys(self._hours(desks)))
        known = all(self._policy.hours(each, "open") is not None for each in desks)
        return hours if known else ()

    def _hours(self, teams: tuple[Entity, ...]) -> Iterator[Hours]:
        for team in teams:
            hours = placed(self._policy.hours(team, "open"), self.zone)
            if hours is not None:
                yield hours

    def _find_desks(self, number: int) -> Iterator[Entity]:
        seen, waiting = {number}, [number]
        for each in waiting:  # grows while it is walked
            node = self._journey.nodes[each]
            if node.kind == "team" and node.entity is not None:
                yield node.entity
                continue
            for target in self._journey.out[each]:
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)

    def _owed(self, team: Entity, target: str) -> Leg | None:
        """Return what a team owes: a partner by contract, and every team inside, else outside."""
        for kind in OWED_BY_PARTNER if is_partner(team) else OWED_BY_US:
            length = team.duration(kind, target)
            if length is not None:
                hours = placed(self._policy.hours(team, "open"), self.zone)
                text = f"{team.id} may take {length}"
                if kind == "ola" and is_partner(team):
                    text += ", which no contract backs"
                desks = () if hours is None else (hours,)
                return Bound(text, team.at(kind, target), length, hours, desks, self.zone)
        return None

    def _answer(self, number: int, place: Entity) -> Leg | None:
        length = place.duration("respond", "within")
        if length is None:
            return None
        share = place.percentage("respond", "for")
        text = f"{place.id} is answered {'within ' if length.amount else ''}{length}"
        if share is not None and share < 1:
            text += f" in {float(100 * share):g}% of cases"
        at = place.at("respond")
        return Bound(text, at, length, self.first_hours(number), self.openings(number), self.zone)

    def _effort(self, step: Entity) -> Leg | None:
        effort = step.duration("effort")
        if effort is None or not effort.amount:
            return None
        attempts = step.get("attempts")
        tries = attempts if isinstance(attempts, int) and attempts > 1 else 1
        most = Duration(effort.amount * tries, effort.unit, effort.business)
        text = f"{step.id} takes {effort}" + (f", up to {tries} times" if tries > 1 else "")
        return Wait(text, step.at("effort"), effort, most, None, self.zone, slight=True)

    def _wait(self, number: int, target: int, handoff: Entity) -> Leg | None:
        stated = handoff.duration_range("wait")
        if stated is None or not stated[1].amount:
            return None
        least, most = stated
        hours = self.first_hours(target) or self.first_hours(number)
        said = str(least) if least == most else f"{least} to {most}"
        text = f"from {handoff.data['from']} to {handoff.data['to']} it waits {said}"
        return Wait(text, handoff.at("wait"), least, most, hours, self.zone)

    def _person(self, target: int, move: Move) -> Leg | None:
        length = move.entity.duration("person", "within")
        if length is None or length == IMMEDIATELY:
            return None
        text = f"a person is there within {length} at {move.source.id}"
        at = move.entity.at("person", "within")
        return Bound(text, at, length, self.first_hours(target), self.openings(target), self.zone)


def zone_of(policy: Policy) -> str | None:
    """Return the zone of the organization or, where it states none, the only one of a schedule."""
    if policy.zone is not None:
        return policy.zone
    stated = {each.get("timezone") for each in policy.of("schedule")} - {None}
    return stated.pop() if len(stated) == 1 and _is_known(*stated) else None


def _is_known(name: str) -> bool:
    try:
        zone(name)
    except ValueError:
        return False
    return True


def placed(hours: Hours | None, name: str | None) -> Hours | None:
    """Return hours with a zone, that of the organization where they state none."""
    if hours is None or hours.zone is not None:
        return hours
    return hours._replace(zone=name)
