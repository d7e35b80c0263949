"""The scenarios of a policy: what must hold for each customer, and whether it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.analysis.scenarios.judgement import Status
from cxlint.reporting.asking.headline import describe_case
from cxlint.reporting.journeys.figures_json import part_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.analysis.scenarios.judgement import Judgement, Result

    Record = dict[str, Any]

ORDER = (Status.FAILS, Status.UNKNOWN, Status.HOLDS)
"""What does not hold is told first."""


def list_scenarios(results: Sequence[Result], zone: str | None) -> list[Record]:
    """Return what comes of each scenario, what fails first, else in the order of the policy."""
    ordered = sorted(results, key=lambda each: ORDER.index(each.status))
    return [_scenario(each, zone) for each in ordered]


def _scenario(result: Result, zone: str | None) -> Record:
    at = result.scenario.at()
    told: Record = {
        "id": result.scenario.id,
        "path": at.document.path,
        "line": at.span().line,
        "status": result.status.value,
        "certain": result.is_certain,
        "statements": [_statement(each) for each in result.judgements],
    }
    if isinstance(said := result.scenario.get("description"), str):
        told["description"] = said
    if result.case is not None:
        told["asked"] = describe_case(result.case, zone)
    if result.problem:
        told["problem"] = result.problem
    return told


def _statement(judgement: Judgement) -> Record:
    """Return a statement; what the policy says, and why that is not known, where there is any."""
    told: Record = {
        "key": judgement.key,
        "path": judgement.at.document.path,
        "line": judgement.at.span().line,
        "status": judgement.status.value,
        "scenario_says": judgement.wanted,
        "parts": [part_record(each) for each in judgement.parts],
    }
    if judgement.got:
        told["policy_says"] = judgement.got
    if judgement.why:
        told["why"] = judgement.why
    return told
