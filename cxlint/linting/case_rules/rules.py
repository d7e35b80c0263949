"""The rules of a policy that act on cases, with the exact question what follows from what."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.condition_algebra import (
    Alternatives,
    Effort,
    Question,
    cover,
    exclude,
    is_impossible,
    list_takers,
)
from cxlint.records import NamedTuple
from cxlint.values.conditions import plain, read_condition, read_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

CLOCK = "by the clock"
CUSTOMER = "customer"
MOST = 400
"""How many rules of a row are compared with one another."""
LEFT_OFF = (
    "there are too many case rules, or conditions of them, to compare each with all others: which "
    "of them take the cases of others, or undo what they do, is not worked out for all"
)

State = tuple[Question, ...]
"""What is known of a case: questions with their answers."""


class Change(NamedTuple):
    """What a rule does to a field: the values that it sets, or what it adds and takes away.

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
        return [state for state in listed if not is_impossible(state)]

    @property
    def asks(self) -> Alternatives:
        """Return what it asks of a case."""
        always = frozenset(self.always)
        return tuple(always.union(choice) for choice in self.choices) or (always,)


def list_case_rules(policy: Policy) -> list[CaseRule]:
    """Return the rules of a policy that are switched on, those with positions in their order."""
    return [*_read_case_rules(tuple(policy.of("case_rule")))]


@lru_cache(maxsize=1)
def _read_case_rules(entities: tuple[Entity, ...]) -> tuple[CaseRule, ...]:
    found = [read_case_rule(each) for each in entities if each.get("enabled") is not False]
    found.sort(key=lambda rule: (rule.position is None, rule.position or 0))
    return tuple(found)


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
        tuple(one for each in _list_mappings(entity, "conditions") for one in read_condition(each)),
        tuple(read_condition(each) for each in _list_mappings(entity, "any_conditions")),
        tuple(
            _read_change(number, each) for number, each in enumerate(_list_mappings(entity, "sets"))
        ),
        tuple(each.casefold() for each in entity.texts("tells")),
        bool(entity.texts("calls")),
    )


def _list_mappings(entity: Entity, key: str) -> list[dict[str, Any]]:
    return [each for each in entity.get(key) or () if isinstance(each, dict)]


def _read_change(number: int, change: dict[str, Any]) -> Change:
    field = plain(str(change["field"]))
    adds, removes = read_values(change.get("adds")), read_values(change.get("removes"))
    word = str(change.get("to") or "")
    return Change(number, field, word, word.casefold(), adds, removes)


def is_sure_of(state: State, rule: CaseRule, effort: Effort | None = None) -> bool:
    """Whether every case of which this is known meets the conditions of a rule."""
    return cover([rule.asks], (frozenset(state),), effort)


def is_within(inner: CaseRule, outer: CaseRule, effort: Effort | None = None) -> bool:
    """Whether the outer rule fits every case that the inner one fits, and there are such."""
    return 0 in list_takers([outer.asks], inner.asks, effort)


def can_meet(state: State, rule: CaseRule, effort: Effort | None = None) -> bool:
    """Whether a case of which this is known may meet the conditions of a rule."""
    return not exclude((frozenset(state),), rule.asks, effort)


class Comparison:
    """The first case rules of a row, and how much they are compared with one another.

    At the end the policy says in `left_off` where rules were left out, or cases open.
    """

    def __init__(self, policy: Policy) -> None:
        """Take the policy whose rules they are."""
        self.effort = Effort()
        self._policy = policy

    def list_first(self, rules: Sequence[CaseRule]) -> Sequence[CaseRule]:
        """Return as many of some rules as are compared."""
        if len(rules) > MOST:
            self._policy.left_off.add(LEFT_OFF)
        return rules[:MOST]

    def end(self) -> None:
        """Say where too much would have had to be compared."""
        if self.effort.is_spent:
            self._policy.left_off.add(LEFT_OFF)
