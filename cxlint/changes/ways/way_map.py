"""Where customers go on from each channel and step, by what makes them go there."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from itertools import product
from math import inf, prod
from typing import TYPE_CHECKING, Any

from cxlint.changes.pairing.ranks import plain_words
from cxlint.changes.pairing.sentences import say_test
from cxlint.graph.move_kinds import MISHAPS, NO_PASSING_ON
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from cxlint.changes.pairing.sides import Side
    from cxlint.graph.network import Move, Node
    from cxlint.parsing.document import At

    Slot = tuple[str, str]

PASSING = frozenset({"channel", "step"})
MOST_CASES = 50
"""So many cases of one choice are told apart."""
ONLY_BY_MISHAP = 1000
"""What is added to a distance where a person is met only after something went wrong."""


class Fork(NamedTuple):
    """What follows at a place in one case: the places, by shared ids, and where it is stated.

    `words` are those of a choice, `names` the places as the side itself calls them.
    """

    targets: frozenset[str]
    at: At
    words: str = ""
    names: tuple[str, ...] = ()


class WayMap:
    """The ways of one side, by the ids that both sides share."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.nodes: dict[str, Node] = {side.node_id(node): node for node in side.network.nodes}

    @cached_property
    def moves(self) -> dict[str, list[tuple[Move, str]]]:
        """The moves of customers from each channel and step, with where they lead."""
        found: dict[str, list[tuple[Move, str]]] = {}
        for move in self.side.network.moves:
            if move.source.kind in PASSING and move.kind not in NO_PASSING_ON:
                source = self.side.node_id(move.source)
                found.setdefault(source, []).append((move, self.side.node_id(move.target)))
        return found

    def forks(self, place: str) -> dict[Slot, Fork]:
        """Return what follows at a place in each case."""
        found: dict[Slot, Fork] = {}
        for slot, at, words in self._choices(place):
            found.setdefault(slot, Fork(frozenset(), at, words))
        for move, target in self.moves.get(place, ()):
            slots, words = self._slots(move)
            for slot in slots:
                known = found.get(slot) or Fork(frozenset(), move.at)
                targets, names = known.targets | {target}, {*known.names, move.target.id}
                found[slot] = Fork(targets, move.at, known.words or words, tuple(sorted(names)))
        return found

    def _choices(self, place: str) -> Iterator[tuple[Slot, At, str]]:
        """Yield the choices that a place announces, also those that say not where they lead."""
        node = self.nodes[place]
        for number, option in enumerate(
            (node.entity.get("options") if node.entity else None) or ()
        ):
            assert node.entity is not None
            for slot in list_slots(option, is_silent=node.silent):
                yield slot, node.entity.at("options", number), option_words(option)

    @staticmethod
    def _slots(move: Move) -> tuple[list[Slot], str]:
        if move.keys[:1] == ("options",):
            option = move.entity.data["options"][move.keys[1]]
            return list_slots(option, is_silent=move.source.silent), option_words(option)
        if move.kind in MISHAPS or move.kind == "person":
            return [(move.kind, "")], ""
        return [("next", "")], ""

    @cached_property
    def people(self) -> frozenset[str]:
        """The places at which there is a person, or may be."""
        return frozenset(id_ for id_, node in self.nodes.items() if node.is_person)

    @cached_property
    def asked_distances(self) -> Mapping[str, float]:
        """How many steps customers go through to a person whom they may choose, by place."""
        return self._distances(MISHAPS)

    @cached_property
    def all_distances(self) -> Mapping[str, float]:
        """The same, also where something must go wrong first."""
        return self._distances(frozenset())

    def distance(self, place: str) -> float:
        """Return how many steps a person is away; inf where nobody is."""
        asked = self.asked_distances.get(place, inf)
        if asked < inf:
            return asked
        return self.all_distances.get(place, inf) + ONLY_BY_MISHAP

    def _distances(self, without: Collection[str]) -> dict[str, float]:
        into: dict[str, list[str]] = {}
        for source, moves in self.moves.items():
            for move, target in moves:
                if move.kind not in without:
                    into.setdefault(target, []).append(source)
        found: dict[str, float] = dict.fromkeys(self.people, 0)
        waiting = deque(self.people)
        while waiting:
            place = waiting.popleft()
            for source in into.get(place, ()):
                cost = found[place] + self._cost(source)
                if cost < found.get(source, inf):
                    found[source] = cost
                    (waiting.append if self._cost(source) else waiting.appendleft)(source)
        return found

    def _cost(self, place: str) -> int:
        node = self.nodes[place]
        return int(node.kind == "step" and not node.asks_nothing)

    def is_noticed(self, place: str) -> bool:
        """Whether customers notice a step."""
        node = self.nodes.get(place)
        return node is not None and node.kind == "step" and not node.silent

    def onward(self, place: str, *, without: str = "", past_people: bool = False) -> set[str]:
        """Return where customers can come from a place, it among them; not past people.

        What follows on a mishap is no part of it.
        """
        seen = {place} - {without}
        waiting = list(seen)
        for each in waiting:  # grows while it is walked
            if each in self.people and not past_people:
                continue
            for move, target in self.moves.get(each, ()):
                if move.kind not in MISHAPS and target not in seen and target != without:
                    seen.add(target)
                    waiting.append(target)
        return seen

    def unavoidable(
        self, place: str, goals: Collection[str], *, past_people: bool = False
    ) -> set[str]:
        """Return the steps that customers notice on every way from a place to one of the goals."""
        return {
            each
            for each in self._way_to(place, goals, past_people=past_people)
            if self.is_noticed(each)
            and each not in goals
            and self.onward(place, without=each, past_people=past_people).isdisjoint(goals)
        }

    def _way_to(self, place: str, goals: Collection[str], *, past_people: bool) -> list[str]:
        """Return the places of a shortest way to one of the goals; none where no way leads."""
        came: dict[str, str] = {place: ""}
        waiting = [place]
        for each in waiting:  # grows while it is walked
            if each in goals:
                way = [each]
                while came[way[-1]]:
                    way.append(came[way[-1]])
                return way
            is_end = each in self.people and not past_people
            for move, target in () if is_end else self.moves.get(each, ()):
                if move.kind not in MISHAPS and target not in came:
                    came[target] = each
                    waiting.append(target)
        return []


def list_slots(option: Any, *, is_silent: bool) -> list[Slot]:
    """Return what tells a choice from the others.

    Of what customers choose it is the key, else the words; where the case itself is looked at,
    what is asked of it, each combination of values by itself.
    """
    cases = _list_cases(option)
    if cases or is_silent:
        return [("case", each) for each in cases or [" ".join(plain_words(option_words(option)))]]
    if isinstance(option, dict) and option.get("key") is not None:
        return [("option", str(option["key"]))]
    return [("option", " ".join(option_words(option).casefold().split()))]


def _list_cases(option: Any) -> list[str]:
    """Return the cases in which a choice holds, in words; none where it states no conditions."""
    if not isinstance(option, dict):
        return []
    every, one_of = ([*(option.get(key) or ())] for key in ("conditions", "any_conditions"))
    tests = [[say_test(each) for each in _split(condition)] for condition in every]
    if one_of:
        tests.append([say_test(each) for condition in one_of for each in _split(condition)])
    if prod(map(len, tests)) > MOST_CASES:
        return [", ".join(sorted(map(say_test, [*every, *one_of])))]
    return [", ".join(sorted(each)) for each in product(*tests)] if tests else []


def _split(condition: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return a condition for each of the values of which one must be there."""
    values = condition.get("is")
    if not isinstance(values, list):
        return [condition]
    return [{**condition, "is": each} for each in values]


def option_words(option: Any) -> str:
    """Return the words of a choice."""
    return str(option.get("say", "") if isinstance(option, dict) else option)
