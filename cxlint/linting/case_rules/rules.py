"""The rules of a policy that act on cases, with the exact question what follows from what."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from cxlint.linting.case_rules.literals import Literal, can_hold, read_literals, read_values
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

CLOCK = "by the clock"
CUSTOMER = "customer"
MOST_COMBINATIONS = 2000
"""How many ways in which alternatives can fail are tried; beyond them nothing is said."""

State = tuple[Literal, ...]
"""What is known of a case: literals that all hold."""


class Change(NamedTuple):
    """What a rule does to a field: the value that it sets, or what it adds and takes away.

    `word` is the value as it is written, `to` without regard to capitals.
    """

    number: int
    field: str
    word: str
    to: str
    adds: frozenset[str]
    removes: frozenset[str]


class CaseRule(NamedTuple):
    """A rule: `always` must hold, and one of the `choices` where there are any."""

    entity: Entity
    runs_by_clock: bool
    position: int | None
    always: State
    choices: tuple[State, ...]
    changes: tuple[Change, ...]
    tells: tuple[str, ...]
    calls_others: bool

    @property
    def id(self) -> str:
        """Return its id."""
        return self.entity.id

    @property
    def tells_customer(self) -> bool:
        """Whether customers hear from it."""
        return CUSTOMER in self.tells

    @property
    def states(self) -> list[State]:
        """Return the kinds of cases for which it is, without those of which there can be none."""
        listed = [(*self.always, *choice) for choice in self.choices] or [self.always]
        return [state for state in listed if can_hold(state)]


def list_case_rules(policy: Policy) -> list[CaseRule]:
    """Return the rules of a policy that are switched on, those with positions in their order."""
    found = [
        read_case_rule(each) for each in policy.of("case_rule") if each.get("enabled") is not False
    ]
    found.sort(key=lambda rule: (rule.position is None, rule.position or 0))
    return found


def group_by_file(rules: Iterable[CaseRule]) -> list[list[CaseRule]]:
    """Return the rules of each account apart, and in it those that run together."""
    groups: dict[tuple[str, bool], list[CaseRule]] = {}
    for rule in rules:
        groups.setdefault((rule.entity.document.vendor_file, rule.runs_by_clock), []).append(rule)
    return [*groups.values()]


def read_case_rule(entity: Entity) -> CaseRule:
    """Return what a rule of a policy asks for and does."""
    position = entity.get("position")
    return CaseRule(
        entity,
        entity.get("runs") == CLOCK,
        position if isinstance(position, int) else None,
        tuple(one for each in _list_mappings(entity, "conditions") for one in read_literals(each)),
        tuple(read_literals(each) for each in _list_mappings(entity, "any_conditions")),
        tuple(
            _read_change(number, each) for number, each in enumerate(_list_mappings(entity, "sets"))
        ),
        tuple(each.casefold() for each in entity.texts("tells")),
        bool(entity.texts("calls")),
    )


def _list_mappings(entity: Entity, key: str) -> list[dict[str, Any]]:
    return [each for each in entity.get(key) or () if isinstance(each, dict)]


def _read_change(number: int, change: dict[str, Any]) -> Change:
    field = " ".join(str(change["field"]).casefold().split())
    adds, removes = read_values(change.get("adds")), read_values(change.get("removes"))
    word = str(change.get("to") or "")
    return Change(number, field, word, word.casefold(), adds, removes)


def is_sure_of(state: State, rule: CaseRule) -> bool:
    """Whether every case of which this is known meets the conditions of a rule."""
    if any(can_hold((*state, each.deny())) for each in rule.always):
        return False
    return not rule.choices or not any(
        can_hold((*state, *failing)) for failing in _fail_choices(rule.choices)
    )


def list_failures(rule: CaseRule) -> Iterator[State]:
    """Yield the ways in which a case may fail to meet a rule: each is enough."""
    yield from ((each.deny(),) for each in rule.always)
    if rule.choices:
        yield from _fail_choices(rule.choices)


def _fail_choices(choices: Sequence[State]) -> Iterator[State]:
    """Yield the ways in which all of the choices fail; none at all where they are too many."""
    many = 1
    for each in choices:
        many *= max(len(each), 1)
    if many > MOST_COMBINATIONS:
        yield ()
        return
    for failing in product(*choices):
        yield tuple(each.deny() for each in failing)


def is_within(inner: CaseRule, outer: CaseRule) -> bool:
    """Whether the outer rule fits every case that the inner one fits, and there are such."""
    states = inner.states
    return bool(states) and all(is_sure_of(state, outer) for state in states)


def can_meet(state: State, rule: CaseRule) -> bool:
    """Whether a case of which this is known may meet the conditions of a rule."""
    return any(can_hold((*state, *each)) for each in rule.states)
