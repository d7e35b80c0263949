"""How much findings touch: the contact reasons, contacts and channels that pass there."""

from __future__ import annotations

from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING

from cxlint.algorithms.propagation import spread_sets
from cxlint.graph.journey_intents import intents_of
from cxlint.linting.model.finding import Extent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

PLACES = ("used_by", "channels")
"""Keys under which something says at which places of the graph it holds."""

SETTLED_BY_RETURNS = frozenset({"refund", "replacement", "credit"})
"""What settles a matter that terms of return speak of."""


class Extents:
    """How much what is found in a policy touches; each thing is measured once.

    Without a graph, it is what the thing itself says.
    """

    def __init__(self, policy: Policy, network: Network | None) -> None:
        self._policy = policy
        self._network = network
        self._held: dict[tuple[int, int], frozenset[str]] = {}
        self._sums: dict[object, float] = {}
        self._measured: dict[object, Extent] = {}

    def measure(self, hit: Hit) -> Extent:
        """Return how much a hit touches: by its contact reasons, or by those that pass there.

        Channels are counted where no contact reason is known to.
        """
        names = (hit.entity, *hit.members)
        key = (hit.intents, names)
        if key not in self._measured:
            intents = hit.intents or _unite(
                [held for each in names for held in self._passing(each)]
            )
            self._measured[key] = Extent(
                share=self._sum_shares(intents),
                intents=len(intents),
                channels=0 if intents else self._count_channels(names),
            )
        return self._measured[key]

    @cached_property
    def _shares(self) -> dict[str, float]:
        stated = ((each.id, each.percentage("share")) for each in self._policy.of("intent"))
        return {id_: float(share) for id_, share in stated if share is not None}

    @cached_property
    def _handoffs(self) -> dict[str, Entity]:
        return {each.name: each for each in self._policy.of("handoff")}

    def _entity(self, name: str) -> Entity | None:
        kind, _, id_ = name.partition("/")
        return self._handoffs.get(name) if kind == "handoff" else self._policy.find(kind, id_)

    def _sum_shares(self, intents: Collection[str]) -> float:
        if intents not in self._sums:
            self._sums[intents] = fsum(self._shares.get(each, 0.0) for each in intents)
        return self._sums[intents]

    def _passing(self, name: str) -> Iterator[frozenset[str]]:
        """Yield the contact reasons that a thing is for, and those that can come to it."""
        kind, _, id_ = name.partition("/")
        if kind == "intent":
            yield frozenset({id_})
        elif kind == "return":
            held = (self._by_remedy.get(each, ()) for each in SETTLED_BY_RETURNS)
            yield frozenset().union(*held)
        elif kind == "remedy":
            yield frozenset(self._by_remedy.get(id_, ()))
        elif (entity := self._entity(name)) is not None:
            yield frozenset(entity.texts("intents"))
        for node in self._nodes(name):
            for number, journey in enumerate(self._network.journeys if self._network else ()):
                if (local := journey.number(node)) is not None:
                    yield self._intents_held(number, journey, journey.bits_at[local])

    def _intents_held(self, number: int, journey: Journey, bits: int) -> frozenset[str]:
        """Return the contact reasons of a journey whose bits are set, each set of them once."""
        key = (number, bits)
        if key not in self._held:
            self._held[key] = frozenset(intent.id for intent in intents_of(journey, bits))
        return self._held[key]

    @cached_property
    def _by_remedy(self) -> dict[str, list[str]]:
        """The contact reasons that each remedy is for."""
        found: dict[str, list[str]] = {}
        for intent in self._policy.of("intent"):
            for remedy in intent.texts("remedy"):
                found.setdefault(remedy, []).append(intent.id)
        return found

    def _nodes(self, name: str) -> Iterator[Node]:
        """Yield the places that a thing is, leads away from, or says it holds at."""
        id_ = name.partition("/")[2]
        entity = self._entity(name)
        places = [id_, id_.partition("->")[0]]
        if entity is not None:
            places += [place for key in ("from", *PLACES) for place in entity.texts(key)]
        for place in dict.fromkeys(places):
            if self._network is not None and (node := self._network.node(place)) is not None:
                yield node

    def _count_channels(self, names: tuple[str, ...]) -> int:
        held = 0
        for name in names:
            for node in self._nodes(name):
                held |= self._channels[node.number]
        return held.bit_count()

    @cached_property
    def _channels(self) -> list[int]:
        """For each place, the channels from which ways lead there, as bits."""
        assert self._network is not None
        nodes, leaving = self._network.nodes, self._network.leaving
        out = [[move.target.number for move in moves] for moves in leaving]
        channels = (each.number for each in nodes if each.kind == "channel")
        return spread_sets(out, {number: 1 << bit for bit, number in enumerate(channels)})


def _unite(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the union; where there is one set with anything in it, that set itself."""
    filled = list({id(each): each for each in sets if each}.values())
    return filled[0] if len(filled) == 1 else frozenset().union(*filled)
