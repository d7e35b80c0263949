"""Approvers whose absence stops every request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.authority.frontline import fronts
from cxlint.graph.authority.limits import Ladder, Ladders, Tier
from cxlint.linting.model.finding import Hit
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity


def stand_in(network: Network) -> Iterator[Hit]:
    """Yield each tier without a delegate and without a timeout. Facts: remedy, approver, within.

    Case `bounded` where a time is stated within which they decide, and nothing that happens when
    it is over.

    Where all tiers have to agree (route: all), whoever asks is none of them. Left alone are else
    tiers of whom customers meet first, tiers of several of whom one is enough,
    those that decide immediately, and those that look only after the customer has the remedy.

    Args:
        network: the policy's graph.
    """
    met: dict[str, set[str]] = {}
    asking: dict[str, list[str]] = {}
    for front in fronts(network):
        met.setdefault(front.ladder.id, set()).update([front.team.id] if front.team else [])
        asking.setdefault(front.ladder.id, []).append(front.limit_name)
    ladders = Ladders(network.policy)
    for remedy in network.policy.of("remedy"):
        ladder = ladders.of(remedy.id)
        for tier in ladder.tiers if ladder else ():
            assert ladder is not None
            if not _stalls(ladder, tier):
                continue
            if not (_asks_others(remedy) or _waited_for(tier, met.get(remedy.id))):
                continue
            within = remedy.get("tiers")[tier.number].get("decides_within")
            yield Hit(
                at=remedy.at("tiers", tier.number),
                entity=remedy.name,
                key=(str(tier.number),),
                case="bounded" if within else "",
                facts={
                    "remedy": remedy.id,
                    "approver": list(tier.by),
                    "within": within or "",
                },
                rests_on=tuple(dict.fromkeys(asking.get(remedy.id, ()))),
            )


def _stalls(ladder: Ladder, tier: Tier) -> bool:
    assert ladder.entity is not None
    stated: Mapping[str, object] = ladder.entity.get("tiers")[tier.number]
    if _is_there(stated, "delegate") or "timeout" in stated or not tier.beforehand:
        return False
    return stated.get("decides_within") != "immediately" and (tier.everyone or len(tier.by) == 1)


def _is_there(stated: Mapping[str, object], key: str) -> bool:
    return key in stated and not is_denial(stated[key])


def _asks_others(remedy: Entity) -> bool:
    return str(remedy.get("route")) == "all"


def _waited_for(tier: Tier, met: set[str] | None) -> bool:
    """Whether somebody else asks this tier. The lowest may well be the first contact itself."""
    teams = frozenset().union(*tier.teams)
    if tier.number and not tier.everyone:
        return not (met and teams and teams <= met)
    return bool(tier.number) or bool(met and teams and not teams & met)
