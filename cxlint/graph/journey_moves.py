"""The moves of a journey seen otherwise: backwards, those that go on for ever, those on offer."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from cxlint.algorithms.components import cyclic_components
from cxlint.graph.move_kinds import MISHAPS

if TYPE_CHECKING:
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move


def inward(journey: Journey) -> tuple[list[list[int]], list[list[Move]]]:
    """Return, for each place, the local numbers that lead to it and, in step, the moves."""
    before: list[list[int]] = [[] for _ in journey.nodes]
    moves_in: list[list[Move]] = [[] for _ in journey.nodes]
    for here, (targets, moves) in enumerate(zip(journey.out, journey.via, strict=True)):
        for target, move in zip(targets, moves, strict=True):
            before[target].append(here)
            moves_in[target].append(move)
    return before, moves_in


def endless(journey: Journey, most_rounds: int) -> tuple[list[list[int]], list[list[Move]]]:
    """Return the part of `out` and `via` that goes on for more rounds than this."""
    out: list[list[int]] = []
    via: list[list[Move]] = []
    for targets, moves in zip(journey.out, journey.via, strict=True):
        going_on = [move.rounds > most_rounds for move in moves]
        same = all(going_on)
        out.append(targets if same else [*compress(targets, going_on)])
        via.append(moves if same else [*compress(moves, going_on)])
    return out, via


def endless_cycles(journey: Journey, most_rounds: int) -> list[tuple[list[int], list[Move]]]:
    """Return the strongly connected components of that part: their places, and the moves inside."""
    out, via = journey.endless(most_rounds)
    found = []
    for members in cyclic_components(out):
        inside = set(members)
        moves = [
            move
            for here in members
            for there, move in zip(out[here], via[here], strict=True)
            if there in inside
        ]
        found.append((members, moves))
    return found


def offered(journey: Journey) -> list[list[int]]:
    """Return, for each place, the local numbers that a customer can choose to go to."""
    offered: list[list[int]] = []
    for targets, moves in zip(journey.out, journey.via, strict=True):
        ways = zip(targets, moves, strict=True)
        kept = [target for target, move in ways if move.kind not in MISHAPS]
        offered.append(targets if len(kept) == len(targets) else kept)
    return offered


def unchosen(journey: Journey) -> list[list[int]] | None:
    """Return `out` without the choices of menus that lead to different places; None if none do."""
    out: list[list[int]] = []
    sorts = False
    for targets, moves in zip(journey.out, journey.via, strict=True):
        both = list(zip(targets, moves, strict=True))
        if len({target for target, move in both if move.chosen}) < 2:
            out.append(targets)
            continue
        sorts = True
        out.append([target for target, move in both if not move.chosen])
    return out if sorts else None
