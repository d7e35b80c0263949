"""The journeys of a network: intents that may take the same moves, and whoever else comes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cxlint.graph.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity

MOST_PLACES, MOST_ROUNDS = 100_000, 5
"""How many places contact reasons are followed to, each apart; or so many times all there are."""
LEFT_OFF = (
    "too many contact reasons go to too many places, each by moves of its own: some are looked at "
    "together, as if each could go wherever the others can"
)


def journeys_of(network: Network) -> Iterator[Journey]:
    """Group the intents by the scoped moves they may take, and add the ways no intent takes."""
    alike: dict[Collection[str], list[int]] = {}
    for move in network.moves:
        if move.intents:
            alike.setdefault(move.intents, []).append(move.number)
    scoped: dict[str, list[Collection[str]]] = {}
    for ids in alike:
        for id_ in ids:
            scoped.setdefault(id_, []).append(ids)
    groups: dict[tuple[Collection[str], ...], dict[Entity, tuple[Node, ...]]] = {}
    started: set[int] = set()
    for intent in network.intents:
        entries = find_entries(network, intent)
        started.update(node.number for node in entries)
        groups.setdefault(tuple(scoped.get(intent.id, ())), {})[intent] = entries
    apart = [
        (frozenset(chain.from_iterable(alike[ids] for ids in each)), members)
        for each, members in groups.items()
    ]
    yield from _journeys_apart(network, apart)
    if network.is_limited:
        return
    rest = [node for node in _ways_in(network) if node.number not in started]
    if rest:
        yield Journey(network, _reached(network, rest, frozenset()), rest, {})


def _journeys_apart(
    network: Network, groups: Sequence[tuple[frozenset[int], dict[Entity, tuple[Node, ...]]]]
) -> Iterator[Journey]:
    """Yield the journey of each group; beyond a bound one of all that are left.

    That one may take the moves of any of them, and the policy says so in `left_off`.
    """
    left = max(MOST_PLACES, MOST_ROUNDS * len(network.nodes))
    for number, (scoped, members) in enumerate(groups):
        if left < 0 and number + 1 < len(groups):
            network.policy.left_off.add(LEFT_OFF)
            rest = groups[number:]
            together = {intent: nodes for _, each in rest for intent, nodes in each.items()}
            yield _journey(network, frozenset().union(*(each for each, _ in rest)), together)
            return
        journey = _journey(network, scoped, members)
        left -= journey.size
        yield journey


def _journey(
    network: Network, scoped: frozenset[int], members: dict[Entity, tuple[Node, ...]]
) -> Journey:
    starts = [node for nodes in members.values() for node in nodes]
    return Journey(network, _reached(network, starts, scoped), starts, members)


def _reached(
    network: Network, starts: Iterable[Node], scoped: frozenset[int]
) -> dict[int, list[Move]]:
    """Return the moves that leave each place which the starts reach, by its number.

    Of those that are for some intents only, `scoped` may be taken.
    """
    leaving = network.leaving
    seen = {node.number for node in starts}
    waiting = list(seen)
    ways: dict[int, list[Move]] = {}
    for number in waiting:  # grows while it is walked
        moves = leaving[number]
        if any(move.intents is not None for move in moves):
            moves = [m for m in moves if m.intents is None or m.number in scoped]
        ways[number] = moves
        for move in moves:
            target = move.target.number
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return ways


def find_entries(network: Network, intent: Entity) -> tuple[Node, ...]:
    """Return where a contact reason begins: as it says, or at every published channel for it."""
    named = intent.texts("start")
    if named:
        return tuple(node for id_ in named if (node := network.node(id_)) is not None)
    return tuple(
        node
        for node in network.nodes
        if node.kind == "channel" and _published(node.entity) and _serves(node.entity, intent.id)
    )


def _serves(channel: Entity | None, intent: str) -> bool:
    served = channel.texts("intents") if channel else ()
    return not served or intent in served


def _published(channel: Entity | None) -> bool:
    return channel is None or channel.get("published") is not False


def _is_entered(step: Entity | None) -> bool:
    return step is not None and step.data.get("from_elsewhere") is True


def _ways_in(network: Network) -> list[Node]:
    """Return the published channels, and the steps to which people come from elsewhere.

    Where a policy has no channels, it is entered at the places nothing leads to, and in its
    closed circles, which cannot be reached from these.
    """
    channels = [n for n in network.nodes if n.kind == "channel" and _published(n.entity)]
    if channels or any(n.kind == "channel" for n in network.nodes) or network.policy.has("intent"):
        return channels + [n for n in network.nodes if n.kind == "step" and _is_entered(n.entity)]
    places = [n for n in network.nodes if n.kind in ("step", "team")]
    found = [n for n in places if not network.arriving[n.number]]
    reached = {node.number for node in found}
    walked = list(found)
    for node in walked:  # grows while it is walked
        for move in network.leaving[node.number]:
            if move.intents is None and move.target.number not in reached:
                reached.add(move.target.number)
                walked.append(move.target)
    return found + [n for n in places if n.number not in reached]
