"""The history of a policy as the JSON that `schemas/trend.schema.json` describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.reporting.changes.json_report import change_record, shift_record
from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.linting.model.finding import Finding
    from cxlint.review.history import Point, TermNotice

SCHEMA_VERSION = 1


def render(points: Sequence[Point]) -> str:
    """Return the document, the oldest commit first."""
    told = {"schema_version": SCHEMA_VERSION, "commits": [_point(each) for each in points]}
    return json_text(told, indent=2) + "\n"


def _point(point: Point) -> dict[str, Any]:
    commit = point.commit
    return {
        "commit": commit.name,
        "day": commit.day.isoformat(),
        "author": commit.author,
        "subject": commit.subject,
        "fault": point.fault or None,
        "findings": dict(point.findings),
        "promises": point.promises,
        "changes": [change_record(each) for each in point.difference.changes],
        "journeys": [shift_record(each) for each in point.difference.journeys],
        "new_findings": [_finding(each) for each in point.new],
        "fixed_findings": [_finding(each) for each in point.fixed],
        "notices": [_notice(each) for each in point.notices],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "entity": finding.entity,
        "message": finding.message,
        "path": finding.path,
        "line": finding.span.line,
        "fingerprint": finding.fingerprint,
    }


def _notice(notice: TermNotice) -> dict[str, Any]:
    return {
        "thing": notice.thing,
        "change_notice": notice.asked,
        "announced": notice.announced.isoformat(),
        "effective": notice.effective.isoformat(),
        "kept": notice.is_kept,
    }
