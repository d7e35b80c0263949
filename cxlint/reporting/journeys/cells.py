"""One cell of a table: the mean or its interval, the worst case, or why nothing may be claimed."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.journeys.figure_names import find_figures
from cxlint.reporting.journeys.figure_text import is_endless, is_number, say_range
from cxlint.reporting.journeys.layout import BLANK

if TYPE_CHECKING:
    from cxlint.analysis.quantity import Quantity, Value
    from cxlint.reporting.journeys.columns import Column
    from cxlint.reporting.journeys.figure_names import Figures
    from cxlint.reporting.journeys.figure_text import Unit

UNKNOWN = "unknown"
"""What stands where nothing may be claimed; below the table it is said why."""


class Cell(NamedTuple):
    """The mean and the worst of one measure, in words; `why` of what may not be claimed.

    `weight` is the worst as a number, for sorting: the greater, the worse.
    """

    mean: str = BLANK
    worst: str = BLANK
    why: str = ""
    weight: float = -inf

    @property
    def is_open(self) -> bool:
        """Whether it is not known at all, or knows no end."""
        return UNKNOWN in self[:2] or self.weight == inf

    @property
    def is_missing(self) -> bool:
        """Whether nothing is said of it at all."""
        return self.mean == self.worst == BLANK


class Bounds(NamedTuple):
    """What a value lies between; an end is None where it is not known."""

    low: Value | None
    high: Value | None


def build_cell(figures: Figures, column: Column, currency: str = "") -> Cell:
    """Return what the figures of one journey say in a column."""
    ends = (name for pair in column.ends for name in pair)
    mean_why, worst_why = (
        next((each.why for each in find_figures(figures, names) if each.why), "")
        for names in ((*column.mean, *ends), column.worst)
    )
    mean, worst = find_mean(figures, column), find_worst(figures, column)
    if not column.is_told_at_zero and mean == (0, 0) and worst in (None, (0, 0)):
        return Cell()
    is_unknown = bool(worst_why or (mean is None and mean_why))
    return Cell(
        _say(mean, column.unit, currency, is_unknown=bool(mean_why or worst_why)),
        _say(worst, column.unit, currency, is_unknown=is_unknown),
        mean_why or worst_why,
        _weigh(worst or mean, is_loss=column.is_loss),
    )


def _say(bounds: Bounds | None, unit: Unit, currency: str, *, is_unknown: bool) -> str:
    if bounds is None:
        return UNKNOWN if is_unknown else BLANK
    return say_bounds(bounds, unit, currency)


def figure_bounds(quantity: Quantity | None) -> Bounds | None:
    """Return what a figure says of its value: the value itself, or its ends; None for neither."""
    if quantity is None:
        return None
    if quantity.value is not None:
        return Bounds(quantity.value, quantity.value)
    bounds = Bounds(quantity.minimum, quantity.maximum)
    return bounds if _is_claim(bounds) else None


def _is_claim(bounds: Bounds) -> bool:
    """Whether bounds say something: all is at least nothing, and at most without an end."""
    low, high = bounds
    return bool(low) or not (high is None or (low is None and is_endless(high)))


def say_bounds(bounds: Bounds, unit: Unit, currency: str = "") -> str:
    """Return bounds in words."""
    low, high = bounds
    if low is None:
        assert high is not None
        said = say_range(high, high, unit, currency)
        return said if is_endless(high) else f"at most {said}"
    if high is None:
        return f"at least {say_range(low, low, unit, currency)}"
    return say_range(low, high, unit, currency)


def find_mean(figures: Figures, column: Column) -> Bounds | None:
    """Return the mean, or the closest ends that are known to hold it."""
    for quantity in find_figures(figures, column.mean):
        if bounds := figure_bounds(quantity):
            return bounds
    for low, high in column.ends:
        ends = figure_bounds(figures.get(low)), figure_bounds(figures.get(high))
        bounds = Bounds(*(end and end[n] for n, end in enumerate(ends)))
        if _is_claim(bounds):
            return bounds
    return None


def find_worst(figures: Figures, column: Column) -> Bounds | None:
    """Return the worst end of the figures that say what the worst case meets."""
    known = filter(None, map(figure_bounds, find_figures(figures, column.worst)))
    worst = max(known, key=lambda each: _weigh(each, is_loss=column.is_loss), default=None)
    if worst is None or None in worst:
        return worst
    end = worst.high if column.is_loss else worst.low
    return Bounds(end, end)


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
