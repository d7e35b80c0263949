"""A difference as the JSON that `schemas/diff.schema.json` describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.changes.change import Change, Difference, JourneyShift, Spot, Witness

SCHEMA_VERSION = 1


def render_json(base: str, head: str, found: Difference, more: Mapping[str, Any]) -> str:
    """Return the document; `base` and `head` name the two sides, `more` holds further sections."""
    return json_text(difference_record(base, head, found, more), indent=2)


def difference_record(
    base: str, head: str, found: Difference, more: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the document as it is written."""
    return {
        "schema_version": SCHEMA_VERSION,
        "base": base,
        "head": head,
        "changes": [change_record(each) for each in found.changes],
        "journeys": [shift_record(each) for each in found.journeys],
        "renames": dict(found.renames),
        "unreadable": list(found.unreadable),
        **more,
    }


def change_record(change: Change) -> dict[str, Any]:
    """Return one change; what is not known of it is null."""
    cause = change.cause
    return {
        "thing": change.thing,
        "aspect": change.aspect,
        "old": change.old,
        "new": change.new,
        "direction": change.direction,
        "who": dict(change.who),
        "sentence": change.sentence,
        "old_place": place_record(change.old_place),
        "new_place": place_record(change.new_place),
        "cause": None
        if cause is None
        else {"thing": cause.thing, "key": cause.key, **_place(cause.spot)},
        "witness": witness_record(change.witness),
    }


def place_record(spot: Spot | None) -> dict[str, Any] | None:
    """Return a place, or null."""
    return None if spot is None else _place(spot)


def _place(spot: Spot) -> dict[str, Any]:
    return {"path": spot.path, "line": spot.line, "column": spot.column}


def witness_record(witness: Witness | None) -> dict[str, Any] | None:
    """Return one customer whom a change meets, or null."""
    if witness is None:
        return None
    return {
        "customer": dict(witness.customer),
        "events": [{"on": on, "what": what} for on, what in witness.events],
        "before": witness.before,
        "after": witness.after,
        "sentence": witness.sentence,
    }


def shift_record(shift: JourneyShift) -> dict[str, Any]:
    """Return a figure of a contact reason that moved."""
    return {
        "intent": shift.intent, "quantity": shift.quantity, "old": shift.old, "new": shift.new,
    }  # fmt: skip
