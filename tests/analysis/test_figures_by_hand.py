"""Small policies with figures that were worked out by hand, by the meanings of the language."""

from __future__ import annotations

import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from cxlint.analysis.catalogue import find_quantity
from cxlint.analysis.subject import Subject
from cxlint.graph.builder import build
from cxlint.parsing import document
from cxlint.policy import linker

DAY = datetime.date(2026, 11, 1)
HEAD = "organization: {name: Acme, currency: EUR, timezone: Europe/Berlin}\n"

NIGHT = """\
channels: {line: {kind: voice, open: 24x7, goes_to: care}}
teams:
  care: {open: 24x7, closes: none}
  night: {open: Mon-Fri 22:00-06:00}
handoffs:
  - {from: care, to: night, wait: 1 business day}
  - {from: night, to: resolved}
intents: {x: {start: line}}
"""
"""A business day of people who work at night ends in the morning."""

RANGE = """\
channels: {line: {kind: email, open: 24x7, goes_to: care}}
teams:
  care: {open: 24x7, closes: none}
  desk: {open: 24x7, ola: {resolution: 36 hours}}
handoffs:
  - {from: care, to: desk, wait: 2-5 days}
  - {from: desk, to: resolved}
intents: {x: {start: line}}
"""
"""A wait from two to five days, then a time that is allowed."""

AGAIN = """\
channels: {line: {kind: email, open: 24x7, goes_to: care}}
teams:
  care: {open: 24x7, closes: all}
  desk: {open: 24x7, closes: none}
handoffs:
  - {from: care, to: desk, wait: 1 day, max_repeats: 2}
  - {from: desk, to: care, wait: 6 hours}
  - {from: care, to: resolved}
intents: {x: {start: line}}
"""
"""Twice to the desk at most."""

MONTH = """\
channels: {line: {kind: email, open: 24x7, goes_to: care}}
teams:
  care: {open: 24x7, closes: none}
  desk: {open: 24x7}
handoffs:
  - {from: care, to: desk, wait: 1 month}
  - {from: desk, to: resolved}
intents: {x: {start: line}}
"""
"""A month ends on the last day where it has no such day."""

DST = """\
channels: {line: {kind: email, open: 24x7, goes_to: care}}
teams:
  care: {open: 24x7, closes: none}
  desk: {open: 24x7}
  far: {open: 24x7}
handoffs:
  - {from: care, to: desk, wait: 1 day}
  - {from: desk, to: far, wait: 24 hours}
  - {from: far, to: resolved}
intents: {x: {start: line}}
"""
"""A day keeps the clock, 24 hours do not."""

BOTTLE = """\
schedules: {office: {open: Mon-Fri 09:00-17:00, holidays: DE}}
channels: {line: {kind: email, open: office, goes_to: care}}
teams:
  care: {open: office, closes: none, may: {refund: 50 EUR}}
  lead: {open: office}
  board: {open: office}
remedies:
  refund:
    route: climb
    tiers:
      - {by: care, up_to: 50 EUR, decides_within: 4 business hours}
      - {by: lead, up_to: 200 EUR, decides_within: 1 business day}
      - {by: board, up_to: any, decides_within: 2 business hours, open: Wed 10:00-12:00}
intents: {x: {start: line, remedy: refund, value: {p50: 300 EUR}}}
"""
"""Three tiers one after the other, the last on Wednesdays."""

BACK = """\
channels: {line: {kind: voice, open: 24x7, goes_to: care}}
teams:
  care: {open: 24x7, closes: none}
  desk: {open: 24x7, closes: none}
handoffs:
  - {from: care, to: desk, share: 40%, carried_by: customer}
  - {from: care, to: resolved, share: 60%}
  - {from: desk, to: care, share: 50%, max_repeats: 1, carried_by: customer}
  - {from: desk, to: resolved, share: 50%}
intents: {x: {start: line}}
"""
"""Back once at most; then its share goes over the other ways."""

MENU = """\
channels: {line: {kind: voice, open: 24x7, goes_to: menu}}
steps:
  menu:
    kind: menu
    effort: 30 seconds
    attempts: 2
    options: [{say: a, goes_to: care, share: 25%}, {say: b, goes_to: desk, share: 65%}]
    on_failure: abandoned
teams:
  care: {open: 24x7, handling_time: 4 minutes, closes: all}
  desk: {open: 24x7, handling_time: 6 minutes, closes: none}
handoffs:
  - {from: desk, to: care, share: 20%}
  - {from: desk, to: resolved, share: 80%}
intents: {x: {start: line}}
"""
"""A menu with two tries, of which a tenth gives up."""

QUEUE = """\
channels:
  line:
    kind: voice
    open: Mon-Fri 08:00-18:00
    goes_to: care
    respond: {within: 20s, for: 80%}
    load: {contacts: 1000, per: 1 week, handling_time: 3 minutes}
teams: {care: {open: Mon-Fri 08:00-18:00, posts: 3, shrinkage: 30%, closes: all}}
intents: {x: {start: line}}
"""
"""Three posts are two people at work: Erlang C of one Erlang before two."""

CASES = [
    (NIGHT, "journey.x.due.from 2026-11-02T23:00", "2026-11-04T06:00"),
    (NIGHT, "journey.x.due.from 2026-11-03T05:00", "2026-11-04T06:00"),
    (RANGE, "journey.x.elapsed.min_hours", "48"),
    (RANGE, "journey.x.elapsed.max_hours", "156"),
    (RANGE, "journey.x.elapsed.committed.min_hours", "84"),
    (AGAIN, "journey.x.elapsed.max_hours", "60"),
    (AGAIN, "journey.x.contacts.max", "1"),
    (MONTH, "journey.x.due.from 2027-01-31T10:00", "2027-02-28T10:00"),
    (MONTH, "journey.x.due.from 2027-01-30T10:00", "2027-02-28T10:00"),
    (DST, "journey.x.due.from 2027-03-27T12:00", "2027-03-29T12:00"),
    (DST, "journey.x.elapsed_hours.from 2027-03-27T12:00", "47"),
    (DST, "journey.x.due.from 2027-03-26T12:00", "2027-03-28T13:00"),
    (BOTTLE, "journey.x.due.from 2026-11-06T15:00", "2026-11-11T12:00"),
    (BOTTLE, "journey.x.due.from 2026-11-03T10:00", "2026-11-11T12:00"),
    (BACK, "journey.x.contacts.expected", "42/25"),
    (BACK, "journey.x.handoffs.expected", "17/25"),
    (BACK, "journey.x.resolved", "1"),
    (BACK, "journey.x.contacts.max", "4"),
    (BACK, "journey.x.visits.desk", "12/25"),
    (MENU, "journey.x.abandoned", "1/10"),
    (MENU, "journey.x.resolved", "9/10"),
    (MENU, "journey.x.effort_minutes.expected", "148/25"),
    (MENU, "journey.x.transfers.expected", "13/100"),
    (MENU, "journey.x.effort_minutes.max", "11"),
    (QUEUE, "channel.line.load_erlang", "1"),
    (QUEUE, "channel.line.seats", "2"),
    (QUEUE, "channel.line.p_wait", "1/3"),
    (QUEUE, "channel.line.asa_seconds", "60"),
]


@pytest.mark.parametrize(("text", "name", "value"), CASES)
def test_figures_by_hand(text: str, name: str, value: str) -> None:
    policy = linker.assemble([*document.parse("policy.yaml", (HEAD + text).encode())], DAY)
    found = find_quantity(Subject(build(policy)), name)
    assert found is not None
    if "T" in value:
        assert found.value == datetime.datetime.fromisoformat(value).replace(
            tzinfo=ZoneInfo("Europe/Berlin")
        )
    else:
        assert found.value == pytest.approx(Fraction(value), abs=1e-12)
