"""Escalations: for which cases, who is called, after how long, and how often it begins again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL
from cxlint.changes.facts.attributes import (
    Attribute,
    come_or_gone,
    compare_attributes,
    direction_of,
    less_is_worse,
    list_plainly,
    more_is_worse,
)
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.conditions import compare_conditions, say_conditions
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show
from cxlint.changes.pairing.statements import state_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.language.entity import Entity

PRIORITIES = ("urgent", "high", "normal", "low")


def fewer_rounds(old: Any, new: Any) -> str:
    """Compare how often it begins again; where nothing is said it does not."""
    return less_is_worse(old or 0, new or 0)


def more_muted(old: Any, new: Any) -> str:
    """Compare when nobody is called, whatever the reason."""
    times = [
        {(str(each.get("from")), str(each.get("to") or "")) for each in stated or ()}
        for stated in (old, new)
    ]
    return ranks.flip(ranks.fewer(sorted(times[0]), sorted(times[1])))


STATED = (
    Attribute(("repeats",), "person", fewer_rounds, words="times it begins again"),
    Attribute(("muted",), "person", more_muted, words="calls nobody"),
    Attribute(("low_urgency",), "person", more_is_worse, words="calls one level only for"),
    Attribute(
        ("low_urgency_at_times",), "person", more_is_worse, words="calls one level at times for"
    ),
)


def compare_escalations(pair: Pair) -> Iterator[Change]:
    """Yield the escalations that are new or gone, and those that call others, later or seldomer."""
    for old, new in pair.both("escalation"):
        if old.data != new.data:
            yield from compare_attributes(old, new, STATED, {})
            yield from _compare_cases(old, new)
            yield from _compare_levels(pair, old, new)
    for is_gone, found in ((True, pair.gone("escalation")), (False, pair.come("escalation"))):
        for each in found:
            side = pair.before if is_gone else pair.after
            called = [name for level in _levels(each) for name in sorted(_called(side, level))]
            words = f"calls {show(called)}" if called else "calls nobody"
            direction = direction_of(is_loss=is_gone)
            yield come_or_gone(each, "person", direction, words, {}, is_gone=is_gone)


def _compare_cases(old: Entity, new: Entity) -> Iterator[Change]:
    """Yield that fewer cases are seen to so, more, or others."""
    direction = compare_conditions(old.data, new.data)
    if direction != SAME:
        values = say_conditions(old.data), say_conditions(new.data)
        places = spot_of(old, "conditions"), spot_of(new, "conditions")
        yield state_change(new.name, "person", direction, "for cases with", values, {}, places)


def _levels(escalation: Entity) -> list[dict[str, Any]]:
    """Return the levels in the order in which they are called."""
    levels = [each for each in escalation.get("steps") or () if isinstance(each, dict)]
    lengths = [ranks.read_length(each.get("after")) for each in levels]
    seconds = [each.seconds for each in lengths if each is not None]
    clocks = {escalation.get("clock"), *(each.get("clock") for each in levels)}
    if len(seconds) < len(levels) or "previous level" in clocks:
        return levels
    return [levels[each] for each in sorted(range(len(levels)), key=seconds.__getitem__)]


def _compare_levels(pair: Pair, old: Entity, new: Entity) -> Iterator[Change]:
    levels = _levels(old), _levels(new)
    counts = len(levels[0]), len(levels[1])
    if counts[0] != counts[1]:
        values = str(counts[0]), str(counts[1])
        places = spot_of(old, "steps"), spot_of(new, "steps")
        direction = ranks.by_sign(counts[0] - counts[1])
        yield state_change(new.name, "person", direction, "levels", values, {}, places)
    for number, one, other in _pair_levels(pair, *levels):
        words, places = f"level {number + 1}", _places(old, new, one, other)
        times = ranks.read_length(one.get("after")), ranks.read_length(other.get("after"))
        direction = ranks.later(*times) if None not in times else SAME
        if direction != SAME:
            shown = show(one.get("after")), show(other.get("after"))
            yield state_change(new.name, "promise", direction, words, shown, {}, places)
        called = _called(pair.before, one), _called(pair.after, other)
        if called[0] != called[1]:
            shown = show(sorted(called[0])), show(sorted(called[1]))
            yield state_change(new.name, "person", NEUTRAL, words, shown, {}, places)
        events = [sorted(list_plainly(each.get("when"))) for each in (one, other)]
        if events[0] != events[1]:
            shown = show(one.get("when")), show(other.get("when"))
            told = f"{words}, when"
            yield state_change(new.name, "person", NEUTRAL, told, shown, {}, places)
        given = _priority(one), _priority(other)
        if given[0] != given[1]:
            known = given[0] or "normal", given[1] or "normal"
            direction = ranks.by_rank(PRIORITIES, *known) or NEUTRAL
            told = f"{words}, priority"
            yield state_change(new.name, "promise", direction, told, given, {}, places)


def _pair_levels(
    pair: Pair, old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]
) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Yield the levels that are one, with their number: those that call the same, then the rest."""
    left = list(range(len(new)))
    rest = []
    for one in old:
        called = _called(pair.before, one)
        same = next((each for each in left if _called(pair.after, new[each]) == called), None)
        if same is None:
            rest.append(one)
        else:
            left.remove(same)
            yield same, one, new[same]
    for one, number in zip(rest, left, strict=False):
        yield number, one, new[number]


def _priority(level: dict[str, Any]) -> str | None:
    given = level.get("priority")
    return str(given).casefold() if given is not None else None


def _places(old: Entity, new: Entity, one: dict[str, Any], other: dict[str, Any]) -> Any:
    """Return where two levels stand."""
    return tuple(
        spot_of(entity, "steps", entity.data["steps"].index(level))
        for entity, level in ((old, one), (new, other))
    )


def _called(side: Side, level: dict[str, Any]) -> set[str]:
    """Return who is called at a level, as both sides call them."""
    stated = level.get("to") or ()
    listed = [stated] if isinstance(stated, str) else stated
    return {side.shared_id("team", str(each)) for each in listed}
