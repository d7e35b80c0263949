"""The data of a report: one document that all its pages are views of."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

import cxlint
from cxlint.reporting.advice.effect_text import list_effects
from cxlint.reporting.journeys.overview import read_currency
from cxlint.reporting.law import outlook_json
from cxlint.reporting.report.map.places import (
    PlaceIndex,
    mark_changes,
    mark_places,
    move_records,
    place_records,
    start_records,
)
from cxlint.reporting.report.map.views import build_views
from cxlint.reporting.report.records.authority_records import list_authority
from cxlint.reporting.report.records.change_records import list_changes
from cxlint.reporting.report.records.finding_records import (
    build_context,
    list_causes,
    list_excused,
    list_rules,
    name_finding,
)
from cxlint.reporting.report.records.hour_records import list_hours
from cxlint.reporting.report.records.journey_records import list_journeys
from cxlint.reporting.report.records.return_records import list_returns
from cxlint.reporting.report.records.scenario_records import list_scenarios
from cxlint.reporting.report.records.translation_records import add_translations
from cxlint.reporting.writing import brief, statistics
from cxlint.reporting.writing.entries import arrange
from cxlint.reporting.writing.finding_record import (
    judged_record,
    judgement_record,
    skipped_record,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cxlint.linting.advice.trial import Advice
    from cxlint.linting.model.finding import Report
    from cxlint.reporting.report.material import Material
    from cxlint.review.revision import Revision

    Record = dict[str, Any]

SCHEMA_VERSION = 1

WORST = 5
"""So many findings are named at the top."""

MOST_EFFECTS = 2
"""So many figures are told that a change moves."""


def build_document(material: Material) -> Record:
    """Return everything that a report tells, as `schemas/report-page.schema.json` describes it."""
    index = PlaceIndex(material.network)
    context = build_context(material, index)
    causes = list_causes(context)
    places = place_records(material.network)
    moves = move_records(material.network)
    mark_places(places, causes)
    changes = list_changes(material.review, index)
    mark_changes(places, changes["list"] if changes is not None else ())
    starts = start_records(material.network)
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "cxlint", "version": cxlint.__version__},
        "made": _made(material),
        "verdict": _verdict(material, causes),
        "scope": _scope(material.report),
        "worst": _worst(causes),
        "advice": _advice(material, causes),
        "causes": causes,
        "excused": list_excused(context),
        "rules": list_rules(context),
        "map": {
            "places": places,
            "moves": moves,
            "starts": starts,
            "views": build_views(places, moves),
        },
        "journeys": list_journeys(material, starts),
        "hours": list_hours(material),
        "authority": list_authority(material),
        "returns": list_returns(material.policy, causes),
        "law": None if material.outlook is None else outlook_json.record(material.outlook),
        "changes": changes,
        "scenarios": list_scenarios(material.scenarios, material.policy.zone),
    }
    if (translator := material.translator) is not None:
        add_translations(document, material.report.findings, translator)
    return document


def _made(material: Material) -> Record:
    policy, report = material.policy, material.report
    organization = policy.organization
    name = organization.get("name") if organization is not None else None
    missing = material.missing_language
    return {
        "organization": name if isinstance(name, str) else "",
        "currency": read_currency(policy),
        "language": material.language,
        **({"missing_language": missing} if missing else {}),
        "as_of": policy.today.isoformat(),
        "revision": _revision(material.revision),
        "folder": _shared_folder(report.files),
        "files": list(report.files),
        "fail_on": report.fail_on,
        "judged_by": [judgement_record(each) for each in report.judged_by],
        "notices": [
            {"kind": each.kind, "rule": each.rule, "message": each.message}
            for each in report.notices
            if each.kind != "idle"
        ],
    }


def _revision(revision: Revision | None) -> Record | None:
    return None if revision is None else {
        "commit": revision.commit, "changed": revision.is_changed,
    }  # fmt: skip


def _shared_folder(files: Sequence[str]) -> str:
    """Return the folder in which all files lie, with its slash; empty where there is none."""
    folders = [file.rpartition("/")[0] for file in files]
    shared = posixpath.commonpath(folders) if all(folders) and folders else ""
    return f"{shared}/" if shared else ""


def _verdict(material: Material, causes: Sequence[Record]) -> Record:
    report = material.report
    counts = statistics.by_severity(report.open_findings)
    statuses = statistics.by_status(report)
    grave = [each for each in causes if each["severity"] == "error"]
    touched = {intent for each in grave for intent in each["intents"]}
    return {
        "fails": bool(report.failing_findings) or report.has_failing_skips,
        "failing": len(report.failing_findings),
        "crashed": report.has_crashed,
        "says_nothing": report.says_nothing,
        "errors": counts["error"],
        "warnings": counts["warning"],
        "infos": counts["info"],
        "waived": statuses["waived"],
        "baselined": statuses["baselined"],
        "causes": len(causes),
        "files": len(report.files),
        "intents": len(material.policy.of("intent")),
        "intents_touched": len(touched),
    }


def _scope(report: Report) -> Record:
    return {
        **judged_record(report.judged),
        "skipped": [skipped_record(each) for each in report.told_skips],
        "empty": list(report.empty_files),
    }


def _worst(causes: Sequence[Record]) -> list[str]:
    """Return the ids of the gravest causes, each of another rule; a remark is none of them."""
    seen: dict[str, str] = {}
    for each in (cause for cause in causes if cause["severity"] != "info"):
        seen.setdefault(each["rule"], each["id"])
    return [*seen.values()][:WORST]


def _advice(material: Material, causes: Sequence[Record]) -> list[Record]:
    """Return what would help most, each with a finding that it mends."""
    if material.advice is not None:
        currency = read_currency(material.policy)
        ids = {each["id"] for each in causes}
        return [_tried(each, currency, ids) for each in material.advice]
    return _brief_advice(material.report, causes)


def _tried(advice: Advice, currency: str, ids: Collection[str]) -> Record:
    """Return a change that was tried, and what it did."""
    cleared = statistics.count_phrase(len(advice.cleared), "finding")
    effects = [f"clears {cleared}"] if advice.cleared else []
    effects += [*list_effects(advice.effects, currency)][:MOST_EFFECTS]
    told: Record = {"change": advice.proposal.text, "effect": "; ".join(effects)}
    mended = (name_finding(each) for each in (*advice.cleared, *advice.eased))
    if (finding := next((id_ for id_ in mended if id_ in ids), None)) is not None:
        told["finding"] = finding
    return told


def _brief_advice(report: Report, causes: Sequence[Record]) -> list[Record]:
    """Return the changes that the findings themselves name, the most helpful first."""
    entries = arrange(report.open_findings, "severity")
    ids = {(each["rule"], each["entity"], each["message"]): each["id"] for each in causes}
    return [
        {
            "change": each.change,
            "subject": each.subject,
            "effect": each.effect,
            "finding": ids[each.finding.rule.id, each.finding.entity, each.finding.message],
        }
        for each in brief.advice(entries)
    ]
