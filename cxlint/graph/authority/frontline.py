"""Who may decide: the first people a customer meets, what they may grant, and who else is needed.

Where a remedy states tiers, a request climbs them. Where it states none, the handoffs lead to
teams that may grant more. What is not stated is not known, and of it nothing is claimed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.graph.authority.distributions import ALL, UNKNOWN, Amount, Share, Values
from cxlint.graph.authority.grants_along import Granting
from cxlint.graph.authority.limits import NOTHING, UNLIMITED, Band, Ladder, ladders_of
from cxlint.graph.authority.sign_offs import SignOffs, asks_approval
from cxlint.graph.journey_intents import intents_at, intents_of
from cxlint.graph.journey_paths import LONGEST_WAY
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.authority.limits import Ladders
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network
    from cxlint.language.entity import Entity


LOOKED_AT = 3
"""Of how many deciders of a way it is asked what lies beyond them."""


class Front(NamedTuple):
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

    @property
    def limit_name(self) -> str:
        """What to call it that this first contact may grant so much of the remedy and no more."""
        return f"{self} may grant {self.own} of {self.ladder.id}"

    def __str__(self) -> str:
        named = self.ladder.tiers[0].by if self.ladder.tiers else ()
        return str(self.team or " or ".join(named) or "whoever is asked first")


class Demand(NamedTuple):
    """What some cases take beyond a first contact.

    `ranges` are the cases: worth more than one sum, up to another. `deciders` has one entry for
    each decision that the least of them takes, `tier` the number of the one that may decide;
    `grows` is whether others take more. Where handoffs lead to who decides, `way` holds them and
    `handoff` is the first that the customer must carry; `Authority.traced` finds way and deciders.
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
        return values.within(self.ranges)


@lru_cache(maxsize=1)
def fronts(network: Network) -> tuple[Front, ...]:
    """Return every first contact that needs a remedy; found once for a network."""
    ladders = ladders_of(network.policy)
    return tuple(
        front
        for journey in network.journeys
        for front in _fitting(journey, list(_fronts_of(journey, ladders)))
    )


def _fitting(journey: Journey, found: Sequence[Front]) -> Iterator[Front]:
    """Yield the first contacts without those whom nobody need choose in a menu.

    Customers who can choose between teams are taken to choose one that may grant them most.
    """
    if journey.met_first is journey.met_unchosen:
        yield from found
        return
    best: dict[tuple[str, str], Amount] = {}
    for front in found:
        for intent in front.intents:
            key = front.ladder.id, intent.id
            best[key] = max(best.get(key, NOTHING), front.own)
    for front in found:
        bits = journey.met_unchosen.get(front.place, 0) if front.place is not None else -1
        sure = {
            id(intent) for intent in (intents_of(journey, bits) if bits >= 0 else front.intents)
        }
        kept = tuple(
            intent
            for intent in front.intents
            if id(intent) in sure or front.own == best[front.ladder.id, intent.id]
        )
        if kept:
            yield front if len(kept) == len(front.intents) else front._replace(intents=kept)


def frontline(network: Network) -> Iterator[Front]:
    """Yield the first contacts, and every team of tier 1 that customers are handed to from there.

    Of the latter only those that say what they may grant.
    """
    yield from fronts(network)
    ladders = ladders_of(network.policy)
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
    for id_ in intents_at(journey, number):
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
                    chosen[concerned] = intents_of(journey, concerned)
                yield from _front(journey, number, ladder, chosen[concerned])
    for remedy, mask in wanting.items():
        ladder = ladders.of(remedy) if mask & ~met else None
        if ladder is not None and ladder.tiers:
            own = ladder.tiers[0].up_to
            yield Front(journey, None, ladder, own, intents_of(journey, mask & ~met))


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


@lru_cache(maxsize=1)
def authority_over(network: Network) -> Authority:
    """Return the one Authority that all rules ask about a network, so that work is done once."""
    del network
    return Authority()


class Authority:
    """The walk from first contacts on to who may decide. Work is shared between them."""

    def __init__(self) -> None:
        self._onward: dict[tuple[int, str], Granting] = {}
        self._sign_offs: dict[int, SignOffs] = {}

    def beyond(self, front: Front, count: int) -> Demand | None:
        """Return the cases that take more than `count` further decisions; None where none does."""
        if front.ladder.tiers:
            bands = self.full_bands(front)
            return _demand([band for band in bands if len(band.deciders) > count], bands)
        onward, place = self._on(front)
        above = max(front.own, onward.within(count)[place])
        demand = self._handed_on(above, place, onward)
        return None if demand is None else demand._replace(handoff=None)

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
        return self._handed_on(above, place, onward)

    @staticmethod
    def sign_offs(front: Front, demand: Demand) -> Iterator[Move]:
        """Yield the handoffs that alone say that some of the deciders are asked."""
        known = {word for tier in front.ladder.tiers for word in tier.deciders()}
        hidden = {word for word in demand.deciders if word not in known}
        for moves in front.journey.via if hidden and front.ladder.tiers else ():
            yield from (m for m in moves if m.target.id in hidden and asks_approval(m))

    def traced(self, front: Front, demand: Demand) -> Demand:
        """Return the demand with its way and its deciders, where these are found on handoffs."""
        if front.ladder.tiers:
            return demand
        onward, place = self._on(front)
        way = onward.toward(demand.above).way(place)
        deciders = tuple(move.target.id for move in way if onward.decides(move.target))
        return demand._replace(way=way[:LONGEST_WAY], deciders=deciders)

    def way_to_most(self, front: Front) -> tuple[Move, ...]:
        """Return the handoffs on which a team is reached that may grant the most."""
        onward, place = self._on(front)
        return onward.way_to_most(place)

    def grows(self, front: Front, demand: Demand) -> bool:
        """Whether some cases take more decisions than those of a traced demand."""
        count = len(demand.deciders)
        if front.ladder.tiers or count > LOOKED_AT:
            return demand.grows
        onward, place = self._on(front)
        return onward.within(count)[place] < onward.best[place]

    def passed_always(self, front: Front, demand: Demand) -> tuple[str, ...]:
        """Return the deciders that every way along the handoffs passes, of those on its way."""
        if front.ladder.tiers:
            return ()
        onward, place = self._on(front)
        passed = onward.unavoidable(place, demand.above)
        return tuple(id_ for id_ in demand.deciders if id_ in passed)

    def reachable(self, front: Front) -> Amount:
        """Return the most that can be granted on any way on from a first contact."""
        if front.ladder.tiers:
            return max((band.up_to for band in self.bands(front)), default=front.own)
        onward, place = self._on(front)
        return max(front.own, onward.best[place])

    def _handed_on(self, above: Amount, place: int, onward: Granting) -> Demand | None:
        best = onward.best[place]
        if best <= above or not onward.sure:
            return None
        toward = onward.toward(above)
        if toward.following[place] is None:
            return None
        return Demand(((above, best),), (), handoff=toward.handoff[place])

    @staticmethod
    def bands(front: Front) -> tuple[Band, ...]:
        """Return who decides beyond a first contact, where the remedy has tiers."""
        return front.ladder.bands(front.own, front.team.id if front.team else "")

    def full_bands(self, front: Front) -> list[Band]:
        """Return the same, each with those whose approval every way to its tier asks for."""
        return [self._passing_sign_offs(front, band) for band in self.bands(front)]

    def _passing_sign_offs(self, front: Front, band: Band) -> Band:
        """Return a band with those who are asked for an approval on every way to its tier."""
        tier = front.ladder.tiers[band.tier]
        if (
            front.place is None
            or not front.ladder.climbs
            or not (band.deciders and all(tier.teams))
        ):
            return band
        if id(front.journey) not in self._sign_offs:
            self._sign_offs[id(front.journey)] = SignOffs(front.journey)
        asked = self._sign_offs[id(front.journey)]
        passed = asked.on_the_way(front.place, frozenset().union(*tier.teams))
        more = tuple(id_ for id_ in passed if id_ not in front.ladder.deciding)
        return band._replace(deciders=more + band.deciders) if more else band

    def _on(self, front: Front) -> tuple[Granting, int]:
        key = (id(front.journey), front.ladder.id)
        if key not in self._onward:
            self._onward[key] = Granting(front.journey, front.ladder)
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
    return demand._replace(way=(moves[0],), handoff=moves[0])
