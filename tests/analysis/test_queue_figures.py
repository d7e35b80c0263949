"""Loads, waits and people needed, of policies whose answers are known or worked out by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.algorithms.erlang import Demand, ImpatientLine, PatientLine
from cxlint.analysis import queue_figures
from cxlint.analysis.queues import measures
from cxlint.analysis.queues.lines import UnknownFigureError
from cxlint.analysis.subject import Subject

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "numbers"

HOTLINE = """
channels:
  hotline:
    {kind: voice, open: 24x7, goes_to: %s, respond: {within: 20s, for: 80%%},
     load: {contacts: 100, per: 30 minutes, handling_time: 3 minutes}}
"""


def answers(*files):
    return {each.name: each for each in queue_figures.list_quantities(Subject(network(*files)))}


def asked(name, *files):
    found = queue_figures.find_quantity(Subject(network(*files)), name)
    assert found is not None
    return found


def staffed_cases():
    if not CASES.is_dir():
        return []
    return sorted(
        path.parent
        for path in CASES.glob("*/expect.json")
        if json.loads(path.read_text())["kind"] == "staffing"
    )


@pytest.mark.parametrize("pairs", [[], [(1, 0), (2, 0)]])
def test_there_is_no_mean_where_nobody_comes(pairs):
    with pytest.raises(UnknownFigureError, match="nobody comes"):
        measures._mean(pairs)


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not beside this checkout")
@pytest.mark.parametrize("case", staffed_cases(), ids=lambda case: case.name)
def test_policies_with_exact_answers(case):
    files = sorted((case / "policy").rglob("*.yaml"))
    subject = Subject(network(*(path.read_text() for path in files)))
    for expected in json.loads((case / "expect.json").read_text())["expect"]:
        value = queue_figures.find_quantity(subject, expected["quantity"]).value
        right = expected["value"]
        if isinstance(right, dict):
            assert float(value) == pytest.approx(
                right["decimal"], abs=max(expected["tolerance"], 1e-9)
            )
        else:
            assert value == right


def level(seats, load=10.0, handling=180.0, within=20.0):
    return PatientLine(seats, load, handling).answered_within(within)


# --- several teams


def test_teams_that_can_each_settle_everything_are_one_line():
    found = answers(
        HOTLINE % "[north, south]", "teams: {north: {seats: 6, closes: all}, south: {seats: 8}}"
    )
    assert found["channel.hotline.service_level"].value == pytest.approx(level(14))
    assert found["channel.hotline.seats"].value == 14
    assert "one line" in found["channel.hotline.service_level"].reading


def test_an_overflow_takes_from_the_same_line():
    overflow = HOTLINE.replace("goes_to: %s", "goes_to: %s, then: south")
    found = answers(overflow % "north", "teams: {north: {seats: 6}, south: {seats: 8}}")
    assert found["channel.hotline.service_level"].value == pytest.approx(level(14))
    assert found["team.north.seats"].value == 6


def test_of_teams_that_cannot_the_split_is_unknown():
    found = answers(
        HOTLINE % "[north, south]",
        "teams: {north: {seats: 12, closes: [bill]}, south: {seats: 14, closes: all}}",
        "intents: {bill: {start: hotline}, move: {start: hotline}}",
    )
    whole = found["channel.hotline.service_level"]
    assert whole.value is None
    assert "not stated" in whole.why
    assert whole.maximum == pytest.approx(level(26))
    assert whole.minimum == pytest.approx(level(12))
    assert found["channel.hotline.service_level.min"].value == whole.minimum
    assert found["channel.hotline.service_level.max"].value == whole.maximum


def test_a_split_that_may_overwhelm_one_team_answers_nobody_in_time_at_worst():
    found = answers(
        HOTLINE % "[north, south]",
        "teams: {north: {seats: 5, closes: none}, south: {seats: 9, closes: all}}",
        "intents: {bill: {start: hotline}}",
    )
    whole = found["channel.hotline.service_level"]
    assert whole.minimum == 0
    assert whole.maximum == pytest.approx(level(14))
    assert found["channel.hotline.target_met"].value is None


def test_stated_shares_are_lines_of_their_own():
    found = answers(
        HOTLINE % "[{goes_to: north, share: 60%}, {goes_to: south, share: 40%}]",
        "teams: {north: {seats: 8}, south: {seats: 6}}",
    )
    assert found["team.north.load_erlang"].value == 6
    assert found["team.south.load_erlang"].value == 4
    mean = 0.6 * level(8, 6.0) + 0.4 * level(6, 4.0)
    assert found["channel.hotline.service_level"].value == pytest.approx(mean)


def test_a_menu_divides_as_its_choices_say():
    menu = """
steps:
  menu:
    kind: menu
    options:
      - {say: bills, goes_to: north, share: 25%}
      - {say: the rest, goes_to: south}
"""
    found = answers(HOTLINE % "menu", menu, "teams: {north: {seats: 4}, south: {seats: 10}}")
    assert found["team.north.load_erlang"].value == Fraction(5, 2)
    assert found["team.south.load_erlang"].value == Fraction(15, 2)


def test_a_menu_without_shares_leaves_loads_between_nothing_and_all():
    menu = """
steps:
  menu: {kind: menu, options: [{say: a, goes_to: north}, {say: b, goes_to: south}]}
"""
    found = answers(HOTLINE % "menu", menu, "teams: {north: {seats: 14}, south: {seats: 15}}")
    load = found["team.north.load_erlang"]
    assert load.value is None
    assert (load.minimum, load.maximum) == (0, 10)
    whole = found["channel.hotline.service_level"]
    assert whole.minimum == pytest.approx(level(14))
    assert whole.maximum > level(15)


def test_the_best_split_of_a_menu_is_found_between_its_ends():
    menu = """
steps:
  menu: {kind: menu, options: [{say: a, goes_to: north}, {say: b, goes_to: south}]}
"""
    found = asked("channel.hotline.service_level.max", HOTLINE % "menu", menu,
                  "teams: {north: {seats: 6}, south: {seats: 9}}")  # fmt: skip
    shares = [n / 10_000 for n in range(1, 10_000) if n < 6_000 and 10_000 - n < 9_000]
    best = max(p * level(6, 10 * p) + (1 - p) * level(9, 10 * (1 - p)) for p in shares)
    assert found.value == pytest.approx(best, abs=1e-7)
    assert found.value >= best


def test_what_a_menu_settles_by_itself_leaves_more_time_for_the_rest():
    menu = """
steps:
  menu: {kind: menu, options: [{say: a, goes_to: north}, {say: b, goes_to: resolved}]}
"""
    found = answers(HOTLINE % "menu", menu, "teams: {north: {seats: 12}}")
    whole = found["channel.hotline.service_level"]
    assert (whole.minimum, whole.maximum) == (pytest.approx(level(12)), pytest.approx(1))
    known = menu.replace("resolved}", "resolved, share: 20%}")
    found = answers(HOTLINE % "menu", known, "teams: {north: {seats: 12}}")
    assert found["channel.hotline.service_level"].value == pytest.approx(level(12, 8.0))


def test_of_three_unknown_ways_only_the_loads_are_known():
    menu = """
steps:
  menu:
    kind: menu
    options: [{say: a, goes_to: a}, {say: b, goes_to: b}, {say: c, goes_to: c, share: 10%},
              {say: d, goes_to: d}]
"""
    teams = "teams: {a: {seats: 9}, b: {seats: 9}, c: {seats: 9}, d: {seats: 9}}"
    found = answers(HOTLINE % "menu", menu, teams)
    assert (found["team.a.load_erlang"].minimum, found["team.a.load_erlang"].maximum) == (0, 9)
    assert found["team.c.load_erlang"].value == 1
    assert found["channel.hotline.service_level"].value is None
    assert "not stated" in found["channel.hotline.service_level"].why


def test_the_shares_of_contact_reasons_divide_a_menu():
    menu = """
steps:
  menu:
    kind: menu
    options:
      - {say: bills, goes_to: north, intents: [bill]}
      - {say: faults, goes_to: south, intents: [fault]}
intents: {bill: {start: hotline, share: 10%}, fault: {start: hotline, share: 30%}}
"""
    found = answers(HOTLINE % "menu", menu, "teams: {north: {seats: 4}, south: {seats: 10}}")
    assert found["team.north.load_erlang"].value == Fraction(5, 2)
    assert found["team.south.load_erlang"].value == Fraction(15, 2)


def test_several_channels_of_one_team_are_one_line():
    chats = """
channels:
  chat:
    {kind: chat, open: 24x7, goes_to: care, respond: {within: 1 minute, for: 90%},
     load: {contacts: 60, per: 1 hour, handling_time: 10 minutes}}
"""
    found = answers(HOTLINE % "care", chats, "teams: {care: {seats: 25}}")
    load, contacts = 20, 260  # 10 of calls and 10 of chats; 200 and 60 an hour
    assert found["team.care.load_erlang"].value == load
    assert found["channel.chat.load_erlang"].value == load
    handling = load * 3600 / contacts
    line = PatientLine(25, load, handling)
    assert found["channel.hotline.service_level"].value == pytest.approx(line.answered_within(20))
    assert found["channel.chat.service_level"].value == pytest.approx(line.answered_within(60))
    assert "approximation" in found["channel.chat.service_level"].reading


def test_a_person_who_chats_with_two_at_once():
    chats = """
channels:
  chat:
    {kind: chat, open: 24x7, goes_to: care, respond: 30s, at_once: 2,
     load: {contacts: 60, per: 1 hour, handling_time: 10 minutes}}
teams: {care: {seats: 6}}
"""
    found = answers(chats)
    assert found["channel.chat.load_erlang"].value == 5
    assert found["channel.chat.occupancy"].value == Fraction(5, 6)
    line = PatientLine(12, 10, 600)
    assert found["channel.chat.service_level"].value == pytest.approx(line.answered_within(30))


def test_who_leaves_a_message_waits_in_no_line():
    steps = """
steps:
  menu:
    kind: menu
    options: [{say: a person, goes_to: care, share: 70%}, {say: call me, goes_to: later}]
  later: {kind: callback, goes_to: care}
"""
    found = answers(HOTLINE % "menu", steps, "teams: {care: {seats: 12}}")
    assert found["team.care.load_erlang"].value == 7


# --- hours


NIGHT = """
organization: {name: T, timezone: America/Chicago}
channels:
  line:
    {kind: voice, open: 24x7, goes_to: [day, night], respond: {within: 20s, for: 80%},
     load: {contacts: 90, per: 1 hour, handling_time: 7 minutes, patience: 4 minutes}}
teams:
  day: {open: daily 07:00-22:00, seats: 25}
  night: {open: daily 22:00-07:00, seats: 4}
"""


def test_a_night_of_four_people_is_told_apart_from_the_day():
    found = answers(NIGHT)
    assert found["channel.line.p_abandon.22-07"].value == pytest.approx(0.62, abs=0.005)
    assert found["channel.line.service_level.22-07"].value == pytest.approx(0.04, abs=0.005)
    assert found["channel.line.seats_needed.22-07"].value == 13
    assert found["channel.line.service_level.07-22"].value > 0.999
    assert found["channel.line.target_met"].value is False
    seats = found["channel.line.seats"]
    assert (seats.value, seats.minimum, seats.maximum) == (None, 4, 25)
    day, night = ImpatientLine(25, 10.5, 420, 240), ImpatientLine(4, 10.5, 420, 240)
    whole = (15 * day.answered_within(20) + 9 * night.answered_within(20)) / 24
    assert found["channel.line.service_level.week"].value == pytest.approx(whole)


def test_hours_are_asked_for_by_the_clock_of_the_place():
    assert asked("channel.line.seats.Tue 23-24", NIGHT).value == 4
    assert asked("channel.line.seats.Mon-Fri 08:30-12", NIGHT).value == 25
    assert asked("channel.line.seats.when it rains", NIGHT).value is None


def test_a_desk_in_another_zone_is_there_when_its_own_clock_says():
    found = asked(
        "channel.line.seats.Mon 18-24",
        """
organization: {name: T, timezone: Europe/Madrid}
schedules: {coast: {open: Mon-Fri 09:00-17:00, timezone: America/Los_Angeles}}
channels:
  line:
    {kind: voice, open: 24x7, goes_to: [madrid, coast-desk], respond: 20s,
     load: {contacts: 10, per: 1 hour, handling_time: 6 minutes}}
teams: {madrid: {open: Mon-Fri 09:00-18:00, seats: 3}, coast-desk: {open: coast, seats: 2}}
""",
    )
    # 09:00 in Los Angeles is 18:00 in Madrid, also in the week after both have changed clocks.
    assert found.value == 2


def test_a_days_contacts_are_spread_over_the_hours_of_that_day():
    policy = """
channels:
  line:
    {kind: voice, open: "Mon-Fri 09:00-19:00, Sat 10:00-14:00", goes_to: care, respond: 20s,
     load: {contacts: 200, per: 1 day, handling_time: 3 minutes}}
teams: {care: {open: 24x7, seats: 5}}
"""
    assert asked("channel.line.load_erlang.Mon 10-11", policy).value == 1
    assert asked("channel.line.load_erlang.Sat 10-11", policy).value == Fraction(5, 2)
    assert asked("channel.line.load_erlang", policy).value == Fraction(50 + 10, 54)


@pytest.mark.parametrize(
    ("load", "erlang"),
    [
        ("contacts: 1200, per: 1 week", Fraction(1200 * 3, 60 * 60)),
        ("contacts: 20, per: 1 hour", 1),
        ("contacts: 240, per: 1 business day", 1),
        ("contacts: 2.5, per: 15 minutes", Fraction(1, 2)),
    ],
)
def test_loads_in_other_units(load, erlang):
    found = answers(f"""
channels:
  line:
    {{kind: in_person, open: Mon-Fri 08:00-20:00, goes_to: care, respond: 20s,
     load: {{{load}, handling_time: 180 seconds}}}}
teams: {{care: {{open: Mon-Fri 08:00-20:00, seats: 3}}}}
""")
    assert found["channel.line.load_erlang"].value == erlang


def test_a_profile_says_when_they_come():
    policy = """
channels:
  line:
    {kind: voice, open: Mon-Fri 08:00-18:00, goes_to: care, respond: 20s,
     load: {contacts: 1000, per: 1 week, handling_time: 6 minutes,
            profile: [{hours: Mon 08:00-12:00, share: 40%}]}}
teams: {care: {open: Mon-Fri 08:00-18:00, seats: 12}}
"""
    assert asked("channel.line.load_erlang.Mon 08-12", policy).value == 10
    assert asked("channel.line.load_erlang.Tue 08-12", policy).value == Fraction(600, 460)


def test_who_comes_while_nobody_works_is_not_answered():
    policy = """
channels:
  line:
    {kind: voice, open: 24x7, goes_to: care, respond: {within: 20s, for: 80%},
     load: {contacts: 100, per: 30 minutes, handling_time: 3 minutes}}
teams: {care: {open: daily 08:00-20:00, seats: 14}}
"""
    assert asked("channel.line.service_level", policy).value == pytest.approx(level(14))
    assert asked("channel.line.service_level.08-20", policy).value == pytest.approx(level(14))
    week = asked("channel.line.service_level.week", policy)
    assert week.value == pytest.approx(level(14) / 2)
    assert "while nobody works" in week.reading
    assert asked("channel.line.service_level.20-08", policy).value == 0
    assert asked("channel.line.target_met.week", policy).value is False
    assert asked("channel.line.p_wait.20-08", policy).value is None


# --- targets and people


def test_posts_are_people_less_those_who_are_away():
    found = answers(HOTLINE % "care", "teams: {care: {posts: 19, shrinkage: 30%}}")
    assert found["channel.hotline.seats"].value == 13
    assert found["channel.hotline.service_level"].value == pytest.approx(level(13))
    unknown = answers(HOTLINE % "care", "teams: {care: {posts: 19}}")
    assert unknown["channel.hotline.service_level"].value is None
    assert "shrinkage" in unknown["channel.hotline.service_level"].why
    assert unknown["channel.hotline.seats_needed"].value == 14


def test_a_target_over_those_served():
    policy = """
channels:
  line:
    {kind: voice, open: 24x7, goes_to: care, respond: {within: 20s, for: 88%%%s},
     load: {contacts: 100, per: 30 minutes, handling_time: 3 minutes, patience: 5 minutes}}
teams: {care: {seats: 13}}
"""
    every, served = answers(policy % ""), answers(policy % ", of: served")
    assert every["channel.line.service_level"].value == pytest.approx(0.8582, abs=5e-5)
    assert every["channel.line.target_met"].value is False
    assert served["channel.line.service_level"].value == pytest.approx(0.8801, abs=5e-5)
    assert served["channel.line.target_met"].value is True


def test_those_who_call_again_make_a_line_longer():
    policy = """
channels:
  line:
    {kind: voice, open: 24x7, goes_to: care, respond: 20s,
     load: {contacts: 90, per: 1 hour, handling_time: 7 minutes, patience: 4 minutes%s}}
teams: {care: {seats: 9}}
"""
    once = answers(policy % "")["channel.line.service_level"].value
    again = answers(policy % ", calls_again: 50%")["channel.line.service_level"].value
    assert again == pytest.approx(Demand(10.5, 420, 240, 0.5).line(9).answered_within(20))
    assert again < once


def test_what_is_not_stated_is_said():
    found = answers(HOTLINE % "care", "teams: {care: {open: 24x7}}")
    assert found["channel.hotline.service_level"].value is None
    assert "how many people work in care" in found["channel.hotline.service_level"].why
    no_time = HOTLINE.replace(", handling_time: 3 minutes", "") % "care"
    assert "is not stated" in answers(no_time, "teams: {care: {}}")["team.care.load_erlang"].why
    theirs = answers(no_time, "teams: {care: {handling_time: 6 minutes}}")
    assert theirs["team.care.load_erlang"].value == 20


def test_a_promise_of_every_call_takes_more_people_than_there_are():
    policy = HOTLINE.replace("for: 80%", "for: 100%") % "care"
    found = answers(policy, "teams: {care: {seats: 30}}")
    assert found["channel.hotline.seats_needed"].value is None
    assert found["channel.hotline.target_met"].value is False


def test_a_channel_that_states_no_load_is_named_beside_the_sum():
    found = answers(
        HOTLINE % "care", "channels: {chat: {kind: chat, goes_to: care}}", "teams: {care: {}}"
    )
    parts = [part.text for part in found["channel.hotline.load_erlang"].parts]
    assert "hotline: 100 contacts per 30 minutes" in parts
    assert any("chat does not say how many contacts arrive" in part for part in parts)


# --- mail


def test_mail_takes_the_time_that_calls_leave():
    found = answers("""
channels:
  line:
    {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: desk, respond: 20s,
     load: {contacts: 10, per: 1 hour, handling_time: 6 minutes}}
  mailbox:
    {kind: email, goes_to: desk, respond: {within: 1 business day, for: 95%},
     load: {contacts: 600, per: 1 week, handling_time: 6 minutes}}
teams: {desk: {open: Mon-Fri 09:00-17:00, seats: 3}}
""")
    # 24 hours of people a day, 8 of them at the telephone; 60 hours of letters in five days.
    assert found["channel.mailbox.capacity_hours_per_day"].value == 16
    assert found["channel.mailbox.work_hours_per_day"].value == 12
    assert found["channel.mailbox.utilization"].value == Fraction(3, 4)
    assert found["channel.mailbox.stable"].value is True
    assert found["channel.mailbox.tight"].value is False
    assert found["channel.mailbox.target_met"].value is True
    assert found["channel.mailbox.seats_needed"].value == 3


def test_letters_of_seven_days_are_worked_off_in_five():
    found = answers("""
channels:
  letters:
    {kind: post, goes_to: desk, respond: 2 business days,
     load: {contacts: 100, per: 1 day, handling_time: 12 minutes}}
teams: {desk: {open: Mon-Fri 08:00-16:00, seats: 4, shrinkage: 20%}}
""")
    assert found["channel.letters.work_hours_per_day"].value == 28
    assert found["channel.letters.utilization"].value == Fraction(7, 8)
    assert found["channel.letters.tight"].value is True
    assert found["channel.letters.seats_needed"].value == 4
    assert found["channel.letters.scheduled_needed"].value == 5
    assert found["channel.letters.target.for"].value == 1


def test_forms_that_two_desks_share():
    found = answers("""
channels:
  form:
    {kind: web_form, goes_to: [east, west], respond: 1 business day,
     load: {contacts: 96, per: 1 business day, handling_time: 10 minutes}}
teams: {east: {open: Mon-Fri 09:00-17:00, seats: 1}, west: {open: Mon-Fri 09:00-17:00, seats: 1}}
""")
    assert found["team.east.utilization"].value == 1
    assert found["channel.form.stable"].value is False
    assert found["channel.form.seats_needed"].value == 3


def test_a_bound_that_ends_before_the_desk_opens_is_late_whoever_works():
    found = answers("""
channels:
  mailbox:
    {kind: email, goes_to: desk, respond: {within: 4 hours, for: 95%},
     load: {contacts: 10, per: 1 day, handling_time: 6 minutes}}
teams: {desk: {open: Mon-Fri 09:00-17:00, seats: 3}}
""")
    assert found["channel.mailbox.target_met"].value is False
    assert "closed for too long" in found["channel.mailbox.target_met"].reading


# --- partners


def test_of_a_partner_is_said_which_promise_binds():
    found = answers("""
teams:
  bare: {party: partner, ola: {resolution: 3 days}}
  tight: {party: partner, ola: {resolution: 3 days}, contract: {resolution: 5 days}}
  kept: {party: partner, ola: {resolution: 5 days}, contract: {resolution: 5 days}}
  ours: {ola: {resolution: 3 days}}
""")
    assert "no contract backs" in found["team.bare.note"].value
    assert "tighter" in found["team.tight.note"].value
    assert {"team.kept.note", "team.ours.note"}.isdisjoint(found)


def test_how_much_time_a_desk_has_is_not_known_where_nobody_says_when_it_works():
    found = answers("""
channels:
  mailbox:
    {kind: email, goes_to: desk, load: {contacts: 10, per: 1 day, handling_time: 6 minutes}}
teams: {desk: {seats: 3}}
""")
    assert found["channel.mailbox.utilization"].value is None
    assert "when desk works" in found["channel.mailbox.utilization"].why


# --- closing


OFFICE = """
channels: {mailbox: {kind: email, goes_to: desk, respond: 1 hour}}
teams: {desk: {open: Mon-Fri 09:00-17:00}}
"""


def test_an_office_is_closed_for_three_quarters_of_the_week():
    found = answers(OFFICE)
    assert float(found["channel.mailbox.closed_share"].value) == pytest.approx(0.761905, abs=5e-7)
    waits = "channel.mailbox.wait_to_open"
    assert float(found[f"{waits}.expected_hours"].value) == pytest.approx(15.2381, abs=5e-5)
    assert found[f"{waits}.given_closed_hours"].value == 20
    miss = "channel.mailbox.unavoidable_miss_share"
    assert found[miss].value == Fraction(123, 168)
    for length, share in (("4 hours", 0.642857), ("24 hours", 0.238095), ("48 hours", 0.095238)):
        assert float(asked(f"{miss}.{length}", OFFICE).value) == pytest.approx(share, abs=5e-7)


def test_a_line_from_eight_to_eight_is_closed_for_half_the_week():
    line = "channels: {line: {kind: voice, open: daily 08:00-20:00, respond: 1 hour}}"
    found = answers(line)
    assert found["channel.line.closed_share"].value == Fraction(1, 2)
    assert found["channel.line.wait_to_open.expected_hours"].value == 3
    assert float(found["channel.line.unavoidable_miss_share"].value) == pytest.approx(
        0.458333, abs=5e-7
    )


# --- the same said otherwise


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 60), st.integers(1, 12), st.integers(2, 15), st.booleans())
def test_a_load_in_halves_of_time_and_in_two_channels_is_the_same(
    contacts, minutes, seats, patient
):
    patience = ", patience: 3 minutes" if patient else ""

    def made(*channels):
        listed = "\n".join(
            f"  {id_}: {{kind: voice, open: 24x7, goes_to: care, respond: 20s, load: {{contacts:"
            f" {count}, per: {per}, handling_time: {minutes} minutes{patience}}}}}"
            for id_, count, per in channels
        )
        return answers(f"channels:\n{listed}\nteams: {{care: {{seats: {seats}}}}}")

    whole = made(("line", contacts * 2, "1 hour"))
    for other in (
        made(("line", contacts, "30 minutes")),
        made(("b", contacts, "1 hour"), ("a", contacts, "1 hour")),
        made(("line", contacts * 48, "1 day")),
    ):
        for ending in ("load_erlang", "service_level", "seats_needed", "p_abandon"):
            ours, theirs = (each[f"team.care.{ending}"].value for each in (whole, other))
            assert ours == (None if theirs is None else pytest.approx(theirs))


# --- hour by hour, counted another way

AHEAD = {"Europe/Berlin": 1, "America/Chicago": -6, "Asia/Tokyo": 9, "UTC": 0}
"""Hours by which these clocks are ahead in the first week of November 2026."""
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

hours_of_a_place = st.tuples(
    st.integers(0, 4), st.integers(0, 2), st.integers(0, 14), st.integers(4, 9),
    st.sampled_from(sorted(AHEAD)),
)  # fmt: skip


def hours_text(first, more, begin, lasting, zone):
    last = NAMES[first + more]
    return (
        f"{{open: {NAMES[first]}-{last} {begin:02}:00-{begin + lasting:02}:00, timezone: {zone}}}"
    )


def hours_open(first, more, begin, lasting, zone):
    """Return the hours of the week, counted in UTC, at which a place is open."""
    return {
        (day * 24 + hour - AHEAD[zone]) % 168
        for day in range(first, first + more + 1)
        for hour in range(begin, begin + lasting)
    }


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(hours_of_a_place, st.integers(1, 40), st.integers(2, 9), st.booleans()),
             min_size=1, max_size=3),
    st.tuples(hours_of_a_place, st.integers(1, 9), st.integers(1, 9)),
)  # fmt: skip
def test_weeks_counted_hour_by_hour(channels, people):
    (first, more, begin, lasting, zone), seats_of_one, seats_of_two = people
    # The second team works in the first half of the first one's day.
    teams = [(people[0], seats_of_one), ((first, more, begin, lasting // 2, zone), seats_of_two)]
    made = ["schedules:"]
    made += [f"  c{n}: {hours_text(*each[0])}" for n, each in enumerate(channels)]
    made += [f"  t{n}: {hours_text(*each[0])}" for n, each in enumerate(teams)]
    made += ["channels:"]
    made += [
        f"  line{n}: {{kind: voice, open: c{n}, goes_to: [one, two], respond: 30s, load: "
        f"{{contacts: {count}, per: {'1 day' if daily else '1 hour'}, handling_time: {minutes} "
        "minutes, patience: 2 minutes}}"
        for n, (_, count, minutes, daily) in enumerate(channels)
    ]
    made += ["teams:"]
    made += [
        f"  {name}: {{open: t{n}, seats: {teams[n][1]}, closes: all}}"
        for n, name in enumerate(("one", "two"))
    ]
    came = answered = load_hours = hours = 0.0
    for hour in range(168):
        seats = sum(count for place, count in teams if hour in hours_open(*place))
        rates = {
            n: Fraction(count, place[3] if daily else 1)
            for n, (place, count, _, daily) in enumerate(channels)
            if hour in hours_open(*place)
        }
        if not seats or not rates:
            continue
        erlang = sum(rate * channels[n][2] / 60 for n, rate in rates.items())
        contacts = sum(rates.values())
        line = ImpatientLine(seats, float(erlang), float(erlang / contacts * 3600), 120.0)
        came += float(contacts)
        answered += float(contacts) * line.answered_within(30)
        load_hours, hours = load_hours + float(erlang), hours + 1
    text = "\n".join(made) + "\n"
    assume(came)
    assert float(asked("team.one.load_erlang", text).value) == pytest.approx(load_hours / hours)
    whole = asked("team.one.service_level.week", text).value
    assert whole == pytest.approx(answered / came, abs=1e-9)
