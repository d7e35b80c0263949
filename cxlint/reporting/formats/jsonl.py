"""A report as JSON lines: the findings, the excused ones too, and then what else is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.writing.finding_record import (
    finding_record,
    json_text,
    judged_record,
    judgement_record,
    skipped_record,
)

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report
    from cxlint.reporting.writing.view import View


def render(report: Report, view: View) -> str:  # noqa: ARG001
    """Return one JSON object a line, the same as in the JSON report.

    What is no finding says by its `kind` what it is; how it was judged has its own kind in `what`.
    """
    records = [finding_record(finding) for finding in report.findings]
    for each in report.judged_by:
        told = judgement_record(each)
        records.append({"kind": "judged_by", "what": told.pop("kind"), **told})
    records += [{"kind": "skipped", **skipped_record(skipped)} for skipped in report.skipped]
    if report.judged.rules:
        records.append({"kind": "judged", **judged_record(report.judged)})
    return "".join(f"{json_text(record)}\n" for record in records)
