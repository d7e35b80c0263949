"""Ways through many teams on which nobody owns the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.graph.journey_paths import LONGEST_WAY, moves_along, witness
from cxlint.graph.staffing import deserted_team, names_somebody
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

NAMED = 8
"""How many teams a sentence names."""

LOOKED_THROUGH = 2_000
"""How many places are looked through for the way from one team to the next."""


def case_owner(network: Network, *, at_least: int) -> Iterator[Hit]:
    """Yield the contact reasons without a case owner whose way can cross many teams.

    Counted are the distinct teams of the way that crosses most of them, those of a ring all
    together, until a new matter begins. A team in which nobody works has no part in a case, owns
    none and passes none on. Those that can cross the same teams are one finding, at the first of
    them. Facts: ids, number, teams.

    Args:
        network: the policy's graph.
        at_least: from how many teams on a case owner is needed.
    """
    alike: dict[tuple[str, ...], _Alike] = {}
    for journey in network.journeys:
        ownerless = [each for each in journey.intents if not _has_owner(network.policy, each)]
        teams = sum(1 for node in journey.nodes if _takes_part(node))
        if not ownerless or teams < at_least:
            continue
        crossed = Crossed(journey)
        for intent in ownerless:
            starts = journey.starts_of(intent)
            start = max(starts, key=crossed.most, default=None)
            if start is None or crossed.most(start) < at_least:
                continue
            names = tuple(crossed.teams(start))
            if names not in alike:
                way = witness(crossed.way_through(start))
                alike[names] = _Alike([], crossed.most(start), way)
            alike[names].intents.append(intent)
    for names, found in alike.items():
        yield _hit(network.policy, names, found)


class _Alike(NamedTuple):
    """Contact reasons that can cross the same teams, how many these are, and a way through them."""

    intents: list[Entity]
    number: int
    way: tuple[tuple[At, str], ...]


def _has_owner(policy: Policy, intent: Entity) -> bool:
    return names_somebody(policy, intent, "case_owner")


def _takes_part(node: Node) -> bool:
    return node.kind == "team" and not node.deserted


def _hit(policy: Policy, names: Sequence[str], found: _Alike) -> Hit:
    first = found.intents[0]
    ids = [intent.id for intent in found.intents]
    return Hit(
        at=first.at(),
        entity=first.name,
        facts={
            "ids": shorten_list(ids, NAMED - 1, longest=NAMED),
            "number": found.number,
            "teams": list(names),
        },
        intents=tuple(ids),
        witness=found.way,
        related=(
            *_absent_owners(policy, found.intents[:NAMED]),
            *((each.at(), f"{each.id} has no owner either") for each in found.intents[1:NAMED]),
        ),
    )


def _absent_owners(policy: Policy, intents: Sequence[Entity]) -> Iterator[tuple[At, str]]:
    """Yield the owners that are named and in which nobody works."""
    for intent in intents:
        if (owner := deserted_team(policy, intent.get("case_owner"))) is not None:
            yield intent.at("case_owner"), f"nobody works in {owner.id}"


def _ends(move: Move) -> bool:
    """Whether the case goes no further this way."""
    return move.new_matter or move.source.deserted


class Crossed:
    """For each place, the most teams that a way on from there can cross."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.out = out = [
            [to for to, move in zip(targets, moves, strict=True) if not _ends(move)]
            for targets, moves in zip(journey.out, journey.via, strict=True)
        ]
        parts = self.parts = journey.parts if out == journey.out else components(out)
        self.crews: list[list[int]] = [[] for _ in range(parts.count)]
        for number, node in enumerate(journey.nodes):
            if _takes_part(node):
                self.crews[parts.of[number]].append(number)
        self.best = [0] * parts.count
        self.then = [-1] * parts.count
        for part in range(parts.count):  # edges lead to lower numbers: ends come first
            self._look_on(part)

    def _look_on(self, part: int) -> None:
        """Find the part behind this one from which most teams can be crossed."""
        further, then = 0, -1
        for member in self.parts.members(part):
            for to in self.out[member]:
                other = self.parts.of[to]
                if other != part and self.best[other] > further:
                    further, then = self.best[other], other
        self.best[part] = len(self.crews[part]) + further
        # Parts without teams are left out, so that no way is longer than what is told of it.
        self.then[part] = then if then < 0 or self.crews[then] else self.then[then]

    def most(self, start: int) -> int:
        """Return the most teams that a way from this place can cross."""
        return self.best[self.parts.of[start]]

    def teams(self, start: int) -> list[str]:
        """Return the teams of that way by name, the first few of many."""
        names: list[str] = []
        for part in self._along(start):
            names += [self.journey.nodes[number].id for number in self.crews[part][: NAMED + 1]]
            if len(names) > NAMED:
                break
        return shorten_list(
            names, NAMED - 1, longest=NAMED, rest=f"{self.most(start) - NAMED + 1} more"
        )

    def way_through(self, start: int) -> list[Move]:
        """Return a way from there through the teams of that way, in their order, as far as told."""
        numbers = [start]
        for part in self._along(start):
            for team in self.crews[part][:LONGEST_WAY]:
                if len(numbers) > LONGEST_WAY:
                    break
                numbers += self._between(numbers[-1], team)[1:]
        return moves_along(self.journey, numbers[: LONGEST_WAY + 1])

    def _between(self, source: int, target: int) -> list[int]:
        """Return the places of a shortest way; nothing where it is not found near by."""
        parent = {source: -1}
        waiting = [source]
        for here in waiting:  # grows while it is walked
            if here == target or len(parent) > LOOKED_THROUGH:
                break
            fresh = [to for to in self.out[here] if to not in parent]
            parent.update(dict.fromkeys(fresh, here))
            waiting += fresh
        way = [target] if target in parent else []
        while way and parent[way[-1]] >= 0:
            way.append(parent[way[-1]])
        return way[::-1]

    def _along(self, start: int) -> Iterator[int]:
        """Yield the part of a place, and those with teams on the way that crosses most."""
        part = self.parts.of[start]
        while part >= 0:
            yield part
            part = self.then[part]
