"""Whether the notes on obligations hold together: what CI asks of `rules/law`."""

from __future__ import annotations

import inspect
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cxlint.language import schema
from cxlint.law.checks_by_name import find_check
from cxlint.law.days import next_day
from cxlint.law.pack import read_obligation

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from cxlint.law.obligation import Ask, Obligation, TimedValue

_NUMBER = re.compile(r"\b(article|articles|art\.|section|sections|reg\.|§)\s*\d", re.IGNORECASE)
_UNSURE = re.compile(r"\b(article|section|rule|paragraph)s?( numbers?)?$|\bnumber of the rule\b")
_GIVEN = frozenset({"world", "asked"})


def faults(data: dict[str, Any], folder: str, stem: str, today: datetime.date) -> Iterator[str]:
    """Yield everything that is wrong with the data of one file, in sentences."""
    if not schema.accept("obligation", data):
        complaint = schema.explain("obligation", data)[0]
        yield f"it does not fit the schema: {complaint.rule} at {complaint.path}"
        return
    if data["id"] != stem:
        yield f"its id is {data['id']}, and its file is called {stem}"
    if data["law_of"] != folder:
        yield f"it is law of {data['law_of']}, and lies in {folder}"
    obligation = read_obligation(data, f"{folder}/{stem}")
    yield from _fault_of_ask(obligation)
    yield from _fault_of_grade(obligation, today)


def _fault_of_ask(obligation: Obligation) -> Iterator[str]:
    for ask in obligation.asks:
        yield from _misfits(ask)
        if not ask.values:
            yield f"what {ask.check} asks has no values"
        yield from _gaps(ask)


def _misfits(ask: Ask) -> Iterator[str]:
    """Yield what the function of a check does not take, or lacks."""
    try:
        parameters = inspect.signature(find_check(ask.check)).parameters
    except LookupError as problem:
        yield str(problem)
        return
    for name in ask.params.keys() - parameters.keys():
        yield f"{ask.check} takes no '{name}'"
    for name, parameter in parameters.items():
        is_needed = parameter.default is inspect.Parameter.empty and name not in _GIVEN
        if is_needed and name not in ask.params:
            yield f"{ask.check} needs '{name}'"


def _gaps(ask: Ask) -> Iterator[str]:
    """Yield where values do not follow one another day by day, or run backwards."""
    for value in ask.values:
        days = [day for day in (value.adopted, value.start, value.grace_until) if day]
        if days != sorted(days):
            yield f"the days of {value.reference} do not follow one another"
    for before, after in pairwise(ask.values):
        if after.start != _day_after(before):
            yield f"{after.reference} does not begin on the day after {before.reference}"


def _day_after(value: TimedValue) -> datetime.date | None:
    return next_day(value.end) if value.end is not None else None


def _fault_of_grade(obligation: Obligation, today: datetime.date) -> Iterator[str]:
    if obligation.last_checked > today:
        yield f"it was compared on {obligation.last_checked}, which is yet to come"
    if obligation.grade == "primary" and not obligation.sources[0].strip():
        yield "its text was read, and nobody can tell where"
    is_unsure = any(_UNSURE.search(doubt) for doubt in obligation.doubts)
    references = [value.reference for ask in obligation.asks for value in ask.values]
    if is_unsure and any(_NUMBER.search(each) for each in (obligation.citation, *references)):
        yield "it names an article and says that the article is not confirmed"
    for start in (value.start for ask in obligation.asks for value in ask.values):
        if start is None and obligation.expected is None and obligation.day_grade != "none":
            yield "it has no first day, and the day is said to be verified"
