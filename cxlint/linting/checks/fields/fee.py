"""What it costs to reach a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.query.selection import published_channels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy


def fee(policy: Policy, *, kinds: Sequence[str]) -> Iterator[Hit]:
    """Yield each published channel to people that costs the customer something.

    Facts: id, fee, per (as stated), price (the fee and what it is paid for), free. Case `premium`:
    no fee is stated, but the number is a premium one. Case `beside`, a warning: a channel of the
    same kind, `free`, costs nothing and leads to the same people at the same hours.

    Args:
        policy: the policy.
        kinds: the kinds of channel by which people are reached.
    """
    channels = published_channels(policy, kinds)
    free = [channel for channel in channels if _is_free(channel)]
    for channel in channels:
        amount = channel.money("fee")
        if amount is not None and amount.amount > 0:
            per = channel.get("fee_per") or ""
            price = f"{amount} per {per}" if per else str(amount)
            yield _hit(policy, channel, free, "", {"fee": amount, "per": per, "price": price})
        elif channel.get("premium_rate") is True:
            rate = "the premium rate"
            yield _hit(policy, channel, free, "premium", {"fee": rate, "per": "", "price": rate})


def _hit(
    policy: Policy, channel: Entity, free: Sequence[Entity], case: str, facts: Mapping[str, object]
) -> Hit:
    beside = next((each for each in free if _stands_for(policy, each, channel)), None)
    return build_hit(
        channel,
        "premium_rate" if case else "fee",
        facts={**facts, "free": beside.id if beside else ""},
        case="beside" if beside else case,
        severity="warning" if beside else None,
        related=((beside.at("fee"), f"{beside.id} costs nothing"),) if beside else (),
    )


def _is_free(channel: Entity) -> bool:
    """Whether it is stated that a channel costs nothing."""
    if channel.get("premium_rate") is True:
        return False
    amount = channel.money("fee")
    return channel.get("fee") == "none" if amount is None else amount.amount == 0


def _stands_for(policy: Policy, free: Entity, paid: Entity) -> bool:
    """Whether customers of one channel reach the same people by the other, whenever they call."""
    goals, hours = set(paid.texts("goes_to")), policy.hours(paid)
    if not goals or goals != set(free.texts("goes_to")) or free.get("kind") != paid.get("kind"):
        return False
    if hours is None or hours != policy.hours(free):
        return False
    served = set(free.texts("intents"))
    return not served or set(paid.texts("intents")) == served
