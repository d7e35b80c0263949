"""All that the policy says of one customer, each answer with its line; open points beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.analysis.asking.case import zone_here
from cxlint.analysis.asking.contact import (
    LIVE,
    Contact,
    list_absence,
    list_contact,
    list_cost,
    make_contact,
)
from cxlint.analysis.asking.deciders import find_ruling, no_ruling
from cxlint.analysis.asking.decision_answers import (
    list_decision_times,
    list_ruling,
    list_steps,
)
from cxlint.analysis.asking.figures import NOT_STATED, Answers, agree, answer, gather
from cxlint.analysis.asking.misread_parts import list_misread
from cxlint.analysis.asking.promise_answers import list_promises
from cxlint.analysis.asking.return_answers import answer_return, is_refused
from cxlint.analysis.asking.trip import Clock, Trip
from cxlint.analysis.quantity import Part
from cxlint.analysis.times.way_legs import StatedTimes, placed, zone_of
from cxlint.calendar.arrival_times import NeverOpenError
from cxlint.calendar.date_wording import join_words

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.asking.deciders import Ruling
    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.subject import Subject
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.journey import Journey
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

WALKED = frozenset({"channel", "step"})
"""Places that pass customers on."""

DEPENDS = "it depends on which team takes it up"
_OPTION = re.compile(r"--[a-z-]+")
MOMENT = "when the customer makes contact (--at)"
TIME = "at what time of the day the customer makes contact (--at)"


ASKED_FIRST = frozenset({"ask.accepted", "ask.decides", "ask.promise.verdict"})
"""What customers want to know: whatever stands in the way of it is said."""


def ask(subject: Subject, case: Case) -> Answers:
    """Return what happens to one customer."""
    starts, problem = find_starts(subject, case)
    figures: list[Quantity] = []
    open_points = [*list_misread(subject.policy, case), *([problem] if problem else [])]
    returns = Answers(())
    if case.is_return:
        returns = answer_return(subject, case, first_hours_at(subject, case, starts))
        figures += returns.figures
        open_points += returns.open_points
    if not is_refused(figures):
        groups = [(name, list(_follow(subject, case, start))) for name, start in starts]
        figures += agree(groups, f"{NOT_STATED}where the customer comes (--channel)")
    open_points += _open_figures(figures, open_points)
    return Answers(tuple(figures), tuple(open_points))


def find_starts(subject: Subject, case: Case) -> tuple[list[tuple[str, int]], Part | None]:
    """Return where the case may begin, by name and place, and what is to be said of it."""
    journey = subject.journeys[case.intent.id]
    starts = journey.starts_of(case.intent)
    if case.channel is None:
        return [(journey.nodes[each].id, each) for each in starts], None
    found = _reached_starts(subject, case.channel, set(starts), journey)
    if found:
        return [(case.channel.id, each) for each in found], None
    text = f"{NOT_STATED}what becomes of {case.intent.id} at {case.channel.id}"
    begins = join_words([journey.nodes[each].id for each in starts])
    return [], Part(f"{text}; it begins at {begins}" if begins else text, case.intent.at("start"))


def _reached_starts(
    subject: Subject, channel: Entity, starts: set[int], journey: Journey
) -> list[int]:
    """Return the channel itself where the matter begins there, else where it leads to."""
    node = subject.network.node(channel.id)
    waiting = [] if node is None else [node]
    seen = set(waiting)
    for each in waiting:  # grows while it is walked
        number = journey.number(each)
        if number in starts:
            return [number]
        for move in subject.network.leaving[each.number] if each.kind in WALKED else ():
            if move.target not in seen:
                seen.add(move.target)
                waiting.append(move.target)
    return []


def first_hours_at(subject: Subject, case: Case, starts: list[tuple[str, int]]) -> Hours | None:
    """Return the hours of the team that the customer comes to first."""
    stated = StatedTimes(subject.journeys[case.intent.id])
    found = (stated.first_hours(start) for _, start in starts)
    return next((each for each in found if each is not None), None)


def _follow(subject: Subject, case: Case, start: int) -> Iterator[Quantity]:
    """Yield what happens to a customer who comes to a place."""
    journey = subject.journeys[case.intent.id]
    node = journey.nodes[start]
    channel = node.entity if node.kind == "channel" else case.channel
    teams = _those_there(subject.policy, case, channel, StatedTimes(journey).desks(start))
    rulings = [
        (team.id, find_ruling(subject, case, team, journey.number(place)))
        for team in teams
        if (place := subject.network.node(team.id)) is not None
    ]
    rulings = rulings or [("", find_ruling(subject, case, None, None))]
    if case.intent.says("remedy"):
        groups = [(name, list(list_ruling(ruling))) for name, ruling in rulings]
        yield from agree(groups, DEPENDS)
        yield from _list_papers(subject.policy, case)
    if channel is not None:
        yield from list_cost(journey, start, channel, teams[0] if teams else None)
    ruling = _common([ruling for _, ruling in rulings])
    yield from _follow_in_time(subject, case, start, channel, ruling)


def _those_there(
    policy: Policy, case: Case, channel: Entity | None, teams: Sequence[Entity]
) -> Sequence[Entity]:
    """Return the teams that can take a contact up: of a live one those that are there, if any."""
    moment = find_moment(policy, case)
    if channel is None or channel.get("kind") not in LIVE or moment is None:
        return teams
    clock = Clock(zone_of(policy))
    there = [each for each in teams if _is_there(policy, each, moment, clock)]
    return there or teams


def _is_there(policy: Policy, team: Entity, moment: datetime.datetime, clock: Clock) -> bool:
    hours = placed(policy.hours(team, "open"), clock.name)
    try:
        return hours is None or clock.opening(moment, hours) <= moment
    except NeverOpenError:
        return False


def _list_papers(policy: Policy, case: Case) -> Iterator[Quantity]:
    """Yield what the customer must state or show."""
    remedy = policy.find("remedy", str(case.intent.get("remedy")))
    sources = ((remedy, "requires"), (case.intent, "documents"))
    asked = [
        (each, entity.at(key))
        for entity, key in sources
        if entity is not None
        for each in entity.texts(key)
    ]
    if asked:
        yield answer("requires", gather([each for each, _ in asked]), parts=asked)


def _common(rulings: Sequence[Ruling]) -> Ruling:
    """Return the ruling on which all agree."""
    if len({(each.names, each.tiers) for each in rulings}) > 1:
        return no_ruling(DEPENDS, rulings[0].team)
    return rulings[0]


def _follow_in_time(
    subject: Subject, case: Case, start: int, channel: Entity | None, ruling: Ruling
) -> Iterator[Quantity]:
    moment = find_moment(subject.policy, case)
    if moment is None:
        why = f"{NOT_STATED}{MOMENT if case.at is None else TIME}"
        if case.intent.says("remedy"):
            yield answer("decided_by", None, why=why)
        begins = subject.journeys[case.intent.id].nodes[start].id
        stated = list(_list_promised(subject.policy, case.intent, begins))
        if stated:
            yield answer("promise_deadline", None, why=why, parts=stated)
        return
    contact = Contact(moment, moment)
    if channel is not None:
        try:
            contact = _make_contact(subject, case, start, channel, moment)
        except NeverOpenError as error:
            yield answer("met", None, why=str(error), parts=[("its hours", channel.at("open"))])
    yield from list_contact(contact, moment)
    if channel is not None:
        times = StatedTimes(subject.journeys[case.intent.id])
        absence = list_absence(channel, contact, moment, times.openings(start), Clock(times.zone))
        yield from _bear_closing(absence, "nobody_until")
    begin = start
    if contact.called_back is not None and ruling.place is not None:
        begin = ruling.place
    trip = Trip(subject, case.intent, begin, (contact.soonest, contact.latest), ruling)
    yield from _bear_closing(list_steps(trip), "steps")
    if case.intent.says("remedy"):
        decided = list_decision_times(trip, channel)
        yield from _bear_closing(decided, "decided_by", "outcome_if_nobody_decides")
    promised = list_promises(trip, start, channel, ruling.team, moment)
    yield from _bear_closing(promised, "promise_deadline", "promise.verdict", "first_reply_by")


def _list_promised(policy: Policy, intent: Entity, begins: str) -> Iterator[tuple[str, At]]:
    """Yield what customers are promised who come to a place for a contact reason."""
    if intent.says("promise"):
        yield f"promised: {intent.get('promise')}", intent.at("promise")
    for promise in policy.of("promise"):
        for key, id_ in (("intents", intent.id), ("channels", begins)):
            if promise.says(key) and id_ not in promise.texts(key):
                break
        else:
            for key in ("first_reply", "resolution"):
                if promise.says(key):
                    yield f"promised: {promise.get(key)}", promise.at(key)


def _make_contact(
    subject: Subject, case: Case, start: int, channel: Entity, moment: datetime.datetime
) -> Contact:
    stated = StatedTimes(subject.journeys[case.intent.id])
    clock = Clock(stated.zone)
    return make_contact(subject.policy, channel, moment, clock, stated.first_hours(start))


def _bear_closing(found: Iterator[Quantity], *names: str) -> Iterator[Quantity]:
    """Yield figures; where they need hours that never open, say so of those that are missing."""
    told = set()
    try:
        for each in found:
            told.add(each.name)
            yield each
    except NeverOpenError as error:
        for name in names:
            if f"ask.{name}" not in told:
                yield answer(name, None, why=str(error))


def find_moment(policy: Policy, case: Case) -> datetime.datetime | None:
    """Return when the customer makes contact, in the zone of the organization."""
    if case.at is None or case.at.time is None:
        return None
    return case.at.time.astimezone(zone_here(policy))


def _open_figures(figures: list[Quantity], known: list[Part]) -> Iterator[Part]:
    """Yield what is not stated and stands in the way of a figure, each once.

    What one option would tell is missing once.
    """
    told = {_name_missing(each.text) for each in known}
    for each in figures:
        open_ = each.why.startswith(NOT_STATED) or each.name in ASKED_FIRST
        text = _name_missing(each.why)
        if each.value is None and open_ and text not in told:
            told.add(text)
            yield Part(each.why, each.parts[0].at if each.parts else None)


def _name_missing(text: str) -> str:
    """Return the option that would tell what is missing or, where none would, the words."""
    option = _OPTION.search(text)
    return option[0] if option else text.removeprefix(NOT_STATED)
