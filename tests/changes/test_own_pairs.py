"""One edit at a time, and exactly what it does to customers; undone, it does the opposite."""

from __future__ import annotations

import pytest

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.compare import compare
from tests.policies import policy

FLIPPED = {WORSE: BETTER, BETTER: WORSE, NEUTRAL: NEUTRAL}

BASE = """\
organization: {name: A, currency: EUR, timezone: Europe/Berlin}
schedules: {office: {open: "Mon-Fri 09:00-18:00", timezone: Europe/Berlin}}
channels:
  phone: {kind: voice, open: office, goes_to: menu, respond: {within: 20s, for: 80%},
    full: {callback_within: 1 hour, announce: We call you back.}, closed: {announce: We open at 9.}}
  mail: {kind: email, open: 24x7, goes_to: care, respond: {within: 1 day, for: 95%}}
steps:
  menu: {kind: menu, options: [{say: Orders, key: "1", goes_to: care},
    {say: Returns, key: "2", goes_to: desk}], on_timeout: care, says: "Orders 1, returns 2"}
  faq: {kind: page, goes_to: resolved}
teams:
  care: {open: office, seats: 3, may: {refund: 50 EUR}, closes: all}
  desk: {open: office, seats: 2, may: {refund: 50 EUR, goodwill: 20 EUR}, closes: all}
  leads: {open: office, seats: 2, may: {refund: any}, closes: all}
handoffs:
  - {id: up, from: care, to: leads, carried_by: us, context: full, transfer: warm, wait: 1 hour,
     progress: true, max_repeats: 1}
intents:
  return: {start: [phone, mail], remedy: refund, promise: 5 days}
  order: {start: [phone], remedy: replacement, documents: [invoice]}
remedies:
  refund: {route: climb, tiers: [{by: [care, desk], up_to: 50 EUR, decides_within: 1 hour},
    {by: [leads], up_to: any, decides_within: 1 day}]}
returns:
  - {id: mind, categories: [shoes], reasons: [changed mind], window: 30 days, fee: 5%,
     refund: original payment, refund_within: 7 days, proof: [receipt]}
  - {id: fault, categories: [shoes], reasons: [defective], window: 2 years,
     refund: [original payment, replacement], refund_within: 7 days}
promises:
  mail: {channels: [mail], first_reply: 1 day, share: 95%,
    pauses: [{on: waiting for the customer, at_most: 5 days}]}
  all: {resolution: 5 business days, open: office}
deliveries:
  post: {price: 5 EUR, free_from: 50 EUR, within: 3 days}
terms:
  club: {kind: fee, amount: 15 EUR per year, adverse: true, change_notice: 30 days,
    disclosed_at: [checkout, advert], confirmed: true}
scripts:
  sorry: {purpose: apology, text: We are sorry and put it right today.}
"""

ROW = """\
  - {{id: {}, categories: [shoes], reasons: [changed mind], {} window: 14 days, fee: 5%,
     refund: original payment, refund_within: 7 days, proof: [receipt]}}
promises:"""
BOT = "steps:\n  bot: {kind: bot, goes_to: menu}\n"
CHECK = "steps:\n  check: {kind: verification, goes_to: care}\n"
BOARD = "{by: [board], up_to: 200 EUR, decides_within: 2 days},\n    {by: [leads], up_to"
OPENED = """\
  - {id: open, categories: [shoes], reasons: [changed mind], state: opened, returnable: false}
promises:"""
ONE_EACH = """\
office}
  one: {intents: [return], resolution: 5 business days, open: office}
deliveries"""

EDITS: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str, str]]]] = {
    # what is said
    "a menu says something else": (
        [("Orders 1, returns 2", "Press 1 or 2")],
        [("step/menu", "text", NEUTRAL)],
    ),
    "only the capitals differ": ([("Orders 1, returns 2", "orders 1; returns 2.")], []),
    "a script says something else": (
        [("put it right today", "look into it")],
        [("script/sorry", "text", NEUTRAL)],
    ),
    "nothing is said when it is closed": (
        [(", closed: {announce: We open at 9.}", "")],
        [("channel/phone", "text", WORSE)],
    ),
    # a full queue
    "a full queue calls nobody back": (
        [("callback_within: 1 hour, announce", "announce")],
        [("channel/phone", "promise", WORSE)],
    ),
    "a full queue says nothing": (
        [(", announce: We call you back.", "")],
        [("channel/phone", "text", WORSE)],
    ),
    # handoffs
    "nothing goes along": (
        [("context: full", "context: none")],
        [("handoff/up", "context", WORSE)],
    ),
    "a cold transfer": ([("transfer: warm", "transfer: cold")], [("handoff/up", "context", WORSE)]),
    "customers carry it": (
        [("carried_by: us", "carried_by: customer")],
        [("handoff/up", "carrier", WORSE)],
    ),
    "a longer wait": (
        [("wait: 1 hour", "wait: 2 business days")],
        [("handoff/up", "promise", WORSE)],
    ),
    "sent the same way without end": (
        [(", max_repeats: 1", "")],
        [("handoff/up", "loop", WORSE)],
    ),
    # promises
    "a smaller share": ([("share: 95%", "share: 80%")], [("promise/mail", "promise", WORSE)]),
    "a longer pause": (
        [("at_most: 5 days", "at_most: 10 days")],
        [("promise/mail", "promise", WORSE)],
    ),
    "one more pause": (
        [("at_most: 5 days}", "at_most: 5 days}, {on: holidays}")],
        [("promise/mail", "promise", WORSE)],
    ),
    "business days": (
        [("first_reply: 1 day", "first_reply: 1 business day")],
        [("promise/mail", "promise", WORSE)],
    ),
    "hours for a day": ([("first_reply: 1 day", "first_reply: 24 hours")], []),
    "a promise for each contact reason": (
        [("  all: {resolution", "  two: {intents: [order], resolution"),
         ("office}\ndeliveries", ONE_EACH)],
        [],
    ),
    "a promise of a contact reason in business days": (
        [("promise: 5 days", "promise: 5 business days")],
        [("intent/return", "promise", WORSE)],
    ),
    "the phone answers later": (
        [("within: 20s", "within: 2 minutes")],
        [("channel/phone", "promise", WORSE)],
    ),
    # contact reasons
    "an intent is gone": (
        [("  order: {start: [phone], remedy: replacement, documents: [invoice]}\n", "")],
        [("intent/order", "intent", WORSE)],
    ),
    "no longer by phone": (
        [("start: [phone, mail]", "start: [mail]")],
        [("channel/phone", "channel", WORSE)],
    ),
    "another paper": (
        [("[invoice]", "[invoice, photo]")],
        [("intent/order", "condition", WORSE)],
    ),
    "credit instead of money": (
        [("remedy: refund", "remedy: credit")],
        [("intent/return", "refund-form", WORSE)],
    ),
    # ways
    "a choice is gone": (
        [(',\n    {say: Returns, key: "2", goes_to: desk}', "")],
        [("step/menu", "step", WORSE)],
    ),
    "silence ends the call": (
        [("on_timeout: care, ", "")],
        [("step/menu", "step", WORSE)],
    ),
    "silence asks again without end": (
        [("on_timeout: care", "on_timeout: menu")],
        [("step/menu", "loop", WORSE)],
    ),
    "a bot before the menu": (
        [("goes_to: menu", "goes_to: bot"), ("steps:\n", BOT)],
        [("channel/phone", "person", WORSE), ("step/bot", "step", WORSE)],
    ),
    "a check before care": (
        [('key: "1", goes_to: care', 'key: "1", goes_to: check'), ("steps:\n", CHECK)],
        [("step/check", "step", WORSE)],
    ),
    "a choice leads to a page without people": (
        [('key: "2", goes_to: desk', 'key: "2", goes_to: faq')],
        [("step/menu", "step", WORSE)],
    ),
    "a way written as a handoff": (
        [("open: 24x7, goes_to: care", "open: 24x7"),
         ("handoffs:\n", "handoffs:\n  - {from: mail, to: care}\n")],
        [],
    ),
    # hours
    "one team works less": (
        [("care: {open: office", 'care: {open: "Mon-Fri 10:00-16:00"')],
        [("channel/phone", "hours", WORSE)],
    ),
    "the schedule is shorter": (
        [("09:00-18:00", "09:00-17:00")],
        [("channel/phone", "hours", WORSE), ("promise/all", "promise", WORSE)],
    ),
    "the schedule in two stretches": (
        [("Mon-Fri 09:00-18:00", "Mon-Fri 09:00-12:00, 12:00-18:00")],
        [],
    ),
    "in another zone": (
        [("timezone: Europe/Berlin}}", "timezone: Europe/London}}")],
        [("channel/phone", "hours", BETTER), ("channel/phone", "hours", WORSE),
         ("promise/all", "promise", NEUTRAL)],
    ),
    "a zone that goes without saying": ([(", timezone: Europe/Berlin}}", "}}")], []),
    # decisions
    "one more tier": (
        [("{by: [leads], up_to", BOARD)],
        [("remedy/refund", "approval", WORSE)] * 2,
    ),
    "the tier decides later": (
        [("decides_within: 1 day", "decides_within: 3 days")],
        [("remedy/refund", "approval", WORSE)],
    ),
    "straight to the one who may": (
        [("route: climb", "route: direct")],
        [("remedy/refund", "approval", BETTER)],
    ),
    "a limit that no tier states": (
        [("goodwill: 20 EUR", "goodwill: 10 EUR")],
        [("team/desk", "limit", WORSE)],
    ),
    # what comes back
    "a share for a sum": (
        [("fee: 5%", "fee: 4 EUR")],
        [("return/mind", "fee", BETTER), ("return/mind", "fee", WORSE)],
    ),
    "months for years": ([("window: 2 years", "window: 24 months")], []),
    "not returnable": (
        [("window: 30 days, fee: 5%", "returnable: false")],
        [("return/mind", "window", WORSE)],
    ),
    "a row that gives nobody more": (
        [("promises:", ROW.format("less", ""))],
        [],
    ),
    "fewer days in one country": (
        [("promises:", ROW.format("de", "countries: [DE],"))],
        [("return/de", "window", WORSE)],
    ),
    "no proof is asked for": (
        [("proof: [receipt]", "proof: none")],
        [("return/mind", "proof", BETTER)],
    ),
    "credit for those without a receipt": (
        [("promises:", ROW.format("bare", "refund: store credit, proof: none,").replace(
            " fee: 5%,\n     refund: original payment, refund_within: 7 days, proof: [receipt]",
            ""))],
        [("return/bare", "window", BETTER)],
    ),
    "not what was opened": (
        [("promises:", OPENED)],
        [("return/open", "window", WORSE)],
    ),
    "for whatever reason": (
        [("reasons: [defective], ", "")],
        [("return/fault", "window", BETTER)],
    ),
    "less to choose from": (
        [("[original payment, replacement]", "replacement")],
        [("return/fault", "refund-form", WORSE)],
    ),
    "postage": (
        [("fee: 5%", "fee: 5%, shipping_paid_by: customer, shipping_cost: 5 EUR")],
        [("return/mind", "fee", WORSE)],
    ),
    # the rest
    "free from a higher sum": (
        [("free_from: 50 EUR", "free_from: 80 EUR")],
        [("delivery/post", "fee", WORSE)],
    ),
    "delivered later": (
        [("within: 3 days", "within: 5 days")],
        [("delivery/post", "promise", WORSE)],
    ),
    "a term with other signs": ([("15 EUR per year", "€15.00 per year")], []),
    "told at fewer places": (
        [("[checkout, advert]", "[checkout]")],
        [("term/club", "term", WORSE)],
    ),
    "nobody works at the desk": (
        [("desk: {open: office, seats: 2", "desk: {open: office, seats: 0")],
        [("channel/phone", "hours", WORSE), ("team/desk", "limit", WORSE)],
    ),
}  # fmt: skip


def edited(edits: list[tuple[str, str]]) -> str:
    text = BASE
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    found = compare(policy(before), policy(after), with_journeys=False).changes
    return sorted((each.thing, each.aspect, each.direction) for each in found)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_said_and_nothing_else(name):
    edits, expected = EDITS[name]
    assert told(BASE, edited(edits)) == sorted(expected)


@pytest.mark.parametrize("name", EDITS)
def test_undone_it_is_the_opposite(name):
    """The thing may be called as the other side calls it."""
    edits, expected = EDITS[name]
    back = [(thing.split("/")[0], aspect, FLIPPED[way]) for thing, aspect, way in expected]
    found = [(thing.split("/")[0], aspect, way) for thing, aspect, way in told(edited(edits), BASE)]
    assert sorted(found) == sorted(back)


@pytest.mark.parametrize("name", EDITS)
def test_what_is_edited_is_understood(name):
    assert policy(edited(EDITS[name][0])).problems == []


def test_the_same_policy_is_no_change():
    assert told(BASE, BASE) == []


def test_a_renamed_team_is_followed_and_its_edit_is_said():
    renamed = BASE.replace("care", "service").replace(
        "service: {open: office", 'service: {open: "Mon-Fri 10:00-16:00"'
    )
    assert told(BASE, renamed) == [("channel/phone", "hours", WORSE)]


def test_what_follows_from_one_edit_has_one_cause():
    after = edited([("09:00-18:00", "09:00-17:00")])
    found = compare(policy(BASE), policy(after)).changes
    assert {(each.cause.thing, each.cause.key) for each in found} == {("schedule/office", "open")}


def test_figures_move_with_the_policy():
    after = edited([("decides_within: 1 day", "decides_within: 3 days")])
    shifts = compare(policy(BASE), policy(after)).journeys
    assert ("return", "elapsed.max_hours") in {(each.intent, each.quantity) for each in shifts}


def test_both_sides_of_a_change_have_their_place():
    after = edited([("window: 2 years", "window: 1 year")])
    (change,) = compare(policy(BASE), policy(after)).changes
    assert change.old_place == change.new_place
    assert change.old_place.path == "0.yaml"
    assert BASE.splitlines()[change.old_place.line - 1][change.old_place.column - 1 :].startswith(
        "2 years"
    )


def test_a_file_that_cannot_be_read_is_named():
    assert compare(policy(BASE), policy("channels: [")).unreadable == ("0.yaml",)


def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_gone():
    first, second = BASE.split("promises:")
    before = policy(first, f"promises:{second}")
    after = policy(first, f"promises:{second}  bad: [")
    found = compare(before, after)
    assert found.unreadable == ("1.yaml",)
    assert list(found.changes) == []


def test_a_zone_that_only_one_side_states_is_no_change():
    """Nothing says that the other side means another one."""
    silent = BASE.replace(", timezone: Europe/Berlin", "")
    stated = silent.replace('"Mon-Fri 09:00-18:00"', '"Mon-Fri 09:00-18:00", timezone: Europe/Rome')
    assert told(silent, stated) == []


def test_a_figure_that_moves_alone_is_a_change_at_the_line_that_moves_it():
    parties = BASE.replace(
        "leads: {open: office,", "leads: {ola: {resolution: 2 days}, open: office,"
    )
    after = parties.replace("2 days}, open", "9 days}, open")
    there, back = (
        compare(policy(one), policy(other)).changes
        for one, other in ((parties, after), (after, parties))
    )
    assert [(each.thing, each.aspect, each.direction) for each in there] == [
        ("intent/order", "promise", WORSE),
        ("intent/return", "promise", WORSE),
    ]
    assert {(each.cause.thing, each.cause.key) for each in there} == {("team/leads", "ola")}
    assert all(each.new.endswith(" hours") for each in there)
    assert [(each.new, each.old, BETTER) for each in there] == [
        (each.old, each.new, each.direction) for each in back
    ]
