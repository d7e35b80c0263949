"""Customers who get less than what everybody is to get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.segments import segments
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Money


def below_floor(policy: Policy) -> Iterator[Hit]:
    """Yield each segment that is given a sum below the floor. Facts: remedy, segment, gives, floor.

    Words that are no sums are not compared; `none` and `nothing` are.

    Args:
        policy: the policy.
    """
    for segment in segments(policy):
        floor = _sum(segment.remedy.get("discretion", "floor"))
        gives = segment.stated.get("gives")
        if floor is not None and _below(gives, floor):
            yield segment.hit("gives", {"gives": _sum(gives) or "nothing", "floor": floor})


def _below(gives: Any, floor: Money) -> bool:
    if isinstance(gives, str) and gives.strip().lower() in ("none", "nothing"):
        return floor.amount > 0
    stated = _sum(gives)
    return stated is not None and stated.currency == floor.currency and stated < floor


def _sum(text: Any) -> Money | None:
    try:
        return quantities.money(text)
    except ValueError:
        return None
