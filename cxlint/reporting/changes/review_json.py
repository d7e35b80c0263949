"""A review as the JSON that `schemas/diff.schema.json` describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.reporting.changes.json_report import place_record, render_json
from cxlint.reporting.writing.finding_record import finding_record

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding
    from cxlint.reporting.writing.view import View
    from cxlint.review.declaration import Intention
    from cxlint.review.finding_shifts import FindingPair
    from cxlint.review.gate import Obstacle
    from cxlint.review.review import Review
    from cxlint.review.weakening import Weakening


def render(review: Review, view: View) -> str:
    """Return the document."""
    del view
    return render_json(review.base, review.head, review.difference, more_records(review)) + "\n"


def more_records(review: Review) -> dict[str, Any]:
    """Return what stands in the document beside the difference."""
    found, gate = review.findings, review.gate
    return {
        "findings": {
            "new": [finding_record(each) for each in found.new],
            "fixed": [finding_record(each) for each in found.fixed],
            "moved": [_pair(each) for each in found.moved],
            "unchanged": [_pair(each) for each in found.unchanged],
        },
        "declared": [
            {
                "thing": change.thing,
                "aspect": change.aspect,
                "direction": change.direction,
                "sentence": change.sentence,
                **_intention(intention),
            }
            for change, intention in review.proof.met
        ],
        "gate": {
            "fail_on": list(gate.fail_on),
            "met": gate.is_met,
            "by": [_obstacle(each) for each in gate.obstacles],
        },
        "weakened": [_weakening(each, review) for each in review.weakened],
        "not_understood": [
            {"thing": each.thing, "sentence": each.sentence, "place": place_record(each.place)}
            for each in review.misreadings
        ],
        "notes": [*review.withheld.sentences, *review.notes],
    }


def _pair(pair: FindingPair) -> dict[str, Any]:
    after = pair.after
    told: dict[str, Any] = {
        "rule": after.rule.id,
        "severity": after.severity,
        "message": after.message,
        "entity": after.entity,
        "fingerprint": after.fingerprint,
        "status": after.status,
        "before": _place(pair.before),
        "after": _place(after),
    }
    if pair.before.severity != after.severity:
        told["severity_before"] = pair.before.severity
    return told


def _place(finding: Finding) -> dict[str, Any]:
    span = finding.span
    return {
        "path": finding.path, "line": span.line, "column": span.column, "entity": finding.entity,
    }  # fmt: skip


def _intention(intention: Intention) -> dict[str, Any]:
    return {
        "owner": intention.owner,
        "reason": intention.reason,
        "declared_in": intention.at.document.path,
        "declared_at": intention.at.span().line,
    }


def _obstacle(obstacle: Obstacle) -> dict[str, Any]:
    change, finding = obstacle.change, obstacle.finding
    told: dict[str, Any] = {
        "kind": obstacle.kind,
        "thing": obstacle.thing,
        "sentence": obstacle.sentence,
        "place": place_record(obstacle.place),
    }
    if change is not None:
        told |= {"aspect": change.aspect, "direction": change.direction}
    if finding is not None:
        told |= {"rule": finding.rule.id, "fingerprint": finding.fingerprint}
    return told


def _weakening(weakening: Weakening, review: Review) -> dict[str, Any]:
    return {
        "what": weakening.what,
        "sentence": weakening.sentence,
        "place": place_record(weakening.place),
        "took_effect": weakening in review.in_effect,
    }
