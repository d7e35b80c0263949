"""A report as GitHub workflow commands: annotations on the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.writing import statistics
from cxlint.reporting.writing.control_characters import escape_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.linting.model.finding import Finding, JudgedBy, Notice, Report
    from cxlint.reporting.writing.view import View

MOST = 10
"""GitHub shows so many annotations of each kind for a step and drops the rest without a word."""

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_NOTICES = {"crash": "error", "vacuous": "warning", "reader": "notice"}


def render(report: Report, view: View) -> str:
    """Return what was judged and how, then one command for each rule and entity, gravest first.

    What GitHub would not show of a kind is counted; of how it was judged each line is in the log.
    """
    commands = [
        *_notice_commands(report.notices),
        *_skip_commands(report),
        *_annotations(report, view),
    ]
    lines = list(_judged_commands(report))
    most = MOST - len(lines)
    lines += [_judgement_command(each, view) for each in report.judged_by[:most]]
    lines += [f"cxlint: {escape_data(each.sentence)}" for each in report.judged_by[most:]]
    for kind in _COMMANDS.values():
        ours = [command for name, command in commands if name == kind]
        room = MOST - sum(line.startswith(f"::{kind}") for line in lines)
        lines += ours[:room]
        if len(ours) > room:
            lines.append(f"cxlint: and {statistics.count_phrase(len(ours) - room, kind)} more")
    return "\n".join([*lines, f"cxlint: {statistics.summary(report)}"]) + "\n"


def escape_data(text: str) -> str:
    """Return `text` as the message of a command."""
    return escape_controls(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_value(text: str) -> str:
    """Return `text` as the value of one of a command's properties."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _annotations(report: Report, view: View) -> Iterator[tuple[str, str]]:
    seen = set()
    for finding in statistics.gravest_first(report.open_findings):
        cause = (finding.rule.id, finding.entity)
        if cause in seen:
            continue
        seen.add(cause)
        kind = _COMMANDS[finding.severity]
        yield kind, f"::{kind} {_properties(finding, view)}::{_message(finding)}"


def _properties(finding: Finding, view: View) -> str:
    span = finding.span
    told = {"file": view.path_from_root(finding.path), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        told |= {"col": span.column, "endColumn": span.end_column}
    told["title"] = finding.rule.id
    return ",".join(f"{name}={escape_value(str(what))}" for name, what in told.items())


def _message(finding: Finding) -> str:
    return "%0A".join((escape_data(finding.message), escape_data(f"change: {finding.remedy}")))


def _judged_commands(report: Report) -> Iterator[str]:
    if told := statistics.judged_text(report):
        yield f"::notice title=cxlint judged::{escape_data(told)}"


def _judgement_command(judged: JudgedBy, view: View) -> str:
    told = {"title": f"cxlint {judged.kind}"}
    if judged.line:
        told = {"file": view.path_from_root(judged.path), "line": str(judged.line), **told}
    properties = ",".join(f"{name}={escape_value(what)}" for name, what in told.items())
    return f"::notice {properties}::{escape_data(judged.message)}"


def _notice_commands(notices: Iterable[Notice]) -> Iterator[tuple[str, str]]:
    for notice in notices:
        if notice.kind in _NOTICES:
            kind = _NOTICES[notice.kind]
            title = f"cxlint {notice.kind} {notice.rule}".strip()
            yield kind, f"::{kind} title={escape_value(title)}::{escape_data(notice.message)}"


def _skip_commands(report: Report) -> Iterator[tuple[str, str]]:
    if skips := report.told_skips:
        told = escape_data(f"passed over: {statistics.skipped_text(skips)}")
        yield "notice", f"::notice title=cxlint skipped::{told}"
