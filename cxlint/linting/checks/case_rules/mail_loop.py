"""Rules that answer whatever customers send, and so answer their automatic answers as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.condition_algebra import is_impossible
from cxlint.linting.case_rules.effects import apply_rule
from cxlint.linting.case_rules.rules import is_sure_of, list_case_rules
from cxlint.linting.check_support.hits import build_hit
from cxlint.values.conditions import ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.condition_algebra import Question
    from cxlint.linting.case_rules.rules import CaseRule, State
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id"})
"""What a message may name."""

_REPLY = (
    ask("update", {"change"}),
    ask("role of who updates it", {"end_user"}),
    ask("channel of the update", {"email"}),
    ask("status", {"open", "new"}),
)
"""What is known of a case to which a customer has just replied by mail: it is open again."""


def mail_loop(policy: Policy, *, themselves: Sequence[str]) -> Iterator[Hit]:
    """Yield each rule on changes that writes to customers, also when they have written themselves.

    Nothing in it sets a customer's reply apart, and nothing it does keeps it from acting on the
    next one, so that an out-of-office notice is answered, and the answer to the answer. What a
    condition in words may exclude is not guessed. Facts: id.

    Args:
        policy: the policy.
        themselves: fields of people: a rule that bars whoever makes the change from being one of
            them does not answer to it.
    """
    for rule in list_case_rules(policy):
        if rule.runs_by_clock or not rule.tells_customer:
            continue
        if any(_answers(state, rule, themselves) for state in rule.states):
            yield build_hit(rule.entity, "tells")


def _answers(state: State, rule: CaseRule, themselves: Sequence[str]) -> bool:
    if any(_sets_apart(each, themselves) for each in state):
        return False
    reply = (*state, *_REPLY)
    if is_impossible(reply) or not _is_any_role(state):
        return False
    return is_sure_of(apply_rule(reply, rule), rule)


def _is_any_role(state: State) -> bool:
    """Whether the rule acts when customers write: roles that it asks for are theirs too."""
    roles = [each for each in state if each.field == "role of who updates it" and each.holds]
    return all("end_user" in each.values for each in roles)


def _sets_apart(question: Question, themselves: Sequence[str]) -> bool:
    """Whether a condition may keep a rule from acting on a reply, as far as can be told."""
    if question.is_event or question.is_in_words:
        return True
    if question.field.startswith("comment includes"):
        return True
    if question.field == "channel of the update":
        return question.holds and "email" not in question.values
    return question.field in themselves
