"""Laws that a policy cites, and when somebody last read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.entity import Entity
from cxlint.language.sections import language
from cxlint.linting.check_support.due_dates import due, usual_interval
from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

KEY = "law"


def citations(policy: Policy, *, every: str) -> Iterator[Hit]:
    """Yield each law on which something rests and which was not read lately, as far as is said.

    Cases: the empty one where it was to be read again before the day the policy is judged on,
    `ahead` where it is said to have been read after that day, and `undated`, which is information
    only, where nobody says when. It is to be read as often as that part of the policy is reviewed;
    where this is not said, as often as the policy as a whole; else `every` holds. Facts: id, kind,
    cites, last, due, every, day.

    Args:
        policy: the policy.
        every: the longest time between two readings where the policy says nothing of reviews.
    """
    usual = usual_interval(policy, every)
    for kind in policy.kinds():
        fields = language().paths[kind]
        keys = {field.split(".")[0] for field in fields if KEY in field.split(".")}
        for entity in policy.of(kind) if any(policy.speaks_of(f"{kind}.{k}") for k in keys) else ():
            for each in _parts(entity, keys - {KEY}):
                yield from _hits(policy, each, entity.duration("review_every") or usual)


def _parts(entity: Entity, keys: set[str]) -> Iterator[Entity]:
    """Yield what cites a law: the entity, and the items of its lists under these keys."""
    if entity.says(KEY):
        yield entity
    for key in sorted(keys & entity.data.keys()):
        for number, item in enumerate(entity.data[key]):
            if item.get(KEY) is not None:
                at = entity.at(key, number)
                yield Entity(entity.kind, entity.id, item, at.document, at.path)


def _hits(policy: Policy, entity: Entity, interval: Duration) -> Iterator[Hit]:
    facts = {
        "kind": entity.kind.replace("-", " "),
        "cites": " and ".join(entity.texts(KEY, "cites")),
        "day": policy.today,
    }
    last = entity.date(KEY, "as_of")
    if last is None:
        yield build_hit(entity, KEY, facts=facts, case="undated", severity="info")
        return
    by = due(last, interval)
    facts |= {"last": last, "due": by, "every": interval}
    if last > policy.today:
        yield build_hit(entity, KEY, "as_of", facts=facts, case="ahead")
    elif by < policy.today:
        yield build_hit(entity, KEY, "as_of", facts=facts)
