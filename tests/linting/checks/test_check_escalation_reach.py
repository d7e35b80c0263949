"""Escalations that call nobody: never, at a level, or at times, counted minute by minute."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import TODAY, network, policy

from cxlint.calendar.opening_hours import Hours, weekly
from cxlint.calendar.weekly_hours import hours_of_exception
from cxlint.linting.checks.hours.escalation_reach import REPEATED, SPAN, escalation_reach, find_gaps

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]
WEEKS = ["24x7", "Mon-Fri 09:00-17:00", "daily 08:00-20:00", "daily 20:00-08:00",
         "Sat,Sun 00:00-24:00", "Mon 08:00-16:00", "Fri 18:30-08:00"]  # fmt: skip


def hits(text: str) -> list[tuple[str, str, str]]:
    return [
        (hit.entity, hit.case, hit.severity or "error")
        for hit in escalation_reach(network(text), soon="1 hour")
    ]


def escalation(*levels: str, teams: str) -> list[tuple[str, str]]:
    steps = ", ".join(levels)
    return [
        each[1:] for each in hits(f"teams: {{{teams}}}\nescalations: {{e: {{steps: [{steps}]}}}}")
    ]


NOW = "after: immediately"
ALWAYS, NEVER, DAYS = 'a: {open: "24x7"}', "z: {seats: 0}", "d: {open: Mon-Fri 09:00-17:00}"
NIGHTS = "n: {open: daily 20:00-08:00}"


@pytest.mark.parametrize(
    ("levels", "teams", "said"),
    [
        (["to: z"], NEVER, ("", "error")),
        (["to: [z]", "to: z"], NEVER, ("", "error")),
        (["to: z"], "z: {open: closed}", ("", "error")),
        (["to: nobody"], NEVER, ("silenced", "warning")),
        (["to: []"], NEVER, ("silenced", "warning")),
        (["to: a", "to: z"], f"{ALWAYS}, {NEVER}", ("level", "warning")),
        (["to: z", "to: Ann"], NEVER, ("level", "warning")),
        (["to: n"], NIGHTS, ("gap", "warning")),
        (["to: n", "to: d"], f"{NIGHTS}, {DAYS}", ("gap", "warning")),
        (["to: [n, d]"], f"{NIGHTS}, {DAYS}", ("gap", "warning")),
        (["to: d"], DAYS, ("office", "info")),
        (["to: d", "to: z"], f"{DAYS}, {NEVER}", ("gap", "warning")),
        (["to: t"], 't: {open: "24x7", roster: [Ana, nobody]}', ("turn", "warning")),
        (
            ["to: t", "to: n"],
            f'{NIGHTS}, t: {{open: "24x7", roster: [Ana, none]}}',
            ("turn", "warning"),
        ),
        (["to: w"], "w: {open: Mon-Sat 00:00-24:00}", ("gap", "warning")),
    ],
)
def test_nobody_is_called(levels: list[str], teams: str, said: tuple[str, str]) -> None:
    assert escalation(*(f"{{{NOW}, {each}}}" for each in levels), teams=teams) == [said]


@pytest.mark.parametrize(
    ("levels", "teams"),
    [
        ([f"{{{NOW}, to: a}}"], ALWAYS),
        ([f"{{{NOW}, to: [a, t]}}"], f'{ALWAYS}, t: {{open: "24x7", roster: [Ana, nobody]}}'),
        ([f"{{{NOW}, to: n}}", f"{{{NOW}, to: Ann}}"], NIGHTS),
        ([f"{{{NOW}, to: n}}", f"{{{NOW}, to: m}}"], f"{NIGHTS}, m: {{open: daily 08:00-20:00}}"),
        ([f"{{{NOW}, to: n}}", f"{{{NOW}, to: u}}"], f"{NIGHTS}, u: {{seats: 3}}"),
        ([f"{{{NOW}, to: n}}", "{after: 5 minutes}"], NIGHTS),  # it is not said whom
        (["{after: 2 days, to: n}"], NIGHTS),  # cases that grow old
        (["{after: 30 business minutes, to: n}"], NIGHTS),
    ],
)
def test_somebody_is_or_may_be_called(levels: list[str], teams: str) -> None:
    assert escalation(*levels, teams=teams) == []


def test_two_zones_follow_the_sun_but_for_the_weeks_in_which_clocks_differ() -> None:
    text = """
    schedules:
      east: {open: daily 08:00-20:00, timezone: Europe/Berlin}
      west: {open: daily 14:00-02:00, timezone: America/New_York}
    teams: {e: {open: east}, w: {open: west}}
    escalations: {x: {steps: [{after: immediately, to: [e, w]}]}}
    """
    (hit,) = escalation_reach(network(text), soon="1 hour")
    assert hit.case == "gap" and "for 3 weeks" in str(hit.facts["gaps"])


def test_a_schedule_without_anybody_that_nothing_leads_to() -> None:
    over = "rota: {open: closed, exceptions: [{from: 2019-01-01, to: 2020-01-01, open: '24x7'}]}"
    text = f"schedules: {{{over}}}\nteams: {{t: {{open: rota}}}}\n"
    assert hits(text) == [("team/t", "schedule", "warning")]
    assert hits(text.replace("2020-01-01, open", "2199-01-01, open")) == []
    assert hits(text + "channels: {c: {kind: voice, goes_to: t}}") == []
    assert hits("teams: {t: {open: closed}}") == []


def known(text: str, zone: str, until: datetime.date | None, other: str) -> Hours:
    end = (datetime.date(2020, 1, 1), until, hours_of_exception(other)) if until else None
    return Hours(weekly(text), zone, (), (end,) if end else ())


hours = st.builds(
    known,
    st.sampled_from(WEEKS),
    st.sampled_from(ZONES),
    st.sampled_from([None, datetime.date(2026, 12, 24), datetime.date(2027, 4, 2)]),
    st.sampled_from(["closed", "24x7", "Mon-Fri 22:00-06:00", "10:00-14:00"]),
)


def stepped(each: Hours, minutes: range) -> set[int]:
    """Ask the wall clock at every quarter of an hour."""
    zone, found = ZoneInfo(each.zone or "UTC"), set()
    day = datetime.timedelta(days=1)
    for minute in minutes:
        wall = datetime.datetime.fromtimestamp(minute * 60, zone)
        at = wall.hour * 60 + wall.minute
        today, before = each.hours_on(wall.date()), each.hours_on(wall.date() - day)
        if any(a <= at < b for a, b in today) or any(a <= at + 1440 < b for a, b in before):
            found.add(minute)
    return found


@settings(max_examples=12, deadline=None)
@given(st.lists(hours, min_size=1, max_size=3))
def test_gaps_are_those_that_stepping_through_the_year_finds(all_hours: list[Hours]) -> None:
    first = TODAY
    start = datetime.datetime(
        first.year, first.month, first.day, tzinfo=ZoneInfo(all_hours[0].zone)
    )
    begin = int(start.timestamp()) // 60
    end = datetime.datetime.combine(first + datetime.timedelta(days=SPAN), datetime.time(),
                                    ZoneInfo(all_hours[0].zone))  # fmt: skip
    minutes = range(begin, int(end.timestamp()) // 60, 15)
    reached = set().union(*(stepped(each, minutes) for each in all_hours))
    missed = (len(minutes) - len(reached)) * 15
    found = find_gaps(all_hours, policy("{}"))
    assert (found.minutes if found else 0) == (missed if missed > REPEATED else 0)
