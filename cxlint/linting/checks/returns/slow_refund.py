"""How long customers wait for their money once the thing is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.returns.table import build_row_hit, calendar_days, rows
from cxlint.values.quantities import duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit, Severity
    from cxlint.policy.policy import Policy


def slow_refund(policy: Policy, *, at_most: str, grave_above: str) -> Iterator[Hit]:
    """Yield each row under which the money comes back late.

    Business days are counted as days of the calendar, five to a week. Facts: things, value, bound.

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
        facts = {"value": within, "bound": most}
        severity: Severity | None = "error" if calendar_days(within) > grave.days else None
        bounds = ("at_most", *(["grave_above"] if severity else []))
        yield build_row_hit(row, "refund_within", facts, severity=severity, bounds=bounds)
