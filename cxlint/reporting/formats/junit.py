"""A report as JUnit XML: a suite for each file, a case for each finding."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from cxlint.reporting.writing.statistics import judged_text
from cxlint.reporting.writing.xml_escape import attributes, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Finding, JudgedBy, Notice, Report
    from cxlint.reporting.writing.view import View


def render(report: Report, view: View) -> str:
    """Return every file as a suite, clean ones with one case that passes.

    Findings below `fail_on` pass and are told as output; excused ones are skipped with the
    reason; rules that crashed are errors of a suite of cxlint's own, whose properties say how it
    was judged. All times are 0.
    """
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.path].append(finding)
    crashes = [notice for notice in report.notices if notice.kind == "crash"]
    paths = sorted({*report.files, *found})
    suites = [
        line for path in paths for line in _suite(view.path_from_root(path), found[path], report)
    ]
    total = sum(max(1, len(found[path])) for path in paths) + len(crashes)
    counts = {
        "tests": total,
        "failures": len(report.failing_findings),
        "errors": len(crashes),
        "time": "0",
    }
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {attributes(name='cxlint', **counts)}>",
        *_properties(report),
        *suites,
        *(_own_suite(crashes, report.judged_by) if crashes or report.judged_by else ()),
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _properties(report: Report) -> list[str]:
    """Return what was judged and what was passed over, as properties of the run."""
    judged = judged_text(report)
    told = [f"    <property {attributes(name='judged', value=judged)}/>"] if judged else []
    told += [
        f"    <property {attributes(name=f'skipped.{each.reason}', value=each.number)}/>"
        for each in report.skipped
    ]
    return ["  <properties>", *told, "  </properties>"] if told else []


def _suite(path: str, findings: Sequence[Finding], report: Report) -> Iterator[str]:
    failing = sum(report.is_failing(finding) for finding in findings)
    skipped = sum(finding.status != "new" for finding in findings)
    tests = max(1, len(findings))
    counts = {"tests": tests, "failures": failing, "errors": 0, "skipped": skipped, "time": "0"}
    yield f"  <testsuite {attributes(name=path, **counts)}>"
    group = posixpath.splitext(path)[0]
    if not findings:
        case = attributes(classname=group, name="no findings", file=path, time="0")
        yield f"    <testcase {case}/>"
    names: Counter[str] = Counter()
    for finding in findings:
        name = f"{finding.rule.id} {finding.entity}"
        names[name] += 1
        unique = name if names[name] == 1 else f"{name} ({names[name]})"
        line = finding.span.line
        case = attributes(classname=group, name=unique, file=path, line=line, time="0")
        yield f"    <testcase {case}>"
        yield f"      {_outcome(finding, report)}"
        yield "    </testcase>"
    yield "  </testsuite>"


def _outcome(finding: Finding, report: Report) -> str:
    if finding.status == "waived":
        return f"<skipped {attributes(message=finding.excuse or 'waived')}/>"
    if finding.status == "baselined":
        return f"<skipped {attributes(message='accepted in the baseline')}/>"
    place = f"line {finding.span.line}, col {finding.span.column}"
    told = content(f"{place}, {finding.severity}: {finding.message}\nchange: {finding.remedy}")
    if not report.is_failing(finding):
        return f"<system-out>{told}</system-out>"
    kind = attributes(type=finding.severity, message=finding.message)
    return f"<failure {kind}>{told}</failure>"


def _own_suite(crashes: Sequence[Notice], judged_by: Sequence[JudgedBy]) -> Iterator[str]:
    counts = {"tests": len(crashes), "failures": 0, "errors": len(crashes), "skipped": 0}
    yield f"  <testsuite {attributes(name='cxlint', **counts, time='0')}>"
    if judged_by:
        yield "    <properties>"
        for each in judged_by:
            yield f"      <property {attributes(name=each.kind, value=each.sentence)}/>"
        yield "    </properties>"
    for number, notice in enumerate(crashes, 1):
        name = notice.rule or f"crash {number}"
        yield f"    <testcase {attributes(classname='cxlint', name=name, time='0')}>"
        yield f"      <error {attributes(type='crash', message=notice.message)}/>"
        yield "    </testcase>"
    yield "  </testsuite>"
