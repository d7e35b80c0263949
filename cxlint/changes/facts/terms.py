"""Terms: what customers pay, how long before a change they are told, what they must confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import NEUTRAL, Change
from cxlint.changes.facts.attributes import (
    Attribute,
    come_or_gone,
    compare_attributes,
    dearer_is_worse,
    direction_of,
    fewer_is_worse,
    longer_is_worse,
    no_is_worse,
    shorter_is_worse,
    unlike,
    unlike_amount,
    unlike_length,
    yes_is_worse,
)
from cxlint.changes.pairing.sentences import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity

PAID = frozenset({"fee", "price"})

STATED = (
    Attribute(("kind",), "term", unlike, words="kind"),
    Attribute(("change_notice",), "term", shorter_is_worse, words="notice of a change"),
    Attribute(("cooling_off",), "term", shorter_is_worse, words="cooling-off"),
    Attribute(("reminder_before",), "term", shorter_is_worse, words="reminder before it renews"),
    Attribute(("reminder_every",), "term", longer_is_worse, words="reminded every"),
    Attribute(("disclosed_at",), "term", fewer_is_worse, words="told to customers at"),
    Attribute(("confirmed",), "term", no_is_worse, words="confirmed by the customer"),
    Attribute(("renews_every",), "term", unlike_length, words="renews every"),
    Attribute(("medium",), "term", fewer_is_worse, words="told by"),
    Attribute(("guarantee_notice",), "term", unlike, words="notice of the guarantee"),
    Attribute(("adverse",), "term", yes_is_worse, words="adverse"),
)
FEE = Attribute(("amount",), "fee", dearer_is_worse, words="what it costs")
AMOUNT = Attribute(("amount",), "condition", unlike_amount, words="amount")


def compare_terms(pair: Pair) -> Iterator[Change]:
    """Yield what differs of the terms."""
    for old, new in pair.both("term"):
        amount = FEE if {old.get("kind"), new.get("kind")} & PAID else AMOUNT
        yield from compare_attributes(old, new, (amount, *STATED), {})
    for is_gone, entities in ((True, pair.gone("term")), (False, pair.come("term"))):
        for entity in entities:
            yield _one_sided_term(entity, is_gone=is_gone)


def _one_sided_term(term: Entity, *, is_gone: bool) -> Change:
    """Return that a term is new, or gone."""
    amount, kind = show(term.get("amount")), term.get("kind")
    aspect = ("fee" if kind in PAID else "condition") if amount else "term"
    said = amount or str(kind or "stated")
    direction = NEUTRAL
    if aspect == "fee" or term.get("adverse") is True:
        direction = direction_of(is_loss=not is_gone)
    return come_or_gone(term, aspect, direction, said, {}, is_gone=is_gone)
