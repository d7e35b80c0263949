"""People who decide at fewer hours than those at which customers are taken in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.calendar import coverage_gaps
from cxlint.calendar.intervals import merge, total_minutes
from cxlint.graph.authority.distributions import values
from cxlint.graph.authority.frontline import Authority, Demand, Front, authority_over, fronts
from cxlint.graph.authority.limits import UNLIMITED
from cxlint.graph.channel_promises import Patience
from cxlint.language.entity import Entity
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.network import Network
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

    Decider = tuple[str, At, Sequence[Hours]]


@dataclass(frozen=True, slots=True)
class _Away:
    """One who must decide, and when they are away while the first contact is there."""

    front: Front
    decider: str
    at: At
    gap: coverage_gaps.Gaps
    mild: bool = False


def narrower_hours(
    network: Network,
    *,
    remedies: Sequence[str],
    min_share: str,
    few_cases: str,
    late: str,
    least_hours: str,
    closing: str,
) -> Iterator[Hit]:
    """Yield who is away while a first contact takes requests in; for each remedy, the longest.

    That is the longest of those who say how soon they decide, and of the others.

    Compares the hours of the team that customers meet first with those of whoever must decide
    what it may not, over the year ahead. It is information where the tier says how soon it
    decides, for then the customer knows: if it can keep that for all but `late` of the requests,
    and works at least `least_hours` as long as requests are taken in, by day or by night; and
    where few cases need it. Silent where
    either's hours are not stated, for decisions after the remedy, and where the law is named that
    demands them. Facts: decider, front, remedies, gap, share.

    Args:
        network: the policy's graph.
        remedies: the ids of the remedies that are meant.
        min_share: of the time at which requests are taken in, the share below which nothing is
            said.
        few_cases: up to which share of the cases it is only information that they wait.
        late: up to which share of the requests a decision may come later than is said.
        least_hours: the share of the hours of intake that somebody must work at the least who
            says how soon they decide.
        closing: the longest closing that may come in between, where that is in working time.
    """
    policy, authority = network.policy, authority_over(network)
    least, few = quantities.percentage(min_share), quantities.percentage(few_cases)
    fewest, broken = quantities.percentage(least_hours), quantities.percentage(late)
    patience = Patience(quantities.duration(closing), quantities.duration(closing))
    away: dict[tuple[str, bool], list[_Away]] = {}
    note(network.policy, len(fronts(network)))
    for front in fronts(network):
        if front.team is None or front.own == UNLIMITED or front.ladder.by_law:
            continue
        intake = policy.hours(front.team) if front.ladder.id in remedies else None
        if intake is None:
            continue
        for share, (name, at, staffed) in _deciders(policy, front, authority):
            gap = coverage_gaps.coverage_gaps(intake, staffed, policy.today)
            if gap.minutes and gap.share >= least:
                within = _decides_within(front, name)
                slow = _late_share(policy, patience, intake, staffed, within)
                often = _weekly_minutes(staffed) >= fewest * _weekly_minutes([intake])
                mild = share <= few or (slow <= broken and often)
                away.setdefault((front.ladder.id, mild), []).append(
                    _Away(front, name, at, gap, mild)
                )
    causes: dict[object, list[_Away]] = {}
    for found in away.values():
        worst = max(found, key=lambda each: each.gap.minutes)
        cause = id(worst.at.document), worst.at.path, str(worst.front), worst.decider, worst.mild
        causes.setdefault(cause, []).extend([worst, *(each for each in found if each is not worst)])
    for found in causes.values():
        yield _hit(found)


def _hit(found: Sequence[_Away]) -> Hit:
    worst = found[0]
    front, gap = worst.front, worst.gap
    remedies = sorted({each.front.ladder.id for each in found})
    assert front.team is not None
    return Hit(
        at=worst.at,
        entity=front.team.name,
        key=tuple(remedies),
        severity="info" if worst.mild else None,
        facts={
            "decider": worst.decider,
            "front": front.team,
            "remedies": remedies,
            "gap": f"whenever {front} works" if gap.share == 1 else gap.text,
            "share": f"{float(gap.share * 100):.0f}%",
        },
        intents=tuple(dict.fromkeys(each.id for away in found for each in away.front.intents)),
        rests_on=tuple(dict.fromkeys(away.front.limit_name for away in found)),
    )


def _deciders(
    policy: Policy, front: Front, authority: Authority
) -> Iterator[tuple[Fraction, Decider]]:
    """Yield everybody who must decide something, with their hours and where these stand.

    Before each is the share of the cases that may need them, at the most.
    """
    if not front.ladder.tiers:
        demand = authority.beyond(front, 0)
        if demand is not None and (share := _needing(front, demand)):
            for decider in _of_team(policy, authority.traced(front, demand).deciders[-1]):
                yield share, decider
        return
    for band in authority.bands(front):
        tier = front.ladder.tiers[band.tier]
        share = _needing(front, Demand(((band.above, band.up_to),), ()))
        if tier.beforehand and share:
            for decider in _of_tier(policy, front, band.tier):
                yield share, decider


def _decides_within(front: Front, name: str) -> Duration | None:
    """Return how soon that decider decides, where the policy says so."""
    entity = front.ladder.entity
    tiers = (entity.get("tiers") if entity else None) or ()
    for number, tier in enumerate(front.ladder.tiers[: len(tiers)]):
        if name != " or ".join(tier.by) and name not in frozenset().union(*tier.teams):
            continue
        assert entity is not None
        path = entity.at("tiers", number).path
        stated = Entity("tier", "", tiers[number], entity.document, path)
        if (within := stated.duration("decides_within")) is not None:
            return within
    return None


def _late_share(
    policy: Policy,
    patience: Patience,
    intake: Hours,
    staffed: Sequence[Hours],
    within: Duration | None,
) -> Fraction:
    """Return for which share of the requests a decision cannot come as soon as is said."""
    if within is None:
        return Fraction(1)
    reply = patience.reply(tuple(staffed), within)
    return coverage_gaps.answer_gaps(intake, (reply,), reply, policy.today).share


def _weekly_minutes(staffed: Sequence[Hours]) -> int:
    return total_minutes(merge(each for hours in staffed for each in hours.weekly))


def _needing(front: Front, demand: Demand) -> Fraction:
    """Return the share of cases that may need it, as far as is known what cases are worth."""
    currency = front.ladder.currency
    shares = (demand.share(values(each), currency).high for each in front.intents)
    return Fraction(max(shares, default=0))


def _of_tier(policy: Policy, front: Front, number: int) -> Iterator[Decider]:
    entity, tier = front.ladder.entity, front.ladder.tiers[number]
    assert entity is not None
    path = entity.at("tiers", number).path
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
