"""What it costs to reach a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import published_channels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.policy.policy import Policy


def fee(policy: Policy, *, kinds: Sequence[str]) -> Iterator[Hit]:
    """Yield each published channel to people that costs the customer something.

    Facts: id, fee, per. Case `premium`: no fee is stated, but the number is a premium one.

    Args:
        policy: the policy.
        kinds: the kinds of channel by which people are reached.
    """
    for channel in published_channels(policy, kinds):
        amount = channel.money("fee")
        if amount is not None and amount.amount > 0:
            per = channel.get("fee_per") or "contact"
            facts = {"id": channel.id, "fee": amount, "per": per}
            yield Hit(channel.at("fee"), channel.name, facts)
        elif channel.get("premium_rate") is True:
            facts = {"id": channel.id, "fee": "the premium rate", "per": "minute"}
            yield Hit(channel.at("premium_rate"), channel.name, facts, case="premium")
