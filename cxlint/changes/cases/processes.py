"""Processes: which steps follow one another, what is waited for, and who is reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL
from cxlint.changes.facts.attributes import (
    come_or_gone,
    direction_of,
    less_is_worse,
    longer_is_worse,
    no_is_worse,
)
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show
from cxlint.changes.pairing.statements import state_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.language.entity import Entity

REMINDED = (
    ("every", "promise", longer_is_worse, "reminder of {} every"),
    ("times", "promise", less_is_worse, "reminders of {}"),
    ("then", "person", no_is_worse, "after the reminders of {}"),
)
"""What a reminder says, and which way is worse for whoever waits for the work."""


def compare_processes(pair: Pair) -> Iterator[Change]:
    """Yield the processes that are new or gone, and those in which the work goes otherwise."""
    for old, new in pair.both("process"):
        if old.data != new.data:
            yield from _compare_steps(pair, old, new)
            yield from _compare_reminders(old, new)
    for is_gone, found in ((True, pair.gone("process")), (False, pair.come("process"))):
        for each in found:
            steps = [name for name, step in _steps(each).items() if not step.get("silent")]
            words = show(steps) or "no steps"
            yield come_or_gone(each, "step", NEUTRAL, words, {}, is_gone=is_gone)


def _steps(process: Entity) -> dict[str, Mapping[str, Any]]:
    stated = process.get("steps")
    listed = stated.items() if isinstance(stated, dict) else ()
    return {name: step if isinstance(step, dict) else {} for name, step in listed}


def _compare_steps(pair: Pair, old: Entity, new: Entity) -> Iterator[Change]:
    """Yield, in one change, how the steps follow one another now."""
    before, after = _read_course(pair.before, old), _read_course(pair.after, new)
    if before == after:
        return
    apart = [
        {name: said for name, said in mine.items() if theirs.get(name) != said}
        for mine, theirs in ((before, after), (after, before))
    ]
    values = [show([f"{name} {said}".strip() for name, said in sorted(each.items())]) or None
              for each in apart]  # fmt: skip
    places = spot_of(old, "steps"), spot_of(new, "steps")
    yield state_change(new.name, "step", NEUTRAL, "how it goes", (values[0], values[1]), {}, places)


def _read_course(side: Side, process: Entity) -> dict[str, str]:
    """Return, by each step at which something is done, how it goes on from there, in words.

    What is silent has no name that anybody meets: it is told of the steps around it.
    """
    steps = _steps(process)
    found = {
        side.place_id(name): _say_step(side, steps, name)
        for name, step in steps.items()
        if not step.get("silent")
    }
    starts = sorted(map(side.place_id, process.texts("starts")))
    return {**found, "begins": f"with {show(starts)}"} if starts else found


def _say_step(side: Side, steps: Mapping[str, Mapping[str, Any]], name: str) -> str:
    step = steps[name]
    parts = []
    if step.get("waits_for", "each") != "each":
        parts.append(f"waits for {step['waits_for']}")
    parts += [f"-> {each}" for each in _say_ways(side, steps, name, frozenset())]
    for key in ("instead", "beside"):
        if named := sorted(map(side.place_id, _ids(step.get(key)))):
            parts.append(f"{key} {show(named)}")
    if step.get("ends_all"):
        parts.append("ends all")
    return ", ".join(parts)


def _say_ways(
    side: Side, steps: Mapping[str, Mapping[str, Any]], name: str, passed: frozenset[str]
) -> list[str]:
    """Return where it goes on from a step: what is silent is passed, and said in brackets."""
    step = steps.get(name, {})
    targets = _ids(step.get("goes_to"))
    told = sorted(_say_target(side, steps, each, passed | {name}) for each in targets)
    if len(told) > 1:
        told = [f"{step.get('takes', 'one')} of {' + '.join(told)}"]
    if step.get("otherwise") is not None:
        other = _say_target(side, steps, str(step["otherwise"]), passed | {name})
        told.append(f"otherwise {other}")
    return told


def _say_target(
    side: Side, steps: Mapping[str, Mapping[str, Any]], name: str, passed: frozenset[str]
) -> str:
    step = steps.get(name, {})
    if not step.get("silent"):
        return side.place_id(name)
    if name in passed:
        return "back"
    waits = step.get("waits_for", "each")
    inner = ", ".join(_say_ways(side, steps, name, passed)) or "its end"
    return f"({inner})" if waits == "each" else f"(after {waits}: {inner})"


def _ids(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in (value if isinstance(value, list) else [value])]


def _compare_reminders(old: Entity, new: Entity) -> Iterator[Change]:
    before, after = _reminders(old), _reminders(new)
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name), after.get(name)
        places = _place(old, one), _place(new, other)
        if one is None or other is None:
            is_gone = other is None
            words = show((one or other or {}).get("every")) or "stated"
            values = (words, None) if is_gone else (None, words)
            direction = direction_of(is_loss=is_gone)
            told = f"reminder of {name}"
            yield state_change(new.name, "promise", direction, told, values, {}, places)
            continue
        for key, aspect, compare, words in REMINDED:
            direction = compare(one.get(key), other.get(key))
            if direction != SAME:
                shown = show(one.get(key)), show(other.get(key))
                told = words.format(name)
                yield state_change(new.name, aspect, direction, told, shown, {}, places)


def _reminders(process: Entity) -> dict[str, Mapping[str, Any]]:
    """Return the reminders by what people are reminded of."""
    return {
        " ".join(str(each.get("of") or each.get("does") or "the work").split()): each
        for each in process.get("reminders") or ()
    }


def _place(process: Entity, reminder: Mapping[str, Any] | None) -> Any:
    if reminder is None:
        return None
    return spot_of(process, "reminders", process.data["reminders"].index(reminder))
