"""Things that are not taken back, and what customers get instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.linting.returns.row_hits import build_row_hit
from cxlint.policy.returns.table import FAULTS, ReturnRow, remaining_reasons, rows, sort_reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Severity
    from cxlint.policy.policy import Policy


def return_refusal(policy: Policy) -> Iterator[Hit]:
    """Yield each row that refuses a return, faults aside, without making the refusal fair.

    Fair is a refusal with an honest reason, an alternative, and told before the purchase. Cases:
    no alternative (``); an alternative, and no reason (`reasonless`); an alternative and a
    reason, and customers are not told before they buy (`undisclosed`), or nothing says that they
    are (`unsaid`, for information). Facts: things, reasons, because, alternatives.

    Args:
        policy: the policy.
    """
    counts = remaining_reasons(table := rows(policy), policy)
    for row in table:
        reasons = sort_reasons(counts[row.number].difference(FAULTS))
        if row.is_returnable or not reasons or row.is_fair_exception:
            continue
        case, severity, field = _grade_refusal(row)
        facts = {
            "reasons": reasons,
            "because": row.entity.texts("because"),
            "alternatives": row.entity.texts("alternatives"),
        }
        yield build_row_hit(row, field, facts, case=case, severity=severity)


def _grade_refusal(row: ReturnRow) -> tuple[str, Severity | None, str]:
    entity = row.entity
    if not entity.texts("alternatives"):
        return "", None, "returnable"
    if not entity.says("because"):
        return "reasonless", None, "returnable"
    if entity.get("disclosed_before_purchase") is False:
        return "undisclosed", None, "disclosed_before_purchase"
    return "unsaid", "info", "returnable"
