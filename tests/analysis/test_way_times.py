"""Times of ways against promises: worked out by hand, by brute force, and the shared cases."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.analysis.quantity import UNLIMITED, Quantity
from cxlint.analysis.subject import Subject
from cxlint.analysis.times.intent_times import times_of
from cxlint.analysis.way_times import find_quantity, list_quantities
from cxlint.calendar.deadlines import add_business
from cxlint.calendar.opening_hours import Hours, weekly
from cxlint.errors import UserError
from cxlint.graph.builder import build
from cxlint.parsing import document
from cxlint.policy import linker
from cxlint.values.quantities import duration, duration_range

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "numbers"
DAY = datetime.date(2026, 11, 29)
BERLIN = ZoneInfo("Europe/Berlin")

BASE = """
organization: {name: Testbed, currency: EUR, timezone: Europe/Berlin}
schedules:
  office: {open: Mon-Fri 09:00-18:00, holidays: DE}
  short: {open: Mon-Thu 10:00-15:00}
systems: {desk: {kind: cases}}
"""


def subject(*texts: str, day: datetime.date = DAY) -> Subject:
    documents = [
        each
        for number, text in enumerate(texts)
        for each in document.parse(f"{number}.yaml", text.encode())
    ]
    return Subject(build(linker.assemble(documents, day)))


def figures(*texts: str) -> dict[str, Quantity]:
    return {each.name: each for each in list_quantities(subject(*texts))}


def asked(name: str, *texts: str) -> Any:
    found = find_quantity(subject(*texts), name)
    assert found is not None
    return found.value


# The shared cases, of which only the quantities of times are asked here.


def shared() -> list[tuple[str, dict[str, Any]]]:
    if not CASES.exists():
        return []
    found = []
    for folder in sorted(CASES.iterdir()):
        expected = folder / "expect.json"
        if expected.exists():
            told = json.loads(expected.read_text())
            if told["kind"] == "promise":
                found += [(folder.name, each) for each in told["expect"]]
    return [each for each in found if not each[1]["quantity"].startswith("ask.")]


def plain(value: Any) -> Any:
    return Fraction(value["exact"]) if isinstance(value, dict) and "exact" in value else value


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not there")
@pytest.mark.parametrize(("case", "expected"), shared())
def test_a_shared_case(case: str, expected: dict[str, Any]) -> None:
    files = sorted((CASES / case / "policy").rglob("*.yaml"))
    about = subject(*(each.read_text() for each in files))
    name = expected["quantity"]
    found = find_quantity(about, name)
    if found is None:
        found = next(each for each in list_quantities(about) if each.name == name)
    wanted = plain(expected["value"])
    if isinstance(wanted, str) and wanted[:4].isdigit():
        assert found.value == datetime.datetime.fromisoformat(wanted)
    elif isinstance(wanted, Fraction):
        assert isinstance(found.value, (Fraction, int))
        assert abs(found.value - wanted) <= Fraction(expected["tolerance"])
    else:
        assert found.value == wanted
    if wanted is None:
        assert found.why


# Chains, against every minute of the ordinary week gone through one by one.

LINK = st.tuples(
    st.sampled_from(["", "1 business day", "3 business hours", "2 days", "5 hours", "1-3 days"]),
    st.sampled_from(["", "2 business days", "1 day", "90 minutes", "6 business hours"]),
    st.sampled_from(["Mon-Fri 09:00-18:00", "Mon-Thu 10:00-15:00", "24x7", "daily 20:00-04:00"]),
)


def write_chain(links: list[tuple[str, str, str]], published: str, respond: str) -> str:
    teams = [f"  t0: {{open: '{links[0][2]}', closes: none}}"]
    handoffs = []
    for number, (wait, ola, hours) in enumerate(links, 1):
        owed = f", ola: {{resolution: {ola}}}" if ola else ""
        teams.append(f"  t{number}: {{open: '{hours}', closes: none{owed}}}")
        waits = f", wait: {wait}" if wait else ""
        handoffs.append(f"  - {{from: t{number - 1}, to: t{number}{waits}}}")
    handoffs.append(f"  - {{from: t{len(links)}, to: resolved}}")
    answers = f", respond: {{within: {respond}}}" if respond else ""
    return "\n".join([
        "organization: {name: Testbed, timezone: Europe/Berlin}",
        "channels:",
        f"  mail: {{kind: email, published: true, open: '{published}', goes_to: t0{answers}}}",
        "teams:", *teams, "handoffs:", *handoffs,
        "intents: {thing: {start: [mail], promise: 6 days}}",
    ])  # fmt: skip


def opens(moment: datetime.datetime, hours: Hours) -> datetime.datetime:
    """Return the next minute at which hours are open, minute by minute."""
    spans = [(a, b) for a, b in hours.weekly]
    while True:
        minute = moment.weekday() * 1440 + moment.hour * 60 + moment.minute
        if any(a <= minute < b for a, b in spans):
            return moment
        moment += datetime.timedelta(minutes=1)


def bound(moment: datetime.datetime, text: str, hours: Hours, *, full: bool) -> datetime.datetime:
    if not text:
        return moment
    length = duration(text)
    end = add_business(moment, length, hours)
    if not length.business:
        opening = opens(moment, hours)
        if end < opening:
            return opening
    return end if full else moment


def walked(
    start: datetime.datetime, links: list[tuple[str, str, str]], respond: str, *, full: bool
) -> datetime.datetime:
    moment = bound(start, respond, Hours(weekly(links[0][2]), "Europe/Berlin"), full=full)
    for wait, ola, text in links:
        hours = Hours(weekly(text), "Europe/Berlin")
        if wait:
            moment = add_business(moment, duration_range(wait)[int(full)], hours)
        moment = bound(moment, ola, hours, full=full)
    return moment


@settings(max_examples=40, deadline=None)
@given(
    st.lists(LINK, min_size=1, max_size=3),
    st.sampled_from(["Mon-Fri 09:00-18:00", "24x7", "Sat 10:00-12:30"]),
    st.sampled_from(["", "1 day", "4 business hours", "immediately"]),
)
def test_a_chain_takes_what_it_takes_from_some_start(
    links: list[tuple[str, str, str]], published: str, respond: str
) -> None:
    found = figures(write_chain(links, published, respond))
    if "journey.thing.elapsed.min_hours" not in found:
        assert not respond
        assert not any(wait or ola for wait, ola, _ in links)
        return
    spans = weekly(published)
    monday = datetime.datetime(2026, 11, 2, tzinfo=BERLIN)
    least: list[datetime.timedelta] = []
    most: list[datetime.timedelta] = []
    late = 0
    minutes = {m for a, b in spans for m in (*range(a, b, 30), a + 1, b - 1)}
    for minute in sorted(minutes):
        start = monday + datetime.timedelta(minutes=minute)
        least.append(walked(start, links, respond, full=False) - start)
        most.append(walked(start, links, respond, full=True) - start)
        late += most[-1] > datetime.timedelta(days=6)
    hour = datetime.timedelta(hours=1)
    low = found["journey.thing.elapsed.min_hours"].value
    high = found["journey.thing.elapsed.max_hours"].value
    assert isinstance(low, (Fraction, int))
    assert isinstance(high, (Fraction, int))
    # Only some minutes are walked: none takes less or more, and some nearly as little or much.
    assert low <= Fraction(min(least) / hour).limit_denominator(3600) <= low + 1
    assert high - 1 <= Fraction(max(most) / hour).limit_denominator(3600) <= high
    verdict = found["journey.thing.promise.verdict"].value
    share = found["journey.thing.promise.breach_share"].value
    assert isinstance(share, (Fraction, int))
    assert abs(share - Fraction(late, len(minutes))) < Fraction(1, 10)
    if min(least) > datetime.timedelta(days=7):
        assert verdict == "certain-breach"
    if max(most) > datetime.timedelta(days=6):
        assert verdict != "kept"
    if high < 6 * 24 - 2:
        assert verdict == "kept"


# Policies worked out by hand.


def chain(wait: str, promise: str, *, hours: str = "office", more: str = "") -> str:
    """Return a case that is passed on once and waits for that."""
    return f"""{BASE}
channels:
  mail: {{kind: email, published: true, open: {hours}, goes_to: care}}
teams:
  care: {{open: {hours}, closes: none}}
  finance: {{open: {hours}{more}}}
handoffs:
  - {{from: care, to: finance, carried_by: us, wait: {wait}, max_repeats: 1}}
  - {{from: finance, to: resolved}}
intents:
  refund: {{start: [mail], promise: {promise}}}
"""


def value(name: str, *texts: str) -> Any:
    found = find_quantity(subject(*texts), name)
    return figures(*texts)[name].value if found is None else found.value


def test_a_promise_that_holds_in_every_week_but_those_of_holidays() -> None:
    policy = chain("3 business days", "6 days")
    found = figures(policy)
    assert found["journey.refund.elapsed.max_hours"].value == 129
    assert found["journey.refund.promise.verdict"].value == "not-backed"
    assert found["journey.refund.promise.note_only"].value is True
    assert found["journey.refund.promise.breach_share"].value == 0
    # Thursday 09:00; Friday and Monday are holidays, and an hour is lost: Thursday a week later.
    assert value("journey.refund.elapsed.max_hours.easter", policy) == 7 * 24 + 9 - 1
    # Wednesday the 23rd at 09:00 to Tuesday the 29th at 18:00.
    assert value("journey.refund.elapsed.max_hours.christmas", policy) == 6 * 24 + 9
    assert value("journey.refund.elapsed.max_hours.over_year", policy) == 7 * 24 + 9 - 1


@pytest.mark.parametrize(
    ("wait", "promise", "verdict", "note"),
    [
        ("24 hours", "1 day", "not-backed", True),  # a day of 23 hours
        ("1 day", "24 hours", "not-backed", True),  # a day of 25 hours
        ("1 day", "1 day", "kept", False),
        ("24 hours", "24 hours", "kept", False),
        ("2-5 days", "4 days", "not-backed", False),
        ("2-5 days", "5 days", "kept", False),
        ("2-5 days", "1 day", "certain-breach", False),
        ("1 week", "7 days", "kept", False),
        ("1 month", "31 days", "kept", False),
        ("1 month", "30 days", "not-backed", False),
        ("1 month", "27 days", "certain-breach", False),
    ],
)
def test_clock_changes_ranges_and_months(wait: str, promise: str, verdict: str, note: bool) -> None:
    found = figures(chain(wait, promise, hours="24x7"))
    assert found["journey.refund.promise.verdict"].value == verdict
    assert found["journey.refund.promise.note_only"].value is note


def test_a_night_shift_belongs_to_the_day_on_which_it_began() -> None:
    policy = chain("1 business day", "9 days", hours="Mon-Fri 22:00-06:00")
    name = "due.from 2026-11-03T02:00"
    assert value(name, policy) == datetime.datetime(2026, 11, 4, 6, tzinfo=BERLIN)
    name = "due.from 2026-11-03T07:00"
    assert value(name, policy) == datetime.datetime(2026, 11, 5, 6, tzinfo=BERLIN)
    assert value("elapsed_hours.from 2026-11-03T02:00", policy) == 28


def test_what_a_team_owes_customers_bounds_its_stay_and_is_a_promise() -> None:
    policy = chain("3 days", "10 days", hours="24x7", more=", sla: {resolution: 2 days}")
    found = figures(policy)
    assert found["journey.refund.elapsed.max_hours"].value == 120
    assert found["intent.refund.promise.verdict"].value == "kept"
    assert found["journey.refund.promise.verdict"].value == "certain-breach"


def test_working_time_of_nobody_has_no_figure() -> None:
    policy = chain("2 business days", "9 days").replace("open: office, closes: none", "seats: 2")
    policy = policy.replace("finance: {open: office}", "finance: {seats: 2}")
    found = figures(policy)
    assert found["journey.refund.error"].value == "business units nobody's hours define"
    assert found["journey.refund.elapsed.max_hours"].value is None
    assert found["journey.refund.promise.verdict"].value is None
    assert "nobody states in which hours" in found["journey.refund.promise.verdict"].why


@pytest.mark.parametrize("fault", ["seats: 2", "open: closed"])
def test_what_has_no_figure_takes_none_from_those_who_do_not_come_there(fault: str) -> None:
    policy = chain("2 business days", "9 days") + "  advice: {start: [form]}\n"
    policy = policy.replace(
        "teams:", "  form: {kind: web_form, open: office, goes_to: desk}\nteams:"
    )
    policy = policy.replace("teams:", f"teams:\n  desk: {{{fault}}}\n  back: {{{fault}}}")
    policy = policy.replace(
        "handoffs:", "handoffs:\n  - {from: desk, to: back, wait: 3 business days}"
    )
    found = figures(policy)
    assert found["journey.refund.elapsed.max_hours"].value == 105
    assert found["journey.refund.promise.verdict"].value == "kept"
    assert found["journey.advice.elapsed.max_hours"].value in {None, UNLIMITED}


@pytest.mark.parametrize(("limits", "hours"), [((2, 2), 96), ((1, 2), 48), ((2, 1), 48)])
def test_a_circle_is_gone_through_as_often_as_it_may_be(
    limits: tuple[int, int], hours: int
) -> None:
    there, back = limits
    policy = f"""{BASE}
channels: {{mail: {{kind: email, open: 24x7, goes_to: care}}}}
teams: {{care: {{open: 24x7, closes: [refund]}}, partner: {{open: 24x7}}}}
handoffs:
  - {{from: care, to: partner, wait: 1 day, max_repeats: {there}}}
  - {{from: partner, to: care, wait: 24 hours, max_repeats: {back}}}
intents: {{refund: {{start: [mail], promise: 2 days}}}}
"""
    assert value("journey.refund.elapsed.max_hours", policy) == hours
    endless = policy.replace(f", max_repeats: {there}", "").replace(f", max_repeats: {back}", "")
    found = figures(endless)["journey.refund.elapsed.max_hours"]
    assert found.value == UNLIMITED
    assert "care" in found.why
    assert figures(endless)["journey.refund.promise.verdict"].value == "not-backed"


def approvals(tiers: str, route: str = "climb", worth: str = "p50: 2000 EUR") -> str:
    return f"""{BASE}
channels: {{hotline: {{kind: voice, open: Mon-Fri 09:00-18:00, goes_to: care}}}}
teams:
  care: {{open: Mon-Fri 09:00-18:00, may: {{refund: 50 EUR}}, closes: none}}
  leads: {{open: Mon-Fri 09:00-18:00}}
  board: {{open: 24x7}}
remedies:
  refund:
    asked_by: us
    route: {route}
    tiers:
      - {{by: care, up_to: 50 EUR, decides_within: immediately}}
{tiers}
intents: {{refund: {{start: [hotline], remedy: refund, value: {{{worth}}}, promise: 9 days}}}}
"""


ALL = "      - {by: [leads, board], HOW, decides_within: 2 days}"
LEADS = "      - {by: leads, up_to: 500 EUR, decides_within: 1 business day}\n"


@pytest.mark.parametrize(
    ("tiers", "route", "worth", "hours"),
    [
        (LEADS + "      - {by: board, decides_within: 2 days}", "climb", "p50: 2000 EUR", 129),
        # Straight to whoever may decide: the board for more, the leads for what is left.
        (LEADS + "      - {by: board, decides_within: 2 days}", "direct", "p50: 2000 EUR", 81),
        # Nothing is worth so much that the board is asked.
        (LEADS + "      - {by: board, decides_within: 20 days}", "climb", "max: 500 EUR", 81),
        (LEADS + "      - {by: board, decides_within: 9 days, after_remedy: true}", "climb",
         "p50: 2000 EUR", 81),
        ("      - {by: board, decides_within: 9 days, timeout: {after: 2 days, then: grant}}",
         "climb", "p50: 2000 EUR", 48),
        (ALL.replace("HOW", "need: all"), "climb", "p50: 2000 EUR", 48),
        (ALL.replace("HOW", "need: one"), "climb", "p50: 2000 EUR", 48),
        (ALL.replace("HOW", "need: all, in_turn: true"), "climb", "p50: 2000 EUR", 96),
        ("      - {by: board, decides_within: 2 business hours, open: Tue 10:00-12:00}", "climb",
         "p50: 2000 EUR", 7 * 24),
    ],
)  # fmt: skip
def test_decisions(tiers: str, route: str, worth: str, hours: int) -> None:
    assert value("journey.refund.elapsed.max_hours", approvals(tiers, route, worth)) == hours


def test_pauses_stop_the_clock_for_as_long_as_they_may() -> None:
    policy = """
organization: {name: Testbed, timezone: Europe/Berlin}
channels: {mail: {kind: email, open: 24x7, goes_to: care}}
teams: {care: {open: Mon-Fri 09:00-18:00, closes: [claim, other]}}
intents: {claim: {start: [mail]}, other: {start: [mail]}}
promises:
  days: {intents: [claim], resolution: 3 business days,
         pauses: [{on: the customer, at_most: 9 days}]}
  wall: {intents: [other], resolution: 3 days,
         pauses: [{on: customer papers, at_most: 2 days, in_all: 3 days}]}
  none: {intents: [other], resolution: 3 days}
"""

    def due(promise: str, pauses: str) -> str:
        found = value(f"deadline.promise.{promise}.start 2026-11-02T10:00{pauses}", policy)
        return f"{found:%d %H:%M}"

    assert due("days", "") == "05 18:00"
    # Within an office day nothing is lost; over two closings two days are.
    assert due("days", " pause 2026-11-03T12:00/2026-11-03T15:00") == "05 18:00"
    assert due("days", " pause 2026-11-03T12:00/2026-11-05T12:00") == "09 18:00"
    assert due("wall", " no pause") == "05 10:00"
    assert due("wall", " pause 2026-11-03T12:00/2026-11-03T15:30") == "05 13:30"
    assert due("wall", " pause 2026-11-03T12:00/2026-11-09T12:00") == "07 10:00"
    two = " pause 2026-11-03T12:00/2026-11-09T12:00 pause 2026-11-06T00:00/2026-11-08T00:00"
    assert due("wall", two) == "08 10:00"
    assert due("none", " pause 2026-11-03T12:00/2026-11-09T12:00") == "05 10:00"


@pytest.mark.parametrize(
    ("respond", "reply", "verdict"),
    [
        ("", "1 day", "not-backed"),  # mail of Friday evening
        ("", "3 days", "not-backed"),  # mail before Easter
        ("", "6 days", "kept"),
        ("3 days", "2 business days", "not-backed"),
        ("2 business days", "2 business days", "kept"),
        ("", "4 business hours", "kept"),
    ],
)
def test_a_promise_of_a_first_reply(respond: str, reply: str, verdict: str) -> None:
    answer = f", respond: {{within: {respond}}}" if respond else ""
    policy = f"""{BASE}
channels: {{mail: {{kind: email, open: 24x7, goes_to: care{answer}}}}}
teams: {{care: {{open: office, closes: [refund]}}}}
intents: {{refund: {{start: [mail]}}}}
promises: {{replies: {{channels: [mail], first_reply: {reply}}}}}
"""
    assert value("promise.replies.verdict", policy) == verdict


def test_starts_that_differ_leave_the_share_open_unless_it_is_the_same() -> None:
    policy = """
organization: {name: Testbed, timezone: Europe/Berlin}
channels:
  mail: {kind: email, open: 24x7, goes_to: care, respond: {within: 2 days}}
  phone: {kind: voice, open: 24x7, goes_to: care}
teams: {care: {open: 24x7, closes: [refund]}}
intents: {refund: {start: [mail, phone], promise: 1 day}}
"""
    found = figures(policy)["journey.refund.promise.breach_share"]
    assert (found.value, found.minimum, found.maximum) == (None, 0, 1)
    shares = "start: [{at: mail, share: 75%}, {at: phone, share: 25%}], max_elapsed: 2 days"
    known = figures(policy.replace("start: [mail, phone]", shares))
    assert known["journey.refund.promise.breach_share"].value == Fraction(3, 4)
    assert known["journey.refund.max_elapsed.verdict"].value == "kept"
    assert figures(policy)["journey.refund.promise.verdict"].value == "not-backed"


def test_the_same_said_otherwise_takes_as_long() -> None:
    policy = chain("3 business days", "6 days", more=", ola: {resolution: 5 hours}")
    parts = policy.replace("\nhandoffs:", "\n---\nhandoffs:").split("\n---\n")
    renamed = policy.replace("finance", "money")
    other = policy + "  advice: {start: [mail]}\n"
    stems = ("elapsed.min_hours", "elapsed.max_hours", "promise.verdict", "promise.breach_share")
    for stem in stems:
        name = f"journey.refund.{stem}"
        told = {str(value(name, *texts)) for texts in ((policy,), parts, (renamed,), (other,))}
        told.add(str(value(name, *reversed(parts))))
        assert len(told) == 1, name


def test_a_partner_whom_no_contract_binds_is_named() -> None:
    partner = ", party: partner, accountable: care, ola: {resolution: 1 day}"
    policy = chain("1 day", "9 days", more=partner)
    assert value("team.finance.note", policy) == "no contract backs its time"
    assert "team.finance.note" not in figures(policy.replace("ola:", "contract:"))


def test_a_name_that_cannot_be_read_is_said_to_be() -> None:
    policy = chain("1 day", "9 days")
    for name in ("due.from yesterday", "due.from 2026-11-03T02:00 Atlantis",
                 "journey.unknown.due.from 2026-11-03T02:00",
                 "deadline.promise.unknown.start 2026-11-03T02:00"):  # fmt: skip
        with pytest.raises(UserError):
            value(name, policy)
    assert find_quantity(subject(policy), "journey.refund.contacts.max") is None
    two = policy + "  advice: {start: [mail]}\n"
    found = find_quantity(subject(two), "due.from 2026-11-03T02:00")
    assert found is not None
    assert found.value is None
    assert "journey.ID.due.from" in found.why
    asked = "journey.refund.due.from 2026-11-03T02:00 Los Angeles"
    due = value(asked, two)
    assert due == datetime.datetime(2026, 11, 4, 2, tzinfo=ZoneInfo("America/Los_Angeles"))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(LINK, min_size=1, max_size=2),
    st.sampled_from(["office", "Mon-Sat 10:00-12:30"]),
    st.sampled_from(["4 days", "6 days", "9 days", "5 business days", "12 days"]),
    st.sampled_from(["DE", "GB-ENG", "US"]),
)
def test_around_special_days_is_where_a_year_differs_from_a_week(
    links: list[tuple[str, str, str]], published: str, promise: str, region: str
) -> None:
    links = [(wait, ola, "office" if number else hours) for number, (wait, ola, hours)
             in enumerate(links)]  # fmt: skip
    schedules = f"schedules: {{office: {{open: Mon-Fri 09:00-18:00, holidays: {region}}}}}\n"
    text = schedules + write_chain(links, published, "1 day").replace("6 days", promise)
    times = times_of(subject(text).network)["thing"]
    judgement = times.judge(times.promises)
    assert judgement is not None
    (start,) = times.ways.starts
    broken = times.clockwork.year.ever_broken(start, times.promises)
    if judgement.ordinary:
        assert (judgement.verdict == "not-backed") == broken
    else:
        assert broken


def test_working_time_without_hours_on_one_reason_s_way_says_nothing_of_another_s():
    found = figures("""
        channels:
          line: {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: care}
          mail: {kind: email, goes_to: back}
        teams:
          care: {open: Mon-Fri 09:00-17:00, ola: {resolution: 1 business day}}
          back: {ola: {resolution: 2 business days}}
        intents:
          advice: {start: line, promise: 9 days}
          claim: {start: mail, promise: 9 days}
    """)
    assert found["journey.advice.promise.verdict"].value == "kept"
    assert found["journey.claim.promise.verdict"].value is None
