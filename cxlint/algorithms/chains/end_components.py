"""The parts of a chain in which a case may go round for ever, if the unknown shares are so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import components

if TYPE_CHECKING:
    from collections.abc import Sequence


def end_components(
    stated: Sequence[Sequence[int]],
    choices: Sequence[Sequence[int]],
    *,
    leaves: Sequence[bool],
    needs_choice: Sequence[bool],
) -> list[list[int]]:
    """Return the largest sets of places, apart from one another, that need never be left.

    `stated` are the places to which a part goes in any case, `choices` those to which the rest may
    go; of a place that `leaves`, a part goes away in any case, and one that `needs_choice` has a
    rest. Within each set, every place can be reached from every other.
    """
    alive = [number for number in range(len(stated)) if not leaves[number]]
    while alive:
        alive = _leave_out(alive, stated, choices, needs_choice)
        local = {number: place for place, number in enumerate(alive)}
        out = [
            [local[to] for to in (*stated[number], *choices[number]) if to in local]
            for number in alive
        ]
        parts = components(out)
        of = {number: parts.of[place] for number, place in local.items()}
        kept = [
            number
            for number in alive
            if _stays(
                of, of[number], stated[number], choices[number], needs_choice=needs_choice[number]
            )
        ]
        if len(kept) == len(alive):
            return [[alive[place] for place in parts.members(each)] for each in range(parts.count)]
        alive = kept
    return []


def _leave_out(
    alive: Sequence[int],
    stated: Sequence[Sequence[int]],
    choices: Sequence[Sequence[int]],
    needs_choice: Sequence[bool],
) -> list[int]:
    """Return those places from which nothing need go to one that is left out, again and again."""
    left = set(alive)
    waiting = set(range(len(stated))) - left
    before: dict[int, list[int]] = {}
    for number in alive:
        for to in (*stated[number], *choices[number]):
            before.setdefault(to, []).append(number)
    while waiting:
        for number in before.get(waiting.pop(), ()):
            if number not in left:
                continue
            some = not needs_choice[number] or any(to in left for to in choices[number])
            if not some or any(to not in left for to in stated[number]):
                left.discard(number)
                waiting.add(number)
    return [number for number in alive if number in left]


def _stays(
    of: dict[int, int],
    part: int,
    stated: Sequence[int],
    choices: Sequence[int],
    *,
    needs_choice: bool,
) -> bool:
    """Whether all that comes to a place may stay in its component."""
    if any(of.get(to) != part for to in stated):
        return False
    return not needs_choice or any(of.get(to) == part for to in choices)
