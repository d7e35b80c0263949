"""What happens to things that are defective, wrong or never come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.linting.returns.row_hits import build_row_hit
from cxlint.linting.returns.uncovered import coverage_holes
from cxlint.policy.returns.fees import read_fee
from cxlint.policy.returns.table import DEFECTIVE, ReturnRow, remaining_reasons, rows, sort_reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Severity
    from cxlint.policy.policy import Policy


def return_fault(
    policy: Policy, *, faults: Sequence[str], makes_good: Sequence[str], swaps: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield where customers are left alone with, or pay for, what is the firm's doing.

    Cases: nothing is said of things that are defective, a warning (`more` where further reasons are
    left out too, `perhaps` where they may be services); a row refuses to take back what is at fault
    and offers nothing that makes it good (`refused`); a row takes a fee or the postage from the
    customer (`charged`). A row that names no reason counts for those that no other row settles, and
    is a warning: it does not speak of faults. Facts: things, reasons, others, charge.

    Args:
        policy: the policy.
        faults: the reasons that are the firm's doing.
        makes_good: words, one of which among a row's alternatives makes good what is not taken
            back.
        swaps: further such words, where the row speaks of faults; beside a refusal that names no
            reason they may as well mean another size.
    """
    for hole in coverage_holes(policy):
        if DEFECTIVE in hole.reasons:
            case = "perhaps" if hole.doubt else "more" if len(hole.reasons) > 1 else ""
            yield hole.build_hit([DEFECTIVE], case, "warning")
    table = rows(policy)
    if not table:
        return
    counts = remaining_reasons(table, policy)
    good = _beginnings(makes_good)
    named_good = _beginnings([*makes_good, *swaps])
    for row in table:
        reasons = sort_reasons(counts[row.number].intersection(faults))
        if not reasons:
            continue
        if not row.is_returnable:
            helps = good if row.unspoken else named_good
            if not any(helps.search(offer) for offer in row.entity.texts("alternatives")):
                yield _hit(row, reasons, "refused", "returnable")
        elif (fee := read_fee(row.entity)) and not fee.is_nothing:
            yield _hit(row, reasons, "charged", fee.key)
        elif row.entity.get("shipping_paid_by") == "customer":
            yield _hit(row, reasons, "charged", "shipping_paid_by")


def _beginnings(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b({'|'.join(map(re.escape, words))})")


def _hit(row: ReturnRow, reasons: Sequence[str], case: str, field: str) -> Hit:
    charge = []
    fee = read_fee(row.entity)
    if fee and not fee.is_nothing:
        charge.append(f"a fee of {fee.words}")
    if row.entity.get("shipping_paid_by") == "customer":
        cost = row.entity.get("shipping_cost")
        charge.append(f"{cost} of postage" if cost else "the postage")
    facts = {"reasons": reasons, "others": "", "charge": charge}
    severity: Severity | None = "warning" if row.unspoken else None
    return build_row_hit(row, field, facts, key=(case,), case=case, severity=severity)
