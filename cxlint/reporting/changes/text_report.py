"""A difference as text: what gets worse, what gets better, and what is merely different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.reporting.changes.moved_figures import say_shift

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.change import Cause, Change, Difference, Spot

HEADINGS = {
    WORSE: "Worse for customers",
    BETTER: "Better for customers",
    NEUTRAL: "Different for customers",
}


def render_text(found: Difference) -> str:
    """Return what differs, a line for each thing; nothing where nothing does.

    What has one cause stands beneath it, said once.
    """
    return "".join(f"{line}\n" for line in list_lines(found))


def list_lines(found: Difference) -> Iterator[str]:
    """Yield the lines of the report."""
    is_first = True
    for direction, heading in HEADINGS.items():
        chosen = [each for each in found.changes if each.direction == direction]
        if not chosen:
            continue
        if not is_first:
            yield ""
        is_first = False
        yield heading
        yield from _list_changes(chosen)
    if found.journeys:
        yield from ("", "Figures that moved")
        for shift in found.journeys:
            words, old, new = say_shift(shift)
            yield f"  {shift.intent}, {words}: {old} -> {new}"


def _list_changes(changes: Sequence[Change]) -> Iterator[str]:
    told: set[Cause] = set()
    for change in changes:
        if change.cause is None:
            yield f"  {_place(change)}{change.sentence}"
        elif change.cause not in told:
            told.add(change.cause)
            cause = ", ".join(filter(None, (change.cause.thing, change.cause.key)))
            yield f"  {_spot(change.cause.spot)}: {cause}"
            for each in changes:
                if each.cause == change.cause:
                    yield f"    {_place(each)}{each.sentence}"


def _place(change: Change) -> str:
    spot = change.new_place or change.old_place
    return f"{_spot(spot)}: " if spot else ""


def _spot(spot: Spot) -> str:
    return f"{spot.path}:{spot.line}"
