"""The ways that a rule asks about: from which places to which, on whose journeys, by which moves.

A way ends at the first place that it is to lead to. What is not known is kept apart: a place that
is not defined, not described or could not be read may be any place, and may lead anywhere.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.shortest_paths import breadth_first, edges_along, reverse
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import LONGEST_WAY, path_to, witness
from cxlint.graph.reachability import settles
from cxlint.language.entity import Entity
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note, unobserved
from cxlint.linting.query.selection import meets
from cxlint.records import NamedTuple
from cxlint.sentence_lists import MORE_PLACES, shorten_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.algorithms.shortest_paths import BreadthFirstTree
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node

    Selection = Mapping[str, Any]

MANY = "(many more)"


class PlaceSelection:
    """The places that a selection means: all conditions must be met.

    `kind` (channel, step, team, outcome, approval), `id`, `where`, `person: true` (people are
    there) and `answer: true` (the matter may be settled there).
    """

    def __init__(self, network: Network, said: Selection) -> None:
        self.said = said
        self._hidden = network.policy.opaque
        self._known: dict[int, bool] = {}

    def __str__(self) -> str:
        if "id" in self.said:
            return " or ".join(_as_sequence(self.said["id"]))
        told = [f"a {kind}" for kind in _as_sequence(self.said.get("kind", ()))]
        if "person" in self.said:
            told = ["a person" if self.said["person"] else "a place without people"]
        if "answer" in self.said:
            told = ["an answer" if self.said["answer"] else "a place without an answer"]
        return " or ".join(told) or "such a place"

    def selects(self, journey: Journey, number: int) -> bool:
        """Whether a place of a journey is certainly meant."""
        node = journey.nodes[number]
        if "answer" in self.said and not self._is_answer(journey, number):
            return False
        if node.number not in self._known:
            self._known[node.number] = self._selects_node(node)
        return self._known[node.number]

    def of(self, journey: Journey, among: Iterable[int]) -> list[int]:
        """Return the places that are certainly meant."""
        return [number for number in among if self.selects(journey, number)]

    def possible_places(self, journey: Journey) -> list[int]:
        """Return the places that may be meant, and of which it is not known."""
        return [n for n, node in enumerate(journey.nodes)
                if self._is_doubtful(node) and not self.selects(journey, n)]  # fmt: skip

    def _is_answer(self, journey: Journey, number: int) -> bool:
        opaque = journey.nodes[number].opaque
        return not opaque and settles(journey, number) is self.said["answer"]

    def _is_doubtful(self, node: Node) -> bool:
        return node.opaque or (node.entity is None and node.id in self._hidden.get(node.kind, ()))

    def _selects_node(self, node: Node) -> bool:
        said = self.said
        if "kind" in said and node.kind not in _as_sequence(said["kind"]):
            return False
        if "id" in said and node.id not in _as_sequence(said["id"]):
            return False
        if "person" in said and (node.opaque or node.is_person is not said["person"]):
            return False
        if "where" not in said:
            return True
        return node.kind != "unknown" and meets(stating_entity(node), said["where"])


def stating_entity(node: Node) -> Entity:
    """Return what the policy says of a place: of an approval, its tier."""
    at = node.at
    if node.kind == "approval" and node.entity is not None:
        tier: Any = at.document.data
        for step in at.path:
            tier = tier[step]
        return Entity("approval", node.id, tier, at.document, at.path)
    if node.entity is None:
        said = {"kind": node.id} if node.kind == "outcome" else {}
        return Entity(node.kind, node.id, said, at.document, at.path)
    return node.entity


def selects_move(said: Selection, move: Move) -> bool:
    """Whether a move is meant: `kind`, `customer`, `transfer`, and what a handoff says (`where`).

    Moves that are no handoffs say nothing.
    """
    if "kind" in said and move.kind not in _as_sequence(said["kind"]):
        return False
    if "not" in said and move.kind in _as_sequence(said["not"]):
        return False
    if "customer" in said and move.customer_goes is not said["customer"]:
        return False
    if "transfer" in said and move.transfers is not said["transfer"]:
        return False
    if "where" not in said:
        return True
    entity = move.entity
    if move.kind != "handoff":
        entity = Entity("handoff", "", {}, entity.document, entity.path)
    return meets(entity, said["where"])


class WitnessPath(NamedTuple):
    """A way as far as it is told: some of its places, in order, and its two ends."""

    numbers: list[int]
    start: int
    end: int

    def extend(self, other: WitnessPath) -> WitnessPath:
        """Return the way that goes on with another, where this one ends."""
        joined = self.numbers + other.numbers[1:] if self.end == other.start else (
            self.numbers + other.numbers
        )  # fmt: skip
        return WitnessPath(joined, self.start, other.end)


class Trail:
    """The ways of a search, to be followed from any place back to where the search began.

    Of each, LONGEST_WAY moves are told; thousands of long ways would take for ever.
    """

    def __init__(self, parent: Sequence[int]) -> None:
        self._parent = parent
        self._begun: dict[int, int] = {}

    def path_back(self, number: int) -> WitnessPath:
        """Return the way from here to where the search began."""
        numbers: list[int] = []
        here = number
        while here >= 0 and len(numbers) <= LONGEST_WAY:
            numbers.append(here)
            here = self._parent[here]
        return WitnessPath(numbers, number, self._origin(number))

    def path_there(self, number: int) -> WitnessPath:
        """Return the way from where the search began to here."""
        numbers, _, begun = self.path_back(number)
        return WitnessPath(numbers[::-1], begun, number)

    def _origin(self, number: int) -> int:
        passed = []
        while number not in self._begun and self._parent[number] >= 0:
            passed.append(number)
            number = self._parent[number]
        begun = self._begun.get(number, number)
        self._begun.update(dict.fromkeys(passed, begun))
        return begun


class Trip:
    """The ways of one journey that a rule asks about.

    `out` and `via` are those of the journey, less the moves that are not meant and those that
    leave a goal. `starts` are the places the ways begin at, without goals; `goals` those they end
    at; `doubtful` the places that may be goals, or lead to one; `arrived` the goals that are also
    places to begin at.
    """

    def __init__(
        self, journey: Journey, starts: Sequence[int], to: PlaceSelection, by: Selection | None,
        chosen: frozenset[str],
    ) -> None:  # fmt: skip
        self.journey = journey
        self.goals = to.of(journey, range(journey.size))
        self.doubtful = to.possible_places(journey)
        ends = frozenset(self.goals)
        self.starts = [number for number in starts if number not in ends]
        self.out, self.via = _select_moves(journey, ends, by)
        self._chosen = chosen
        self.arrived = ends.intersection(starts)

    @cached_property
    def predecessors(self) -> list[list[int]]:
        """For each place, those before it."""
        return reverse(self.out)

    @cached_property
    def goal_tree(self) -> BreadthFirstTree:
        """The shortest ways on to a goal, walked backwards."""
        return breadth_first(self.predecessors, self.goals)

    @cached_property
    def possible_goal_tree(self) -> BreadthFirstTree:
        """The same, as if what is not known could be a goal."""
        return breadth_first(self.predecessors, [*self.goals, *self.doubtful])

    @cached_property
    def start_tree(self) -> BreadthFirstTree:
        """The shortest ways from the places to begin at."""
        return breadth_first(self.out, self.starts)

    @cached_property
    def trail(self) -> Trail:
        """The ways on to a goal."""
        return Trail(self.goal_tree.parent)

    def path_to_goal(self, number: int) -> WitnessPath | None:
        """Return a shortest way on to a goal."""
        return self.trail.path_back(number) if self.goal_tree.distance[number] >= 0 else None

    def moves_between(self, numbers: Sequence[int]) -> list[Move]:
        """Return the moves between these places, in order."""
        return edges_along(numbers, self.out, self.via)

    def intents_at(self, number: int) -> tuple[str, ...]:
        """Return the contact reasons asked about that come to a place."""
        found = intents_at(self.journey, number)
        return tuple(id_ for id_ in found if id_ in self._chosen) if self._chosen else found

    def build_hit(
        self, number: int, way: WitnessPath | None, to: object, facts: Mapping[str, Any],
        moves: Sequence[Move] = (),
    ) -> Hit:  # fmt: skip
        """Return what is told at a place, with the way that proves it, and its moves if known.

        Where there is no way, the proof is how customers come here. Facts of every hit: from, to
        and path, besides the facts given.
        """
        node = self.journey.nodes[number]
        way = way or WitnessPath([number], number, number)
        moves = moves or self.moves_between(way.numbers) or path_to(self.journey, number)
        return Hit(
            at=node.at,
            entity=node.name,
            facts={**self._ends(way, to), **facts},
            intents=self.intents_at(number),
            witness=witness(moves[:LONGEST_WAY]),
        )

    def build_move_hit(
        self, before: WitnessPath, after: WitnessPath, facts: Mapping[str, Any]
    ) -> Hit:
        """Return what is told at the move that leads from the end of one way to another's start."""
        move = self.moves_between([before.end, after.start])[0]
        way = before.extend(after)
        return Hit(
            at=move.at,
            entity=move.name,
            facts={**self._ends(way, self.journey.nodes[way.end]), **facts},
            intents=self.intents_at(before.end),
            witness=witness(self.moves_between(way.numbers[-LONGEST_WAY - 1 :])),
        )

    def place_ids(self, numbers: Sequence[int]) -> list[str]:
        """Return the ids of places."""
        return [self.journey.nodes[number].id for number in numbers]

    def _ends(self, way: WitnessPath, to: object) -> dict[str, str]:
        start, *_ = self.place_ids([way.start])
        names = self.place_ids(way.numbers)
        if way.numbers[0] != way.start:
            names = [start, MANY, *names]
        if way.numbers[-1] != way.end:
            names += [MANY, *self.place_ids([way.end])]
        return {"from": start, "to": str(to), "path": phrase_path(names)}


def trips(network: Network, ways: Mapping[str, Any]) -> Iterator[Trip]:
    """Yield, for each journey that is meant and has places to begin at, its ways.

    `ways` says `from` (the ways in, where nothing is said) and `to`, each a selection of places;
    `by`, the moves that may be taken; and `intents`, what must be said of the contact reasons.
    """
    to = PlaceSelection(network, ways["to"])
    start = PlaceSelection(network, ways["from"]) if "from" in ways else None
    for journey in unobserved(network).journeys:  # what counts is what is selected
        intents = [each for each in journey.intents if meets(each, ways.get("intents") or {})]
        if "intents" in ways and not intents:
            continue
        entries = journey.entries
        among: Iterable[int] = range(journey.size)
        if len(intents) < len(journey.intents):
            entries = sorted({n for intent in intents for n in journey.starts_of(intent)})
            reached = breadth_first(journey.out, entries).distance
            among = [number for number in among if reached[number] >= 0]
        starts = start.of(journey, among) if start else entries
        note(network.policy, len(starts))
        if starts:
            chosen = frozenset(intent.id for intent in intents)
            yield Trip(journey, starts, to, ways.get("by"), chosen)


def has_unread_moves(network: Network) -> bool:
    """Whether there may be moves that could not be read, so that no way can be missed."""
    return network.policy.unsure("handoff") or network.policy.unsure("remedy")


def phrase_path(names: Sequence[str]) -> str:
    """Return the places of a way for a sentence."""
    return shorten_path(names, between_ends=MANY if MANY in names else MORE_PLACES)


def _select_moves(
    journey: Journey, ends: frozenset[int], by: Selection | None
) -> tuple[list[list[int]], list[list[Move]]]:
    if not ends and not by:
        return journey.out, journey.via
    out: list[list[int]] = []
    via: list[list[Move]] = []
    for number, (targets, moves) in enumerate(zip(journey.out, journey.via, strict=True)):
        if number in ends:
            out.append([])
            via.append([])
        elif not by:
            out.append(targets)
            via.append(moves)
        else:
            kept = [each for each in zip(targets, moves, strict=True) if selects_move(by, each[1])]
            out.append([target for target, _ in kept])
            via.append([move for _, move in kept])
    return out, via


def _as_sequence(said: Any) -> Sequence[str]:
    return said if isinstance(said, list | tuple) else [said]
