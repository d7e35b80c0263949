"""A report as JSON lines: one finding a line, the excused ones too, then how it was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.writing.finding_record import finding_record, json_text, judgement_record

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report
    from cxlint.reporting.writing.view import View


def render(report: Report, view: View) -> str:  # noqa: ARG001
    """Return one JSON object a line, the same as in the JSON report.

    What is no finding says so: its `kind` is `judged_by`, and `what` the kind of the JSON report.
    """
    records = [finding_record(finding) for finding in report.findings]
    for each in report.judged_by:
        told = judgement_record(each)
        records.append({"kind": "judged_by", "what": told.pop("kind"), **told})
    return "".join(f"{json_text(record)}\n" for record in records)
