"""What becomes of a thing that a customer wants to give back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cxlint.analysis.asking.figures import NOT_STATED, Answers, agree, answer, gather
from cxlint.analysis.asking.misread_parts import misread_of
from cxlint.analysis.asking.refunds import list_refund, money_back
from cxlint.analysis.asking.return_choice import choose_rows, name_row, say_row
from cxlint.analysis.asking.windows import find_window, judge_in_time, list_window
from cxlint.analysis.quantity import Part
from cxlint.policy.returns.cases import is_no_proof

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.asking.windows import Window
    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.subject import Subject
    from cxlint.calendar.opening_hours import Hours
    from cxlint.language.entity import Entity
    from cxlint.policy.returns.table import ReturnRow


def answer_return(subject: Subject, case: Case, hours: Hours | None) -> Answers:
    """Return the row that applies and what follows from it.

    `hours` are those of the team that acts. Where several rows may apply, what they agree on.
    """
    choice = choose_rows(subject.policy, case)
    if not choice.rows:
        why = f"no row of returns is for {case.words or 'this'}"
        if case.reason:
            why += f" that comes back for {case.reason!r}"
        return Answers(
            (answer("row", None, why=why), answer("accepted", None, why=why)),
            (Part(f"{NOT_STATED}{why}"),),
        )
    groups = [(say_row(row, case), list(_answer_row(row, case, hours))) for row in choice.rows]
    figures = tuple(agree(groups, choice.why))
    misread = next(misread_of(subject.policy, "returns"), None)
    if misread is not None and is_refused(figures):  # the row may take the thing back
        return Answers((answer("accepted", None, why=misread.text),))
    open_points = [*_list_open(figures)]
    known = {each.text for each in open_points}
    if choice.why and choice.why not in known:
        open_points.append(Part(choice.why, choice.rows[0].entity.at()))
    if len(choice.rows) == 1 and not is_refused(figures):
        open_points += _conditions(choice.rows[0].entity)
    return Answers(figures, tuple(open_points))


def _list_open(figures: Iterable[Quantity]) -> Iterator[Part]:
    """Yield what decides whether the thing is taken back, where that is not stated."""
    for each in figures:
        if each.name == "ask.accepted" and each.value is None and each.why.startswith(NOT_STATED):
            yield Part(each.why, each.parts[0].at if each.parts else None)


def is_refused(figures: Iterable[Quantity]) -> bool:
    """Whether the thing is not taken back."""
    return any(each.name == "ask.accepted" and each.value is False for each in figures)


def _answer_row(row: ReturnRow, case: Case, hours: Hours | None) -> Iterator[Quantity]:
    entity = row.entity
    here = entity.at()
    reading = _say_match(row, case)
    yield answer("row", name_row(row), reading, parts=[(f"the row {name_row(row)}", here)])
    if not row.is_returnable:
        yield answer(
            "accepted",
            row.is_returnable,
            parts=[("it cannot be returned", entity.at("returnable"))],
        )
        yield from _refusal(entity, " and ".join(entity.texts("because")))
        return
    window = find_window(entity, case, hours)
    in_time, reading, why = judge_in_time(window, entity, case)
    yield answer("accepted", in_time, reading, why=why, parts=[("the window", entity.at("window"))])
    yield from list_window(window, entity, case)
    if in_time is False:
        yield from _refusal(entity, _say_late(window))
        return
    yield from list_refund(entity, case)
    yield money_back(entity, case, hours)


def _say_match(row: ReturnRow, case: Case) -> str:
    if row.is_general:
        return "a row for everything"
    if not case.named and case.category:
        return f"no row names {case.words}, so the one for everything else applies"
    return ""


def _say_late(window: Window) -> str:
    if window.last is None:
        return f"too late: {window.bound}"
    assert isinstance(window.last, datetime.date)
    return f"too late: the last day was {window.last}"


def _refusal(row: Entity, reason: str) -> Iterator[Quantity]:
    """Yield why not, what is offered instead, and that nothing comes back."""
    if reason:
        yield answer("reason", reason, parts=[(reason, row.at("because"))])
    else:
        yield answer("reason", None, why=f"{NOT_STATED}why it cannot be returned")
    offers = row.texts("alternatives")
    if offers:
        part = ("instead: " + " or ".join(offers), row.at("alternatives"))
        yield answer("alternative", gather(offers), parts=[part])
    yield answer("refund_amount", 0, "it is not taken back", parts=[("no refund", row.at())])


def _conditions(row: Entity) -> Iterator[Part]:
    """Yield what the row asks of a thing that nobody has stated of this one."""
    conditions = row.texts("conditions")
    if conditions:
        text = f"{NOT_STATED}whether these hold: {', '.join(conditions)}"
        yield Part(text, row.at("conditions"))
    proofs = [each for each in row.texts("proof") if not is_no_proof(each)]
    if proofs:
        yield Part(f"{NOT_STATED}whether there is a proof: {' or '.join(proofs)}", row.at("proof"))
    if row.get("requires_approval") is True:
        yield Part("somebody must approve it before it is sent back", row.at("requires_approval"))
