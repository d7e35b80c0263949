"""Which row of the table of returns is for a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.calendar.date_wording import join_words
from cxlint.policy.returns.cases import read_case
from cxlint.policy.returns.table import ELSE, list_reasons, rows, spellings
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.analysis.asking.case import Case
    from cxlint.policy.policy import Policy
    from cxlint.policy.returns.table import ReturnRow


class Choice(NamedTuple):
    """The rows that may be for a customer, the likeliest first; `why` it is not known which."""

    rows: tuple[ReturnRow, ...]
    why: str = ""


def choose_rows(policy: Policy, case: Case) -> Choice:
    """Return the rows that are for a customer, as far as what is stated tells.

    A row that names the reason comes before one that names none, which is for what no other
    settles; then one that names the thing before one for all that no row names, and this before
    one for everything. A row for some customers,
    countries, states of the thing, places or days of purchase is an exception of one that names
    none: where it is not stated whether it holds, both may be for the customer.
    """
    whole = tuple(rows(policy))
    table = [row for row in whole if _bought_in_time(row, case)]
    reasons = (case.reason,) if case.reason else list_reasons(whole)
    found: dict[int, ReturnRow] = {}
    for groups in _list_groups(table, case, spellings(whole)):
        for reason in reasons:
            for row in _standing(groups, case, reason):
                found.setdefault(row.number, row)
    chosen = tuple(found.values())
    return Choice(chosen, _why_open(chosen, case))


def _standing(
    groups: Sequence[Sequence[ReturnRow]], case: Case, reason: str
) -> Iterator[ReturnRow]:
    """Yield the rows for a reason down to the first that asks nothing further of a case."""
    for group in groups:
        meant = [row for row in group if row.unspoken or reason in row.reasons]
        fitting = _without_rules(meant, case)
        yield from fitting
        if any(not _asks(row, case) for row in fitting):
            return


def _without_rules(fitting: list[ReturnRow], case: Case) -> list[ReturnRow]:
    """Leave out the rows for any day, where one for the days of the purchase is for this case."""
    if not any(_is_in_season(row, case) and not _asks(row, case) for row in fitting):
        return fitting
    return [row for row in fitting if _is_in_season(row, case)]


def _is_in_season(row: ReturnRow, case: Case) -> bool:
    return case.purchased is not None and read_case(row.entity).days is not None


def _list_groups(
    table: Sequence[ReturnRow], case: Case, known: Iterable[str]
) -> Iterator[list[list[ReturnRow]]]:
    """Yield, for each thing that it may be, the rows for it: first those that come before others.

    Where it is not stated what it is, it may be whatever some row names, and what none does.
    """
    by_thing: dict[str, list[ReturnRow]] = {}
    for row in table:
        for thing in row.things:
            by_thing.setdefault(thing, []).append(row)
    general = _divide([row for row in table if row.is_general])
    for thing in _list_things(case, known):
        spoken, unspoken = _divide(by_thing.get(thing, []))
        yield [spoken, general[0], unspoken, general[1]]


def _divide(rows: Sequence[ReturnRow]) -> tuple[list[ReturnRow], list[ReturnRow]]:
    """Return the rows that name a reason, and those that name none."""
    return [row for row in rows if not row.unspoken], [row for row in rows if row.unspoken]


def _list_things(case: Case, known: Iterable[str]) -> list[str]:
    """Return what a thing may be, as rows name it, what none names last."""
    if case.category:
        return [case.category if case.named else ELSE]
    return [*(each for each in known if each != ELSE), ELSE]


def _bought_in_time(row: ReturnRow, case: Case) -> bool:
    """Whether a row for things bought on some days may be for this one."""
    days = read_case(row.entity).days
    if days is None or case.purchased is None:
        return True
    return days[0] <= case.purchased.isoformat() <= days[1]


def _asks(row: ReturnRow, case: Case) -> tuple[str, ...]:
    """Return what must be known of a case besides, for a row to be for it."""
    said = read_case(row.entity)
    asked = [side.axis.better if side.is_better else side.axis.worse for side in said.bears]
    asked += sorted(said.audience.customers) + sorted(said.audience.countries)
    asked += sorted(said.places)
    if said.days and case.purchased is None:
        asked.append(f"bought from {said.days[0]} to {said.days[1]}")
    return tuple(asked)


def _why_open(chosen: Sequence[ReturnRow], case: Case) -> str:
    if len(chosen) < 2:
        return _why_doubtful(chosen, case)
    if not case.category and not all(row.is_general for row in chosen):
        return "not stated: the category (--category)"
    if not case.reason and not all(row.unspoken for row in chosen):
        return "not stated: the reason (--reason)"
    asked = dict.fromkeys(word for row in chosen for word in _asks(row, case))
    if asked:
        return f"not stated: whether it is a case of {_join(asked)}"
    return f"{join_words([name_row(row) for row in chosen])} are all for this, and differ"


def _why_doubtful(chosen: Sequence[ReturnRow], case: Case) -> str:
    """Return what must be known of a case for the one row that may be for it to be for it."""
    for row in chosen:
        if asked := _asks(row, case):
            return f"not stated: whether it is a case of {_join(asked)}"
        if not case.category and not row.is_general:
            return "not stated: the category (--category)"
        if not case.reason and not row.unspoken:
            return "not stated: the reason (--reason)"
    return ""


def name_row(row: ReturnRow) -> str:
    """Return the id of a row or, where it has none, what it is for."""
    stated = row.entity.get("id")
    return str(stated) if stated else row.entity.id


def say_row(row: ReturnRow, case: Case) -> str:
    """Return a row with what it asks of a case, for a sentence."""
    asked = _asks(row, case)
    return f"{name_row(row)} ({', '.join(asked)})" if asked else name_row(row)


def _join(words: Iterable[str]) -> str:
    return " or ".join(words)
