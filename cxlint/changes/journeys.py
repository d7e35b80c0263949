"""Figures of contact reasons that moved: contacts, handoffs, approvals, effort, time, promise."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING

from cxlint.analysis.subject import Subject
from cxlint.changes.change import JourneyShift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.quantity import Value
    from cxlint.changes.pairing.sides import Pair, Side

PROVIDERS = ("way_counts", "decision_counts", "way_times")
"""The modules whose figures are compared; those of queues move with every forecast."""

FIGURES = (
    "contacts.max", "handoffs.max", "transfers.max", "places.max", "approvals.max",
    "effort_minutes.max", "first_contact.share", "elapsed.min_hours", "elapsed.max_hours",
    "promise.verdict",
)  # fmt: skip
"""What is told of each contact reason."""

MOVING = ("channel", "step", "team", "handoff", "intent", "remedy", "schedule", "outcome")
"""Kinds of which figures are made."""


def compare_journeys(pair: Pair) -> Iterator[JourneyShift]:
    """Yield the figures of a contact reason on both sides that moved.

    Nothing is worked out where nothing differs of which figures are made.
    """
    if not _may_move(pair):
        return
    sides = _figures(pair.before), _figures(pair.after)
    for intent in pair.after.things("intent"):
        for figure in FIGURES:
            values = [side.get((intent, figure)) for side in sides]
            if values[0] != values[1] and any(each is not None for each in values):
                shown = [_show(each) for each in values]
                if intent in pair.before.things("intent") and shown[0] != shown[1]:
                    yield JourneyShift(intent, figure, *shown)


def _may_move(pair: Pair) -> bool:
    return any(
        [each.data for each in pair.before.policy.of(kind)]
        != [each.data for each in pair.after.policy.of(kind)]
        for kind in MOVING
    )


def _figures(side: Side) -> dict[tuple[str, str], Value | None]:
    """Return the figures of a side by contact reason, as both sides call it, and name."""
    subject = Subject(side.network)
    wanted = {
        f"journey.{intent.id}.{figure}": (id_, figure)
        for id_, intent in side.things("intent").items()
        for figure in FIGURES
    }
    return {
        wanted[each.name]: each.value
        for provider in PROVIDERS
        for each in import_module(f"cxlint.analysis.{provider}").list_quantities(subject)
        if each.name in wanted
    }


def _show(value: Value | None) -> str | None:
    """Return a figure as the JSON of `cxlint journeys` has it."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    if isinstance(value, list):
        return " to ".join(filter(None, map(_show, value)))
    return str(value)
