"""Conditions that make a return more trouble than it is worth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.linting.returns.row_hits import build_row_hit
from cxlint.policy.audience import plain_spelling
from cxlint.policy.returns.cases import is_no_proof
from cxlint.policy.returns.table import ReturnRow, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.policy.policy import Policy

Concepts = list[tuple[str, re.Pattern[str]]]


def return_trouble(
    policy: Policy,
    *,
    at_least: int,
    same: Mapping[str, Sequence[str]],
    proof_at_hand: Sequence[str],
) -> Iterator[Hit]:
    """Yield each row that asks customers to meet too many conditions, each counted once.

    Counted are the conditions of the row, an approval, and proof, unless one of the proofs
    accepted needs nothing of the customer. Words for the same thing count once. Fair exceptions
    (an honest reason, an alternative, told before purchase) yield nothing. Facts: things, count,
    asked, bound.

    Args:
        policy: the policy.
        at_least: how many conditions are too many.
        same: for each condition the words that mean it, as whole words, in any place of the text.
        proof_at_hand: kinds of proof that the firm has itself, words as in `same`.
    """
    if not (table := rows(policy)):
        return
    concepts = [(name, _any_of([name, *words])) for name, words in same.items()]
    at_hand = _any_of(proof_at_hand)
    known: dict[str, str] = {}
    for row in table:
        if not row.is_returnable or row.is_fair_exception:
            continue
        asked = _demands(row, concepts, at_hand, known)
        if len(asked) >= at_least:
            facts = {"count": len(asked), "asked": asked, "bound": at_least}
            yield build_row_hit(row, "conditions", facts)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    choices = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _demands(
    row: ReturnRow, concepts: Concepts, at_hand: re.Pattern[str], known: dict[str, str]
) -> list[str]:
    """Return what is asked, once each, in the order of the row."""
    wanted = list(row.entity.texts("conditions"))
    if row.entity.get("requires_approval") is True:
        wanted.append("approval")
    proofs = row.entity.texts("proof")
    if any(at_hand.search(proof) or is_no_proof(proof) for proof in proofs):
        proofs = ()
    wanted += proofs[:1]
    return list(dict.fromkeys(_folded(text, concepts, known) for text in wanted))


def _folded(text: str, concepts: Concepts, known: dict[str, str]) -> str:
    if text not in known:
        plain = plain_spelling(text)
        known[text] = next((name for name, words in concepts if words.search(plain)), plain)
    return known[text]
