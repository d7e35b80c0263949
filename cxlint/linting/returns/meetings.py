"""Rows that may meet in one case: for the same customers, countries, places, days and proof."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.policy.returns.cases import Case


class Holder(Protocol):
    """A row of a table: its place there, the case it is for, and all that it says."""

    @property
    def number(self) -> int:
        """The place of the row in the table."""

    @property
    def case(self) -> Case:
        """What the row is for."""

    @property
    def terms(self) -> tuple[object, ...]:
        """All that it says."""


Row = TypeVar("Row", bound=Holder)


def divide(cell: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Yield the rows of a cell that may meet in one case; each two that do are in one of them.

    Rows that say nothing of proof meet all others; of those that say, the same one is enough.
    """
    by_speech: dict[tuple[object, ...], list[Row]] = {}
    for each in cell:
        by_speech.setdefault(each.case.speech, []).append(each)
    for standing in by_speech.values():
        starts = sorted({each.case.days[0] for each in standing if each.case.days})
        yield from _divide(
            standing,
            lambda each: each.case.audience.customers,
            lambda each: each.case.audience.countries,
            lambda each: each.case.places,
            partial(_first_days, starts),
            lambda each: each.case.proofs,
        )


def _divide(
    standing: Sequence[Row], *values: Callable[[Row], Iterable[str]]
) -> Iterator[Sequence[Row]]:
    """Yield the rows that share a value of each of these sorts."""
    if not values:
        yield standing
        return
    for part in _split(standing, values[0]):
        yield from _divide(part, *values[1:])


def _first_days(starts: Sequence[str], each: Holder) -> Sequence[str]:
    """Return the days of a row on which some row begins; rows whose days meet share one."""
    if each.case.days is None:
        return ()
    return starts[bisect_left(starts, each.case.days[0]) : bisect_right(starts, each.case.days[1])]


def _split(
    standing: Sequence[Row], values_of: Callable[[Row], Iterable[str]]
) -> Iterator[Sequence[Row]]:
    """Yield the rows that share a value, for each of them; those without one are in all."""
    by_value: dict[str, list[Row]] = {}
    for each in standing:
        for value in values_of(each):
            by_value.setdefault(value, []).append(each)
    if not by_value:
        yield standing
        return
    unsaid = {each.terms: each for each in standing if not values_of(each)}.values()
    for rows in by_value.values():
        if len(rows) + len(unsaid) > 1:
            yield sorted([*unsaid, *rows], key=_number)


def _number(each: Holder) -> int:
    return each.number
