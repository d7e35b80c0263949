"""Neither too short nor too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import fact_name, unknown
from cxlint.law.durations import compare_stated
from cxlint.law.measures import compare
from cxlint.values.durations import duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.law.comparison import Comparison, World
    from cxlint.law.lines import About


def between(
    world: World,
    asked: Mapping[str, str],
    *,
    about: About,
    field: str,
    only_from: Mapping[str, str] | None = None,
) -> Iterator[Comparison]:
    """Yield whether each duration under a field lies between two.

    Of things of which another duration counts, only those are meant that state it that long or
    longer (`only_from`).
    """
    shortest = compare_stated(world, about, field, "at_least", asked["at_least"])
    longest = compare_stated(world, about, field, "at_most", asked["at_most"])
    words = f"{asked['at_least']} to {asked['at_most']}"
    for lower, upper in zip(shortest, longest, strict=True):
        told = _worse(lower, upper)._replace(
            asks=words, tightness=lower.tightness, longest=upper.longest
        )
        yield from [told] if only_from is None else _as_far_as_long(told, only_from)


def _as_far_as_long(told: Comparison, only_from: Mapping[str, str]) -> Iterator[Comparison]:
    """Yield a comparison of what is long enough; a breach of what does not say so is not known."""
    entity = told.entity
    for key, least in only_from.items() if entity is not None else ():
        assert entity is not None
        stated = entity.duration(key)
        if stated is None and told.result == "breach":
            told = unknown(fact_name(entity.kind, key), entity)
        elif stated is None or compare(stated, "at_least", duration(least)) != "kept":
            return
    yield told


def _worse(one: Comparison, other: Comparison) -> Comparison:
    for result in ("breach", "unknown"):
        for each in (one, other):
            if each.result == result:
                return each
    return one
