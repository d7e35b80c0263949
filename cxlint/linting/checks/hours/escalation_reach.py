"""Escalations that call nobody: never, at one of their levels, or at certain times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.calendar import coverage_gaps
from cxlint.calendar.answer_times import Reply
from cxlint.calendar.date_wording import join_words
from cxlint.calendar.intervals import intersect
from cxlint.calendar.opening_hours import Hours
from cxlint.calendar.weekly_hours import ALWAYS, DAY
from cxlint.graph.staffing import answers_in_one_zone, deserted_team, idle
from cxlint.linting.check_support.branch_words import name_idle
from cxlint.linting.check_support.escalation_people import has_empty_turn, list_called, list_reached
from cxlint.linting.check_support.grouped_hits import group_hits
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.share_text import write_share
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.calendar.coverage_gaps import Gaps
    from cxlint.graph.network import Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit, Severity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "places", "number", "level", "why", "gaps", "share", "staffed", "alarms"})
"""What a message may name."""

SPAN = 364
"""How many days are looked at: a year of whole weeks, so that all weekdays count alike."""

NAMED = 3
"""How many alarms a sentence names."""

REPEATED = 60
"""Minutes of a year that are missed because one night has an hour twice, and that are excused."""

NIGHT = (1 * 60, 5 * 60)
"""Minutes of the day at which nobody is in an office."""


class Duty(NamedTuple):
    """A level: its number, whom it calls, and who of them is somebody."""

    number: int
    called: tuple[str, ...]
    reached: tuple[str, ...]


def escalation_reach(network: Network, *, soon: str) -> Iterator[Hit]:
    """Yield the escalations in which nobody is called, or nobody at certain times.

    A level calls nobody where it says so, or where it names only teams in which nobody ever works.
    Case empty: no level calls anybody; case `silenced`, a warning: nor is anybody meant to be
    called; case `level`, a warning: one of them does not. Case `gap`, a warning: somebody is
    called, but there are times in the year ahead (in each zone, with holidays, exceptions and clock
    changes) at which no team of any level works and no person is named; case `office`, information:
    these are just the nights and weekends beside all working days, and all who are called are there
    at some time. Gaps are told of escalations whose first level is called within `soon`: whoever
    waits longer waits for working hours as well. Nothing is said where some level does not say whom
    it calls, nor of times where a team is called that does not say when it works. Case `schedule`,
    a warning: a team has a schedule in which nobody ever works, and nothing else in the policy
    leads to it. Facts: id, places, number; level, why; gaps, share, staffed; alarms (what it is
    raised for, or nothing).

    Args:
        network: the policy's graph.
        soon: within which time the first level is called where every hour counts.
    """
    policy, limit = network.policy, quantities.duration(soon)
    found = ((each.id, _find_silence(policy, each, limit)) for each in policy.of("escalation"))
    yield from group_hits((id_, hit) for id_, hit in found if hit is not None)
    yield from group_hits((team.id, hit) for team, hit in _find_idle_schedules(network))


def _find_idle_schedules(network: Network) -> Iterator[tuple[Entity, Hit]]:
    """Yield the teams with a schedule in which nobody is on call, if nothing leads to them."""
    policy = network.policy
    called = {
        each
        for escalation in policy.of("escalation")
        for level in escalation.get("steps") or ()
        for each in list_called(level) or ()
    }
    for team in policy.of("team"):
        stated = team.get("open")
        schedule = policy.find("schedule", stated) if isinstance(stated, str) else None
        if schedule is None or team.id in called or team.get("seats") == 0:
            continue
        why, empty = idle(policy, team), has_empty_turn(team)
        node = network.node(team.id)
        if (why or empty) and (node is None or not _is_led_to(network, node)):
            case = "schedule" if why else "rota"
            severity: Severity = "warning" if why else "info"
            yield team, build_hit(team, "open", facts={"why": why}, case=case, severity=severity)


def _is_led_to(network: Network, node: Node) -> bool:
    return any(move.target.number == node.number for moves in network.leaving for move in moves)


def _find_silence(policy: Policy, escalation: Entity, limit: quantities.Duration) -> Hit | None:
    duties = _list_duties(policy, escalation)
    if not duties:
        return None
    deserted = next((each for each in duties if not each.reached), None)
    if not any(each.reached for each in duties):
        return _build_deserted(policy, escalation, duties[0], _name_case(policy, duties))
    gap = _find_gap(policy, escalation, duties) if _is_soon(escalation, limit) else None
    if gap is not None or deserted is None:
        return gap
    return _build_deserted(policy, escalation, deserted, "level")


def _name_case(policy: Policy, duties: Sequence[Duty]) -> str:
    """Return whether nobody is meant to be called, or those who are meant are not there."""
    called = (each for duty in duties for each in duty.called)
    return "" if any(deserted_team(policy, each) for each in called) else "silenced"


def _list_duties(policy: Policy, escalation: Entity) -> list[Duty]:
    """Return the levels; nothing where one of them does not say whom it calls."""
    found = []
    for number, level in enumerate(escalation.get("steps") or ()):
        called, reached = list_called(level), list_reached(policy, level)
        if called is None or reached is None:
            return []
        found.append(Duty(number, called, reached))
    return found


def _build_deserted(policy: Policy, escalation: Entity, duty: Duty, case: str) -> Hit:
    teams = [team for each in duty.called if (team := deserted_team(policy, each)) is not None]
    stated = _list_deserted(policy, [duty]) or _list_texts(escalation, duty, "when")
    why = " and ".join(stated)
    return build_hit(
        escalation,
        *("steps", duty.number, "to"),
        facts={
            "level": duty.number + 1,
            "why": why or "it names nobody",
            "alarms": _list_alarms(escalation),
        },
        key=() if not case else (str(duty.number + 1),),
        case=case,
        severity="warning" if case else None,
        related=tuple((team.at("open" if team.says("open") else "seats"), team.id)
                      for team in teams),
    )  # fmt: skip


def _list_alarms(escalation: Entity) -> str:
    """Return what an escalation is raised for, behind its name; nothing where it does not say."""
    alarms = shorten_list(escalation.texts("raised_by"), NAMED)
    return f" (for {join_words(alarms)})" if alarms else ""


def _list_texts(escalation: Entity, duty: Duty, key: str) -> list[str]:
    stated = escalation.get("steps")[duty.number].get(key) or []
    return stated if isinstance(stated, list) else [stated]


def _is_soon(escalation: Entity, limit: quantities.Duration) -> bool:
    """Whether the first level is called at once or nearly so, or when is not said."""
    after = _first_level(escalation).get("after")
    if not isinstance(after, str):
        return True
    wait = quantities.duration(after)
    return not wait.amount or (not wait.business and wait <= limit)


def _first_level(escalation: Entity) -> Mapping[str, Any]:
    level: Mapping[str, Any] = escalation.get("steps")[0]
    return level


def _find_gap(policy: Policy, escalation: Entity, duties: Sequence[Duty]) -> Hit | None:
    """Return when no level calls anybody; None where at all times somebody may be called."""
    named = dict.fromkeys(each for duty in duties for each in duty.reached)
    teams = [team for each in named if (team := policy.find("team", each)) is not None]
    kept = [(team, known) for team in teams if (known := policy.hours(team, "open")) is not None]
    hours = [each for _, each in kept]
    if len(hours) != len(named):
        return None
    gaps = find_gaps(hours, policy)
    in_turns = gaps is None
    if gaps is None:
        sure = [each for team, each in kept if not has_empty_turn(team)]
        gaps = find_gaps(sure, policy) if len(sure) < len(kept) else None
    if gaps is None:
        return None
    office = _is_office(hours) and all(each.called == each.reached for each in duties)
    case = "turn" if in_turns else "office" if office else "gap"
    return build_hit(
        escalation,
        *("steps", duties[0].number, "to"),
        facts={
            "alarms": _list_alarms(escalation),
            "gaps": gaps.text,
            "share": write_share(gaps.share),
            "staffed": " and ".join([*map(_write_work, kept), *_list_deserted(policy, duties)]),
        },
        key=("gap",),
        case=case,
        severity="info" if case == "office" else "warning",
        related=tuple((team.at("open"), f"{team.id}: {each}") for team, each in kept),
    )  # fmt: skip


def _write_work(kept: tuple[Entity, Hours]) -> str:
    team, hours = kept
    empty = ", with turns that are nobody's" if has_empty_turn(team) else ""
    when = str(hours) if hours.weekly else "on some days only"
    return f"{team.id} works {when}{empty}"


def _list_deserted(policy: Policy, duties: Sequence[Duty]) -> list[str]:
    """Return in words the teams that are called and in which nobody works."""
    called = dict.fromkeys(each for duty in duties for each in duty.called)
    teams = [team for each in called if (team := deserted_team(policy, each)) is not None]
    return [name_idle(team.id, idle(policy, team)) for team in teams]


def find_gaps(hours: Sequence[Hours], policy: Policy) -> Gaps | None:
    """Return the minutes of the year ahead at which none of these hours holds; None without any."""
    zones = [each.zone for each in hours if each.zone is not None]
    asked = Hours(ALWAYS, zones[0] if zones else policy.zone)
    placed = answers_in_one_zone(asked, tuple(dict.fromkeys(hours)))
    if placed is None:
        return None
    asked, answers = placed
    found = coverage_gaps.answer_gaps(asked, answers, Reply(answers, 0), policy.today, SPAN)
    return found if found.minutes > REPEATED else None


def _is_office(hours: Sequence[Hours]) -> bool:
    """Whether somebody is there on every working day, and never in the small hours."""
    if len({each.zone for each in hours}) > 1:
        return False
    weeks = [each.weekly for each in hours]
    nights = [(day * DAY + NIGHT[0], day * DAY + NIGHT[1]) for day in range(7)]
    days = [[(day * DAY, (day + 1) * DAY)] for day in range(5)]
    present = all(any(intersect(week, day) for week in weeks) for day in days)
    return present and not any(intersect(week, nights) for week in weeks)
