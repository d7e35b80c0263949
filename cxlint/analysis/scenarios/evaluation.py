"""The scenarios of a policy put to it: what holds, what fails and why, and what is not known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from cxlint.analysis.asking.case import MEMBERS, read_case
from cxlint.analysis.asking.figures import NOT_STATED
from cxlint.analysis.scenarios import value_comparisons as values
from cxlint.analysis.scenarios import way_statements as ways
from cxlint.analysis.scenarios.asked_customer import AskedCustomer
from cxlint.analysis.scenarios.judgement import Judgement, Result, Status
from cxlint.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cxlint.analysis.subject import Subject
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

KIND = "scenario"

READ = ("organization", "channel", "step", "team", "handoff", "outcome", "intent", "remedy",
        "return", "promise", "schedule")  # fmt: skip
"""Kinds that answers about a customer rest on."""

COMPARISONS: dict[str, Callable[[AskedCustomer, str, Any, At], Judgement]] = {
    "accepted": values.compare_truth,
    "row": values.compare_word,
    "because": values.compare_choices,
    "offered": values.compare_choices,
    "last_day": values.compare_last_day,
    "fee": values.compare_sum,
    "comes_back": values.compare_sum,
    "loses": values.compare_sum,
    "refund": values.compare_choices,
    "money_back": values.compare_time,
    "decides": values.compare_deciders,
    "approvals": values.compare_count,
    "decided": values.compare_time,
    "if_nobody_decides": values.compare_word,
    "settled": values.compare_time,
    "promise": values.compare_verdict,
    "first_reply": values.compare_time,
    "called_back": values.compare_time,
    "contact_costs": values.compare_sum,
}
"""What compares each statement with an answer."""


LIGHT = frozenset({
    "accepted", "row", "because", "offered", "last_day", "fee", "comes_back", "loses", "refund",
    "money_back", "open",
})  # fmt: skip
"""Statements for which no way has to be followed."""
ON_WAYS = 10
"""How much each other statement counts for beside these."""
MOST_STATEMENTS = 20_000
"""Up to how many statements are judged where scenarios are not all that is asked for."""
LEFT_OFF = (
    "too many scenarios are stated to put all of them to the policy here; "
    "cxlint test --scenarios does"
)


def judge_scenarios(subject: Subject, *, most: float = math.inf) -> Iterator[Result]:
    """Yield what comes of each scenario of a policy, file by file and line by line.

    Up to `most` statements, of which those that follow ways count for more; the policy says in
    `left_off` where they are too many.
    """
    for scenario in sorted(subject.policy.of(KIND), key=lambda each: _place(each.at())):
        most -= sum(1 if key in LIGHT else ON_WAYS for key in scenario.data["holds"])
        if most < 0:
            subject.policy.left_off.add(LEFT_OFF)
            return
        yield judge_scenario(subject, scenario)


def _place(at: At) -> tuple[str, int, int]:
    span = at.span()
    return at.document.path, span.line, span.column


def judge_scenario(subject: Subject, scenario: Entity) -> Result:
    """Return what comes of one scenario."""
    try:
        case = read_case(subject, _read_customer(scenario))
        asked = AskedCustomer(subject, case)
        judged = list(_judge_statements(asked, scenario))
    except UserError as problem:
        return Result(scenario, None, problem=str(problem))
    if _is_unsure(subject.policy):
        judged = [_doubt(each) for each in judged]
    return Result(scenario, case, tuple(judged))


def _read_customer(scenario: Entity) -> dict[str, Any]:
    return {key: said for key, said in scenario.data["customer"].items() if key in MEMBERS}


def _judge_statements(asked: AskedCustomer, scenario: Entity) -> Iterator[Judgement]:
    stated = [
        (scenario.at("holds", key), key, each) for key, each in scenario.data["holds"].items()
    ]
    for at, key, wanted in sorted(stated, key=lambda each: _place(each[0])):
        if key in COMPARISONS:
            yield COMPARISONS[key](asked, key, wanted, at)
        elif key == "reaches":
            yield from ways.judge_reached(asked, key, wanted, at)
        elif key == "never":
            yield from ways.judge_never(asked, key, wanted, at)
        elif key == "open":
            yield _judge_open(asked, key, wanted, at)


def _judge_open(asked: AskedCustomer, key: str, wanted: Any, at: At) -> Judgement:
    """Return whether somebody is there at the moment of the contact."""
    said = "yes" if wanted else "no"
    closed = {asked.is_closed(start) for _, start in asked.starts}
    if len(closed) != 1 or None in closed:
        why = _why_not_open(asked, closed)
        return Judgement(key, at, Status.UNKNOWN, said, why=why)
    is_open = closed == {False}
    met = asked.figures.get("met")
    parts = met.parts if met is not None else ()
    status = Status.HOLDS if is_open is wanted else Status.FAILS
    return Judgement(key, at, status, said, "yes" if is_open else "no", parts=parts)


def _why_not_open(asked: AskedCustomer, closed: set[bool | None]) -> str:
    if asked.moment is None:
        return f"{NOT_STATED}when the customer makes contact (at)"
    if len(closed) > 1:
        return f"{NOT_STATED}where the customer comes (channel)"
    return f"{NOT_STATED}the hours of where the customer comes (open)"


def _is_unsure(policy: Policy) -> bool:
    return bool(policy.blurred) or any(map(policy.unsure, READ))


def _doubt(judgement: Judgement) -> Judgement:
    """Leave open what does not hold while a part of the policy is not understood."""
    if judgement.status is not Status.FAILS:
        return judgement
    why = "a part of the policy is not understood"
    return judgement._replace(status=Status.UNKNOWN, why=why)
