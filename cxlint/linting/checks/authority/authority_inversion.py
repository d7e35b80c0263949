"""Authority that shrinks on the way up, ends before the cases do, or approves its own requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.authority.distributions import values
from cxlint.graph.authority.frontline import fronts
from cxlint.graph.authority.limits import NOTHING, UNLIMITED, Ladder, Tier, amount, ladders_of
from cxlint.graph.staffing import staffed_teams
from cxlint.linting.model.finding import Hit
from cxlint.values import quantities
from cxlint.values.quantities import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def authority_inversion(network: Network) -> Iterator[Hit]:
    """Yield each contradiction in who may grant how much.

    Cases: `team` (a team of a higher tier may grant less than one of a lower tier that hands to
    it, or is of the same department; or departments are not stated), `tier` (the same in the tiers
    of a remedy), `gap` (cases are worth more than anybody may grant), `self` (a tier is asked by
    its own people), `stand-in` (the delegate is a team that asks for the approval). Facts: remedy,
    higher, less, lower, more: who stands higher or is asked, with what that one may grant, and
    who stands below; of a gap `lower` is the contact reason, and `more` what its cases are worth.

    Args:
        network: the policy's graph.
    """
    policy = network.policy
    yield from _teams(policy)
    ladders = ladders_of(policy)
    for remedy in policy.of("remedy"):
        ladder = ladders.of(remedy.id)
        if ladder is not None and ladder.tiers:
            yield from _tiers(ladder)
            yield from _own_requests(ladder, remedy)
    if not policy.unsure("team"):
        yield from _gaps(network)


def _teams(policy: Policy) -> Iterator[Hit]:
    """Compare within departments by one sweep, and along every handoff."""
    lines: dict[tuple[str, str], list[tuple[int, Entity]]] = {}
    teams = {team.id: team for team in staffed_teams(policy) if isinstance(team.get("tier"), int)}
    for team in teams.values():
        for remedy in team.get("may") or ():
            if not remedy.startswith("x-"):
                key = (team.get("department") or "", remedy)
                lines.setdefault(key, []).append((team.get("tier"), team))
    told: set[tuple[str, str]] = set()
    for (_, remedy), members in lines.items():
        for lower, higher in _inverted(members, remedy):
            told.add((higher.id, remedy))
            yield _team_hit(lower, higher, remedy)
    for handoff in policy.of("handoff"):
        asking, asked = teams.get(handoff.get("from")), teams.get(handoff.get("to"))
        if asking is None or asked is None or asking.get("tier") >= asked.get("tier"):
            continue
        for remedy in asked.get("may") or ():
            if (asked.id, remedy) not in told and _less(asked, asking, remedy):
                told.add((asked.id, remedy))
                yield _team_hit(asking, asked, remedy)


def _inverted(members: list[tuple[int, Entity]], remedy: str) -> Iterator[tuple[Entity, Entity]]:
    """Yield, for each team that may grant less than one of a lower tier, the pair."""
    most: Entity | None = None
    level: list[Entity] = []
    at = None
    for tier, team in sorted(members, key=lambda each: each[0]):
        if tier != at:
            for other in level:
                most = other if most is None or _less(most, other, remedy) else most
            level, at = [], tier
        level.append(team)
        if most is not None and _less(team, most, remedy):
            yield most, team


def _less(team: Entity, other: Entity, remedy: str) -> bool:
    """Whether a team may grant less than another; never where it cannot be compared."""
    mine, theirs = team.limit("may", remedy), other.limit("may", remedy)
    if mine is None or theirs is None:
        return False
    currencies = {limit.currency for limit in (mine, theirs) if isinstance(limit, Money)}
    return len(currencies) < 2 and amount(mine) < amount(theirs)


def _team_hit(lower: Entity, higher: Entity, remedy: str) -> Hit:
    return Hit(
        at=higher.at("may", remedy),
        entity=higher.name,
        key=(remedy,),
        case="team",
        facts=_facts(
            remedy, higher, _limit_text(higher, remedy), lower, _limit_text(lower, remedy)
        ),
        related=((lower.at("may", remedy), f"{lower} may grant {_limit_text(lower, remedy)}"),),
    )


def _limit_text(team: Entity, remedy: str) -> str:
    limit = team.limit("may", remedy)
    if isinstance(limit, Money):
        return f"up to {limit}"
    return "any sum" if limit == quantities.ANY else "nothing"


def _up_to(ladder: Ladder, most: Amount) -> str:
    told = ladder.money(most)
    return told if most in (UNLIMITED, NOTHING) else f"up to {told}"


def _facts(
    remedy: object, higher: object, less: str, lower: object, more: str
) -> dict[str, object]:
    return {"remedy": remedy, "higher": higher, "less": less, "lower": lower, "more": more}


def _tier_hit(
    ladder: Ladder, tier: Tier, below: Sequence[str], lower: Tier, case: str, field: str
) -> Hit:
    """Return what is wrong with a tier, beside those below it and the tier that these hold."""
    assert ladder.entity is not None
    stated = ladder.entity.data["tiers"]
    less, more = _up_to(ladder, tier.up_to), _up_to(ladder, lower.up_to)
    return Hit(
        at=ladder.entity.at("tiers", tier.number, field),
        entity=ladder.entity.name,
        key=(case, str(tier.number)),
        case=case,
        facts=_facts(ladder.id, list(tier.by), less, list(below), more),
        related=((ladder.entity.at("tiers", lower.number), "the tier below"),),
        rests_on=(f"{ladder.entity.name} asks itself at tier {tier.number}",)
        if case == "self"
        else (),
        unstated=not all("up_to" in stated[each.number] for each in (tier, lower)),
    )


def _tiers(ladder: Ladder) -> Iterator[Hit]:
    most = None
    for tier in ladder.tiers:
        if not tier.beforehand:
            continue
        if most is not None and tier.up_to < most.up_to:
            yield _tier_hit(ladder, tier, most.by, most, "tier", "up_to")
        else:
            most = tier


def _own_requests(ladder: Ladder, remedy: Entity) -> Iterator[Hit]:
    """Yield tiers that the same people ask and hold, by themselves or as delegates."""
    below: dict[str, Tier] = {}
    for tier, stated in zip(ladder.tiers, remedy.get("tiers"), strict=True):
        standing_in = _standing_in(ladder, tier, stated)
        met = standing_in.union(*tier.teams) if tier.teams else below.keys()
        asking = {team for team in met if team in below and below[team].up_to < tier.up_to}
        holding = {team for team in asking if tier.alone(team)}
        case, field = ("self", "by") if holding else ("stand-in", "delegate")
        if own := min(holding or standing_in & asking, default=None):
            yield _tier_hit(ladder, tier, [own], below[own], case, field)
        for teams in tier.teams:
            for team in teams:
                below.setdefault(team, tier)


def _standing_in(ladder: Ladder, tier: Tier, stated: Mapping[str, str]) -> frozenset[str]:
    """Return the team that stands in for a tier, where it is known to be one."""
    if not tier.beforehand or "delegate" not in stated:
        return frozenset()
    named = ladder.roles.get(stated["delegate"].casefold(), frozenset())
    return named if len(named) == 1 else frozenset()


def _gaps(network: Network) -> Iterator[Hit]:
    """Yield remedies whose highest limit some case certainly exceeds, once each."""
    compared: set[tuple[int, str]] = set()
    told: set[str] = set()
    for front in fronts(network):
        ladder, key = front.ladder, (id(front.intents), front.ladder.id)
        if ladder.id in told or key in compared or ladder.entity is None or not ladder.tiers:
            continue
        compared.add(key)
        if (hit := _gap(ladder, ladder.entity, front.intents)) is not None:
            told.add(ladder.id)
            yield hit


def _gap(ladder: Ladder, remedy: Entity, intents: Sequence[Entity]) -> Hit | None:
    last = max(ladder.tiers, key=lambda tier: tier.up_to)
    most = max([last.up_to, *ladder.may.values()])
    for intent in intents if most not in (UNLIMITED, NOTHING) else ():
        spread = values(intent)
        if spread is None or spread.currency != ladder.currency:
            continue
        if (largest := spread.quantiles[-1][1]) > most:
            worth = ladder.money(largest)
            return Hit(
                at=remedy.at("tiers", last.number, "up_to"),
                entity=remedy.name,
                key=("gap",),
                case="gap",
                facts=_facts(ladder.id, "nobody", ladder.money(most), intent, worth),
                intents=(intent.id,),
                related=((intent.at("value"), "what cases are worth"),),
            )
    return None
