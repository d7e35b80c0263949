"""All that the policy says of one customer, each answer with its line; open points beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.asking.case import zone_here
from cxlint.analysis.asking.contact import Contact, list_contact, list_cost, make_contact
from cxlint.analysis.asking.deciders import find_ruling, no_ruling
from cxlint.analysis.asking.decision_answers import (
    list_decision_times,
    list_ruling,
    list_steps,
)
from cxlint.analysis.asking.figures import NOT_STATED, Answers, agree, answer
from cxlint.analysis.asking.promise_answers import list_promises
from cxlint.analysis.asking.return_answers import answer_return, is_refused
from cxlint.analysis.asking.trip import Clock, Trip
from cxlint.analysis.quantity import Part
from cxlint.analysis.times.way_legs import StatedTimes

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.asking.deciders import Ruling
    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.subject import Subject
    from cxlint.calendar.opening_hours import Hours
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

MOMENT = "when the customer makes contact (--at)"
TIME = "at what time of the day the customer makes contact (--at)"


ASKED_FIRST = frozenset({"ask.accepted", "ask.decides", "ask.promise.verdict"})
"""What customers want to know: whatever stands in the way of it is said."""


def ask(subject: Subject, case: Case) -> Answers:
    """Return what happens to one customer."""
    starts, problem = _find_starts(subject, case)
    figures: list[Quantity] = []
    open_points = [problem] if problem is not None else []
    returns = Answers(())
    if case.is_return:
        returns = answer_return(subject, case, _first_hours(subject, case, starts))
        figures += returns.figures
        open_points += returns.open_points
    if not is_refused(figures):
        groups = [(name, list(_follow(subject, case, start))) for name, start in starts]
        figures += agree(groups, f"{NOT_STATED}where the customer comes (--channel)")
    open_points += _open_figures(figures, open_points)
    return Answers(tuple(figures), tuple(open_points))


def _find_starts(subject: Subject, case: Case) -> tuple[list[tuple[str, int]], Part | None]:
    """Return where the case may begin, by name and place, and what is to be said of it."""
    journey = subject.journeys[case.intent.id]
    starts = journey.starts_of(case.intent)
    if case.channel is None:
        return [(journey.nodes[each].id, each) for each in starts], None
    here = [each for each in starts if journey.nodes[each].id == case.channel.id]
    if here:
        return [(case.channel.id, here[0])], None
    text = f"{NOT_STATED}what becomes of {case.intent.id} at {case.channel.id}"
    return [], Part(text, case.intent.at("start"))


def _first_hours(subject: Subject, case: Case, starts: list[tuple[str, int]]) -> Hours | None:
    """Return the hours of the team that the customer comes to first."""
    stated = StatedTimes(subject.journeys[case.intent.id])
    found = (stated.first_hours(start) for _, start in starts)
    return next((each for each in found if each is not None), None)


def _follow(subject: Subject, case: Case, start: int) -> Iterator[Quantity]:
    """Yield what happens to a customer who comes to a place."""
    journey = subject.journeys[case.intent.id]
    node = journey.nodes[start]
    channel = node.entity if node.kind == "channel" else None
    teams = StatedTimes(journey).desks(start)
    rulings = [
        (team.id, find_ruling(subject, case, team, journey.number(place)))
        for team in teams
        if (place := subject.network.node(team.id)) is not None
    ]
    remedy = case.intent.says("remedy")
    if remedy and rulings:
        groups = [(name, list(list_ruling(ruling))) for name, ruling in rulings]
        yield from agree(groups, "it depends on which team takes it up")
    elif remedy:
        yield answer("decides", None, why="no team that the customer comes to is known")
    if channel is not None:
        yield from list_cost(journey, start, channel, teams[0] if teams else None)
    ruling = _common([ruling for _, ruling in rulings])
    yield from _follow_in_time(subject, case, start, channel, ruling)


def _common(rulings: Sequence[Ruling]) -> Ruling:
    """Return the ruling on which all agree."""
    if not rulings:
        return no_ruling("no team that the customer comes to is known")
    if len({(each.names, each.tiers) for each in rulings}) > 1:
        return no_ruling("it depends on which team takes it up", rulings[0].team)
    return rulings[0]


def _follow_in_time(
    subject: Subject, case: Case, start: int, channel: Entity | None, ruling: Ruling
) -> Iterator[Quantity]:
    moment = _moment(subject.policy, case)
    if moment is None:
        why = f"{NOT_STATED}{MOMENT if case.at is None else TIME}"
        if case.intent.says("remedy"):
            yield answer("decided_by", None, why=why)
        if case.intent.says("promise"):
            part = (f"promised: {case.intent.get('promise')}", case.intent.at("promise"))
            yield answer("promise_deadline", None, why=why, parts=[part])
        return
    clock = Clock(StatedTimes(subject.journeys[case.intent.id]).zone)
    contact = Contact(moment, moment)
    if channel is not None:
        hours = StatedTimes(subject.journeys[case.intent.id]).first_hours(start)
        contact = make_contact(subject.policy, channel, moment, clock, hours)
    yield from list_contact(contact, moment)
    begin = start
    if contact.called_back is not None and ruling.place is not None:
        begin = ruling.place
    trip = Trip(subject, case.intent, begin, (contact.soonest, contact.latest), ruling)
    yield from list_steps(trip)
    if case.intent.says("remedy"):
        yield from list_decision_times(trip, channel)
    yield from list_promises(trip, start, channel, ruling.team, moment)


def _moment(policy: Policy, case: Case) -> datetime.datetime | None:
    if case.at is None or case.at.time is None:
        return None
    return case.at.time.astimezone(zone_here(policy))


def _open_figures(figures: list[Quantity], known: list[Part]) -> Iterator[Part]:
    """Yield what is not stated and stands in the way of a figure, each once."""
    told = {each.text for each in known}
    for each in figures:
        open_ = each.why.startswith(NOT_STATED) or each.name in ASKED_FIRST
        if each.value is None and open_ and each.why not in told:
            told.add(each.why)
            yield Part(each.why, each.parts[0].at if each.parts else None)
