"""The minutes that a case takes of the customer: in steps, and with people where they talk.

Waiting is no effort. Time with people counts as a mean, also at best and at worst. What states no
time adds none.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.cases.case_chain import LIVE_KINDS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.analysis.cases.case_chain import Place
    from cxlint.graph.network import Move, Node


class Contact(NamedTuple):
    """How a customer is in contact.

    `talking` is whether they came by a channel where they talk, and `talks` whether they do at this
    moment. `channel` is the one whose contacts take as long as it says, until a team has taken the
    contact up.
    """

    talking: bool
    talks: bool
    channel: Node | None = None


class CustomerMinutes:
    """The tally of the customer's minutes.

    With `all_attempts` a step takes as many attempts as it allows at every visit; without, only of
    those of whom is stated that they fail.
    """

    def __init__(self, *, all_attempts: bool) -> None:
        self._all_attempts = all_attempts

    def begin(self, place: Place) -> tuple[Contact, Fraction]:
        """Return how a case begins at a place, and the minutes there."""
        node = place.node
        assert node is not None
        contact = Contact(place.on_line, place.on_line, _timed_channel(node))
        return self._stay(contact, node, further=False)

    def go_on(self, contact: Contact, move: Move) -> tuple[Contact, Fraction]:
        """Return how the contact goes on behind a move, and the minutes at the next place."""
        place = move.target
        if place.kind == "channel":
            talking = _is_talking(place, before=contact.talking)
            contact = Contact(talking, talking, _timed_channel(place))
        else:
            contact = contact._replace(talks=_talks_behind(contact, move))
        again = move.source is place
        following, minutes = self._stay(contact, place, further=again)
        return following, minutes + self._further_attempts(move)

    def _further_attempts(self, move: Move) -> Fraction:
        """Return the minutes of those who fail at a step, beyond a first attempt."""
        if self._all_attempts or move.kind != "failure" or move.share is None:
            return Fraction(0)
        if move.source is move.target:
            return Fraction(0)
        return minutes_of_step(move.source) * (attempts_of(move.source) - 1)

    def _stay(self, contact: Contact, place: Node, *, further: bool) -> tuple[Contact, Fraction]:
        """Return how the contact goes on from a place, and the minutes there.

        A `further` attempt at a step is among all that it allows, where that is stated.
        """
        if place.kind == "step":
            return contact, minutes_of_step(place) * self._count_attempts(place, further=further)
        if place.kind != "team":
            return contact, Fraction(0)
        minutes = minutes_of_talk(place, contact.channel) if contact.talks else Fraction(0)
        return contact._replace(channel=None), minutes

    def _count_attempts(self, step: Node, *, further: bool) -> int:
        if not (self._all_attempts and _limits_attempts(step)):
            return 1
        return 0 if further else attempts_of(step)


def _talks_behind(contact: Contact, move: Move) -> bool:
    """Whether the customer is on the line behind a move that leads to no channel."""
    if is_callback(move.source):
        return True
    if move.get("carried_by") == "customer":
        return contact.talking
    waits = move.entity.duration_range("wait") if move.kind == "handoff" else None
    return contact.talks and not (waits and waits[1].seconds)


def minutes_of_step(place: Node) -> Fraction:
    """Return how long one attempt at a step takes; nothing where that is not stated."""
    effort = place.entity.duration("effort") if place.entity else None
    return Fraction(0) if effort is None else effort.minutes


def _limits_attempts(place: Node) -> bool:
    """Whether it is stated how often customers may try at a step: else each try is one more."""
    return place.entity is not None and place.entity.says("attempts")


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


def _is_talking(channel: Node, *, before: bool) -> bool:
    """Whether customers talk who come to a channel; as they did before, where it says nothing."""
    kind = channel.entity.get("kind") if channel.entity else None
    return before if kind in (None, "any") else kind in LIVE_KINDS


def _timed_channel(place: Node) -> Node | None:
    """Return a channel that says how long its contacts take."""
    if place.kind != "channel" or place.entity is None:
        return None
    return place if place.entity.says("load", "handling_time") else None
