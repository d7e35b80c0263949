"""A report as Markdown, for a comment on a pull request or the summary of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.formats.sarif_rules import address
from cxlint.reporting.writing import statistics
from cxlint.reporting.writing.entries import MOST_PLACES, are_few, arrange
from cxlint.reporting.writing.markdown_escape import code_markup, escape_markdown
from cxlint.reporting.writing.threshold_text import thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.linting.model.finding import Finding, Report, Spot
    from cxlint.reporting.writing.entries import Entry
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
    """Return the report in short, a table of the standing findings, then each with its proof.

    The text ends below LONGEST, with the number of findings that found no room.
    """
    entries = arrange(report.open_findings, view.sort)
    notes = _fit_blocks(_notes(report), _ROOM_FOR_NOTES)
    judged = _fit_blocks(_judgements(report, view), _ROOM_FOR_NOTES)
    notes += [*judged, *_judgements_left(report, len(judged))]
    title = f"{MARKER}\n### cxlint: {statistics.summary(report)}\n\n"
    looked = "".join(f"{each}\n\n" for each in (statistics.judged_text(report),) if each)
    in_short = "" if are_few(entries) else _brief_text(report, entries, view)
    opening = f"{title}{in_short}{looked}{''.join(notes)}\n"
    room = LONGEST - _TAIL - len(opening)
    parts = [opening]
    if entries:
        rows = _fit_blocks((_row(entry, view) for entry in entries), room // 2)
        room -= sum(map(len, rows)) + len(_HEAD)
        details = _fit_blocks((_details(entry, view) for entry in entries), room)
        parts += [_HEAD, *rows, *_remainder_note(entries[len(rows) :]), "\n", *details]
    return "".join(parts)


def _brief_text(report: Report, entries: Sequence[Entry], view: View) -> str:
    """Return the report in short, each change as an item of a list."""
    from cxlint.reporting.writing import brief

    lines = [f"**what fails** {escape_markdown(brief.failing_text(report))}", ""]
    lines += ["**what helps most**", ""]
    for number, advice in enumerate(brief.advice(entries), 1):
        told = escape_markdown(advice.sentence[:_LONGEST_NOTE])
        lines.append(f"{number}. {told} ({_where(advice.finding, view)})")
    if accepted := brief.accepted_text(report):
        lines += ["", f"**accepted** {accepted}"]
    return "\n".join([*lines, "", ""])


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


def _remainder_note(left: Sequence[Entry]) -> Iterator[str]:
    if findings := sum(entry.counted for entry in left):
        yield f"\nand {statistics.count_phrase(findings, 'finding')} more\n"


def _row(entry: Entry, view: View) -> str:
    finding = entry.finding
    rule = code_markup(finding.rule.id)
    more = statistics.count_phrase(len(entry.alike), "more place") if entry.alike else ""
    where = " and ".join(filter(None, (_where(finding, view), more)))
    told = escape_markdown(finding.message)
    return f"| {finding.severity} | {rule} | {where} | {told} |\n"


def _details(entry: Entry, view: View) -> str:
    finding = entry.finding
    title = f"{code_markup(finding.rule.id)} {escape_markdown(finding.entity)}"
    more = f" and {len(entry.alike):,} more" if entry.alike else ""
    lines = [f"<details><summary>{finding.severity}: {title}{more}</summary>", ""]
    lines += [f"**what happens** {escape_markdown(finding.message)}", ""]
    if entry.alike:
        lines += ["**the same for**", "", *_alike_lines(entry, view), ""]
    for label, spots in (("the way there", finding.witness), ("see also", finding.related)):
        if spots:
            lines += [f"**{label}**", "", *_stops(spots, view), ""]
    if told := list(_consequence_lines(entry, view)):
        lines += ["**what follows**", "", *told, ""]
    if finding.intents:
        names = ", ".join(map(escape_markdown, finding.intents))
        lines += [f"**concerns** {names} {statistics.share(finding)}".rstrip(), ""]
    if told_thresholds := thresholds(finding):
        lines += [f"**threshold** {escape_markdown(told_thresholds)}", ""]
    lines += [f"**change** {escape_markdown(finding.remedy)}", ""]
    lines += [f"**why** {_why(finding)}", "", "</details>", ""]
    return "\n".join(lines)


def _consequence_lines(entry: Entry, view: View) -> Iterator[str]:
    for each in entry.kin:
        rule = f"{each.severity} {code_markup(each.rule.id)}"
        yield f"* {escape_markdown(each.message)} ({_where(each, view)}, {rule})"
    for each in entry.consequences:
        yield f"* {escape_markdown(each.message)} ({_where(each, view)})"


def _alike_lines(entry: Entry, view: View) -> Iterator[str]:
    shown = entry.alike if view.verbose else entry.alike[:MOST_PLACES]
    for label, finding in shown:
        yield f"* {escape_markdown(label)} ({_where(finding, view)})"
    if left := len(entry.alike) - len(shown):
        yield f"* and {left:,} more; --verbose shows all"


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
