"""Channels: which there are, what they cost, what they promise and say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import NEUTRAL
from cxlint.changes.facts.attributes import (
    Attribute,
    build_change,
    by_order,
    come_or_gone,
    compare_attributes,
    dearer_is_worse,
    direction_of,
    fewer_is_worse,
    longer_is_worse,
    longer_takes_more,
    lower_share_is_worse,
    no_is_worse,
    shorter_is_worse,
    unlike,
    unlike_where_stated,
    yes_is_worse,
)
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show
from cxlint.changes.pairing.statements import one_sided, state_change
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair, Side
    from cxlint.language.entity import Entity


def announced(old: Any, new: Any) -> str:
    """Compare what customers are told: less than nothing is worse, other words are others."""
    told = [each is not None and not is_denial(each) for each in (old, new)]
    if told[0] != told[1]:
        return ranks.by_sign(told[0] - told[1])
    if not all(told) or True in (old, new):
        return SAME
    return ranks.reworded(old, new)


PER = ("contact", "minute")
"""What a fee is paid for; the same sum for less is worse."""
FEE = Attribute(("fee",), "fee", dearer_is_worse)
STATED = (
    Attribute(("kind",), "channel", unlike, words="kind"),
    Attribute(("address",), "channel", unlike_where_stated),
    Attribute(("waiting",), "fee", by_order("free", "charged"), "charged"),
    Attribute(("begun_minutes",), "fee", yes_is_worse),
    Attribute(("premium_rate",), "fee", yes_is_worse),
    Attribute(("closed", "callback_within"), "promise", longer_is_worse, words="call back"),
    Attribute(("closed", "announce"), "text", announced, words="when closed it says"),
    Attribute(("closed", "opens_again"), "text", no_is_worse, words="says when it opens"),
    Attribute(("full", "callback_within"), "promise", longer_is_worse, words="call back if full"),
    Attribute(("full", "announce"), "text", announced, words="when full it says"),
    Attribute(("dropped", "callback_within"), "promise", longer_is_worse, words="call back"),
    Attribute(("voicemail", "callback_within"), "promise", longer_is_worse, words="call back"),
    Attribute(("walk_in", "wait"), "promise", longer_takes_more, words="wait in line"),
    Attribute(("walk_in", "notify"), "step", no_is_worse, words="says whose turn it is"),
    Attribute(("queue", "ends_after"), "step", shorter_is_worse, ranks.ENDLESS, "cut off after"),
    Attribute(("queue", "mitigation"), "step", fewer_is_worse, words="while waiting"),
    Attribute(("feedback",), "feedback", no_is_worse, words="asks how it went"),
    Attribute(("satisfaction",), "feedback", no_is_worse, words="asks how content they are"),
    Attribute(("appointment", "reminder"), "promise", shorter_is_worse, words="reminder"),
    Attribute(("queue", "hold_content"), "text", unlike, words="what is heard while waiting"),
    Attribute(("check_every",), "promise", longer_takes_more, words="looked into every"),
    Attribute(("closing", "check"), "text", announced, words="in the end it asks"),
)


DOORS = (
    Attribute(("closed",), "step", no_is_worse, words="when closed"),
    Attribute(("full",), "step", no_is_worse, words="when full"),
)
"""What customers meet who are not let in."""


def _is_cut_off(old: Entity, new: Entity, door: str) -> bool:
    """Whether customers are called back on one side, and on the other not even told anything.

    Where they are led elsewhere, that is told of the ways.
    """
    doors = [each.get(door) or {} for each in (old, new)]
    if any(each.get("goes_to") for each in doors) or (door == "full" and new.says("then")):
        return False
    return any(_calls_back(each) for each in doors) and any(
        not any(each.values()) for each in doors
    )


def _calls_back(door: Mapping[str, Any]) -> bool:
    return door.get("callback_within") is not None and not is_denial(door["callback_within"])


def _is_told_by(attribute: Attribute, doors: Sequence[Attribute]) -> bool:
    """Whether it is told already that nothing is said there."""
    return attribute.aspect == "text" and any(each.keys == attribute.keys[:1] for each in doors)


def compare_channels(pair: Pair) -> Iterator[Change]:
    """Yield which channels are new, gone or other, and for which contact reasons they are."""
    for old, new in pair.both("channel"):
        shown = [each.get("published") is not False for each in (old, new)]
        if shown[0] != shown[1]:
            yield _one_sided_channel(old if shown[0] else new, is_gone=shown[0])
        elif all(shown):
            cut_off = [each for each in DOORS if _is_cut_off(old, new, each.keys[0])]
            yield from compare_attributes(old, new, cut_off, _who(new))
            stated = [each for each in STATED if not _is_told_by(each, cut_off)]
            yield from compare_attributes(old, new, stated, _who(new))
            yield from _compare_fees(old, new)
            yield from _compare_reasons(pair, old, new)
    for is_gone, entities in ((True, pair.gone("channel")), (False, pair.come("channel"))):
        for entity in entities:
            if entity.get("published") is not False:
                yield _one_sided_channel(entity, is_gone=is_gone)


def _compare_fees(old: Entity, new: Entity) -> Iterator[Change]:
    """Yield that contacts cost more or less, with what the fee is paid for."""
    fees = [_say_fee(each) for each in (old, new)]
    direction = ranks.dearer(old.get("fee"), new.get("fee"))
    per = ranks.by_rank(PER, old.get("fee_per"), new.get("fee_per"))
    if all(fee and fee.count(" per ") for fee in fees) and per != SAME:
        direction = per if direction in {SAME, per} else NEUTRAL
    if direction != SAME:
        yield build_change(old, new, FEE, (fees[0], fees[1]), direction, _who(new))


def _say_fee(channel: Entity) -> str | None:
    fee, per = show(channel.get("fee")), channel.get("fee_per")
    is_paid = per is not None and not ranks.read_amounts(fee).is_nothing
    return f"{fee} per {per}" if is_paid else fee


def _who(channel: Entity) -> dict[str, Any]:
    return {"channel": [channel.id]}


def _one_sided_channel(channel: Entity, *, is_gone: bool) -> Change:
    words = show(channel.get("address")) or show(channel.get("kind"))
    direction = direction_of(is_loss=is_gone)
    return come_or_gone(channel, "channel", direction, words or "", _who(channel), is_gone=is_gone)


def _compare_reasons(pair: Pair, old: Entity, new: Entity) -> Iterator[Change]:
    """Yield for which contact reasons a channel may be used now, or no longer."""
    served = pair.before.served(old), pair.after.served(new)
    if served[0] == served[1]:
        return
    shared = _intents(pair.before) & _intents(pair.after)
    lost, won = (served[0] - served[1]) & shared, (served[1] - served[0]) & shared
    for intents, is_loss in ((lost, True), (won, False)):
        if intents:
            values, _ = one_sided(", ".join(sorted(intents)), None, is_gone=is_loss)
            who = {**_who(new), "intent": sorted(intents)}
            direction = direction_of(is_loss=is_loss)
            places = spot_of(old, "intents"), spot_of(new, "intents")
            yield state_change(
                new.name, "channel", direction, "contact reasons", values, who, places
            )


def _intents(side: Side) -> set[str]:
    return set(side.things("intent"))


def lower_stated_share(old: Any, new: Any) -> str:
    """Compare shares of contacts where both are stated; a custom holds where one is not."""
    return SAME if old is None or new is None else lower_share_is_worse(old, new)


WITHIN = Attribute(("respond", "within"), "promise", longer_is_worse, words="answered within")
OF_WHOM = (
    Attribute(("respond", "for"), "promise", lower_stated_share, words="in so many cases"),
    Attribute(("respond", "of"), "promise", by_order("all", "served"), "all", "of those"),
)


def compare_responses(pair: Pair, promises: Sequence[Change]) -> Iterator[Change]:
    """Yield how much later or sooner channels answer, where no change of a promise says it."""
    for old, new in pair.both("channel"):
        for each in compare_attributes(old, new, (WITHIN,), _who(new)):
            if not any(_says_the_same(promise, each, new) for promise in promises):
                yield each
        yield from compare_attributes(old, new, OF_WHOM, _who(new))


def _says_the_same(promise: Change, response: Change, channel: Entity) -> bool:
    """Whether a promise for a channel went from the same time to the same time."""
    named = promise.who.get("channel")
    if promise.direction != response.direction or (named and channel.id not in named):
        return False
    pairs = ((promise.old, response.old), (promise.new, response.new))
    return all(
        ranks.later(ranks.read_length(mine), ranks.read_length(theirs)) == SAME
        for mine, theirs in pairs
    )
