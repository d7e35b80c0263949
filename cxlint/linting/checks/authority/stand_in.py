"""Approvers whose absence stops every request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.authority.consent_runs import is_decided_by_asker
from cxlint.graph.authority.frontline import fronts
from cxlint.graph.authority.limits import Ladder, Tier, ladders_of
from cxlint.linting.model.finding import Hit
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def stand_in(network: Network) -> Iterator[Hit]:
    """Yield each tier without a delegate and without a timeout. Facts: remedy, approver, within.

    Case `bounded` where a time is stated within which they decide, and nothing that happens when
    it is over. Case `empty` where they are teams in which nobody works (seats: 0).

    Where all tiers have to agree (route: all), whoever asks is none of them. Left alone are else
    tiers of whom customers meet first, tiers of several of whom one is enough, those that decide
    immediately, and those that look only after the customer has the remedy. What is to be said of
    several tiers of one process of a vendor's is said once.

    Args:
        network: the policy's graph.
    """
    of_processes: dict[tuple[str, str], list[Hit]] = {}
    for hit in _find_stalling(network):
        if hit.at.document.vendor_file:
            of_processes.setdefault((hit.entity, hit.case), []).append(hit)
        else:
            yield hit
    yield from map(_join_tiers, of_processes.values())


def _join_tiers(hits: list[Hit]) -> Hit:
    """Return one hit for the tiers of one process."""
    first, *others = hits
    approvers = dict.fromkeys(str(name) for hit in hits for name in _list_approvers(hit))
    return first._replace(
        facts={**first.facts, "approver": list(approvers)},
        related=tuple((hit.at, " and ".join(_list_approvers(hit))) for hit in others),
    )


def _list_approvers(hit: Hit) -> list[str]:
    stated = hit.facts["approver"]
    return [str(each) for each in stated] if isinstance(stated, list) else [str(stated)]


def _find_stalling(network: Network) -> Iterator[Hit]:
    met: dict[str, set[str]] = {}
    asking: dict[str, list[str]] = {}
    for front in fronts(network):
        met.setdefault(front.ladder.id, set()).update([front.team.id] if front.team else [])
        asking.setdefault(front.ladder.id, []).append(front.limit_name)
    ladders = ladders_of(network.policy)
    for remedy in network.policy.of("remedy"):
        ladder = ladders.of(remedy.id)
        for tier in ladder.tiers if ladder else ():
            assert ladder is not None
            stated = remedy.get("tiers")[tier.number]
            deserted = _has_no_stand_in(stated, tier) and _is_deserted(network.policy, tier)
            if not deserted and not _stalls(ladder, tier):
                continue
            others = deserted or _asks_others(remedy)
            if not (others or _waited_for(tier, met.get(remedy.id))):
                continue
            within = stated.get("decides_within")
            yield Hit(
                at=remedy.at("tiers", tier.number),
                entity=remedy.name,
                key=(str(tier.number),),
                case="empty" if deserted else "bounded" if within else "",
                facts={
                    "remedy": remedy.id,
                    "approver": list(tier.by),
                    "within": within or "",
                },
                rests_on=tuple(dict.fromkeys(asking.get(remedy.id, ()))),
            )


def _stalls(ladder: Ladder, tier: Tier) -> bool:
    assert ladder.entity is not None
    stated: dict[str, Any] = ladder.entity.get("tiers")[tier.number]
    if is_decided_by_asker(stated):
        return False
    if _is_there(stated, "delegate") or "timeout" in stated or not tier.beforehand:
        return False
    return stated.get("decides_within") != "immediately" and (tier.everyone or len(tier.by) == 1)


def _is_there(stated: Mapping[str, object], key: str) -> bool:
    return key in stated and not is_denial(stated[key])


def _has_no_stand_in(stated: Mapping[str, Any], tier: Tier) -> bool:
    """Whether nobody else decides in their place; somebody of the same team is nobody else."""
    if "timeout" in stated or not tier.beforehand:
        return False
    delegate = str(stated["delegate"]) if _is_there(stated, "delegate") else ""
    return not delegate or any(each in delegate for each in tier.by)


def _is_deserted(policy: Policy, tier: Tier) -> bool:
    """Whether nobody works in any of those who decide, or, where all must, in one of them."""
    deserted = [
        bool(teams)
        and all((team := policy.find("team", id_)) and team.get("seats") == 0 for id_ in teams)
        for teams in tier.teams
    ]
    return any(deserted) if tier.everyone else bool(deserted) and all(deserted)


def _asks_others(remedy: Entity) -> bool:
    return str(remedy.get("route")) == "all"


def _waited_for(tier: Tier, met: set[str] | None) -> bool:
    """Whether somebody else asks this tier. The lowest may well be the first contact itself."""
    teams = frozenset().union(*tier.teams)
    if tier.number and not tier.everyone:
        return not (met and teams and teams <= met)
    return bool(tier.number) or bool(met and teams and not teams & met)
