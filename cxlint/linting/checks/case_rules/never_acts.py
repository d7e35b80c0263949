"""Rules that never act: nothing fits them, or an earlier one takes away whatever would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.algorithms.condition_algebra import is_impossible, list_takers
from cxlint.linting.case_rules.effects import apply_rule
from cxlint.linting.case_rules.rules import (
    Comparison,
    can_meet,
    group_by_file,
    list_case_rules,
)
from cxlint.linting.check_support.hits import build_hit
from cxlint.values.conditions import read_condition, read_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.algorithms.condition_algebra import Effort
    from cxlint.linting.case_rules.rules import CaseRule
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "other", "field", "value", "values"})
"""What a message may name."""

_HEADING = re.compile(r"\W{3}|_{3}")
_TIMED = re.compile(r"(?i)(?:business )?hours (?:since|before|until|after)\b")


def never_acts(policy: Policy, *, values: Mapping[str, Sequence[str]]) -> Iterator[Hit]:
    """Yield each rule that never acts, with the reason as its case.

    `value`: a condition asks for a value that its field never has. `contradiction`: its conditions
    exclude one another. `before`: an earlier rule takes every case that would fit, and changes it
    so that it fits no more. `clock`: it asks how many hours have passed and is looked at only when
    a case changes. A rule whose name begins with a line of signs is a heading. Facts: id, with a
    value field, value and values, with a clock field, with a rule before it other.

    Args:
        policy: the policy.
        values: for the fields that have no other values, those that they can have.
    """
    known = {field: read_values(listed) for field, listed in values.items()}
    comparison = Comparison(policy)
    for rules in group_by_file(list_case_rules(policy)):
        named = [each for each in rules if not _HEADING.match(str(each.entity.get("name") or ""))]
        for number, rule in enumerate(comparison.list_first(named)):
            hit = _find_odd_value(rule, known, values) or _find_contradiction(rule)
            hit = hit or _find_before(rule, named[:number], comparison.effort) or _find_clock(rule)
            if hit is not None:
                yield hit
    comparison.end()


def _find_odd_value(
    rule: CaseRule, known: Mapping[str, frozenset[str]], values: Mapping[str, Sequence[str]]
) -> Hit | None:
    """Return that a condition which must hold asks for none but values that there are not."""
    for row, condition in enumerate(rule.entity.get("conditions") or ()):
        value = condition.get("is") or condition.get("changed_to")
        for each in read_condition(condition) if value else ():
            allowed = known.get(each.field)
            if allowed and each.names_values and each.holds and allowed.isdisjoint(each.values):
                facts = {"field": each.field, "value": value, "values": [*values[each.field]]}
                return build_hit(rule.entity, "conditions", row, facts=facts, case="value")
    return None


def _find_contradiction(rule: CaseRule) -> Hit | None:
    if rule.states:
        return None
    key = "conditions" if is_impossible(rule.always) else "any_conditions"
    return build_hit(rule.entity, key, case="contradiction")


def _find_clock(rule: CaseRule) -> Hit | None:
    """Return that a condition which must hold asks for hours, of a rule that no clock runs."""
    if rule.runs_by_clock:
        return None
    for row, condition in enumerate(rule.entity.get("conditions") or ()):
        field = str(condition.get("field") or "").replace("_", " ")
        if _TIMED.match(field):
            return build_hit(rule.entity, "conditions", row, facts={"field": field}, case="clock")
    return None


def _find_before(rule: CaseRule, others: Sequence[CaseRule], effort: Effort) -> Hit | None:
    earlier = [each for each in others if _is_before(each, rule) and each.changes]
    for taker in list_takers([each.asks for each in earlier], rule.asks, effort):
        other = earlier[taker]
        if not any(can_meet(apply_rule(state, other), rule, effort) for state in rule.states):
            related = ((other.entity.at("sets"), other.id),)
            facts = {"other": other.id}
            key = (other.id,)
            return build_hit(rule.entity, facts=facts, case="before", key=key, related=related)
    return None


def _is_before(other: CaseRule, rule: CaseRule) -> bool:
    """Whether it is sure what another rule has done by the time when a rule is tried."""
    if other.position is None or rule.position is None or other.calls_others:
        return False
    return other.position < rule.position
