"""Obligations of which no value keeps both: one asks for more than another allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.law.comparison import Comparison
    from cxlint.law.obligation import Obligation
    from cxlint.parsing.document import At

    Bound = tuple[Obligation, Comparison]


class Conflict(NamedTuple):
    """A line, the obligation that asks for more, the one that allows less, and both in words."""

    at: At
    entity: str
    longer: Obligation
    shorter: Obligation
    asks_longer: str
    asks_shorter: str


def find_conflicts(compared: Iterable[Bound]) -> Iterator[Conflict]:
    """Yield each line for which the longest that is asked exceeds the shortest that is allowed."""
    lines: dict[object, list[Bound]] = {}
    for obligation, each in compared:
        if each.at is not None and each.tightness:
            place = (id(each.at.document), each.at.path)
            lines.setdefault(place, []).append((obligation, each))
    for bounds in lines.values():
        yield from _conflict(bounds)


def _conflict(bounds: list[Bound]) -> Iterator[Conflict]:
    lower = max(bounds, key=lambda bound: bound[1].tightness)
    limits = {each.longest: bound for bound in bounds if (each := bound[1]).longest is not None}
    if not limits or lower[1].tightness <= min(limits):
        return
    (longer, asked), (shorter, allowed) = lower, limits[min(limits)]
    if asked.at is not None and asked.entity is not None and longer.id != shorter.id:
        yield Conflict(asked.at, asked.entity.name, longer, shorter, asked.asks, allowed.asks)
