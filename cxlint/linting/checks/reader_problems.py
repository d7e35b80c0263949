"""What reading the files brought to light, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import hit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy


def reader_problems(policy: Policy, *, problem: str) -> Iterator[Hit]:
    """Yield the problems of one name that were met while the files were read.

    Args:
        policy: the policy as far as it was understood.
        problem: the name of the problem, one of those the reader gives.
    """
    for met in policy.problems:
        if met.rule == problem:
            yield hit_of(met)
