"""No longer than the law allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.durations import compare_stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.law.comparison import Comparison, World
    from cxlint.law.lines import About


def at_most(
    world: World,
    asked: str | Mapping[str, str],
    *,
    about: About,
    field: str | Sequence[str],
    relaxed_by: Mapping[str, str] | None = None,
) -> Iterator[Comparison]:
    """Yield whether each duration under a field is no longer than asked.

    Where a thing of some kind affirms a field (`relaxed_by`), the longer of two bounds holds.
    """
    if isinstance(asked, str):
        return compare_stated(world, about, field, "at_most", asked)
    is_relaxed = relaxed_by is not None and any(
        each.affirms(relaxed_by["field"]) for each in world.of(relaxed_by["of"])
    )
    return compare_stated(
        world, about, field, "at_most", asked["relaxed" if is_relaxed else "plain"]
    )
