"""Which row of the table of returns is for a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.calendar.date_wording import join_words
from cxlint.policy.returns.cases import read_case
from cxlint.policy.returns.table import ELSE, REASONS, rows
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
    table = [row for row in rows(policy) if _bought_in_time(row, case)]
    reasons = (case.reason,) if case.reason else REASONS
    found: dict[int, ReturnRow] = {}
    for reason in reasons:
        for row in _standing(table, case, reason):
            found.setdefault(row.number, row)
    chosen = tuple(found.values())
    return Choice(chosen, _why_open(chosen, case))


def _standing(table: Sequence[ReturnRow], case: Case, reason: str) -> Iterator[ReturnRow]:
    """Yield the rows for a reason down to the first that asks nothing further of a case."""
    for group in _groups(table, case):
        fitting = _without_rules([row for row in group if reason in row.reasons], case)
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


def _groups(table: Sequence[ReturnRow], case: Case) -> Iterator[list[ReturnRow]]:
    kinds = [table]
    if case.category:
        kinds = [
            [row for row in table if case.named and case.category in row.things],
            [row for row in table if not case.named and ELSE in row.things],
            [row for row in table if row.is_general],
        ]
    yield from ([row for row in kind if not row.unspoken] for kind in kinds)
    yield from ([row for row in kind if row.unspoken] for kind in kinds)


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
        return ""
    if not case.category:
        return "not stated: the category (--category)"
    if not case.reason:
        return "not stated: the reason (--reason)"
    asked = dict.fromkeys(word for row in chosen for word in _asks(row, case))
    if asked:
        return f"not stated: whether it is a case of {_join(asked)}"
    return f"{join_words([name_row(row) for row in chosen])} are all for this, and differ"


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
