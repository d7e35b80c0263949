"""Shares of one whole that come to more than the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.sentence_lists import shorten_list
from cxlint.values.quantities import percentage
from cxlint.values.shares import exceed_whole, sum_shares
from cxlint.values.value_errors import decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Move, Network
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "sum", "shares"})
"""What a message may name."""

MOST = 5
"""How many shares a sentence names."""

Stated = tuple["At", str, str]
"""A share: where it stands, of what it is, and its text."""


def excess_shares(network: Network) -> Iterator[Hit]:
    """Yield each whole of which more is given away than there is.

    Cases: empty, the contacts at a place that go on from there; `intents`, all contacts; `start`,
    the cases of a contact reason; `profile`, the contacts of a week. Rounding is no excess. What
    goes on from a place is added up for each contact reason for itself.
    Facts: id, sum, shares.

    Args:
        network: the policy's graph.
    """
    policy = network.policy
    yield from _judge_intents(policy)
    for intent in policy.of("intent"):
        yield from _judge(intent, list(_parts(intent, ("start",), "at")), "start")
    for channel in policy.of("channel") if policy.speaks_of("channel.load") else ():
        yield from _judge(channel, list(_parts(channel, ("load", "profile"), "hours")), "profile")
    yield from _judge_places(network)


def _judge_intents(policy: Policy) -> Iterator[Hit]:
    intents = [each for each in policy.of("intent") if each.percentage("share") is not None]
    intents.sort(key=lambda each: -percentage(each.get("share")))
    stated = [(each.at("share"), each.id, each.get("share")) for each in intents]
    if intents:
        yield from _judge(intents[0], stated, "intents")


def _parts(entity: Entity, keys: tuple[str, ...], name: str) -> Iterator[Stated]:
    listed = entity.get(*keys)
    for number, each in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(each, dict) and "share" in each:
            yield entity.at(*keys, number, "share"), str(each[name]), each["share"]


def _judge_places(network: Network) -> Iterator[Hit]:
    stating: dict[int, list[Move]] = {}
    for move in network.moves:
        if move.share is not None:
            stating.setdefault(move.source.number, []).append(move)
    for moves in stating.values():
        entity = moves[0].source.entity
        if entity is None or len(moves) < 2:
            continue
        for together in _taken_together(moves):
            stated = [
                (each.entity.at(*each.share_keys), each.target.id, each.stated_share)
                for each in together
            ]
            hits = list(_judge(entity, stated, ""))
            yield from hits
            if hits:
                break


def _taken_together(moves: Sequence[Move]) -> Iterator[Sequence[Move]]:
    """Yield the moves that one contact reason may take: first those that all may take."""
    yield [move for move in moves if move.intents is None]
    for intent in sorted({id_ for move in moves for id_ in move.intents or ()}):
        yield [move for move in moves if move.intents is None or intent in move.intents]


def _judge(entity: Entity, stated: Sequence[Stated], case: str) -> Iterator[Hit]:
    texts = [text for _, _, text in stated]
    if not exceed_whole(texts):
        return
    (at, *_), *others = stated = sorted(stated, key=lambda each: -percentage(each[2]))
    yield build_hit(
        entity,
        facts={
            "sum": f"{decimal(sum_shares(texts) * 100)}%",
            "shares": shorten_list([f"{text} to {name}" for _, name, text in stated], MOST),
        },
        case=case,
        related=tuple((at, f"{text}, {name}") for at, name, text in others),
    )._replace(at=at)
