"""What a change does to the figures, in words: each figure before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.journeys.cells import figure_bounds, say_bounds
from cxlint.reporting.journeys.columns import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.quantity import Quantity
    from cxlint.linting.advice.effects import Effect
    from cxlint.reporting.journeys.figure_text import Unit


class Label(NamedTuple):
    """What a figure is called, and what it is counted in."""

    words: str
    unit: Unit


LABELS = {
    "service_level": Label("answered in time", "share"),
    "p_abandon": Label("give up", "share"),
    "asa_seconds": Label("mean wait", "seconds"),
    "closed_share": Label("closed", "share"),
    "elapsed.max_hours": Label("longest time", "hours"),
    "promise.verdict": Label("the promise", "text"),
    "approvals.expected": Label("approvals on average", "count"),
    "approvals.max": Label("approvals at worst", "count"),
    "repeats.expected": Label("said again on average", "count"),
    "repeats.max": Label("said again at worst", "count"),
}
"""The figures that are told, by how their names end behind what they are of."""

WEEK = "week"
UNKNOWN = "not known"
MOST_TOLD = 6
"""So many figures of a change are told; the JSON has all."""


def list_effects(effects: Sequence[Effect], currency: str) -> Iterator[str]:
    """Yield a line for each figure that changes, and how many more there are."""
    told = list(dict.fromkeys(filter(None, (_say(each, currency) for each in effects))))
    yield from told[:MOST_TOLD]
    if len(told) > MOST_TOLD:
        yield f"{len(told) - MOST_TOLD} more figures change (`--format json`)"


def _say(effect: Effect, currency: str) -> str:
    """Return the line of a figure; nothing for the ends of one and for what is told elsewhere."""
    _, _, rest = effect.name.partition(".")
    for ending, label in LABELS.items():
        owner, found, hours = rest.partition(f".{ending}")
        if not found or hours in (".min", ".max", f".{WEEK}", ".over_year"):
            continue
        when = f", {hours[1:]}" if hours else ""
        before, after = (
            _say_figure(each, label, currency) for each in (effect.before, effect.after)
        )
        return "" if before == after else f"{owner}{when}: {label.words} {before} -> {after}"
    return ""


def _say_figure(figure: Quantity, label: Label, currency: str) -> str:
    bounds = figure_bounds(figure)
    if bounds is None:
        return UNKNOWN
    if label.unit == "text":
        return VERDICTS.get(str(figure.value), str(figure.value))
    return say_bounds(bounds, label.unit, currency)
