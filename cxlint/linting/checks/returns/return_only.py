"""Rows of the returns table that leave customers nothing but one sort of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.linting.model.finding import Hit
from cxlint.linting.returns.row_hits import build_row_hit
from cxlint.policy.audience import plain_spelling
from cxlint.policy.returns.cases import WITHOUT_RECEIPT, sides
from cxlint.policy.returns.table import (
    REASONS,
    ReturnRow,
    RowSet,
    remaining_reasons,
    rows,
    sort_reasons,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Severity
    from cxlint.policy.policy import Policy


def return_only(
    policy: Policy,
    *,
    field: Literal["proof", "refund"],
    only: Sequence[str],
    reasons: Sequence[str] | None = None,
    any_row: bool = False,
    around: Sequence[str] = (),
) -> Iterator[Hit]:
    """Yield each row that takes things back and accepts or gives nothing but what is listed.

    Facts: things, reasons (those concerned), said (what the row says, between `or`).

    Args:
        policy: the policy.
        field: what the row says it accepts or gives, such as proof or refund.
        only: the answers that are not enough alone, in lower case.
        reasons: the reasons for which they are not; for any, where nothing is said. A row that
            names no reason counts for those that no other row settles, and is a warning: it does
            not speak of them.
        any_row: whether customers may as well use another row for the same return that accepts
            something else, as they may with another proof.
        around: words beside an answer that make no other answer of it, such as original.
    """
    table = rows(policy)
    counts = remaining_reasons(table, policy) if reasons else {}
    others = RowSet(_rows_with_others(table, field, only, around) if any_row else ())
    for row in table:
        said = row.entity.texts(field)
        plain = {_bare(word, around) for word in said}
        if not row.is_returnable or not plain or not plain.issubset(only):
            continue
        if others.covers(row):
            continue
        concerned = sort_reasons(counts[row.number].intersection(reasons)) if reasons else REASONS
        if concerned:
            facts = {"reasons": concerned, "said": " or ".join(said)}
            severity: Severity | None = "warning" if reasons and row.unspoken else None
            yield build_row_hit(row, field, facts, severity=severity)


def _rows_with_others(
    table: Sequence[ReturnRow], field: str, only: Sequence[str], around: Sequence[str]
) -> Iterator[ReturnRow]:
    """Yield the rows that take back on something else than what is listed."""
    for row in table:
        said = {_bare(word, around) for word in row.entity.texts(field)}
        if row.is_returnable and (said.difference(only) or WITHOUT_RECEIPT in sides(row.entity)):
            yield row


def _bare(answer: str, around: Sequence[str]) -> str:
    """Return an answer in plain spelling, without the words beside it."""
    words = plain_spelling(answer.replace("-", " ")).split()
    return " ".join(word for word in words if word not in around)
