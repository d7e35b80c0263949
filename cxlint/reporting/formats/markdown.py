"""A report as Markdown, for a comment on a pull request or the summary of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.formats.sarif_rules import address
from cxlint.reporting.writing import statistics
from cxlint.reporting.writing.markdown_escape import code_markup, escape_markdown
from cxlint.reporting.writing.threshold_text import thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.linting.model.finding import Finding, Report, Spot
    from cxlint.reporting.writing.view import View

MARKER = "<!-- cxlint:report -->"
"""Not shown; by it a bot finds the comment that it is to update."""

LONGEST = 65_536
"""A comment on GitHub holds so many characters."""

_TAIL = 400
_SMALLEST = 100
_MOST_STOPS = 40
_ROOM_FOR_NOTES = 8_000
_LONGEST_NOTE = 500
_HEAD = "| severity | rule | where | what happens to the customer |\n|---|---|---|---|\n"


def render(report: Report, view: View) -> str:
    """Return a table of the standing findings, gravest first, then each with its proof.

    The text ends below LONGEST, with the number of findings that found no room.
    """
    findings = statistics.gravest_first(report.open_findings)
    notes = _fit_blocks(_notes(report), _ROOM_FOR_NOTES)
    judged = _fit_blocks(_judgements(report, view), _ROOM_FOR_NOTES)
    notes += [*judged, *_judgements_left(report, len(judged))]
    title = f"{MARKER}\n### cxlint: {statistics.summary(report)}\n\n"
    looked = "".join(f"{each}\n\n" for each in (statistics.judged_text(report),) if each)
    opening = f"{title}{looked}{''.join(notes)}\n"
    room = LONGEST - _TAIL - len(opening)
    parts = [opening]
    if findings:
        rows = _fit_blocks((_row(finding, view) for finding in findings), room // 2)
        room -= sum(map(len, rows)) + len(_HEAD)
        details = _fit_blocks((_details(finding, view) for finding in findings), room)
        parts += [_HEAD, *rows, *_remainder_note(len(rows), findings), "\n", *details]
    return "".join(parts)


def _fit_blocks(blocks: Iterable[str], room: int) -> list[str]:
    """Return the blocks that fit into `room` characters together, those that come first."""
    kept = []
    for block in blocks:
        if len(block) <= room:
            room -= len(block)
            kept.append(block)
        if room < _SMALLEST:
            break
    return kept


def _remainder_note(told: int, findings: Sequence[Finding]) -> Iterator[str]:
    if told < len(findings):
        yield f"\nand {statistics.count_phrase(len(findings) - told, 'finding')} more\n"


def _row(finding: Finding, view: View) -> str:
    rule = code_markup(finding.rule.id)
    told = escape_markdown(finding.message)
    return f"| {finding.severity} | {rule} | {_where(finding, view)} | {told} |\n"


def _details(finding: Finding, view: View) -> str:
    title = f"{code_markup(finding.rule.id)} {escape_markdown(finding.entity)}"
    lines = [f"<details><summary>{finding.severity}: {title}</summary>", ""]
    lines += [f"**what happens** {escape_markdown(finding.message)}", ""]
    for label, spots in (("the way there", finding.witness), ("see also", finding.related)):
        if spots:
            lines += [f"**{label}**", "", *_stops(spots, view), ""]
    if finding.intents:
        names = ", ".join(map(escape_markdown, finding.intents))
        lines += [f"**concerns** {names} {statistics.share(finding)}".rstrip(), ""]
    if told := thresholds(finding):
        lines += [f"**threshold** {escape_markdown(told)}", ""]
    lines += [f"**change** {escape_markdown(finding.remedy)}", ""]
    lines += [f"**why** {_why(finding)}", "", "</details>", ""]
    return "\n".join(lines)


def _why(finding: Finding) -> str:
    told = code_markup(f"cxlint explain {finding.rule.id}")
    page = address(finding.rule)
    return f"[{told}]({page})" if page else told


def _stops(spots: Sequence[Spot], view: View) -> Iterator[str]:
    for number, spot in enumerate(spots[:_MOST_STOPS], 1):
        yield f"{number}. {escape_markdown(spot.label)} ({_where(spot, view)})"
    if len(spots) > _MOST_STOPS:
        yield f"\nand {len(spots) - _MOST_STOPS:,} more"


def _where(placed: Finding | Spot, view: View) -> str:
    return code_markup(f"{view.path_from_root(placed.path)}:{placed.span.line}")


def _notes(report: Report) -> Iterator[str]:
    for notice in report.notices:
        if notice.kind != "idle":
            name = f"{code_markup(notice.rule)}: " if notice.rule else ""
            told = escape_markdown(notice.message[:_LONGEST_NOTE])
            yield f"* **{notice.kind}** {name}{told}\n"
    if skips := report.told_skips:
        yield f"* **passed over** {statistics.skipped_text(skips)}\n"


def _judgements(report: Report, view: View) -> Iterator[str]:
    for each in report.judged_by:
        told = escape_markdown(each.message[:_LONGEST_NOTE])
        place = f"{view.path_from_root(each.path)}:{each.line}" if each.line else ""
        yield f"* **{each.kind}** {told}{f' ({code_markup(place)})' if place else ''}\n"


def _judgements_left(report: Report, told: int) -> Iterator[str]:
    if left := len(report.judged_by) - told:
        yield f"* and {left:,} more that made the judgement what it is\n"
