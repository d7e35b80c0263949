"""Advice as JSON: the edits, the findings cleared, and the figures before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.advice.edits import ABSENT
from cxlint.reporting.journeys.figures_json import record
from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from cxlint.linting.advice.clearing import Clearance
    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.ranking import Advised
    from cxlint.linting.advice.trial import Advice
    from cxlint.linting.model.finding import Finding

SCHEMA_VERSION = 1


def render_advice(
    advised: Advised, as_of: datetime.date, beside: Mapping[str, Any] | None = None
) -> str:
    """Return the document that `schemas/advice.schema.json` describes, of a whole policy.

    `beside` are members of its own that stand before the advice.
    """
    told = {
        "schema_version": SCHEMA_VERSION,
        "as_of": as_of.isoformat(),
        **(beside or {}),
        "advice": [_advice_record(each) for each in advised.advice],
        "looked_at": {
            "rules": advised.rules,
            "findings": advised.findings,
            "sought_for": advised.looked_at,
            "tried": advised.probes + advised.trials,
            "judged_by_all_rules": advised.trials,
            "bounded": advised.is_bounded,
        },
    }
    return json_text(told, indent=2)


def render_clearance(
    clearance: Clearance, as_of: datetime.date, beside: Mapping[str, Any] | None = None
) -> str:
    """Return the same document of what clears one finding."""
    advice = clearance.advice
    nearest = clearance.nearest
    told: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "as_of": as_of.isoformat(),
        **(beside or {}),
        "finding": _finding_record(clearance.finding),
        "cleared": clearance.is_cleared,
        "advice": [] if advice is None else [_advice_record(advice)],
        "looked_at": {
            "findings": 1,
            "sought_for": 1,
            "tried": clearance.tried,
            "bounded": clearance.is_bounded,
        },
    }
    if nearest is not None:
        told["nearest"] = {
            "text": nearest.proposal.text,
            "edits": [_edit_record(each) for each in nearest.proposal.edits],
            "adds": [_finding_record(each) for each in nearest.added],
        }
    return json_text(told, indent=2)


def _advice_record(advice: Advice) -> dict[str, Any]:
    proposal = advice.proposal
    told: dict[str, Any] = {
        "kind": proposal.kind,
        "text": proposal.text,
        "edits": [_edit_record(each) for each in proposal.edits],
        "clears": [_finding_record(each) for each in advice.cleared],
        "eases": [_finding_record(each) for each in advice.eased],
        "effects": [
            {"name": each.name, "before": record(each.before), "after": record(each.after)}
            for each in advice.effects
        ],
    }
    if proposal.cost:
        told["cost"] = proposal.cost
    if proposal.why_least:
        told["why_least"] = proposal.why_least
    return told


def _edit_record(edit: Edit) -> dict[str, Any]:
    """Return an edit; `old` is left out of what is added, and `new` of what is taken out."""
    told: dict[str, Any] = {
        "path": edit.document.path,
        "line": edit.span.line,
        "address": list(edit.path),
    }
    told |= {key: value for key, value in (("old", edit.old), ("new", edit.new))
             if value is not ABSENT}  # fmt: skip
    return told


def _finding_record(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.span.line,
        "entity": finding.entity,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
    }
