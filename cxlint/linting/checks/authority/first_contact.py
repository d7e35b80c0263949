"""What the person whom customers reach first may settle."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.algorithms import propagation
from cxlint.graph.authority.distributions import values
from cxlint.graph.authority.frontline import authority_over, fronts
from cxlint.graph.authority.limits import UNLIMITED
from cxlint.graph.journey_intents import intents_of
from cxlint.graph.staffing import PASSING
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.share_text import write_share
from cxlint.linting.model.finding import Hit
from cxlint.policy.parties import is_own
from cxlint.sentence_lists import shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity


NAMED = 3
"""How many contact reasons a sentence names."""


@dataclass(slots=True)
class Desk:
    """A team that customers reach first, and the contact reasons they come with."""

    team: Entity
    intents: dict[str, Entity] = field(default_factory=dict)


def first_contact(network: Network, *, min_share: str) -> Iterator[Hit]:
    """Yield each first team that may close too small a share of what comes to it.

    Contact reasons weigh as much as their share of contacts. Those that a team meets only where
    customers choose it in a menu count if it closes them. Where shares are missing the
    best case is taken, so that a finding is certain. Teams that do not say what they close, teams
    above the first tier and teams of partners are left alone. Case `limit`: it may close enough of
    the reasons, and too many of their cases are worth more than it may grant, so that they are
    passed on all the same; what the law demands is left out. Facts: id, closable (in words), open,
    bound, share, passed.

    Args:
        network: the policy's graph.
        min_share: the share of its contacts that a first team must be able to close.
    """
    bound = quantities.percentage(min_share)
    shares = {i.id: i.percentage("share") for i in network.policy.of("intent")}
    unknown = 1 - sum((share for share in shares.values() if share), Fraction(0))
    passed = _find_passed_on(network)
    for desk in _desks(network):
        closes = desk.team.get("closes")
        closable = {
            id_ for id_ in desk.intents if closes != "none" and id_ in desk.team.texts("closes")
        }
        beyond = [id_ for id_ in desk.intents if id_ not in closable]
        best = _best(closable, beyond, shares, max(unknown, Fraction(0)))
        if best >= bound and closable:
            stays = {id_: 1 - passed.get((desk.team.id, id_), Fraction(0)) for id_ in closable}
            by_volume = _best_by_volume(desk, stays, shares, max(unknown, Fraction(0)))
            if by_volume < bound:
                yield _build_limited(desk, stays, by_volume, min_share)
        if not beyond or best >= bound:
            continue
        share = f"{round(best * 100)}%"
        beyond.sort(key=lambda id_: (-(shares[id_] or 0), id_))
        yield build_hit(
            desk.team,
            "closes",
            facts={
                "closable": _phrase_closable(len(closable), len(desk.intents), share),
                "open": _enough(closable, beyond, shares, max(unknown, Fraction(0)), bound)[:4],
                "bound": min_share,
            },
            intents=tuple(beyond),
            rests_on=(f"{desk.team.name} closes some",) if closable else (),
        )


def _find_passed_on(network: Network) -> Mapping[tuple[str, str], Fraction]:
    """Return, by first team and contact reason, the share that it surely must pass on.

    These cases are worth more than it may grant, whatever the sums between two quantiles are.
    """
    found: dict[tuple[str, str], Fraction] = {}
    authority = authority_over(network)
    for front in fronts(network):
        if front.team is None or front.own == UNLIMITED or front.ladder.by_law:
            continue
        demand = authority.beyond(front, 0)
        for intent in front.intents if demand is not None else ():
            assert demand is not None
            share = demand.share(values(intent), front.ladder.currency).low
            key = front.team.id, intent.id
            found[key] = min(share, found.get(key, share))
    return found


def _build_limited(
    desk: Desk, stays: Mapping[str, Fraction], best: Fraction, min_share: str
) -> Hit:
    """Return what is said of a team that may grant too little of what it may close."""
    limits = [id_ for stay, id_ in sorted((stay, id_) for id_, stay in stays.items()) if stay < 1]
    said = [f"{write_share(1 - stays[id_])} or more of {id_}" for id_ in limits]
    return build_hit(
        desk.team,
        "closes",
        facts={
            "bound": min_share,
            "share": write_share(best),
            "passed": shorten_list(said, NAMED),
        },
        case="limit",
        intents=tuple(limits),
    )


def _best_by_volume(
    desk: Desk,
    stays: Mapping[str, Fraction],
    shares: Mapping[str, Fraction | None],
    unknown: Fraction,
) -> Fraction:
    """Return the greatest share of cases that a team may settle, by what it may close and grant.

    Reasons without a share may be all that is missing of them, or nothing.
    """
    known = [(shares[id_] or Fraction(0), stays.get(id_, Fraction(0))) for id_ in desk.intents]
    total = sum((share for share, _ in known), Fraction(0))
    settled = sum((share * stay for share, stay in known), Fraction(0))
    found = [settled / total] if total else []
    missing = [stay for id_, stay in stays.items() if shares[id_] is None]
    if missing:
        most = max(missing)
        whole = total + unknown
        found.append((settled + unknown * most) / whole if whole else most)
    return max(found, default=Fraction(1))


def _best(
    closable: set[str], beyond: Sequence[str], shares: dict[str, Fraction | None], unknown: Fraction
) -> Fraction:
    """Return the greatest share that may be closable, of what comes to a team."""
    if not closable:
        return Fraction(0)
    lost = sum((shares[id_] or Fraction(0) for id_ in beyond), Fraction(0))
    won = sum((shares[id_] or Fraction(0) for id_ in closable), Fraction(0))
    if any(shares[id_] is None for id_ in closable):
        won += unknown
    return won / (won + lost) if lost else Fraction(1)


def _phrase_closable(closable: int, count: int, share: str) -> str:
    if not closable:
        return "nothing of what they come with, so that all are passed on"
    of = f"{closable} of {count} contact reasons, {share} of these contacts at best"
    return f"{of}; customers with any other are passed on"


def _enough(
    closable: set[str],
    beyond: Sequence[str],
    shares: dict[str, Fraction | None],
    unknown: Fraction,
    bound: Fraction,
) -> Sequence[str]:
    """Return the first of those beyond that must be closable as well for the share to suffice."""
    for count in range(1, len(beyond)):
        if _best({*closable, *beyond[:count]}, beyond[count:], shares, unknown) >= bound:
            return beyond[:count]
    return beyond


def _desks(network: Network) -> Iterator[Desk]:
    """Yield the internal teams of the first tier that customers reach before any other team."""
    desks: dict[str, Desk] = {}
    for journey in network.journeys:
        arriving = _arriving(journey) if journey.intents else ()
        bit_of = {intent.id: 1 << bit for bit, intent in enumerate(journey.intents)}
        for number, bits in enumerate(arriving):
            team = journey.nodes[number].entity
            if not bits or team is None or not _is_first_tier(journey.nodes[number]):
                continue
            desk = desks.setdefault(team.id, Desk(team))
            closing = sum(bit_of.get(id_, 0) for id_ in dict.fromkeys(team.texts("closes")))
            met = bits & (journey.met_unchosen.get(number, 0) | closing)
            desk.intents.update((intent.id, intent) for intent in intents_of(journey, met))
    yield from desks.values()


def _arriving(journey: Journey) -> list[int]:
    """Return, for each place, the intents that come there before any team, as bits."""
    seeds: dict[int, int] = {}
    for bit, intent in enumerate(journey.intents):
        for number in journey.starts_of(intent):
            seeds[number] = seeds.get(number, 0) | 1 << bit
    passing = [
        targets if node.kind in PASSING else []
        for node, targets in zip(journey.nodes, journey.out, strict=True)
    ]
    return propagation.spread_sets(passing, seeds)


def _is_first_tier(node: Node) -> bool:
    team = node.entity
    return (
        node.kind == "team"
        and node.is_person
        and not node.opaque
        and team is not None
        and team.get("closes") not in (None, "all")
        and team.get("tier") in (None, 0, 1)
        and is_own(team)
    )
