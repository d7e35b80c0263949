"""How long customers wait for their money once the thing is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.returns.row_hits import build_row_hit
from cxlint.policy.returns.table import calendar_days, rows
from cxlint.values.quantities import duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit, Severity
    from cxlint.policy.policy import Policy

MONEY = frozenset({"original payment", "money"})


def slow_refund(policy: Policy, *, at_most: str, grave_above: str) -> Iterator[Hit]:
    """Yield each row under which the money, or what is given instead, comes late.

    Business days are counted as days of the calendar, five to a week. Facts: things, value, bound,
    what (money, or what customers get instead).

    Args:
        policy: the policy.
        at_most: longer is a warning.
        grave_above: longer is an error.
    """
    most, grave = duration(at_most), duration(grave_above)
    for row in rows(policy):
        within = row.entity.duration("refund_within")
        if within is None or calendar_days(within) <= most.days:
            continue
        ways = row.entity.texts("refund")
        money = not ways or not MONEY.isdisjoint(ways)
        facts = {"value": within, "bound": most, "what": "money" if money else " or ".join(ways)}
        severity: Severity | None = "error" if calendar_days(within) > grave.days else None
        bounds = ("at_most", *(["grave_above"] if severity else []))
        yield build_row_hit(row, "refund_within", facts, severity=severity, bounds=bounds)
