"""For whom a change of the table of returns is, as a report says it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cxlint.changes.returns.rows import (
    Buyer,
    audience_values,
    day_before,
    list_days,
    list_demands,
    list_reasons,
    list_things,
    next_day,
)
from cxlint.policy.returns.table import sort_reasons

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cxlint.changes.returns.offers import Contrast
    from cxlint.changes.returns.rows import Row, Table

    Group = dict[str, frozenset[Any]]

FOLDED = ("proof", "place", "day", "country", "group", "reason", "thing")
"""What of customers is put together, one after another, where all else is the same."""


def build_scopes(
    tables: Sequence[Table],
    buyers: Sequence[Buyer],
    spelt: Mapping[str, str],
    contrast: Contrast,
    rows: Sequence[Row],
) -> Iterator[dict[str, Any]]:
    """Yield for whom a change is: each group of customers that is a product of its members."""
    for group in _fold(buyers):
        yield _say_group(tables, group, spelt, contrast, rows)


def _fold(buyers: Sequence[Buyer]) -> list[Group]:
    """Put customers together who differ in one respect only."""
    groups: list[Group] = [
        {field: frozenset({getattr(each, field)}) for field in Buyer._fields} for each in buyers
    ]
    for folded in FOLDED:
        merged: dict[tuple[Any, ...], Group] = {}
        for group in groups:
            key = tuple(values for field, values in group.items() if field != folded)
            if key in merged:
                merged[key][folded] |= group[folded]
            else:
                merged[key] = dict(group)
        groups = list(merged.values())
    return groups


def _say_group(
    tables: Sequence[Table],
    group: Group,
    spelt: Mapping[str, str],
    contrast: Contrast,
    rows: Sequence[Row],
) -> dict[str, Any]:
    things, reasons = group["thing"], group["reason"]
    first = Buyer(min(things), min(reasons))
    who: dict[str, Any] = {}
    left_out: dict[str, Any] = {}
    if things != set(list_things(tables)):
        who["category"] = [spelt.get(each, each) for each in sorted(things)]
    if reasons != set(list_reasons(tables)):
        who["reason"] = [*sort_reasons(reasons), *sorted(reasons - set(sort_reasons(reasons)))]
    for key, field in (("segment", "group"), ("country", "country")):
        every = audience_values(tables, first, field)
        if group[field] == set(every):
            continue
        if "" in group[field]:
            left_out[key] = sorted(set(every) - group[field])
        else:
            who[key] = sorted(group[field])
    accepted = frozenset().union(*(row.case.proofs for row in rows))
    proofs = group["proof"] - {""}
    if proofs and not proofs >= accepted:
        who["proof"] = sorted(proofs)
    _add_conditions(tables, group, first, who, left_out, contrast)
    bounds = {"from": contrast.above, "to": contrast.up_to}
    if any(bounds.values()):
        who["value"] = {key: value for key, value in bounds.items() if value}
    return who | ({"except": left_out} if left_out else {})


def _add_conditions(
    tables: Sequence[Table],
    group: Group,
    first: Buyer,
    who: dict[str, Any],
    left_out: dict[str, Any],
    contrast: Contrast,
) -> None:
    """Add what customers meet, and what they do not meet where that tells them apart."""
    (meets,), (lacks,) = group["meets"], group["lacks"]
    conditions = sorted(meets & list_demands(tables, first))
    if group["place"] != set(audience_values(tables, first, "place")):
        conditions += [f"bought: {place}" for place in sorted(group["place"]) if place]
    days = list_days(tables, first)
    without = [] if contrast.aspect in {"proof", "condition"} else sorted(lacks)
    if "" not in group["day"]:
        conditions += list_seasons(days, group["day"])
    else:
        without += list_seasons(days, set(days) - group["day"])
    if conditions:
        who["condition"] = conditions
    if without:
        left_out["condition"] = without


def list_seasons(days: Sequence[str], bought: Collection[str]) -> list[str]:
    """Return from when to when customers bought who bought on these of the days."""
    seasons: list[list[str]] = []
    for first, follower in pairwise([*days, ""]):
        if not first or first not in bought:
            continue
        last = day_before(follower) if follower else ""
        if seasons and seasons[-1][1] and next_day(seasons[-1][1]) == first:
            seasons[-1][1] = last
        else:
            seasons.append([first, last])
    return [
        f"bought {first} to {last}" if last else f"bought from {first}" for first, last in seasons
    ]
