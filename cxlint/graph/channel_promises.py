"""What channels promise: when they may be used, and how soon they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.calendar.opening_hours import ALWAYS, Hours

if TYPE_CHECKING:
    from collections.abc import Container

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

TARGET = ("respond", "within")
VOICEMAIL = ("voicemail", "callback_within")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a channel promises: when it may be used and, if not at once, how soon it is answered.

    `target` is the answer that is promised, of a live channel the callback after a voice message;
    `within` is it in minutes from the arrival. `share` is the part of the contacts that may be
    missed. `keys` is where the promise stands.
    """

    channel: Entity
    hours: Hours
    target: Duration | None
    within: Fraction
    share: Fraction
    keys: tuple[str, ...]
    live: bool


def offers_of(policy: Policy, live: Container[str], later: Container[str]) -> dict[str, Offer]:
    """Return the offers of the published channels of these kinds, by channel.

    Channels that do not state their hours make none, except that those which are answered later
    take messages around the clock where they state none. Nor do those make one that cannot be
    broken by closing: a live channel with a callback when it opens, a target in business time.
    """
    made = {}
    for channel in policy.of("channel"):
        if channel.get("published") is False:
            continue
        kind = channel.get("kind")
        offer = None
        if kind in live:
            offer = _live(policy, channel)
        elif kind in later:
            offer = _later(policy, channel)
        if offer is not None:
            made[channel.id] = offer
    return made


def _live(policy: Policy, channel: Entity) -> Offer | None:
    hours = policy.hours(channel, "open")
    if hours is None or channel.says("closed", "callback_within"):
        return None
    callback = channel.duration(*VOICEMAIL)
    if callback is not None and callback.business:
        return None
    within = callback.minutes if callback is not None else Fraction(0)
    return Offer(channel, hours, callback, within, Fraction(0), ("open",), live=True)


def _later(policy: Policy, channel: Entity) -> Offer | None:
    target = channel.duration(*TARGET)
    if target is None or target.business:
        return None
    hours = policy.hours(channel, "open")
    if hours is None:
        if channel.says("open"):
            return None
        hours = Hours(ALWAYS)
    wanted = channel.percentage("respond", "for")
    share = 1 - wanted if wanted is not None else Fraction(0)
    return Offer(channel, hours, target, target.minutes, share, TARGET, live=False)
