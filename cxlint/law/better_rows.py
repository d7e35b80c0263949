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
    results = _results(lines)
    kept = {key for key, found in results.items() if found == {"kept"}}
    rows = {id(each.entity): each.entity for _, each in lines}
    return [
        (current, each)
        for current, each in compared
        if each.result == "kept"
        or not _is_row(each)
        or not any(
            _covers(rows[key], each.entity, area)
            for phase, key in kept
            if phase == current.phase and key != id(each.entity)
        )
    ]


def _is_row(comparison: Comparison) -> bool:
    return comparison.entity is not None and comparison.entity.kind == "return"


def _results(lines: Iterable[tuple[Current, Comparison]]) -> dict[tuple[str, int], set[str]]:
    """Return the results of each row, for what holds and for what comes apart."""
    results: dict[tuple[str, int], set[str]] = {}
    for current, each in lines:
        results.setdefault((current.phase, id(each.entity)), set()).add(each.result)
    return results


def _covers(row: Entity | None, other: Entity | None, area: Collection[str]) -> bool:
    """Whether whoever may claim by a row may claim by another one instead."""
    if row is None or other is None:
        return False
    reasons = set(other.texts("reasons"))
    is_for_same_reasons = bool(reasons) and reasons <= set(row.texts("reasons"))
    has_same_proof = not row.says(_ON_PROOF) or row.get(_ON_PROOF) == other.get(_ON_PROOF)
    is_for_all = set(area) <= set(row.texts(_COUNTRIES))
    is_for_same_goods = all(
        row.get(key) == other.get(key) or (key == _COUNTRIES and is_for_all) for key in NARROWING
    )
    return is_for_same_reasons and has_same_proof and is_for_same_goods
