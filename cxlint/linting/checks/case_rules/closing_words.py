"""Rules that end a case by what the customer happens to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.case_rules.rules import list_case_rules
from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.case_rules.rules import State
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "words", "value"})
"""What a message may name."""

WORDS_OF = "comment includes"
AUTHOR = "role of who updates it"


def closing_words(policy: Policy, *, ends: Sequence[str]) -> Iterator[Hit]:
    """Yield each rule on changes that ends a case because of words in a message of the customer.

    Rules that only look at what employees write are left alone. Facts: id, words, value.

    Args:
        policy: the policy.
        ends: the values of a case's status that end it.
    """
    for rule in list_case_rules(policy):
        ending = next(
            (each for each in rule.changes if each.field == "status" and each.to in ends), None
        )
        if ending is None or rule.runs_by_clock:
            continue
        words = [word for state in rule.states for word in _list_words(state)]
        if words:
            facts = {"words": list(dict.fromkeys(words)), "value": ending.word}
            yield build_hit(rule.entity, "sets", ending.number, facts=facts)


def _list_words(state: State) -> list[str]:
    """Return the words for which a rule acts, where customers may have written them."""
    authors = [each for each in state if each.field == AUTHOR]
    if any(("end_user" in each.values) != each.holds for each in authors):
        return []
    return [
        word
        for each in state
        if each.field.startswith(WORDS_OF) and each.names_values and each.holds
        for word in sorted(each.values)
    ]
