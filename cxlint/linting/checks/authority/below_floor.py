"""Customers who get less than what everybody is to get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.segments import segments
from cxlint.linting.model.finding import Hit
from cxlint.values import quantities
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Money


def below_floor(policy: Policy) -> Iterator[Hit]:
    """Yield each segment that is given a sum below the floor. Facts: remedy, segment, gives, floor.

    Words that are no sums are not compared; `none`, `nothing` and their like are. The case `none`,
    information: the floor itself is nothing, and some get more.

    Args:
        policy: the policy.
    """
    for remedy in policy.of("remedy"):
        floor = remedy.get("discretion", "floor")
        more = any(not _is_nothing(each.get("gives")) for each in _listed(remedy))
        if floor is not None and _is_nothing(floor) and more:
            facts = {"remedy": remedy.id, "segment": "", "gives": "", "floor": floor}
            at = remedy.at("discretion", "floor")
            yield Hit(at, remedy.name, facts, key=("none",), case="none", severity="info")
    for segment in segments(policy):
        floor = _sum(segment.remedy.get("discretion", "floor"))
        gives = segment.stated.get("gives")
        if floor is not None and _below(gives, floor):
            yield segment.hit("gives", {"gives": _sum(gives) or "nothing", "floor": floor})


def _listed(remedy: Entity) -> Sequence[Mapping[str, Any]]:
    return remedy.get("discretion", "segments") or ()


def _is_nothing(said: Any) -> bool:
    stated = _sum(said)
    return said is None or is_denial(said) or (stated is not None and not stated.amount)


def _below(gives: Any, floor: Money) -> bool:
    if gives is not None and is_denial(gives):
        return floor.amount > 0
    stated = _sum(gives)
    return stated is not None and stated.currency == floor.currency and stated < floor


def _sum(text: Any) -> Money | None:
    try:
        return quantities.money(text)
    except ValueError:
        return None
