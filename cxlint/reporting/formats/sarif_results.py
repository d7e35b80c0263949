"""What SARIF publishes of a finding."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from cxlint.reporting.formats.sarif_rules import LEVELS
from cxlint.reporting.writing.finding_record import threshold_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding, Spot
    from cxlint.parsing.document import Span
    from cxlint.reporting.writing.view import View

MOST_STEPS = 1_000
MOST_RELATED = 100
"""GitHub keeps so many steps of a code flow and so many related places."""

_BRACKET = re.compile(r"([\[\]])")
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def results(
    findings: Sequence[Finding], numbers: Mapping[str, int], view: View
) -> Iterator[dict[str, object]]:
    """Yield a result for each finding, in their order; `numbers` are the rules' indices."""
    seen: Counter[str] = Counter()
    compared = any(finding.status == "baselined" for finding in findings)
    for finding in findings:
        result = _result(finding, numbers, view)
        if view.fingerprints != "none":
            result["partialFingerprints"] = _fingerprints(finding, seen, view)
        if compared:
            result["baselineState"] = "unchanged" if finding.status == "baselined" else "new"
        yield result


def escape_links(text: str) -> str:
    """Return `text` so that no part of it is taken for a link between places."""
    return _escape_url(text) if "](" in text else text


def _escape_url(text: str) -> str:
    return _BRACKET.sub(r"\\\1", text)


def _result(finding: Finding, numbers: Mapping[str, int], view: View) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.rule.id,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(finding, view)],
    }
    if finding.rule.id in numbers:
        result["ruleIndex"] = numbers[finding.rule.id]
    if finding.spots_beside:
        result["relatedLocations"] = [
            {"id": number, **_place(spot, view)}
            for number, spot in enumerate(finding.spots_beside[:MOST_RELATED], 1)
        ]
    if finding.witness:
        result["codeFlows"] = [{"threadFlows": [{"locations": _steps(finding.witness, view)}]}]
    if finding.thresholds:
        result["properties"] = {
            "thresholds": [threshold_record(ground) for ground in finding.thresholds]
        }
    if finding.status == "waived":
        result["suppressions"] = [_suppression(finding)]
    return result


def _message(finding: Finding) -> str:
    told = [_sentence(finding.message), _sentence(f"What to change: {finding.remedy}")]
    if finding.spots_beside:
        spots = enumerate(finding.spots_beside[:MOST_RELATED], 1)
        links = (f"[{_escape_url(spot.label) or 'here'}]({number})" for number, spot in spots)
        told.append(f"See {', '.join(links)}.")
    return " ".join(told)


def _sentence(text: str) -> str:
    text = escape_links(text.strip())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _location(finding: Finding, view: View) -> dict[str, object]:
    name = finding.entity
    return {
        "physicalLocation": _physical(finding.path, finding.span, view),
        "logicalLocations": [{"fullyQualifiedName": name, "kind": "member"}],
    }


def _place(spot: Spot, view: View) -> dict[str, object]:
    return {
        "physicalLocation": _physical(spot.path, spot.span, view),
        "message": {"text": escape_links(spot.label) or "here"},
    }


def file_location(path: str, line: int, view: View) -> dict[str, object]:
    """Return the place of a file, and of a line in it (0: of the whole file)."""
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(path, view)}}
    if line:
        place["region"] = {"startLine": line}
    return {"physicalLocation": place}


def _physical(path: str, span: Span, view: View) -> dict[str, object]:
    return {"artifactLocation": {"uri": _uri(path, view)}, "region": _region(span)}


def _uri(path: str, view: View) -> str:
    # Bytes of a path that are no UTF-8 come as lone surrogates and go out as they were.
    return quote(_LONE.sub("\ufffd", view.path_from_root(path)), safe="/", errors="surrogateescape")


def _region(span: Span) -> dict[str, int]:
    """Return the first line of `span`: GitHub shows a finding only where all its lines changed."""
    whole = span.end_line == span.line and span.end_column > span.column
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.line,
        "endColumn": span.end_column if whole else span.column + 1,
    }


def _steps(witness: Sequence[Spot], view: View) -> list[dict[str, object]]:
    kept: Iterable[Spot] = witness
    if len(witness) > MOST_STEPS:
        kept = (*witness[: MOST_STEPS // 2], *witness[-MOST_STEPS // 2 :])
    steps: list[dict[str, object]] = [
        {"location": _place(spot, view), "importance": "important", "nestingLevel": 0}
        for spot in kept
    ]
    steps[0]["importance"] = steps[-1]["importance"] = "essential"
    return steps


def _suppression(finding: Finding) -> dict[str, str]:
    return {
        "kind": "inSource" if finding.beside else "external",
        "status": "accepted",
        "justification": finding.excuse or "waived",
    }


def _fingerprints(finding: Finding, seen: Counter[str], view: View) -> dict[str, str]:
    """Return what a code host recognizes the finding by when lines have moved."""
    short = finding.fingerprint[:16]
    if view.fingerprints == "line":
        line = finding.document.line(finding.span.line).strip()
        short = hashlib.sha256(f"{finding.rule.id}\n{line}".encode("utf-8", "replace")).hexdigest()[
            :16
        ]
    seen[short] += 1
    told = {"cxlint/v2": finding.fingerprint}
    if former := finding.former_fingerprints:
        told["cxlint/v1"] = former[0]
    return {**told, "primaryLocationLineHash": f"{short}:{seen[short]}"}
