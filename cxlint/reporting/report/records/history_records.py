"""The history of a policy: how it stood after each commit, and what that did to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.review.history import Point

    Record = dict[str, Any]


def list_history(points: Sequence[Point] | None) -> list[Record] | None:
    """Return the commits that can be read, the oldest first; None where none were asked for."""
    return None if points is None else [_point(each) for each in points if not each.fault]


def _point(point: Point) -> Record:
    commit = point.commit
    return {
        "commit": commit.name,
        "day": commit.day.isoformat(),
        "subject": commit.subject,
        "errors": point.findings["error"],
        "warnings": point.findings["warning"],
        "infos": point.findings["info"],
        "promises": point.promises,
        "worse": point.count(WORSE),
        "better": point.count(BETTER),
        "different": point.count(NEUTRAL),
        "new_findings": len(point.new),
        "fixed_findings": len(point.fixed),
        "late_notices": sum(not each.is_kept for each in point.notices),
    }
