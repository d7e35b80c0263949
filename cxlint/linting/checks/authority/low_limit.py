"""Limits of the front line that most cases exceed, and the limit that all of them do: nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.graph.authority.distributions import values
from cxlint.graph.authority.frontline import Front, authority_over, frontline, fronts
from cxlint.graph.authority.limits import NOTHING, UNLIMITED, ladders_of
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note
from cxlint.policy.parties import is_own
from cxlint.sentence_lists import shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from cxlint.graph.authority.distributions import Amount, Share, Values
    from cxlint.graph.authority.frontline import Authority
    from cxlint.graph.authority.limits import Ladder
    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At


NAMED = 3
"""How many of those who may grant it a sentence names."""


def low_limit(network: Network, *, min_covered: str) -> Iterator[Hit]:
    """Yield each limit of the front line that certainly covers too few of the cases.

    The front line is whom customers meet first, and every team of tier 1 that they are handed to.
    Between two quantiles the share is an interval; only where its upper bound is too low is
    anything said. The case `nothing`: whom customers meet first may grant nothing of what they come
    for, nor may anybody else of the front line; where customers carry the request on, the handoffs
    lead to nobody who may, or several must decide, other rules tell it. The case `anybody`: the
    same in a policy without contact reasons. The case `unsaid`: nothing is said of the authority of
    whom customers meet first, and it is said that others may grant it (unstated). Facts: front,
    limit, remedy, covered, intent, enough, others. Teams that may grant anything are left alone,
    and so is what the law or safety demands.

    Args:
        network: the policy's graph.
        min_covered: the share of cases that the limit must cover.
    """
    wanted = quantities.percentage(min_covered)
    reckoned: dict[object, list[_Short]] = {}
    note(network.policy, len(fronts(network)))
    yield from _powerless(network)
    yield from _unsaid(network)
    yield from _powerless_to_anybody(network)
    for front in frontline(network):
        if not NOTHING < front.own < UNLIMITED or front.ladder.by_law or front.team is None:
            continue
        key = (id(front.intents), front.ladder.id, front.own)
        if key not in reckoned:
            reckoned[key] = list(_short(front, wanted))
        if reckoned[key]:
            yield _hit(front, front.team, reckoned[key], wanted)


def _powerless(network: Network) -> Iterator[Hit]:
    """Yield each first contact that may grant nothing, where no other rule says so."""
    front_line = list(frontline(network))
    helped = {(f.ladder.id, each.id) for f in front_line if f.own > NOTHING for each in f.intents}
    authority, granting = authority_over(network), _Granting(network)
    for front in fronts(network):
        team, ladder = front.team, front.ladder
        if front.own > NOTHING or team is None or not is_own(team) or _bound(ladder):
            continue
        intents = [each for each in front.intents if (ladder.id, each.id) not in helped]
        if intents and authority.carried(front) is None and authority.beyond(front, 1) is None:
            others = granting.all(ladder)
            surely = bool(others or ladder.tiers or team.says("may", ladder.id))
            if surely and not _leads_nowhere(front, authority):
                yield _powerless_hit(front, team, intents, others or ["somebody who is not named"])


def _unsaid(network: Network) -> Iterator[Hit]:
    """Yield each first contact without a word on what it may grant, where others have one."""
    helped = {
        (front.ladder.id, each.id)
        for front in frontline(network)
        if front.team is not None and front.ladder.own(front.team)
        for each in front.intents
    }
    granting = _Granting(network)
    for front in fronts(network):
        team, ladder = front.team, front.ladder
        if team is None or ladder.tiers or not is_own(team) or _bound(ladder):
            continue
        intents = [
            each
            for each in front.intents
            if (ladder.id, each.id) not in helped and ladder.says_nothing_of(team, each)
        ]
        if intents and (others := granting.above(ladder, team)):
            hit = _powerless_hit(front, team, intents, others)
            yield hit._replace(case="unsaid", unstated=True)


def _is_above(network: Network, id_: str, team: Entity) -> bool:
    """Whether that team is of a higher tier, as far as both tell theirs."""
    other = network.policy.find("team", id_)
    tiers = [each.get("tier") for each in (other, team) if each is not None]
    if None in tiers or len(tiers) < len((id_, team)):
        return True
    return bool(tiers[0] > tiers[1])


def _powerless_to_anybody(network: Network) -> Iterator[Hit]:
    """Yield each first contact that may grant nothing, in a policy without contact reasons."""
    policy = network.policy
    if policy.has("intent") or policy.unsure("intent"):
        return
    ladders = ladders_of(policy)
    named = [remedy.id for remedy in policy.of("remedy")]
    named += [id_ for team in policy.of("team") for id_ in team.get("may") or ()]
    known = [ladder for id_ in dict.fromkeys(named) if (ladder := ladders.of(id_)) is not None]
    note(policy, len(known))
    for journey in network.journeys:
        teams = [journey.nodes[number].entity for number in journey.met_first]
        if None in teams or any(journey.nodes[number].opaque for number in journey.met_first):
            continue
        for ladder in known:
            owns = {number: _stated(ladder, journey.nodes[number]) for number in journey.met_first}
            if not _bound(ladder) and set(owns.values()) == {NOTHING}:
                for number in owns:
                    yield from _powerless_at(Front(journey, number, ladder, NOTHING, ()))


def _stated(ladder: Ladder, node: Node) -> Amount | None:
    """Return what a team of the front line says that it may grant; None where it says nothing."""
    team = node.entity
    if team is None or not ladder.states(team) or not is_own(team):
        return None
    return ladder.own(team) if team.get("tier") in (None, 0, 1) else None


def _powerless_at(front: Front) -> Iterator[Hit]:
    """Yield it, unless somebody beside this team may grant some of the remedy."""
    team, network = front.team, front.journey.network
    others = _others(front.ladder)
    if team is None or not others:
        return
    granting = [id_ for id_, amount in front.ladder.may.items() if amount > NOTHING]
    if all(_is_above(network, id_, team) for id_ in granting):
        yield _powerless_hit(front, team, (), others)._replace(case="anybody")


def _bound(ladder: Ladder) -> bool:
    return ladder.by_law or (ladder.entity is not None and ladder.entity.get("safety") is True)


def _leads_nowhere(front: Front, authority: Authority) -> bool:
    """Whether the stated handoffs lead to nobody who may grant it, which is another rule's."""
    if front.ladder.tiers or front.place is None or authority.reachable(front) > NOTHING:
        return False
    return any(move.kind == "handoff" for move in front.journey.via[front.place])


class _Granting:
    """Who may grant some of a remedy: found once for all who are met first."""

    __slots__ = ("_above", "_all", "_network")

    def __init__(self, network: Network) -> None:
        self._network = network
        self._all: dict[str, list[str]] = {}
        self._above: dict[tuple[str, object], list[str]] = {}

    def all(self, ladder: Ladder) -> list[str]:
        """Return all of them."""
        if ladder.id not in self._all:
            self._all[ladder.id] = _others(ladder)
        return self._all[ladder.id]

    def above(self, ladder: Ladder, team: Entity) -> list[str]:
        """Return those of a higher tier than a team, as far as both tell theirs."""
        key = (ladder.id, team.get("tier"))
        if key not in self._above:
            self._above[key] = [
                id_ for id_ in self.all(ladder) if _is_above(self._network, id_, team)
            ]
        return self._above[key]


def _others(ladder: Ladder) -> list[str]:
    """Return who may grant some of it."""
    by_tier = [" or ".join(tier.by) for tier in ladder.tiers if tier.up_to > NOTHING]
    return by_tier or [team for team, amount in ladder.may.items() if amount > NOTHING]


def _powerless_hit(
    front: Front, team: Entity, intents: Sequence[Entity], others: Sequence[str]
) -> Hit:
    tier = next((t for t in front.ladder.tiers if t.alone(team.id)), None)
    at = team.at("may", front.ladder.id)
    if not team.says("may", front.ladder.id) and tier is not None and front.ladder.entity:
        at = front.ladder.entity.at("tiers", tier.number, "up_to")
    return Hit(
        at=at,
        entity=team.name,
        key=(front.ladder.id,),
        case="nothing",
        facts={
            "front": team,
            "limit": "nothing",
            "remedy": front.ladder.id,
            "covered": "none of the cases",
            "intent": intents[0] if intents else "",
            "enough": "what most cases come to",
            "others": shorten_list(others, NAMED),
        },
        intents=tuple(each.id for each in intents),
    )


@dataclass(frozen=True, slots=True)
class _Short:
    """An intent of whose cases the limit covers too few."""

    intent: Entity
    spread: Values
    covered: Share


def _short(front: Front, wanted: Fraction) -> Iterator[_Short]:
    for intent in front.intents:
        spread = values(intent)
        if spread is not None and spread.currency == front.ladder.currency:
            covered = spread.between(NOTHING, front.own)
            if covered.high < wanted:
                yield _Short(intent, spread, covered)


def _hit(front: Front, team: Entity, short: Sequence[_Short], wanted: Fraction) -> Hit:
    worst = min(short, key=lambda each: each.covered.high)
    return Hit(
        at=_at(front, team),
        entity=team.name,
        key=(front.ladder.id,),
        facts={
            "front": team,
            "limit": front.ladder.money(front.own),
            "remedy": front.ladder.id,
            "covered": str(worst.covered) if worst.covered.high else "none of the cases",
            "intent": worst.intent,
            "enough": _enough(worst.spread, wanted, front),
            "others": "",
        },
        intents=tuple(each.intent.id for each in short),
    )


def _enough(spread: Values, wanted: Fraction, front: Front) -> str:
    """Return a stated sum that covers the wanted share, or that share in words."""
    for share, amount in spread.quantiles:
        if share >= wanted:
            return front.ladder.money(amount)
    return f"what {float(wanted * 100):.0f}% of the cases come to"


def _at(front: Front, team: Entity) -> At:
    if team.says("may", front.ladder.id):
        return team.at("may", front.ladder.id)
    entity = front.ladder.entity
    assert entity is not None
    number = next(t.number for t in front.ladder.tiers if t.alone(team.id) and t.up_to == front.own)
    return entity.at("tiers", number, "up_to")
