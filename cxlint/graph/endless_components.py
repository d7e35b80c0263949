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
    """Return the components of every journey that take customers round, more often than this.

    Customers go along on some part of them. Where nothing says so, and nothing says that a part
    is carried by us, they are taken to.
    """
    return [
        EndlessComponent(journey, members, moves, takes_customers=True)
        for journey in network.journeys
        for members, moves in _components_of(journey.endless(most_rounds))
        if not _is_behind(moves)
    ]


def case_components(network: Network, most_rounds: int) -> list[EndlessComponent]:
    """Return the components of every journey in which only the case goes round behind the scenes.

    Without those in which some place is not described or could not be read.
    """
    return [
        EndlessComponent(journey, members, moves, takes_customers=False)
        for journey in network.journeys
        for members, moves in _components_of(_behind(journey, most_rounds))
        if not any(journey.nodes[member].opaque for member in members)
    ]


def _is_behind(moves: Sequence[Move]) -> bool:
    """Whether a part is carried by us, and nothing says that customers go along on another."""
    ours = any(not move.customer_goes for move in moves)
    return ours and all(not move.customer_goes or move.carrier_unstated for move in moves)


def _behind(journey: Journey, most_rounds: int) -> Graph:
    """Return the endless moves of which only the case is part."""
    out, via = journey.endless(most_rounds)
    quiet = {
        move.number
        for _, moves in _components_of((out, via))
        for move in moves
        if not move.customer_goes or (move.carrier_unstated and _is_behind(moves))
    }
    pairs = [
        [(there, move) for there, move in zip(*both, strict=True) if move.number in quiet]
        for both in zip(out, via, strict=True)
    ]
    return [[to for to, _ in row] for row in pairs], [[move for _, move in row] for row in pairs]


def _components_of(graph: Graph) -> Iterator[tuple[list[int], list[Move]]]:
    """Yield the components with a cycle: their places, and the moves between them."""
    out, via = graph
    for members in cyclic_components(out):
        inside = set(members)
        yield (
            members,
            [
                move
                for here in members
                for there, move in zip(out[here], via[here], strict=True)
                if there in inside
            ],
        )


def group_by_move(found: Sequence[EndlessComponent]) -> list[list[EndlessComponent]]:
    """Return the components that share a move together: on whatever journey, they are one cause."""
    sets = DisjointSets()
    first: dict[int, int] = {}
    for number, component in enumerate(found):
        for move in component.moves:
            sets.join(number, first.setdefault(move.number, number))
    return [[found[number] for number in group] for group in sets.groups(len(found))]
