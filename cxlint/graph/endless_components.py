"""What goes round without end: strongly connected components of moves that nothing limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import cyclic_components
from cxlint.algorithms.disjoint_sets import DisjointSets
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network

    Graph = tuple[list[list[int]], list[list[Move]]]


class EndlessComponent(NamedTuple):
    """A component of one journey: its places by local number, and the moves between them.

    Where it `takes_customers` what counts are the ways round with a move that customers go
    through; otherwise it has none such, and only the case goes round behind the scenes.
    """

    journey: Journey
    members: list[int]
    moves: list[Move]
    takes_customers: bool


def customer_components(network: Network, most_rounds: int) -> list[EndlessComponent]:
    """Return the components of every journey that take customers round, more often than this."""
    return [
        component
        for journey in network.journeys
        for component in _components_of(journey, journey.endless(most_rounds), True)
        if any(move.customer_goes for move in component.moves)
    ]


def case_components(network: Network, most_rounds: int) -> list[EndlessComponent]:
    """Return the components of every journey in which only the case goes round behind the scenes.

    Without those in which some place is not described or could not be read.
    """
    return [
        component
        for journey in network.journeys
        for component in _components_of(journey, _behind(journey, most_rounds), False)
        if not any(journey.nodes[member].opaque for member in component.members)
    ]


def _behind(journey: Journey, most_rounds: int) -> Graph:
    """Return the endless moves that customers do not go through."""
    pairs = [
        [(there, move) for there, move in zip(*both, strict=True) if not move.customer_goes]
        for both in zip(*journey.endless(most_rounds), strict=True)
    ]
    return [[to for to, _ in row] for row in pairs], [[move for _, move in row] for row in pairs]


def _components_of(
    journey: Journey, graph: Graph, takes_customers: bool
) -> Iterator[EndlessComponent]:
    out, via = graph
    for members in cyclic_components(out):
        inside = set(members)
        moves = [
            move
            for here in members
            for there, move in zip(out[here], via[here], strict=True)
            if there in inside
        ]
        yield EndlessComponent(journey, members, moves, takes_customers)


def group_by_move(found: Sequence[EndlessComponent]) -> list[list[EndlessComponent]]:
    """Return the components that share a move together: on whatever journey, they are one cause."""
    sets = DisjointSets(len(found))
    first: dict[int, int] = {}
    for number, component in enumerate(found):
        for move in component.moves:
            sets.join(number, first.setdefault(move.number, number))
    return [[found[number] for number in group] for group in sets.groups()]
