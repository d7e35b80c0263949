"""How many decisions one request takes where every tier has to agree whose conditions it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.algorithms.condition_algebra import EVERYTHING, exclude, join
from cxlint.records import NamedTuple
from cxlint.values.conditions import read_alternatives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.condition_algebra import Alternatives
    from cxlint.language.entity import Entity

MOST_TRIED = 2_000
"""How many choices of tiers are tried; the longest run of those is one that happens."""


class _Asked(NamedTuple):
    """A tier: for which requests it is asked, how many decide, and whether others are done."""

    asks: Alternatives
    decisions: int
    ends: bool


def find_longest_run(remedy: Entity) -> tuple[int, ...]:
    """Return the numbers of the tiers that one request passes at most, as far as is sure.

    Tiers whose conditions exclude one another are never passed by the same request; where a tier
    that is not asked grants or refuses, a request that comes behind it has passed it. Words that
    are not understood exclude nothing.
    """
    tiers = [_read(each) for each in remedy.get("tiers") or ()]
    keys = [key for key in ("conditions", "any_conditions") if remedy.says(key)]
    start = read_alternatives({key: remedy.get(key) for key in keys}) or EVERYTHING
    left = [MOST_TRIED]
    _, run = _extend(tiers, 0, start, left)
    return run


def _read(tier: dict[str, Any]) -> _Asked:
    by = tier.get("by")
    several = len(by) if isinstance(by, list) and tier.get("need") == "all" else 1
    decisions = 0 if tier.get("after_remedy") is True else several
    asks = read_alternatives(tier)
    ends = tier.get("otherwise", "next") != "next"
    return _Asked(EVERYTHING if asks is None else asks, decisions, ends)


def _extend(
    tiers: Sequence[_Asked], number: int, fits: Alternatives, left: list[int]
) -> tuple[int, tuple[int, ...]]:
    """Return the decisions and tiers of the longest run from a tier on, of requests that fit."""
    left[0] -= 1
    if number == len(tiers) or left[0] < 0:
        return 0, ()
    tier = tiers[number]
    joint = join(fits, tier.asks)
    best: tuple[int, tuple[int, ...]] = (0, ())
    if joint:
        count, run = _extend(tiers, number + 1, joint, left)
        best = count + tier.decisions, (number, *run)
    if joint != fits and not tier.ends:
        best = max(best, _extend(tiers, number + 1, fits, left), key=lambda each: each[0])
    return best


def never_meet(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether it is sure that no request is for both tiers."""
    asked = read_alternatives(first), read_alternatives(second)
    return None not in asked and exclude(asked[0] or (), asked[1] or ())
