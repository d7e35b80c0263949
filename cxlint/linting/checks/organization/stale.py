"""Reviews that were stated and are past due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.sections import language
from cxlint.linting.check_support.due_dates import OF_ALL, due, usual_interval
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.policy.policy import Policy


def stale(policy: Policy, *, every: str) -> Iterator[Hit]:
    """Yield each stated review that is due before the day the policy is judged on.

    Cases: `whole`, of the policy (governance, organization), and `part`, of anything else that
    states `last_reviewed`. A part that does not say how often it is reviewed is reviewed as often
    as the policy as a whole; where that is not said either, `every` holds. Where no review is
    stated nothing is yielded. Facts: id, kind, last, due, every.

    Args:
        policy: the policy.
        every: the longest time between two reviews where the policy says nothing.
    """
    usual = usual_interval(policy, every)
    for kind in policy.kinds():
        fields = language().paths[kind]
        entities = policy.of(kind) if "last_reviewed" in fields else ()
        for entity in entities if policy.speaks_of(f"{kind}.last_reviewed") else ():
            last = entity.date("last_reviewed")
            if last is None:
                continue
            interval = entity.duration("review_every") or usual
            by = due(last, interval)
            if by < policy.today:
                yield build_hit(
                    entity,
                    "last_reviewed",
                    facts={
                        "kind": kind.replace("-", " "),
                        "last": last,
                        "due": by,
                        "every": interval,
                    },
                    case="whole" if kind in OF_ALL else "part",
                )
