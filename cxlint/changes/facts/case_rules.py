"""Rules for cases: which priority they give to whose case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import say_test
from cxlint.changes.pairing.statements import state_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity

PRIORITIES = ("urgent", "high", "normal", "low")
"""How soon a case is seen to, the soonest first; other words are not known."""


def compare_case_rules(pair: Pair) -> Iterator[Change]:
    """Yield whose cases have another priority by a rule that is on both sides."""
    for old, new in pair.both("case_rule"):
        values = _priority(old), _priority(new)
        if None in values:
            continue
        direction = ranks.by_rank(PRIORITIES, *values)
        if direction != SAME:
            places = spot_of(old, "sets"), spot_of(new, "sets")
            yield state_change(
                new.name, "promise", direction, "priority", values, _who(new), places
            )


def _priority(rule: Entity) -> str | None:
    """Return the priority that a rule gives; the last word counts."""
    given = [each.get("to") for each in rule.get("sets") or () if each.get("field") == "priority"]
    return str(given[-1]).casefold() if given else None


def _who(rule: Entity) -> dict[str, Any]:
    tests = [say_test(each) for each in rule.get("conditions") or ()]
    return {"condition": tests} if tests else {}
