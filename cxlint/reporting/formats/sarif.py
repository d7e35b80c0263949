"""A report as SARIF 2.1.0: one run, its rules, its results, and what went wrong in it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import cxlint
from cxlint.linting.model.finding import SEVERITIES
from cxlint.reporting.formats import sarif_results, sarif_rules
from cxlint.reporting.writing import statistics
from cxlint.reporting.writing.finding_record import json_text, judged_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding, JudgedBy, Notice, Report
    from cxlint.reporting.writing.view import View

MOST_RESULTS = 5_000
"""GitHub keeps so many results of a run and drops the rest without a word."""

_LEVELS = {"crash": "error", "vacuous": "warning", "idle": "note", "reader": "warning"}


def render(report: Report, view: View) -> str:
    """Return the SARIF log. It depends on the report alone: no times, no absolute paths."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [_run(report, view)],
    }
    return json_text(log) + "\n"


def _run(report: Report, view: View) -> dict[str, object]:
    rules = sorted(report.rules, key=lambda rule: rule.id)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    kept = _limit_results(report.findings)
    return {
        "tool": {
            "driver": {
                "name": "cxlint",
                "semanticVersion": cxlint.__version__,
                "informationUri": sarif_rules.HOME,
                "rules": [sarif_rules.descriptor(rule) for rule in rules],
            }
        },
        "automationDetails": {"id": f"cxlint/{view.category}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.has_crashed,
                "toolExecutionNotifications": list(_notifications(report, len(kept), numbers)),
                **_configuration(report.judged_by, view),
            }
        ],
        "results": list(sarif_results.results(kept, numbers, view)),
    }


def _limit_results(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, where there are too many the standing and gravest, in their order."""
    if len(findings) <= MOST_RESULTS:
        return list(findings)
    numbered = sorted(enumerate(findings), key=lambda pair: _weight(pair[1]))
    return [finding for _, finding in sorted(islice(numbered, MOST_RESULTS), key=lambda p: p[0])]


def _weight(finding: Finding) -> tuple[bool, int]:
    return finding.status != "new", SEVERITIES.index(finding.severity)


def _notifications(
    report: Report, kept: int, numbers: Mapping[str, int]
) -> Iterator[dict[str, object]]:
    for notice in report.notices:
        yield _notification(notice, numbers)
    if told := statistics.judged_text(report):
        yield {
            "level": "note",
            "message": {"text": told},
            "descriptor": {"id": "judged"},
            "properties": judged_record(report.judged),
        }
    for skipped in report.skipped:
        (told,) = statistics.skipped_names([skipped])
        yield {
            "level": "note",
            "message": {"text": sarif_results.escape_links(told)},
            "descriptor": {"id": "skipped"},
            "properties": {"reason": skipped.reason, "count": skipped.number},
        }
    if kept < len(report.findings):
        told = f"{kept} of {len(report.findings)} findings are in this file, the gravest first."
        yield {
            "level": "warning",
            "message": {"text": told},
            "descriptor": {"id": "results-capped"},
        }


def _configuration(judged_by: Sequence[JudgedBy], view: View) -> dict[str, object]:
    told = [_judgement(each, view) for each in judged_by]
    return {"toolConfigurationNotifications": told} if told else {}


def _judgement(judged: JudgedBy, view: View) -> dict[str, object]:
    told: dict[str, object] = {
        "level": "note",
        "message": {"text": sarif_results.escape_links(judged.message)},
        "descriptor": {"id": judged.kind},
    }
    if judged.path:
        told["locations"] = [sarif_results.file_location(judged.path, judged.line, view)]
    return told


def _notification(notice: Notice, numbers: Mapping[str, int]) -> dict[str, object]:
    told: dict[str, object] = {
        "level": _LEVELS[notice.kind],
        "message": {"text": sarif_results.escape_links(notice.message) or notice.kind},
        "descriptor": {"id": notice.kind},
    }
    if notice.rule in numbers:
        told["associatedRule"] = {"id": notice.rule, "index": numbers[notice.rule]}
    return told
