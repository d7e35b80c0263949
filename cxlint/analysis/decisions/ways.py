"""The chain of a contact reason: temporary home."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.bounded_moves import unfold
from cxlint.algorithms.chains.chain import END, Chain, Exits
from cxlint.analysis.decisions.case_graph import Cases
from cxlint.graph.move_kinds import APPROVALS, FAILURES

if TYPE_CHECKING:
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move
    from cxlint.language.entity import Entity


def chain_of(journey: Journey, intent: Entity) -> Cases:
    moves: list[Move | None] = [None]
    limits: dict[int, int] = {}
    exits = []
    for number in range(journey.size):
        found = []
        for target, move in zip(journey.out[number], journey.via[number], strict=True):
            if (
                move.kind in APPROVALS
                or _tries_again(move)
                or journey.nodes[number].kind in ("outcome", "approval")
            ):
                continue
            found.append((target, move))
        if any(m.target.kind == "outcome" and m.kind != "closure" for _, m in found):
            found = [each for each in found if each[1].kind != "closure"]
        stated, free = [], []
        for target, move in found:
            way = len(moves)
            moves.append(move)
            if (limit := move.get("max_repeats")) is not None:
                limits[way] = limit
            if move.share is None:
                free.append((target, way))
            elif move.share:
                stated.append((move.share, target, way))
        rest = 1 - sum((s for s, _, _ in stated), Fraction(0))
        if rest > 0 and not free:
            free.append((END, 0))
        exits.append(Exits(stated, free if rest > 0 else [], max(rest, Fraction(0))))
    root = len(exits)
    exits.append(Exits([], [(n, 0) for n in journey.starts_of(intent)], 1))
    nodes = [*journey.nodes, None]
    unfolded = unfold(Chain(exits), limits, 0)
    return Cases(unfolded.chain, nodes, moves, unfolded.first[root])


def _tries_again(move: Move) -> bool:
    if move.target is not move.source or move.kind not in FAILURES:
        return False
    return move.source.entity is not None and move.source.entity.says("attempts")
