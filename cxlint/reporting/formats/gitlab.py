"""A report as GitLab Code Quality."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding, Report
    from cxlint.reporting.writing.view import View

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, view: View) -> str:
    """Return the standing findings as GitLab reads them, each with a fingerprint of its own."""
    seen: Counter[str] = Counter()
    entries = []
    for finding in report.open_findings:
        seen[finding.fingerprint] += 1
        entries.append(_entry(finding, seen[finding.fingerprint], view))
    return json_text(entries, indent=2) + "\n"


def _entry(finding: Finding, nth: int, view: View) -> dict[str, object]:
    return {
        # GitLab shows no check_name, so the rule is said in the description as well.
        "description": f"{finding.rule.id}: {finding.message}",
        "check_name": finding.rule.id,
        "fingerprint": _fingerprint(finding, nth),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": view.path_from_root(finding.path),
            "lines": {"begin": finding.span.line},
        },
    }


def _fingerprint(finding: Finding, nth: int) -> str:
    """Return the finding's fingerprint, another for the second of a kind: GitLab merges equals."""
    if nth == 1:
        return finding.fingerprint
    return hashlib.sha256(f"{finding.fingerprint}:{nth}".encode()).hexdigest()
