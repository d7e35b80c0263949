"""Two policies, and what differs between them for customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import Difference
from cxlint.changes.facts.approvals import compare_approvals, compare_limits
from cxlint.changes.facts.channels import compare_channels, compare_responses
from cxlint.changes.facts.deliveries import compare_deliveries
from cxlint.changes.facts.hours import compare_hours
from cxlint.changes.facts.passages import compare_passages
from cxlint.changes.facts.promises import compare_promises
from cxlint.changes.facts.reasons import compare_reasons
from cxlint.changes.facts.terms import compare_terms
from cxlint.changes.pairing.sides import pair_policies, renamed_names
from cxlint.changes.returns.compare_tables import compare_returns
from cxlint.changes.ways.compare_ways import compare_ways
from cxlint.policy.file_problems import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.policy.policy import Policy

FAMILIES: Sequence[Callable[[Pair], Iterable[Change]]] = (
    compare_terms,
    compare_returns,
    compare_deliveries,
    compare_channels,
    compare_hours,
    compare_approvals,
    compare_limits,
    compare_reasons,
    compare_passages,
    compare_ways,
)


def compare(before: Policy, after: Policy) -> Difference:
    """Return all that differs between two policies for customers, by thing, aspect and direction.

    Nothing is said of what only one of the two puts in other words, or calls by another name.
    """
    pair = pair_policies(before, after)
    changes = [each for family in FAMILIES for each in family(pair)]
    promises = list(compare_promises(pair))
    changes += promises
    changes += compare_responses(pair, promises)
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
