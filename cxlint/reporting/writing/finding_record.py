"""A finding, and what was passed over, as plain data, the same in every JSON that is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cxlint.reporting.writing.control_characters import invisible_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import (
        Finding,
        Judged,
        JudgedBy,
        LawNote,
        PolicyCoverage,
        Skipped,
        Spot,
        Threshold,
    )

SCHEMA_VERSION = 1


def finding_record(finding: Finding) -> dict[str, object]:
    """Return what is published of `finding`. Lines and columns count from 1, in code points.

    Only a waived or baselined one has an `excuse`.
    """
    span = finding.span
    told: dict[str, object] = {
        "rule": finding.rule.id,
        "category": finding.rule.category,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "entity": finding.entity,
        "intents": list(finding.intents),
        "witness": [_spot(spot) for spot in finding.witness],
        "related": [_spot(spot) for spot in finding.spots_beside],
        "thresholds": [threshold_record(ground) for ground in finding.thresholds],
        "remedy": finding.remedy,
        "fingerprint": finding.fingerprint,
        "former_fingerprints": list(finding.former_fingerprints),
        "status": finding.status,
    }
    if finding.status != "new":
        told["excuse"] = finding.excuse
    if finding.law is not None:
        told["law"] = law_record(finding.law)
    return told


def finding_records(finding: Finding) -> Iterator[dict[str, object]]:
    """Yield what is published of a finding: of law, one record for each obligation it tells of."""
    record = finding_record(finding)
    yield record
    for other in finding.law.others if finding.law is not None else ():
        yield {**record, "law": law_record(other)}
    for consequence in finding.consequences:
        if consequence.law is not None:
            yield from finding_records(consequence)


def law_record(law: LawNote) -> dict[str, object]:
    """Return what is published of the obligation that a finding is about."""
    return {
        "id": law.id,
        "verdict": law.verdict,
        "first_day": None if law.first_day is None else law.first_day.isoformat(),
        "grade": law.grade,
    }


def judgement_record(judged: JudgedBy) -> dict[str, object]:
    """Return what is published of one thing that made the judgement what it is."""
    return {
        "kind": judged.kind,
        "message": judged.message,
        "path": judged.path,
        "line": judged.line,
        "count": judged.concerns,
    }


def judged_record(judged: Judged) -> dict[str, object]:
    """Return what is published of how much was looked at."""
    return {
        "rules": judged.rules,
        "looked": judged.looked,
        "speaks_of": list(judged.speaks_of),
        "silent_on": list(judged.silent_on),
    }


def coverage_record(coverage: PolicyCoverage) -> dict[str, object]:
    """Return what is published of the lines of a policy that are judged, and of the others."""
    states = [each.state for each in coverage.lines]
    return {
        "lines": len(states),
        "judged": states.count("judged") + states.count("partly"),
        "partly": states.count("partly"),
        "unsettled": states.count("unsettled"),
        "changes": coverage.trials,
        "by_line": [
            {
                "path": each.path,
                "line": each.line,
                "state": each.state,
                "judged": list(each.judged),
                "unjudged": list(each.unjudged),
            }
            for each in coverage.lines
        ],
    }


def skipped_record(skipped: Skipped) -> dict[str, object]:
    """Return what was passed over for one reason, and the first of it by name."""
    return {"reason": skipped.reason, "count": skipped.number, "paths": list(skipped.paths)}


def json_text(data: object, *, indent: int | None = None) -> str:
    """Return `data` as JSON in which a terminal or an editor finds nothing that it would obey.

    Characters that control, reorder or hide text, or end a line, are escaped, which says the same.
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    found = invisible_characters(text)
    return text.translate({ord(ch): _json_escape(ch) for ch in found}) if found else text


def _json_escape(ch: str) -> str:
    """Return a character as JSON writes it in ASCII: as two where it needs more than 16 bits."""
    units = ch.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[n : n + 4]}" for n in range(0, len(units), 4))


def threshold_record(ground: Threshold) -> dict[str, object]:
    """Return one threshold a finding rests on, with whoever says so."""
    return {
        "param": ground.param,
        "value": ground.value,
        "source": ground.source,
        "says": " ".join(ground.says.split()),
        "set_in": ground.set_in,
        "profile": ground.profile,
    }


def _spot(spot: Spot) -> dict[str, object]:
    return {"path": spot.path, "line": spot.span.line, "label": spot.label}
