"""Rows of the returns table that leave customers nothing but one sort of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.linting.model.finding import Hit
from cxlint.linting.returns.table import (
    REASONS,
    build_row_hit,
    remaining_reasons,
    rows,
    sort_reasons,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.policy.policy import Policy


def return_only(
    policy: Policy,
    *,
    field: Literal["proof", "refund"],
    only: Sequence[str],
    reasons: Sequence[str] | None = None,
) -> Iterator[Hit]:
    """Yield each row that takes things back and accepts or gives nothing but what is listed.

    Facts: things, reasons (those concerned), said (what the row says, between `or`).

    Args:
        policy: the policy.
        field: what the row says it accepts or gives, such as proof or refund.
        only: the answers that are not enough alone, in lower case.
        reasons: the reasons for which they are not; for any, where nothing is said. A row that
            names no reason counts for those that no other row settles.
    """
    table = rows(policy)
    counts = remaining_reasons(table, policy) if reasons else {}
    for row in table:
        said = row.entity.texts(field)
        plain = {" ".join(word.lower().split()) for word in said}
        if not row.is_returnable or not plain or not plain.issubset(only):
            continue
        concerned = sort_reasons(counts[row.number].intersection(reasons)) if reasons else REASONS
        if concerned:
            facts = {"reasons": concerned, "said": " or ".join(said)}
            yield build_row_hit(row, field, facts)
