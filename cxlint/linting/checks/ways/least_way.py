"""The easiest way to an answer, and how long even that one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.algorithms.weighted_paths import zero_one_paths
from cxlint.graph.journey_paths import LONGEST_WAY, witness
from cxlint.graph.move_kinds import DETOURS
from cxlint.linting.model.finding import Hit
from cxlint.sentence_lists import shorten_path_ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.algorithms.weighted_paths import PathCosts
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network, Node

    Weigh = Callable[[Move], int]

Count = Literal["places", "transfers", "roles"]

MET = frozenset({"step", "team"})

FOLLOWED = 1_000
"""How many moves of a way are looked at, at the most."""


def least_way(
    network: Network, *, count: Count, at_most: int, at_most_roles: int | None = None
) -> Iterator[Hit]:
    """Yield each way in from which even the easiest way to an answer is longer than allowed.

    An answer is where the matter may be settled (`Journey.settles`). Places are the steps that
    ask something of customers and the teams that have the matter, behind the scenes as well, when
    all goes as it was meant to: without failures, closed doors and asking for a person, unless no
    other way leads to an answer. What is only announced is no place. Transfers are moves that take
    the customer away from a team: to another, back to a channel or a step, or to whoever approves,
    where customers must ask themselves. Facts: start, number, at_most, way, roles, early (the last
    team up to which transfers or roles are fine).

    Args:
        network: the policy's graph.
        count: what is counted: places; transfers; or the distinct roles, as far as they are
            stated, of the teams met on the way with the fewest transfers.
        at_most: the greatest number that is fine.
        at_most_roles: where transfers are counted, leave ways with more distinct roles than this
            to the rule that counts roles.
    """
    weigh = _weigh_place if count == "places" else _weigh_transfer
    if count != "places" and sum(map(_weigh_transfer, network.moves)) < at_most:
        return
    for journey in network.journeys:
        if count == "places" and journey.size <= at_most:
            continue
        for found in _search_ways(journey, count, weigh):
            yield from _find_hits(found, count, at_most, at_most_roles)


class EasiestWays:
    """The least count from each place on to an answer, and the moves of the way there."""

    def __init__(self, journey: Journey, costs: PathCosts, weigh: Weigh) -> None:
        self.journey = journey
        self.costs = costs
        self.weigh = weigh

    def way(self, start: int) -> list[Move]:
        """Return the moves of the easiest way on from a place."""
        moves: list[Move] = []
        while self.costs.parent[start] >= 0 and len(moves) < FOLLOWED:
            target = self.costs.parent[start]
            both = zip(self.journey.out[start], self.journey.via[start], strict=True)
            moves.append(min((move for to, move in both if to == target), key=self.weigh))
            start = target
        return moves


def _search_ways(
    journey: Journey, count: Count, weigh: Weigh
) -> Iterator[tuple[EasiestWays, list[int]]]:
    """Yield searches, each with the ways in that it speaks for."""
    entries = journey.entries
    if count != "places":
        yield EasiestWays(journey, journey.fewest_transfers, weigh), entries
        return
    found = EasiestWays(journey, _count_fewest_places(journey, DETOURS), weigh)
    yield found, [entry for entry in entries if found.costs.cost[entry] >= 0]
    others = [entry for entry in entries if found.costs.cost[entry] < 0]
    if any(journey.to_settled.distance[entry] >= 0 for entry in others):
        yield EasiestWays(journey, _count_fewest_places(journey, frozenset()), weigh), others


def _count_fewest_places(journey: Journey, without: frozenset[str]) -> PathCosts:
    """Return the fewest places met on to an answer, by moves of other kinds than these."""
    before, moves_in = journey.inward
    steps: list[int | list[int]] = [int(_is_met(node)) for node in journey.nodes]
    if without:
        before = list(before)
        for number, moves in enumerate(moves_in):
            if any(move.kind in without for move in moves):
                kept = [place for place, move in enumerate(moves) if move.kind not in without]
                before[number] = [before[number][place] for place in kept]
    return zero_one_paths(before, steps, journey.answers)


def _weigh_place(move: Move) -> int:
    return int(_is_met(move.target))


def _is_met(node: Node) -> bool:
    return node.kind in MET and not node.asks_nothing


def _weigh_transfer(move: Move) -> int:
    return int(move.transfers)


def _find_hits(
    found: tuple[EasiestWays, list[int]],
    count: Count,
    at_most: int,
    at_most_roles: int | None,
) -> Iterator[Hit]:
    search, entries = found
    journey = search.journey
    for entry in entries:
        cost = int(search.costs.cost[entry])
        if count == "places" and cost >= 0:
            cost += _is_met(journey.nodes[entry])
        if cost < at_most or cost <= 0 or (count != "roles" and cost == at_most):
            continue
        way = search.way(entry)
        if any(place.deserted for place in (journey.nodes[entry], *(m.target for m in way))):
            continue
        roles = _list_roles(journey, entry, way)
        if count == "places":
            yield _hit(journey, entry, way, cost, at_most, None)
        elif count == "roles" and len(roles) > at_most:
            beyond = _find_move_to_role(way, roles[at_most])
            yield _hit(journey, entry, way, len(roles), at_most, beyond)
        elif count == "transfers" and not _exceeds_roles(roles, at_most_roles):
            yield _hit(journey, entry, way, cost, at_most, _find_transfer_beyond(way, at_most))


def _exceeds_roles(roles: Sequence[str], at_most: int | None) -> bool:
    return at_most is not None and len(roles) > at_most


def _list_places(journey: Journey, entry: int, way: Sequence[Move]) -> list[str]:
    """Return the steps and teams that the matter passes, in order."""
    places = [journey.nodes[entry], *(move.target for move in way)]
    return [place.id for place in places if _is_met(place)]


def _list_teams_met(journey: Journey, entry: int, way: Sequence[Move]) -> list[str]:
    """Return the teams that the customer meets, in order."""
    places = [journey.nodes[entry], *(move.target for move in way if move.customer_goes)]
    return [place.id for place in places if place.kind == "team"]


def _list_roles(journey: Journey, entry: int, way: Sequence[Move]) -> list[str]:
    """Return the distinct roles of the teams that the customer meets, in order."""
    teams = [journey.nodes[entry], *(move.target for move in way if move.customer_goes)]
    stated = [team.entity.get("role") for team in teams if team.kind == "team" and team.entity]
    return list(dict.fromkeys(role for role in stated if role is not None))


def _find_transfer_beyond(way: Sequence[Move], at_most: int) -> Move | None:
    """Return the transfer that is one too many."""
    transfers = [move for move in way if move.transfers]
    return transfers[at_most] if len(transfers) > at_most else None


def _find_move_to_role(way: Sequence[Move], role: str) -> Move | None:
    """Return the move that first brings the customer to this role."""
    return next(
        (m for m in way if m.target.entity is not None and m.target.entity.get("role") == role),
        None,
    )


def _hit(
    journey: Journey,
    entry: int,
    way: Sequence[Move],
    number: int,
    at_most: int,
    beyond: Move | None,
) -> Hit:
    start = journey.nodes[entry]
    names = (_list_teams_met if beyond else _list_places)(journey, entry, way)
    return Hit(
        at=beyond.at if beyond else start.at,
        entity=beyond.name if beyond else start.name,
        facts={
            "start": start.id,
            "number": number,
            "at_most": at_most,
            "way": shorten_path_ahead(names),
            "early": beyond.source.id if beyond else "",
            "roles": " to ".join(_list_roles(journey, entry, way)),
        },
        intents=_list_intents(journey, entry),
        witness=witness(way[:LONGEST_WAY]),
    )


def _list_intents(journey: Journey, entry: int) -> tuple[str, ...]:
    return tuple(intent.id for intent in journey.intents if entry in journey.starts_of(intent))
