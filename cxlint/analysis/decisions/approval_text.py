"""Who decides on which cases, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Part
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.decisions.approvals import DecisionBand, FirstTeam
    from cxlint.graph.authority.limits import Ladder
    from cxlint.language.entity import Entity

MOST_NAMES = 5
"""So many teams are named in a sentence."""


def list_parts(intent: Entity, ladder: Ladder, teams: Sequence[FirstTeam]) -> Iterator[Part]:
    """Yield what cases are worth, and who decides by that: teams that may do the same at once."""
    yield from list_quantiles(intent)
    alike: dict[tuple[DecisionBand, ...], list[FirstTeam]] = {}
    for team in teams:
        alike.setdefault(team.bands, []).append(team)
    for bands, members in [*alike.items()][:MOST_NAMES]:
        names = shorten_list([team.name for team in members], MOST_NAMES)
        for band in bands:
            yield Part(say_band(ladder, members[0], band, " or ".join(names)), band.at)


def say_band(ladder: Ladder, team: FirstTeam, band: DecisionBand, name: str) -> str:
    """Return which cases these are, and who decides on them."""
    cases = _say_cases(ladder, team, band)
    if not band.most:
        return f"{cases}: {name} decides alone"
    count = str(band.most) if band.least == band.most else f"{band.least} to {band.most}"
    more = "decision" if count == "1" else "decisions"
    return f"{cases}: {count} {more} beyond {name}, by {join_with_and(band.deciders)}"


def _say_cases(ladder: Ladder, team: FirstTeam, band: DecisionBand) -> str:
    ceiling = team.ceiling if band.up_to == math.inf else band.up_to
    above = f"above {ladder.money(band.above)}" if band.above else ""
    up_to = f"up to {ladder.money(ceiling)}" if ceiling < math.inf else ""
    refused = ", and refused beyond" if ceiling < band.up_to else ""
    return " and ".join(filter(None, (above, up_to))) + refused or "every case"


def list_quantiles(intent: Entity) -> Iterator[Part]:
    """Yield what cases are worth, as it is stated, the least first."""
    stated = intent.get("value")
    known = [key for key in stated if not key.startswith("x-")] if isinstance(stated, dict) else []
    for key in sorted(known, key=_order):
        most = "the most a case is worth" if key == "max" else _say_quantile(key)
        yield Part(f"{most}: {stated[key]}", intent.at("value", key))


def _order(key: str) -> tuple[bool, int, str]:
    return key == "max", len(key), key


def _say_quantile(key: str) -> str:
    return f"{key[1:]}% of the cases are worth no more than"
