"""Lines at which more or fewer people answer than before: what that does to who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, WORSE
from cxlint.changes.pairing.places import cause_of, spot_of
from cxlint.changes.pairing.statements import state_change
from cxlint.linting.check_support.share_text import write_share
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from cxlint.analysis.queues.staffing import Staffing
    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity


class Figure(NamedTuple):
    """A figure of a line: its name, what sentences call it, and whether more of it is worse."""

    name: str
    words: str
    more_is_worse: bool


FIGURES = (
    Figure("service_level", "answered in the time that is promised", more_is_worse=False),
    Figure("p_abandon", "those who give up", more_is_worse=True),
)
"""Shares of those who come. Of several that moved, the first is told."""

SLIGHT = 0.01
"""A share that moves by less is as it was: a week differs from the next by as much."""


def compare_lines(pair: Pair) -> Iterator[Change]:
    """Yield what becomes of those who call where teams have more or fewer people.

    That is told where both sides expect the same contacts: a forecast is nobody's policy.
    """
    teams = [both for both in pair.both("team") if both[0].get("seats") != both[1].get("seats")]
    channels = list(pair.both("channel"))
    if not teams or any(old.get("load") != new.get("load") for old, new in channels):
        return
    from cxlint.analysis.queues.staffing import Staffing

    old_side, new_side = (Staffing(side.network) for side in pair.sides)
    cause = cause_of(teams[0][1], "seats") if len(teams) == 1 else None
    for old, new in channels:
        for figure in FIGURES if new.says("load") else ():
            shares = _share(old_side, old, figure), _share(new_side, new, figure)
            if shares[0] is None or shares[1] is None or abs(shares[1] - shares[0]) < SLIGHT:
                continue
            direction = WORSE if (shares[1] > shares[0]) == figure.more_is_worse else BETTER
            values = write_share(shares[0]), write_share(shares[1])
            edited = (*teams[0], "seats") if cause is not None else (old, new, "load")
            places = spot_of(edited[0], edited[2]), spot_of(edited[1], edited[2])
            yield state_change(
                new.name, "promise", direction, figure.words, values, {"channel": [new.id]},
                places, cause=cause,
            )  # fmt: skip
            break


def _share(staffing: Staffing, channel: Entity, figure: Figure) -> Fraction | None:
    """Return a figure of the hours at which somebody is there; None where it is not known."""
    from cxlint.analysis.queues.line_figures import find_line_figure, sees_line

    if not sees_line(staffing, channel):
        return None
    return find_line_figure(staffing, channel, figure.name, "").value  # type: ignore[return-value]
