"""What changed since a revision: for whom, from what to what, and where on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.reporting.changes.json_report import place_record, shift_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.changes.change import Change
    from cxlint.reporting.report.map.past import Past
    from cxlint.reporting.report.map.places import PlaceIndex
    from cxlint.review.review import Review

    Record = dict[str, Any]

ORDER = (WORSE, NEUTRAL, BETTER)
"""What gets worse is told first."""


def list_changes(review: Review | None, index: PlaceIndex, past: Past | None) -> Record | None:
    """Return what changed, what gets worse first; None where nothing was compared."""
    if review is None:
        return None
    found = review.difference
    ordered = sorted(found.changes, key=lambda each: ORDER.index(each.direction))
    return {
        "base": review.base,
        "list": [_change(each, index, past) for each in ordered],
        "figures": [shift_record(each) for each in found.journeys],
        "unreadable": list(found.unreadable),
        "notes": list(review.notes),
    }


def _change(change: Change, index: PlaceIndex, past: Past | None) -> Record:
    told: Record = {
        "thing": change.thing,
        "aspect": change.aspect,
        "direction": change.direction,
        "sentence": change.sentence,
        "who": {field: _values(met) for field, met in change.who.items()},
        "old": change.old,
        "new": change.new,
        "old_place": _place(change, "old_place"),
        "new_place": _place(change, "new_place"),
        "places": index.places_of(change.thing),
    }
    moves = index.moves_of(change.thing)
    if past is not None and not told["places"]:
        told["places"], moves = past.places_of(change.thing), past.moves_of(change.thing)
    if moves:
        told["moves"] = moves
    if change.witness is not None:
        told["witness"] = change.witness.sentence
    return told


def _place(change: Change, side: str) -> Record | None:
    """Return where it stood or stands; the line whose edit led to it, where that is another one."""
    spot = getattr(change, side)
    if side == "new_place" and change.cause is not None:
        spot = change.cause.spot
    return place_record(spot)


def _values(met: Any) -> list[str]:
    several: Iterable[Any] = met if isinstance(met, list | tuple) else [met]
    return [str(each) for each in several]
