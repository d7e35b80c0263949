"""What ended long ago and still stands in the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.due_dates import due
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.policy.policy import Policy
    from cxlint.policy.validity import Dormant


def expired(policy: Policy, *, after: str) -> Iterator[Hit]:
    """Yield what has not held for longer than `after`.

    Cases: another of the same name holds now (`replaced`); none does (``). Facts: which, until.

    Args:
        policy: the policy.
        after: how long what ended may stay in the policy.
    """
    note(policy, len(policy.dormant))
    for each in policy.dormant:
        until = each.validity.until
        if until is not None and due(until, quantities.duration(after)) < policy.today:
            yield Hit(
                at=each.at,
                entity=each.entity.name,
                facts={"which": each.words, "until": until},
                case="replaced" if _is_replaced(policy, each) else "",
            )


def _is_replaced(policy: Policy, ended: Dormant) -> bool:
    """Whether something holds now that people call by the same name."""
    holding = policy.of(ended.entity.kind)
    return not ended.keys and any(each.name == ended.name for each in holding)
