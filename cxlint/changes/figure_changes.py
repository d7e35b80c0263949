"""Figures that moved though nothing else that customers meet is told of: each is a change itself.

Such as that a partner may take longer, of which no promise speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.places import cause_of, spot_of
from cxlint.changes.pairing.statements import state_change
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.change import Cause, Change, JourneyShift
    from cxlint.changes.pairing.sides import Pair

VERDICTS = ("kept", "not-backed", "certain-breach")
ENDLESS = frozenset({"unbounded", "unlimited"})


class Figure(NamedTuple):
    """A figure of which more is worse: its aspect, what sentences call it, and its unit."""

    aspect: str
    words: str
    unit: str = ""


FIGURES = {
    "elapsed.max_hours": Figure("promise", "settled at the latest after", " hours"),
    "promise.verdict": Figure("promise", "its promise"),
    "approvals.max": Figure("approval", "decisions to wait for at most"),
    "contacts.max": Figure("step", "contacts at most"),
    "transfers.max": Figure("step", "transfers at most"),
    "effort_minutes.max": Figure("step", "the customer's own time at most", " minutes"),
}
"""Of several that moved, the first is told."""

SOURCES = ("team", "handoff", "step", "channel", "remedy", "intent", "schedule")


def list_figure_changes(pair: Pair, shifts: Sequence[JourneyShift]) -> Iterator[Change]:
    """Yield, for each contact reason, the figure that moved."""
    by_intent: dict[str, dict[str, JourneyShift]] = {}
    for each in shifts:
        by_intent.setdefault(each.intent, {})[each.quantity] = each
    cause = _find_cause(pair)
    for id_, moved in by_intent.items():
        known = (key for key in FIGURES if key in moved and _direction(moved[key]))
        key = next(known, None)
        if key is None:
            continue
        shift, figure = moved[key], FIGURES[key]
        old, new = (side.things("intent")[id_] for side in pair.sides)
        values = _say(shift.old, figure), _say(shift.new, figure)
        who, places = {"intent": [new.id]}, (spot_of(old), spot_of(new))
        yield state_change(
            new.name, figure.aspect, _direction(shift), figure.words, values, who, places,
            cause=cause,
        )  # fmt: skip


def _direction(shift: JourneyShift) -> str:
    """Return which way a figure moved; nothing where one of both is not known."""
    if shift.old in VERDICTS and shift.new in VERDICTS:
        return ranks.by_rank(VERDICTS, shift.old, shift.new)
    sizes = _size(shift.old), _size(shift.new)
    if sizes[0] is None or sizes[1] is None:
        return ranks.SAME
    return ranks.SAME if sizes[0] == sizes[1] else ranks.by_sign(sizes[1] > sizes[0] or -1)


def _size(value: str | None) -> float | None:
    if value in ENDLESS:
        return float("inf")
    try:
        return None if value is None else float(value)
    except ValueError:
        return None


def _say(value: str | None, figure: Figure) -> str | None:
    size = _size(value)
    return value if size in (None, float("inf")) else f"{round(size or 0, 1):g}{figure.unit}"


def _find_cause(pair: Pair) -> Cause | None:
    """Return the one thing that was edited, with its key; None where there are several."""
    edited = [
        (old, new) for kind in SOURCES for old, new in pair.both(kind) if old.data != new.data
    ]
    if len(edited) != 1:
        return None
    old, new = edited[0]
    keys = [key for key in {**old.data, **new.data} if old.data.get(key) != new.data.get(key)]
    return cause_of(new, min(keys))
