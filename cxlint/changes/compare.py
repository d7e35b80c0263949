"""Two policies, and what differs between them for customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import Difference
from cxlint.changes.facts.terms import compare_terms
from cxlint.changes.pairing.sides import pair_policies, renamed_names
from cxlint.changes.returns.compare_tables import compare_returns
from cxlint.policy.file_problems import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.policy.policy import Policy

FAMILIES: Sequence[Callable[[Pair], Iterable[Change]]] = (compare_terms, compare_returns)


def compare(before: Policy, after: Policy) -> Difference:
    """Return all that differs between two policies for customers, by thing, aspect and direction.

    Nothing is said of what only one of the two puts in other words, or calls by another name.
    """
    pair = pair_policies(before, after)
    changes = [each for family in FAMILIES for each in family(pair)]
    changes.sort(key=lambda each: (each.thing, each.aspect, each.direction))
    return Difference(changes, (), renamed_names(pair), _unread(before, after))


def _unread(*policies: Policy) -> tuple[str, ...]:
    """Return the files of either side that could not be read."""
    found = (
        problem.at.document.path
        for policy in policies
        for problem in policy.problems
        if problem.rule == UNREADABLE and problem.severity != "info"
    )
    return tuple(dict.fromkeys(found))
