"""Which places of a policy a change can reach: what leads to none of it is the same as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.journeys import find_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.language.entity import Entity

PLACES = ("channel", "step", "team", "outcome")


def find_touched(pair: Pair) -> frozenset[str]:
    """Return the places from which something that was edited can be come to, by shared ids."""
    if pair.before.policy.zone != pair.after.policy.zone:
        return frozenset(side.node_id(node) for side in pair.sides for node in side.network.nodes)
    edited = set(_list_edited(pair))
    return frozenset(place for side in pair.sides for place in _lead_to(side, edited))


def _list_edited(pair: Pair) -> Iterator[str]:
    """Yield the places of which either side says something of its own."""
    schedules = {name for old, new in _both(pair, "schedule") for name in _own_schedules(old, new)}
    for kind in PLACES:
        for old, new in _both(pair, kind):
            if _differ(old, new) or _names(old, schedules) or _names(new, schedules):
                if old is not None:
                    yield pair.before.shared_id(kind, old.id)
                if new is not None:
                    yield new.id
    for side, handoff in _list_differing(pair, "handoff"):
        yield side.place_id(handoff.data["from"])
    for side, intent in _list_differing(pair, "intent"):
        yield from map(side.node_id, find_entries(side.network, intent))


def _list_differing(pair: Pair, kind: str) -> Iterator[tuple[Side, Entity]]:
    """Yield what of a kind is not the same on both sides, with the side it is of."""
    for old, new in _both(pair, kind):
        if _differ(old, new):
            if old is not None:
                yield pair.before, old
            if new is not None:
                yield pair.after, new


def _both(pair: Pair, kind: str) -> Iterator[tuple[Entity | None, Entity | None]]:
    old, new = pair.before.things(kind), pair.after.things(kind)
    for id_ in dict.fromkeys([*old, *new]):
        yield old.get(id_), new.get(id_)


def _differ(old: Entity | None, new: Entity | None) -> bool:
    return old is None or new is None or old.data != new.data


def _own_schedules(old: Entity | None, new: Entity | None) -> Iterator[str]:
    if _differ(old, new):
        yield from (each.id for each in (old, new) if each is not None)


def _names(entity: Entity | None, schedules: set[str]) -> bool:
    stated = entity.get("open") if entity is not None else None
    return isinstance(stated, str) and stated in schedules


def _lead_to(side: Side, edited: Iterable[str]) -> set[str]:
    """Return the places of a side from which one of these can be come to."""
    network, wanted = side.network, set(edited)
    waiting = [node for node in network.nodes if side.node_id(node) in wanted]
    seen = {node.number for node in waiting}
    for node in waiting:  # grows while it is walked
        for move in network.arriving[node.number]:
            if move.source.number not in seen:
                seen.add(move.source.number)
                waiting.append(move.source)
    return {side.node_id(node) for node in waiting} | wanted
