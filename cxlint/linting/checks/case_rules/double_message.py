"""Customers who are told twice, by two rules for one occasion."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from cxlint.linting.case_rules.effects import apply_rule
from cxlint.linting.case_rules.rules import (
    Comparison,
    group_by_file,
    is_sure_of,
    is_within,
    list_case_rules,
)
from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.algorithms.condition_algebra import Effort
    from cxlint.linting.case_rules.rules import CaseRule
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "other"})
"""What a message may name."""


def double_message(policy: Policy) -> Iterator[Hit]:
    """Yield each rule that writes to customers to whom another one writes at the same moment.

    That is where whatever fits it also fits the other, and what the one does leaves the other its
    conditions. Facts: id, other. The case `same` is that both ask for the same.

    Args:
        policy: the policy.
    """
    comparison = Comparison(policy)
    effort = comparison.effort
    for rules in group_by_file(list_case_rules(policy)):
        telling = comparison.list_first([each for each in rules if each.tells_customer])
        told: set[str] = set()
        for first, second in combinations(telling, 2):
            found = _find_inner(first, second, effort)
            if found is None or found.id in told or not _both_act(found, first, second, effort):
                continue
            told.add(found.id)
            other = first if found is second else second
            yield build_hit(
                found.entity,
                "tells",
                facts={"other": other.id},
                case="same" if is_within(other, found, effort) else "",
                key=(other.id,),
                related=((other.entity.at("tells"), other.id),),
            )
    comparison.end()


def _find_inner(first: CaseRule, second: CaseRule, effort: Effort) -> CaseRule | None:
    """Return the one of two rules whose cases are all those of the other too; rather the second."""
    if is_within(second, first, effort):
        return second
    return first if is_within(first, second, effort) else None


def _both_act(inner: CaseRule, first: CaseRule, second: CaseRule, effort: Effort) -> bool:
    """Whether the rules both act on every case of the inner one, whichever comes first."""
    orders = [(first, second)]
    if first.position is None or second.position is None or first.position == second.position:
        orders.append((second, first))
    return all(
        is_sure_of(apply_rule((*state, *before.always), before), behind, effort)
        for state in inner.states
        for before, behind in orders
    )
