"""Findings on a row of the table of returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.finding import Severity
    from cxlint.policy.returns.table import ReturnRow


def build_row_hit(
    row: ReturnRow,
    field: str,
    facts: Mapping[str, object],
    *,
    key: tuple[str, ...] = (),
    case: str = "",
    severity: Severity | None = None,
    bounds: tuple[str, ...] | None = None,
) -> Hit:
    """Return a hit on a row, at what it says under a field. Facts, besides those given: things."""
    at, known = row.entity.at(field), {"things": row.summary, **facts}
    return Hit(at, row.entity.name, known, key, case, severity, bounds=bounds)
