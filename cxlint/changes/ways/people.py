"""How far a person is from each channel, and whether a step offers one."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.statements import state_change
from cxlint.changes.ways.way_map import ONLY_BY_MISHAP, WayMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity


def compare_people(pair: Pair, maps: tuple[WayMap, WayMap]) -> Iterator[Change]:
    """Yield the channels from which a person is farther or nearer, or there no longer."""
    for old, new in pair.touched_channels():
        places = pair.before.shared_id("channel", old.id), new.id
        far = maps[0].distance(places[0]), maps[1].distance(places[1])
        direction = SAME if far[0] == far[1] else ranks.by_sign(1 if far[1] > far[0] else -1)
        if direction != SAME:
            yield _build(old, new, direction, far)


def _build(old: Entity, new: Entity, direction: str, far: tuple[float, float]) -> Change:
    values = say_distance(far[0]), say_distance(far[1])
    who = {"channel": [new.id]}
    places = spot_of(old, "goes_to"), spot_of(new, "goes_to")
    return state_change(new.name, "person", direction, "a person", values, who, places)


def say_distance(steps: float) -> str:
    """Return how far a person is."""
    if steps == inf:
        return "never"
    if steps >= ONLY_BY_MISHAP:
        return "only when something goes wrong"
    return "at once" if not steps else f"after {int(steps)} step{'s' if steps != 1 else ''}"
