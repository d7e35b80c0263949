"""Limits just above which customers ask for no more, since asking costs them as much."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cxlint.graph.authority.distributions import values
from cxlint.graph.authority.frontline import authority_over, fronts
from cxlint.graph.authority.limits import UNLIMITED
from cxlint.linting.check_support.share_text import write_share
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from cxlint.analysis.decisions.value_bands import ValueBand
    from cxlint.graph.authority.frontline import Demand, Front
    from cxlint.graph.authority.limits import Ladder
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At


def deterring_limit(
    network: Network, *, hassle: Sequence[str], chance: str, min_share: str
) -> Iterator[Hit]:
    """Yield each limit of a first contact beyond which asking is not worth its trouble to many.

    Customers who must carry a request on themselves do so only if what they may win is worth more
    than the trouble: above the limit by more than `hassle`, divided by the chance. Whoever is worth
    less than that, and more than the limit, gives the rest up. Case empty: enough cases are, for
    every distribution with the quantiles that are stated. Case `estimate` (information): they are
    if sums are spread evenly between quantiles. Silent where the request is carried for the
    customer, where the law demands the approval, and for currencies of which no trouble is stated.
    Facts: front, remedy, own, worth, share, intent.

    Args:
        network: the policy's graph.
        hassle: what it is worth to customers to be spared asking again, by currency.
        chance: how likely it is that the request is granted.
        min_share: the share of cases below which nothing is said.
    """
    trouble = {sum_.currency: sum_.amount for sum_ in map(quantities.money, hassle)}
    chances, least = quantities.percentage(chance), quantities.percentage(min_share)
    authority = authority_over(network)
    note(network.policy, len(fronts(network)))
    for front in fronts(network):
        if front.own == UNLIMITED or front.ladder.by_law or front.ladder.currency not in trouble:
            continue
        demand = authority.carried(front)
        if demand is not None:
            spared = front.own + trouble[front.ladder.currency] / chances
            yield from _judge(front, demand, spared, least)


def _judge(
    front: Front, demand: Demand, spared: Fraction | float, least: Fraction
) -> Iterator[Hit]:
    from cxlint.analysis.decisions.value_bands import bound_mean, estimate_mean

    steps = _deterred(front, spared)
    for intent in front.intents:
        known = values(intent)
        if known is None or known.currency != front.ladder.currency:
            continue
        low, _ = bound_mean(known, steps)
        share = low if low >= least else estimate_mean(known, steps)
        if share is not None and share >= least:
            yield _hit(
                front, demand, intent, _facts(front, intent, spared, share), certain=low >= least
            )


def _deterred(front: Front, spared: Fraction | float) -> list[ValueBand]:
    from cxlint.analysis.decisions.value_bands import ValueBand

    settled = [ValueBand(0, front.own, 0, 0)] if front.own > 0 else []
    return [*settled, ValueBand(front.own, spared, 1, 1), ValueBand(spared, math.inf, 0, 0)]


def _facts(
    front: Front, intent: Entity, spared: Fraction | float, share: Fraction
) -> Mapping[str, object]:
    return {
        "front": str(front),
        "remedy": front.ladder.id,
        "own": front.ladder.money(front.own),
        "worth": front.ladder.money(spared),
        "share": write_share(share),
        "intent": intent.id,
    }


def _hit(
    front: Front, demand: Demand, intent: Entity, facts: Mapping[str, object], *, certain: bool
) -> Hit:
    way = ((demand.handoff.at, "customers carry the request here"),) if demand.handoff else ()
    return Hit(
        at=_limit_at(front, front.ladder),
        entity=front.team.name if front.team else f"remedy/{front.ladder.id}",
        facts=facts,
        key=(front.ladder.id, intent.id),
        case="" if certain else "estimate",
        severity=None if certain else "info",
        intents=(intent.id,),
        related=((intent.at("value"), "what cases are worth"), *way),
        rests_on=(front.limit_name,),
    )


def _limit_at(front: Front, ladder: Ladder) -> At:
    """Return where it is stated what a first contact may grant, or else who it is."""
    team = front.team
    if team is not None and team.says("may", ladder.id):
        return team.at("may", ladder.id)
    number = next((tier.number for tier in ladder.tiers if team and tier.alone(team.id)), 0)
    if ladder.entity is not None and ladder.tiers:
        return ladder.entity.at("tiers", number)
    assert team is not None
    return team.at()
