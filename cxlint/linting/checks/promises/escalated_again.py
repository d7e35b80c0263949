"""Escalations that call the same people again, or nobody after the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "to", "level", "before", "places", "number"})
"""What a message may name."""


def escalated_again(policy: Policy, *, ask: Literal["again", "nobody"]) -> Iterator[Hit]:
    """Yield the escalations that come to nobody new.

    `again`: a level calls only people whom an earlier level has called already. `nobody`: there is
    one level, it is not repeated, and after it nobody is called; one that begins only after a while
    is itself the second level after whoever had the case till then. An escalation with levels that
    do not say whom they call is left alone. Facts: id, places, number; to, level and before in
    the case `again`.

    Args:
        policy: the policy.
        ask: which of the two.
    """
    find = _again if ask == "again" else _nobody
    yield from group_hits(
        (each.id, hit) for each in policy.of("escalation") if (hit := find(each)) is not None
    )


def _levels(escalation: Entity) -> list[tuple[str, ...]]:
    """Return whom each level calls; nothing where some level does not say it."""
    stated = escalation.get("steps") or ()
    called = [_call_targets(each.get("to")) if isinstance(each, dict) else () for each in stated]
    return called if all(called) else []


def _call_targets(to: object) -> tuple[str, ...]:
    listed = to if isinstance(to, list) else [to]
    return tuple(each for each in listed if isinstance(each, str))


def _again(escalation: Entity) -> Hit | None:
    first: dict[str, int] = {}
    for number, called in enumerate(_levels(escalation)):
        if all(each in first for each in called):
            before = max(first[each] for each in called)
            facts = {"to": list(called), "level": number + 1, "before": before + 1}
            related = ((escalation.at("steps", before), f"level {before + 1}"),)
            return build_hit(escalation, "steps", number, "to", facts=facts, related=related)
        for each in called:
            first.setdefault(each, number)
    return None


def _is_second(level: dict[str, object]) -> bool:
    """Whether others had the case first: a level with a time of its own comes after them."""
    from cxlint.values import quantities

    after = level.get("after")
    return isinstance(after, str) and quantities.duration(after).minutes > 0


def _nobody(escalation: Entity) -> Hit | None:
    levels = _levels(escalation)
    if len(levels) != 1 or escalation.get("repeats") or _is_second(escalation.get("steps")[0]):
        return None
    return build_hit(escalation)
