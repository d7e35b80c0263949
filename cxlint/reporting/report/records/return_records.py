"""The table of returns: what is taken back for which reason, a cell for each pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.returns.uncovered import coverage_holes
from cxlint.policy.returns.table import ELSE, REASONS, rows, sort_reasons, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.policy.returns.table import ReturnRow

    Record = dict[str, Any]

ANYTHING = "*"
"""The line of what is for everything."""

_TERMS = ("window", "from", "fee", "postage", "refund", "refund_within")


def list_returns(policy: Policy, causes: Iterable[Mapping[str, Any]]) -> Record | None:
    """Return the table; None where the policy has none.

    A cell holds every row that speaks of it; it is a gap where none does and one must, and an
    overlap where the check found two rows for one case.
    """
    table = rows(policy)
    if not table:
        return None
    spelt = spellings(table)
    things = [*spelt]
    general = any(row.is_general for row in table)
    named = dict.fromkeys(reason for row in table if not row.unspoken for reason in row.reasons)
    reasons = sort_reasons(named) + [each for each in named if each not in REASONS]
    reasons = reasons or [*REASONS]
    findings = _findings_of_rows(causes)
    holes = {
        (thing.casefold(), reason)
        for hole in coverage_holes(policy)
        for thing in hole.things
        for reason in hole.reasons
    }
    lines = [*things, *([ANYTHING] if general else [])]
    return {
        "reasons": reasons,
        "lines": [
            {
                "thing": spelt.get(thing, thing),
                "cells": [_cell(thing, spelt.get(thing, thing), reason, table, holes, findings)
                          for reason in reasons],
            }
            for thing in lines
        ],
    }  # fmt: skip


def _findings_of_rows(causes: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return, by row, the findings on it and which rule they are of."""
    found: dict[str, list[tuple[str, str]]] = {}
    for cause in causes:
        for each in (cause, *cause.get("alike", ()), *cause.get("kin", ())):
            kind, _, id_ = each["entity"].partition("/")
            if kind == "return":
                found.setdefault(id_, []).append((cause["id"], each["rule"]))
    return found


def _cell(
    thing: str,
    spelling: str,
    reason: str,
    table: Sequence[ReturnRow],
    holes: set[tuple[str, str]],
    findings: Mapping[str, Sequence[tuple[str, str]]],
) -> Record:
    meant = [row for row in table if _is_for(row, thing) and reason in row.reasons]
    told: Record = {"rows": [_terms(row, findings) for row in meant]}
    word = "everything else" if thing == ELSE else spelling
    if not meant and (word.casefold(), reason) in holes:
        told["gap"] = True
    if len(meant) > 1 and any(each["overlaps"] for each in told["rows"]):
        told["overlap"] = True
    return told


def _is_for(row: ReturnRow, thing: str) -> bool:
    return row.is_general if thing == ANYTHING else thing in row.things


def _terms(row: ReturnRow, findings: Mapping[str, Sequence[tuple[str, str]]]) -> Record:
    entity = row.entity
    held = findings.get(entity.id, ())
    told: Record = {
        "id": entity.id,
        "returnable": row.is_returnable,
        "terms": {key: _text(entity, key) for key in _TERMS if entity.says(key)},
        "state": list(entity.texts("state")),
        "conditions": len(entity.texts("conditions")),
        "path": entity.document.path,
        "line": entity.at().span().line,
        "findings": [*dict.fromkeys(id_ for id_, _ in held)],
        "overlaps": any(rule == "return-table-overlap" for _, rule in held),
    }
    return told


def _text(entity: Entity, key: str) -> str:
    return ", ".join(entity.texts(key))
