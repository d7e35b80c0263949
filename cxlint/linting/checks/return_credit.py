"""Credit in place of the money that a customer is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.finding import Hit
from cxlint.linting.returning import in_order, left_to, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.reading.policy import Policy


def return_credit(
    policy: Policy, *, reasons: Sequence[str], credit: Sequence[str]
) -> Iterator[Hit]:
    """Yield each row that offers nothing but credit for what is the firm's doing.

    A row that names no reason counts for those that no other row settles. Facts: things, reasons,
    refund.

    Args:
        policy: the policy.
        reasons: the reasons for which credit alone is not enough.
        credit: the refunds that are credit.
    """
    counts = left_to(table := rows(policy), policy)
    for row in table:
        refund = row.entity.texts("refund")
        concerned = in_order(counts[row.number].intersection(reasons))
        if row.returnable and concerned and refund and set(credit).issuperset(refund):
            yield Hit(
                at=row.entity.at("refund"),
                entity=row.entity.name,
                facts={"things": row.told, "reasons": concerned, "refund": refund},
            )
