"""Priorities that no target covers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal

from cxlint.linting.case_rules.accounts import list_accounts
from cxlint.linting.case_rules.effects import apply_rule
from cxlint.linting.case_rules.rules import (
    can_meet,
    is_sure_of,
    read_case_rule,
)
from cxlint.linting.model.finding import Hit
from cxlint.policy.audience import Audience, read_promise_audience
from cxlint.records import NamedTuple
from cxlint.values.conditions import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.case_rules.accounts import Account
    from cxlint.linting.case_rules.rules import State
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

SCOPES = ("channels", "intents", "conditions", "any_conditions")

WORDS = {
    "first_reply": "a first reply",
    "next_reply": "a further reply",
    "update_every": "news",
    "resolution": "a resolution",
}
"""What each target promises."""

NAMED = 20
"""How many priorities a sentence names."""

FACTS = frozenset({"id", "priorities", "what", "other"})
"""What a message may name."""


def lost_target(
    policy: Policy, *, targets: Sequence[str], ask: Literal["row", "escalation"]
) -> Iterator[Hit]:
    """Yield where cases of some priority have no target that those of others have.

    `row`: promises for the same cases state a target for some priorities, and none for one that
    others of them name, or others of the file that are tried before or after. `escalation`: a
    handoff or an escalation gives a case a priority for which no promise has it, or a rule that
    acts on cases one which has none in those that its cases may come to. Priorities are compared
    without regard to capitals. Facts: id, priorities, what, other.

    Args:
        policy: the policy.
        targets: the targets that are looked at: first_reply, next_reply, update_every, resolution.
        ask: which of the two.
    """
    if policy.unsure("promise"):
        return
    promises = [each for each in policy.of("promise") if any(each.says(t) for t in targets)]
    if not any(each.says("priorities") for each in promises):
        return
    if ask == "row":
        yield from _rows(policy, promises, targets)
        return
    yield from _escalations(policy, promises, targets)
    for account in list_accounts(policy):
        yield from _raised_by_rules(account, targets)


class Row(NamedTuple):
    """Which cases some promises are for: whose file, tried when, their scope and customers."""

    path: str
    position: int | None
    scope: tuple[str, ...]
    audience: Audience


def _priorities_of(promise: Entity) -> dict[str, str]:
    """Return the priorities of a promise as they are written, by what they are compared by."""
    return {each.casefold(): each for each in promise.texts("priorities")}


def _rows(_: Policy, promises: Sequence[Entity], targets: Sequence[str]) -> Iterator[Hit]:
    families: dict[object, dict[str, str]] = {}
    rows: dict[Row, list[Entity]] = {}
    for promise in promises:
        row = _row(promise)
        rows.setdefault(row, []).append(promise)
        families.setdefault(_family(row), {}).update(_priorities_of(promise))
    for row, found in rows.items():
        known = families[_family(row)]
        for target in targets:
            stating = [each for each in found if each.says(target)]
            covered = {key for each in stating for key in _priorities_of(each)}
            if not stating or not all(each.says("priorities") for each in stating):
                continue
            missing = list(
                islice((word for key, word in known.items() if key not in covered), NAMED)
            )
            if rest := len(known) - len(covered) - len(missing):
                missing.append(f"{rest} more")
            if missing:
                yield _hit(stating[0].at("priorities"), stating[0], missing, target, stating[0])


def _row(promise: Entity) -> Row:
    """Return what the promises for the same cases have in common."""
    scope = tuple(repr(promise.get(key)) for key in SCOPES)
    audience = read_promise_audience(promise)
    return Row(promise.document.vendor_file, promise.get("position"), scope, audience)


def _family(row: Row) -> object:
    """Return what the rows have in common that know the same priorities.

    Rows that are tried in turn are for cases of one system; others may be for different ones.
    """
    return row.path if row.position is not None else row


def _escalations(
    policy: Policy, promises: Sequence[Entity], targets: Sequence[str]
) -> Iterator[Hit]:
    covered: dict[str, tuple[Entity, set[str]]] = {}
    for target in targets:
        stating = [each for each in promises if each.says(target)]
        if stating and all(each.says("priorities") for each in stating):
            covered[target] = stating[0], {key for each in stating for key in _priorities_of(each)}
    for entity, at, priority in _priority_sources(policy):
        for target, (first, known) in covered.items():
            if priority.casefold() not in known:
                yield _hit(at, entity, [priority], target, first)


def _priority_sources(policy: Policy) -> Iterator[tuple[Entity, At, str]]:
    """Yield who gives cases which priority, and where; of what rules do, the rules speak."""
    ruled = {each.document.vendor_file for each in policy.of("case_rule")} - {""}
    for handoff in policy.of("handoff"):
        if handoff.says("priority") and handoff.document.vendor_file not in ruled:
            yield handoff, handoff.at("priority"), handoff.get("priority")
    for escalation in policy.of("escalation"):
        if escalation.document.vendor_file in ruled:
            continue
        for number, level in enumerate(escalation.get("steps") or ()):
            if isinstance(level, dict) and isinstance(level.get("priority"), str):
                yield escalation, escalation.at("steps", number, "priority"), level["priority"]


def _raised_by_rules(account: Account, targets: Sequence[str]) -> Iterator[Hit]:
    """Yield each rule that gives cases a priority which their promises have no target for."""
    for rule in account.rules:
        for change in rule.changes:
            if change.field != "priority" or change.to in ("", NOTHING):
                continue
            states = [apply_rule(state, rule) for state in rule.states]
            for target in targets:
                lost = [_find_loser(state, change.to, account.promises, target) for state in states]
                first = next((each for each in lost if each is not None), None)
                if first is not None:
                    at = rule.entity.at("sets", change.number, "to")
                    yield _hit(at, rule.entity, [change.word], target, first)


def _find_loser(
    state: State, priority: str, promises: Sequence[Entity], target: str
) -> Entity | None:
    """Return the promise whose clock stops; None where some promise may know the priority.

    Promises with positions are tried in turn, and none after one that is sure to fit. Of the rest
    any may apply.
    """
    loser: Entity | None = None
    rows: dict[int | None, list[Entity]] = {}
    for promise in promises:
        rows.setdefault(promise.get("position"), []).append(promise)
    for position in sorted(rows, key=lambda each: (each is None, each or 0)):
        fitting = [each for each in rows[position] if can_meet(state, read_case_rule(each))]
        stating = [each for each in fitting if each.says(target)]
        if any(_knows(each, priority) for each in stating):
            return None
        loser = loser or next(iter(stating), None)
        if position is not None and any(is_sure_of(state, read_case_rule(e)) for e in fitting):
            break
    return loser


def _knows(promise: Entity, priority: str) -> bool:
    return not promise.says("priorities") or priority in _priorities_of(promise)


def _hit(at: At, entity: Entity, missing: list[str], target: str, other: Entity) -> Hit:
    return Hit(
        at=at,
        entity=entity.name,
        facts={
            "id": entity.id,
            "priorities": missing,
            "what": WORDS[target],
            "other": other.id,
        },
        key=(target, *(each.casefold() for each in missing)),
        related=() if other is entity else ((other.at(target), other.id),),
        unstated=not other.document.vendor_file,
    )
