"""The moves of a shortest path in a journey, and the proof of it for a finding."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.shortest_paths import BreadthFirstTree
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move
    from cxlint.parsing.document import At

LONGEST_WAY = 100
"""How many moves of a way are told; of a longer one, the last so many."""


def path_to(journey: Journey, number: int) -> list[Move]:
    """Return the moves of a shortest path from an entry to this place, at most LONGEST_WAY."""
    numbers = _numbers(journey.reach, number)
    back = [
        journey.via[before][journey.out[before].index(here)]
        for here, before in itertools.pairwise(numbers)
    ]
    return back[::-1]


def path_on(journey: Journey, reach: BreadthFirstTree, number: int) -> list[Move]:
    """Return the moves of a shortest path on from here, by a `reach` walked backwards.

    Of a path longer than LONGEST_WAY, the first so many.
    """
    return moves_along(journey, _numbers(reach, number))


def _numbers(reach: BreadthFirstTree, number: int) -> list[int]:
    numbers: list[int] = []
    while number >= 0 and len(numbers) <= LONGEST_WAY:
        numbers.append(number)
        number = reach.parent[number]
    return numbers


def moves_along(journey: Journey, numbers: Sequence[int]) -> list[Move]:
    """Return one move for each step between these places."""
    return shortest_paths.edges_along(numbers, journey.out, journey.via)


def witness(moves: Sequence[Move]) -> tuple[tuple[At, str], ...]:
    """Return the places of a path, each with the line that leads there, the first with its own."""
    if not moves:
        return ()
    first = moves[0].source
    return ((first.at, first.id), *((move.at, move.target.id) for move in moves))
