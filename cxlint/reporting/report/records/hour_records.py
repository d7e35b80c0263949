"""The hours of a report: when each channel is published, and when somebody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.analysis.queues.loads import Gap, read_load
from cxlint.analysis.queues.week import local_week, minutes_ahead, ordinary_week
from cxlint.calendar.answer_times import answered, hours_in, ordinary_weeks
from cxlint.calendar.intervals import complement, intersect, total_minutes
from cxlint.calendar.weekly_hours import DAY, WEEK, weekly_text
from cxlint.graph.attendance import Attendance, Branch
from cxlint.graph.channel_promises import Patience, offers_of
from cxlint.graph.staffing import Crews
from cxlint.linting.check_support.branch_words import describe
from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from cxlint.calendar.answer_times import Answers
    from cxlint.calendar.intervals import Interval
    from cxlint.calendar.opening_hours import Hours
    from cxlint.graph.attendance import Staff
    from cxlint.graph.channel_promises import Offer
    from cxlint.graph.journey import Journey
    from cxlint.linting.model.rule import Rule
    from cxlint.policy.policy import Policy
    from cxlint.reporting.report.material import Material

    Record = dict[str, Any]

CHECK = "coverage"
"""The check whose terms say which channels are answered at once, and which later."""

YEAR = 366
MOST_DAYS = 12
"""So many single days on which nobody is there are named."""

_WEEKS = 4


class Terms(NamedTuple):
    """Which channels are answered at once and which later, and how long customers can wait."""

    live: dict[str, str]
    later: dict[str, str]
    patience: Patience


def list_hours(material: Material) -> list[Record]:
    """Return, for each published channel, its hours and those of whoever takes each choice.

    Empty where the rule that compares them did not run.
    """
    rule = next((each for each in material.report.rules if each.check == CHECK), None)
    if rule is None or material.policy.unsure("handoff"):
        return []
    terms = _read_terms(rule)
    offers = offers_of(material.policy, terms.live, terms.later)
    crews = Crews(material.policy)
    found: dict[str, Record] = {}
    for journey in material.network.journeys if offers else ():
        for number, node in enumerate(journey.nodes):
            if node.kind == "channel" and node.id in offers:
                offer = offers[node.id][0]
                told = found.setdefault(node.id, _channel(offer, material))
                _add_rows(told, journey, number, offer, crews, terms)
    order = [each.id for each in material.policy.of("channel")]
    return [found[id_] for id_ in order if id_ in found]


def _read_terms(rule: Rule) -> Terms:
    live, later = rule.params["live"], rule.params["later"]
    assert isinstance(live, dict)
    assert isinstance(later, dict)
    away, callback = (str(rule.params[name]) for name in ("away", "callback"))
    patience = Patience(quantities.duration(away), quantities.duration(callback))
    return Terms(live, later, patience)


def _channel(offer: Offer, material: Material) -> Record:
    entity, policy = offer.channel, material.policy
    zone = offer.hours.zone or policy.zone
    week = local_week(ordinary_week(offer.hours, policy.zone), zone)
    at = entity.at("open") if entity.says("open") else entity.at()
    return {
        "id": entity.id,
        "kind": str(entity.get("kind") or ""),
        "zone": zone or "",
        "published": [list(each) for each in week],
        "text": weekly_text(offer.hours.weekly),
        "live": offer.live,
        "target": "" if offer.target is None else str(offer.target),
        "path": at.document.path,
        "line": at.span().line,
        "rows": [],
    }


def _add_rows(
    told: Record, journey: Journey, number: int, offer: Offer, crews: Crews, terms: Terms
) -> None:
    """Add who takes each choice of a channel, unless a journey before has told the same."""
    attendance = Attendance(journey, crews, terms.patience, terms.later)
    node = journey.nodes[number]
    by_staff: dict[Staff, list[Branch]] = {}
    for branch in (attendance.behind(number), *attendance.branches(number)):
        watched = attendance.watched(branch, offer.channel)
        if not offer.live:
            watched = Branch(watched.taking)
        staff = attendance.staff(watched, node)
        if not staff.unknown and (staff.present or branch.taking):
            by_staff.setdefault(staff, []).append(branch)
    for staff, met in by_staff.items():
        words = describe(attendance, number, met, crews, several=len(by_staff) > 1, closed=False)
        row = _row(staff, offer, terms.patience, attendance.policy)
        row |= {"choice": " ".join(words.which), "says": words.staffed}
        if not any(_is_alike(row, each) for each in told["rows"]):
            told["rows"].append(row)


def _is_alike(row: Record, other: Record) -> bool:
    """Whether two rows say the same of the same choice, whoever it is that is there."""
    return all(row[key] == other[key] for key in ("choice", "staffed", "gaps"))


def _row(staff: Staff, offer: Offer, patience: Patience, policy: Policy) -> Record:
    zone = offer.hours.zone or policy.zone
    staffed = _week_of(staff.present, policy.zone)
    reached = staffed
    if not offer.live and offer.target is not None:
        clock: Answers = (offer.clock,) if offer.clock is not None else staff.present
        reached = _week_of((patience.reply(clock, offer.target),), policy.zone)
    published = ordinary_week(offer.hours, policy.zone)
    gaps = intersect(published, complement(reached, 0, WEEK))
    open_minutes = total_minutes(published)
    told: Record = {
        "staffed": [list(each) for each in local_week(staffed, zone)],
        "gaps": [list(each) for each in local_week(gaps, zone)],
        "share": round(total_minutes(gaps) / open_minutes, 4) if open_minutes else 0,
        "days": list(_days_without(offer.hours, staff.present, policy.today)),
    }
    load = read_load(offer.channel, published, [tuple(staffed)], zone)
    if not isinstance(load, Gap) and (met := round(load.within(gaps))):
        told["contacts"] = met
    return told


def _week_of(answers: Answers, home: str | None) -> list[Interval]:
    """Return the minutes of the ordinary week at which an answer is given."""
    ahead = {each: minutes_ahead(each.zone or home) for each in hours_in(answers)}
    line = ordinary_weeks(ahead, _WEEKS)
    found = intersect(answered(answers, line), [(WEEK, 2 * WEEK)])
    return [(start - WEEK, end - WEEK) for start, end in found]


def _days_without(published: Hours, answers: Answers, today: datetime.date) -> Iterator[str]:
    """Yield the first single days ahead on which a channel is open, and nobody of these is."""
    crews = list(dict.fromkeys(hours_in(answers)))
    special: set[datetime.date] = set()
    for each in (published, *crews):
        special |= each.holidays_between(today, YEAR) | each.exceptions_between(today, YEAR)
    told = 0
    for day in sorted(special):
        is_ordinary = any(_opens(each.weekly, day) for each in crews)
        if is_ordinary and published.hours_on(day) and not any(e.hours_on(day) for e in crews):
            yield day.isoformat()
            told += 1
        if told == MOST_DAYS:
            return


def _opens(week: Sequence[Interval], day: datetime.date) -> bool:
    start = day.weekday() * DAY
    return bool(intersect(week, [(start, start + DAY)]))
