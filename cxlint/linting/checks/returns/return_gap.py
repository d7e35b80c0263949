"""Reasons for which a table of returns says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.returns.uncovered import coverage_holes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy


def return_gap(
    policy: Policy, *, reasons: Sequence[str], unless: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield the things that no row covers for some reason, once for all that miss the same.

    A change of mind and a defect must be covered for every thing that is no service; the other
    reasons where the table names them for some other thing. Facts: things; reasons, all that are
    left out; own, those of this rule; others, the rest.

    Args:
        policy: the policy.
        reasons: the reasons this rule is about; at least one of them is left out.
        unless: reasons another rule is about; where one of these is left out too, that rule
            tells it all.
    """
    for hole in coverage_holes(policy):
        if not set(reasons).isdisjoint(hole.reasons) and set(unless).isdisjoint(hole.reasons):
            yield hole.build_hit(reasons)
