"""Proof that a customer may no longer have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.finding import Hit
from cxlint.linting.returning import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.reading.policy import Policy


def return_proof(policy: Policy, *, paper: Sequence[str]) -> Iterator[Hit]:
    """Yield each row under which nothing but a piece of paper proves the purchase.

    Facts: things, proof.

    Args:
        policy: the policy.
        paper: the kinds of proof that are paper, in lower case.
    """
    for row in rows(policy):
        proof = row.entity.texts("proof")
        plain = {" ".join(word.lower().split()) for word in proof}
        if row.returnable and plain and plain.issubset(paper):
            yield Hit(
                at=row.entity.at("proof"),
                entity=row.entity.name,
                facts={"things": row.told, "proof": " or ".join(proof)},
            )
