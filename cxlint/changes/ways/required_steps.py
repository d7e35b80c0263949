"""Steps that a contact reason cannot get round, where it begins elsewhere than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, WORSE
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.statements import one_sided, state_change
from cxlint.graph.journeys import find_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.changes.ways.way_map import WayMap
    from cxlint.language.entity import Entity


def compare_required(pair: Pair, maps: tuple[WayMap, WayMap]) -> Iterator[Change]:
    """Yield the steps without which a contact reason does not come to a person any more, or now."""
    for old, new in pair.both("intent"):
        starts = _starts(pair.before, old), _starts(pair.after, new)
        if starts[0] == starts[1] or not all(starts):
            continue
        met = [
            {place for start in own for place in map_.onward(start)}
            for map_, own in zip(maps, starts, strict=True)
        ]
        needed = [_needed(map_, own) for map_, own in zip(maps, starts, strict=True)]
        for step in sorted(needed[1] - met[0]):
            yield _build(old, new, maps[1].nodes[step].name, step, WORSE)
        for step in sorted(needed[0] - met[1]):
            node = maps[1].nodes.get(step) or maps[0].nodes[step]
            yield _build(old, new, node.name, step, BETTER)


def _starts(side: Side, intent: Entity) -> set[str]:
    return {side.node_id(node) for node in find_entries(side.network, intent)}


def _needed(map_: WayMap, starts: set[str]) -> set[str]:
    """Return the steps on every way from all of the starts to a person."""
    found = [map_.unavoidable(start, map_.people) for start in sorted(starts)]
    return set.intersection(*found) if found else set()


def _build(old: Entity, new: Entity, name: str, step: str, direction: str) -> Change:
    values, _ = one_sided(step, None, is_gone=direction == BETTER)
    places = spot_of(old, "start"), spot_of(new, "start")
    who = {"intent": [new.id]}
    return state_change(name, "step", direction, "on the way", values, who, places)
