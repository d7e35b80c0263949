"""Neither too short nor too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison
from cxlint.law.durations import compare_stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.law.comparison import World
    from cxlint.law.lines import About


def between(
    world: World, asked: Mapping[str, str], *, about: About, field: str
) -> Iterator[Comparison]:
    """Yield whether each duration under a field lies between two."""
    shortest = compare_stated(world, about, field, "at_least", asked["at_least"])
    longest = compare_stated(world, about, field, "at_most", asked["at_most"])
    words = f"{asked['at_least']} to {asked['at_most']}"
    for lower, upper in zip(shortest, longest, strict=True):
        yield _worse(lower, upper)._replace(asks=words)


def _worse(one: Comparison, other: Comparison) -> Comparison:
    for result in ("breach", "unknown"):
        for each in (one, other):
            if each.result == result:
                return each
    return one
