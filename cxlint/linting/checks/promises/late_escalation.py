"""Escalations that begin when the promise is broken, or at the moment it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "after", "promise", "target"})
"""What a message may name."""


def late_escalation(policy: Policy, *, targets: Sequence[str]) -> Iterator[Hit]:
    """Yield each escalation whose first level is called when a promise that it is to keep is over.

    Compared with the latest of the promise's targets; business time and calendar time are not
    compared with one another. Facts: id, after, promise, target.

    Args:
        policy: the policy.
        targets: the targets that are looked at: first_reply, next_reply, update_every, resolution.
    """
    for escalation in policy.of("escalation"):
        first = _first(escalation)
        if first is None:
            continue
        number, after = first
        for id_ in escalation.texts("promises"):
            promise = policy.find("promise", id_)
            latest = _latest(promise, targets) if promise is not None else None
            if promise is not None and latest is not None and _is_too_late(after, latest):
                yield build_hit(
                    escalation,
                    "steps",
                    number,
                    "after",
                    facts={"after": after, "promise": id_, "target": latest},
                    key=(id_,),
                    related=((promise.at(), id_),),
                )


def _first(escalation: Entity) -> tuple[int, Duration] | None:
    """Return the level that is called first, and after how long; None where one does not say."""
    found: list[tuple[int, Duration]] = []
    for number, _ in enumerate(escalation.get("steps") or ()):
        level = _level(escalation, number)
        if level is None:
            return None
        found.append((number, level))
    return min(found, key=lambda each: each[1].minutes, default=None)


def _level(escalation: Entity, number: int) -> Duration | None:
    from cxlint.values import quantities

    stated = escalation.get("steps")[number].get("after")
    return quantities.duration(stated) if isinstance(stated, str) else None


def _latest(promise: Entity, targets: Sequence[str]) -> Duration | None:
    stated = [found for each in targets if (found := promise.duration(each)) is not None]
    return max(stated, key=lambda each: each.minutes, default=None)


def _is_too_late(after: Duration, latest: Duration) -> bool:
    return after.business == latest.business and after >= latest
