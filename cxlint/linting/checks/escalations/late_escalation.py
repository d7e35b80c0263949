"""Escalations that begin when the promise is broken, or at the moment it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.escalation_levels import read_levels
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.check_support.escalation_levels import Level
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "after", "promise", "target", "limit"})
"""What a message may name."""


def late_escalation(policy: Policy, *, targets: Sequence[str]) -> Iterator[Hit]:
    """Yield each escalation whose first level is called when a promise that it is to keep is over.

    Compared with the latest of the promise's targets, without what they may be extended by;
    business time and calendar time are not compared with one another. Where an event may call the
    level as well, `limit` says that its time is the latest or the earliest. Facts: id, after,
    limit, promise, target.

    Args:
        policy: the policy.
        targets: the targets that are looked at: first_reply, next_reply, update_every, resolution.
    """
    for escalation in policy.of("escalation"):
        first = _first(escalation)
        if first is None:
            continue
        (after,) = first.waits
        for id_ in escalation.texts("promises"):
            promise = policy.find("promise", id_)
            latest = _latest(promise, targets) if promise is not None else None
            if promise is not None and latest is not None and _is_too_late(after, latest):
                yield build_hit(
                    escalation,
                    "steps",
                    first.number,
                    "after",
                    facts={
                        "after": after,
                        "limit": first.limit_text,
                        "promise": id_,
                        "target": latest,
                    },
                    key=(id_,),
                    related=((promise.at(), id_),),
                )


def _first(escalation: Entity) -> Level | None:
    """Return the level that is called first; None where one does not say when.

    A level that follows the one before is never the first.
    """
    levels = [each for each in read_levels(escalation) if not each.follows]
    if not all(each.waits for each in levels):
        return None
    return min(levels, key=lambda each: each.seconds, default=None)


def _latest(promise: Entity, targets: Sequence[str]) -> Duration | None:
    stated = [found for each in targets if (found := promise.duration(each)) is not None]
    return max(stated, key=lambda each: each.minutes, default=None)


def _is_too_late(after: Duration, latest: Duration) -> bool:
    return after.business == latest.business and after >= latest
