"""The table of journeys: a row a contact reason, or one of each of its parts, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple
from cxlint.reporting.journeys.cells import UNKNOWN, Cell, build_cell
from cxlint.reporting.journeys.columns import COLUMNS, VERDICTS
from cxlint.reporting.journeys.figure_names import select_figures, split_id
from cxlint.reporting.journeys.layout import BLANK, Line, Row, Table, select_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.reporting.journeys.figure_names import Figures

BY_CHANNEL, BY_VALUE = "by_channel.", "by_value."
"""What stands in the name of a figure before the part of the cases that it is of."""

_OF_BAND = ".approvals."
"""What stands behind a band of value in the name of a figure that each band has."""

_SUBJECT = "contact reason"


class JourneyRow(NamedTuple):
    """What one journey comes to: its promise, and its cells in the order of the columns.

    `intent` is the contact reason, empty for all of them together; `gravity` is 0 where the promise
    is kept or none is stated.
    """

    label: str
    intent: str
    promise: str
    gravity: int
    cells: tuple[Cell, ...]
    figures: Figures


def list_rows(
    intents: Sequence[Entity],
    grouped: Mapping[str, Figures],
    channels: Collection[str],
    currency: str,
    by: str = "intent",
) -> list[JourneyRow]:
    """Return a row for each contact reason, or for each of its parts, the worst first.

    Its parts are the channels in which it begins, or bands of what its cases are worth.
    """
    rows = []
    for intent in intents:
        for label, figures in _divide(intent.id, grouped[intent.id], channels, by):
            rows.append(_build_row(label, intent, figures, currency))
    return sorted(rows, key=_sort_key)


def _divide(
    id_: str, figures: Figures, channels: Collection[str], by: str
) -> Iterator[tuple[str, Figures]]:
    """Yield the journeys of a contact reason, each by what it is called."""
    if by == "channel" and (named := _list_parts(figures, BY_CHANNEL, channels)):
        promise = {name: each for name, each in figures.items() if name.startswith("promise.")}
        for channel in named:
            own = select_figures(figures, f"{BY_CHANNEL}{channel}.")
            yield f"{id_} by {channel}", {**promise, **own}
    elif by == "value" and (bands := list_bands(figures)):
        for band in bands:
            yield f"{id_}, {band}", select_figures(figures, f"{BY_VALUE}{band}.")
    else:
        yield id_, figures


def _list_parts(figures: Figures, prefix: str, known: Collection[str]) -> list[str]:
    """Return those of the parts that are known of which there are figures, in their order."""
    rests = (name.removeprefix(prefix) for name in figures if name.startswith(prefix))
    splits = (split_id(rest, known) for rest in rests)
    return [*dict.fromkeys(split[0] for split in splits if split)]


def list_bands(figures: Figures) -> list[str]:
    """Return the bands of value of which there are figures, in their order."""
    names = (name for name in figures if name.startswith(BY_VALUE))
    found = (name.removeprefix(BY_VALUE).partition(_OF_BAND) for name in names)
    return [*dict.fromkeys(band for band, separator, _ in found if separator)]


def _build_row(label: str, intent: Entity, figures: Figures, currency: str) -> JourneyRow:
    cells = tuple(build_cell(figures, column, currency) for column in COLUMNS)
    judged = figures.get("promise.verdict")
    verdict = str(judged.value) if judged else ""
    gravity = [*VERDICTS].index(verdict) if verdict in VERDICTS else 0
    promise = _say_promise(intent, figures, verdict)
    return JourneyRow(label, intent.id, promise, gravity, cells, figures)


def build_sum_row(figures: Figures, currency: str) -> JourneyRow:
    """Return the row of all contact reasons together."""
    cells = tuple(build_cell(figures, column, currency) for column in COLUMNS)
    return JourneyRow("all together", "", BLANK, 0, cells, figures)


def _say_promise(intent: Entity, figures: Figures, verdict: str) -> str:
    """Return what is promised and what becomes of it: `7 days: broken`."""
    stated = intent.get("promise")
    promised = stated if isinstance(stated, str) else ""
    said = VERDICTS.get(verdict, UNKNOWN if "promise.verdict" in figures or promised else "")
    return ": ".join(filter(None, (promised, said))) or BLANK


def _sort_key(row: JourneyRow) -> tuple[float, ...]:
    return (-row.gravity, *(-cell.weight for cell in row.cells))


def build_table(rows: Sequence[JourneyRow]) -> Table:
    """Return the rows as a table without the columns of which nothing is stated at all."""
    table = Table(
        _SUBJECT,
        ("promise", *(column.head for column in COLUMNS)),
        tuple(_build_lines(row) for row in rows),
    )
    said = (any(not row.cells[n].is_missing for row in rows) for n in range(len(COLUMNS)))
    return select_columns(table, [any(row.promise != BLANK for row in rows), *said])


def _build_lines(row: JourneyRow) -> Row:
    first = Line(row.label, (row.promise, *(cell.mean for cell in row.cells)))
    if all(cell.worst == BLANK for cell in row.cells):
        return Row(first)
    worst = ("", *(cell.worst for cell in row.cells))
    return Row(first, (Line("at worst", worst),))
