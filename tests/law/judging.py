"""Policies judged by law as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law import pack
from cxlint.law.days import add_span
from cxlint.law.timeline import Window
from cxlint.law.verdicts import Judgement, judge
from cxlint.parsing.document import parse
from cxlint.policy import linker
from cxlint.values.durations import duration

if TYPE_CHECKING:
    import datetime

    from cxlint.law.obligation import Obligation
    from cxlint.policy.policy import Policy

A_YEAR = "12 months"
NOW = "0 days"


def policy_of(text: str, today: datetime.date) -> Policy:
    """Return the policy that a text states; it is sound."""
    policy = linker.assemble(list(parse("policy.yaml", text.encode())), today)
    assert [each.rule for each in policy.problems if each.rule != "undefined-reference"] == []
    return policy


def judgement(text: str, today: datetime.date, horizon: str = A_YEAR) -> Judgement:
    """Return everything there is to say of a text by law."""
    window = Window(today, add_span(today, duration(horizon)))
    found = judge(policy_of(text, today), window)
    assert found is not None
    return found


def words(text: str, obligation: str, today: datetime.date, horizon: str = A_YEAR) -> str:
    """Return the verdicts of one obligation, in order; `silent` where there is none."""
    found = judgement(text, today, horizon).verdicts
    return " ".join(sorted({v.word for v in found if v.obligation.id == obligation})) or "silent"


def obligations() -> list[Obligation]:
    """Return all that are shipped."""
    return list(pack.load(pack.known_codes()))


def first_days(obligation: Obligation) -> list[datetime.date]:
    """Return the first days of all that it asks."""
    values = [value for ask in obligation.asks for value in ask.values]
    return sorted({value.first_day for value in values if value.first_day is not None})


def day_of_examples(obligation: Obligation) -> datetime.date:
    """Return a day as of which the examples hold: the last first day, or when it is expected."""
    if obligation.ended is not None:
        return obligation.ended
    if obligation.expected is not None:
        return obligation.expected.earliest
    return max([*first_days(obligation), obligation.last_checked])
