"""One cell of a table: the mean or its interval, the worst case, or why nothing may be claimed."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.journeys.figure_names import find_figures
from cxlint.reporting.journeys.figure_text import is_endless, is_number, say_range

if TYPE_CHECKING:
    from cxlint.analysis.quantity import Quantity, Value
    from cxlint.reporting.journeys.columns import Column
    from cxlint.reporting.journeys.figure_names import Figures
    from cxlint.reporting.journeys.figure_text import Unit

MISSING = "-"
"""What stands where the policy states nothing that a figure comes from."""

UNKNOWN = "unknown"
"""What stands where nothing may be claimed; below the table it is said why."""


class Cell(NamedTuple):
    """The mean and the worst of one measure, in words; `why` of what may not be claimed.

    `weight` is the worst as a number, for sorting: the greater, the worse.
    """

    mean: str = MISSING
    worst: str = MISSING
    why: str = ""
    weight: float = -inf

    @property
    def is_missing(self) -> bool:
        """Whether nothing is said of it at all."""
        return self.mean == self.worst == MISSING


class Bounds(NamedTuple):
    """What a value lies between; an end is None where it is not known."""

    low: Value | None
    high: Value | None


def build_cell(figures: Figures, column: Column, currency: str = "") -> Cell:
    """Return what the figures of one journey say in a column."""
    names = (*column.mean, *(name for pair in column.ends for name in pair), *column.worst)
    why = next((each.why for each in find_figures(figures, names) if each.why), "")
    blank = UNKNOWN if why else MISSING
    mean, worst = _mean_bounds(figures, column), _worst_bounds(figures, column)
    return Cell(
        say_bounds(mean, column.unit, currency) if mean else blank,
        say_bounds(worst, column.unit, currency) if worst else blank,
        why,
        _weigh(worst or mean, is_loss=column.is_loss),
    )


def figure_bounds(quantity: Quantity | None) -> Bounds | None:
    """Return what a figure says of its value: the value itself, or its ends; None for neither."""
    if quantity is None:
        return None
    if quantity.value is not None:
        return Bounds(quantity.value, quantity.value)
    if quantity.minimum is None and quantity.maximum is None:
        return None
    return Bounds(quantity.minimum, quantity.maximum)


def say_bounds(bounds: Bounds, unit: Unit, currency: str = "") -> str:
    """Return bounds in words."""
    low, high = bounds
    if low is None:
        assert high is not None
        return f"at most {say_range(high, high, unit, currency)}"
    if high is None:
        return f"at least {say_range(low, low, unit, currency)}"
    return say_range(low, high, unit, currency)


def _mean_bounds(figures: Figures, column: Column) -> Bounds | None:
    """Return the mean, or the closest ends that are known to hold it."""
    for quantity in find_figures(figures, column.mean):
        if bounds := figure_bounds(quantity):
            return bounds
    for low, high in column.ends:
        ends = figure_bounds(figures.get(low)), figure_bounds(figures.get(high))
        if any(ends):
            return Bounds(*(end and end[n] for n, end in enumerate(ends)))
    return None


def _worst_bounds(figures: Figures, column: Column) -> Bounds | None:
    """Return the worst of the figures that say what the worst case meets."""
    known = filter(None, map(figure_bounds, find_figures(figures, column.worst)))
    return max(known, key=lambda each: _weigh(each, is_loss=column.is_loss), default=None)


def _weigh(bounds: Bounds | None, *, is_loss: bool) -> float:
    """Return the worse end as a number that is greater the worse it is."""
    if bounds is None:
        return -inf
    value = bounds.high if is_loss else bounds.low
    if is_endless(value):
        return inf
    if not is_number(value):
        return -inf
    return float(value) if is_loss else -float(value)
