"""A report as people read it in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.writing import statistics
from cxlint.reporting.writing.control_characters import columns, escape_controls, guard_commands
from cxlint.reporting.writing.entries import MOST_PLACES, are_few, arrange
from cxlint.reporting.writing.excerpt import excerpt
from cxlint.reporting.writing.threshold_text import source_text, thresholds
from cxlint.reporting.writing.wrapping import GLUE, fold, glue_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.linting.model.finding import Finding, JudgedBy, Notice, Report, Spot
    from cxlint.reporting.writing.entries import Entry
    from cxlint.reporting.writing.view import View

_MARGIN = 18
_MOST_STOPS = 14
_MOST_NAMES = 12
_LONGEST = 1_200
_LONGEST_NAME = 100
_UNCITED_SOURCES = frozenset({"own", "users"})
"""Sources that say something of linters, and nothing of customers."""
_PAINTS = {"error": "1;31", "warning": "1;33", "info": "1;36", "place": "1", "label": "2"}


def render(report: Report, view: View) -> str:
    """Return every standing finding, the notices, how it was judged, and what came of it."""
    entries = arrange(report.open_findings, view.sort)
    blocks = ["\n".join(_entry_lines(entry, view)) for entry in entries]
    notes = [line for notice in _notices(report, view) for line in _notice_lines(*notice, view)]
    if notes:
        blocks.append("\n".join(notes))
    if skips := list(_skip_lines(report, view)):
        blocks.append("\n".join(skips))
    told = (each for each in report.judged_by if each.kind != "selected")  # the reader chose so
    if judged := [line for each in told for line in _judgement_lines(each, view)]:
        blocks.append("\n".join(judged))
    ending = statistics.ending(report)
    if not are_few(entries):
        blocks.append("\n".join(_brief_lines(report, entries, view)))
        ending = statistics.summary(report)
    blocks.append("\n".join(fold(ending, "", view.width)))
    return "\n\n".join(blocks) + "\n"


def _brief_lines(report: Report, entries: Sequence[Entry], view: View) -> Iterator[str]:
    """Yield the report in short."""
    from cxlint.reporting.writing import brief

    yield _paint("in short", "place", view)
    yield from _row("what fails", brief.failing_text(report), view)
    yield _paint("  what helps most", "label", view)
    for number, advice in enumerate(brief.advice(entries), 1):
        told = f"{_shorten(advice.sentence)} ({_place(advice.finding)})"
        yield from fold(told, f"  {number}. ", view.width)
    if accepted := brief.accepted_text(report):
        yield from _row("accepted", accepted, view)
    if judged := statistics.judged_text(report):
        yield from _row("looked at", judged, view)


def _entry_lines(entry: Entry, view: View) -> Iterator[str]:
    finding = entry.finding
    span = finding.span
    place = guard_commands(f"{escape_controls(finding.path)}:{span.line}:{span.column}:")
    severity = _paint(finding.severity, finding.severity, view)
    headline = f"{_paint(place, 'place', view)} {severity}: {finding.rule.id}"
    entity = _entity(entry)
    plain = f"{place} {finding.severity}: {finding.rule.id}  {entity}"
    if entity and columns(plain) <= view.width:
        headline, entity = f"{headline}  {_paint(entity, 'label', view)}", ""
    yield headline
    if entity:
        yield from (_paint(line, "label", view) for line in fold(entity, "  ", view.width))
    yield from fold(_shorten(finding.message), "  ", view.width)
    yield ""
    yield from _excerpt_lines(finding, view)
    for label, value in _rows(entry, view):
        yield from _row(label, value, view)


def _entity(entry: Entry) -> str:
    """Return what the finding is about, as a waiver names it; empty where none would."""
    finding = entry.finding
    if finding.entity.startswith("file/") or finding.rule.governs:
        return ""
    more = f" and {len(entry.alike):,} more" if entry.alike else ""
    return f"at {_shorten(finding.entity)}{more}"


def _excerpt_lines(finding: Finding, view: View) -> Iterator[str]:
    number = f"{finding.span.line:>5}"
    line = finding.document.line(finding.span.line)
    pair = excerpt(line, finding.span, max(20, view.width - len(number) - 3))
    if pair is None:
        return
    bar = _paint("|", "label", view)
    yield f"{_paint(number, 'label', view)} {bar} {pair[0]}"
    yield f"{' ' * len(number)} {bar} {_paint(pair[1], finding.severity, view)}"


def _rows(entry: Entry, view: View) -> Iterator[tuple[str, str]]:
    finding = entry.finding
    if entry.alike:
        yield "the same for", _alike_text(entry, view)
    if finding.witness:
        yield "the way there", f" ->{GLUE}".join(_stops(finding.witness))
    if finding.related:
        yield "see also", ", ".join(_stops(finding.related))
    for number, told in enumerate(_consequence_texts(entry)):
        yield "" if number else "what follows", told
    if finding.intents:
        yield "concerns", _concerns(finding)
    if told := thresholds(finding):
        yield "threshold", _shorten(told)
    yield "change", _shorten(finding.remedy)
    yield "why", _reason(finding)


def _consequence_texts(entry: Entry) -> Iterator[str]:
    for each in entry.kin:
        name = f"{each.severity}{GLUE}{each.rule.id}"
        yield f"-{GLUE}{_shorten(each.message)} ({_place(each)}), {name}"
    for each in entry.consequences:
        yield f"-{GLUE}{_shorten(each.message)} ({_place(each)})"


def _alike_text(entry: Entry, view: View) -> str:
    shown = entry.alike if view.verbose else entry.alike[:MOST_PLACES]
    told = [_label(label, finding) for label, finding in shown]
    left = len(entry.alike) - len(shown)
    return ", ".join(told) + (f" and {left:,} more; --verbose shows all" if left else "")


def _row(label: str, value: str, view: View) -> list[str]:
    first, *rest = fold(value, f"  {label:<{_MARGIN - 2}}", view.width)
    return [_paint(first[:_MARGIN], "label", view) + first[_MARGIN:], *rest]


def _stops(spots: Sequence[Spot]) -> list[str]:
    told = [_stop(spot) for spot in spots[:_MOST_STOPS]]
    if len(spots) > _MOST_STOPS:
        half = _MOST_STOPS // 2
        between = glue_words(f"… {len(spots) - 2 * half:,} more …")
        told[half:] = [between, *(_stop(spot) for spot in spots[-half:])]
    return told


def _stop(spot: Spot) -> str:
    """Return `chat (policies/channels.yaml:3)`, with a path that a terminal can open."""
    return _label(spot.label, spot)


def _label(label: str, placed: Finding | Spot) -> str:
    if len(label) <= _LONGEST_NAME:
        return glue_words(f"{_shorten(label)} ({_place(placed)})")
    return f"{_shorten(label, _LONGEST)} ({_place(placed)})"


def _place(placed: Finding | Spot) -> str:
    return f"{escape_controls(placed.path)}:{placed.span.line}"


def _names_text(names: Sequence[str]) -> str:
    told = [glue_words(_shorten(name, _LONGEST_NAME)) for name in names[:_MOST_NAMES]]
    left = len(names) - len(told)
    return ", ".join(told) + (f" and {left:,} more" if left else "")


def _concerns(finding: Finding) -> str:
    share = glue_words(statistics.share(finding))
    return f"{_names_text(finding.intents)} {share}".rstrip()


def _reason(finding: Finding) -> str:
    told = f"cxlint explain {finding.rule.id}"
    sources = [id_ for id_, _ in finding.rule.sources if id_ not in _UNCITED_SOURCES]
    if not sources:
        return told
    first = source_text(finding.rule, sources[0])
    more = len(sources) - 1
    return f"{told} (source: {first}{f' and {more} more' if more else ''})"


def _notices(report: Report, view: View) -> Iterator[tuple[str, str, str]]:
    """Yield kind, sentence and detail; the shipped rules that saw nothing share one sentence."""
    for notice in report.notices:
        if notice.kind != "idle" and (view.remarks or notice.kind != "reader"):
            yield notice.kind, _sentence(notice), notice.detail
    idle = [notice.rule for notice in report.notices if notice.kind == "idle"]
    if idle and view.idle:
        rules = statistics.count_phrase(len(report.rules), "rule")
        what = f"{len(idle)} of {rules} had nothing to look at"
        yield "idle", f"{what}: {', '.join(idle)}", ""


def _skip_lines(report: Report, view: View) -> Iterator[str]:
    """Yield one line about what was passed over, and its names where they are asked for."""
    if view.verbose:
        told = statistics.skipped_names(report.skipped)
    elif report.told_skips:
        told = [f"passed over: {statistics.skipped_text(report.told_skips)} (--verbose names them)"]
    else:
        return
    for sentence in told:
        lines = fold(_shorten(sentence), "", view.width)
        yield from (_paint(line, "label", view) for line in lines)


def _sentence(notice: Notice) -> str:
    return f"{notice.rule}: {notice.message}" if notice.rule else notice.message


def _notice_lines(kind: str, sentence: str, detail: str, view: View) -> Iterable[str]:
    paint = "error" if kind == "crash" else "info"
    first, *rest = fold(_shorten(sentence), f"{kind}: ", view.width)
    yield _paint(f"{kind}:", paint, view) + first[len(kind) + 1 :]
    yield from rest
    yield from (f"  | {escape_controls(line)}" for line in detail.splitlines())


def _judgement_lines(judged: JudgedBy, view: View) -> Iterator[str]:
    """Yield one thing that made the judgement what it is, as a line in the background."""
    label = f"{judged.kind}: "
    for line in fold(_shorten(judged.sentence), label, view.width):
        yield _paint(line, "label", view)


def _shorten(text: str, most: int = _LONGEST) -> str:
    return escape_controls(text if len(text) <= most else f"{text[: most - 1]}…")


def _paint(text: str, paint: str, view: View) -> str:
    return f"\x1b[{_PAINTS[paint]}m{text}\x1b[0m" if view.color else text
