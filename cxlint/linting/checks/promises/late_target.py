"""Targets that are later than the resolution that is promised beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.audience import read_promise_audience
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "value", "resolution", "places", "number"})
"""What a message may name."""

TARGETS = {"first_reply": "", "next_reply": "next", "update_every": "news", "work": "work"}
"""The case of each target that is a part of the time until the matter is settled."""


DURING_WAITS = ("next_reply", "update_every")
"""Targets that go on while a case waits for somebody else."""

SCOPES = ("position", "channels", "intents", "priorities", "conditions", "any_conditions", "clock")
"""Keys in which promises for the same cases agree, beside for whom they are."""


def late_target(policy: Policy) -> Iterator[Hit]:
    """Yield the targets of a promise that cannot be missed before its resolution is.

    Case empty: the first reply; `next`: a further one; `news`: news while customers wait; `work`:
    the time that those who see to the matter may have. In a vendor's file the resolution may be
    promised beside it, for the same cases. Working time and calendar time are not compared with one
    another, and where the resolution is but the time for work, which waits prolong, replies and
    news that come during them are left alone. Facts: id, value, resolution, places, number.

    Args:
        policy: the policy.
    """
    promises = list(policy.of("promise"))
    settled: dict[object, Entity] = {}
    for each in promises:
        if each.document.vendor_file and each.duration("resolution") is not None:
            settled.setdefault(_scope(each), each)
    yield from group_hits(
        (promise.id, hit)
        for promise in promises
        for hit in _find(promise, promise if promise.says("resolution")
                         else settled.get(_scope(promise)))
    )  # fmt: skip


def _scope(promise: Entity) -> tuple[object, ...]:
    stated = (repr(promise.get(key)) for key in SCOPES)
    return (promise.document.vendor_file, read_promise_audience(promise), *stated)


def _find(promise: Entity, whole: Entity | None) -> Iterator[Hit]:
    resolution = whole.duration("resolution") if whole is not None else None
    if whole is None or resolution is None:
        return
    is_work = whole.duration("work") == resolution
    for target, case in TARGETS.items():
        value = promise.duration(target)
        if value is None or (is_work and target in DURING_WAITS):
            continue
        if _is_later(value, resolution):
            facts = {"value": value, "resolution": resolution}
            related = ((whole.at("resolution"), "the resolution"),)
            yield build_hit(promise, target, facts=facts, key=(target,), related=related, case=case)


def _is_later(value: Duration, resolution: Duration) -> bool:
    """Whether a time is longer than another on the same clock."""
    return value.business == resolution.business and value > resolution
