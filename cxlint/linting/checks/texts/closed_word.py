"""What customers hear when a channel is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import published_channels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

OFFERS = (("closed", "goes_to"), ("closed", "callback_within"), ("voicemail",))


def closed_word(policy: Policy, *, kinds: Sequence[str]) -> Iterator[Hit]:
    """Yield each channel with closing times that says nothing when it is closed.

    A callback, a message that is called back or another place to go to is a word too. Case
    `silent`: the policy says that nothing is said; case `when`: that it is not said when the
    channel opens again; else it does not speak of it, which is information unless other channels
    do. Facts: id, hours, other.

    Args:
        policy: the policy.
        kinds: the kinds of channel that close.
    """
    channels = published_channels(policy, kinds)
    other = next((channel.id for channel in channels if channel.says("closed")), "")
    for channel in channels:
        hours = policy.hours(channel, "open")
        case = _case(channel)
        if hours is None or hours.is_always_open or not hours.weekly or case is None:
            continue
        yield build_hit(
            channel,
            "closed",
            facts={"hours": hours, "other": other},
            case=case,
            severity="info" if not case and not other else None,
        )


def _case(channel: Entity) -> str | None:
    if any(channel.says(*keys) for keys in OFFERS):
        return None
    if channel.denies("closed", "announce"):
        return "silent"
    if channel.get("closed", "opens_again") is False:
        return "when"
    return None if channel.says("closed") else ""
