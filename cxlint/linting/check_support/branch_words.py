"""A branch of a way in words: which contacts come to it, by which path, and who is there."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.calendar.intervals import total_minutes
from cxlint.graph.journey_paths import LONGEST_WAY, path_on, witness
from cxlint.graph.staffing import idle
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list
from cxlint.values.value_errors import decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.attendance import Attendance, Branch
    from cxlint.graph.network import Move
    from cxlint.graph.staffing import Crews
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At

    Way = tuple[int, int, Move]

NAMED = 3
"""How many teams or choices a sentence names."""
SEARCHED = 2_000
"""How many places are looked through for what to name."""

MORE = "{} more teams work other hours"

HAPPENINGS = {
    "person": "ask for a person in {}",
    "timeout": "wait too long in {}",
    "failure": "get no further in {}",
    "error": "meet an error in {}",
    "full": "find {} full",
    "closed": "find {} closed",
    "next": "choose nothing in {}",
}
"""What customers do, or what happens to them, when a move of each kind takes them on."""


class Description(NamedTuple):
    """What a finding says of some branches: which contacts, who is there, and the path there.

    `which` is empty where every contact is meant; `key` tells apart branches by who is there.
    """

    which: list[str]
    staffed: str
    key: tuple[str, ...]
    witness: tuple[tuple[At, str], ...]
    related: tuple[tuple[At, str], ...]


class Presence(NamedTuple):
    """Somebody who is there at some hours, or never: where that is said, and in which words."""

    at: At
    hours: str
    says: str


class Walk:
    """The places that follow others, nearest first, and the moves that lead to each.

    In very large menus the search is given up after SEARCHED places; some may then be missing.
    """

    def __init__(self, attendance: Attendance, starts: Sequence[int], *, by_flow: bool) -> None:
        """Walk on from these places; `by_flow`, by no move that needs an answer of its own."""
        journey = attendance.journey
        self.order = list(dict.fromkeys(starts))
        self._before: dict[int, tuple[int, Move] | None] = dict.fromkeys(self.order)
        self.moves: list[Way] = []
        for number in self.order:  # grows while it is walked
            if number not in starts and not attendance.leads_on(number):
                continue
            for target, move in zip(journey.out[number], journey.via[number], strict=True):
                if by_flow and not attendance.in_flow(move):
                    continue
                self.moves.append((number, target, move))
                if target not in self._before and len(self.order) < SEARCHED:
                    self._before[target] = number, move
                    self.order.append(target)

    def path(self, number: int) -> list[Move]:
        """Return the moves by which a place was come to."""
        moves: list[Move] = []
        while (before := self._before[number]) is not None and len(moves) < LONGEST_WAY:
            number, move = before
            moves.append(move)
        return moves[::-1]


def describe(
    attendance: Attendance,
    number: int,
    branches: Sequence[Branch],
    crews: Crews,
    *,
    several: bool,
    closed: bool,
) -> Description:
    """Describe the branches that are met from a channel; `several`, if there are others.

    `closed`, if it is where people are sent to whom the channel is closed.
    """
    journey = attendance.journey
    channel = journey.nodes[number].entity
    assert channel is not None
    walk, ways = _walk_from(attendance, number)
    met = [way for branch in branches for way in ways.get(branch, ())]
    usual = attendance.behind(number) in branches or not met
    if closed:
        usual, met = False, [way for way in walk.moves if way[0] == number and _shuts(way[2])]
    bits = 0
    for branch in branches:
        bits |= attendance.watched(branch, channel).taking
    starts = [number] if usual else []
    starts += [target for _, target, _ in met]
    told = list(_people(attendance, starts, bits, crews, channel))
    if usual:
        path = path_on(journey, journey.to_person, number)
    else:
        here, there, move = met[0]
        path = [*walk.path(here), move, *_path_to_people(attendance, there)]
    return Description(
        _which([move for _, _, move in met], usual=usual) if several else [],
        ", ".join(shorten_list([each.says for each in told], NAMED, rest=MORE)),
        tuple(sorted({each.hours for each in told})),
        witness(path),
        tuple((each.at, each.says) for each in told[:NAMED]),
    )


@lru_cache(maxsize=1)
def _walk_from(attendance: Attendance, number: int) -> tuple[Walk, dict[Branch, list[Way]]]:
    """Return everything behind a channel, and the moves by branch: each is described in turn."""
    walk = Walk(attendance, [number], by_flow=False)
    ways: dict[Branch, list[Way]] = {}
    for way in walk.moves:
        if (branch := attendance.branch_of(*way)) is not None:
            ways.setdefault(branch, []).append(way)
    return walk, ways


def _shuts(move: Move) -> bool:
    return move.kind == "closed"


def _which(moves: Sequence[Move], *, usual: bool) -> list[str]:
    """Return in words which contacts come by these moves, or else by none of the choices."""
    by_choice: dict[str, list[str]] = {}
    others: list[str] = []
    for move in moves:
        if move.kind == "option":
            say = str(move.entity.data["options"][move.keys[1]]["say"])
            by_choice.setdefault(move.source.id, []).append(say)
        else:
            others.append(f"that {HAPPENINGS[move.kind].format(move.source.id)}")
    words = [f"that choose {_one_of(said)} in {id_}" for id_, said in by_choice.items()]
    words += dict.fromkeys(others)
    if not words:
        return ["that choose nothing"] if usual else []
    return [_one_of(words)]


def _one_of(names: Sequence[str]) -> str:
    return " or ".join(shorten_list(list(dict.fromkeys(names)), NAMED, rest="{} more"))


def _people(
    attendance: Attendance, starts: Sequence[int], bits: int, crews: Crews, channel: Entity
) -> Iterator[Presence]:
    """Yield who is there of a set, nearest first: one team for each kind of hours."""
    policy, journey = attendance.policy, attendance.journey
    watching = policy.find("team", channel.get("monitored_by") or "")
    places = [] if watching is None else [watching]
    for number in Walk(attendance, starts, by_flow=True).order:
        entity = journey.nodes[number].entity
        if entity is not None and entity is not channel and not attendance.leads_on(number):
            places.append(entity)
    seen: set[object] = set()
    for entity in places:
        hours = policy.hours(entity, "open")
        idle_for = idle(policy, entity) if entity.kind == "team" else ""
        what: object = entity.id if idle_for or entity.kind == "channel" else hours
        if what in seen or (entity.kind == "team" and not crews.of(entity) & bits):
            continue
        seen.add(what)
        if idle_for:
            says = name_idle(entity.id, idle_for)
            yield Presence(entity.at("seats"), idle_for, says)
        elif hours is not None:
            yield Presence(entity.at("open"), str(hours), _works(entity, hours))


def name_idle(team: object, why: object) -> str:
    """Return in words that nobody works in a team, and why."""
    return f"nobody works in {team} ({why})"


def _path_to_people(attendance: Attendance, start: int) -> list[Move]:
    walk = Walk(attendance, [start], by_flow=True)
    ends = (number for number in walk.order if not attendance.leads_on(number))
    return walk.path(next(ends, start))


def _works(place: Entity, hours: Hours) -> str:
    if place.kind == "channel":
        return f"{place.id} is open {hours}"
    weekly = total_minutes(hours.weekly)
    if not weekly:
        return f"{place.id} is never open"
    less = ", less public holidays" if hours.holidays else ""
    return f"{place.id} works {hours} ({decimal(Fraction(weekly, 60))} hours a week{less})"
