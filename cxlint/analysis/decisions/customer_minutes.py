"""The minutes that a case takes of the customer: in steps, and with people where they talk.

Waiting is no effort. Time with people counts as a mean, also at best and at worst. What states no
time adds none.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.graph.network import Move, Node

TALKING = frozenset({"voice", "chat", "in_person", "video"})
"""Kinds of channel by which customers talk with people while these work."""


class Contact(NamedTuple):
    """How a customer is in contact: through which channel, and whether they talk at this moment.

    `first` is whether no team has taken the contact up yet.
    """

    channel: Node | None
    talks: bool
    first: bool = True


class CustomerMinutes:
    """The tally of the customer's minutes.

    With `all_attempts` a step takes as many attempts as it allows at every visit; without, only of
    those of whom is stated that they fail. `in_doubt` is whether those talk of whom it is not known
    how they came: they begin at a team or a step.
    """

    def __init__(self, *, all_attempts: bool, in_doubt: bool) -> None:
        self._all_attempts = all_attempts
        self._in_doubt = in_doubt

    def begin(self, place: Node) -> tuple[Contact, Fraction]:
        """Return how a case begins at a place, and the minutes there."""
        came = place if place.kind == "channel" else None
        return self._stay(Contact(came, self._came_talking(came)), place)

    def go_on(self, contact: Contact, move: Move) -> tuple[Contact, Fraction]:
        """Return how the contact goes on behind a move, and the minutes at the next place."""
        place = move.target
        if place.kind == "channel":
            contact = Contact(place, self._came_talking(place))
        else:
            contact = contact._replace(talks=self._talks_behind(contact, move))
        following, minutes = self._stay(contact, place)
        return following, minutes + self._further_attempts(move)

    def _further_attempts(self, move: Move) -> Fraction:
        """Return the minutes of those who fail at a step, beyond a first attempt."""
        if self._all_attempts or move.kind != "failure" or move.share is None:
            return Fraction(0)
        return minutes_of_step(move.source) * (attempts_of(move.source) - 1)

    def _talks_behind(self, contact: Contact, move: Move) -> bool:
        """Whether the customer is on the line behind a move that leads to no channel."""
        if is_callback(move.source):
            return True
        if move.get("carried_by") == "customer":
            return self._came_talking(contact.channel)
        waits = move.entity.duration_range("wait") if move.kind == "handoff" else None
        return contact.talks and not (waits and waits[1].seconds)

    def _came_talking(self, channel: Node | None) -> bool:
        return self._in_doubt if channel is None else _is_talking(channel)

    def _stay(self, contact: Contact, place: Node) -> tuple[Contact, Fraction]:
        minutes = Fraction(0)
        if place.kind == "step":
            attempts = attempts_of(place) if self._all_attempts else 1
            minutes = minutes_of_step(place) * attempts
        elif place.kind == "team" and contact.talks:
            minutes = minutes_of_talk(place, contact.channel if contact.first else None)
        return contact._replace(first=contact.first and place.kind != "team"), minutes


def minutes_of_step(place: Node) -> Fraction:
    """Return how long one attempt at a step takes; nothing where that is not stated."""
    effort = place.entity.duration("effort") if place.entity else None
    return Fraction(0) if effort is None else effort.minutes


def attempts_of(place: Node) -> int:
    """Return how often customers may try at a step."""
    attempts = place.entity.get("attempts") if place.entity else None
    return attempts if isinstance(attempts, int) else 1


def minutes_of_talk(team: Node, channel: Node | None = None) -> Fraction:
    """Return how long customers talk with a team; nothing where that is not stated.

    The first team that takes up a contact takes as long as the channel says of its contacts.
    """
    stated = (
        channel.entity.duration("load", "handling_time") if channel and channel.entity else None
    )
    if stated is None and team.entity is not None:
        stated = team.entity.duration("handling_time")
    return Fraction(0) if stated is None else stated.minutes


def is_callback(place: Node) -> bool:
    """Whether customers are called back from there."""
    return (
        place.entity is not None
        and place.kind == "step"
        and (place.entity.get("kind") == "callback")
    )


def _is_talking(channel: Node) -> bool:
    return channel.entity is not None and channel.entity.get("kind") in TALKING
