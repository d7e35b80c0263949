"""What is known of a case once a rule has acted on it, and once an hour has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.condition_algebra import EMPTY
from cxlint.values.conditions import BEFORE, SINCE, ask, read_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.algorithms.condition_algebra import Question
    from cxlint.linting.case_rules.rules import CaseRule, Change, State

LATER = ask("update", {"change"})
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
        return (*others, ask(change.field, read_values(change.to)))
    kept = [each for each in own if each.names_values and _stays(each, change)]
    added = [ask(change.field, {each}) for each in sorted(change.adds)]
    taken = [ask(change.field, change.removes, holds=False)] if change.removes else []
    if not added and not taken:  # whatever it may be set to
        kept = []
    return (*others, *kept, *added, *taken)


def _stays(question: Question, change: Change) -> bool:
    """Whether an answer is the same after values have been added or taken away.

    What was empty is no more once something is added, and may be once something is taken away.
    """
    added = change.adds | {EMPTY} if change.removes else change.adds
    removed = change.removes | {EMPTY} if change.adds else change.removes
    return question.values.isdisjoint(removed if question.holds else added)


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


def _lasts(question: Question) -> bool:
    if question.is_event or question.field == "update" or question.field.startswith(BEFORE):
        return False
    return question.is_least or not question.field.startswith(SINCE)
