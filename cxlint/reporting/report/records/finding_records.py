"""The findings of a report, grouped by cause, each with its proof and all that speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple
from cxlint.reporting.formats.sarif_rules import address
from cxlint.reporting.report.map.places import MARKS
from cxlint.reporting.writing.entries import arrange
from cxlint.reporting.writing.finding_record import law_record, threshold_record
from cxlint.reporting.writing.statistics import share
from cxlint.reporting.writing.threshold_text import thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding, Report, Spot
    from cxlint.linting.model.rule import Rule
    from cxlint.policy.policy import Policy
    from cxlint.reporting.report.map.places import PlaceIndex
    from cxlint.reporting.report.material import Material

    Record = dict[str, Any]

LONGEST_LINE = 200
"""A line of a file is shown up to here."""

MOST_STOPS = 60
"""So many stops of a proof are told."""

_ID = 12


class Context(NamedTuple):
    """What all findings are told with."""

    report: Report
    policy: Policy
    places: PlaceIndex
    sources: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, Sequence[str]]
    ids: dict[str, int]


def build_context(material: Material, index: PlaceIndex) -> Context:
    """Return what the findings of a run are told with."""
    texts = {each.path: each.text.splitlines() for each in material.policy.documents}
    return Context(material.report, material.policy, index, material.sources, texts, {})


def list_causes(context: Context) -> list[Record]:
    """Return what stands, by cause, the gravest first."""
    entries = arrange(context.report.open_findings, "severity")
    found = []
    for entry in entries:
        told = _record(entry.finding, context)
        if entry.alike:
            told["alike"] = [{"label": label, **_short(each)} for label, each in entry.alike]
        if entry.kin:
            told["kin"] = [_short(each) for each in entry.kin]
        if entry.consequences:
            told["consequences"] = [_short(each) for each in entry.consequences]
        told["counted"] = entry.counted
        _widen(told, (*(each for _, each in entry.alike), *entry.kin), context)
        found.append(told)
    return found


def list_excused(context: Context) -> list[Record]:
    """Return what waivers and the baseline excuse, with the reason, its owner and its end."""
    excused = [each for each in context.report.findings if each.status != "new"]
    found = []
    for finding in excused:
        told = _record(finding, context)
        told["excuse"] = finding.excuse
        if finding.excused_until is not None:
            told["until"] = finding.excused_until.isoformat()
        found.append(told)
    return found


def _widen(told: Record, others: Sequence[Finding], context: Context) -> None:
    """Add what further findings of the cause touch: their places, and their contact reasons."""
    for other in others:
        places, moves = context.places.trail(other)
        told["places"] = [*dict.fromkeys((*told["places"], *places))]
        told["moves"] = [*dict.fromkeys((*told["moves"], *moves))]
        told["homes"] = [*dict.fromkeys((*told["homes"], *context.places.homes(other)))]
        told["intents"] = [*dict.fromkeys((*told["intents"], *other.intents))]


def _record(finding: Finding, context: Context) -> Record:
    rule, extent = finding.rule, finding.extent
    places, moves = context.places.trail(finding)
    told: Record = {
        "id": _identify(finding, context),
        "rule": rule.id,
        "severity": finding.severity,
        "fails": context.report.is_failing(finding),
        "message": finding.message,
        "remedy": finding.remedy,
        "entity": finding.entity,
        "owner": _owner(finding.entity, context.policy),
        "path": finding.path,
        "line": finding.span.line,
        "text": _text(finding.path, finding.span.line, context),
        "intents": list(finding.intents),
        "extent": {
            "share": round(extent.share, 4),
            "intents": extent.intents,
            "channels": extent.channels,
        },
        "share": share(finding),
        "witness": [_spot(each, context) for each in finding.witness[:MOST_STOPS]],
        "related": [_spot(each, context) for each in finding.related],
        "thresholds": [threshold_record(each) for each in finding.thresholds],
        "threshold_text": thresholds(finding),
        "places": places,
        "homes": context.places.homes(finding),
        "moves": moves,
        "status": finding.status,
    }
    if mark := MARKS.get(rule.check):
        told["mark"] = mark
    if finding.law is not None:
        told["law"] = [law_record(each) for each in (finding.law, *finding.law.others)]
    return told


def _identify(finding: Finding, context: Context) -> str:
    """Return what a finding is called in the page: the same as long as it is the same finding."""
    name = name_finding(finding)
    number = context.ids[name] = context.ids.get(name, 0) + 1
    return name if number == 1 else f"{name}-{number}"


def name_finding(finding: Finding) -> str:
    """Return what a finding is called, unless another one has the same fingerprint."""
    return f"f-{finding.fingerprint[:_ID]}"


def _short(finding: Finding) -> Record:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "message": finding.message,
        "entity": finding.entity,
        "path": finding.path,
        "line": finding.span.line,
    }


def _spot(spot: Spot, context: Context) -> Record:
    line = spot.span.line
    return {
        "path": spot.path,
        "line": line,
        "label": spot.label,
        "text": _text(spot.path, line, context),
        **context.places.spot(spot.path, line, spot.label),
    }


def _text(path: str, line: int, context: Context) -> str:
    """Return a line of a file, without its indent, up to a length; empty where it is not known."""
    lines = context.texts.get(path, ())
    text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"


def _owner(name: str, policy: Policy) -> str:
    """Return who answers for a thing of the policy; empty where nobody is named."""
    kind, _, id_ = name.partition("/")
    entity = policy.find(kind, id_)
    if entity is None:
        return ""
    named = entity.texts("owner") or entity.texts("department")
    return ", ".join(named)


def list_rules(context: Context) -> dict[str, Record]:
    """Return, of each rule that found something, what it is called, why it is, and its sources."""
    rules = {each.rule.id: each.rule for each in _all_findings(context.report.findings)}
    return {
        id_: {
            "title": rule.title,
            "category": rule.category,
            "page": address(rule),
            "rationale": " ".join(rule.rationale.split()),
            "sources": list(_sources(rule, context)),
        }
        for id_, rule in sorted(rules.items())
    }


def _all_findings(findings: Iterable[Finding]) -> Iterator[Finding]:
    for each in findings:
        yield each
        yield from _all_findings(each.consequences)


def _sources(rule: Rule, context: Context) -> Iterator[Record]:
    for name, supports in rule.sources:
        known = context.sources.get(name, {})
        yield {
            "id": name,
            "title": str(known.get("title") or rule.titles.get(name, "") or name),
            "url": str(known.get("url") or ""),
            "supports": " ".join(supports.split()),
        }
