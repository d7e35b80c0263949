"""No shorter than the law grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.durations import compare_stated, compare_windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
) -> Iterator[Comparison]:
    """Yield whether each duration under a field is no shorter than asked.

    Windows of returns may have to be `counted_from` delivery, whatever day the policy names; what
    is not taken back for an `excused` ground is not meant.
    """
    if counted_from:
        return compare_windows(world, about, asked, excused)
    return compare_stated(world, about, field, "at_least", asked)
