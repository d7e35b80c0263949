"""Published times at which nobody takes the contacts, or can answer them in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.calendar import coverage_gaps
from cxlint.calendar.date_wording import length
from cxlint.calendar.intervals import total_minutes
from cxlint.graph.channel_promises import offers_of
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import path_on, witness
from cxlint.graph.staffing import EMPTY, PASSING, UNKNOWN, Crews, in_one_zone
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.sentence_lists import shorten_list
from cxlint.values import quantities
from cxlint.values.value_errors import decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.calendar.coverage_gaps import Gaps
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.channel_promises import Offer
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

SPAN = 364
"""How many days are looked at: a year of whole weeks, so that all weekdays count alike."""
REPEATED = 60
"""Minutes of a year that are missed because one night has an hour twice, and that are excused."""
NAMED = 3
"""How many teams a sentence names."""
SEARCHED = 2_000
"""How many places are looked through for the teams to name."""


@dataclass(slots=True)
class Found:
    """The same gaps of the same channel, in however many journeys."""

    gaps: Gaps
    bits: int
    journey: Journey
    number: int
    intents: dict[str, None] = field(default_factory=dict)


def coverage(
    network: Network, *, live: Mapping[str, str], later: Mapping[str, str], minor: str, late: str
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

    Case empty: live; case `callback`: live, and a voice message is not called back in its time
    either; case `later`. What is missed for no more than `minor` of the published time (`late`,
    where contacts are answered later), or meets another place to go to, is a warning. Facts: id,
    contacts, published, staffed, gaps, share, wait, target, best, instead.

    Args:
        network: the policy's graph.
        live: the kinds of channel on which people answer at once, and what contacts are called.
        later: the kinds of channel that are answered later, and what contacts are called.
        minor: up to which share of the published time a gap is only a warning.
        late: the same for channels that are answered later.
    """
    if network.policy.unsure("handoff"):
        return
    offers = offers_of(network.policy, live, later)
    crews = Crews(network.policy)
    bounds = {True: quantities.percentage(minor), False: quantities.percentage(late)}
    words = {**live, **later}
    for id_, variants in _compared(network, crews, offers).items():
        reported = [each for each in variants.values() if each.gaps.share > offers[id_].share]
        for each in reported:
            yield _hit(
                offers[id_], each, crews, words, bounds[offers[id_].live], alone=len(reported) == 1
            )


def _compared(
    network: Network, crews: Crews, offers: Mapping[str, Offer]
) -> dict[str, dict[int, Found]]:
    """Return what is missed of each offer, for each set of teams that some journey comes to.

    The same hours and target are compared with the same set of teams only once.
    """
    known: dict[tuple[Hours, int, Fraction], Gaps] = {}
    found: dict[str, dict[int, Found]] = {}
    for journey in network.journeys if offers else ():
        for number, bits in _served(journey, crews, offers):
            offer = offers[journey.nodes[number].id]
            variants = found.setdefault(offer.channel.id, {})
            if bits not in variants:
                what = (offer.hours, bits, offer.within)
                if what not in known:
                    known[what] = _missed(network.policy, crews, *what)
                variants[bits] = Found(known[what], bits, journey, number)
            if variants[bits].gaps.share > offer.share:
                variants[bits].intents.update(dict.fromkeys(intents_at(journey, number)))
    return found


def _served(
    journey: Journey, crews: Crews, offers: Mapping[str, Offer]
) -> Iterator[tuple[int, int]]:
    """Yield each channel of the journey that makes an offer, with the teams that take its contacts.

    Where it is not known who does, or nobody does, there is nothing to compare.
    """
    numbers = [
        n for n, node in enumerate(journey.nodes) if node.kind == "channel" and node.id in offers
    ]
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
    staffed = [each for _, each in crews.teams_with_hours(bits)]
    listed = in_one_zone(hours, staffed)
    if listed is None:
        return coverage_gaps.NO_GAPS
    lost = coverage_gaps.waiting_gaps(listed[0], listed[1:], within, policy.today, SPAN)
    return coverage_gaps.NO_GAPS if within and lost.minutes <= REPEATED else lost


def _hit(
    offer: Offer,
    found: Found,
    crews: Crews,
    words: Mapping[str, str],
    bound: Fraction,
    *,
    alone: bool,
) -> Hit:
    channel, lost, journey = offer.channel, found.gaps, found.journey
    teams = _teams(found, crews, channel)
    return build_hit(
        channel,
        *offer.keys,
        facts={
            "contacts": words[channel.get("kind")],
            "staffed": _staffed(teams),
            **_facts(offer, lost),
        },
        key=()
        if alone
        else tuple(sorted({str(hours) for _, hours in crews.teams_with_hours(found.bits)})),
        case="later" if not offer.live else "callback" if offer.within else "",
        severity="warning" if lost.share <= bound or channel.says("closed", "goes_to") else None,
        intents=tuple(found.intents),
        witness=witness(path_on(journey, journey.to_person, found.number)),
        related=tuple((team.at("open"), _works(team, hours)) for team, hours in teams[:NAMED]),
    )


def _facts(offer: Offer, lost: Gaps) -> dict[str, object]:
    return {
        "published": "around the clock" if offer.hours.is_always_open else str(offer.hours),
        "gaps": lost.text,
        "share": _percent(lost.share),
        "best": _percent(1 - lost.share),
        "wait": "more than 40 days" if lost.worst_wait is None else length(lost.worst_wait),
        "target": offer.target or "",
        "instead": _instead(offer, lost),
    }


def _teams(found: Found, crews: Crews, channel: Entity) -> list[tuple[Entity, Hours]]:
    """Return the teams that take the contacts, nearest first: one for each kind of hours.

    In very large menus the search is given up after SEARCHED places; some may then be missing.
    """
    journey, rest = found.journey, found.bits
    watching = journey.network.policy.find("team", channel.get("monitored_by") or "")
    teams = [] if watching is None else [watching]
    seen = {found.number}
    waiting = [found.number]
    for number in waiting:  # grows while it is walked
        node = journey.nodes[number]
        if node.kind == "team" and node.entity is not None:
            teams.append(node.entity)
        elif node.kind in PASSING and len(seen) < SEARCHED:
            fresh = [target for target in journey.out[number] if target not in seen]
            seen.update(fresh)
            waiting += fresh
    told = []
    for team in teams:
        bit = crews.of(team)
        if rest & bit:
            rest ^= bit
            told += [(team, hours) for _, hours in crews.teams_with_hours(bit)]
    return told


def _instead(offer: Offer, lost: Gaps) -> str:
    """Say what could be kept."""
    if offer.live and not offer.within:
        return "a callback when it opens"
    wait = None if lost.worst_wait is None else length(lost.worst_wait)
    if offer.live:
        return f"a callback within {wait}" if wait else "a callback in business time"
    kept = "an answer in business days"
    return f"{kept}, or within {wait}" if wait else kept


def _staffed(teams: Sequence[tuple[Entity, Hours]]) -> str:
    said = [_works(team, hours) for team, hours in teams]
    return ", ".join(shorten_list(said, NAMED, rest="{} more teams work other hours"))


def _works(team: Entity, hours: Hours) -> str:
    weekly = total_minutes(hours.weekly)
    if not weekly:
        return f"{team.id} is never open"
    less = ", less public holidays" if hours.holidays else ""
    return f"{team.id} works {hours} ({decimal(Fraction(weekly, 60))} hours a week{less})"


def _percent(share: Fraction) -> str:
    """Return a share in whole percent; of very small ones it is said that they are."""
    whole = round(share * 100)
    if whole == 0:
        return "less than 1%"
    return "more than 99%" if whole == 100 and share != 1 else f"{whole}%"
