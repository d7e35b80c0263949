"""The journeys of a report: each measure as an interval, the promise, and where it begins."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from cxlint.reporting.journeys import cells
from cxlint.reporting.journeys.columns import COLUMNS
from cxlint.reporting.journeys.figure_names import group_figures, select_figures
from cxlint.reporting.journeys.figure_text import is_endless, is_number
from cxlint.reporting.journeys.figures_json import part_record
from cxlint.reporting.journeys.journey_rows import build_sum_row, list_rows
from cxlint.reporting.journeys.overview import read_currency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.analysis.quantity import Part, Quantity, Value
    from cxlint.language.entity import Entity
    from cxlint.reporting.journeys.cells import Bounds
    from cxlint.reporting.journeys.columns import Column
    from cxlint.reporting.journeys.figure_names import Figures
    from cxlint.reporting.journeys.journey_rows import JourneyRow
    from cxlint.reporting.report.material import Material

    Record = dict[str, Any]

_LONGEST = ("elapsed.committed.max_hours", "elapsed.max_hours")
_SHORTEST = ("elapsed.committed.min_hours", "elapsed.min_hours")


def list_journeys(material: Material, starts: Mapping[str, list[int]]) -> Record:
    """Return the columns of which something is said, and a row for each contact reason."""
    policy, figures = material.policy, material.figures
    intents = policy.of("intent")
    ids = dict.fromkeys(each.id for each in intents)
    grouped = group_figures(figures, ("journey", "intent"), ids)
    currency = read_currency(policy)
    rows = list_rows(intents, grouped, (), currency)
    by_id = {each.id: each for each in intents}
    records = [_row(row, by_id[row.intent], starts) for row in rows]
    sums = select_figures({each.name: each for each in figures}, "all.")
    if sums and len(intents) > 1:
        records.append(_row(build_sum_row(sums, currency), None, starts))
    said = [n for n in range(len(COLUMNS)) if any(not row.cells[n].is_missing for row in rows)]
    for record in records:
        record["cells"] = [record["cells"][n] for n in said]
    columns = [{"head": COLUMNS[n].head, "means": COLUMNS[n].means, "unit": COLUMNS[n].unit,
                "source": COLUMNS[n].source} for n in said]  # fmt: skip
    return {"columns": columns, "rows": records}


def _row(row: JourneyRow, intent: Entity | None, starts: Mapping[str, list[int]]) -> Record:
    told: Record = {
        "id": row.intent,
        "name": _name(intent),
        "promise": row.promise,
        "gravity": row.gravity,
        "cells": [_cell(row.figures, column, row.cells[n]) for n, column in enumerate(COLUMNS)],
        "starts": starts.get(row.intent, []),
    }
    if intent is not None:
        told["path"] = intent.document.path
        told["line"] = intent.at().span().line
        told["share"] = intent.get("share") or ""
        told["time"] = _time(row.figures, intent)
    return told


def _name(intent: Entity | None) -> str:
    """Return what a contact reason is called beside its id; empty for nothing else."""
    stated = intent.get("name") if intent is not None else None
    return stated if isinstance(stated, str) else ""


def _cell(figures: Figures, column: Column, cell: cells.Cell) -> Record:
    told: Record = {"mean": cell.mean, "worst": cell.worst}
    if cell.why:
        told["why"] = cell.why
    if not cell.is_missing:
        told |= _ends(cells.find_mean(figures, column))
        worst = cells.find_worst(figures, column)
        if worst is not None and worst.high is not None:
            told["most"] = _number(worst.high)
    return told


def _ends(bounds: Bounds | None) -> Record:
    if bounds is None:
        return {}
    ends = {"low": _number(bounds.low), "high": _number(bounds.high)}
    return {name: end for name, end in ends.items() if end is not None}


def _number(value: Value | None) -> float | str | None:
    """Return a value as a number; one without an end in a word; None for what is no number."""
    if is_endless(value):
        return "endless"
    if not is_number(value):
        return None
    number = float(value)
    return "endless" if number == inf else round(number, 4)


def _time(figures: Figures, intent: Entity) -> Record:
    """Return the hours that are promised, and the hours that the way takes, with their sum."""
    told: Record = {"parts": list(_parts(figures))}
    promise = intent.duration("promise")
    if promise is not None:
        told["promised"] = round(float(promise.minutes) / 60, 2)
    low, high = _first(figures, _SHORTEST), _first(figures, _LONGEST)
    if low is not None and (end := _number(low.value)) is not None:
        told["low"] = end
    if high is not None and (end := _number(high.value)) is not None:
        told["high"] = end
        if high.why:
            told["why"] = high.why
    return told


def _first(figures: Figures, names: tuple[str, ...]) -> Quantity | None:
    return next((figures[name] for name in names if name in figures), None)


def _parts(figures: Figures) -> Iterator[Record]:
    """Yield what the longest time is made of; of one without an end, the shortest.

    Each part that lasts says from which hour to which.
    """
    for names in (_LONGEST, _SHORTEST):
        found = _first(figures, names)
        if found is not None and found.parts:
            yield from _spans(found.parts)
            return


def _spans(parts: Sequence[Part]) -> Iterator[Record]:
    begin = last = parts[0].end
    for part in parts:
        told = part_record(part)
        if begin is not None and last is not None and part.end is not None and part.end > last:
            told |= {"from": _hours(last - begin), "to": _hours(part.end - begin)}
            last = part.end
        yield told


def _hours(seconds: int) -> float:
    return round(seconds / 3_600, 2)
