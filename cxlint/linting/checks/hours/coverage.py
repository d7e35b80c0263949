"""Published times at which nobody takes the contacts, or can answer them in time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cxlint.calendar.answer_times import Reply
from cxlint.calendar.date_wording import count_phrase, length
from cxlint.calendar.gap_wording import Outside
from cxlint.graph.attendance import Attendance, Branch, Staff
from cxlint.graph.channel_promises import (
    AT_OPENING,
    VOICEMAIL,
    WHEN_FULL,
    Offer,
    Patience,
    offers_of,
)
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.staffing import Crews
from cxlint.language.entity import SHORT_FORMS, Entity
from cxlint.linting.check_support.branch_words import describe
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.hour_meetings import NOTHING, Lost, Meeting, Meetings
from cxlint.linting.check_support.share_text import write_share
from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import published_channels
from cxlint.records import NamedTuple
from cxlint.values import quantities
from cxlint.values.durations import IN_WORKING_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from cxlint.calendar.answer_times import Answers
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Severity
    from cxlint.values.quantities import Duration

WITHOUT_GAPS = dict.fromkeys(
    ("nobody", "published", "staffed", "gaps", "share", "wait", "best", "instead"), ""
)
TOLD = 5
"""How many gaps of one offer are findings of their own; of more, the longest."""


@dataclass(slots=True)
class Found:
    """The same gaps of the same offer, in however many journeys and at however many branches."""

    offer: Offer
    lost: Lost
    staff: Staff
    attendance: Attendance
    number: int
    branches: list[Branch]
    several: bool
    case: str
    intents: dict[str, None] = field(default_factory=dict)


class Terms(NamedTuple):
    """What a run of the check asks for."""

    words: Mapping[str, str]
    minor: Fraction
    late: Fraction
    patience: Patience
    meetings: Meetings


def coverage(
    network: Network,
    *,
    live: Mapping[str, str],
    later: Mapping[str, str],
    minor: str,
    late: str,
    away: str,
    callback: str,
) -> Iterator[Hit]:
    """Yield each published channel whose people cannot be there when it says so.

    Contacts go on through steps to the first team they come to. Each choice of a menu, each
    contact reason and each thing that can happen on the way (nobody answers in time, an error,
    all are busy) needs an answer of its own; published hours are compared with the hours of those
    who take it, over the year ahead, with holidays, exceptions and clock changes. On a live
    channel each published minute must be staffed, unless a callback meets the caller that comes
    in a time that customers can wait for. On a channel that is answered later, an arrival at each
    published moment must meet staffed time within the target, or as many as the target is for;
    working time is that of those who answer, who may not be away for too long. Where a closed
    channel sends people, somebody must be there while it is closed. Channels and teams that do
    not state their hours are left alone, except that channels answered later take messages around
    the clock where they state none.

    Case empty: live; case `callback`: live, and a voice message is not called back in its time
    either; case `opening`: nor is the next opening near enough for a callback; case `long`: nor
    is the callback; case `slow`: a callback is promised for a time at which it is too late,
    whoever is there; case `later`; case `business`: later, and the target is in working time;
    case `closed`: where a closed channel sends people. What is missed for no more than `minor` of
    the published time (`late`, where contacts are answered later), or leaves at least a message
    that somebody takes up, is a warning. So is a place to which a closed channel sends people, if
    somebody is there in `minor` of that time; in more than `late`, nothing is said of it.
    Facts: id, contacts, nobody, published, staffed, gaps, share, wait, target, best, instead (after
    a colon: what could be promised and kept, tried out; nothing where nothing could).

    Args:
        network: the policy's graph.
        live: the kinds of channel on which people answer at once, and what contacts are called.
        later: the kinds of channel that are answered later, and what contacts are called.
        minor: up to which share of the published time a gap is only a warning.
        late: the same for channels that are answered later.
        away: the longest closing that customers can wait through for a later answer.
        callback: how soon after the opening a callback must come to be an answer.
    """
    if network.policy.unsure("handoff"):
        return
    patience = Patience(quantities.duration(away), quantities.duration(callback))
    terms = Terms(
        {**live, **later},
        quantities.percentage(minor),
        quantities.percentage(late),
        patience,
        Meetings(network.policy),
    )
    offers = offers_of(network.policy, live, later)
    crews = Crews(network.policy)
    found: dict[str, dict[object, Found]] = {}
    for journey in network.journeys if offers else ():
        places = _places(journey, offers)
        if not places:
            continue
        attendance = Attendance(journey, crews, patience, later)
        for number in places:
            for each in _missed(attendance, number, offers, terms):
                what = each.case, each.offer.entity.name, each.lost, each.staff
                same = found.setdefault(each.offer.channel.id, {}).setdefault(what, each)
                same.intents.update(dict.fromkeys(_concerned(each.offer, journey, number)))
    for variants in found.values():
        for each, more in _worst(variants.values()):
            yield _hit(each, crews, terms, alone=len(variants) == 1, more=more)
    told = {
        id_ for id_, variants in found.items() if any(v.case == "long" for v in variants.values())
    }
    for channel in published_channels(network.policy, live):
        if channel.id not in told:
            yield from _slow_callbacks(channel, terms)


def _slow_callbacks(channel: Entity, terms: Terms) -> Iterator[Hit]:
    """Yield the callbacks that a channel promises for a time at which it is too late."""
    for keys in (AT_OPENING, VOICEMAIL, WHEN_FULL):
        promise = channel.duration(*keys)
        if promise is None:
            continue
        bound = terms.patience.hears if keys == VOICEMAIL else terms.patience.bears
        if not bound(promise):
            facts = {"contacts": terms.words[channel.get("kind")], "target": promise}
            yield build_hit(
                channel,
                *keys,
                facts=WITHOUT_GAPS | facts,
                key=keys,
                case="slow",
                severity="warning",
            )


def _worst(variants: Iterable[Found]) -> Iterator[tuple[Found, int]]:
    """Yield what is told of the variants of each offer, the first with how many are not told."""
    by_offer: dict[object, list[Found]] = {}
    for each in variants:
        by_offer.setdefault((each.case == "closed", each.offer.entity.name), []).append(each)
    for same in by_offer.values():
        same.sort(key=lambda each: -each.lost.gaps.share)
        for number, each in enumerate(same[:TOLD]):
            yield each, max(len(same) - TOLD, 0) if number == 0 else 0


def _concerned(offer: Offer, journey: Journey, number: int) -> Iterator[str]:
    """Yield the contact reasons for which an offer is made at a channel."""
    for intent in intents_at(journey, number):
        if not offer.intents or intent in offer.intents:
            yield intent


def _places(journey: Journey, offers: Mapping[str, object]) -> list[int]:
    """Return the channels of a journey that make an offer, by number."""
    return [
        number
        for number, node in enumerate(journey.nodes)
        if node.kind == "channel" and node.id in offers
    ]


def _missed(
    attendance: Attendance,
    number: int,
    offers: Mapping[str, Sequence[Offer]],
    terms: Terms,
) -> Iterator[Found]:
    """Yield what is missed of the offers of one channel, at each branch that it leads to."""
    node = attendance.journey.nodes[number]
    channel = node.entity
    assert channel is not None
    branches = [attendance.behind(number), *attendance.branches(number)]
    several = len({branch.taking for branch in branches if branch.taking}) > 1
    intents = intents_at(attendance.journey, number)
    live = offers[channel.id][0].live
    by_staff: dict[Staff, list[Branch]] = {}
    for branch in branches:
        watched = attendance.watched(branch, channel)
        if not live:  # what is written waits, whoever is busy
            watched = Branch(watched.taking)
        staff = attendance.staff(watched, node)
        if not staff.unknown:
            by_staff.setdefault(staff, []).append(branch)
    for offer in offers[channel.id]:
        if offer.intents and not offer.intents.intersection(intents):
            continue
        for staff, met in by_staff.items():
            lost, case = _lost(attendance, offer, staff, terms)
            if lost is not NOTHING:
                yield Found(offer, lost, staff, attendance, number, met, several, case)
    yield from _sent_on(attendance, number, offers[channel.id][0], terms)


def _lost(attendance: Attendance, offer: Offer, staff: Staff, terms: Terms) -> tuple[Lost, str]:
    """Return what is missed of an offer by these people, and which case that is.

    Nothing where it is no more than the offer leaves open.
    """
    meeting = _meeting(attendance, offer, staff, terms)
    if meeting is None or not terms.meetings.falls_short(meeting, offer.share):
        return NOTHING, ""
    if offer.target is not None:
        case = "business" if offer.target.business else "later"
    else:
        case = _live_case(offer.channel, terms.patience)
    return terms.meetings.compare(meeting), case


def _meeting(attendance: Attendance, offer: Offer, staff: Staff, terms: Terms) -> Meeting | None:
    """Return how these people meet an offer; None where it is not known who they are."""
    if offer.target is not None:
        people = (*staff.present, *_listeners(staff.messages))
        if not people:
            return None
        clock = (offer.clock,) if offer.clock is not None else people
        reply = terms.patience.reply(clock, offer.target)
        return Meeting(
            offer.hours, (reply,), (), reply if offer.target.business else Reply(people, 0)
        )
    if not staff.present:
        return None
    answers = (*staff.present, *attendance.callbacks(offer.channel, staff.present))
    return Meeting(offer.hours, answers, staff.messages, Reply(staff.present, 0))


def _listeners(messages: Answers) -> Answers:
    """Return those who take up what is left somewhere on the way."""
    return tuple(each for reply in messages if isinstance(reply, Reply) for each in reply.staff)


def _live_case(channel: Entity, patience: Patience) -> str:
    message, opening = channel.duration(*VOICEMAIL), channel.duration(*AT_OPENING)
    if message is not None and patience.hears(message):
        return "callback"
    if opening is not None and patience.bears(opening):
        return "opening"
    return "" if message is None and opening is None else "long"


def _sent_on(attendance: Attendance, number: int, offer: Offer, terms: Terms) -> Iterator[Found]:
    """Yield the place to which a closed channel sends people, if nobody is there then."""
    node = attendance.journey.nodes[number]
    branch = Branch(attendance.when_closed(node))
    if not offer.live or not branch.taking or offer.hours.is_always_open:
        return
    staff = attendance.staff(branch, node)
    if staff.unknown or not staff.present or not offer.hours.weekly:
        return
    answers = (*staff.present, *attendance.callbacks(offer.channel, staff.present))
    if offer.channel.says(*VOICEMAIL[:1]):
        return
    meeting = Meeting(
        Outside(offer.hours), (*answers, *staff.messages), (), Reply(staff.present, 0)
    )
    lost = terms.meetings.compare(meeting)
    if lost.gaps.share > 1 - terms.late:
        yield Found(offer, lost, staff, attendance, number, [branch], several=False, case="closed")


def _hit(found: Found, crews: Crews, terms: Terms, *, alone: bool, more: int) -> Hit:
    offer = found.offer
    closed = found.case == "closed"
    told = describe(
        found.attendance,
        found.number,
        found.branches,
        crews,
        several=found.several,
        closed=closed,
    )
    return build_hit(
        offer.channel if closed else offer.entity,
        *(("closed", "goes_to") if closed else offer.keys),
        facts={
            **_facts(found, terms),
            "id": offer.channel.id,
            "contacts": " ".join([terms.words[offer.channel.get("kind")], *told.which]),
            "nobody": "nobody who takes on that matter" if found.staff.unable else "nobody",
            "staffed": told.staffed + (f" (and {count_phrase(more, 'more gap')})" if more else ""),
        },
        key=() if alone else told.key,
        case=found.case,
        severity=_severity(found, terms),
        intents=tuple(found.intents),
        witness=told.witness,
        related=told.related,
        rests_on=tuple(f"{offer.channel.name}: {label}" for _, label in told.related),
        bounds=_bounds(found, terms),
    )


def _bounds(found: Found, terms: Terms) -> tuple[str, ...] | None:
    """Return the parameter that is exceeded; none, where a gap is within what is only a warning."""
    if found.case in ("", "callback", "later", "business"):
        over = _severity(found, terms) is None
        return ("minor" if found.offer.live else "late",) if over else ()
    return None


def _severity(found: Found, terms: Terms) -> Severity | None:
    if found.case == "closed":
        return "warning" if found.lost.gaps.share < 1 - terms.minor else None
    bound = terms.minor if found.offer.live else terms.late
    return "warning" if found.lost.unheard <= bound else None


def _facts(found: Found, terms: Terms) -> dict[str, object]:
    offer, lost = found.offer, found.lost.gaps
    wait = "more than 40 days" if lost.worst_wait is None else length(lost.worst_wait)
    return {
        "published": "around the clock" if offer.hours.is_always_open else str(offer.hours),
        "gaps": lost.text,
        "share": write_share(lost.share),
        "best": write_share(1 - lost.share),
        "wait": wait,
        "target": _target(offer) or "",
        "instead": _instead(found, terms),
    }


def _target(offer: Offer) -> Duration | None:
    """Return the answer that a channel promises, of a live one the callback."""
    channel = offer.channel
    return offer.target or channel.duration(*VOICEMAIL) or channel.duration(*AT_OPENING)


def _instead(found: Found, terms: Terms) -> str:
    """Say what could be kept, as the end of a sentence; nothing where that would not be either."""
    for words, offer in _promises_instead(found, terms.patience):
        meeting = _meeting(found.attendance, offer, found.staff, terms)
        if meeting is None or terms.meetings.keep(meeting, offer.share):
            return f": {words}"
    return ""


def _promises_instead(found: Found, patience: Patience) -> Iterator[tuple[str, Offer]]:
    """Yield what might be kept, none of it later than the channel's customers wait elsewhere."""
    offer, longest = found.offer, found.lost.gaps.worst_wait
    if offer.target is not None:
        if not offer.target.business and offer.target.unit in IN_WORKING_TIME:
            target = replace(offer.target, business=True)
            # Business time on a clock that runs around the clock would be a contradiction.
            clock = " (clock: business)" if offer.entity.get("clock") == "calendar" else ""
            yield f"an answer within {target}{clock}", replace(offer, target=target)
        return
    most = patience.callback.minutes
    if found.case == "callback" and longest is not None and longest <= most:
        wait = length(longest)
        yield f"a callback within {wait} (voicemail)", _promising(offer, VOICEMAIL, wait)
    words = "a callback when it opens (closed.callback_within)"
    yield words, _promising(offer, AT_OPENING, str(patience.callback))


def _promising(offer: Offer, keys: tuple[str, str], within: str) -> Offer:
    """Return an offer of a channel that promises that callback."""
    channel = offer.channel
    said = channel.get(keys[0])
    block = said if isinstance(said, dict) else {SHORT_FORMS[keys[0]]: said}
    data = {**channel.data, keys[0]: {**block, keys[1]: within}}
    changed = Entity(channel.kind, channel.id, data, channel.document, channel.path)
    return replace(offer, channel=changed)
