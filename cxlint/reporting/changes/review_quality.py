"""A review as GitLab Code Quality: only what a change makes worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.changes.worse_items import list_items
from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    from cxlint.reporting.changes.worse_items import WorseItem
    from cxlint.reporting.writing.view import View
    from cxlint.review.review import Review

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(review: Review, view: View) -> str:
    """Return the entries as GitLab reads them."""
    return json_text([_entry(item, view) for item in list_items(review)], indent=2) + "\n"


def _entry(item: WorseItem, view: View) -> dict[str, object]:
    return {
        # GitLab shows no check_name, so it is said in the description as well.
        "description": f"{item.name}: {item.message}",
        "check_name": item.name,
        "fingerprint": item.fingerprint,
        "severity": _SEVERITIES[item.severity],
        "location": {
            "path": view.path_from_root(item.spot.path or "."),
            "lines": {"begin": item.spot.line},
        },
    }
