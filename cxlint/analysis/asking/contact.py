"""What a customer meets who comes to a channel at a moment: open or closed, and what it costs."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from cxlint.analysis.asking.figures import NOT_STATED, answer
from cxlint.analysis.asking.moments import say_moment
from cxlint.analysis.times.way_legs import placed
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.asking.trip import Clock
    from cxlint.analysis.quantity import Quantity
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.journey import Journey
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

LIVE = frozenset({"voice", "chat", "video", "in_person"})
"""Kinds of channel at which the customer is there and waits."""


class Contact(NamedTuple):
    """How a contact begins: when the case is taken on, and what the customer met before.

    `soonest` and `latest` are the moment of the contact, or when a closed channel opens, or calls
    back; `met` is empty where it was open. `called_back` is None where nobody calls back; `opens`
    is when whoever calls back is there again.
    """

    soonest: datetime.datetime
    latest: datetime.datetime
    met: str = ""
    at: At | None = None
    called_back: datetime.datetime | None = None
    promise: str = ""
    opens: datetime.datetime | None = None


def make_contact(
    policy: Policy, channel: Entity, moment: datetime.datetime, clock: Clock, team: Hours | None
) -> Contact:
    """Return how a contact at a moment begins; `team` are the hours of who answers."""
    hours = placed(policy.hours(channel), clock.name)
    if channel.get("kind") not in LIVE or hours is None:
        return Contact(moment, moment)
    opens = clock.opening(moment, hours)
    if opens <= moment:
        return Contact(moment, moment)
    called, promise, at = _callback(channel, moment, opens, clock, team)
    met = _say_closed(channel, opens)
    if called is not None:
        met += f"; called back within {promise}"
    elsewhere = channel.get("closed", "goes_to")
    if elsewhere:
        return Contact(moment, moment, met, at or channel.at("closed"), called, promise)
    there = opens if team is None else max(opens, clock.opening(opens, team))
    latest = max(called or opens, there if called else opens)
    return Contact(opens, latest, met, at or channel.at("closed"), called, promise, there)


def _callback(
    channel: Entity,
    moment: datetime.datetime,
    opens: datetime.datetime,
    clock: Clock,
    team: Hours | None,
) -> tuple[datetime.datetime | None, str, At | None]:
    """Return by when a customer is called back who came when it was closed.

    What is promised of a closed line counts from its opening, and of a voice message from when it
    is left.
    """
    for keys, start, counted in (
        (("closed", "callback_within"), opens, "of opening"),
        (("voicemail", "callback_within"), moment, "of the message"),
    ):
        length = channel.duration(*keys)
        if length is None:
            continue
        due = clock.after(start, length, team)
        return due, f"{length} {counted}", channel.at(*keys)
    return None, "", None


def _say_closed(channel: Entity, opens: datetime.datetime) -> str:
    said = f"{channel.id} is closed until {say_moment(opens)}"
    announced = channel.get("closed", "announce")
    if isinstance(announced, str):
        said += f": {announced.rstrip('.')}"
    elsewhere = channel.get("closed", "goes_to")
    return f"{said}; sent to {elsewhere}" if elsewhere else said


def list_contact(contact: Contact, moment: datetime.datetime) -> Iterator[Quantity]:
    """Yield what a customer met who came when it was closed."""
    if not contact.met:
        return
    parts = [(contact.met, contact.at)]
    yield answer("met", contact.met, f"at {say_moment(moment)}", parts=parts)
    if contact.called_back is not None:
        reading = f"within {contact.promise}"
        yield answer("called_back_by", contact.called_back, reading, parts=parts)
        if contact.opens is not None:
            possible = contact.opens <= contact.called_back
            why = "" if possible else "the time ends before anybody is there"
            yield answer("called_back.possible", possible, why, parts=parts)
            yield answer("called_back.earliest", contact.opens, "the next opening", parts=parts)
    elif contact.promise:
        why = f"{NOT_STATED}the hours in which {contact.promise} count"
        yield answer("called_back_by", None, why=why, parts=parts)


def list_absence(
    channel: Entity,
    contact: Contact,
    moment: datetime.datetime,
    desks: Sequence[Hours],
    clock: Clock,
) -> Iterator[Quantity]:
    """Yield until when nobody is there of those who would answer at a channel that is open.

    `desks` are the hours of all of them; nothing is said where those of one are not known.
    """
    there = absent_until(channel, contact, moment, desks, clock)
    if there is not None:
        parts = [("its hours", channel.at("open") if channel.says("open") else channel.at())]
        yield answer("nobody_until", there, "the next opening of who answers", parts=parts)


def absent_until(
    channel: Entity,
    contact: Contact,
    moment: datetime.datetime,
    desks: Sequence[Hours],
    clock: Clock,
) -> datetime.datetime | None:
    """Return when somebody is there again at a live channel that is open; None where they are."""
    if contact.met or channel.get("kind") not in LIVE or not desks:
        return None
    there = min(clock.opening(moment, each) for each in desks)
    return there if there > moment else None


def list_cost(
    journey: Journey, start: int, channel: Entity, team: Entity | None
) -> Iterator[Quantity]:
    """Yield what a contact costs the customer: the least without a wait, the most with all of it.

    A fee by the minute is charged for menus, for the time with a person, and for waiting unless
    that is free.
    """
    if not channel.says("fee"):
        return
    part = (f"{channel.id} costs {channel.get('fee')}", channel.at("fee"))
    fee = channel.money("fee")
    if fee is not None and channel.get("fee_per") == "minute":
        menus = (_menu_minutes(journey, start, "least"), _menu_minutes(journey, start, "most"))
        yield from _by_the_minute(channel, team, fee.amount, menus, part)
        return
    reading = "no fee" if fee is None else "a fee for each contact"
    for ending in ("min", "max"):
        yield answer(f"call_cost.{ending}", fee.amount if fee else 0, reading, parts=[part])


def _by_the_minute(
    channel: Entity,
    team: Entity | None,
    fee: Fraction,
    menus: tuple[Fraction, Fraction],
    part: tuple[str, At | None],
) -> Iterator[Quantity]:
    least, most = menus
    talk, talk_at = _talk(channel, team)
    if talk is None:
        why = f"{NOT_STATED}how long a contact takes (handling_time)"
        for ending in ("min", "max"):
            yield answer(f"call_cost.{ending}", None, why=why, parts=[part])
        return
    parts = [part, (f"a contact takes {talk}", talk_at)]
    yield _cost("min", channel, fee, talk.minutes + least, "no wait", parts)
    if channel.get("waiting") == "free":
        yield _cost("max", channel, fee, talk.minutes + most, "waiting is free", parts)
        return
    wait = channel.duration("respond", "within")
    if wait is None:
        why = f"{NOT_STATED}how long customers wait (respond)"
        yield answer("call_cost.max", None, why=why, parts=parts)
        return
    parts.append((f"answered within {wait}", channel.at("respond")))
    reading = "waiting is charged, the time to answer in full"
    share = channel.percentage("respond", "for")
    if share is not None and share < 1:
        reading += f", as is promised for {float(100 * share):g}% of contacts"
    yield _cost("max", channel, fee, talk.minutes + most + wait.minutes, reading, parts)


def _menu_minutes(journey: Journey, start: int, extent: Literal["least", "most"]) -> Fraction:
    """Return the minutes in menus on the way to the first team: once each, or with all attempts."""
    choose = min if extent == "least" else max
    known: dict[int, Fraction | None] = {}

    def beyond(place: int) -> Fraction | None:
        node = journey.nodes[place]
        if node.kind == "team" or node.opaque:
            return Fraction(0)
        if place in known:
            return known[place]
        known[place] = None
        ways = [found for target in journey.out[place] if (found := beyond(target)) is not None]
        own = _effort(node.entity, extent) if node.kind == "step" else Fraction(0)
        known[place] = own + choose(ways) if ways else None
        return known[place]

    return beyond(start) or Fraction(0)


def _effort(step: Entity | None, extent: Literal["least", "most"]) -> Fraction:
    effort = step.duration("effort") if step is not None else None
    if step is None or effort is None:
        return Fraction(0)
    attempts = step.get("attempts")
    tries = attempts if extent == "most" and isinstance(attempts, int) else 1
    return effort.minutes * max(tries, 1)


def _talk(channel: Entity, team: Entity | None) -> tuple[Duration | None, At | None]:
    own = channel.duration("load", "handling_time")
    if own is not None:
        return own, channel.at("load", "handling_time")
    if team is not None and (other := team.duration("handling_time")) is not None:
        return other, team.at("handling_time")
    return None, None


def _cost(
    ending: str,
    channel: Entity,
    fee: Fraction,
    minutes: Fraction,
    reading: str,
    parts: list[tuple[str, At | None]],
) -> Quantity:
    begun = channel.get("begun_minutes") is True
    charged = Fraction(math.ceil(minutes)) if begun else minutes
    if begun:
        reading += "; begun minutes in full"
    return answer(f"call_cost.{ending}", fee * charged, reading, parts=list(parts))
