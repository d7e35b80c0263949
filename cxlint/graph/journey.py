"""The customer's words for the graph: a journey, its ways in, its ways out, what lies between."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms import propagation, shortest_paths
from cxlint.algorithms.components import components
from cxlint.algorithms.weighted_paths import zero_one_paths
from cxlint.graph.move_kinds import MISHAPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cxlint.algorithms.components import Components
    from cxlint.algorithms.shortest_paths import BreadthFirstTree
    from cxlint.algorithms.weighted_paths import PathCosts
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At

Members = tuple[tuple["Entity", tuple["Node", ...]], ...]

BEHIND = frozenset({"team", "approval"})
"""Kinds of place between which a case can move without the customer."""

LONGEST_WAY = 100
"""How many moves of a way are told; of a longer one, the last so many."""


class Journey:
    """The part of the network that some intents can reach, with numbers of its own.

    `nodes[i]` is the place with local number i; `out[i]` the local numbers that follow it and
    `via[i]` the moves that lead there, in step. Work on a journey costs what the reachable part
    costs, never the whole network. Places are numbered in the order of the policy: what stands
    together there lies together in memory, and going through a large journey in that order takes
    half the time of going through it nearest first.

    `intents` are the contact reasons that may take these moves; a journey without intents is taken
    by whoever comes through `ways_in`.
    """

    def __init__(
        self,
        network: Network,
        scoped: frozenset[int],
        members: Members,
        ways_in: tuple[Node, ...] = (),
    ) -> None:
        self.network = network
        self.intents = tuple(intent for intent, _ in members)
        starts = [*ways_in, *(node for _, nodes in members for node in nodes)]
        reached, ways = self._walk(starts, scoped)
        self.nodes: list[Node] = [reached[number] for number in sorted(reached)]
        self._local = {node.number: number for number, node in enumerate(self.nodes)}
        self.via: list[list[Move]] = [ways[node.number] for node in self.nodes]
        self.out = [[self._local[move.target.number] for move in moves] for moves in self.via]
        self.entries = list(dict.fromkeys(self._local[node.number] for node in starts))
        self._starts = {
            intent.id: tuple(self._local[node.number] for node in nodes)
            for intent, nodes in members
        }

    def _walk(
        self, starts: Iterable[Node], scoped: frozenset[int]
    ) -> tuple[dict[int, Node], dict[int, list[Move]]]:
        """Return the places that the starts reach and the moves that leave each, by number."""
        leaving = self.network.leaving
        reached = {node.number: node for node in starts}
        waiting = list(reached.values())
        ways: dict[int, list[Move]] = {}
        for node in waiting:  # grows while it is walked
            moves = leaving[node.number]
            if any(move.intents is not None for move in moves):
                moves = [m for m in moves if m.intents is None or m.number in scoped]
            ways[node.number] = moves
            for move in moves:
                target = move.target
                if target.number not in reached:
                    reached[target.number] = target
                    waiting.append(target)
        return reached, ways

    @property
    def size(self) -> int:
        """How many places the journey has."""
        return len(self.nodes)

    def number(self, node: Node) -> int | None:
        """Return the local number of a place, or None where the journey does not reach it."""
        return self._local.get(node.number)

    def starts_of(self, intent: Entity) -> tuple[int, ...]:
        """Return the local numbers of the places where an intent starts."""
        return self._starts[intent.id]

    @cached_property
    def inward(self) -> tuple[list[list[int]], list[list[Move]]]:
        """For each place, the local numbers that lead to it and, in step, the moves from there."""
        before: list[list[int]] = [[] for _ in self.nodes]
        moves_in: list[list[Move]] = [[] for _ in self.nodes]
        for here, (targets, moves) in enumerate(zip(self.out, self.via, strict=True)):
            for target, move in zip(targets, moves, strict=True):
                before[target].append(here)
                moves_in[target].append(move)
        return before, moves_in

    @property
    def into(self) -> list[list[int]]:
        """For each place, the local numbers that lead to it."""
        return self.inward[0]

    @cached_property
    def reach(self) -> BreadthFirstTree:
        """The shortest ways from all entries, in moves."""
        return shortest_paths.breadth_first(self.out, self.entries)

    @cached_property
    def to_person(self) -> BreadthFirstTree:
        """The shortest ways on to a person, walked backwards: `distance[i]` moves from place i.

        What customers do not notice adds nothing to the distance.
        """
        if not any(node.silent for node in self.nodes):
            return self.back_from(lambda node: node.is_person)
        people = [number for number, node in enumerate(self.nodes) if node.is_person]
        steps: list[int | list[int]] = [0 if node.silent else 1 for node in self.nodes]
        least = zero_one_paths(self.inward[0], steps, people)
        return shortest_paths.BreadthFirstTree([int(cost) for cost in least.cost], least.parent)

    @cached_property
    def to_end(self) -> BreadthFirstTree:
        """The shortest ways on to a person or a settled outcome, walked backwards."""
        return self.back_from(lambda node: node.is_person or node.is_end)

    def settles(self, number: int) -> bool:
        """Whether the matter can be settled at this place, as far as the policy says.

        That is an outcome that ends it, a team of which nothing says what it closes, and a step
        after which a new matter begins. A channel or a menu of which nothing says where it leads
        may settle it too; so may, where no contact reason is known, a place that some leave.
        """
        node = self.nodes[number]
        stated = node.entity.data if node.entity else {}
        if node.is_end or (node.kind == "team" and node.entity and stated.get("closes") is None):
            return True
        leaving = self.network.leaving[node.number]
        if node.kind == "step" and node.is_person and not leaving:
            return True
        if not leaving:
            return node.kind == "channel" or stated.get("options") is not None
        if not self.intents and any(move.intents is not None for move in leaving):
            return True
        return node.kind != "team" and any(move.new_matter for move in self.via[number])

    @cached_property
    def answers(self) -> list[int]:
        """The places where the matter can be settled (`settles`)."""
        return [number for number in range(len(self.nodes)) if self.settles(number)]

    @cached_property
    def to_settled(self) -> BreadthFirstTree:
        """The shortest ways on to a place where the matter can be settled, walked backwards."""
        return shortest_paths.breadth_first(self.into, self.answers)

    @cached_property
    def fewest_transfers(self) -> PathCosts:
        """The fewest transfers on to a place where the matter can be settled, walked backwards."""
        steps = self.steps_back([0] * len(self.nodes), lambda move: int(move.transfers))
        return zero_one_paths(self.inward[0], steps, self.answers)

    def steps_back(
        self, usual: Sequence[int], behind: Callable[[Move], int]
    ) -> list[int | list[int]]:
        """Return what each move costs, in step with `inward`, for a walk backwards.

        A move into place i costs `usual[i]`, unless it leaves a team or an approval: then it costs
        what `behind` says of it.
        """
        steps: list[int | list[int]] = list(usual)
        touched = {
            target
            for number, node in enumerate(self.nodes)
            if node.kind in BEHIND
            for target in self.out[number]
        }
        moves_in = self.inward[1]
        for number in touched:
            steps[number] = [
                behind(move) if move.source.kind in BEHIND else usual[number]
                for move in moves_in[number]
            ]
        return steps

    @cached_property
    def parts(self) -> Components:
        """The strongly connected components."""
        return components(self.out)

    @cached_property
    def endless(self) -> tuple[list[list[int]], list[list[Move]]]:
        """The part of `out` and `via` that goes on for ever.

        The moves that the customer goes through, less those that accomplish something, those
        that are bounded, and those with which a different matter begins.
        """
        out: list[list[int]] = []
        via: list[list[Move]] = []
        for targets, moves in zip(self.out, self.via, strict=True):
            kept = [move for move in moves if move.customer_goes and move.lasting]
            same = len(kept) == len(moves)
            out.append(targets if same else [self._local[m.target.number] for m in kept])
            via.append(moves if same else kept)
        return out, via

    @cached_property
    def offered(self) -> list[list[int]]:
        """For each place, the local numbers that a customer can choose to go to.

        Left out is what only happens to them (`MISHAPS`).
        """
        offered: list[list[int]] = []
        for targets, moves in zip(self.out, self.via, strict=True):
            ways = zip(targets, moves, strict=True)
            kept = [target for target, move in ways if move.kind not in MISHAPS]
            offered.append(targets if len(kept) == len(targets) else kept)
        return offered

    @cached_property
    def to_asked_person(self) -> BreadthFirstTree:
        """The shortest ways on to a person by moves that can be chosen, walked backwards.

        What customers do not notice, or only hear, adds nothing to the distance.
        """
        people = [number for number, node in enumerate(self.nodes) if node.is_person]
        back = shortest_paths.reverse(self.offered)
        if not any(node.asks_nothing for node in self.nodes):
            return shortest_paths.breadth_first(back, people)
        steps: list[int | list[int]] = [0 if node.asks_nothing else 1 for node in self.nodes]
        least = zero_one_paths(back, steps, people)
        return shortest_paths.BreadthFirstTree([int(cost) for cost in least.cost], least.parent)

    def back_from(self, wanted: Callable[[Node], bool]) -> BreadthFirstTree:
        """Return the distances on to the nearest place that is wanted."""
        goals = [number for number, node in enumerate(self.nodes) if wanted(node)]
        return shortest_paths.breadth_first(self.into, goals)

    def way(self, number: int) -> list[Move]:
        """Return the moves of a shortest way from an entry to this place, at most LONGEST_WAY."""
        return self._followed(self.reach, number)[::-1]

    def onward(self, reach: BreadthFirstTree, number: int) -> list[Move]:
        """Return the moves of a shortest way on from here, by a `reach` walked backwards.

        Of a way longer than LONGEST_WAY, the first so many.
        """
        numbers = self._climbed(reach, number)
        return self.moves_along(numbers)

    def _followed(self, reach: BreadthFirstTree, number: int) -> list[Move]:
        numbers = self._climbed(reach, number)
        return [
            self.via[before][self.out[before].index(here)]
            for here, before in itertools.pairwise(numbers)
        ]

    @staticmethod
    def _climbed(reach: BreadthFirstTree, number: int) -> list[int]:
        numbers: list[int] = []
        while number >= 0 and len(numbers) <= LONGEST_WAY:
            numbers.append(number)
            number = reach.parent[number]
        return numbers

    def moves_along(self, numbers: Sequence[int]) -> list[Move]:
        """Return one move for each step between these places."""
        return shortest_paths.edges_along(numbers, self.out, self.via)

    @cached_property
    def met_first(self) -> dict[int, int]:
        """The teams that customers meet first, by local number, with their intents as bits.

        Opaque places count, for people may be there. Bit i is the i-th intent; a journey without
        intents has one bit, for whoever comes.
        """
        return self._met(self.out)

    @cached_property
    def met_unchosen(self) -> dict[int, int]:
        """The same, of those whom customers meet whatever they choose in a menu, or by its failing.

        Where the choices of a menu lead to different places, customers choose what fits, and it is
        not known who of them comes to which.
        """
        out: list[list[int]] = []
        sorts = False
        for targets, moves in zip(self.out, self.via, strict=True):
            both = list(zip(targets, moves, strict=True))
            if len({target for target, move in both if move.chosen}) < 2:
                out.append(targets)
                continue
            sorts = True
            out.append([target for target, move in both if not move.chosen])
        return self._met(out) if sorts else self.met_first

    def _met(self, ways: Sequence[Sequence[int]]) -> dict[int, int]:
        stops = [node.opaque or node.kind == "team" for node in self.nodes]
        seeds: dict[int, int] = {}
        for bit, intent in enumerate(self.intents):
            for number in self._starts[intent.id]:
                seeds[number] = seeds.get(number, 0) | 1 << bit
        if not self.intents:
            seeds = dict.fromkeys(self.entries, 1)
        out = [[] if stop else each for stop, each in zip(stops, ways, strict=True)]
        held = propagation.spread_sets(out, seeds)
        return {number: held[number] for number, stop in enumerate(stops) if stop and held[number]}

    @cached_property
    def _concerned(self) -> list[int]:
        seeds: dict[int, int] = {}
        for bit, intent in enumerate(self.intents):
            for number in self._starts[intent.id]:
                seeds[number] = seeds.get(number, 0) | 1 << bit
        return propagation.spread_sets(self.out, seeds, self.parts)

    def intents_at(self, number: int) -> tuple[str, ...]:
        """Return the ids of the intents that can be sent to this place."""
        return tuple(intent.id for intent in self.of_bits(self._concerned[number]))

    def of_bits(self, bits: int) -> tuple[Entity, ...]:
        """Return the intents whose bits are set; bit i is the i-th."""
        found = []
        while bits:
            lowest = bits & -bits
            found.append(self.intents[lowest.bit_length() - 1])
            bits ^= lowest
        return tuple(found)


def witness(moves: Sequence[Move]) -> tuple[tuple[At, str], ...]:
    """Return the places of a way, each with the line that leads there, the first with its own."""
    if not moves:
        return ()
    first = moves[0].source
    return ((first.at, first.id), *((move.at, move.target.id) for move in moves))
