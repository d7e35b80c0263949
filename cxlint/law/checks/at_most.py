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
    asked: str | Sequence[str] | Mapping[str, str],
    *,
    about: About,
    field: str | Sequence[str],
    relaxed_by: Mapping[str, str] | None = None,
    silence: str = "unknown",
    extension: str = "counts",
) -> Iterator[Comparison]:
    """Yield whether each duration under a field is no longer than asked.

    Where a thing of some kind affirms a field (`relaxed_by`), the longer of two bounds holds. Of
    several bounds, as one of hours and one of working days, that of the same kind counts.
    `silence` says what it means where nothing is stated. The `extension` of a promise counts, where
    it is not asked about apart.
    """
    bound = _bound(world, asked, relaxed_by)
    longest = extension == "counts"
    compared = compare_stated(world, about, field, "at_most", bound, longest=longest)
    return (each for each in compared if silence == "unknown" or each.says)


def _bound(
    world: World,
    asked: str | Sequence[str] | Mapping[str, str],
    relaxed_by: Mapping[str, str] | None,
) -> str | Sequence[str]:
    if not isinstance(asked, dict):
        return asked  # type: ignore[return-value]
    is_relaxed = relaxed_by is not None and any(
        each.affirms(relaxed_by["field"]) for each in world.of(relaxed_by["of"])
    )
    bound: str = asked["relaxed" if is_relaxed else "plain"]
    return bound
