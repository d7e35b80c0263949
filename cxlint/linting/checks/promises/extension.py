"""Deadlines that may be extended, and nobody can tell when or how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.extensions import EXTENSIBLE
from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "more", "within", "because", "key"})
"""What a message may name."""

DECISION = ("decides_within",)
"""The deadline of a level of approval."""


class Holder(NamedTuple):
    """What may be extended: whose it is, what it states, where, and the fields of its deadline."""

    entity: Entity
    id: str
    stated: Mapping[str, Any]
    keys: tuple[str | int, ...]
    deadlines: tuple[str, ...]


def extension(policy: Policy, *, longest: int) -> Iterator[Hit]:
    """Yield each extension of a deadline that leaves customers in the dark.

    The plain case: nothing says on which ground. Case `alone`: a ground, and nothing says by how
    much. Case `nothing`: there is no deadline that could be extended. Case `long`, as information:
    the extension is longer than so many times what is extended. Of promises, and of the levels of
    approval. Facts: id, more, within, because, key (the field of the deadline).

    Args:
        policy: the policy.
        longest: how many times the deadline an extension may be long.
    """
    for holder in _holders(policy):
        more, because = holder.stated.get("extends_by"), holder.stated.get("because")
        if more is not None:
            yield from _extended(holder, str(more), because, longest)
        elif because is not None:
            yield _hit(holder, "because", "alone", because=because)


def _holders(policy: Policy) -> Iterator[Holder]:
    for promise in policy.of("promise"):
        yield Holder(promise, promise.id, promise.data, (), EXTENSIBLE)
    for remedy in policy.of("remedy"):
        for number, tier in enumerate(remedy.get("tiers") or ()):
            id_ = f"{remedy.id} approval {number + 1}"
            yield Holder(remedy, id_, tier, ("tiers", number), DECISION)


def _extended(holder: Holder, more: str, because: object, longest: int) -> Iterator[Hit]:
    key = next((each for each in holder.deadlines if holder.stated.get(each)), "")
    if not key:
        yield _hit(holder, "extends_by", "nothing", more=more, key=holder.deadlines[0])
        return
    within, longer = quantities.duration(holder.stated[key]), quantities.duration(more)
    told = {"more": longer, "within": within, "key": key}
    if because is None:
        yield _hit(holder, "extends_by", "", **told)
    if within.amount and longer.seconds > within.seconds * longest:
        yield _hit(holder, "extends_by", "long", **told)._replace(severity="info")


def _hit(holder: Holder, field: str, case: str, **facts: object) -> Hit:
    nothing = {"more": "", "within": "", "because": "", "key": ""}
    return Hit(
        at=holder.entity.at(*holder.keys, field),
        entity=holder.entity.name,
        key=(*map(str, holder.keys), case),
        case=case,
        facts={"id": holder.id, **nothing, **facts},
    )
