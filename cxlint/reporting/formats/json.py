"""A report as JSON, as schemas/report.schema.json describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cxlint
from cxlint.reporting.writing import statistics
from cxlint.reporting.writing.finding_record import (
    SCHEMA_VERSION,
    coverage_record,
    finding_records,
    json_text,
    judged_record,
    judgement_record,
    skipped_record,
)

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report
    from cxlint.reporting.writing.view import View


def render(report: Report, view: View) -> str:  # noqa: ARG001
    """Return the whole report: every finding, the excused ones too, and a summary."""
    return json_text(_document(report), indent=2) + "\n"


def _document(report: Report) -> dict[str, object]:
    told: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "cxlint", "version": cxlint.__version__},
        "findings": [each for finding in report.findings for each in finding_records(finding)],
        "summary": _summary(report),
        "judged_by": [judgement_record(each) for each in report.judged_by],
        "skipped": [skipped_record(skipped) for skipped in report.skipped],
    }
    if report.coverage is not None:
        told["coverage"] = coverage_record(report.coverage)
    return told


def _summary(report: Report) -> dict[str, object]:
    severities = statistics.by_severity(report.open_findings)
    statuses = statistics.by_status(report)
    return {
        "files": len(report.files),
        "errors": severities["error"],
        "warnings": severities["warning"],
        "infos": severities["info"],
        "waived": statuses["waived"],
        "baselined": statuses["baselined"],
        "fail_on": report.fail_on,
        "crashed": _rules_with_notice(report, "crash"),
        "vacuous": _rules_with_notice(report, "vacuous", "idle"),
        "empty": list(report.empty_files),
        "judged": judged_record(report.judged),
    }


def _rules_with_notice(report: Report, *kinds: str) -> list[str]:
    """Return the rules that notices of these kinds name; what they say where they name none."""
    return [notice.rule or notice.message for notice in report.notices if notice.kind in kinds]
