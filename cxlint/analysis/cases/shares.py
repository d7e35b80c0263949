"""Which share of the contacts at a place goes which way, and what is missing of it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.graph.move_kinds import APPROVALS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.graph.network import Move, Node


class Division(NamedTuple):
    """How the contacts of a place go on.

    `said` holds the moves that state a share, `stated` those to which some go, `unstated` those
    that divide what is `missing`; None among them is settling there. `total` is what the stated
    shares add up to; `excess` says that this is over the whole by more than rounding. Shares that
    are over the whole are taken in proportion, so that they are the whole.
    """

    said: Sequence[tuple[Fraction, Move]]
    stated: Sequence[tuple[Fraction, Move]]
    unstated: Sequence[Move | None]
    missing: Fraction
    total: Fraction
    excess: bool = False


def divide(moves: Iterable[Move]) -> Division:
    """Divide the contacts of a place among its moves, which are those of one contact reason."""
    stated: list[tuple[Fraction, Move]] = []
    unstated: list[Move | None] = []
    closure: Move | None = None
    for move in moves:
        if move.kind == "closure":
            closure = move
        elif (share := move.share) is None:
            unstated.append(move)
        else:
            stated.append((share, move))
    total = sum((share for share, _ in stated), Fraction(0))
    if closure is not None and not _ends(stated, unstated):
        unstated.append(None)
    taken = [each for each in stated if each[0]]
    if total <= 1:
        return Division(stated, taken, unstated, 1 - total, total)
    taken = [(share / total, move) for share, move in taken]
    excess = total > 1 + sum(_rounding(share) for share, _ in stated)
    return Division(stated, taken, unstated, Fraction(0), total, excess)


def goes_on(move: Move) -> bool:
    """Whether a case may go this way, being there: not to be approved, and not where it is over.

    A start lies within the published hours of a channel, so that nobody begins at a closed door.
    """
    if move.kind in APPROVALS:
        return False
    if move.source.kind == "outcome":
        return move.kind == "return"
    if move.source.kind == "approval":
        return False
    return not (move.kind == "closed" and move.source.kind == "channel")


def ends_with(place: Node) -> str:
    """Return how a case ends at a place, as resolved or abandoned; "" if it goes on from there."""
    if place.kind != "outcome":
        return ""
    outcome = place.entity
    if outcome is not None and outcome.kind != "outcome":
        return "referred"  # a body that decides about us
    if outcome is not None and outcome.says("returns_to"):
        return ""
    said = outcome.get("kind") if outcome is not None else None
    return said if isinstance(said, str) else place.id


def _ends(stated: Iterable[tuple[Fraction, Move]], unstated: Iterable[Move | None]) -> bool:
    """Whether a move to an outcome is written."""
    moves = [*(move for _, move in stated), *unstated]
    return any(move is not None and move.target.kind == "outcome" for move in moves)


def _rounding(share: Fraction) -> Fraction:
    """Return how far a share may be away from what was rounded to it: half of its last digit."""
    step = Fraction(1, 100)
    while (share / step).denominator != 1:
        step /= 10
    return step / 2
