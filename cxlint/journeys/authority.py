"""Who may decide: the first people a customer meets, what they may grant, and who else is needed.

Where a remedy states tiers, a request climbs them. Where it states none, the handoffs lead to
teams that may grant more. What is not stated is not known, and of it nothing is claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cxlint.journeys.ladder import NOTHING, UNLIMITED, Band, Ladder, Ladders
from cxlint.journeys.shares import ALL, NONE, UNKNOWN, Amount, Share, Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.journeys.journey import Journey
    from cxlint.journeys.network import Move, Network, Node
    from cxlint.reading.entity import Entity

BESIDES = frozenset({"request", "escalation", "closure"})
"""Moves that are no handing on of the matter."""


@dataclass(frozen=True, slots=True)
class Front:
    """A first contact: the intents with one remedy that first meet this team, or no team at all.

    `own` is what may be granted there without asking, as far as is known: UNLIMITED also where it
    is not. Where no team is met, the lowest tier stands for the first contact.
    """

    journey: Journey
    place: int | None
    ladder: Ladder
    own: Amount
    intents: tuple[Entity, ...]

    @property
    def team(self) -> Entity | None:
        """The team, where one is met that is understood."""
        return None if self.place is None else self.journey.nodes[self.place].entity

    def __str__(self) -> str:
        return str(self.team or " or ".join(self.ladder.tiers[0].by))


@dataclass(frozen=True, slots=True)
class Demand:
    """What some cases take beyond a first contact.

    `ranges` are the cases: worth more than one sum, up to another. `deciders` has one entry for
    each decision that the least of them takes, `tier` the number of the one that may decide;
    `grows` is whether others take more. `way` leads to who decides, where that is a way of
    handoffs, and `handoff` is the first on it that the customer must carry.
    """

    ranges: tuple[tuple[Amount, Amount], ...]
    deciders: tuple[str, ...]
    tier: int | None = None
    grows: bool = False
    way: tuple[Move, ...] = ()
    handoff: Move | None = None

    @property
    def above(self) -> Amount:
        """The sum from which on cases are concerned."""
        return self.ranges[0][0]

    def share(self, values: Values | None, currency: str) -> Share:
        """Return the share of cases concerned, as far as it can be told."""
        if values is None or (values.currency != currency and currency):
            return ALL if self.ranges == ((NOTHING, UNLIMITED),) else UNKNOWN
        total = NONE
        for above, up_to in self.ranges:
            total += values.between(above, up_to)
        return total


def fronts(network: Network) -> Sequence[Front]:
    """Return every first contact that needs a remedy."""
    found = _fronts(network)
    network.policy.looked += len(found)
    return found


@lru_cache(maxsize=1)
def _fronts(network: Network) -> tuple[Front, ...]:
    ladders = Ladders(network.policy)
    return tuple(front for journey in network.journeys for front in _fronts_of(journey, ladders))


def frontline(network: Network) -> Iterator[Front]:
    """Yield the first contacts, and every team of tier 1 that customers are handed to from there.

    Of the latter only those that say what they may grant.
    """
    yield from fronts(network)
    ladders = Ladders(network.policy)
    for journey in network.journeys:
        wanting = {intent.id: intent for intent in journey.intents if intent.says("remedy")}
        for number, node in enumerate(journey.nodes if wanting else ()):
            team = None if node.opaque or node.kind != "team" else node.entity
            if team is None or team.get("tier") != 1 or number in journey.met_first:
                continue
            yield from _later(journey, number, team, ladders, wanting)


def _later(
    journey: Journey, number: int, team: Entity, ladders: Ladders, wanting: Mapping[str, Entity]
) -> Iterator[Front]:
    by_remedy: dict[str, list[Entity]] = {}
    for id_ in journey.intents_at(number):
        if id_ in wanting:
            by_remedy.setdefault(str(wanting[id_].get("remedy")), []).append(wanting[id_])
    for remedy, intents in by_remedy.items():
        ladder = ladders.of(remedy)
        if ladder is not None and ladder.states(team):
            yield Front(journey, number, ladder, _own(ladder, team, None), tuple(intents))


def _fronts_of(journey: Journey, ladders: Ladders) -> Iterator[Front]:
    wanting: dict[str, int] = {}
    for bit, intent in enumerate(journey.intents):
        for remedy in intent.texts("remedy"):
            wanting[remedy] = wanting.get(remedy, 0) | 1 << bit
    chosen: dict[int, tuple[Entity, ...]] = {}
    met = 0
    for number, bits in (journey.met_first if wanting else {}).items():
        met |= bits
        if not journey.nodes[number].is_person:
            continue
        for remedy, mask in wanting.items():
            concerned = bits & mask
            ladder = ladders.of(remedy) if concerned else None
            if ladder is not None:
                if concerned not in chosen:
                    chosen[concerned] = _chosen(journey, concerned)
                yield from _front(journey, number, ladder, chosen[concerned])
    for remedy, mask in wanting.items():
        ladder = ladders.of(remedy) if mask & ~met else None
        if ladder is not None and ladder.tiers:
            own = ladder.tiers[0].up_to
            yield Front(journey, None, ladder, own, _chosen(journey, mask & ~met))


def _chosen(journey: Journey, bits: int) -> tuple[Entity, ...]:
    return tuple(intent for bit, intent in enumerate(journey.intents) if bits >> bit & 1)


def _front(
    journey: Journey, number: int, ladder: Ladder, intents: tuple[Entity, ...]
) -> Iterator[Front]:
    node = journey.nodes[number]
    team = None if node.opaque else node.entity
    if team is None or ladder.states(team):
        yield Front(journey, number, ladder, _own(ladder, team, None), intents)
        return
    groups: dict[Amount, list[Entity]] = {}
    for intent in intents:
        groups.setdefault(_own(ladder, team, intent), []).append(intent)
    for own, members in groups.items():
        yield Front(journey, number, ladder, own, tuple(members))


def _own(ladder: Ladder, team: Entity | None, intent: Entity | None) -> Amount:
    known = ladder.own(team, intent) if team else None
    return UNLIMITED if known is None else known


class Authority:
    """The walk from first contacts on to who may decide. Work is shared between them."""

    def __init__(self) -> None:
        self._onward: dict[tuple[int, str], _Onward] = {}

    def beyond(self, front: Front, count: int) -> Demand | None:
        """Return the cases that take more than `count` further decisions; None where none does."""
        if front.ladder.tiers:
            bands = self.bands(front)
            return _demand([band for band in bands if len(band.deciders) > count], bands)
        onward, place = self._on(front)
        above = max(front.own, onward.within(count)[place])
        return _handed_on(front, above, onward.best[place], onward)

    def carried(self, front: Front) -> Demand | None:
        """Return the cases whose request the customer must carry; None where there are none."""
        ladder = front.ladder
        if ladder.tiers:
            bands = self.bands(front)
            demand = _demand([band for band in bands if band.deciders], bands)
            if demand is None or ladder.customer_asks:
                return demand
            stated = ladder.entity is not None and ladder.entity.says("asked_by")
            return None if stated else _with_handoff(front, demand)
        onward, place = self._on(front)
        above = max(front.own, onward.by_us[place])
        return _handed_on(front, above, onward.best[place], onward)

    def reachable(self, front: Front) -> Amount:
        """Return the most that can be granted on any way on from a first contact."""
        if front.ladder.tiers:
            return max((band.up_to for band in self.bands(front)), default=front.own)
        onward, place = self._on(front)
        return max(front.own, onward.best[place])

    @staticmethod
    def bands(front: Front) -> tuple[Band, ...]:
        """Return who decides beyond a first contact, where the remedy has tiers."""
        return front.ladder.bands(front.own, front.team.id if front.team else "")

    def _on(self, front: Front) -> tuple[_Onward, int]:
        key = (id(front.journey), front.ladder.id)
        if key not in self._onward:
            self._onward[key] = _Onward(front.journey, front.ladder)
        assert front.place is not None
        return self._onward[key], front.place


def _demand(chosen: Sequence[Band], bands: Sequence[Band]) -> Demand | None:
    if not chosen:
        return None
    ranges: list[tuple[Amount, Amount]] = []
    for band in chosen:
        if ranges and ranges[-1][1] == band.above:
            ranges[-1] = (ranges[-1][0], band.up_to)
        else:
            ranges.append((band.above, band.up_to))
    least = min(chosen, key=lambda band: len(band.deciders))
    grows = any(len(band.deciders) > len(least.deciders) for band in bands)
    return Demand(tuple(ranges), least.deciders, least.tier, grows)


def _with_handoff(front: Front, demand: Demand) -> Demand | None:
    """Return the demand with the handoff that the customer carries to the tiers, if one must."""
    if front.place is None:
        return None
    asked = frozenset().union(*(t for tier in front.ladder.tiers for t in tier.teams))
    moves = [
        move
        for move in front.journey.via[front.place]
        if move.kind == "handoff" and move.target.id in asked and move.target.id != str(front)
    ]
    if not moves or any(move.get("carried_by") != "customer" for move in moves):
        return None
    return Demand(demand.ranges, demand.deciders, demand.tier, demand.grows,
                  (moves[0],), moves[0])  # fmt: skip


def _handed_on(front: Front, above: Amount, best: Amount, onward: _Onward) -> Demand | None:
    if best <= above:
        return None
    assert front.place is not None
    way = onward.way(front.place, above)
    if not way:
        return None
    deciders = tuple(move.target.id for move in way if onward.decides(move.target))
    handoff = next((move for move in way if move.get("carried_by") == "customer"), None)
    return Demand(((above, best),), deciders, way=tuple(way), handoff=handoff)


class _Onward:
    """Over one journey, how much may be granted of one remedy on the ways on from each place.

    An opaque place may grant anything, and counts as no decision: nothing is claimed beyond it.
    """

    def __init__(self, journey: Journey, ladder: Ladder) -> None:
        self._journey = journey
        self._may = ladder.may
        self._within: dict[int, list[Amount]] = {}

    def decides(self, node: Node) -> bool:
        """Whether coming to this place takes a decision."""
        return not node.opaque and self._may.get(node.id, NOTHING) > NOTHING

    @cached_property
    def best(self) -> list[Amount]:
        """The most that may be granted on any way on."""
        return self._spread(_handed, [*self._granted(), *self._opaque()])

    @cached_property
    def by_us(self) -> list[Amount]:
        """The most that may be granted on ways on that no customer has to carry."""
        return self._spread(_by_us, [*self._granted(), *self._opaque()])

    def within(self, count: int) -> list[Amount]:
        """Return the most that may be granted with so many further decisions."""
        if count not in self._within:
            before = self.within(count - 1) if count else None
            seeds = [*self._opaque(), *(self._decided(before) if before else ())]
            self._within[count] = self._spread(self._undecided, seeds)
        return self._within[count]

    def _decided(self, before: Sequence[Amount]) -> Iterator[tuple[Amount, int]]:
        """Yield what one decision more than `before` comes to, at the places it is asked from."""
        for here, targets in enumerate(self._journey.out):
            for there, move in zip(targets, self._journey.via[here], strict=True):
                if _handed(move) and self.decides(move.target):
                    yield max(self._may[move.target.id], before[there]), here

    def _undecided(self, move: Move) -> bool:
        return _handed(move) and not self.decides(move.target)

    def way(self, start: int, above: Amount) -> list[Move]:
        """Return a way to a team that may grant more than this: fewest decisions, then moves."""
        before: dict[int, tuple[int, Move]] = {}
        done: set[int] = set()
        level: list[tuple[int, int, Move | None]] = [(start, start, None)]
        while level:
            later: list[tuple[int, int, Move | None]] = []
            for here, parent, taken in level:  # grows while it is read
                if here in done:
                    continue
                done.add(here)
                if taken is not None:
                    before[here] = (parent, taken)
                    if self._may.get(taken.target.id, NOTHING) > above:
                        return _back(before, start, here)
                for there, move in zip(
                    self._journey.out[here], self._journey.via[here], strict=True
                ):
                    if there not in done and _handed(move):
                        chosen = later if self.decides(move.target) else level
                        chosen.append((there, here, move))
            level = later
        return []

    def _granted(self) -> Iterator[tuple[Amount, int]]:
        for number, node in enumerate(self._journey.nodes):
            if self.decides(node):
                yield self._may[node.id], number

    def _opaque(self) -> Iterator[tuple[Amount, int]]:
        for number, node in enumerate(self._journey.nodes):
            if node.opaque:
                yield UNLIMITED, number

    def _spread(
        self, may_go: Callable[[Move], bool], seeds: Iterable[tuple[Amount, int]]
    ) -> list[Amount]:
        """Return for each place the greatest seed on the ways on from it, its own included."""
        journey = self._journey
        into: list[list[int]] = [[] for _ in journey.nodes]
        for here, moves in enumerate(journey.via):
            for there, move in zip(journey.out[here], moves, strict=True):
                if may_go(move):
                    into[there].append(here)
        found: list[Amount] = [NOTHING] * len(into)
        seen = bytearray(len(into))
        for amount, seed in sorted(seeds, reverse=True):
            waiting = [] if seen[seed] else [seed]
            seen[seed] = 1
            while waiting:
                here = waiting.pop()
                found[here] = amount
                for before in into[here]:
                    if not seen[before]:
                        seen[before] = 1
                        waiting.append(before)
        return found


def _handed(move: Move) -> bool:
    return move.kind not in BESIDES and move.get("new_matter") is not True


def _by_us(move: Move) -> bool:
    return _handed(move) and move.get("carried_by") != "customer"


def _back(before: dict[int, tuple[int, Move]], start: int, here: int) -> list[Move]:
    moves = []
    while here != start:
        here, move = before[here]
        moves.append(move)
    return moves[::-1]
