"""Terms: windows of returns, the reasons that a row covers, and floors of discretion."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.advice.edits import build_edit, edit_at
from cxlint.linting.advice.proposal import find_least, propose
from cxlint.linting.advice.time_advice import MOST_UNITS, StatedTime, length_edits, read_time
from cxlint.sentence_lists import join_with_and
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.laboratory import Laboratory
    from cxlint.linting.advice.proposal import Proposal
    from cxlint.linting.model.finding import Finding
    from cxlint.values.quantities import Duration


def lengthen_window(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the shortest window that is long enough, where need be counted from delivery."""
    cause = finding.cause
    start = None if cause is None else build_edit(
        cause.at.document, (*cause.at.path[:-1], "from"), "delivery"
    )  # fmt: skip
    time = None if cause is None else read_time(StatedTime(cause.at, quantities.IMMEDIATELY, ""))
    if time is None:
        return
    now = time.length
    longer = [replace(now, amount=Fraction(n)) for n in range(int(now.amount), MOST_UNITS)]
    named = finding.entity.partition("/")[2]
    for first in ((), (start,)):
        made = [edit for edit in first if edit is not None]

        def edits(length: Duration, made: list[Edit] = made) -> list[Edit]:
            return [*made, *length_edits(time.at, length)]

        found = find_least(
            longer,
            lambda each, edits=edits: (
                laboratory.may_probe  # type: ignore[misc]
                and laboratory.clears(edits(each), finding)
            ),
        )
        if found is not None:
            behind = ", counted from delivery" if made else ""
            yield propose(
                "time", f"take back {named} for {found}{behind}, not {now}", edits(found),
                why_least="a shorter time, in whole units, would not do",
            )  # fmt: skip
            return


def cover_reasons(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the reasons of which nothing is said as reasons of the row that is nearest."""
    cause = finding.cause
    if cause is None or cause.at.path[-1] != "reasons":
        return
    found = cause.facts.get("reasons")
    missing = [str(each) for each in found] if isinstance(found, (list, tuple)) else []
    stated: object = cause.at.document.data
    for step in cause.at.path:
        stated = stated[step]  # type: ignore[index]
    listed = stated if isinstance(stated, list) else [stated]
    edit = edit_at(cause.at, [*listed, *missing])
    if missing and edit is not None and laboratory.clears([edit], finding):
        named = finding.entity.partition("/")[2]
        text = f"let {named} hold as well where the reason is {join_with_and(missing)}"
        yield propose("state", text, [edit])


def meet_floor(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the floor of discretion for those who get less than that."""
    cause = finding.cause
    if cause is None or "floor" not in cause.facts or cause.at.path[-1] != "gives":
        return
    floor = cause.facts["floor"]
    edit = edit_at(cause.at, str(floor))
    if edit is not None and laboratory.clears([edit], finding):
        who = cause.facts.get("segment", "everybody")
        yield propose("limit", f"give {who} {floor} as well, the floor for all", [edit])
