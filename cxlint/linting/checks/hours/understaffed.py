"""Channels at which more arrives than the people who are there can answer in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.calendar.date_wording import join_words, weekly_phrase
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.share_text import write_share
from cxlint.records import NamedTuple
from cxlint.values import quantities
from cxlint.values.value_errors import decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from cxlint.analysis.queues.lines import Target
    from cxlint.analysis.queues.live_hours import Hours
    from cxlint.analysis.queues.loads import Load
    from cxlint.analysis.queues.mail import Desk
    from cxlint.analysis.queues.staffing import Staffing
    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit, Severity
    from cxlint.parsing.document import At

SEEN = 0.005
"""From which share on those who give up are worth a word."""
PRECISION = 4
"""At most so many digits, less one, stand behind the point of a share."""
UNREAD = ("team", "step", "handoff")
"""Kinds of which everything must be understood, so that nobody else may be there to help."""


class Terms(NamedTuple):
    """What a run of the check asks for."""

    words: Mapping[str, str]
    narrow: Fraction
    tight: Fraction


def understaffed(
    network: Network, *, live: Mapping[str, str], later: Mapping[str, str], narrow: str, tight: str
) -> Iterator[Hit]:
    """Yield each published channel whose people cannot take what arrives, by the policy's numbers.

    On a live channel, contacts, handling times and people at work are compared with the response
    target, hour by hour of an ordinary week, by Erlang C or, where patience is stated, Erlang A.
    What calls and chats leave of people's time is compared with the work that mail and forms bring.
    Channels that state no load, and teams that do not state their people, are left alone; so is
    what an unread file may add to.

    Case empty: fewer are answered in time than are promised. Over the whole week that is an error,
    at some hours alone a warning; what is missed by no more than `narrow` is a note. Case
    `growing`: more arrives than people can take, and nobody is said to give up. Case `split`:
    whether it is answered in time depends on how the contacts divide over teams, which is not
    stated. Case `backlog`: mail brings more work than there is time. Case `tight`: more than
    `tight` of it, a note. Case `uncovered`: contacts arrive at published hours at which nobody
    works, and no callback is promised. A line from which some go on to others, because it is full,
    is a warning at most. Facts: id, when, then, contacts, people, level, within, target, give_up,
    needed, whole (what holds over the week, where it differs by the hour), best, teams, work,
    capacity, used, lost, hours.

    Args:
        network: the policy's graph.
        live: the kinds of channel on which people answer at once, and what contacts are called.
        later: the kinds of channel that are answered later, and what contacts are called.
        narrow: by how much a target may be missed and only be worth a note.
        tight: from which part of people's time on mail is worth a note.
    """
    from cxlint.analysis.queues.staffing import Staffing

    if any(network.policy.unsure(kind) for kind in UNREAD):
        return
    terms = Terms({**live, **later}, quantities.percentage(narrow), quantities.percentage(tight))
    staffing = Staffing(network)
    for channel in network.policy.of("channel"):
        load = staffing.load(channel)
        word = terms.words.get(channel.get("kind"))
        if load is None or word is None or channel.get("published") is False:
            continue
        if channel.get("kind") in live:
            yield from _line(staffing, load, terms)
            yield from _uncovered(staffing, load, word)
        else:
            yield from _backlog(staffing, load, word, terms)


def _line(staffing: Staffing, load: Load, terms: Terms) -> Iterator[Hit]:
    """Yield what is to be said of the worst hours of a live channel."""
    from cxlint.analysis.queues.lines import UnknownFigureError, read_target
    from cxlint.analysis.queues.live_hours import list_hours, whole_level

    channel = load.channel
    target = read_target(channel)
    try:
        hours = list_hours(staffing, channel, target)
    except UnknownFigureError:
        return
    if growing := [each for each in hours if each.grows]:
        worst = max(growing, key=lambda each: each.contacts)
        yield _hit(staffing, load, worst, hours, terms, case="growing")
        return
    if target is None or not hours:
        return
    missed = [each for each in hours if each.most < target.share]
    if missed:
        worst = min(missed, key=lambda each: each.most)
        severity: Severity | None = None
        if target.share - worst.most <= terms.narrow:
            severity = "info"
        elif whole_level(load, hours) >= target.share:
            severity = "warning"
        yield _hit(staffing, load, worst, hours, terms, severity=severity)
    elif unbacked := [each for each in hours if each.least < target.share]:
        worst = min(unbacked, key=lambda each: each.least)
        yield _hit(staffing, load, worst, hours, terms, case="split")


def _hit(
    staffing: Staffing,
    load: Load,
    worst: Hours,
    hours: Sequence[Hours],
    terms: Terms,
    *,
    case: str = "",
    severity: Severity | None = None,
) -> Hit:
    from cxlint.analysis.queues.routes import find_overflows

    channel = load.channel
    arriving = [
        f"{_an_hour(rate)} {terms.words.get(each.channel.get('kind'), 'contacts')}"
        for each, rate in worst.arriving
    ]
    facts = {
        "when": _when(staffing, channel, worst, hours),
        "then": " at that time" if len(hours) > 1 else "",
        "contacts": f"{join_words(arriving)} an hour",
        "people": _people(worst.seats),
        "teams": join_words([team.id for team in worst.teams]),
        "needed": _needed(worst),
        **_target_facts(load, worst, hours),
    }
    keys = ("respond",) if channel.says("respond") else ("load",)
    return build_hit(
        channel,
        *keys,
        facts=facts,
        case=case,
        severity=severity,
        related=tuple(_spots(load, worst)),
        unstated=case == "split" or bool(find_overflows(staffing.network, channel)),
        bounds=("narrow",) if not case else (),
    )


def _target_facts(load: Load, worst: Hours, hours: Sequence[Hours]) -> dict[str, str]:
    """Return what is said of the target and how far it is from being met."""
    from cxlint.analysis.queues.live_hours import whole_level

    target: Target | None = worst.target
    if target is None:
        return {"level": "", "within": "", "target": "", "give_up": "", "whole": "", "best": ""}
    unsaid = ", as is usual where no share is stated" if target.assumed else ""
    wanted, given_up = float(target.share), worst.give_up
    whole = f"; over the whole week it is {_percent(whole_level(load, hours), wanted)}"
    return {
        "level": _percent(worst.least, wanted),
        "best": _percent(worst.most, wanted),
        "within": str(load.channel.duration("respond", "within")),
        "target": f"{decimal(target.share * 100)}% are promised{unsaid}",
        "give_up": f"{_percent(given_up)} give up and " if given_up >= SEEN else "",
        "whole": whole if len(hours) > 1 else "",
    }


def _percent(share: float, wanted: float = 0.0) -> str:
    """Return a share in whole percent, and more exactly where it is so near to what is wanted."""
    return next(
        text
        for digits in range(PRECISION)
        if (text := f"{share * 100:.{digits}f}%") != f"{wanted * 100:.{digits}f}%"
        or share == wanted
        or digits == PRECISION - 1
    )


def _when(staffing: Staffing, channel: Entity, worst: Hours, hours: Sequence[Hours]) -> str:
    if len(hours) == 1:
        return ""
    return f"{weekly_phrase(worst.local(staffing.zone(channel)))}, "


def _an_hour(rate: Fraction) -> str:
    """Return how many an hour come of so many a minute."""
    return decimal(round(rate * 60, 1))


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _needed(worst: Hours) -> str:
    needed = worst.needed
    return "more people" if needed is None else _people(needed)


def _spots(load: Load, worst: Hours) -> Iterator[tuple[At, str]]:
    """Yield the parts of the sum, each with its place."""
    for part in load.parts:
        if part.at is not None:
            yield part.at, part.text
    for team in worst.teams:
        key = "seats" if team.says("seats") else "posts"
        yield team.at(key), f"{team.id}: {team.get(key)} {'people' if key == 'seats' else key}"


def _backlog(staffing: Staffing, load: Load, word: str, terms: Terms) -> Iterator[Hit]:
    """Yield mail that brings more work than there is time for, or nearly so much."""
    from cxlint.analysis.queues.lines import UnknownFigureError
    from cxlint.analysis.queues.mail import find_desk

    channel = load.channel
    try:
        desk = find_desk(staffing, channel)
        capacity, needed = desk.capacity, desk.needed
    except UnknownFigureError:
        return
    if not desk.work or not desk.days:
        return
    used = desk.work / capacity if capacity else None
    if used is not None and used <= terms.tight:
        return
    late = used is None or used >= 1
    yield build_hit(
        channel,
        "load",
        facts={
            "contacts": word,
            "work": _hours_text(desk.work, desk),
            "capacity": _hours_text(capacity, desk),
            "used": write_share(used) if used is not None else "",
            "teams": join_words([team.id for team in desk.teams]),
            "needed": _people(needed),
        },
        case="backlog" if late else "tight",
        severity=None if late else "info",
        related=tuple(
            (team.at("seats" if team.says("seats") else "posts"), f"{team.id}: people at work")
            for team in desk.teams
        ),
        bounds=() if late else ("tight",),
    )


def _hours_text(minutes: Fraction, desk: Desk) -> str:
    """Return minutes a week as hours of a day on which the desk works."""
    return f"{decimal(round(minutes / 60 / desk.days, 1))} hours"


def _uncovered(staffing: Staffing, load: Load, word: str) -> Iterator[Hit]:
    """Yield a live channel at which contacts arrive while nobody works."""
    from cxlint.analysis.queues.live_hours import uncovered

    channel = load.channel
    called_back = any(channel.says(key, "callback_within") for key in ("closed", "voicemail"))
    hours = uncovered(staffing, channel)
    lost = load.within(hours)
    if called_back or not lost:
        return
    zone = staffing.zone(channel)
    hit = build_hit(
        channel,
        "load",
        key=("uncovered",),
        facts={
            "contacts": word,
            "lost": f"{round(lost):,}",
            "whole": f"{round(load.per_week):,}",
            "hours": weekly_phrase(_local(hours, zone)),
        },
        case="uncovered",
        severity="warning",
        bounds=(),
    )
    yield hit._replace(formerly=((channel.name,),))


def _local(hours: Sequence[tuple[int, int]], zone: str | None) -> tuple[tuple[int, int], ...]:
    from cxlint.analysis.queues.week import local_week

    return local_week(hours, zone)
