"""A report in numbers, and the numbers in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.linting.model.finding import Finding, Report


def by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings of each severity, gravest first, zeros included."""
    counts: Counter[str] = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}


def by_status(report: Report) -> dict[str, int]:
    """Return the number of findings that are new, waived and baselined."""
    counts = Counter(finding.status for finding in report.findings)
    return {"new": counts["new"], "waived": counts["waived"], "baselined": counts["baselined"]}


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by severity, gravest first, otherwise in the order they came."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def count_phrase(number: int, noun: str) -> str:
    """Return `1 file` or `3 files`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def findings_text(report: Report) -> str:
    """Return what stands, as `2 errors, 1 warning in 5 files`."""
    counts = by_severity(report.open_findings)
    kinds = [_kind(severity, number) for severity, number in counts.items() if number]
    what = ", ".join(kinds) if kinds else "nothing to report"
    return f"{what} in {count_phrase(len(report.files), 'file')}"


def summary(report: Report) -> str:
    """Return one line: what stands, what is excused, and what of it fails the run."""
    statuses = by_status(report).items()
    excused = [f"{number:,} {status}" for status, number in statuses if number and status != "new"]
    told = f" ({', '.join(excused)})" if excused else ""
    return f"{findings_text(report)}{told}; {_verdict(report)}"


def share(finding: Finding) -> str:
    """Return `(about 14% of contacts)`, or nothing where no share is stated."""
    if finding.share is None:
        return ""
    percent = finding.share * 100
    number = f"about {round(percent)}" if percent >= 1 else "less than 1"
    return f"({number}% of contacts)"


def statistics(report: Report) -> str:
    """Return one line per rule that found something: how often, how grave, its id."""
    counts = Counter((finding.rule.id, finding.severity) for finding in report.open_findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{number:>7,}  {severity:<7}  {rule}\n" for (rule, severity), number in rows)


def timing(report: Report) -> str:
    """Return one line per timed part, slowest first, in milliseconds."""
    rows = sorted(report.timings, key=lambda row: (-row[1], row[0]))
    return "".join(f"{seconds * 1000:>10,.1f} ms  {name}\n" for name, seconds in rows)


def _kind(severity: str, number: int) -> str:
    return f"{number:,} info" if severity == "info" else count_phrase(number, severity)


def _verdict(report: Report) -> str:
    crashes = sum(notice.kind == "crash" for notice in report.notices)
    if crashes:
        return f"{count_phrase(crashes, 'rule')} did not run to the end"
    failing = len(report.failing_findings)
    bar = "" if report.fail_on == "error" else f" at {report.fail_on}"
    if not failing:
        return f"none fails{bar}" if report.open_findings else "all is well"
    return f"{failing:,} {'fails' if failing == 1 else 'fail'}{bar}"
