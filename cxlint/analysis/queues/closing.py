"""How long those wait, of a week's customers, to whom nobody is there: until it opens again.

Customers are taken to come evenly over the whole week.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.queues.week import closed_gaps
from cxlint.calendar.weekly_hours import WEEK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.calendar.intervals import Interval


def closed_share(week: Sequence[Interval]) -> Fraction:
    """Return the share of the week at which it is closed."""
    return Fraction(sum(closed_gaps(week)), WEEK)


def late_share(week: Sequence[Interval], within: Fraction) -> Fraction:
    """Return the share that finds it closed for longer than so many minutes."""
    return sum((max(gap - within, Fraction(0)) for gap in closed_gaps(week)), Fraction(0)) / WEEK


def wait_to_open(week: Sequence[Interval], *, of_those_outside: bool = False) -> Fraction:
    """Return the mean minutes until it opens, of all who come or of those who find it closed."""
    gaps = closed_gaps(week)
    over = sum(gaps) if of_those_outside else WEEK
    return Fraction(sum(gap * gap for gap in gaps), 2 * over) if over else Fraction(0)
