"""Answers that are promised later than customers of that kind of channel wait."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import published_channels
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.policy.policy import Policy


def slow_target(
    policy: Policy, *, at_most: Mapping[str, str], people: Mapping[str, str], far_beyond: float
) -> Iterator[Hit]:
    """Yield each published channel whose target is slower than its kind allows.

    Information, and a warning where it is far slower. Facts: id, people, value, bound. Channels
    without a target are left to another rule.

    Args:
        policy: the policy.
        at_most: the slowest target that is fine, by kind of channel; other kinds have none.
        people: what customers of a kind of channel are called.
        far_beyond: how many times that is far slower.
    """
    bounds = {kind: quantities.duration(text) for kind, text in at_most.items()}
    for channel in published_channels(policy, bounds):
        kind = channel.get("kind")
        bound, value = bounds[kind], channel.duration("respond", "within")
        if value is not None and value > bound:
            is_far = value.seconds > bound.seconds * Fraction(far_beyond)
            yield build_hit(
                channel,
                "respond",
                "within",
                facts={"people": people.get(kind, "customers"), "value": value, "bound": bound},
                severity=None if is_far else "info",
                bounds=("at_most", *(["far_beyond"] if is_far else [])),
            )
