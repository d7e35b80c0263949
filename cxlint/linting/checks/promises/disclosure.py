"""Unwelcome terms that customers learn of too late, or nobody says when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.keywords import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

NOTHING = frozenset({"none", "0", "0%", "free", "nothing"})
"""What a fee says that is none."""


def disclosure(policy: Policy, *, in_time: Sequence[str], too_late: Sequence[str]) -> Iterator[Hit]:
    """Yield each unwelcome term that customers do not meet before they agree to it.

    Unwelcome is what is adverse, and a fee of which nothing says that it is not. The plain case:
    nothing says where customers are told. The case `late`: only in places that come afterwards.
    The case `return`: a return that costs something, and the policy says that buyers are not told.
    Of a place that is not in the lists nothing is known. Facts: id, places.

    Args:
        policy: the policy.
        in_time: words of places that customers meet before they agree.
        too_late: words of places that they meet afterwards.
    """
    for term in policy.of("term"):
        if not _unwelcome(term):
            continue
        places = term.texts("disclosed_at") if term.affirms("disclosed_at") else ()
        if not places:
            yield _hit(term, "disclosed_at", places, "", unstated=not term.says("disclosed_at"))
        elif all(_late(place, in_time, too_late) for place in places):
            yield _hit(term, "disclosed_at", places, "late")
    for row in policy.of("return"):
        if row.get("disclosed_before_purchase") is False and _costs(
            row.get("fee") or row.get("up_to")
        ):
            yield _hit(row, "disclosed_before_purchase", (), "return")


def _unwelcome(term: Entity) -> bool:
    if term.get("adverse") is not None:
        return term.get("adverse") is True
    return term.get("kind") == "fee" and _costs(term.get("amount"), unstated=True)


def _costs(fee: object, *, unstated: bool = False) -> bool:
    if fee is None:
        return unstated
    words = str(fee).casefold().split()
    return not words or words[0] not in NOTHING


def _late(place: str, in_time: Sequence[str], too_late: Sequence[str]) -> bool:
    return mentions(place, too_late) and not mentions(place, in_time)


def _hit(
    entity: Entity, field: str, places: Sequence[str], case: str, *, unstated: bool = False
) -> Hit:
    facts = {"places": list(places)}
    return build_hit(entity, field, facts=facts, key=(field,), case=case, unstated=unstated)
