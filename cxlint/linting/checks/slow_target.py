"""Answers that are promised later than customers of that kind of channel wait."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.finding import Hit
from cxlint.reading import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.reading.policy import Policy

PEOPLE = {
    "voice": "callers",
    "chat": "people in a chat",
    "social": "people on social media",
    "email": "people who mail",
    "web_form": "people who send a form",
}
"""What customers of a kind of channel are called."""


def slow_target(policy: Policy, *, at_most: Mapping[str, str], far_beyond: float) -> Iterator[Hit]:
    """Yield each published channel whose target is slower than its kind allows.

    Information, and a warning where it is far slower. Facts: id, people, value, bound. Channels
    without a target are left to another rule.

    Args:
        policy: the policy.
        at_most: the slowest target that is fine, by kind of channel; other kinds have none.
        far_beyond: how many times that is far slower.
    """
    bounds = {kind: quantities.duration(text) for kind, text in at_most.items()}
    for channel in policy.of("channel"):
        bound = bounds.get(channel.get("kind"))
        value = channel.duration("respond", "within")
        if bound is None or value is None or channel.get("published") is False:
            continue
        if value > bound:
            yield Hit(
                at=channel.at("respond", "within"),
                entity=channel.name,
                severity=None if value.seconds > bound.seconds * Fraction(far_beyond) else "info",
                facts={
                    "id": channel.id,
                    "people": PEOPLE.get(channel.get("kind"), "customers"),
                    "value": value,
                    "bound": bound,
                },
            )
