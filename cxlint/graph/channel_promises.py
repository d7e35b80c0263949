"""What channels promise: when they may be used, and how soon they are answered."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.calendar.answer_times import Answers, Reply
from cxlint.calendar.opening_hours import ALWAYS, Hours
from cxlint.calendar.zones_and_holidays import DAY
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

TARGET = ("respond", "within")
VOICEMAIL = ("voicemail", "callback_within")
AT_OPENING = ("closed", "callback_within")
WHEN_FULL = ("full", "callback_within")

OFFICE_DAY = Fraction(8)
"""Hours of an ordinary working day."""
OFFICE_WEEK = Fraction(7, 5)
"""Days of the calendar for each working day of an ordinary office."""


class Patience(NamedTuple):
    """How long customers can wait: through a closing, and for a promised callback."""

    away: Duration
    callback: Duration

    @property
    def through_closing(self) -> int:
        """The longest closing, in minutes."""
        return math.ceil(self.away.minutes)

    def bears(self, promise: Duration) -> bool:
        """Whether a callback that is promised so late is still an answer."""
        return _nominal_days(promise) <= _nominal_days(self.callback)

    def reply(self, staff: Answers, promise: Duration) -> Reply:
        """Return a reply by these people within a time.

        Working time is that of the people themselves; a closing that customers can wait through
        may come in between, but no more.
        """
        if not promise.business:
            return Reply(staff, math.ceil(promise.minutes))
        within = math.ceil(_nominal_days(promise) * OFFICE_WEEK * DAY) + self.through_closing
        if promise.unit == "day":
            return Reply(staff, within, math.ceil(promise.amount), in_days=True)
        return Reply(staff, within, math.ceil(promise.minutes))

    def callbacks(
        self, channel: Entity, staff: Answers, listeners: Answers | None = None
    ) -> Iterator[Reply]:
        """Yield the later answers with which a channel excuses that nobody is there now.

        Voice messages are heard by the listeners, where there are others than the staff.
        """
        at_opening = channel.duration(*AT_OPENING)
        if at_opening is not None and self.bears(at_opening):
            yield self.when_open(staff, at_opening)
        message = channel.duration(*VOICEMAIL)
        if message is not None and self.hears(message):
            yield self.reply(staff if listeners is None else listeners, message)

    def when_open(self, staff: Answers, promise: Duration) -> Reply:
        """Return a callback that is promised for the time after the next opening."""
        if promise.business:
            return self.reply(staff, promise)
        return Reply(staff, self.through_closing)

    def hears(self, message: Duration) -> bool:
        """Whether a voice message that is answered so late is answered."""
        if message.business:
            return self.bears(message)
        return message.minutes <= self.through_closing


def _nominal_days(length: Duration) -> Fraction:
    """Return a length in days, working time in those of an ordinary office."""
    if length.business and length.unit != "day":
        return length.minutes / 60 / OFFICE_DAY
    return length.days


@dataclass(frozen=True, slots=True)
class Offer:
    """What a channel promises: when it may be used and, if not at once, how soon it is answered.

    `target` is the answer that is promised; of a live channel there is none. `share` is the part
    of the contacts that may be missed. `entity` and `keys` are where the promise stands; `clock`
    is when working time runs that it counts, if not when those work who answer; `intents` are
    the contact reasons that it is for, if not for all.
    """

    channel: Entity
    hours: Hours
    target: Duration | None
    share: Fraction
    entity: Entity
    keys: tuple[str, ...]
    clock: Hours | None = None
    intents: frozenset[str] = frozenset()

    @property
    def live(self) -> bool:
        """Whether people answer at once."""
        return self.target is None


def offers_of(
    policy: Policy, live: Container[str], later: Container[str]
) -> dict[str, list[Offer]]:
    """Return the offers of the published channels of these kinds, by channel.

    Channels that do not state their hours make none, except that those which are answered later
    take messages around the clock where they state none.
    """
    made: dict[str, list[Offer]] = {}
    promises = _promises_by_channel(policy)
    for channel in policy.of("channel"):
        if channel.get("published") is False:
            continue
        kind = channel.get("kind")
        if kind in live:
            offers = list(_live(policy, channel))
        else:
            offers = list(_later(policy, channel, promises)) if kind in later else []
        if offers:
            made[channel.id] = offers
    return made


def _live(policy: Policy, channel: Entity) -> Iterator[Offer]:
    hours = policy.hours(channel, "open")
    if hours is not None:
        yield Offer(channel, hours, None, Fraction(0), channel, ("open",))


def _promises_by_channel(policy: Policy) -> dict[str, list[tuple[int, Entity]]]:
    """Return the promises of a first reply by the channels they name, with their numbers.

    Those that are for everybody everywhere stand under no name.
    """
    found: dict[str, list[tuple[int, Entity]]] = {}
    for number, promise in enumerate(policy.of("promise")):
        if promise.duration("first_reply") is None:
            continue
        channels = promise.texts("channels")
        if not channels and not promise.says("intents"):
            channels = ("",)
        for each in dict.fromkeys(channels):
            found.setdefault(each, []).append((number, promise))
    return found


def _later(
    policy: Policy, channel: Entity, promises: Mapping[str, Sequence[tuple[int, Entity]]]
) -> Iterator[Offer]:
    target = channel.duration(*TARGET)
    hours = policy.hours(channel, "open")
    if hours is None:
        if channel.says("open"):
            return
        hours = Hours(ALWAYS)
    if target is not None:
        yield Offer(channel, hours, target, _excused(channel, "respond", "for"), channel, TARGET)
    own = (*promises.get(channel.id, ()), *promises.get("", ()))
    for _, promise in sorted(own, key=lambda each: each[0]):
        if (reply := promise.duration("first_reply")) is not None:
            if promise.get("clock") == "business":
                reply = replace(reply, business=True)
            share = _excused(promise, "share")
            clock = policy.hours(promise, "open")
            scope = frozenset(promise.texts("intents"))
            yield Offer(channel, hours, reply, share, promise, ("first_reply",), clock, scope)


def _excused(entity: Entity, *keys: str) -> Fraction:
    """Return the share of contacts for which a target is not meant."""
    wanted = entity.percentage(*keys)
    return Fraction(0) if wanted is None else 1 - wanted
