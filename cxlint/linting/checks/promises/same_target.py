"""Promises that tell urgent cases the same as any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.policy.audience import read_promise_audience

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

SCOPES = ("position", "channels", "intents", "conditions", "any_conditions")
"""Keys in which promises for the same cases agree, beside for whom they are."""

FACTS = frozenset({"id", "priorities", "targets"})
"""What a message may name."""


def same_target(policy: Policy, *, targets: Sequence[str], at_least: int) -> Iterator[Hit]:
    """Yield where promises for the same cases differ in their priorities, and in no target.

    Facts: id, priorities, targets.

    Args:
        policy: the policy.
        targets: the targets that are compared: first_reply, next_reply, update_every, resolution.
        at_least: of how many priorities on that is told.
    """
    rows: dict[object, list[Entity]] = {}
    for promise in policy.of("promise"):
        if promise.says("priorities") and any(promise.says(each) for each in targets):
            scope = tuple(repr(promise.get(key)) for key in SCOPES)
            row = promise.document.vendor_file, scope, read_promise_audience(promise)
            rows.setdefault(row, []).append(promise)
    for found in rows.values():
        known = {each.casefold(): each for one in found for each in one.texts("priorities")}
        told = {tuple(_read_target(one, each) for each in targets) for one in found}
        if len(found) > 1 and len(known) >= at_least and len(told) == 1:
            stated = [str(found[0].get(each)) for each in targets if found[0].says(each)]
            facts = {"priorities": [*known.values()], "targets": stated}
            yield build_hit(found[0], "priorities", facts=facts)


def _read_target(promise: Entity, target: str) -> object:
    found = promise.duration(target)
    return None if found is None else (found.seconds, found.business, promise.get("clock"))
