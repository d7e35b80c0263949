"""What is known of a case once a rule has acted on it, and once an hour has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.case_rules.literals import BEFORE, SINCE, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.linting.case_rules.rules import CaseRule, Change, State

LATER = Literal("update", "is", frozenset({"change"}))
"""What is known of every change of a case but the first."""

_RESETS = {
    "updated": None, "assigned": ("assignee", "group"), "new": ("status",), "open": ("status",),
    "pending": ("status",), "on hold": ("status",), "solved": ("status",), "closed": ("status",),
}  # fmt: skip
"""Which clocks begin anew, by what they count from, with the fields whose change does it; None
where any change does."""


def apply_rule(state: State, rule: CaseRule) -> State:
    """Return what is known of a case right after a rule has acted on it."""
    for change in rule.changes:
        state = _apply_change(state, change)
    touched = {change.field for change in rule.changes}
    acts = bool(touched or rule.tells)
    return tuple(each for each in state if not _begins_anew(each.field, touched, acts=acts))


def _apply_change(state: State, change: Change) -> State:
    others = [each for each in state if each.field != change.field]
    own = [each for each in state if each.field == change.field]
    if change.to:
        return (*others, Literal(change.field, "is", frozenset({change.to})))
    kept = [each for each in own if each.kind == "is" and _stays(each, change)]
    added = [Literal(change.field, "is", frozenset({each})) for each in sorted(change.adds)]
    taken = [Literal(change.field, "is", change.removes, holds=False)] if change.removes else []
    if not added and not taken:  # whatever it may be set to
        kept = []
    return (*others, *kept, *added, *taken)


def _stays(literal: Literal, change: Change) -> bool:
    touched = change.removes if literal.holds else change.adds
    return literal.values.isdisjoint(touched)


def _begins_anew(field: str, touched: Iterable[str], *, acts: bool) -> bool:
    begins = next((each for each in SINCE if field.startswith(each)), "")
    if not begins:
        return False
    resets = _RESETS.get(field.removeprefix(begins), ())
    return acts if resets is None else any(each in resets for each in touched)


def wait_an_hour(state: State) -> State:
    """Return what is still known of a case an hour later, where nobody has touched it.

    What more hours have passed than before stays true; any other statement about time may not.
    """
    return (*(each for each in state if _lasts(each)), LATER)


def _lasts(literal: Literal) -> bool:
    if literal.is_event or literal.field == "update" or literal.field.startswith(BEFORE):
        return False
    if not literal.field.startswith(SINCE):
        return True
    return literal.kind == "more" and literal.holds
