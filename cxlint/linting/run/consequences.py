"""Findings that follow from others: what has one cause is told once, with what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import RANK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.linting.model.finding import Finding

    Causes = Mapping[tuple[str, str], int]
    """Numbers of findings, by rule and by what they are about."""


def fold_consequences(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those that follow from others, which tell them beside their own.

    One follows from others where its rule says so of theirs (`follows_from`), everything that it
    rests on is told by them, and they are at least as grave. What is waived or accepted is no
    cause, and stays itself.
    """
    causes = {
        (finding.rule.id, name): number
        for number, finding in enumerate(findings)
        if finding.status == "new"
        for name in _subjects(finding)
    }
    cause_of = {
        number: cause
        for number, finding in enumerate(findings)
        if (cause := _cause(finding, findings, causes)) is not None and cause != number
    }
    told: dict[int, list[Finding]] = {}
    for number in cause_of:
        told.setdefault(_first_cause(number, cause_of), []).append(findings[number])
    return [
        finding._replace(consequences=tuple(told[number])) if number in told else finding
        for number, finding in enumerate(findings)
        if number not in cause_of
    ]


def _subjects(finding: Finding) -> tuple[str, ...]:
    named = finding.cause.rests_on if finding.cause is not None else ()
    return (finding.entity, *named)


def _cause(finding: Finding, findings: Sequence[Finding], causes: Causes) -> int | None:
    """Return the number of the first finding from which one follows, if all it rests on is told."""
    if not finding.rule.follows_from or finding.status != "new":
        return None
    named = (finding.cause.rests_on if finding.cause is not None else ()) or (finding.entity,)
    found = [_first(finding, name, findings, causes) for name in named]
    return None if None in found else found[0]


def _first(finding: Finding, name: str, findings: Sequence[Finding], causes: Causes) -> int | None:
    numbers = (causes.get((rule, name)) for rule in finding.rule.follows_from)
    grave = RANK[finding.severity]
    return next((n for n in numbers if n is not None and RANK[findings[n].severity] >= grave), None)


def _first_cause(number: int, cause_of: Mapping[int, int]) -> int:
    seen = {number}
    while (number := cause_of[number]) in cause_of and number not in seen:
        seen.add(number)
    return number
