"""Published times at which nobody takes the contacts, or can answer them in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.journeys.crews import EMPTY, UNKNOWN, Crews, in_one_zone
from cxlint.journeys.journey import witness
from cxlint.linting.finding import Hit
from cxlint.reading import gaps, quantities
from cxlint.reading.hours import ALWAYS, Hours
from cxlint.reading.phrases import length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.journeys.journey import Journey
    from cxlint.journeys.network import Network
    from cxlint.reading.entity import Entity
    from cxlint.reading.gaps import Gaps
    from cxlint.reading.policy import Policy

TOLD = 3
"""How many teams a sentence names."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a channel promises: when it may be used and, if not at once, how soon it is answered.

    `within` counts minutes from the arrival; `share` is the part of the contacts that may be
    missed. `keys` is where the promise stands.
    """

    channel: Entity
    hours: Hours
    within: Fraction
    share: Fraction
    keys: tuple[str, ...]
    live: bool


@dataclass(slots=True)
class Found:
    """The same gaps of the same channel, in however many journeys."""

    gaps: Gaps
    bits: int
    journey: Journey
    number: int
    intents: dict[str, None] = field(default_factory=dict)


def coverage(
    network: Network, *, live: Mapping[str, str], later: Mapping[str, str], minor: str
) -> Iterator[Hit]:
    """Yield each published channel whose people cannot be there when it says so.

    Contacts go on through steps to the first team they come to; published hours are compared
    with the hours of all these teams, minute by minute over the year ahead, with holidays,
    exceptions and clock changes. On a live channel each published minute must be staffed, unless
    a callback meets the caller. On a channel that is answered later, an arrival at each published
    moment must meet staffed time within the target, or as many as the target is for. Channels
    and teams that do not state their hours are left alone, except that channels answered later
    take messages around the clock where they state none. Targets in business time are met by
    the hours themselves.

    Case empty: live; case `later`. What is missed for no more than `minor` of the published time
    is a warning. Facts: id, kind, contacts, published, staffed, gaps, share, wait, target, best.

    Args:
        network: the policy's graph.
        live: the kinds of channel on which people answer at once, and what contacts are called.
        later: the kinds of channel that are answered later, and what contacts are called.
        minor: up to which share of the published time a gap is only a warning.
    """
    policy = network.policy
    offers = dict(_offers(policy, live, later))
    crews = Crews(policy)
    known: dict[tuple[Hours, int, Fraction], Gaps] = {}
    found: dict[str, dict[int, Found]] = {}
    for journey in network.journeys if offers else ():
        for number, bits in _served(journey, crews, offers):
            offer = offers[journey.nodes[number].id]
            told = found.setdefault(offer.channel.id, {}).get(bits)
            if told is None:
                what = (offer.hours, bits, offer.within)
                if what not in known:
                    known[what] = _missed(policy, crews, *what)
                told = found[offer.channel.id][bits] = Found(known[what], bits, journey, number)
            if told.gaps.share > offer.share:
                told.intents.update(dict.fromkeys(journey.intents_at(number)))
    bound = quantities.percentage(minor)
    words = {**live, **later}
    for id_, variants in found.items():
        for each in variants.values():
            if each.gaps.share > offers[id_].share:
                yield _hit(offers[id_], each, crews, words, bound, alone=len(variants) == 1)


def _offers(
    policy: Policy, live: Mapping[str, str], later: Mapping[str, str]
) -> Iterator[tuple[str, Offer]]:
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
            yield channel.id, offer


def _live(policy: Policy, channel: Entity) -> Offer | None:
    hours = policy.hours(channel, "open")
    if hours is None or channel.says("closed", "callback_within"):
        return None
    callback = channel.duration("voicemail", "callback_within")
    if callback is not None and callback.business:
        return None
    within = callback.minutes if callback is not None else Fraction(0)
    return Offer(channel, hours, within, Fraction(0), ("open",), live=True)


def _later(policy: Policy, channel: Entity) -> Offer | None:
    target = channel.duration("respond", "within")
    if target is None or target.business:
        return None
    hours = policy.hours(channel, "open")
    if hours is None:
        if channel.says("open"):
            return None
        hours = Hours(ALWAYS)
    wanted = channel.percentage("respond", "for")
    share = 1 - wanted if wanted is not None else Fraction(0)
    return Offer(channel, hours, target.minutes, share, ("respond", "within"), live=False)


def _served(
    journey: Journey, crews: Crews, offers: Mapping[str, Offer]
) -> Iterator[tuple[int, int]]:
    """Yield each channel of the journey that makes an offer, with the teams that take its contacts.

    Where it is not known who does, or nobody does, there is nothing to compare.
    """
    numbers = [n for n, node in enumerate(journey.nodes) if node.kind == "channel" and node.id in offers]
    if not numbers:
        return
    taking = crews.taking(journey)
    for number in numbers:
        bits = taking[number]
        channel = offers[journey.nodes[number].id].channel
        watching = channel.get("monitored_by")
        if watching is not None:
            bits |= crews.of(journey.network.policy.find("team", watching))
        bits &= ~EMPTY
        if bits and not bits & UNKNOWN:
            yield number, bits


def _missed(policy: Policy, crews: Crews, hours: Hours, bits: int, within: Fraction) -> Gaps:
    staffed = [each for _, each in crews.named(bits)]
    listed = in_one_zone(hours, staffed)
    if listed is None:
        return gaps.NO_GAPS
    return gaps.missed(listed[0], listed[1:], within, policy.today)


def _hit(
    offer: Offer, found: Found, crews: Crews, words: Mapping[str, str], bound: Fraction, *, alone: bool
) -> Hit:
    channel, lost = offer.channel, found.gaps
    teams = crews.named(found.bits)
    journey = found.journey
    return Hit(
        at=channel.at(*offer.keys),
        entity=channel.name,
        key=() if alone else tuple(sorted(team.id for team, _ in teams)),
        case="" if offer.live else "later",
        severity="warning" if lost.share <= bound else None,
        facts={
            "id": channel.id,
            "contacts": words[channel.get("kind")],
            "published": "around the clock" if offer.hours.always else str(offer.hours),
            "staffed": _staffed(teams),
            "gaps": lost.text,
            "share": _percent(lost.share),
            "best": _percent(1 - lost.share),
            "wait": "more than 40 days" if lost.worst_wait is None else length(lost.worst_wait),
            "target": channel.duration("respond", "within") or "",
        },
        intents=tuple(found.intents),
        witness=witness(journey.onward(journey.to_person, found.number)),
        related=tuple((team.at("open"), f"{team.id} works {hours}") for team, hours in teams[:TOLD]),
    )


def _staffed(teams: Sequence[tuple[Entity, Hours]]) -> str:
    told = [f"{team.id} works {hours}" for team, hours in teams[:TOLD]]
    if len(teams) > TOLD:
        told.append(f"{len(teams) - TOLD} more teams work other hours")
    return ", ".join(told)


def _percent(share: Fraction) -> str:
    """Return a share in whole percent; of very small ones it is said that they are."""
    whole = round(share * 100)
    if whole == 0:
        return "less than 1%"
    return "more than 99%" if whole == 100 and share != 1 else f"{whole}%"
