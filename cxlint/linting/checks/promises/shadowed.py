"""Promises that never apply because another one is tried first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.algorithms.condition_algebra import cover
from cxlint.linting.audience import read_promise_audience
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.values.conditions import read_alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Condition = dict[str, Any]

SCOPES = ("channels", "intents", "priorities")
"""Keys by which a promise is for some cases only, beside those that say for whom it is."""

ROW = ("position", "channels", "intents", "conditions", "any_conditions")
"""Keys in which the promises of one row of a table do not differ, beside for whom they are."""

MOST = 500
"""How many promises of a row are compared with one another."""

PLAIN = frozenset({"field", "is", "is_not"})
"""Keys of a condition that asks only whether a field has a value."""

FACTS = frozenset({"id", "other"})
"""What a message may name."""


def shadowed(policy: Policy) -> Iterator[Hit]:
    """Yield each promise with a position whose cases an earlier one always takes.

    That is where whatever fits the later also fits the earlier: every condition of the earlier
    follows from the later's. Those of a vendor's file are a row of their own. What a test in words
    may mean is not guessed. Of several promises in one place that differ in their priorities only,
    the first is named. Facts: id, other.

    Args:
        policy: the policy.
    """
    files: dict[str, list[Entity]] = {}
    for promise in policy.of("promise"):
        if promise.says("position"):
            files.setdefault(promise.document.vendor_file, []).append(promise)
    for promises in files.values():
        promises.sort(key=lambda promise: int(promise.get("position")))
        yield from _shadowed(promises[:MOST])


def _shadowed(promises: Sequence[Entity]) -> Iterator[Hit]:
    scopes = _joint_scopes(promises)
    told: set[object] = set()
    for later in promises:
        row = (read_promise_audience(later), *(repr(later.get(key)) for key in ROW))
        for earlier in promises:
            if row in told or earlier.get("position") >= later.get("position"):
                break
            if _covers(earlier, scopes, later):
                told.add(row)
                related = ((earlier.at(), earlier.id),)
                facts = {"other": earlier.id}
                key = (earlier.id,)
                yield build_hit(later, "position", facts=facts, key=key, related=related)
                break


def _joint_scopes(promises: Sequence[Entity]) -> dict[int, dict[str, set[str] | None]]:
    """Return, by position, what its promises are for together; None where one is for all."""
    joint: dict[int, dict[str, set[str] | None]] = {}
    for promise in promises:
        known = joint.setdefault(promise.get("position"), {})
        for key, stated in _scopes(promise).items():
            so_far = known.get(key, set())
            known[key] = so_far | stated if stated and so_far is not None else None
    return joint


def _scopes(promise: Entity) -> dict[str, set[str]]:
    """Return what a promise is for; nothing where it is for all."""
    audience = read_promise_audience(promise)
    stated = {key: set(promise.texts(key)) for key in SCOPES}
    return stated | {"customers": {*audience.customers}, "countries": {*audience.countries}}


def _covers(earlier: Entity, scopes: dict[int, dict[str, set[str] | None]], later: Entity) -> bool:
    wanted_by = _scopes(later)
    for key, served in scopes[earlier.get("position")].items():
        wanted = wanted_by[key]
        if served is not None and (not wanted or not served.issuperset(wanted)):
            return False
    sure, one_of = _conditions(later, "conditions"), _conditions(later, "any_conditions")
    if not all(_follows(each, sure, one_of) for each in _conditions(earlier, "conditions")):
        return False
    choices = _conditions(earlier, "any_conditions")
    if not choices or any(_follows(each, sure, ()) for each in choices):
        return True
    return bool(one_of) and all(any(_implies(each, c) for c in choices) for each in one_of)


def _conditions(promise: Entity, key: str) -> Sequence[Condition]:
    return promise.get(key) or ()


def _follows(wanted: Condition, sure: Sequence[Condition], one_of: Sequence[Condition]) -> bool:
    """Whether a condition holds wherever these all hold, and one of those."""
    if any(_implies(each, wanted) for each in sure):
        return True
    return bool(one_of) and all(_implies(each, wanted) for each in one_of)


def _implies(given: Condition, wanted: Condition) -> bool:
    if given == wanted:
        return True
    if not PLAIN.issuperset(given) or not PLAIN.issuperset(wanted):
        inner, outer = (read_alternatives({"conditions": [each]}) for each in (given, wanted))
        return inner is not None and outer is not None and cover([outer], inner)
    if given["field"] != wanted["field"]:
        return False
    held, barred = _values(wanted, "is"), _values(wanted, "is_not")
    if not held and not barred:
        return False
    fits = not held or bool(_values(given, "is") and _values(given, "is") <= held)
    return fits and barred <= _values(given, "is_not")


def _values(condition: Condition, key: str) -> set[str]:
    stated = condition.get(key) or ()
    return {stated} if isinstance(stated, str) else set(stated)
