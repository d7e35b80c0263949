"""A review as GitHub workflow commands: what a change makes worse, on the lines that do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.changes.review_text import ending_text
from cxlint.reporting.changes.worse_items import list_items
from cxlint.reporting.formats.github import MOST, escape_data, escape_value

if TYPE_CHECKING:
    from cxlint.reporting.changes.worse_items import WorseItem
    from cxlint.reporting.writing.view import View
    from cxlint.review.review import Review

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(review: Review, view: View) -> str:
    """Return a command for each thing; what GitHub would not show of a kind is counted."""
    lines = []
    items = list_items(review)
    for severity, kind in _COMMANDS.items():
        ours = [_command(kind, item, view) for item in items if item.severity == severity]
        lines += ours[:MOST]
        if len(ours) > MOST:
            lines.append(f"cxlint: and {len(ours) - MOST:,} of kind {kind} more")
    room = MOST - sum(line.startswith("::notice") for line in lines)
    for each in review.weakened[:room]:
        place = each.place
        where = f"file={escape_value(place.path)},line={place.line}," if place else ""
        title = "weakens the check" if each in review.in_effect else "tried to weaken the check"
        lines.append(f"::notice {where}title=cxlint {title}::{escape_data(each.sentence)}")
    if review.says_nothing:
        return "cxlint: nothing differs for customers\n"
    return "\n".join([*lines, f"cxlint: {ending_text(review)}"]) + "\n"


def _command(kind: str, item: WorseItem, view: View) -> str:
    spot = item.spot
    told = {"title": item.name}
    if spot.path:
        told = {
            "file": view.path_from_root(spot.path),
            "line": str(spot.line),
            "endLine": str(spot.line),
            "col": str(spot.column),
            **told,
        }
    properties = ",".join(f"{name}={escape_value(what)}" for name, what in told.items())
    return f"::{kind} {properties}::{escape_data(item.message)}"
