"""Circles without end that are new, or gone, and the move that closes each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, WORSE
from cxlint.changes.pairing.places import spot, spot_of
from cxlint.changes.pairing.statements import one_sided, state_change
from cxlint.graph.endless_components import customer_components, group_by_move
from cxlint.graph.network import MOST_ROUNDS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.graph.network import Move

WITHOUT_END = "{} without end"


class Circle(NamedTuple):
    """A circle: the moves in it, and the places, by shared ids."""

    moves: tuple[Move, ...]
    places: frozenset[str]


class ClosingEdit(NamedTuple):
    """The move by which a circle is closed or opened, and the change that says so.

    `handoffs` are the names of those in the circle.
    """

    source: str
    target: str
    change: Change
    handoffs: frozenset[str]


def compare_circles(pair: Pair) -> Iterator[ClosingEdit]:
    """Yield each circle that is on one side only, with the move that was edited."""
    if not pair.touched:
        return
    circles = [list(_list_circles(side)) for side in pair.sides]
    for own, other, mine, theirs, direction in (
        (pair.after, pair.before, circles[1], circles[0], WORSE),
        (pair.before, pair.after, circles[0], circles[1], BETTER),
    ):
        known = _edges(other, other.network.moves)
        for circle in mine:
            move = _closing_move(own, circle, theirs, known)
            if move is not None:
                yield _build(own, other, circle, move, direction)


def _list_circles(side: Side) -> Iterator[Circle]:
    for group in group_by_move(customer_components(side.network, MOST_ROUNDS)):
        moves = tuple({move.number: move for each in group for move in each.moves}.values())
        places = frozenset(side.node_id(move.source) for move in moves)
        yield Circle(moves, places)


def _edges(side: Side, moves: Iterable[Move]) -> set[tuple[str, str]]:
    return {(side.node_id(move.source), side.node_id(move.target)) for move in moves}


def _closing_move(
    own: Side, circle: Circle, others: Sequence[Circle], known: set[tuple[str, str]]
) -> Move | None:
    """Return the edited move that closes a circle; None where it was one before."""
    edited = [
        move
        for move in circle.moves
        if (own.node_id(move.source), own.node_id(move.target)) not in known
    ]
    joined = [
        move
        for move in edited
        if not any({own.node_id(move.source), own.node_id(move.target)} <= each.places
                   for each in others)
    ]  # fmt: skip
    if joined:
        return joined[0]
    if edited or any(each.places & circle.places for each in others):
        return None
    handoffs = [move for move in circle.moves if move.kind == "handoff"]
    return (handoffs or list(circle.moves))[0]


def _build(own: Side, other: Side, circle: Circle, move: Move, direction: str) -> ClosingEdit:
    source, target = own.node_id(move.source), own.node_id(move.target)
    words = WITHOUT_END.format(" -> ".join(_way_round(own, circle, move)))
    is_new = direction == WORSE
    values, _ = one_sided(words, None, is_gone=not is_new)
    place, former = spot(move.at), _place_on_other_side(other, move, source)
    name = _name_edited(own, other, move, is_new=is_new)
    who: dict[str, Any] = {"intent": sorted(move.intents)} if move.intents else {}
    places = (former, place) if is_new else (place, former)
    change = state_change(name, "loop", direction, "goes round", values, who, places)
    handoffs = frozenset(each.entity.name for each in circle.moves if each.kind == "handoff")
    return ClosingEdit(source, target, change, handoffs)


def _name_edited(own: Side, other: Side, move: Move, *, is_new: bool) -> str:
    """Return the step or handoff that was edited, as the side after calls it where it can."""
    if move.kind == "handoff":
        return move.entity.name
    source = own.node_id(move.source)
    node = next((each for each in other.network.nodes if other.node_id(each) == source), None)
    return move.source.name if is_new or node is None else node.name


def _place_on_other_side(other: Side, move: Move, source: str) -> Any:
    """Return where the other side says what follows at the same place."""
    if move.kind == "handoff":
        return None
    node = next((each for each in other.network.nodes if other.node_id(each) == source), None)
    return spot_of(node.entity if node is not None else None, *move.keys)


def _way_round(own: Side, circle: Circle, move: Move) -> list[str]:
    """Return a shortest way round by a move."""
    start, goal = move.target.number, move.source.number
    came: dict[int, Move] = {}
    waiting = [start]
    for each in waiting:  # grows while it is walked
        for onward in circle.moves:
            target = onward.target.number
            if onward.source.number == each and target not in came and target != start:
                came[target] = onward
                waiting.append(target)
    way = [goal]
    while way[-1] != start and way[-1] in came:
        way.append(came[way[-1]].source.number)
    names = [own.network.nodes[number].id for number in reversed(way)]
    return [move.source.id, *names]
