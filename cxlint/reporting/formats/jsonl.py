"""A report as JSON lines: one finding a line, the excused ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.writing.finding_record import finding_record, json_text

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report
    from cxlint.reporting.writing.view import View


def render(report: Report, view: View) -> str:  # noqa: ARG001
    """Return one JSON object a line, the same as in the JSON report."""
    return "".join(f"{json_text(finding_record(finding))}\n" for finding in report.findings)
