"""Times of which one rules out another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.policy.parties import is_partner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "value", "other", "source", "target", "intent"})
"""What a message may name."""

TARGETS = ("first_reply", "next_reply", "update_every", "resolution")

Promised = tuple["Duration", "At"]


def contradictory_times(network: Network) -> Iterator[Hit]:
    """Yield each time that cannot be kept beside another one.

    Cases: empty, a wait on the way that is longer than the whole was promised to take; `looked`,
    messages or mail looked into more rarely than they are to be answered; `owed`, a partner's
    agreement that is tighter than its contract; `news`, news that come after the matter is to be
    settled. Business time and calendar time are compared only where one is surely longer.
    Facts: id, value, other, source, target, intent.

    Args:
        network: the policy's graph.
    """
    policy = network.policy
    yield from _long_waits(network)
    for channel in policy.of("channel"):
        yield from _rare_looks(policy, channel)
    for team in policy.of("team"):
        if is_partner(team):
            yield from _tight_agreements(team)
    for intent in policy.of("intent"):
        yield from _late_news(intent, ("updates", "every"), ("promise",))
    for step in policy.of("step"):
        yield from _late_news(step, ("updates", "every"), ("timeout",))


def _long_waits(network: Network) -> Iterator[Hit]:
    for intent in network.policy.of("intent"):
        promises = sorted(_promises(network.policy, intent), key=lambda each: each[0].seconds)
        moves = _moves_of(network, intent) if promises else ()
        for move in moves:
            wait = _shortest_wait(move)
            over = next((each for each in promises if wait and _is_surely_longer(wait, each[0])),
                        None)  # fmt: skip
            if over is None:
                continue
            facts = _facts(move.get("wait"), over[0], move.source.id, move.target.id)
            yield build_hit(
                move.entity,
                "wait",
                facts={**facts, "intent": intent.id},
                intents=(intent.id,),
                key=(intent.id,),
                related=((over[1], "the promise"),),
            )


def _promises(policy: Policy, intent: Entity) -> Iterator[Promised]:
    if (within := intent.duration("promise")) is not None:
        yield within, intent.at("promise")
    for promise in policy.of("promise"):
        within = promise.duration("resolution")
        if within is not None and intent.id in promise.texts("intents"):
            yield within, promise.at("resolution")


def _moves_of(network: Network, intent: Entity) -> Sequence[Move]:
    """Return the handoffs that a matter may take, until another matter begins."""
    waiting = [node for id_ in intent.texts("start") if (node := network.node(id_)) is not None]
    seen = {node.number for node in waiting}
    taken: list[Move] = []
    for node in waiting:  # grows while it is walked
        for move in _open_moves(network, node, intent.id):
            taken.append(move)
            if move.target.number not in seen:
                seen.add(move.target.number)
                waiting.append(move.target)
    return [move for move in taken if move.kind == "handoff"]


def _open_moves(network: Network, node: Node, intent: str) -> Iterator[Move]:
    for move in network.leaving[node.number]:
        if (move.intents is None or intent in move.intents) and not move.new_matter:
            yield move


def _shortest_wait(move: Move) -> Duration | None:
    if move.entity.document.vendor_file:
        return None
    found = move.entity.duration_range("wait")
    return found[0] if found is not None else None


def _rare_looks(policy: Policy, channel: Entity) -> Iterator[Hit]:
    back = channel.duration("voicemail", "callback_within")
    every = channel.duration("voicemail", "check_every")
    if back is not None and every is not None and _is_surely_longer(every, back):
        related = ((channel.at("voicemail", "callback_within"), "the callback"),)
        facts = _facts(every, back)
        keys = ("voicemail", "check_every")
        yield build_hit(channel, *keys, facts=facts, key=("voicemail",), case="looked", severity="warning",
                        related=related)  # fmt: skip
    every = channel.duration("check_every")
    for promise in policy.of("promise") if every is not None else ():
        reply = promise.duration("first_reply")
        if reply is None or channel.id not in promise.texts("channels"):
            continue
        if every is not None and _is_surely_longer(every, reply):
            related = ((promise.at("first_reply"), promise.id),)
            yield build_hit(channel, "check_every", facts=_facts(every, reply), case="looked", severity="warning",
                            related=related)  # fmt: skip
            return


def _tight_agreements(team: Entity) -> Iterator[Hit]:
    for target in TARGETS:
        agreed, contract = team.duration("ola", target), team.duration("contract", target)
        if agreed is None or contract is None or not _is_surely_longer(contract, agreed):
            continue
        related = ((team.at("contract", target), "the contract"),)
        yield build_hit(team, "ola", target, facts=_facts(agreed, contract), key=(target,),
                        case="owed", severity="warning", related=related)  # fmt: skip


def _late_news(entity: Entity, news: tuple[str, ...], whole: tuple[str, ...]) -> Iterator[Hit]:
    every, over = entity.duration(*news), entity.duration(*whole)
    if every is not None and over is not None and _is_surely_longer(every, over):
        related = ((entity.at(*whole), "the whole"),)
        facts = _facts(every, over)
        yield build_hit(entity, *news, facts=facts, case="news", severity="warning", related=related)


def _is_surely_longer(one: Duration, other: Duration) -> bool:
    """Whether a time is longer than another, on whatever day it begins.

    Business days take at least as many days of the calendar, without the one of the start.
    """
    if not one.business and not other.business:
        return one > other
    if one.business and other.business:
        return one > other and (one.unit == "day") == (other.unit == "day")
    if one.business and one.unit == "day":
        return one.days - 1 > other.days
    return False


def _facts(value: object, other: object, source: str = "", target: str = "") -> dict[str, object]:
    return {"value": value, "other": other, "source": source, "target": target, "intent": ""}
