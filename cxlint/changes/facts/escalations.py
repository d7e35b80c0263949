"""Escalations: who is called, after how long, and how often it begins again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show
from cxlint.changes.pairing.statements import state_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.language.entity import Entity


def compare_escalations(pair: Pair) -> Iterator[Change]:
    """Yield the levels of escalations that call others, later, or no longer."""
    for old, new in pair.both("escalation"):
        if old.data != new.data:
            yield from _compare_levels(pair, old, new)


def _levels(escalation: Entity) -> list[dict[str, Any]]:
    return [each for each in escalation.get("steps") or () if isinstance(each, dict)]


def _compare_levels(pair: Pair, old: Entity, new: Entity) -> Iterator[Change]:
    levels = _levels(old), _levels(new)
    counts = len(levels[0]), len(levels[1])
    if counts[0] != counts[1]:
        values = str(counts[0]), str(counts[1])
        places = spot_of(old, "steps"), spot_of(new, "steps")
        direction = ranks.by_sign(counts[0] - counts[1])
        yield state_change(new.name, "person", direction, "levels", values, {}, places)
    for number, (one, other) in enumerate(zip(*levels, strict=False)):
        words, places = f"level {number + 1}", _places(old, new, number)
        times = ranks.read_length(one.get("after")), ranks.read_length(other.get("after"))
        direction = ranks.later(*times) if None not in times else SAME
        if direction != SAME:
            shown = show(one.get("after")), show(other.get("after"))
            yield state_change(new.name, "promise", direction, words, shown, {}, places)
        called = _called(pair.before, one), _called(pair.after, other)
        if called[0] != called[1]:
            shown = show(sorted(called[0])), show(sorted(called[1]))
            yield state_change(new.name, "person", NEUTRAL, words, shown, {}, places)


def _places(old: Entity, new: Entity, number: int) -> Any:
    return spot_of(old, "steps", number), spot_of(new, "steps", number)


def _called(side: Side, level: dict[str, Any]) -> set[str]:
    """Return who is called at a level, as both sides call them."""
    stated = level.get("to") or ()
    listed = [stated] if isinstance(stated, str) else stated
    return {side.shared_id("team", str(each)) for each in listed}
