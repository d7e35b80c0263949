"""Promises that never apply because another one is tried first."""

from __future__ import annotations

from bisect import bisect_left
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from cxlint.algorithms.condition_algebra import Effort, list_takers
from cxlint.linting.case_rules.rules import read_case_rule
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.policy.audience import read_promise_audience

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

SCOPES = ("channels", "intents", "priorities")
"""Keys by which a promise is for some cases only, beside those that say for whom it is."""

ROW = ("position", "channels", "intents", "conditions", "any_conditions")
"""Keys in which the promises of one row of a table do not differ, beside for whom they are."""

MOST = 500
"""How many promises of a row are compared with one another."""

Scopes = dict[str, set[str] | None]
"""For whom something is, by key; None where it is for all."""

LEFT_OFF = (
    "there are too many promises in a row, or conditions of them, to compare each with those "
    "before it: which of them never apply is not worked out for all"
)

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
    effort = Effort()
    files: dict[str, list[Entity]] = {}
    for promise in policy.of("promise"):
        if promise.says("position"):
            files.setdefault(promise.document.vendor_file, []).append(promise)
    for promises in files.values():
        promises.sort(key=lambda promise: int(promise.get("position")))
        yield from _shadowed(promises[:MOST], effort)
        if len(promises) > MOST or effort.is_spent:
            policy.left_off.add(LEFT_OFF)


def _shadowed(promises: Sequence[Entity], effort: Effort) -> Iterator[Hit]:
    served = _Served(promises)
    asks = [read_case_rule(each).asks for each in promises]
    told: set[object] = set()
    for later, asked in zip(promises, asks, strict=True):
        row = (read_promise_audience(later), *(repr(later.get(key)) for key in ROW))
        earlier = [] if row in told else served.list_earlier(later)
        for taker in list_takers([asks[number] for number in earlier], asked, effort):
            told.add(row)
            yield _build(later, promises[earlier[taker]])
            break


class _Served:
    """For whom the promises of a row are, as bits of their numbers: for all, and for each value."""

    def __init__(self, promises: Sequence[Entity]) -> None:
        self._positions = [each.get("position") for each in promises]
        self._for_all: dict[str, int] = {}
        self._for_some: dict[tuple[str, str], int] = {}
        scopes = _joint_scopes(promises)
        for number, position in enumerate(self._positions):
            for key, stated in scopes[position].items():
                if stated is None:
                    self._for_all[key] = self._for_all.get(key, 0) | 1 << number
                for value in stated or ():
                    bits = self._for_some.get((key, value), 0)
                    self._for_some[key, value] = bits | 1 << number

    def list_earlier(self, later: Entity) -> list[int]:
        """Return the numbers of the promises before one that are for whomever it is for."""
        found = (1 << bisect_left(self._positions, later.get("position"))) - 1
        for key, wanted in _scopes(later).items():
            some = [self._for_some.get((key, value), 0) for value in wanted]
            found &= self._for_all.get(key, 0) | (reduce(and_, some) if some else 0)
        numbers = []
        while found:
            numbers.append((found & -found).bit_length() - 1)
            found &= found - 1
        return numbers


def _build(later: Entity, other: Entity) -> Hit:
    facts, related = {"other": other.id}, ((other.at(), other.id),)
    return build_hit(later, "position", facts=facts, key=(other.id,), related=related)


def _joint_scopes(promises: Sequence[Entity]) -> dict[int, Scopes]:
    """Return, by position, what its promises are for together; None where one is for all."""
    joint: dict[int, Scopes] = {}
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
