"""Channels of which nobody says how soon they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import published_channels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity
    from cxlint.policy.policy import Policy


PLAIN = frozenset({"kind", "name", "description", "address", "goes_to", "closed", "full"})
"""What the drawing of a flow says of a channel."""


def missing_target(
    policy: Policy, *, kinds: Sequence[str], live: Sequence[str], always: bool = False
) -> Iterator[Hit]:
    """Yield the published channels without a response target of their own or by a promise.

    Nor by what all teams that take the contacts owe (`sla.first_reply`). An aim is none of these;
    where there is one, and nothing else, that is the case `aim`.

    Where other channels have one, each channel that has none was forgotten. Where no channel has
    one, the first stands for all (case `none`, as information), in a policy that says of its
    channels more than their kind and where they lead. A live channel, which is answered
    at once or not at all, is information as well where no other live channel has one. Facts: id,
    other, count, aim.

    Args:
        policy: the policy.
        kinds: the kinds of channel that people are expected to answer.
        live: those of them on which they answer at once.
        always: whether each channel is told of, as grave as the rule, whatever others state.
    """
    channels = published_channels(policy, kinds)
    promised = _promised(policy, channels)
    without = [
        channel
        for channel in channels
        if not _has_target(channel, promised) and not _is_owed_a_reply(policy, channel)
    ]
    if not without:
        return
    if len(without) == len(channels):
        found = _alone(policy, without, always=always)
    else:
        found = _beside_others(channels, without, live, always=always)
    aims = {channel.id: aim for channel in without if (aim := _aim(policy, channel))}
    for hit in found:
        aim = aims.get(str(hit.facts["id"]), "")
        told = hit._replace(facts={**hit.facts, "aim": aim})
        yield told._replace(case="aim", is_whole=False) if aim else told


def _alone(policy: Policy, channels: Sequence[Entity], *, always: bool) -> Iterator[Hit]:
    """Yield what is told where no channel has a target: the first for all, or each with an aim."""
    aiming = [channel for channel in channels if _aim(policy, channel)]
    if always or aiming:
        for channel in channels if always else aiming:
            severity: Severity | None = None if always else "info"
            yield _hit(channel, "", len(channels), severity, case="none")
    elif _speaks_of_times(policy):
        for_all = _hit(channels[0], "", len(channels), "info", case="none")
        yield for_all._replace(is_whole=True)


def _beside_others(
    channels: Sequence[Entity], without: Sequence[Entity], live: Sequence[str], *, always: bool
) -> Iterator[Hit]:
    forgotten = {channel.id for channel in without}
    others = [each for each in channels if each.id not in forgotten]
    at_once = [each for each in others if each.get("kind") in live]
    for channel in without:
        alike = at_once if channel.get("kind") in live else others
        severity: Severity | None = None if alike or always else "info"
        yield _hit(channel, (alike or others)[0].id, len(without), severity)


def _speaks_of_times(policy: Policy) -> bool:
    """Whether some channel says more than a drawing of its flow would."""
    return any(
        key not in PLAIN and not key.startswith("x-")
        for channel in policy.of("channel")
        for key in channel.data
        if key != "open" or not channel.document.vendor_file  # its flow checks the hours
    )


def _has_target(channel: Entity, promised: frozenset[str] | None) -> bool:
    return channel.says("respond", "within") or promised is None or channel.id in promised


def _covers_all(promise: Entity, channels: Sequence[Entity]) -> bool:
    """Whether a promise that names no channel holds for all.

    That of a help desk is for what comes to its own, and says nothing of channels of a policy.
    """
    if promise.texts("channels"):
        return False
    ours = promise.document.vendor_file == ""
    return ours or all(channel.document.vendor_file for channel in channels)


def _aim(policy: Policy, channel: Entity) -> object:
    """Return what is tried for where nothing is promised: of a channel, or of its answers."""
    if (aim := channel.get("respond", "aim")) is not None:
        return aim if isinstance(aim, str) else aim.get("within") or aim.get("for")
    for promise in policy.of("promise"):
        channels = promise.texts("channels")
        if promise.says("aim", "first_reply") and (not channels or channel.id in channels):
            return promise.get("aim", "first_reply")
    teams = [policy.find("team", id_) for id_ in channel.texts("goes_to")]
    aims = [team.get("sla", "aim", "first_reply") for team in teams if team is not None]
    return next(filter(None, aims), None)


def _is_owed_a_reply(policy: Policy, channel: Entity) -> bool:
    """Whether every team to which a channel goes says how soon it replies."""
    teams = [policy.find("team", id_) for id_ in channel.texts("goes_to")]
    return bool(teams) and all(team and team.says("sla", "first_reply") for team in teams)


def _promised(policy: Policy, all_channels: Sequence[Entity]) -> frozenset[str] | None:
    """The channels for which a first reply is promised; None where one is promised for all."""
    promised: set[str] = set()
    if policy.unsure("promise"):
        return None
    for promise in policy.of("promise"):
        if promise.says("first_reply"):
            if _covers_all(promise, all_channels):
                return None
            promised.update(promise.texts("channels"))
    return frozenset(promised)


def _hit(channel: Entity, other: str, count: int, severity: Severity | None, case: str = "") -> Hit:
    return build_hit(channel, facts={"other": other, "count": count}, case=case, severity=severity)
