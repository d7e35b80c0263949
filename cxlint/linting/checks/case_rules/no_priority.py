"""New cases that come without a priority, where every promise is for some priority."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxlint.algorithms.condition_algebra import EMPTY, is_impossible, leave_some
from cxlint.linting.case_rules.accounts import list_accounts
from cxlint.linting.case_rules.effects import apply_rule
from cxlint.linting.case_rules.rules import (
    can_meet,
    is_sure_of,
    read_case_rule,
)
from cxlint.linting.check_support.hits import build_hit
from cxlint.values.conditions import ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.case_rules.accounts import Account
    from cxlint.linting.case_rules.rules import CaseRule, State
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "priorities"})
"""What a message may name."""

PRIORITY = "priority"
NEW: State = (ask("update", {"create"}), ask(PRIORITY, {EMPTY}))
"""What is known of a case that comes in as most do."""

ENUMERATION = 3
"""From how many rules on that ask for values of one field these may be all that there are."""


def no_priority(policy: Policy, *, targets: Sequence[str]) -> Iterator[Hit]:
    """Yield once where a new case may stay without the priority that all promises ask for.

    Only where rules that act on new cases are known, none that calls another system is among them,
    and no form asks customers for it. Facts: id, priorities.

    Args:
        policy: the policy.
        targets: the targets that are looked at: first_reply, next_reply, update_every, resolution.
    """
    if policy.unsure("promise") or _is_asked_for(policy):
        return
    for account in list_accounts(policy):
        yield from _judge(account, targets)


def _judge(account: Account, targets: Sequence[str]) -> Iterator[Hit]:
    promises = [each for each in account.promises if any(each.says(t) for t in targets)]
    rules = [each for each in account.rules if not each.runs_by_clock]
    if not promises or not rules or not all(each.says("priorities") for each in promises):
        return
    if any(each.calls_others and can_meet(NEW, each) for each in rules):
        return
    setting = [each for each in rules if any(one.field == PRIORITY for one in each.changes)]
    for promise in promises:
        if any(_stays_without(state, rules, setting) for state in read_case_rule(promise).states):
            known = [word for each in promises for word in each.texts("priorities")]
            facts = {"priorities": list(dict.fromkeys(known))}
            yield build_hit(promise, "priorities", facts=facts)
            return


def _is_asked_for(policy: Policy) -> bool:
    asked = (text for step in policy.of("step") for text in _list_questions(step))
    return any(PRIORITY in text.casefold() for text in asked)


def _list_questions(step: Entity) -> list[str]:
    asked = step.get("asks_for")
    return [str(each) for each in (asked if isinstance(asked, list) else [asked])]


def _stays_without(promised: State, rules: Sequence[CaseRule], setting: Sequence[CaseRule]) -> bool:
    """Whether some new case that is promised something is given no priority by any rule."""
    state = (*NEW, *promised)
    if is_impossible(state):
        return False
    for rule in rules:
        if is_sure_of(state, rule):
            state = apply_rule(state, rule)
    if is_impossible((*state, NEW[1])):
        return False
    asked = [each.asks for each in setting]
    return not _may_be_all(setting) and leave_some(asked, (frozenset(state),))


def _may_be_all(rules: Sequence[CaseRule]) -> bool:
    """Whether the rules may name all values of a field between them."""
    asked = Counter(
        field
        for rule in rules
        for field in {e.field for s in rule.states for e in s if e.names_values and e.holds}
        if field not in ("update", PRIORITY)
    )
    return any(number >= ENUMERATION for number in asked.values())
