"""A no that takes days to be heard."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

A_WEEK = Fraction(7, 5)
"""Calendar days to a business day."""


def opt_out(policy: Policy, *, at_most: str, better: str) -> Iterator[Hit]:
    """Yield an opt-out that takes effect too late.

    Cases: `late`, later than `at_most`; `slow`, as information, later than `better`. Against
    `at_most` five business days count as a week; against `better` a business day counts as a day,
    since offices close at night. Facts: value, bound.

    Args:
        policy: the policy.
        at_most: the longest time that is fine.
        better: the time from which on it is worth a word.
    """
    most, good = quantities.duration(at_most), quantities.duration(better)
    for section in policy.of("communications"):
        value = section.duration("preferences", "opt_out", "within")
        if value is None:
            continue
        at = section.at("preferences", "opt_out", "within")
        if _elapsed(value) > _elapsed(most):
            yield Hit(at, section.name, {"value": value, "bound": most}, case="late")
        elif value > good:
            facts = {"value": value, "bound": good}
            yield Hit(at, section.name, facts, case="slow", severity="info")


def _elapsed(each: Duration) -> Fraction:
    return each.days * A_WEEK if each.business and each.unit == "day" else each.days
