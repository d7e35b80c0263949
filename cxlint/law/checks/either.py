"""One of several ways to do what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.checks_by_name import run_check
from cxlint.law.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.law.comparison import World
    from cxlint.law.obligation import Ask


def either(
    world: World, asked: object, *, ways: Sequence[Ask], words: str = ""
) -> Iterator[Comparison]:
    """Yield, for each thing, the best that came of several ways to do what is asked."""
    best: dict[object, Comparison] = {}
    for way in ways:
        for each in run_check(world, way, way.share_of(asked)):
            key = None if each.entity is None else id(each.entity)
            if key not in best or _RANK[each.result] > _RANK[best[key].result]:
                best[key] = each
    for each in best.values():
        yield each._replace(asks=words or each.asks)


_RANK = {"unsaid": -1, "breach": 0, "unknown": 1, "kept": 2}
