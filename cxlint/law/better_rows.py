"""Rows of returns that give more than the law asks, beside one for the same goods that keeps it.

A shop that takes faulty things back for 30 days, and repairs them for two years, keeps to a
guarantee of two years: what the customer may claim by one row, no other row takes away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.lines import NARROWING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import Comparison
    from cxlint.law.timeline import Current

    Compared = Sequence[tuple[Current, Comparison]]

_ON_PROOF = "proof"
_COUNTRIES = "countries"


def leave_out_covered(compared: Compared, area: Collection[str]) -> Compared:
    """Return what was compared without the rows beside which another keeps all that is asked.

    A row for all countries of the `area` of the law is, there, a row for everybody.
    """
    lines = [each for each in compared if _is_row(each[1])]
    if not lines:
        return compared
    kept = _kept_rows(lines)
    return [
        (current, each)
        for current, each in compared
        if each.result == "kept"
        or not _is_row(each)
        or not any(
            _covers(row, each.entity, area)
            for row in kept.get((current.phase, _goods(each.entity)), ())
        )
    ]


def _kept_rows(lines: Sequence[tuple[Current, Comparison]]) -> dict[tuple[str, str], list[Entity]]:
    """Return the rows that keep all that is asked, by phase and by what they are for."""
    results = _results(lines)
    rows = {id(each.entity): each.entity for _, each in lines}
    kept: dict[tuple[str, str], list[Entity]] = {}
    for (phase, key), found in results.items():
        row = rows[key]
        if found == {"kept"} and row is not None:
            kept.setdefault((phase, _goods(row)), []).append(row)
    return kept


def _goods(row: Entity | None) -> str:
    """Return for what a row is, wherever that is."""
    keys = (key for key in NARROWING if key != _COUNTRIES)
    return "" if row is None else repr([row.get(key) for key in keys])


def _is_row(comparison: Comparison) -> bool:
    return comparison.entity is not None and comparison.entity.kind == "return"


def _results(lines: Iterable[tuple[Current, Comparison]]) -> dict[tuple[str, int], set[str]]:
    """Return the results of each row, for what holds and for what comes apart."""
    results: dict[tuple[str, int], set[str]] = {}
    for current, each in lines:
        results.setdefault((current.phase, id(each.entity)), set()).add(each.result)
    return results


def _covers(row: Entity, other: Entity | None, area: Collection[str]) -> bool:
    """Whether whoever may claim by a row may claim by another one for the same instead."""
    if other is None:
        return False
    reasons = set(other.texts("reasons"))
    is_for_same_reasons = bool(reasons) and reasons <= set(row.texts("reasons"))
    has_same_proof = not row.says(_ON_PROOF) or row.get(_ON_PROOF) == other.get(_ON_PROOF)
    is_there = row.get(_COUNTRIES) == other.get(_COUNTRIES)
    is_for_all = set(area) <= set(row.texts(_COUNTRIES))
    return is_for_same_reasons and has_same_proof and (is_there or is_for_all)
