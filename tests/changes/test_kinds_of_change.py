"""Each kind of change by a smallest policy: exactly what is said of it, and undone the opposite."""

from __future__ import annotations

import pytest

from cxlint.changes.change import BETTER, NEUTRAL, WORSE, Change
from cxlint.changes.compare import compare
from tests.policies import policy

FLIPPED = {WORSE: BETTER, BETTER: WORSE, NEUTRAL: NEUTRAL}

HEAD = "organization: {name: A, currency: EUR, timezone: Europe/Berlin}\n"

TIERS = """\
teams: {care: {open: 24x7}, leads: {open: 24x7}, board: {open: 24x7}}
remedies:
  refund: {route: climb, tiers: [{by: [care], up_to: 50 EUR, decides_within: 4 hours},
    {by: [leads, board], need: all, up_to: 500 EUR, decides_within: 2 days, extends_by: 1 week,
      conditions: [{field: tag, is: [gold]}], timeout: {after: 1 day, then: grant}},
    {by: [board], up_to: any, decides_within: 5 days}]}
terms:
  plan: {kind: price, amount: 9.99 EUR per month, renews_every: 1 year, change_notice: 1 week}
channels: {line: {kind: voice, open: 24x7, goes_to: care, fee: 0.20 EUR, fee_per: contact}}
"""

BRANCH = """\
channels: {mail: {kind: email, goes_to: sort}}
steps:
  sort: {kind: branch, on_failure: care,
    options: [{say: members, conditions: [{field: tag, is: [gold]}], goes_to: fast}]}
teams: {care: {open: 24x7}, fast: {open: 24x7}}
"""

WORK = """\
channels: {web: {kind: web_form, goes_to: clerk}}
steps:
  clerk: {kind: work, by: care, goes_to: paid}
  signs: {kind: work, by: care, goes_to: paid}
outcomes: {paid: {kind: resolved}}
teams: {care: {open: 24x7}}
"""

OTHERS = """\
channels: {mail: {kind: email, goes_to: care}}
teams: {care: {open: 24x7}}
returns:
  - {id: members, customers: [members], reasons: [changed mind], window: 90 days, refund: money}
  - {id: guests, customers: [guests], reasons: [changed mind], window: 10 days, refund: money}
  - {id: others, customers: [everyone else], reasons: [changed mind], window: 30 days,
    refund: money}
promises:
  gold: {channels: [mail], customers: [gold], first_reply: 1 hour}
  others: {channels: [mail], customers: [others], first_reply: 1 day}
"""
MEMBERS = """\
  - {id: members, customers: [members], reasons: [changed mind], window: 90 days, refund: money}
"""
GUESTS = """\
  - {id: guests, customers: [guests], reasons: [changed mind], window: 10 days, refund: money}
"""
GOLD = "  gold: {channels: [mail], customers: [gold], first_reply: 1 hour}\n"

DOORS = """\
channels:
  line: {kind: voice, open: "Mon-Fri 09:00-18:00", goes_to: care,
    full: {announce: We ring you back., callback_within: 30 minutes},
    closed: {announce: We open at nine., opens_again: true, callback_within: 2 hours}}
teams: {care: {open: "Mon-Fri 09:00-18:00"}}
"""

LIMITS = """\
channels: {line: {kind: voice, open: 24x7, goes_to: desk}}
teams:
  desk: {open: 24x7, may: {refund: 20 EUR, goodwill: 20 EUR}}
  back: {open: 24x7}
remedies:
  refund: {route: direct, tiers: [{by: [desk], up_to: 50 EUR}, {by: [back], up_to: any}]}
  goodwill: {tiers: [{by: [desk]}, {by: [back], up_to: any}]}
intents: {bill: {start: [line], remedy: refund}}
"""

FEES = """\
channels:
  line: {kind: voice, open: 24x7, goes_to: care, fee: 0.20 EUR, fee_per: contact,
    queue: {ends_after: never}}
teams: {care: {open: 24x7}}
terms: {plan: {kind: price, amount: 10 EUR per month}}
"""

NIGHTS = """\
channels:
  line: {kind: voice, open: 24x7, goes_to: [days, nights], closed: {goes_to: form}}
  web: {kind: web_form, goes_to: form}
steps: {form: {kind: form, goes_to: days, on_failure: days}}
teams: {days: {open: "daily 08:00-20:00"}, nights: {open: "daily 20:00-08:00"}}
"""

RETURNS = """\
schedules:
  office: {open: "daily 08:00-20:00", timezone: Europe/Berlin,
    exceptions: [{on: 2099-12-24, open: "08:00-14:00"}]}
channels: {line: {kind: voice, open: office, goes_to: care}}
teams: {care: {open: office}}
remedies: {refund: {tiers: [{by: [care], open: office, decides_within: immediately}]}}
returns:
  - {id: mind, categories: [coats], reasons: [changed mind], window: 30 days, fee: 15%,
     up_to: 20 EUR, refund: money}
  - {id: gifts, categories: [coats], reasons: [changed mind], window: 70 days, fee: 15%,
     up_to: 20 EUR, refund: money, bought_between: [2026-11-15, 2026-12-24]}
  - {id: hats, categories: [hats], reasons: [changed mind], window: 30 days, refund: money}
"""
HATS = "hats], reasons: [changed mind], window: 30 days, refund: money}"
HATS_BY_STATE = """\
hats], reasons: [changed mind], window: 30 days, refund: money, state: unopened}
  - {id: worn, categories: [hats], reasons: [changed mind], window: 14 days, refund: money,
     state: opened}"""

ROUND = """\
channels: {line: {kind: voice, open: 24x7, goes_to: desk}}
teams: {desk: {open: 24x7}, back: {open: 24x7}}
handoffs:
  - {id: up, from: desk, to: back, carried_by: customer, context: full, max_repeats: 1}
  - {id: down, from: back, to: desk, carried_by: customer, context: full, max_repeats: 1}
intents: {bill: {start: [line]}}
"""

RULES = """\
channels: {mail: {kind: email, goes_to: care}}
teams: {care: {open: 24x7}}
case_rules:
  vip: {conditions: [{field: tag, is: [vip]}], sets: [{field: priority, to: high}]}
"""

Key = tuple[str, str, str]
CASES: dict[str, tuple[str, list[tuple[str, str]], list[Key]]] = {
    # the same in other words
    "minutes for hours in a tier": (TIERS, [("4 hours", "240 minutes")], []),
    "hours for a day of silence": (TIERS, [("extends_by: 1 week", "extends_by: 7 days")], []),
    "months for a year": (TIERS, [("renews_every: 1 year", "renews_every: 12 months")], []),
    "days for months are not the same": (
        TIERS,
        [("renews_every: 1 year", "renews_every: 360 days")],
        [("term/plan", "term", NEUTRAL)],
    ),
    "business hours are not the same": (
        TIERS,
        [("decides_within: 4 hours", "decides_within: 4 business hours")],
        [("remedy/refund", "approval", WORSE)],
    ),
    "what holds anyway, of a tier": (
        TIERS,
        [("{by: [care],", ("{by: [care], need: one, otherwise: next, in_turn: false, "
          "after_remedy: false, conditions: [],"))],
        [],
    ),
    "what does not hold anyway, of a tier": (
        TIERS,
        [("{by: [care],", "{by: [care], conditions: [{field: tag, is: [new]}],")],
        [("remedy/refund", "approval", NEUTRAL)],
    ),
    "one value, not in a list": (TIERS, [("is: [gold]", "is: gold")], []),
    "all of one": (TIERS, [("{by: [care],", "{by: [care], need: all,")], []),
    "what holds anyway, of a channel": (
        TIERS,
        [("fee: 0.20", "waiting: charged, begun_minutes: false, premium_rate: false, fee: 0.20")],
        [],
    ),
    # what a step asks of a case
    "another value of a condition": (
        BRANCH,
        [("is: [gold]", "is: [platinum]")],
        [("step/sort", "step", WORSE), ("step/sort", "step", BETTER)],
    ),
    "one more value": (BRANCH, [("[gold]", "[gold, new]")], [("step/sort", "step", BETTER)]),
    "other words for the same condition": (BRANCH, [("say: members", "say: gold ones")], []),
    "one of two conditions": (
        BRANCH.replace("conditions", "any_conditions"),
        [("is: [gold]}", "is: [gold]}, {field: language, is: [de]}")],
        [("step/sort", "step", BETTER)],
    ),
    "a condition of a choice in a menu": (
        BRANCH.replace("kind: branch", "kind: menu"),
        [("is: [gold]", "is: [new]")],
        [("step/sort", "step", WORSE), ("step/sort", "step", BETTER)],
    ),
    "a condition said in words alone": (
        BRANCH.replace("conditions: [{field: tag, is: [gold]}], ", ""),
        [("say: members", "say: clients")],
        [("step/sort", "step", WORSE), ("step/sort", "step", BETTER)],
    ),
    "a choice that leads where all others go": (
        BRANCH.replace("goes_to: fast", "goes_to: care"),
        [("is: [gold]", "is: [platinum]")],
        [],
    ),
    # work before the end
    "one more piece of work before the end": (
        WORK,
        [("clerk: {kind: work, by: care, goes_to: paid}",
          "clerk: {kind: work, by: care, goes_to: signs}")],
        [("step/signs", "step", WORSE)],
    ),
    # whoever loses a row of their own is one of the others
    "members are like all others": (OTHERS, [(MEMBERS, "")], [("return/others", "window", WORSE)]),
    "guests are like all others": (OTHERS, [(GUESTS, "")], [("return/others", "window", BETTER)]),
    "a promise like that of all others": (
        OTHERS,
        [(GOLD, "")],
        [("promise/others", "promise", WORSE)],
    ),
    "all others wait longer": (
        OTHERS,
        [("first_reply: 1 day", "first_reply: 2 days")],
        [("promise/others", "promise", WORSE)],
    ),
    # a closed or full line
    "cut off when it is full": (
        DOORS,
        [("    full: {announce: We ring you back., callback_within: 30 minutes},\n", "")],
        [("channel/line", "step", WORSE), ("channel/line", "promise", WORSE)],
    ),
    "cut off when it is closed": (
        DOORS,
        [((",\n    closed: {announce: We open at nine., opens_again: true, "
          "callback_within: 2 hours}"), "")],
        [("channel/line", "step", WORSE), ("channel/line", "promise", WORSE)],
    ),
    "only told when it is full": (
        DOORS,
        [(", callback_within: 30 minutes", "")],
        [("channel/line", "promise", WORSE)],
    ),
    # limits beneath a tier
    "a limit that a tier outdoes": (LIMITS, [("refund: 20 EUR", "refund: 40 EUR")], []),
    "a limit said by the team, no longer by the tier": (
        LIMITS,
        [("refund: 20 EUR", "refund: 50 EUR"), (", up_to: 50 EUR", "")],
        [],
    ),
    "a limit that a tier takes over": (
        LIMITS,
        [("goodwill: 20 EUR", "goodwill: 10 EUR")],
        [("remedy/goodwill", "approval", WORSE)],
    ),
    # which way is worse
    "a queue that ends": (
        FEES,
        [("ends_after: never", "ends_after: 10 minutes")],
        [("channel/line", "step", WORSE)],
    ),
    "by the minute": (
        FEES,
        [("fee_per: contact", "fee_per: minute")],
        [("channel/line", "fee", WORSE)],
    ),
    "less, but by the minute": (
        FEES,
        [("0.20 EUR, fee_per: contact", "0.10 EUR, fee_per: minute")],
        [("channel/line", "fee", NEUTRAL)],
    ),
    "dearer, and by the minute": (
        FEES,
        [("0.20 EUR, fee_per: contact", "0.30 EUR, fee_per: minute")],
        [("channel/line", "fee", WORSE)],
    ),
    "the same sum by the week": (
        FEES,
        [("10 EUR per month", "10 EUR per week")],
        [("term/plan", "fee", WORSE)],
    ),
    "less by the year": (
        FEES,
        [("10 EUR per month", "100 EUR per year")],
        [("term/plan", "fee", BETTER)],
    ),
    "the sum of twelve months at once": (
        FEES,
        [("10 EUR per month", "120 EUR per year")],
        [("term/plan", "fee", NEUTRAL)],
    ),
    "monthly, in other words": (FEES, [("10 EUR per month", "EUR 10 monthly")], []),
    # behind a door that is never closed
    "a form behind a line that never closes": (
        NIGHTS,
        [("goes_to: days, on_failure: days", "goes_to: web, on_failure: web")],
        [("channel/web", "person", WORSE), ("step/form", "loop", WORSE)],
    ),
    # opposites are together everybody
    "split into opened and unopened": (
        RETURNS,
        [(HATS, HATS_BY_STATE)],
        [("return/worn", "window", WORSE)],
    ),
    "a season that begins later": (
        RETURNS,
        [("2026-11-15, 2026", "2026-12-01, 2026")],
        [("return/mind", "window", WORSE)],
    ),
    "a fee without a cap": (
        RETURNS,
        [("up_to: 20 EUR, refund: money}\n", "refund: money}\n")],
        [("return/mind", "fee", WORSE)],
    ),
    # once a circle
    "one circle, two limits": (
        ROUND,
        [(("full, max_repeats: 1}\n  - {id: down, from: back, to: desk, carried_by: customer, "
          "context: full, max_repeats: 1}"),
          "full}\n  - {id: down, from: back, to: desk, carried_by: customer, context: full}")],
        [("handoff/down", "loop", WORSE)],
    ),
    # cases
    "a lower priority": (RULES, [("to: high", "to: low")], [("case_rule/vip", "promise", WORSE)]),
    "a priority in a firm's own words": (
        RULES,
        [("to: high", "to: gold")],
        [("case_rule/vip", "promise", NEUTRAL)],
    ),
    "a closed day": (
        RETURNS.replace("2099", "2026"),
        [('open: "08:00-14:00"', "open: closed")],
        [("channel/line", "hours", WORSE), ("remedy/refund", "approval", WORSE)],
    ),
}  # fmt: skip


def compare_edited(text: str, edits: list[tuple[str, str]]) -> tuple[list[Change], list[Change]]:
    """Return what differs after the edits, and what differs where they are undone."""
    edited = HEAD + text
    for old, new in edits:
        assert edited.count(old) == 1, old
        edited = edited.replace(old, new)
    before, after = policy(HEAD + text), policy(edited)
    there = compare(before, after, with_journeys=False).changes
    back = compare(after, before, with_journeys=False).changes
    return list(there), list(back)


def edited_changes(name: str) -> tuple[list[Change], list[Change]]:
    text, edits, _ = CASES[name]
    return compare_edited(text, edits)


@pytest.mark.parametrize("name", CASES)
def test_exactly_this_is_said(name):
    there, _ = edited_changes(name)
    said = {(each.thing, each.aspect, each.direction) for each in there}
    assert said == set(CASES[name][2])


@pytest.mark.parametrize("name", CASES)
def test_undone_it_is_the_opposite(name):
    there, back = edited_changes(name)
    assert sorted((each.aspect, FLIPPED[each.direction]) for each in back) == sorted(
        (each.aspect, each.direction) for each in there
    )


def test_who_is_like_all_others_now_is_named():
    (change,), _ = edited_changes("members are like all others")
    assert (change.old, change.new, change.who["segment"]) == ("90 days", "30 days", ["members"])
    (change,), _ = edited_changes("all others wait longer")
    assert change.who["except"] == {"segment": ["gold"]}


def test_a_fee_is_shown_with_what_it_is_paid_for():
    (change,), _ = edited_changes("by the minute")
    assert (change.old, change.new) == ("0.20 EUR per contact", "0.20 EUR per minute")


def test_a_season_is_named_from_day_to_day_and_has_a_customer():
    (change,), _ = edited_changes("a season that begins later")
    assert change.who["condition"] == ["bought 2026-11-15 to 2026-11-30"]
    assert change.witness.events[0] == ("2026-11-15", "buys it")
    assert (change.witness.before, change.witness.after) == (
        "it is taken back",
        "it is not taken back",
    )


def test_who_bought_in_a_season_is_left_out_where_it_stays():
    (change,), _ = compare_edited(
        RETURNS,
        [("window: 30 days, fee", "window: 20 days, fee")],
    )
    assert change.who["except"] == {"condition": ["bought 2026-11-15 to 2026-12-24"]}


def test_a_cap_counts_from_the_value_at_which_it_is_reached():
    (change,), _ = edited_changes("a fee without a cap")
    assert change.who["value"] == {"from": "133.33 EUR"}
    assert change.witness.customer["value"] == "134 EUR"


def test_a_day_on_which_hours_differ_is_shown():
    for change in edited_changes("a closed day")[0]:
        assert "2026-12-24: 08:00-14:00" in change.old
        assert "2026-12-24: closed" in change.new


def test_all_who_go_another_way_are_named():
    (lost, won), _ = compare_edited(
        BRANCH.replace("[gold]", "[gold, silver]"),
        [("is: [gold, silver]", "is: [new]")],
    )
    said = {each.direction: each.who["condition"] for each in (lost, won)}
    assert said == {WORSE: ["tag is gold or tag is silver"], BETTER: ["tag is new"]}


TWICE_SAID = """\
organization: {name: A, currency: EUR}
channels: {line: {kind: voice, goes_to: care}}
teams:
  care: {may: {refund: 50 EUR}}
remedies: {refund: {tiers: [{by: care, up_to: 50 EUR}]}}
intents: {back: {start: [line], remedy: refund}}
"""


@pytest.mark.parametrize("less", ["none", "20 EUR"])
def test_a_line_of_a_team_below_what_its_tier_says_is_told(less):
    (change,), (undone,) = compare_edited(TWICE_SAID, [("refund: 50 EUR", f"refund: {less}")])
    assert (change.thing, change.aspect, change.direction) == ("team/care", "limit", WORSE)
    assert change.old == "50 EUR" == undone.new and undone.direction == BETTER


def test_what_a_tier_says_need_not_be_said_by_the_team():
    assert compare_edited(TWICE_SAID, [("{may: {refund: 50 EUR}}", "{closes: none}")])[0] == []


def test_who_is_told_no_more_before_they_buy_that_nothing_is_taken_back():
    row = "returns: [{id: a, categories: [a], returnable: false, disclosed_before_purchase: true}]"
    (change,), _ = compare_edited(row, [("purchase: true", "purchase: false")])
    assert (change.aspect, change.direction) == ("term", WORSE)
    assert "told before they buy: true, now false" in change.sentence
