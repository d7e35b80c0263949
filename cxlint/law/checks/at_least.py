"""No shorter than the law grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.checks.forbidden import is_nothing
from cxlint.law.comparison import fact_name, unknown
from cxlint.law.durations import compare_stated, compare_windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.law.comparison import Comparison, World
    from cxlint.law.lines import About


def at_least(
    world: World,
    asked: str,
    *,
    about: About,
    field: str,
    counted_from: str = "",
    excused: Sequence[str] = (),
    shorter_for: Mapping[str, Sequence[str]] | None = None,
    beside: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Comparison]:
    """Yield whether each duration under a field is no shorter than asked.

    Windows of returns may have to be `counted_from` delivery, whatever day the policy names; what
    is not taken back for an `excused` ground is not meant; for some goods other laws may allow a
    shorter one (`shorter_for`: its length, and the categories). What states under a key none of the
    words that have to stand `beside` is no better than too short; silence is as good as none.
    """
    if counted_from:
        return compare_windows(world, about, asked, excused, shorter_for or {})
    compared = compare_stated(world, about, field, "at_least", asked)
    meant = (each for each in compared if not _is_excused(each, excused))
    return meant if beside is None else (_with_words(each, beside) for each in meant)


def _is_excused(comparison: Comparison, excused: Sequence[str]) -> bool:
    row = comparison.entity
    return row is not None and bool(set(excused) & set(row.texts("because")))


def _with_words(comparison: Comparison, beside: Mapping[str, Sequence[str]]) -> Comparison:
    row = comparison.entity
    if row is None:
        return comparison
    if row.denies("returnable"):
        at = row.at("returnable")
        return comparison._replace(result="breach", at=at, says="nothing is taken back")
    for key, words in beside.items():
        stated = row.texts(key)
        if not stated and "none" not in words and comparison.result == "kept":
            return unknown(fact_name(row.kind, key), row)
        if "none" in words and is_nothing(row, (key,)):
            continue
        if stated and not set(words) & set(stated):
            says = f"{key} {', '.join(stated)}"
            return comparison._replace(result="breach", at=row.at(key), says=says)
    return comparison
