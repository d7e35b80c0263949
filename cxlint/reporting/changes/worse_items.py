"""What a change makes worse, one thing at a time, for tools that show things on lines."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cxlint.changes.change import WORSE, Change, Spot
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Finding, Severity
    from cxlint.review.review import Review

_NAMES = {"declaration": "undone-declaration", "reading": "not-understood"}

NOWHERE = Spot("", 1, 1)


class WorseItem(NamedTuple):
    """One thing that a change makes worse: how grave, its rule or aspect, and on which line."""

    severity: Severity
    name: str
    thing: str
    message: str
    spot: Spot
    fingerprint: str
    finding: Finding | None = None


def list_items(review: Review) -> list[WorseItem]:
    """Return what stands against a change, then what else gets worse; each once."""
    items = [*_obstacles(review), *_changes(review), *_findings(review)]
    return list({each.fingerprint: each for each in reversed(items)}.values())[::-1]


def _obstacles(review: Review) -> Iterator[WorseItem]:
    for each in review.gate.obstacles:
        if each.change is not None and each.kind == "change":
            yield _change_item(each.change, "error")
        elif each.finding is not None:
            yield _finding_item(each.finding)
        else:
            name = _NAMES.get(each.kind, "unreadable-file")
            spot = each.place or NOWHERE
            yield WorseItem(
                "error", name, each.thing, each.sentence, spot, _digest(name, each.sentence)
            )


def _changes(review: Review) -> Iterator[WorseItem]:
    """Yield the other changes for the worse: those that nobody asked to fail, and declared ones."""
    declared = {id(change): intention for change, intention in review.proof.met}
    for each in review.difference.changes:
        if each.direction == WORSE:
            item = _change_item(each, "warning")
            if (why := declared.get(id(each))) is not None:
                told = f"{each.sentence} (declared by {why.owner}: {why.reason})"
                item = item._replace(severity="info", message=told)
            yield item


def _findings(review: Review) -> Iterator[WorseItem]:
    yield from (_finding_item(each) for each in review.findings.new if each.status == "new")


def _change_item(change: Change, severity: Severity) -> WorseItem:
    return WorseItem(
        severity,
        f"worse-{change.aspect}",
        change.thing,
        change.sentence,
        spot_of(change),
        _digest(change.thing, change.aspect, change.direction, change.sentence),
    )


def spot_of(change: Change) -> Spot:
    """Return the line that was edited, or else that of what customers meet now, or met before."""
    if change.cause is not None:
        return change.cause.spot
    return change.new_place or change.old_place or NOWHERE


def _finding_item(finding: Finding) -> WorseItem:
    return WorseItem(
        finding.severity,
        finding.rule.id,
        finding.entity,
        finding.message,
        Spot(finding.path, finding.span.line, finding.span.column),
        finding.fingerprint,
        finding,
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
