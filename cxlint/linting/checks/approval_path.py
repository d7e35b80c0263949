"""Requests that the person whom the customer reaches cannot decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxlint.journeys.authority import Authority, Demand, Front, fronts
from cxlint.journeys.journey import witness
from cxlint.journeys.ladder import NOTHING, UNLIMITED
from cxlint.journeys.shares import ALL, Share, values
from cxlint.linting.finding import Hit
from cxlint.reading import quantities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from cxlint.journeys.network import Network
    from cxlint.journeys.shares import Values
    from cxlint.reading.document import At
    from cxlint.reading.entity import Entity

NAMED = 4
"""How many first contacts a sentence names."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One first contact with what it takes beyond, for the intents that are concerned."""

    front: Front
    demand: Demand
    shares: tuple[tuple[Entity, Share], ...]
    always: bool

    @property
    def worst(self) -> tuple[Entity, Share]:
        return max(self.shares, key=lambda each: (each[1].low, each[1].high))

    @property
    def weight(self) -> tuple[bool, Fraction, Fraction, int]:
        share = self.worst[1]
        return self.always, share.low, share.high, len(self.demand.deciders)


@dataclass(frozen=True, slots=True)
class _Bounds:
    approvals: int
    share: Fraction


def approval_path(network: Network, *, max_approvals: int, min_share: str) -> Iterator[Hit]:
    """Yield each cause for which requests need more people than the one the customer reached.

    Facts: front, own, remedy, cases, count, deciders. Case `customer` (an error): the customer
    must carry the request, whatever the share. Otherwise the answer takes too many decisions; an
    error where every case does, from every first contact.

    Silent: what the law demands, decisions after the remedy, and what is not known.

    Args:
        network: the policy's graph.
        max_approvals: how many decisions beyond the first contact are fine.
        min_share: of cases that take more, the share below which nothing is said; a share that is
            not known, or may reach it, is told.
    """
    bounds = _Bounds(max_approvals, quantities.percentage(min_share))
    authority = Authority()
    known: dict[str, Values | None] = {}
    carried: dict[tuple[int, object], list[_Case]] = {}
    laden: dict[object, list[_Case]] = {}
    easy: set[str] = set()
    for front in fronts(network):
        if front.own == UNLIMITED or front.ladder.by_law:
            easy.update(intent.id for intent in front.intents)
            continue
        case = _carried(front, authority, known)
        if case is not None:
            carried.setdefault(_cause(_carried_at(case)), []).append(case)
            continue
        case = _laden(front, authority, known, bounds)
        if case is None or not case.always:
            easy.update(intent.id for intent in front.intents)
        if case is not None:
            by_tiers = case.demand.tier is not None
            cause = front.ladder.id if by_tiers else _cause(_laden_at(case, bounds))
            laden.setdefault(cause, []).append(case)
    for cases in carried.values():
        yield _hit(cases, _carried_at(cases[0]), "customer", error=True)
    for cases in laden.values():
        always = any(c.always and not easy & {i.id for i in c.front.intents} for c in cases)
        worst = max(cases, key=lambda case: case.weight)
        yield _hit(cases, _laden_at(worst, bounds), "", error=always)


def _cause(at: At) -> tuple[int, object]:
    return id(at.document), at.path


def _shares(
    front: Front, demand: Demand, known: dict[str, Values | None]
) -> Iterable[tuple[Entity, Share]]:
    for intent in front.intents:
        if intent.id not in known:
            known[intent.id] = values(intent)
        yield intent, demand.share(known[intent.id], front.ladder.currency)


def _carried(front: Front, authority: Authority, known: dict[str, Values | None]) -> _Case | None:
    demand = authority.carried(front)
    if demand is None:
        return None
    shares = tuple(each for each in _shares(front, demand, known) if each[1].high > 0)
    return _Case(front, demand, shares, always=False) if shares else None


def _laden(
    front: Front, authority: Authority, known: dict[str, Values | None], bounds: _Bounds
) -> _Case | None:
    demand = authority.beyond(front, bounds.approvals)
    if demand is None:
        return None
    shares = tuple(
        (intent, share)
        for intent, share in _shares(front, demand, known)
        if share.high > bounds.share or share.low >= bounds.share
    )
    always = demand.ranges == ((NOTHING, authority.reachable(front)),)
    return _Case(front, demand, shares, always) if shares else None


def _carried_at(case: _Case) -> At:
    if case.demand.handoff is not None:
        return case.demand.handoff.entity.at("carried_by")
    assert case.front.ladder.entity is not None
    return case.front.ladder.entity.at("asked_by")


def _laden_at(case: _Case, bounds: _Bounds) -> At:
    """Return the route, where climbing makes the count; else the tier, or the limit."""
    ladder, number = case.front.ladder, case.demand.tier
    if number is None or ladder.entity is None:
        assert case.front.team is not None
        return case.front.team.at("may", ladder.id)
    team = case.front.team
    if len(ladder.tiers[number].deciders(team.id if team else "")) > bounds.approvals:
        return ladder.entity.at("tiers", number)
    return ladder.entity.at("route" if ladder.entity.says("route") else "tiers")


def _hit(cases: Sequence[_Case], at: At, kind: str, *, error: bool) -> Hit:
    worst = max(cases, key=lambda case: case.weight)
    front, demand = worst.front, worst.demand
    intents = dict.fromkeys(intent.id for case in cases for intent, _ in case.shares)
    return Hit(
        at=at,
        entity=_entity(worst),
        key=(front.ladder.id,),
        case=kind,
        severity="error" if error else None,
        facts={
            "front": _fronts(cases, worst),
            "own": _own(front),
            "remedy": front.ladder.id,
            "cases": _cases(worst, len(intents)),
            "count": f"{len(demand.deciders)}{' or more' if demand.grows else ''}",
            "deciders": ", then ".join(demand.deciders),
        },
        intents=tuple(intents),
        witness=_witness(worst),
        related=tuple(_stand_ins(front)),
    )


def _entity(case: _Case) -> str:
    if case.demand.handoff is not None:
        return case.demand.handoff.name
    if case.front.ladder.tiers and case.front.ladder.entity is not None:
        return case.front.ladder.entity.name
    assert case.front.team is not None
    return case.front.team.name


def _fronts(cases: Sequence[_Case], worst: _Case) -> list[str]:
    alike = [case for case in cases if case.front.own == worst.front.own]
    names = sorted({str(case.front) for case in alike})
    return names if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"]


def _own(front: Front) -> str:
    if front.own == NOTHING:
        return "nothing"
    return f"up to {front.ladder.money(front.own)}"


def _cases(case: _Case, intents: int) -> str:
    intent, share = case.worst
    if share == ALL or case.demand.above == NOTHING:
        return "in every case"
    told = str(share) if share.known else "share not stated"
    if share.known and intents > 1:
        told += f" of {intent.id}"
    return f"above {case.front.ladder.money(case.demand.above)} ({told})"


def _witness(case: _Case) -> tuple[tuple[At, str], ...]:
    front, demand = case.front, case.demand
    way = [] if front.place is None else front.journey.way(front.place)
    shown = witness([*way, *demand.way])
    if not demand.way or not shown:
        entity = front.ladder.entity
        for number, tier in enumerate(front.ladder.tiers):
            if entity is not None and demand.tier is not None and number <= demand.tier:
                shown += ((entity.at("tiers", number), " or ".join(tier.by)),)
    return shown


def _stand_ins(front: Front) -> Iterator[tuple[At, str]]:
    """Yield the delegates and timeouts: they shorten the wait, and the approval remains."""
    entity = front.ladder.entity
    for number, tier in enumerate((entity.get("tiers") if entity else None) or ()):
        assert entity is not None
        if front.ladder.tiers[number].up_to <= front.own:
            continue
        if "delegate" in tier:
            yield entity.at("tiers", number, "delegate"), f"{tier['delegate']} may stand in"
        if "timeout" in tier:
            then = ENDS[tier["timeout"]["then"]]
            yield entity.at("tiers", number, "timeout"), f"{then} after {tier['timeout']['after']}"


ENDS = {"grant": "granted", "refuse": "refused", "escalate": "passed on"}
