"""Which channels a text is for: its own, those that use it, and those that lead to its step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.text.customer_texts import Passage, passages
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity

ANNOUNCEMENTS = ("closed.announce", "full.announce", "queue.hold_content", "closing.check")
"""The texts that a channel itself holds."""


class Attached(NamedTuple):
    """A text, the channels on which customers meet it, and the teams that use it."""

    passage: Passage
    channels: tuple[Entity, ...]
    teams: tuple[Entity, ...]


def attached_texts(
    network: Network, speaks: Callable[[str], Collection[object]]
) -> Iterator[Attached]:
    """Yield the texts that say something, each with the channels and teams it is for.

    A script whose id stands in place of an announcement is for that channel; one for which nothing
    says where it is used is for none.
    """
    policy = network.policy
    named: dict[str, list[str]] = {}
    for field in ANNOUNCEMENTS:
        for passage in passages(policy, "channel", field):
            if policy.find("script", passage.text):
                named.setdefault(passage.text, []).append(passage.entity.id)
            elif speaks(passage.text):
                yield Attached(passage, (passage.entity,), ())
    for passage in passages(policy, "step", "says"):
        if speaks(passage.text):
            yield _attach(network, passage, [passage.entity.id])
    for passage in passages(policy, "script", "text"):
        if speaks(passage.text):
            users = [*passage.entity.texts("used_by"), *named.get(passage.entity.id, ())]
            yield _attach(network, passage, users)


def _attach(network: Network, passage: Passage, users: list[str]) -> Attached:
    policy = network.policy
    channels = {channel.id: channel for channel in _channels_before(network, users)}
    teams = (policy.find("team", user) for user in users)
    return Attached(passage, tuple(channels.values()), tuple(team for team in teams if team))


def _channels_before(network: Network, users: list[str]) -> Iterator[Entity]:
    """Yield the channels from which one may come to a place, by whatever way."""
    ahead = [node for user in users if (node := network.node(user))]
    seen = {node.number for node in ahead}
    while ahead:
        node = ahead.pop()
        if node.kind == "channel" and node.entity is not None:
            yield node.entity
        for move in network.arriving[node.number]:
            if move.source.number not in seen:
                seen.add(move.source.number)
                ahead.append(move.source)
