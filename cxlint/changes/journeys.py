"""Figures of contact reasons that moved: contacts, handoffs, approvals, effort, time, promise."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING

from cxlint.analysis.subject import Subject
from cxlint.changes.change import JourneyShift
from cxlint.graph.journeys import find_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.quantity import Value
    from cxlint.changes.pairing.sides import Pair, Side

PROVIDERS = (
    ("cxlint.analysis.way_counts", "list_quantities"),
    ("cxlint.analysis.decision_counts", "list_quantities"),
    ("cxlint.analysis.times.figures", "list_weekly"),
)
"""What works out the figures that are compared; those of queues move with every forecast."""

FIGURES = (
    "contacts.max", "handoffs.max", "transfers.max", "places.max", "approvals.max",
    "effort_minutes.max", "first_contact.share", "elapsed.min_hours", "elapsed.max_hours",
    "promise.verdict",
)  # fmt: skip
"""What is told of each contact reason."""

MOST_REASONS = 40
"""Of so many contact reasons at most figures are worked out, which takes a while for each."""


def compare_journeys(pair: Pair) -> Iterator[JourneyShift]:
    """Yield the figures that moved of the contact reasons that an edit can reach.

    Nothing where it can reach more than MOST_REASONS of them.
    """
    reached = _list_reached(pair)
    if not 0 < len(reached) <= MOST_REASONS:
        return
    sides = _figures(pair.before, reached), _figures(pair.after, reached)
    for intent in reached:
        for figure in FIGURES:
            values = [side.get((intent, figure)) for side in sides]
            if values[0] != values[1]:
                shown = [_show(each) for each in values]
                if shown[0] != shown[1]:
                    yield JourneyShift(intent, figure, *shown)


def _list_reached(pair: Pair) -> list[str]:
    """Return the contact reasons on both sides that are edited, or come to what is.

    Who decides about their remedies is part of it.
    """
    remedies = {new.id for old, new in pair.both("remedy") if old.data != new.data}
    former = pair.before.things("intent")
    found = []
    for id_, intent in pair.after.things("intent").items():
        if id_ in former:
            starts = {
                side.node_id(node)
                for side, entity in ((pair.before, former[id_]), (pair.after, intent))
                for node in find_entries(side.network, entity)
            }
            edited = former[id_].data != intent.data
            if edited or remedies & set(intent.texts("remedy")) or starts & pair.touched:
                found.append(id_)
    return found


def _figures(side: Side, reached: Sequence[str]) -> dict[tuple[str, str], Value | None]:
    """Return the figures of a side by contact reason, as both sides call it, and name."""
    intents = {id_: side.things("intent")[id_] for id_ in reached}
    wanted = {
        f"journey.{intent.id}.{figure}": (id_, figure)
        for id_, intent in intents.items()
        for figure in FIGURES
    }
    subject = Subject(side.network.limit(tuple(intents.values())))
    return {
        wanted[each.name]: each.value
        for module, provider in PROVIDERS
        for each in getattr(import_module(module), provider)(subject)
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
