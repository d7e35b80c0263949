"""How long the decisions of a remedy may take, by what a case is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.analysis.times.legs import Bound, Group, Series
from cxlint.analysis.times.way_legs import placed
from cxlint.graph.authority.distributions import values
from cxlint.graph.authority.limits import NOTHING
from cxlint.records import NamedTuple
from cxlint.sentence_lists import join_with_and
from cxlint.values import quantities
from cxlint.values.quantities import IMMEDIATELY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.analysis.times.legs import Leg
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.authority.limits import Ladder, Tier
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration


class Decision(NamedTuple):
    """The decisions on cases worth more than `above`, up to `up_to`; None where they take none."""

    above: Amount
    up_to: Amount
    leg: Leg | None


def decisions(
    policy: Policy, ladder: Ladder, team: Entity, intent: Entity, zone: str | None
) -> Iterator[Decision]:
    """Yield the decisions that a team asks for, for each band of value that the intent may have.

    A request climbs tier by tier, the team's own included, or goes straight to the tier that may
    decide; tiers that may grant no more than those before are not asked.
    """
    if ladder.entity is None:
        return
    own = ladder.own(team, intent) or NOTHING
    worth = values(intent)
    if worth is not None and worth.currency != ladder.currency:
        worth = None
    asked: list[Tier] = []
    reached = own
    last = ladder.tiers[-1].number if ladder.tiers else 0
    for tier in ladder.tiers:
        higher = tier.up_to > reached or (ladder.needs_all and tier.number == last)
        own_tier = tier.up_to <= own and any(team.id in teams for teams in tier.teams)
        if not (higher or own_tier or ladder.needs_all):
            continue
        asked = [*asked, tier] if ladder.climbs or ladder.needs_all else [tier]
        if higher and not (ladder.needs_all and tier.number < last):
            if worth is None or worth.between(reached, tier.up_to).high > 0:
                cases = "" if reached == NOTHING else f"above {ladder.money(reached)} "
                leg = tiers_leg(policy, ladder.entity, asked, zone, cases)
                yield Decision(reached, tier.up_to, leg)
            reached = tier.up_to


def tiers_leg(
    policy: Policy, remedy: Entity, tiers: Sequence[Tier], zone: str | None, cases: str = ""
) -> Leg | None:
    """Return what tiers that are asked one after another take; None where nothing is stated."""
    found: tuple[Leg, ...] = ()
    for tier in tiers:
        goes_on = tier is not tiers[-1]
        leg = tier_leg(policy, remedy, tier, zone, "" if found else cases, goes_on=goes_on)
        if leg is not None:
            found = (*found, leg)
    if len(found) < 2:
        return found[0] if found else None
    return Series(found)


def tier_leg(
    policy: Policy,
    remedy: Entity,
    tier: Tier,
    zone: str | None,
    cases: str = "",
    *,
    goes_on: bool = False,
) -> Leg | None:
    """Return what the decision of a tier takes: until all agree, or the first decides.

    A timeout ends it where it grants or refuses or, where the request goes on to the next tier
    anyway, hands it on. Where this tier is to decide, one that hands it on is no decision.
    """
    stated: Mapping[str, Any] = remedy.data["tiers"][tier.number]
    limits = [*_limits(stated, goes_on=goes_on)] if tier.beforehand else []
    if not limits:
        return None
    own_hours = placed(policy.stated_hours(stated.get("open")), zone)
    legs: dict[Leg, None] = {}
    for word, teams in zip(tier.by, tier.teams, strict=True):
        hours = own_hours or _hours_of(policy, teams, zone)
        named = join_with_and(tier.by) if own_hours else word
        within = tuple(
            _limit(remedy, tier.number, key, length, hours, zone, f"{cases}{named}")
            for key, length in limits
        )
        legs[within[0] if len(within) == 1 else Group(within, everyone=False)] = None
    several = tuple(legs)
    if len(several) == 1:
        return several[0]
    if tier.everyone and stated.get("in_turn") is True:
        return Series(several)
    return Group(several, everyone=tier.everyone)


def _hours_of(policy: Policy, teams: frozenset[str], zone: str | None) -> Hours | None:
    entities = (policy.find("team", each) for each in sorted(teams))
    stated = (placed(policy.hours(each), zone) for each in entities if each is not None)
    return next((each for each in stated if each is not None), None)


def _limit(
    remedy: Entity,
    tier: int,
    key: str,
    length: Duration,
    hours: Hours | None,
    zone: str | None,
    named: str,
) -> Bound:
    at = remedy.at("tiers", tier, key)
    if key == "timeout":
        text = f"it goes on without a decision of {named} after {length}"
        return Bound(text, at, length, hours, (), zone)
    text = f"{named} may take {length} to decide" if length.amount else f"{named} decides at once"
    return Bound(text, at, length, hours, () if hours is None else (hours,), zone)


def _limits(stated: Mapping[str, Any], *, goes_on: bool) -> Iterator[tuple[str, Duration]]:
    """Yield what bounds a decision: what is allowed for it, and when it goes on without one."""
    allowed = stated.get("decides_within")
    within = quantities.duration(allowed) if isinstance(allowed, str) else None
    if within is not None:
        yield "decides_within", within
    timeout = stated.get("timeout")
    after = timeout.get("after") if isinstance(timeout, dict) else None
    is_end = goes_on or within is None or not _hands_on(timeout)
    if isinstance(after, str) and within != IMMEDIATELY and is_end:
        yield "timeout", quantities.duration(after)


def _hands_on(timeout: Any) -> bool:
    return isinstance(timeout, dict) and timeout.get("then") == "escalate"
