"""What lines cost customers: the minutes they wait there, and what they pay for being there."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.decisions.customer_minutes import Contact, CustomerMinutes, is_callback
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.analysis.cases.case_chain import Place
    from cxlint.graph.network import Move, Node
    from cxlint.language.entity import Entity


class LineWaits:
    """The tally of minutes in lines: at each channel so many as its line takes on average."""

    def __init__(self, waits: Mapping[str, Fraction]) -> None:
        self._waits = waits

    def begin(self, place: Place) -> tuple[None, Fraction]:
        """Return the minutes that a case waits where it begins."""
        assert place.node is not None
        return None, self._wait(place.node)

    def go_on(self, state: None, move: Move) -> tuple[None, Fraction]:
        """Return the minutes that a case waits behind a move."""
        return state, self._wait(move.target)

    def _wait(self, node: Node) -> Fraction:
        return self._waits.get(node.id, Fraction(0)) if node.kind == "channel" else Fraction(0)


class Call(NamedTuple):
    """How a customer is in contact, and the channel that charges every minute of it."""

    contact: Contact
    charged_by: Node | None = None


class LineFees:
    """The tally of what customers pay at channels: once a contact, or for every minute.

    `begun` is by how much a minute that has begun counts for more than was used of it.
    """

    def __init__(self, waits: Mapping[str, Fraction], *, begun: int) -> None:
        self._waits = waits
        self._begun = begun
        self._minutes = CustomerMinutes(all_attempts=False)

    def begin(self, place: Place) -> tuple[Call, Fraction]:
        """Return how a case begins at a place, and what is paid there."""
        assert place.node is not None
        contact, minutes = self._minutes.begin(place)
        return self._enter(contact, place.node, minutes, None)

    def go_on(self, call: Call, move: Move) -> tuple[Call, Fraction]:
        """Return how the contact goes on behind a move, and what is paid at the next place."""
        contact, minutes = self._minutes.go_on(call.contact, move)
        charged_by = None if is_callback(move.source) else call.charged_by
        return self._enter(contact, move.target, minutes, charged_by)

    def _enter(
        self, contact: Contact, node: Node, minutes: Fraction, charged_by: Node | None
    ) -> tuple[Call, Fraction]:
        if node.kind == "channel":
            return self._reach_channel(contact, node)
        if not contact.talks:
            charged_by = None
        return Call(contact, charged_by), minutes * fee_of(charged_by)

    def _reach_channel(self, contact: Contact, node: Node) -> tuple[Call, Fraction]:
        channel, fee = node.entity, fee_of(node)
        if channel is None or not is_by_the_minute(channel):
            return Call(contact), fee
        waited = self._waits.get(channel.id, 0) if charges_waiting(channel) else 0
        begun = self._begun if channel.get("begun_minutes") is True else 0
        return Call(contact, node), fee * (waited + begun)


def fee_of(node: Node | None) -> Fraction:
    """Return the sum that a channel charges; nothing where it states none."""
    fee = node.entity.money("fee") if node is not None and node.entity else None
    return Fraction(0) if fee is None else fee.amount


def is_by_the_minute(channel: Entity) -> bool:
    """Whether a channel charges every minute."""
    return channel.get("fee_per") == "minute" and channel.money("fee") is not None


def charges_waiting(channel: Entity) -> bool:
    """Whether a channel charges the minutes in its line."""
    return is_by_the_minute(channel) and channel.get("waiting") != "free"
