"""What a rule sets, and another one for the same case sets otherwise."""

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
    from cxlint.linting.case_rules.rules import CaseRule, Change
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "other", "field", "value", "instead"})
"""What a message may name."""


def overwritten(policy: Policy) -> Iterator[Hit]:
    """Yield each change of a rule that another rule undoes at once, in every case.

    That is where the other is tried later, whatever fits the first fits it too, and what the first
    does leaves the other its conditions. Where no order is known, only rules that ask for the same
    are compared, and the case is `same`. Facts: id, other, field, value, instead.

    Args:
        policy: the policy.
    """
    comparison = Comparison(policy)
    for rules in group_by_file(list_case_rules(policy)):
        setting = [each for each in rules if any(change.to for change in each.changes)]
        told: set[str] = set()
        for first, second in combinations(comparison.list_first(setting), 2):
            if first.id in told:
                continue
            if (hit := _compare(first, second, comparison.effort)) is not None:
                told.add(first.id)
                yield hit
    comparison.end()


def _compare(first: CaseRule, second: CaseRule, effort: Effort) -> Hit | None:
    pair = _find_conflict(first, second)
    if pair is None or not is_within(first, second, effort):
        return None
    ordered = _is_before(first, second)
    if not ordered and not is_within(second, first, effort):
        return None
    if not all(is_sure_of(apply_rule(state, first), second, effort) for state in first.states):
        return None
    mine, other = pair
    return build_hit(
        first.entity,
        "sets",
        mine.number,
        facts={
            "other": second.id,
            "field": mine.field,
            "value": mine.word,
            "instead": other.word,
        },
        case="" if ordered else "same",
        key=(second.id, mine.field),
        related=((second.entity.at("sets", other.number), second.id),),
    )


def _is_before(first: CaseRule, second: CaseRule) -> bool:
    one, other = first.position, second.position
    return one is not None and other is not None and one < other


def _find_conflict(first: CaseRule, second: CaseRule) -> tuple[Change, Change] | None:
    """Return two changes of one field to different values."""
    for mine in first.changes:
        for other in second.changes:
            if mine.field == other.field and mine.to and other.to and mine.to != other.to:
                return mine, other
    return None
