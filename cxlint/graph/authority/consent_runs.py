"""How many decisions one request takes where every tier has to agree whose conditions it meets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.condition_algebra import EVERYTHING, cover, exclude, join
from cxlint.records import NamedTuple
from cxlint.values.conditions import read_alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.condition_algebra import Alternatives, Kind
    from cxlint.language.entity import Entity

CONDITIONS = ("conditions", "any_conditions")
_ASKER = re.compile(r"whoever asks(?: \(.*\))?$", re.IGNORECASE)
"""Those who ask, as the one who decides; in brackets their name."""

MOST = 100
"""How many tiers of a remedy are looked at."""


class _Asked(NamedTuple):
    """A tier: for which requests it is asked, how many decide, and whether others are done."""

    asks: Alternatives
    decisions: int
    ends: bool


def find_longest_run(remedy: Entity) -> tuple[int, ...]:
    """Return the numbers of the tiers that some requests are sure to pass, where they are most.

    Looked at are the requests that meet the conditions of one tier: which of the others they meet
    as well, whatever else is true of them. Conditions that only may come together add up to
    nothing. Fields of a vendor's records hold one value as a rule, others may hold several. A tier
    that grants or refuses what it is not asked about ends the run, unless it is sure to be asked.
    """
    unlisted: Kind = "is" if remedy.document.vendor_file else "has"
    tiers = [_read(each, unlisted) for each in (remedy.get("tiers") or ())[:MOST]]
    stated = {key: remedy.get(key) for key in CONDITIONS if remedy.says(key)}
    start = read_alternatives(stated, unlisted=unlisted) or EVERYTHING
    runs = [_run(tiers, case) for tier in tiers if (case := join(start, tier.asks))]
    return max(runs, key=lambda run: sum(tiers[each].decisions for each in run), default=())


def _read(tier: dict[str, Any], unlisted: Kind) -> _Asked:
    by = tier.get("by")
    several = len(by) if isinstance(by, list) and tier.get("need") == "all" else 1
    decisions = 0 if tier.get("after_remedy") is True else several
    asks = read_alternatives(tier, unlisted=unlisted)
    ends = tier.get("otherwise", "next") != "next"
    return _Asked(EVERYTHING if asks is None else asks, decisions, ends)


def _run(tiers: Sequence[_Asked], case: Alternatives) -> tuple[int, ...]:
    return tuple(_pass(tiers, case))


def _pass(tiers: Sequence[_Asked], case: Alternatives) -> Iterator[int]:
    for number, tier in enumerate(tiers):
        if cover([tier.asks], case):
            yield number
        elif tier.ends:
            return


def never_meet(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether no request is for both tiers, where a field of no table holds one value."""
    asked = [read_alternatives(each, unlisted="is") for each in (first, second)]
    return None not in asked and exclude(asked[0] or (), asked[1] or ())


def is_decided_by_asker(tier: dict[str, Any]) -> bool:
    """Whether those decide at a tier who ask."""
    by = tier.get("by")
    named = by if isinstance(by, list) else [by]
    return len(named) == 1 and bool(_ASKER.match(str(named[0])))
