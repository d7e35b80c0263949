"""The way of one case through several hands, worked out by hand."""

from __future__ import annotations

import datetime

import pytest
from questions import answers, figures, values

TOKYO = """
organization: {name: T, currency: JPY, timezone: Asia/Tokyo}
schedules: {day: {open: Mon-Fri 09:00-18:00}}
channels:
  mail: {kind: email, goes_to: care, respond: 4 hours}
teams:
  care: {open: day, closes: none}
  depot: {open: day, ola: {resolution: 2 business days}, closes: all}
handoffs:
  - {from: care, to: depot, wait: 1-2 days, carried_by: us}
intents:
  parcel: {start: mail, promise: %s}
"""
FRIDAY = "2026-11-27 15:00"


def at(text, hours=9):
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zone)


def test_limits_in_full_add_up_along_the_way():
    found = values(TOKYO % "5 days", intent="parcel", at=FRIDAY)
    # Four hours of mail, two days of transport, and Monday and Tuesday at the depot.
    assert found["steps"] == [
        ["care", at("2026-11-27 19:00")],
        ["depot", at("2026-11-29 19:00")],
    ]
    assert found["steps.depot"] == at("2026-11-29 19:00")
    assert found["due"] == at("2026-12-01 18:00")


def test_places_off_the_longest_way_have_their_moments_too():
    forked = TOKYO % "5 days" + "  other: {start: mail}\n"
    forked = forked.replace("intents:", "  - {from: care, to: shop, wait: 3 hours}\nintents:")
    forked = forked.replace("  depot:", "  shop: {open: day, closes: all}\n  depot:")
    found = values(forked, intent="parcel", at=FRIDAY)
    assert [name for name, _ in found["steps"]] == ["care", "depot"]
    assert found["steps.shop"] == at("2026-11-27 22:00")
    assert found["steps.mail"] == at("2026-11-27 15:00")


@pytest.mark.parametrize(
    ("promise", "verdict"),
    [
        # Through between Saturday 15:00 and Tuesday 18:00.
        ("23 hours", "certain-breach"),
        ("1 day", "not-backed"),
        ("4 days", "not-backed"),
        ("99 hours", "kept"),
        ("2 business days", "kept"),
        ("1 business day", "not-backed"),
    ],
)
def test_the_promise_is_held_against_the_soonest_and_the_latest(promise, verdict):
    found = figures(TOKYO % promise, intent="parcel", at=FRIDAY)
    assert found["promise.verdict"].value == verdict
    assert "no time is stated for care" in found["promise.verdict"].reading
    told = [part.text for part in found["promise.verdict"].parts]
    assert "through from Sat 28 Nov 2026, 15:00 to Tue 1 Dec 2026, 18:00" in told


SPLIT = """
organization: {name: T, currency: CAD, timezone: America/Toronto}
schedules: {day: {open: Mon-Fri 08:00-16:00}}
channels:
  line: {kind: voice, open: day, goes_to: [north, south]}
teams:
  north: {open: day, may: {refund: %s}, closes: none}
  south: {open: day, may: {refund: 40 CAD}, closes: none}
  head: {open: day}
remedies: {refund: {route: direct, tiers: [{by: head, up_to: any, decides_within: 1 business day}]}}
intents: {refund: {start: line, remedy: refund}}
"""


def test_where_it_depends_on_who_takes_it_up_only_bounds_are_claimed():
    found = figures(SPLIT % "90 CAD", intent="refund", value="60 CAD", at="2026-11-30 10:00")
    assert found["decides"].value is None
    assert found["decides"].why == "it depends on which team takes it up"
    assert (found["approvals"].minimum, found["approvals"].maximum) == (0, 1)
    assert found["decided_by"].value is None
    same = values(SPLIT % "40 CAD", intent="refund", value="60 CAD", at="2026-11-30 10:00")
    assert (same["decides"], same["approvals"]) == ("head", 1)
    assert same["decided_by"] == at("2026-12-01 16:00", -5)


AFTER = """
organization: {name: T, currency: CHF, timezone: Europe/Zurich}
channels: {line: {kind: voice, open: 24x7, goes_to: desk, respond: immediately}}
teams:
  desk: {open: 24x7, closes: none}
  audit: {open: 24x7}
remedies:
  refund:
    tiers:
      - {by: desk, up_to: 100 CHF, decides_within: 2 hours}
      - {by: audit, up_to: any, decides_within: 9 days, after_remedy: true}
intents: {refund: {start: line, remedy: refund}}
"""


def test_who_looks_only_afterwards_is_not_waited_for():
    found = figures(AFTER, intent="refund", value="500 CHF", at="2026-11-30 10:00")
    assert (found["decides"].value, found["approvals"].value) == ("desk", 0)
    assert found["decided_by"].value == at("2026-11-30 12:00", 1)
    assert found["decides"].reading == "audit looks only after the customer has the remedy"


def test_a_tier_that_is_asked_in_some_cases_only_is_not_sure_to_decide():
    asked = AFTER.replace("after_remedy: true", "conditions: [{field: country, is: CH}]")
    found = figures(asked, intent="refund", value="500 CHF", at="2026-11-30 10:00")
    assert found["decides"].value is None
    assert found["decides"].why == (
        "not stated: country, on which it depends whether audit decides"
    )
    assert (found["approvals"].minimum, found["approvals"].maximum) == (0, 1)
    small = values(asked, intent="refund", value="80 CHF", at="2026-11-30 10:00")
    assert (small["decides"], small["approvals"]) == ("desk", 0)


def test_a_channel_leads_to_the_menu_at_which_the_matter_begins():
    menu = AFTER.replace("goes_to: desk", "goes_to: menu").replace("start: line", "start: menu")
    menu += "steps: {menu: {kind: menu, effort: 1 minute, goes_to: desk}}\n"
    found = values(menu, intent="refund", channel="line", value="80 CHF", at="2026-11-30 10:00")
    assert found["steps"] == [
        ["menu", at("2026-11-30 10:00", 1)],
        ["desk", at("2026-11-30 10:01", 1)],
    ]
    assert found["decided_by"] == at("2026-11-30 12:01", 1)


def test_what_the_customer_must_show_is_told():
    shown = AFTER.replace("refund:\n", "refund:\n    requires: [reason, photo]\n")
    shown = shown.replace("remedy: refund}", "remedy: refund, documents: invoice}")
    found = figures(shown, intent="refund", value="80 CHF")
    assert found["requires"].value == ["reason", "photo", "invoice"]
    assert [each.at.span().line for each in found["requires"].parts] == [9, 9, 13]


def test_what_others_may_grant_stands_on_handoffs_too():
    handed = """
    organization: {name: T, currency: EUR, timezone: Europe/Rome}
    channels: {line: {kind: voice, open: 24x7, goes_to: desk, respond: immediately}}
    teams:
      desk: {open: 24x7, may: {refund: 20 EUR}, closes: none}
      office: {open: 24x7, may: {refund: any}, ola: {resolution: 3 hours}, closes: all}
    handoffs: [{from: desk, to: office, wait: 1 hour, carried_by: us}]
    intents: {refund: {start: line, remedy: refund}}
    """
    found = values(handed, intent="refund", value="80 EUR", at="2026-11-30 10:00")
    assert (found["decides"], found["approvals"]) == ("office", 1)
    assert found["decided_by"] == at("2026-11-30 14:00", 1)


def test_promises_for_some_customers_are_open_points():
    some = TOKYO % "5 days" + (
        "promises: {club: {intents: [parcel], customers: [members], resolution: 1 day}}\n"
    )
    told = [each.text for each in answers(some, intent="parcel", at=FRIDAY).open_points]
    assert told == ["not stated: whether promise club is for this customer (customers: members)"]


def test_renaming_and_splitting_the_files_changes_nothing():
    whole = values(TOKYO % "4 days", intent="parcel", at=FRIDAY)
    renamed = (TOKYO % "4 days").replace("depot", "store-room")
    other = values(renamed, intent="parcel", at=FRIDAY)
    assert {k.replace("store-room", "depot") for k in other} == set(whole)
    assert other["promise.verdict"] == whole["promise.verdict"]
    head, _, tail = (TOKYO % "4 days").partition("handoffs:")
    assert values(f"handoffs:{tail}", head, intent="parcel", at=FRIDAY) == whole
