"""Times of which one rules out another."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.graph.journey_intents import bits_in_the_matter, intents_of
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.two_clocks import is_surely_longer
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

FACTS = frozenset({"id", "value", "other", "source", "target", "intent"})
"""What a message may name."""

TARGETS = ("first_reply", "next_reply", "update_every", "resolution")


class _Time(NamedTuple):
    """A time that an entity states, and where."""

    entity: Entity
    keys: tuple[str, ...]

    @property
    def length(self) -> Duration | None:
        return self.entity.duration(*self.keys)


SOME_CASES = (
    "priorities", "customers", "segments", "countries", "conditions", "any_conditions", "position",
)  # fmt: skip
"""What limits a promise to some of the cases of a contact reason."""


def contradictory_times(network: Network, *, inboxes: Sequence[str]) -> Iterator[Hit]:
    """Yield each time that cannot be kept beside another one.

    Cases: empty, a wait on the way that is longer than the whole was promised to take, both in
    days and hours of the calendar (business time is added up along the way); `reply`, a
    first answer that is promised for later than the whole; `looked`,
    messages or mail looked into more rarely than they are to be answered; `owed`, a partner's
    agreement that is tighter than its contract; `news`, news that come after the matter is to be
    settled. Business time and calendar time are compared only where one is surely longer.
    Facts: id, value, other, source, target, intent.

    Args:
        network: the policy's graph.
        inboxes: kinds of published channel of which another rule says that they are looked into
            too rarely for their own target.
    """
    policy = network.policy
    yield from _long_waits(network)
    for channel in policy.of("channel"):
        yield from _rare_looks(policy, channel, inboxes)
    for team in policy.of("team"):
        yield from _tight_agreements(team)
    for intent in policy.of("intent"):
        yield from _late_news(intent, "promise")
        yield from _late_replies(policy, intent)
    for step in policy.of("step"):
        yield from _late_news(step, "timeout")


def _long_waits(network: Network) -> Iterator[Hit]:
    if not network.policy.speaks_of("handoff.wait"):
        return
    promised = _promises_of(network.policy)
    for journey in network.journeys if promised else ():
        bits = bits_in_the_matter(journey)
        broken: dict[Duration, int] = {}
        for number, moves in enumerate(journey.via):
            for move in moves:
                wait = _shortest_wait(move)
                if wait is not None and not move.new_matter:
                    if wait not in broken:
                        broken[wait] = _broken_by(wait, journey, promised)
                    concerned = intents_of(journey, bits[number] & broken[wait])
                    yield from _judge_wait(move, wait, concerned, promised)


def _promises_of(policy: Policy) -> Mapping[str, Sequence[_Time]]:
    """Return by when each contact reason is promised to be settled, the soonest first."""
    found: dict[str, list[_Time]] = {}
    for intent in policy.of("intent"):
        found.setdefault(intent.id, []).append(_Time(intent, ("promise",)))
    for promise in policy.of("promise"):
        if not any(promise.says(key) for key in SOME_CASES):
            for id_ in _intents_of(policy, promise):
                found.setdefault(id_, []).append(_Time(promise, ("resolution",)))
    stated = {id_: [each for each in times if each.length] for id_, times in found.items()}
    return {id_: sorted(times, key=_seconds) for id_, times in stated.items() if times}


def _intents_of(policy: Policy, promise: Entity) -> Iterator[str]:
    """Yield the contact reasons of which every case is promised this."""
    if promise.says("intents"):
        yield from promise.texts("intents")
        return
    channels = set(promise.texts("channels"))
    for intent in policy.of("intent"):
        starts = set(intent.texts("start"))
        if not channels or (starts and starts <= channels):
            yield intent.id


def _seconds(time: _Time) -> Fraction:
    return time.length.seconds if time.length is not None else Fraction(0)


def _broken_by(wait: Duration, journey: Journey, promised: Mapping[str, Sequence[_Time]]) -> int:
    """Return the contact reasons of which a promise is shorter than a wait, as bits."""
    return sum(
        1 << bit
        for bit, intent in enumerate(journey.intents)
        if _find_broken(wait, promised.get(intent.id, ())) is not None
    )


def _find_broken(wait: Duration, promised: Sequence[_Time]) -> _Time | None:
    return next(
        (each for each in promised if each.length and is_surely_longer(wait, each.length)), None
    )


def _judge_wait(
    move: Move, wait: Duration, concerned: Sequence[Entity], promised: Mapping[str, Sequence[_Time]]
) -> Iterator[Hit]:
    """Yield the wait of a move with the contact reasons that may take it and are promised less."""
    ids = [each.id for each in concerned if move.intents is None or each.id in move.intents]
    promise = _find_broken(wait, promised[ids[0]]) if ids else None
    if promise is None:
        return
    facts = _facts(move.get("wait"), promise.length, move.source.id, move.target.id)
    yield build_hit(
        move.entity,
        "wait",
        facts={**facts, "intent": ids[0]},
        intents=tuple(ids),
        related=((promise.entity.at(*promise.keys), "the promise"),),
    )


def _shortest_wait(move: Move) -> Duration | None:
    if move.kind != "handoff" or move.entity.document.vendor_file:
        return None
    found = move.entity.duration_range("wait")
    return found[0] if found is not None and not found[0].business else None


def _rare_looks(policy: Policy, channel: Entity, inboxes: Sequence[str]) -> Iterator[Hit]:
    answer = _Time(channel, ("voicemail", "callback_within"))
    yield from _compare(_Time(channel, ("voicemail", "check_every")), answer, "looked")
    if not channel.says("check_every"):
        return
    if channel.get("published") is False or channel.get("kind") not in inboxes:
        answer = _Time(channel, ("respond", "within"))
        yield from _compare(_Time(channel, ("check_every",)), answer, "looked")
    for promise in policy.of("promise"):
        if channel.id in promise.texts("channels"):
            answer = _Time(promise, ("first_reply",))
            yield from _compare(_Time(channel, ("check_every",)), answer, "looked")


def _tight_agreements(team: Entity) -> Iterator[Hit]:
    for target in TARGETS:
        agreed, owed = _Time(team, ("ola", target)), _Time(team, ("contract", target))
        yield from _compare(owed, agreed, "owed", at=agreed)


def _late_news(entity: Entity, whole: str) -> Iterator[Hit]:
    yield from _compare(_Time(entity, ("updates", "every")), _Time(entity, (whole,)), "news")


def _late_replies(policy: Policy, intent: Entity) -> Iterator[Hit]:
    """Yield the first answers for a contact reason that come after it is to be settled."""
    whole = _Time(intent, ("promise",))
    for promise in policy.of("promise") if whole.length else ():
        if intent.id in promise.texts("intents"):
            yield from _compare(_Time(promise, ("first_reply",)), whole, "reply")


def _compare(part: _Time, whole: _Time, case: str, at: _Time | None = None) -> Iterator[Hit]:
    """Yield the part where it takes longer than the whole; `at` is the one that is at fault."""
    if not (part.length and whole.length and is_surely_longer(part.length, whole.length)):
        return
    at, other = (part, whole) if at is None else (at, part)
    yield build_hit(
        at.entity,
        *at.keys,
        facts={**_facts(at.length, other.length), "intent": other.entity.id},
        key=(*at.keys, other.entity.id),
        case=case,
        severity="warning",
        related=((other.entity.at(*other.keys), other.entity.id),),
    )


def _facts(value: object, other: object, source: str = "", target: str = "") -> dict[str, object]:
    return {"value": value, "other": other, "source": source, "target": target, "intent": ""}
