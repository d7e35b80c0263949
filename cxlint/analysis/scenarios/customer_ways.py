"""The ways that one customer may be sent, from where they begin at the moment of the contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.cases.shares import goes_on
from cxlint.analysis.quantity import Part
from cxlint.graph.move_kinds import MISHAPS
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.scenarios.asked_customer import AskedCustomer
    from cxlint.graph.network import Move, Node


class Stretch(NamedTuple):
    """A way from a start: the place where it begins, and the moves that are gone."""

    start: Node
    moves: tuple[Move, ...] = ()

    @property
    def end(self) -> Node:
        """Where it ends."""
        return self.moves[-1].target if self.moves else self.start

    @property
    def steps(self) -> int:
        """How many places the customer comes to that they notice."""
        return sum(not move.target.asks_nothing for move in self.moves)

    def __str__(self) -> str:
        places = [self.start, *(move.target for move in self.moves)]
        return shorten_path([each.id for each in places if not each.silent])

    @property
    def parts(self) -> tuple[Part, ...]:
        """The moves, each with its line."""
        return tuple(Part(f"{move.source} -> {move.target}", move.at) for move in self.moves)


class CustomerWays:
    """The moves that a customer may take; with `chosen`, none that merely happens to them."""

    def __init__(self, asked: AskedCustomer, *, chosen: bool) -> None:
        self._journey = asked.journey
        self._closed = {start for _, start in asked.starts if asked.is_closed(start)}
        self._chosen = chosen

    def leave(self, place: int) -> Iterator[tuple[int, Move]]:
        """Yield the moves that lead on from a place, and where to.

        From a place that is closed when the customer comes, only what it does then.
        """
        journey = self._journey
        node = journey.nodes[place]
        if node.deserted:
            return
        for target, move in zip(journey.out[place], journey.via[place], strict=True):
            if place in self._closed:
                if move.kind == "closed":
                    yield target, move
            elif goes_on(move) and not (self._chosen and move.kind in MISHAPS):
                yield target, move

    def stretches(self, start: int) -> Iterator[Stretch]:
        """Yield the way with the fewest steps to each place, the nearest first."""
        journey = self._journey
        ways: dict[int, Stretch] = {}
        layers: list[list[tuple[int, Stretch]]] = [[(start, Stretch(journey.nodes[start]))]]
        for layer in layers:  # grows while it is walked
            for place, way in layer:  # so does each of them
                if place in ways:
                    continue
                ways[place] = way
                yield way
                for target, move in self.leave(place):
                    onward = way._replace(moves=(*way.moves, move))
                    if move.target.asks_nothing:
                        layer.append((target, onward))
                        continue
                    if layer is layers[-1]:
                        layers.append([])
                    layers[-1].append((target, onward))

    def circle(self, place: int) -> tuple[Move, ...]:
        """Return the shortest way from a place back to it; empty where there is none."""
        waiting: list[tuple[int, tuple[Move, ...]]] = [(place, ())]
        seen: set[int] = set()
        for here, moves in waiting:  # grows while it is walked
            for target, move in self.leave(here):
                if move.new_matter:
                    continue
                if target == place:
                    return (*moves, move)
                if target not in seen:
                    seen.add(target)
                    waiting.append((target, (*moves, move)))
        return ()


def nodes_within(ways: Sequence[Stretch], steps: int | None) -> Iterator[Stretch]:
    """Yield the ways that take so many steps at most; all, where that is None."""
    for each in ways:
        if steps is None or each.steps <= steps:
            yield each
