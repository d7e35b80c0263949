"""The order in which the ways of a branch are tried, where several may hold for one case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL
from cxlint.changes.pairing.conditions import compare_conditions
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show
from cxlint.changes.pairing.statements import state_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.language.entity import Entity

    Option = Mapping[str, Any]

MANY = frozenset({"tag", "tags", "label", "labels"})
"""What a case may have several of at once: naming others does not exclude it."""


def compare_option_order(pair: Pair) -> Iterator[Change]:
    """Yield the branches at which something else is tried first; for the rest see the ways."""
    for old, new in pair.both("step"):
        if old.data == new.data or "branch" not in (old.get("kind"), new.get("kind")):
            continue
        options = _options(old), _options(new)
        kept = _match(pair, *options)
        if any(_may_both_hold(options[0], one, other) and kept[one] > kept[other]
               for one in kept for other in kept if one < other
               and not _lead_alike(pair.before, options[0], one, other)):  # fmt: skip
            values = [show([each.get("say") or each.get("goes_to") for each in listed])
                      for listed in options]  # fmt: skip
            places = spot_of(old, "options"), spot_of(new, "options")
            yield state_change(
                new.name, "step", NEUTRAL, "tried in turn", (values[0], values[1]), {}, places
            )


def _options(step: Entity) -> Sequence[Option]:
    return [each for each in step.get("options") or () if isinstance(each, dict)]


def _match(pair: Pair, old: Sequence[Option], new: Sequence[Option]) -> dict[int, int]:
    """Return, for each way before, the number of the one after that asks and leads the same."""
    left = list(range(len(new)))
    found = {}
    for number, option in enumerate(old):
        goal = pair.before.place_id(str(option.get("goes_to")))
        for other in left:
            same = goal == pair.after.place_id(str(new[other].get("goes_to")))
            if same and compare_conditions(option, new[other]) == SAME:
                found[number] = other
                left.remove(other)
                break
    return found


def _lead_alike(side: Side, options: Sequence[Option], one: int, other: int) -> bool:
    goals = {side.place_id(str(options[each].get("goes_to"))) for each in (one, other)}
    return len(goals) == 1


def _may_both_hold(options: Sequence[Option], one: int, other: int) -> bool:
    """Whether a case may meet what both ask: nothing says that the one rules the other out."""
    return not any(
        _rules_out(first, second)
        for first in options[one].get("conditions") or ()
        for second in options[other].get("conditions") or ()
    )


def _rules_out(first: Option, second: Option) -> bool:
    if first.get("field") != second.get("field") or str(first["field"]).casefold() in MANY:
        return False
    values = [_values(each.get("is")) for each in (first, second)]
    return bool(values[0] and values[1]) and values[0].isdisjoint(values[1])


def _values(stated: Any) -> set[str]:
    listed = stated if isinstance(stated, list) else [] if stated is None else [stated]
    return {str(each).casefold() for each in listed}
