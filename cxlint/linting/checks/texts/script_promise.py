"""Times that customers hear or read as a promise, beside those that the policy states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cxlint.linting.deliveries.table import is_slower, offers
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.attached_texts import Attached, attached_texts
from cxlint.linting.text.said_times import SaidTime, read_times
from cxlint.policy.returns.table import CHANGED_MIND, rows
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

CALLBACKS = ("closed", "voicemail", "dropped", "full")
ROUNDING = 32
"""Months and years are of many lengths: less than one part in so many is no difference."""


class Stated(NamedTuple):
    """A time that the policy states; None where it has no end. `main` says that it is the very one.

    Others may be what a text means as well: what agrees with one of them contradicts nothing.
    """

    time: Duration | None
    at: At
    main: bool = True


def script_promise(network: Network, *, live: Sequence[str]) -> Iterator[Hit]:
    """Yield each text that promises another time than the policy states.

    Compared are answers and callbacks with the channels the text is for, and returns, refunds and
    deliveries with their tables. A time that agrees with any row agrees; business days and days of
    the calendar differ only where no weekend can make up for it. Cases: customers are told of
    more than any row gives them (``), or of less than that (`less`, a warning). Facts: id, said,
    stated.

    Args:
        network: the graph of the policy.
        live: the kinds of channel that answer at once, where an answer within hours is another
            one.
    """
    policy = network.policy
    for text in attached_texts(network, read_times):
        for said in read_times(text.passage.text):
            stated = list(_stated(policy, text, said, live))
            if any(each.main for each in stated):
                yield from _compare(text, said, stated)


def _compare(text: Attached, said: SaidTime, stated: Sequence[Stated]) -> Iterator[Hit]:
    if not all(_is_other(said.time, each.time) for each in stated):
        return
    main = list({str(each.time): each for each in stated if each.main}.values())
    long_is_good = said.matter == "return"
    better = all(_is_longer(said.time, each.time) is long_is_good for each in main)
    passage = text.passage
    written = passage.text.lower().find(said.words)
    end = written + len(said.words)
    facts = {
        "id": passage.entity.id,
        "said": passage.text[written:end] if written >= 0 else said.words,
        "stated": [str(each.time or "no limit") for each in main],
    }
    yield Hit(
        passage.part(written, end) if written >= 0 else passage.at,
        passage.entity.name,
        facts,
        key=(said.matter, str(said.time)),
        case="" if better else "less",
        severity=None if better else "warning",
        related=tuple((each.at, f"here it is {each.time or 'no limit'}") for each in main[:5]),
    )


def _is_other(said: Duration, stated: Duration | None) -> bool:
    if stated is None:
        return True
    if said.business == stated.business:
        longest = max(said.seconds, stated.seconds)
        return abs(said.seconds - stated.seconds) * ROUNDING > longest
    return is_slower(said, stated) or is_slower(stated, said)


def _is_longer(said: Duration, stated: Duration | None) -> bool:
    return stated is not None and said.seconds > stated.seconds


def _stated(
    policy: Policy, text: Attached, said: SaidTime, live: Sequence[str]
) -> Iterator[Stated]:
    if said.matter in ("reply", "callback"):
        channels = [each for each in text.channels if said.services <= _kinds(each, said.matter)]
        if len(channels) < len(text.channels):
            return
        for channel in channels:
            yield from _of_channel(policy, channel, said.matter, live)
    else:
        yield from _of_table(policy, said.matter)
        for each in policy.of("promise"):
            yield from _times(each, "resolution", main=False)
        for each in policy.of("intent"):
            yield from _times(each, "promise", main=False)


def _kinds(channel: Entity, matter: str) -> frozenset[str]:
    """Return what a text for a channel may name without speaking of another one."""
    called = {"voice"} if matter == "callback" else set()
    return frozenset({str(channel.get("kind")), *called})


def _of_channel(
    policy: Policy, channel: Entity, matter: str, live: Sequence[str]
) -> Iterator[Stated]:
    for key in CALLBACKS:
        yield from _times(channel, key, "callback_within", main=matter == "callback")
    if matter == "callback" or channel.get("kind") in live:
        return
    yield from _times(channel, "respond", "within")
    for promise in policy.of("promise"):
        named = promise.texts("channels")
        if named and channel.id not in named:
            continue
        for key in ("first_reply", "next_reply", "update_every", "resolution"):
            yield from _times(promise, key, main=key == "first_reply")


def _times(entity: Entity, *keys: str, main: bool = True) -> Iterator[Stated]:
    time = entity.duration(*keys)
    if time is not None:
        business = time.business or entity.get("clock") == "business"
        yield Stated(replace(time, business=business), entity.at(*keys), main)


def _of_table(policy: Policy, matter: str) -> Iterator[Stated]:
    if policy.unsure("return") or policy.unsure("delivery"):
        return
    if matter == "delivery":
        for offer in offers(policy):
            yield from _times(offer.entity, "within")
        return
    for row in rows(policy):
        if not row.is_returnable:
            continue
        if matter == "refund":
            yield from _times(row.entity, "refund_within")
        elif row.entity.says("window"):
            time = row.entity.duration("window")
            yield Stated(time, row.entity.at("window"), CHANGED_MIND in row.reasons)
