"""Rules for cases: which there are, whose cases they act on, what they do, and in which turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.facts.attributes import come_or_gone, direction_of
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.conditions import compare_conditions, say_conditions
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import say_test, show
from cxlint.changes.pairing.statements import state_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.language.entity import Entity

PRIORITIES = ("urgent", "high", "normal", "low")
"""How soon a case is seen to, the soonest first; other words are not known."""

CUSTOMER = "customer"
ON_CHANGE = "on change"


def compare_case_rules(pair: Pair) -> Iterator[Change]:
    """Yield which rules are new, gone or switched off, and what the others do otherwise."""
    for old, new in pair.both("case_rule"):
        acts = _acts(old), _acts(new)
        if acts[0] != acts[1]:
            change = _one_sided(pair, old if acts[0] else new, is_gone=acts[0])
            yield change._replace(
                sentence=_say_switch(change.sentence, is_off=acts[0]),
                old_place=spot_of(old, "enabled"),
                new_place=spot_of(new, "enabled"),
            )
        elif all(acts) and old.data != new.data:
            yield from _compare_rule(pair, old, new)
    for is_gone, rules in ((True, pair.gone("case_rule")), (False, pair.come("case_rule"))):
        for rule in rules:
            if _acts(rule):
                yield _one_sided(pair, rule, is_gone=is_gone)
    yield from _compare_turns(pair)


def _acts(rule: Entity) -> bool:
    return rule.get("enabled") is not False


def _compare_rule(pair: Pair, old: Entity, new: Entity) -> Iterator[Change]:
    told = _tells_customer(old), _tells_customer(new)
    if told[0] != told[1]:
        words = [CUSTOMER if each else "nobody" for each in told]
        direction = direction_of(is_loss=told[0])
        yield _state(old, new, "tells", "text", direction, "writes to", (words[0], words[1]))
    priorities = _priority(old), _priority(new)
    direction = _compare_priorities(*priorities)
    if direction != SAME:
        yield _state(old, new, "sets", "promise", direction, "priority", priorities)
    done = _deeds(pair.before, old), _deeds(pair.after, new)
    if sorted(done[0]) != sorted(done[1]):
        values = show(done[0]) or None, show(done[1]) or None
        yield _state(old, new, "sets", "step", NEUTRAL, "what is done", values)
    asked = compare_conditions(old.data, new.data)
    if asked != SAME:
        aspect, benefit = _sort_of(new)
        direction = {WORSE: benefit, BETTER: ranks.flip(benefit)}.get(asked, NEUTRAL)
        values = say_conditions(old.data), say_conditions(new.data)
        yield _state(old, new, "conditions", aspect, direction, "when", values, {})
    runs = str(old.get("runs") or ON_CHANGE), str(new.get("runs") or ON_CHANGE)
    if runs[0] != runs[1]:
        yield _state(old, new, "runs", "step", NEUTRAL, "is tried", runs)


def _state(
    old: Entity,
    new: Entity,
    key: str,
    aspect: str,
    direction: str,
    words: str,
    values: tuple[str | None, str | None],
    who: Mapping[str, Any] | None = None,
) -> Change:
    whom = _who(new) if who is None else who
    places = spot_of(old, key), spot_of(new, key)
    return state_change(new.name, aspect, direction, words, values, whom, places)


def _one_sided(pair: Pair, rule: Entity, *, is_gone: bool) -> Change:
    """Return that a rule acts no longer, or does now."""
    aspect, benefit = _sort_of(rule)
    direction = benefit if is_gone else ranks.flip(benefit)
    side = pair.before if is_gone else pair.after
    done = [f"priority {each}" for each in (_priority(rule),) if each]
    done += ["writes to the customer"] * _tells_customer(rule) + _deeds(side, rule)
    words = show(done) or "does nothing"
    return come_or_gone(rule, aspect, direction, words, _who(rule), is_gone=is_gone)


def _say_switch(sentence: str, *, is_off: bool) -> str:
    """Return a sentence of a rule that is still there, but acts no longer, or that acts now."""
    state = ("is gone", "is switched off") if is_off else ("is new", "is switched on")
    return f"{sentence.removesuffix(state[0])}{state[1]}"


def _sort_of(rule: Entity) -> tuple[str, str]:
    """Return what customers meet of a rule, and what it is for them that it acts no longer."""
    if _tells_customer(rule):
        return "text", WORSE
    direction = _compare_priorities(_priority(rule), None)
    return ("promise", direction) if direction != SAME else ("step", NEUTRAL)


def _tells_customer(rule: Entity) -> bool:
    return any(CUSTOMER in each.casefold() for each in rule.texts("tells"))


def _compare_priorities(old: str | None, new: str | None) -> str:
    """Compare priorities; a rule that gives none leaves the case as it is, which is normal."""
    if old == new:
        return SAME
    found = ranks.by_rank(PRIORITIES, old or "normal", new or "normal")
    return found or NEUTRAL


def _priority(rule: Entity) -> str | None:
    """Return the priority that a rule gives; the last word counts."""
    given = [each.get("to") for each in rule.get("sets") or () if each.get("field") == "priority"]
    return str(given[-1]).casefold() if given and given[-1] is not None else None


def _deeds(side: Side, rule: Entity) -> list[str]:
    """Return what else a rule does to a case, as both sides call teams."""
    found = []
    for each in rule.get("sets") or ():
        if each.get("field") != "priority":
            said = {key: _named(side, value) for key, value in each.items() if key != "field"}
            parts = [f"{key} {show(value)}" for key, value in sorted(said.items())]
            found.append(" ".join([str(each.get("field")), *parts]))
    others = [each for each in rule.texts("tells") if CUSTOMER not in each.casefold()]
    found += [f"writes to {side.place_id(each)}" for each in others]
    return found + [f"calls {each}" for each in rule.texts("calls")]


def _named(side: Side, value: Any) -> Any:
    if isinstance(value, list):
        return sorted(str(_named(side, each)) for each in value)
    return side.place_id(value) if isinstance(value, str) else value


def _who(rule: Entity) -> dict[str, Any]:
    tests = [say_test(each) for each in rule.get("conditions") or ()]
    return {"condition": tests} if tests else {}


def _compare_turns(pair: Pair) -> Iterator[Change]:
    """Yield which rules are tried before others that they were tried after.

    As few as explain it: those that changed places with most.
    """
    acting = [(old, new) for old, new in pair.both("case_rule") if _acts(old) and _acts(new)]
    placed = [each for each in acting if all(one.get("position") is not None for one in each)]
    swapped = _swapped(
        [
            (old.get("position"), new.get("position"), str(new.get("runs") or ON_CHANGE))
            for old, new in placed
        ]
    )
    while any(swapped):
        number = max(range(len(placed)), key=lambda each: (len(swapped[each]), placed[each][1].id))
        old, new = placed[number]
        others = sorted(swapped[number], key=lambda each: placed[each][1].id)
        names = show([placed[each][1].id for each in others])
        was_before = any(old.get("position") < placed[each][0].get("position") for each in others)
        values = (f"before {names}", f"after {names}")
        shown = values if was_before else (values[1], values[0])
        yield _state(old, new, "position", "step", NEUTRAL, "is tried", shown)
        for each in others:
            swapped[each].discard(number)
        swapped[number] = set()


def _swapped(positions: Sequence[tuple[Any, Any, str]]) -> list[set[int]]:
    """Return for each place in two rows those of its row that it has changed places with."""
    return [
        {
            number
            for number, (other_old, other_new, other_row) in enumerate(positions)
            if row == other_row and (old - other_old) * (new - other_new) < 0
        }
        for old, new, row in positions
    ]
