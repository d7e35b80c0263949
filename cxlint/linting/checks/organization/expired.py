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


def expired(policy: Policy, *, after: str) -> Iterator[Hit]:
    """Yield what has not held for longer than `after`.

    Facts: which, until.

    Args:
        policy: the policy.
        after: how long what ended may stay in the policy.
    """
    note(policy, len(policy.dormant))
    for each in policy.dormant:
        until = each.validity.until
        if until is not None and due(until, quantities.duration(after)) < policy.today:
            facts = {"which": each.words, "until": until}
            yield Hit(at=each.at, entity=each.entity.name, facts=facts)
