"""Rules that act at every change of a case, and so undo what people have decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.case_rules.effects import apply_rule
from cxlint.linting.case_rules.rules import is_sure_of, list_case_rules
from cxlint.linting.check_support.hits import build_hit
from cxlint.values.conditions import read_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.condition_algebra import Question
    from cxlint.linting.case_rules.rules import CaseRule, Change, State
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "field", "value"})
"""What a message may name."""


def taken_back(
    policy: Policy, *, fields: Sequence[str], occasions: Sequence[str], unseen: Sequence[str]
) -> Iterator[Hit]:
    """Yield each rule on changes that sets a field anew whenever anything is changed.

    It is not bound to new cases nor to what has changed just now, asks nothing of the field that
    it sets, and does nothing after which it fits no more. Facts: id, field, value.

    Args:
        policy: the policy.
        fields: the fields that people set as well.
        occasions: fields that tell of the change at hand, and not of the case.
        unseen: values of the status of a case that nobody has seen to yet.
    """
    for rule in list_case_rules(policy):
        if rule.runs_by_clock:
            continue
        change = next((each for each in rule.changes if each.field in fields and each.to), None)
        if change is not None and any(
            _is_taken_back(state, rule, change, occasions, frozenset(unseen))
            for state in rule.states
        ):
            facts = {"field": change.field, "value": change.word}
            yield build_hit(rule.entity, "sets", change.number, facts=facts, key=(change.field,))


def _is_taken_back(
    state: State,
    rule: CaseRule,
    change: Change,
    occasions: Sequence[str],
    unseen: frozenset[str],
) -> bool:
    if any(_binds(each, change, occasions, unseen) for each in state):
        return False
    set_anew = tuple(each for each in apply_rule(state, rule) if each.field != change.field)
    return is_sure_of(set_anew, _without(rule, change.field))


def _binds(
    question: Question, change: Change, occasions: Sequence[str], unseen: frozenset[str]
) -> bool:
    """Whether a condition keeps a rule from acting on what people have set since."""
    if question.is_event or question.is_in_words or question.field in occasions:
        return True
    if question.field.startswith("comment"):
        return True
    if question.field == "update":
        return question.holds and "change" not in question.values
    if question.field == "status" and question.holds and question.values <= unseen:
        return True
    return question.field == change.field and (
        question.holds or question.values != read_values(change.to)
    )


def _without(rule: CaseRule, field: str) -> CaseRule:
    """Return a rule without what it asks of a field."""
    kept = tuple(each for each in rule.always if each.field != field)
    choices = [tuple(each for each in choice if each.field != field) for choice in rule.choices]
    return rule._replace(always=kept, choices=tuple(choices) if all(choices) else ())
