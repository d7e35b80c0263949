"""Ways through many teams on which nobody owns the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.journeys.journey import witness
from cxlint.journeys.knots import components
from cxlint.linting.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.journeys.journey import Journey
    from cxlint.journeys.network import Move, Network

TOLD = 8
"""How many teams a sentence names."""


def case_owner(network: Network, *, at_least: int) -> Iterator[Hit]:
    """Yield each contact reason without a case owner whose way can cross many teams.

    Counted are the distinct teams of the way that crosses most of them, those of a ring all
    together, until a new matter begins. Facts: id, number, teams.

    Args:
        network: the policy's graph.
        at_least: from how many teams on a case owner is needed.
    """
    for journey in network.journeys:
        ownerless = [intent for intent in journey.intents if not intent.says("case_owner")]
        teams = sum(1 for node in journey.nodes if node.kind == "team")
        if not ownerless or teams < at_least:
            continue
        crossed = Crossed(journey)
        for intent in ownerless:
            starts = journey.starts_of(intent)
            start = max(starts, key=crossed.most, default=None)
            if start is None or crossed.most(start) < at_least:
                continue
            names = crossed.teams(start)
            yield Hit(
                at=intent.at(),
                entity=intent.name,
                facts={"id": intent.id, "number": crossed.most(start), "teams": names},
                intents=(intent.id,),
                witness=witness(crossed.last_way(start)),
            )


class Crossed:
    """For each place, the most teams that a way on from there can cross."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        out = [
            [to for to, move in zip(targets, moves, strict=True) if not move.new_matter]
            for targets, moves in zip(journey.out, journey.via, strict=True)
        ]
        parts = self.parts = journey.parts if out == journey.out else components(out)
        own = [0] * parts.count
        for number, node in enumerate(journey.nodes):
            own[parts.of[number]] += node.kind == "team"
        self.own = own
        self.best = [0] * parts.count
        self.then = [-1] * parts.count
        for part in range(parts.count):  # edges lead to lower numbers: ends come first
            further = 0
            for member in parts.members(part):
                for to in out[member]:
                    other = parts.of[to]
                    if other != part and self.best[other] > further:
                        further, self.then[part] = self.best[other], other
            self.best[part] = own[part] + further

    def most(self, start: int) -> int:
        """Return the most teams that a way from this place can cross."""
        return self.best[self.parts.of[start]]

    def teams(self, start: int) -> list[str]:
        """Return the teams of that way by name, the first few of many."""
        names: list[str] = []
        for part in self._along(start):
            members = sorted(self.parts.members(part))
            names += [node.id for node in map(self.journey.nodes.__getitem__, members)
                      if node.kind == "team"]  # fmt: skip
            if len(names) > TOLD:
                return [*names[: TOLD - 1], f"{self.most(start) - TOLD + 1} more"]
        return names

    def last_way(self, start: int) -> list[Move]:
        """Return the shortest way to the last team that way comes to."""
        last = start
        for part in self._along(start):
            if self.own[part]:
                last = max(m for m in self.parts.members(part)
                           if self.journey.nodes[m].kind == "team")  # fmt: skip
        return self.journey.way(last)

    def _along(self, start: int) -> Iterator[int]:
        part = self.parts.of[start]
        while part >= 0:
            yield part
            part = self.then[part]
