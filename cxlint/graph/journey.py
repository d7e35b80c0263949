"""The part of the graph that some contact reasons can reach, and what is worked out of it once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.algorithms.components import components
from cxlint.graph import journey_intents, journey_moves, reachability

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.algorithms.components import Components
    from cxlint.algorithms.shortest_paths import BreadthFirstTree
    from cxlint.algorithms.weighted_paths import PathCosts
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity


class Journey:
    """The part of the network that some intents can reach, with numbers of its own.

    `nodes[i]` is the place with local number i; `out[i]` the local numbers that follow it and
    `via[i]` the moves that lead there, in step; `entries` the local numbers where it begins. Work
    on a journey costs what the reachable part costs, never the whole network. Places are numbered
    in the order of the policy: what stands together there lies together in memory, and going
    through a large journey in that order takes half the time of going through it nearest first.

    `intents` are the contact reasons that may take these moves; a journey without intents is taken
    by whoever comes through its entries.
    """

    def __init__(
        self,
        network: Network,
        reached: Mapping[int, list[Move]],
        starts: Iterable[Node],
        members: Mapping[Entity, Iterable[Node]],
    ) -> None:
        """Take the moves that leave each place reached, by its number, and where intents start."""
        self.network = network
        self.intents = tuple(members)
        self.nodes: list[Node] = [network.nodes[number] for number in sorted(reached)]
        self._local = {node.number: number for number, node in enumerate(self.nodes)}
        self.via: list[list[Move]] = [reached[node.number] for node in self.nodes]
        self.out = [[self._local[move.target.number] for move in moves] for moves in self.via]
        self.entries = list(dict.fromkeys(self._local[node.number] for node in starts))
        self._starts = {
            intent.id: tuple(self._local[node.number] for node in nodes)
            for intent, nodes in members.items()
        }
        self._cycles: dict[int, list[tuple[list[int], list[Move]]]] = {}
        self._endless: dict[int, tuple[list[list[int]], list[list[Move]]]] = {}

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
        return journey_moves.inward(self)

    @property
    def into(self) -> list[list[int]]:
        """For each place, the local numbers that lead to it."""
        return self.inward[0]

    @cached_property
    def parts(self) -> Components:
        """The strongly connected components."""
        return components(self.out)

    def endless(self, most_rounds: int) -> tuple[list[list[int]], list[list[Move]]]:
        """Return the part of `out` and `via` that goes on for more rounds than this.

        The moves, of customers or of the case behind the scenes, less those that accomplish
        something, those that are limited to fewer rounds, and those with which a different matter
        begins.
        """
        if most_rounds not in self._endless:
            self._endless[most_rounds] = journey_moves.endless(self, most_rounds)
        return self._endless[most_rounds]

    def endless_cycles(self, most_rounds: int) -> list[tuple[list[int], list[Move]]]:
        """Return the strongly connected components of that part: places, and moves inside."""
        if most_rounds not in self._cycles:
            self._cycles[most_rounds] = journey_moves.endless_cycles(self, most_rounds)
        return self._cycles[most_rounds]

    @cached_property
    def offered(self) -> list[list[int]]:
        """For each place, the local numbers that a customer can choose to go to.

        Left out is what only happens to them (`MISHAPS`).
        """
        return journey_moves.offered(self)

    @cached_property
    def reach(self) -> BreadthFirstTree:
        """The shortest ways from all entries, in moves."""
        return shortest_paths.breadth_first(self.out, self.entries)

    @cached_property
    def to_person(self) -> BreadthFirstTree:
        """The shortest ways on to a person, walked backwards: `distance[i]` moves from place i.

        What customers do not notice, or only hear, adds nothing to the distance.
        """
        return reachability.to_person(self)

    @cached_property
    def to_asked_person(self) -> BreadthFirstTree:
        """The shortest ways on to a person by moves that can be chosen, walked backwards.

        What customers do not notice, or only hear, adds nothing to the distance.
        """
        return reachability.to_asked_person(self)

    @cached_property
    def to_end(self) -> BreadthFirstTree:
        """The shortest ways on to a person or a settled outcome, walked backwards."""
        return reachability.back_from(self, lambda node: node.is_person or node.is_end)

    @cached_property
    def answers(self) -> list[int]:
        """The places where the matter can be settled (`reachability.settles`)."""
        return [number for number in range(self.size) if reachability.settles(self, number)]

    @cached_property
    def to_settled(self) -> BreadthFirstTree:
        """The shortest ways on to a place where the matter can be settled, walked backwards."""
        return shortest_paths.breadth_first(self.into, self.answers)

    @cached_property
    def fewest_transfers(self) -> PathCosts:
        """The fewest transfers on to a place where the matter can be settled, walked backwards."""
        return reachability.fewest_transfers(self)

    @cached_property
    def bits_at(self) -> list[int]:
        """For each place, the intents that can be sent there; bit i is the i-th intent."""
        return journey_intents.bits_at(self)

    @cached_property
    def met_first(self) -> dict[int, int]:
        """The teams that customers meet first, by local number, with their intents as bits.

        Opaque places count, for people may be there. Bit i is the i-th intent; a journey without
        intents has one bit, for whoever comes.
        """
        return journey_intents.first_teams(self, self.out)

    @cached_property
    def met_unchosen(self) -> dict[int, int]:
        """The same, of those whom customers meet whatever they choose in a menu, or by its failing.

        Where the choices of a menu lead to different places, customers choose what fits, and it is
        not known who of them comes to which.
        """
        unchosen = journey_moves.unchosen(self)
        return self.met_first if unchosen is None else journey_intents.first_teams(self, unchosen)
