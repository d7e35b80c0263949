"""Which contact reasons come to which places of a journey, and whom they meet first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms import propagation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.graph.journey import Journey
    from cxlint.language.entity import Entity


def bits_at(journey: Journey) -> list[int]:
    """Return, for each place, the intents that can be sent there; bit i is the i-th intent."""
    return propagation.spread_sets(journey.out, _seeds(journey), journey.parts)


def bits_in_the_matter(journey: Journey) -> list[int]:
    """Return the same without the ways behind a handoff with which a new matter begins.

    A journey without intents has one bit, for whoever comes.
    """
    out = [
        [to for to, move in zip(targets, moves, strict=True) if not move.new_matter]
        for targets, moves in zip(journey.out, journey.via, strict=True)
    ]
    return propagation.spread_sets(out, _seeds_of_all(journey))


def first_teams(journey: Journey, ways: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return the teams and opaque places that are met first by these ways, with intents as bits.

    A journey without intents has one bit, for whoever comes.
    """
    stops = [node.opaque or node.kind == "team" for node in journey.nodes]
    seeds = _seeds_of_all(journey)
    out = [[] if stop else each for stop, each in zip(stops, ways, strict=True)]
    held = propagation.spread_sets(out, seeds)
    return {number: held[number] for number, stop in enumerate(stops) if stop and held[number]}


def _seeds(journey: Journey) -> dict[int, int]:
    """Return the places where intents start, with these as bits."""
    seeds: dict[int, int] = {}
    for bit, intent in enumerate(journey.intents):
        for number in journey.starts_of(intent):
            seeds[number] = seeds.get(number, 0) | 1 << bit
    return seeds


def _seeds_of_all(journey: Journey) -> dict[int, int]:
    """Return the same; in a journey without intents, where whoever comes begins."""
    return _seeds(journey) if journey.intents else dict.fromkeys(journey.entries, 1)


def intents_at(journey: Journey, number: int) -> tuple[str, ...]:
    """Return the ids of the intents that can be sent to this place."""
    return tuple(intent.id for intent in intents_of(journey, journey.bits_at[number]))


def intents_of(journey: Journey, bits: int) -> tuple[Entity, ...]:
    """Return the intents whose bits are set; bit i is the i-th."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(journey.intents[lowest.bit_length() - 1])
        bits ^= lowest
    return tuple(found)
