"""Which teams take what arrives at a channel: which share of it each of them, or several as one."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

MOST_SHARES = 100_000
"""Of how many moves and teams the shares are worked out, of each place on the ways to them."""
LEFT_OFF = (
    "what arrives at some channels goes on over too many moves to too many teams: which share each "
    "of them takes, and how long customers wait for them, is not worked out"
)
NOT_TAKEN = frozenset({"closed", "full"})
"""Kinds of move that are not taken while there is room."""
PASSING = frozenset({"channel", "step"})
MESSAGES = frozenset({"callback", "voicemail"})
"""Kinds of step at which customers leave something that is taken up later."""

Bounds = tuple[Fraction, Fraction]
NOTHING: Bounds = (Fraction(0), Fraction(0))
WHOLE: Bounds = (Fraction(1), Fraction(1))


class Crew(NamedTuple):
    """The teams to which the same contacts go; `pooled` if whoever is free takes the next one."""

    teams: tuple[str, ...]
    pooled: bool = True


Shares = dict[Crew, Bounds]
ELSEWHERE: Shares = {Crew(()): WHOLE}
"""What goes to no team."""


class Room:
    """How many shares may still be worked out, of all channels of a policy together."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy, which says in `left_off` where they are too many."""
        self._policy = policy
        self._left = MOST_SHARES

    def take(self, shares: int) -> None:
        """Raise TooManySharesError where there is no room for so many more."""
        self._left -= shares
        if self._left < 0:
            self._policy.left_off.add(LEFT_OFF)
            raise TooManySharesError


class TooManySharesError(Exception):
    """There is no room to follow what arrives at a channel."""


def find_routes(network: Network, channel: Entity, room: Room | None = None) -> Shares:
    """Return which share of the contacts of a channel each crew takes, at least and at most.

    Nothing where there is no room to find out.
    """
    try:
        return _find_routes(network, channel, room or Room(network.policy))
    except TooManySharesError:
        return {}


def _find_routes(network: Network, channel: Entity, room: Room) -> Shares:
    node = network.node(channel.id)
    if node is None:
        return {}
    places = _passed(network, node)
    if not any(network.leaving[place.number] for place in places):
        watcher = network.node(str(channel.get("monitored_by")))
        return {Crew((watcher.id,)): WHOLE} if watcher and watcher.kind == "team" else {}
    intents = _arriving(network, channel)
    classes: dict[frozenset[int], list[str]] = defaultdict(list)
    scoped = [
        move
        for place in places
        for move in network.leaving[place.number]
        if move.intents is not None
    ]
    for intent in intents:
        classes[frozenset(m.number for m in scoped if intent in (m.intents or ()))].append(intent)
    if not intents:
        classes[frozenset(m.number for m in scoped)] = []
    weights = _weights(network, channel, intents)
    found = []
    for open_, members in classes.items():
        barred = {move.number for move in scoped} - open_
        shares = _follow(network, node, places, barred, intents, room)
        weight = None if weights is None else sum((weights[each] for each in members), Fraction(0))
        found.append((shares, weight))
    return _mixed(found)


def find_overflows(network: Network, channel: Entity) -> list[Move]:
    """Return the ways that contacts of a channel take where a place is full, beside its teams.

    How many take them is not stated.
    """
    node = network.node(channel.id)
    taking = {id_ for crew in find_routes(network, channel) for id_ in crew.teams}
    return [
        move
        for place in (_passed(network, node) if node is not None else ())
        for move in network.leaving[place.number]
        if move.kind == "full" and move.target.id not in taking
    ]


def _passed(network: Network, start: Node) -> list[Node]:
    """Return the places that a contact may pass before it comes to a team."""
    found, ahead = {start.number: start}, [start]
    while ahead:
        for move in network.leaving[ahead.pop().number]:
            target = move.target
            if move.kind in NOT_TAKEN or not _passes_on(target):
                continue
            if target.number not in found:
                found[target.number] = target
                ahead.append(target)
    return list(found.values())


def _passes_on(place: Node) -> bool:
    """Whether contacts go on from there at once; who leaves a message waits in no line."""
    if place.kind not in PASSING or place.opaque:
        return False
    return place.kind != "step" or place.entity is None or place.entity.get("kind") not in MESSAGES


def _arriving(network: Network, channel: Entity) -> list[str]:
    """Return the contact reasons that arrive at a channel."""
    policy = network.policy
    served = frozenset(channel.texts("intents"))
    named = [each for each in policy.of("intent") if channel.id in each.texts("start")]
    return [each.id for each in named or policy.of("intent") if not served or each.id in served]


def _weights(
    network: Network, channel: Entity, intents: Sequence[str]
) -> Mapping[str, Fraction] | None:
    """Return how often each contact reason comes there, or None where that is not stated."""
    found = {}
    for id_ in intents:
        intent = network.policy.find("intent", id_)
        share = intent.percentage("share") if intent else None
        begins = _begins(intent, channel.id) if intent else None
        if share is None or begins is None:
            return None
        found[id_] = share * begins
    total = sum(found.values(), Fraction(0))
    return {id_: weight / total for id_, weight in found.items()} if total else None


def _begins(intent: Entity, channel: str) -> Fraction | None:
    """Return the share of the cases of a contact reason that begins at a channel."""
    from cxlint.values.quantities import percentage

    starts = intent.get("start") or []
    listed = starts if isinstance(starts, list) else [starts]
    if len(listed) == 1:
        return Fraction(1)
    for each in listed:
        if isinstance(each, dict) and each.get("at") == channel and each.get("share"):
            return percentage(each["share"])
    return None


def _mixed(found: Sequence[tuple[Shares, Fraction | None]]) -> Shares:
    """Return the shares of all contact reasons together."""
    if any(weight is None for _, weight in found):
        return _hull([shares for shares, _ in found])
    mixed: Shares = {}
    for shares, weight in found:
        for crew, (low, high) in shares.items():
            least, most = mixed.get(crew, NOTHING)
            mixed[crew] = (least + low * (weight or 0), most + high * (weight or 0))
    return mixed


def _follow(
    network: Network,
    start: Node,
    places: Sequence[Node],
    barred: set[int],
    intents: Sequence[str],
    room: Room,
) -> Shares:
    """Return the shares of one contact reason, worked out from the teams back to the channel."""
    local = {place.number: number for number, place in enumerate(places)}
    moves = [
        [m for m in network.leaving[p.number] if m.number not in barred and m.kind not in NOT_TAKEN]
        for p in places
    ]
    out = [[local[m.target.number] for m in each if m.target.number in local] for each in moves]
    known: list[Shares] = [{} for _ in places]
    knots = components(out)
    for knot in range(knots.count):
        members = knots.members(knot)
        inside = {places[number].number for number in members}
        if len(members) == 1:
            (number,) = members
            known[number] = _leave(network, places[number], moves[number], local, known, intents)
            room.take(len(moves[number]) + len(known[number]))
            continue
        leaving = [
            _leave(network, places[number], outward, local, known, intents)
            for number in members
            if (outward := [m for m in moves[number] if m.target.number not in inside])
        ]
        hull = _mixed([(shares, None) for shares in leaving])
        room.take(len(members) + sum(map(len, leaving)))
        for number in members:
            known[number] = hull
    return known[local[start.number]]


def _leave(
    network: Network,
    place: Node,
    moves: Sequence[Move],
    local: Mapping[int, int],
    known: Sequence[Shares],
    intents: Sequence[str],
) -> Shares:
    """Return the shares of what is at one place; asking there once more changes nothing."""
    moves = [move for move in moves if move.target is not place]
    looped = 1 - sum((m.share or 0 for m in network.leaving[place.number] if m.target is place), 0)
    stated: list[tuple[Fraction, Shares]] = []
    free: list[Shares] = []
    crew: list[Move] = []
    for move in moves:
        listed = move.kind in {"arrival", "next"} and move.keys[:1] == ("goes_to",)
        if move.share is None and listed and move.target.kind == "team":
            crew.append(move)
            continue
        shares = _beyond(move.target, local, known)
        if move.share is None:
            free.append(shares)
        else:
            stated.append((move.share / looped if looped > 0 else move.share, shares))
    if crew:
        free.append({_crew(network, place, [move.target for move in crew], intents): WHOLE})
    return _divide(stated, free)


def _beyond(target: Node, local: Mapping[int, int], known: Sequence[Shares]) -> Shares:
    if target.kind == "team" and not target.deserted:
        return {Crew((target.id,)): WHOLE}
    return known[local[target.number]] if target.number in local else ELSEWHERE


def _divide(stated: Sequence[tuple[Fraction, Shares]], free: Sequence[Shares]) -> Shares:
    """Return the shares where some moves state theirs and the rest goes over the others."""
    rest = max(1 - sum((share for share, _ in stated), Fraction(0)), Fraction(0))
    free = free or ([ELSEWHERE] if rest else [])
    crews = dict.fromkeys(crew for shares in (*(s for _, s in stated), *free) for crew in shares)
    found = dict.fromkeys(crews, NOTHING)
    for share, shares in stated:
        for crew, (low, high) in shares.items():
            found[crew] = (found[crew][0] + share * low, found[crew][1] + share * high)
    if rest:
        for crew, (low, high) in _hull(free).items():
            found[crew] = (found[crew][0] + rest * low, found[crew][1] + rest * high)
    return found


def _hull(found: Sequence[Shares]) -> Shares:
    """Return for each crew what it takes at least and at most, whichever of these holds."""
    bounds: dict[Crew, list[Bounds]] = {}
    for shares in found:
        for crew, each in shares.items():
            bounds.setdefault(crew, []).append(each)
    return {
        crew: (
            min(low for low, _ in listed) if len(listed) == len(found) else NOTHING[0],
            max(high for _, high in listed),
        )
        for crew, listed in bounds.items()
    }


def _crew(network: Network, place: Node, teams: Sequence[Node], intents: Sequence[str]) -> Crew:
    """Return the teams that one list names, and those to which it overflows."""
    beyond = [
        move.target
        for move in network.leaving[place.number]
        if move.kind == "full" and move.keys[:1] == ("then",) and move.target.kind == "team"
    ]
    pooled = len(teams) == 1 or all(_is_able(network, team, intents) for team in teams)
    named = dict.fromkeys(each.id for each in (*teams, *beyond) if not each.deserted)
    return Crew(tuple(named), pooled)


def _is_able(network: Network, team: Node, intents: Iterable[str]) -> bool:
    """Whether a team can settle or pass on whatever arrives."""
    assert team.entity is not None
    if team.entity.get("closes") is None:
        return True
    ways = [move.intents for move in network.leaving[team.number]]
    if None in ways:
        return True
    known = frozenset().union(*(way for way in ways if way is not None))
    return bool(ways) and known.issuperset(intents)
