"""What goes round without end: strongly connected components of moves that nothing limits."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.algorithms.components import cyclic_components
from cxlint.algorithms.disjoint_sets import DisjointSets
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network


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
    is carried by us, they are taken to. Ways round through a place that is not described are none:
    the matter may be settled there. Nor are those round which customers only listen, a limited
    number of times: that is how a machine lets them wait.
    """
    return [
        EndlessComponent(journey, members, moves, takes_customers=True)
        for journey in network.journeys
        for found in journey.endless_cycles(most_rounds)
        for members, moves in _described(*found, journey)
        if not _is_behind(moves) and not _only_waits(moves)
    ]


def _described(
    members: Sequence[int], moves: Sequence[Move], journey: Journey
) -> Iterator[tuple[list[int], list[Move]]]:
    """Yield what of a component goes round without a place that is not described."""
    if not any(journey.nodes[member].opaque for member in members):
        yield list(members), list(moves)
        return
    known = [move for move in moves if not move.source.opaque and not move.target.opaque]
    yield from _divide(members, known, journey)


def _only_waits(moves: Sequence[Move]) -> bool:
    """Whether every way round is limited, and customers are asked nothing on it."""
    if not all(move.source.asks_nothing for move in moves):
        return False
    places = {move.source.number: at for at, move in enumerate(moves)}
    unlimited: list[list[int]] = [[] for _ in moves]
    for move in moves:
        if move.rounds == inf:
            unlimited[places[move.source.number]].append(places[move.target.number])
    return not cyclic_components(unlimited)


def case_components(network: Network, most_rounds: int) -> list[EndlessComponent]:
    """Return the components of every journey in which only the case goes round behind the scenes.

    Without those in which some place is not described or could not be read. A team in which nobody
    works hands no case on; customers may be sent on from there all the same, by a machine.
    """
    return [
        EndlessComponent(journey, members, moves, takes_customers=False)
        for journey in network.journeys
        for members, moves in _behind(journey, most_rounds)
        if not any(journey.nodes[member].opaque for member in members)
    ]


def _is_behind(moves: Sequence[Move]) -> bool:
    """Whether a part is carried by us, and nothing says that customers go along on another."""
    ours = any(not move.customer_goes for move in moves)
    return ours and all(not move.customer_goes or move.carrier_unstated for move in moves)


def _behind(journey: Journey, most_rounds: int) -> Iterator[tuple[list[int], list[Move]]]:
    """Yield the components of moves of which only the case is part."""
    for members, moves in journey.endless_cycles(most_rounds):
        behind = _is_behind(moves)
        quiet = [move for move in moves if behind or not move.customer_goes]
        handed = [move for move in quiet if not move.source.deserted]
        if behind and len(handed) == len(moves):
            yield members, moves
        elif handed:
            yield from _divide(members, handed, journey)


def _divide(
    members: Sequence[int], moves: Sequence[Move], journey: Journey
) -> Iterator[tuple[list[int], list[Move]]]:
    """Yield the components that some moves between these places make up by themselves."""
    place = {journey.nodes[member].number: at for at, member in enumerate(members)}
    out: list[list[int]] = [[] for _ in members]
    for move in moves:
        out[place[move.source.number]].append(place[move.target.number])
    parts = cyclic_components(out)
    part_of = {at: number for number, part in enumerate(parts) for at in part}
    held: list[list[Move]] = [[] for _ in parts]
    for move in moves:
        source, target = place[move.source.number], place[move.target.number]
        if source in part_of and part_of[source] == part_of.get(target):
            held[part_of[source]].append(move)
    for part, inside in zip(parts, held, strict=True):
        yield [members[at] for at in part], inside


def group_by_move(found: Sequence[EndlessComponent]) -> list[list[EndlessComponent]]:
    """Return the components that share a move together: on whatever journey, they are one cause."""
    sets = DisjointSets()
    first: dict[int, int] = {}
    for number, component in enumerate(found):
        for move in component.moves:
            sets.join(number, first.setdefault(move.number, number))
    return [[found[number] for number in group] for group in sets.groups(len(found))]
