"""A report as JSON lines: one finding a line, the excused ones too, then what was passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.writing.finding_record import finding_record, json_text, skipped_record

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report
    from cxlint.reporting.writing.view import View


def render(report: Report, view: View) -> str:  # noqa: ARG001
    """Return one JSON object a line, the same as in the JSON report.

    What is no finding says by its `kind` what it is.
    """
    records = [finding_record(finding) for finding in report.findings]
    records += [{"kind": "skipped", **skipped_record(skipped)} for skipped in report.skipped]
    return "".join(f"{json_text(record)}\n" for record in records)
