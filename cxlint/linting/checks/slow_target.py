"""Answers that are promised later than customers of that kind of channel wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.finding import Hit
from cxlint.reading import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.reading.policy import Policy


def slow_target(policy: Policy, *, at_most: Mapping[str, str]) -> Iterator[Hit]:
    """Yield each published channel whose target is slower than its kind allows.

    Facts: id, kind, value, bound. Channels without a target are left to another rule.

    Args:
        policy: the policy.
        at_most: the slowest target that is fine, by kind of channel; other kinds have none.
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
                facts={
                    "id": channel.id,
                    "kind": channel.get("kind").replace("_", " "),
                    "value": value,
                    "bound": bound,
                },
            )
