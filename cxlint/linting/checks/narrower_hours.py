"""People who decide at fewer hours than those at which customers are taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.journeys.authority import Authority, Demand, Front, fronts
from cxlint.journeys.ladder import UNLIMITED
from cxlint.journeys.shares import values
from cxlint.linting.finding import Hit
from cxlint.reading import gaps, quantities
from cxlint.reading.entity import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.journeys.network import Network
    from cxlint.reading.document import At
    from cxlint.reading.hours import Hours
    from cxlint.reading.policy import Policy

    Decider = tuple[str, At, Sequence[Hours]]


@dataclass(frozen=True, slots=True)
class _Away:
    """One who must decide, and when they are away while the first contact is there."""

    front: Front
    decider: str
    at: At
    gap: gaps.Gaps


def narrower_hours(network: Network, *, remedies: Sequence[str], min_share: str) -> Iterator[Hit]:
    """Yield, for each remedy, who is away for the longest while a first contact takes requests in.

    Compares the hours of the team that customers meet first with those of whoever must decide
    what it may not, over the year ahead. Facts: decider, front, remedy, gap, share. Silent where
    either's hours are not stated, for decisions after the remedy, and where the law is named that
    demands them.

    Args:
        network: the policy's graph.
        remedies: the ids of the remedies that are meant.
        min_share: of the time at which requests are taken in, the share below which nothing is
            said.
    """
    policy, authority = network.policy, Authority()
    least = quantities.percentage(min_share)
    away: dict[str, list[_Away]] = {}
    for front in fronts(network):
        if front.team is None or front.own == UNLIMITED or front.ladder.by_law:
            continue
        intake = policy.hours(front.team) if front.ladder.id in remedies else None
        if intake is None:
            continue
        for name, at, staffed in _deciders(policy, front, authority):
            gap = gaps.uncovered(intake, staffed, policy.today)
            if gap.minutes and gap.share >= least:
                away.setdefault(front.ladder.id, []).append(_Away(front, name, at, gap))
    for found in away.values():
        yield _hit(found)


def _hit(found: Sequence[_Away]) -> Hit:
    worst = max(found, key=lambda each: each.gap.minutes)
    front, gap = worst.front, worst.gap
    assert front.team is not None
    return Hit(
        at=worst.at,
        entity=front.team.name,
        key=(front.ladder.id,),
        facts={
            "decider": worst.decider,
            "front": front.team,
            "remedy": front.ladder.id,
            "gap": gap.text,
            "share": f"{float(gap.share * 100):.0f} %",
        },
        intents=tuple(dict.fromkeys(each.id for away in found for each in away.front.intents)),
    )


def _deciders(policy: Policy, front: Front, authority: Authority) -> Iterator[Decider]:
    """Yield everybody who must decide something, with their hours and where these stand."""
    if not front.ladder.tiers:
        demand = authority.beyond(front, 0)
        if demand is not None and _happens(front, demand):
            yield from _of_team(policy, authority.traced(front, demand).deciders[-1])
        return
    for band in authority.bands(front):
        tier = front.ladder.tiers[band.tier]
        if tier.beforehand and _happens(front, Demand(((band.above, band.up_to),), ())):
            yield from _of_tier(policy, front, band.tier)


def _happens(front: Front, demand: Demand) -> bool:
    """Whether any case can need it, as far as is known what cases are worth."""
    currency = front.ladder.currency
    return any(demand.share(values(each), currency).high > 0 for each in front.intents)


def _of_tier(policy: Policy, front: Front, number: int) -> Iterator[Decider]:
    entity, tier = front.ladder.entity, front.ladder.tiers[number]
    assert entity is not None
    path = (*entity.path, "tiers", number)
    stated = Entity("tier", "", entity.get("tiers")[number], entity.document, path)
    if stated.says("open"):
        if (hours := policy.hours(stated)) is not None:
            yield " or ".join(tier.by), stated.at("open"), [hours]
        return
    each = [list(_of_team(policy, team)) for teams in tier.teams for team in sorted(teams)]
    if tier.everyone:
        yield from (decider for found in each for decider in found)
    elif each and all(each):
        found = [found[0] for found in each]
        hours_of_all = [hours for _, _, staffed in found for hours in staffed]
        yield " or ".join(tier.by), found[0][1], hours_of_all


def _of_team(policy: Policy, id_: str) -> Iterator[Decider]:
    team = policy.find("team", id_)
    if team is not None and (hours := policy.hours(team)) is not None:
        yield id_, team.at("open"), [hours]
