"""Requests that the person whom the customer reaches cannot decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cxlint.graph.authority.consent_runs import find_longest_run
from cxlint.graph.authority.distributions import ALL, Share, values
from cxlint.graph.authority.frontline import Authority, Demand, Front, authority_over, fronts
from cxlint.graph.authority.limits import NOTHING, UNLIMITED
from cxlint.graph.journey_paths import path_to, witness
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note
from cxlint.sentence_lists import join_with_and, shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from cxlint.graph.authority.distributions import Values
    from cxlint.graph.authority.limits import Ladder
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At

NAMED = 4
"""How many first contacts a sentence names."""

BOTH = 2
"""How many people are called both of them, and not all."""


Shares = tuple[tuple["Entity", Share], ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One first contact with what it takes beyond, for the intents that are concerned."""

    front: Front
    demand: Demand
    shares: Shares
    always: bool = False

    @property
    def worst(self) -> tuple[Entity, Share]:
        return self.shares[0]

    @property
    def weight(self) -> tuple[bool, Fraction, Fraction]:
        share = self.worst[1]
        return self.always, share.low, share.high


class _Walk:
    """The first contacts of a policy, judged. What several have in common is reckoned once."""

    def __init__(self, authority: Authority, approvals: int, share: Fraction) -> None:
        self.authority = authority
        self.approvals = approvals
        self._share = share
        self._values: dict[str, Values | None] = {}
        self._shares: dict[object, Shares] = {}

    def carried(self, front: Front) -> _Case | None:
        """Return the case that the customer must carry, if any is."""
        demand = self.authority.carried(front)
        if demand is None:
            return None
        shares = self._concerned(front, demand, None)
        return _Case(front, demand, shares) if shares else None

    def laden(self, front: Front) -> _Case | None:
        """Return the case that takes too many decisions, if enough of them do."""
        demand = self.authority.beyond(front, self.approvals)
        if demand is None:
            return None
        shares = self._concerned(front, demand, self._share)
        always = demand.ranges == ((NOTHING, self.authority.reachable(front)),)
        return _Case(front, demand, shares, always) if shares else None

    def is_laden(self, case: _Case, changed: Ladder | None = None) -> bool:
        """Whether enough cases take too many decisions, as it is or with other tiers."""
        front = case.front
        if changed is not None:
            own = changed.own(front.team) if front.team else None
            front = front._replace(ladder=changed, own=max(front.own, own or NOTHING))
        demand = self.authority.beyond(front, self.approvals)
        return demand is not None and bool(self._concerned(front, demand, self._share))

    def at(self, case: _Case) -> At:
        """Return the route, where climbing makes the count; else the tier, or the limit."""
        ladder, number, team = case.front.ladder, case.demand.tier, case.front.team
        if number is None or ladder.entity is None:
            assert team is not None
            return team.at("may", ladder.id)
        if len(ladder.tiers[number].deciders(team.id if team else "")) > self.approvals:
            return ladder.entity.at("tiers", number)
        return ladder.entity.at("route" if ladder.entity.says("route") else "tiers")

    def _concerned(self, front: Front, demand: Demand, least: Fraction | None) -> Shares:
        """Return the intents with a share that counts, the one most concerned first."""
        key = (id(front.intents), front.ladder.id, demand.ranges, least)
        if key not in self._shares:
            told = []
            for intent in front.intents:
                if intent.id not in self._values:
                    self._values[intent.id] = values(intent)
                share = demand.share(self._values[intent.id], front.ladder.currency)
                if share.high > (least or 0) or (least is not None and share.low >= least):
                    told.append((intent, share))
            told.sort(key=lambda each: (each[1].low, each[1].high), reverse=True)
            self._shares[key] = tuple(told)
        return self._shares[key]


def approval_path(
    network: Network, *, max_approvals: int, min_share: str, max_in_row: int = 2
) -> Iterator[Hit]:
    """Yield each cause for which requests need more people than the one the customer reached.

    Facts: front, own, remedy, cases, count, decisions (the
    same in words), deciders, change. Case `customer` (an error): the
    customer must carry the request, whatever the share. Otherwise the answer takes too many
    decisions; an error where every case does, from every first contact.

    Where the remedy names who decides, teams count as well to whom every way along the handoffs
    leads for an approval, as these say (`when`, `name`).

    Case `row`: every tier has to agree (route: all), no intent tells who asks, and some requests
    are sure to take too many decisions; conditions that only may come together add up to nothing.

    Silent: what the law demands, decisions after the remedy, and what is not known.

    Args:
        network: the policy's graph.
        max_approvals: how many decisions beyond the first contact are fine.
        min_share: of cases that take more, the share below which nothing is said; a share that is
            not known, or may reach it, is told.
        max_in_row: how many decisions are fine where no first contact is known.
    """
    yield from _find_rows(network, max_in_row)
    authority = authority_over(network)
    walk = _Walk(authority, max_approvals, quantities.percentage(min_share))
    carried: dict[object, list[_Case]] = {}
    laden: dict[object, list[_Case]] = {}
    easy: dict[int, tuple[Entity, ...]] = {}
    note(network.policy, len(fronts(network)))
    for front in fronts(network):
        if front.own == UNLIMITED or front.ladder.by_law:
            easy[id(front.intents)] = front.intents
            continue
        if (case := walk.carried(front)) is not None:
            carried.setdefault(_place(_carried_at(case)), []).append(case)
            continue
        case = walk.laden(front)
        if case is None or not case.always:
            easy[id(front.intents)] = front.intents
        if case is not None:
            by_tiers = case.demand.tier is not None
            cause = front.ladder.id if by_tiers else _place(walk.at(case))
            laden.setdefault(cause, []).append(case)
    for cases in carried.values():
        worst = max(cases, key=lambda case: case.weight)
        yield _hit(walk, cases, worst, _carried_at(worst), error=True)
    spared = {intent.id for intents in easy.values() for intent in intents}
    for cases in laden.values():
        worst = max(cases, key=lambda case: case.weight)
        always = {id(case.front.intents): case.front.intents for case in cases if case.always}
        every = any(not spared.intersection(i.id for i in each) for each in always.values())
        yield _hit(walk, cases, worst, walk.at(worst), error=every)


def _find_rows(network: Network, most: int) -> Iterator[Hit]:
    """Yield the remedies of which nobody is known to ask, and one request passes too many tiers."""
    asked = {front.ladder.id for front in fronts(network)}
    for remedy in network.policy.of("remedy"):
        if remedy.get("route") != "all" or remedy.id in asked or remedy.says("required_by"):
            continue
        tiers = remedy.get("tiers") or ()
        run = find_longest_run(remedy)
        passed = [_name_tier(tiers[number]) for number in run]
        count = sum(number for number, _ in passed)
        if count > most:
            yield _build_row(remedy, run, count, [name for _, name in passed if name], most)


def _name_tier(tier: Mapping[str, Any]) -> tuple[int, str]:
    """Return how many decide at a tier, and who."""
    by = tier.get("by")
    named = by if isinstance(by, list) else [str(by)]
    if tier.get("after_remedy") is True:
        return 0, ""
    if tier.get("need") != "all" or len(named) == 1:
        return 1, " or ".join(named)
    every = "both" if len(named) == BOTH else "all"
    return len(named), f"{' and '.join(named)}, {every} of them"


def _build_row(
    remedy: Entity, run: Sequence[int], count: int, names: Sequence[str], most: int
) -> Hit:
    tiers = remedy.get("tiers")
    always = not any("conditions" in tiers[n] or "any_conditions" in tiers[n] for n in run)
    return Hit(
        at=remedy.at("tiers", run[min(most, len(run) - 1)]),
        entity=remedy.name,
        key=(remedy.id,),
        case="row",
        facts={
            "remedy": remedy.id,
            "cases": "in every case" if always else "where their conditions hold",
            "decisions": f"{count} decisions",
            "deciders": ", then ".join(shorten_list(list(names), NAMED)),
        },
        witness=tuple((remedy.at("tiers", number), _name_tier(tiers[number])[1]) for number in run),
    )


def _place(at: At) -> tuple[int, object]:
    return id(at.document), at.path


def _carried_at(case: _Case) -> At:
    if case.demand.handoff is not None:
        return case.demand.handoff.entity.at("carried_by")
    assert case.front.ladder.entity is not None
    return case.front.ladder.entity.at("asked_by")


def _hit(walk: _Walk, cases: Sequence[_Case], worst: _Case, at: At, *, error: bool) -> Hit:
    front = worst.front
    demand = walk.authority.traced(front, worst.demand)
    grows = walk.authority.grows(front, demand)
    concerned = {id(case.shares): case.shares for case in cases}
    intents = dict.fromkeys(intent.id for each in concerned.values() for intent, _ in each)
    return Hit(
        at=at,
        entity=_entity(worst),
        key=(front.ladder.id,),
        case="customer" if demand.handoff or front.ladder.customer_asks else "",
        severity="error" if error else None,
        facts={
            "front": _fronts(cases, worst),
            "own": _own(front),
            "remedy": front.ladder.id,
            "cases": _cases(worst, len(intents)),
            "count": f"{len(demand.deciders)}{' or more' if grows else ''}",
            "decisions": _decisions(len(demand.deciders), grows=grows),
            "deciders": ", then ".join(_name_deciders(front, demand)),
            "change": _change(walk, cases, worst),
        },
        intents=tuple(intents),
        witness=_witness(front, demand),
        related=(
            *_always(walk, front, demand),
            *(
                (move.at, f"{move.target.id} is asked for an approval")
                for move in walk.authority.sign_offs(front, demand)
            ),
            *_stand_ins(front),
        ),
        rests_on=tuple(dict.fromkeys(case.front.limit_name for case in cases)),
        bounds=("max_approvals",) if any(walk.is_laden(case) for case in cases) else (),
    )


def _decisions(number: int, *, grows: bool) -> str:
    """Return how many further decisions there are, as words."""
    if number == 1 and not grows:
        return "1 further decision"
    return f"{number}{' or more' if grows else ''} further decisions"


def _name_deciders(front: Front, demand: Demand) -> Iterator[str]:
    """Yield who decides, one after the other; where all must agree, all at once."""
    rest, asker = demand.deciders, front.team.id if front.team else ""
    for tier in front.ladder.tiers:
        asked = tier.deciders(asker)
        if len(asked) > 1 and rest and asked == rest[: len(asked)]:
            every = "both" if len(asked) == BOTH else "all"
            yield f"{', '.join(asked[:-1])} and {asked[-1]}, {every} of them"
            rest = rest[len(asked) :]
        elif asked and asked == rest[:1]:
            yield asked[0]
            rest = rest[1:]
    yield from rest


def _change(walk: _Walk, cases: Sequence[_Case], worst: _Case) -> str:
    """Return an edit of the policy after which the finding is gone, and none like it comes."""
    ladder = worst.front.ladder
    alike = [case for case in cases if case.front.ladder is ladder]
    laden = any(walk.is_laden(case) for case in alike)
    eased = _ease(walk, alike) if laden else ""
    if worst.demand.handoff is not None and not (eased and not ladder.tiers):
        carried = (
            f"carry the request for the customer (carried_by: us) at {_carried_on(walk, cases)}"
        )
        return " and ".join(filter(None, (carried, eased)))
    if ladder.customer_asks:
        return " and ".join(filter(None, ("ask for the customer (asked_by: us)", eased)))
    return eased


def _ease(walk: _Walk, cases: Sequence[_Case]) -> str:
    """Return an edit after which no more decisions are needed than are fine."""
    front = cases[0].front
    if front.ladder.tiers:
        return _change_of_tiers(walk, cases) or _raise_limit(walk, cases)
    if not walk.approvals:
        return _raise_limit(walk, cases)
    ways = [way for case in cases if (way := walk.authority.way_to_most(case.front))]
    may = front.ladder.may
    decider = max((way[-1].target.id for way in ways), key=lambda id_: (may[id_], id_))
    fronts = join_with_and([*dict.fromkeys(str(case.front) for case in cases)])
    return f"hand the request straight to {decider} (a handoff from {fronts}, carried_by: us)"


def _carried_on(walk: _Walk, cases: Sequence[_Case]) -> str:
    """Name the handoffs that customers carry on the ways to those who may grant the most."""
    moves = [case.demand.handoff for case in cases if case.demand.handoff is not None]
    for case in cases:
        if not case.front.ladder.tiers:
            moves += walk.authority.way_to_most(case.front)
    carried = [move for move in moves if move.get("carried_by") == "customer"]
    return ", ".join(dict.fromkeys(f"{move.source.id} -> {move.target.id}" for move in carried))


def _change_of_tiers(walk: _Walk, cases: Sequence[_Case]) -> str:
    """Return the least change of the tiers that spares all cases; nothing where none does."""
    ladder = cases[0].front.ladder
    joint = [tier for tier in ladder.tiers if len(tier.deciders()) > walk.approvals]
    one = [
        f"let {' or '.join(tier.by)} decide, any one of them alone (need: one)" for tier in joint
    ]
    direct = ["send the request straight to who may decide (route: direct)"]
    either = [tier._replace(everyone=False) if tier in joint else tier for tier in ladder.tiers]
    eased = replace(ladder, tiers=tuple(either))
    for words, changed in (
        (one, eased),
        (direct, replace(ladder, climbs=False)),
        ([*direct, *one], replace(eased, climbs=False)),
    ):
        if not any(walk.is_laden(case, changed) for case in cases):
            return " and ".join(words)
    return ""


def _raise_limit(walk: _Walk, cases: Sequence[_Case]) -> str:
    """Return the limits of the first contacts, raised to what is granted at all."""
    most = max(walk.authority.reachable(case.front) for case in cases)
    ladder = cases[0].front.ladder
    names = dict.fromkeys(str(case.front) for case in cases)
    limit = "any" if most == UNLIMITED else ladder.money(most)
    return f"let {join_with_and([*names])} decide alone (may - {ladder.id}: {limit})"


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
    return shorten_list(names, NAMED)


def _own(front: Front) -> str:
    if front.own == NOTHING:
        return "nothing"
    return f"up to {front.ladder.money(front.own)}"


def _cases(case: _Case, intents: int) -> str:
    intent, share = case.worst
    if share == ALL or case.demand.above == NOTHING:
        return "in every case"
    told = str(share) if share.is_bounded else "share not stated"
    if share.is_bounded and intents > 1:
        told += f" of {intent.id}"
    return f"above {case.front.ladder.money(case.demand.above)} ({told})"


def _witness(front: Front, demand: Demand) -> tuple[tuple[At, str], ...]:
    way = [] if front.place is None else path_to(front.journey, front.place)
    shown = witness([*way, *demand.way])
    if not demand.way or not shown:
        entity = front.ladder.entity
        for number, tier in enumerate(front.ladder.tiers):
            own = front.team is not None and tier.alone(front.team.id)
            if entity is not None and demand.tier is not None and number <= demand.tier and not own:
                by = (" and " if tier.everyone else " or ").join(tier.by)
                shown += ((entity.at("tiers", number), by),)
    return shown


def _always(walk: _Walk, front: Front, demand: Demand) -> Iterator[tuple[At, str]]:
    """Yield the deciders that every way passes, where there are several on the way."""
    policy = front.journey.network.policy
    for id_ in walk.authority.passed_always(front, demand) if len(demand.deciders) > 1 else ():
        team = policy.find("team", id_)
        if team is not None:
            yield team.at("may", front.ladder.id), f"every way passes {id_}"


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
            after = tier["timeout"]["after"]
            yield entity.at("tiers", number, "timeout"), f"without a decision, {then} after {after}"


ENDS = {"grant": "granted", "refuse": "refused", "escalate": "passed on"}
