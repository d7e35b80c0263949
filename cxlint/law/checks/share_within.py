"""So many answered so soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison, fact_name, unknown
from cxlint.law.lines import select
from cxlint.law.measures import compare
from cxlint.values.durations import duration
from cxlint.values.quantities import percentage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import World
    from cxlint.law.lines import About


def share_within(
    world: World, asked: Mapping[str, str], *, about: About, field: str
) -> Iterator[Comparison]:
    """Yield whether each target promises the share asked within the time asked.

    Fewer within less time say nothing of the share within the time asked.
    """
    lines = select(world, about)
    if lines.absence is not None:
        yield lines.absence
    for entity in lines.entities:
        yield _compare(entity, field, asked)


def _compare(entity: Entity, field: str, asked: Mapping[str, str]) -> Comparison:
    within, share = entity.duration(field, "within"), entity.percentage(field, "for")
    if within is None:
        return unknown(fact_name(entity.kind, f"{field}.within"), entity)
    limit, least = duration(asked["within"]), percentage(asked["for"])
    words = f"{entity.get(field, 'for')} within" if share is not None else "within"
    told = Comparison(
        "kept",
        entity,
        entity.at(field),
        says=f"{words} {within}",
        asks=f"{asked['for']} within {limit}",
    )
    in_time = compare(within, "at_most", limit)
    if in_time != "kept":
        return told._replace(result=in_time, missing=fact_name(entity.kind, f"{field}.within"))
    if share is None:
        return unknown(fact_name(entity.kind, f"{field}.for"), entity, field)
    if share >= least:
        return told
    if within.seconds == limit.seconds:
        return told._replace(result="breach")
    return unknown(f"{fact_name(entity.kind, field)} for {asked['for']}", entity, field)
