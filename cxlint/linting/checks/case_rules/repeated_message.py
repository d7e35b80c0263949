"""Rules by the clock that write again every hour, since they do not end what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.case_rules.accounts import list_accounts
from cxlint.linting.case_rules.effects import LATER, apply_rule, wait_an_hour
from cxlint.linting.case_rules.rules import CUSTOMER, can_meet, is_sure_of
from cxlint.linting.check_support.hits import build_hit
from cxlint.values.conditions import SINCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.case_rules.rules import CaseRule, State
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

BY_PEOPLE = ("comment", "role of ")
"""How fields begin that tell what a person has just done."""

FACTS = frozenset({"id", "who"})
"""What a message may name."""


def repeated_message(policy: Policy) -> Iterator[Hit]:
    """Yield each rule by the clock that writes to somebody, and fits the same case an hour later.

    That is where all of its conditions are sure to hold again, once it has acted and nobody has
    touched the case. A rule that calls another system is left alone, and so is one after which a
    rule that acts on changes may see to the end of it. The case `customer` is that the customer is
    written to. Facts: id, who.

    Args:
        policy: the policy.
    """
    for account in list_accounts(policy):
        yield from _judge(account.rules)


def _judge(rules: Sequence[CaseRule]) -> Iterator[Hit]:
    others = [each for each in rules if not each.runs_by_clock]
    for rule in rules:
        if not rule.runs_by_clock or not rule.tells or rule.calls_others:
            continue
        if any(_fits_again(state, rule, others) for state in rule.states):
            customer = rule.tells_customer
            who = "customers" if customer else rule.entity.texts("tells")[0]
            case = CUSTOMER if customer else ""
            by_hand = not rule.entity.document.vendor_file
            facts = {"who": who}
            yield build_hit(rule.entity, "tells", facts=facts, case=case, unstated=by_hand)


def _fits_again(state: State, rule: CaseRule, others: Sequence[CaseRule]) -> bool:
    """Whether cases of a kind fit again an hour later, and for as long as nobody sees to them."""
    if not any(each.field.startswith(SINCE) for each in state):
        return False
    after = apply_rule(state, rule)
    return is_sure_of(wait_an_hour(after), rule) and not any(
        _may_end(after, rule, other) for other in others
    )


def _may_end(after: State, rule: CaseRule, other: CaseRule) -> bool:
    """Whether a rule that acts on what the first has done may put an end to its conditions.

    The clock writes no comment, and nobody's role is its own.
    """
    if any(each.holds and each.field.startswith(BY_PEOPLE) for each in other.always):
        return False
    update = tuple(each for each in after if each.field != LATER.field)
    if not can_meet((*update, LATER), other):
        return False
    return other.calls_others or not is_sure_of(wait_an_hour(apply_rule(update, other)), rule)
