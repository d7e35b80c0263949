"""Each statement on what a customer is told: it holds, it fails and says why, or is not known."""

from __future__ import annotations

import pytest
from analysis.scenarios.judged import judge, statuses

POLICY = """
organization: {name: T, currency: EUR, timezone: Europe/Berlin}
schedules: {office: {open: Mon-Fri 09:00-18:00}}
channels:
  line:
    {kind: voice, open: office, goes_to: care, fee: 0.50 EUR, voicemail: {callback_within: 2 hours}}
  mail: {kind: email, open: 24x7, goes_to: care}
teams:
  care: {open: office, may: {refund: 50 EUR}, closes: all, sla: {first_reply: 4 business hours}}
  lead: {open: office, may: {refund: 500 EUR}}
  board: {open: office, may: {refund: any}}
remedies:
  refund:
    route: direct
    tiers:
      - {by: care, up_to: 50 EUR, decides_within: immediately}
      - {by: lead, up_to: 500 EUR, decides_within: 1 business day,
         timeout: {after: 2 business days, then: grant}}
      - {by: [lead, board], need: all, up_to: any}
intents:
  back: {start: [line], remedy: refund, promise: 5 days}
  question: {start: [mail]}
returns:
  - {id: boots, categories: [boots], reasons: [changed mind], window: 14 days, from: delivery,
     fee: 10%, shipping_paid_by: customer, shipping_cost: 5 EUR,
     refund: [original payment, store credit], refund_within: 10 days}
  - {id: lamps, categories: [lamps], reasons: [changed mind], window: unlimited, fee: none,
     refund: store credit}
  - {id: socks, categories: [socks], returnable: false, because: [hygiene, sealed media],
     alternatives: [exchange, advice]}
"""
BOOTS = "category: boots, reason: changed mind, value: 100 EUR"
IN_TIME = (
    f"{{intent: back, channel: line, {BOOTS}, delivered: 2026-11-02, at: 2026-11-13 10:00, "
    "received_back: 2026-11-16}"
)
LATE = f"{{intent: back, {BOOTS}, delivered: 2026-11-02, at: 2026-11-17 10:00}}"
SOCKS = "{intent: back, category: socks, reason: changed mind}"
LAMPS = "{intent: back, category: lamps, reason: changed mind}"
ASKED = "{intent: back, channel: line, value: %s, at: 2026-11-13 10:00}"
AT_NIGHT = "{intent: back, channel: line, value: 20 EUR, at: 2026-11-13 20:00}"


@pytest.mark.parametrize(
    ("customer", "holds", "fails"),
    [
        (IN_TIME, "accepted: true", "accepted: false"),
        (LATE, "accepted: no", "accepted: yes"),
        (IN_TIME, "row: boots", "row: lamps"),
        (SOCKS, "because: sealed media", "because: digital"),
        (SOCKS, "because: [hygiene, sealed media]", "because: [hygiene, digital]"),
        (SOCKS, "offered: exchange", "offered: money"),
        (SOCKS, "offered: [advice, exchange]", "offered: [advice, money]"),
        (IN_TIME, "last_day: 2026-11-16", "last_day: 2026-11-15"),
        (LAMPS, "last_day: unlimited", "last_day: 2026-11-16"),
        (IN_TIME, "fee: 10 EUR", "fee: none"),
        (IN_TIME, "fee: at most 10 EUR", "fee: at most 9.99 EUR"),
        (IN_TIME, "fee: at least 10 EUR", "fee: at least 10.01 EUR"),
        (LAMPS, "fee: none", "fee: 1 EUR"),
        (IN_TIME, "comes_back: 90 EUR", "comes_back: 100 EUR"),
        (LATE, "comes_back: none", "comes_back: 90 EUR"),
        (IN_TIME, "loses: 15 EUR", "loses: at most 14 EUR"),
        (IN_TIME, "refund: store credit", "refund: exchange"),
        (IN_TIME, "refund: [store credit, original payment]", "refund: [money, store credit]"),
        (IN_TIME, "money_back: by 2026-11-26", "money_back: by 2026-11-25"),
        (IN_TIME, "money_back: within 13 days", "money_back: within 12 days"),
        (ASKED % "50 EUR", "decides: care", "decides: lead"),
        (ASKED % "51 EUR", "decides: [lead]", "decides: [care, lead]"),
        (ASKED % "501 EUR", "decides: [board, lead]", "decides: board"),
        (ASKED % "50 EUR", "approvals: 0", "approvals: at least 1"),
        (ASKED % "51 EUR", "approvals: at most 1", "approvals: 0"),
        (ASKED % "51 EUR", "decided: by 2026-11-16", "decided: by 2026-11-16 17:59"),
        (ASKED % "51 EUR", "decided: within 1 business day", "decided: within 3 days"),
        (ASKED % "51 EUR", "if_nobody_decides: granted", "if_nobody_decides: refused"),
        (ASKED % "51 EUR", "settled: by 2026-11-16 18:00", "settled: within 1 day"),
        (ASKED % "51 EUR", "promise: kept", "promise: may be broken"),
        (ASKED % "51 EUR", "first_reply: within 4 hours", "first_reply: within 3 hours"),
        (ASKED % "51 EUR", "open: yes", "open: no"),
        (AT_NIGHT, "open: false", "open: true"),
        (ASKED % "51 EUR", "contact_costs: 0.50 EUR", "contact_costs: none"),
    ],
)
def test_what_holds_and_what_fails(customer, holds, fails):
    assert statuses(judge(POLICY, customer, f"{{{holds}}}")) == ["holds"]
    assert statuses(judge(POLICY, customer, f"{{{fails}}}")) == ["fails"]


@pytest.mark.parametrize(
    ("customer", "statement", "why"),
    [
        (LAMPS, "accepted: true", ""),
        ("{intent: back, category: boots, reason: changed mind}", "accepted: true", "delivery"),
        ("{intent: back, category: boots, reason: changed mind}", "last_day: 2026-11-16", "deliv"),
        (LATE.replace(", at: 2026-11-17 10:00", ""), "accepted: true", "says so (at)"),
        (LAMPS, "comes_back: 90 EUR", "the price (value)"),
        (LAMPS, "loses: none", "who pays for sending it back"),
        (LAMPS, "money_back: within 3 days", "how soon the money is back"),
        ("{intent: back}", "decides: care", "what it is worth (value)"),
        (
            "{intent: back, value: 51 EUR}",
            "decided: within 1 day",
            "when the customer makes contact",
        ),
        ("{intent: back, value: 51 EUR}", "promise: kept", "when the customer makes contact (at)"),
        ("{intent: back, value: 51 EUR, at: 2026-11-13}", "settled: within 1 day", "of the day"),
        ("{intent: back}", "open: true", "when the customer makes contact (at)"),
        (ASKED % "501 EUR", "decided: within 1 day", "how soon"),
        ("{intent: question, at: 2026-11-13 10:00}", "approvals: 0", "decisions beyond"),
        (ASKED % "51 EUR", "called_back: within 1 day", "called back"),
        (IN_TIME, "fee: 10 USD", "the policy pays in EUR"),
        (AT_NIGHT, "called_back: by 2026-11-16 12:00", "nobody is there before Mon 16 Nov 2026"),
    ],
)
def test_what_is_not_stated_is_not_known(customer, statement, why):
    result = judge(POLICY, customer, f"{{{statement}}}")
    (one,) = result.judgements
    if not why:
        assert one.status.value == "holds"
        return
    assert one.status.value == result.status.value == "unknown"
    assert why in one.why
    assert "--" not in one.difference


def test_nobody_decides_what_nobody_may_grant():
    files = POLICY.replace("up_to: any", "up_to: 900 EUR").replace("refund: any", "refund: 900 EUR")
    (one,) = judge(files, ASKED % "901 EUR", "{decides: [lead, board]}").judgements
    assert one.difference == (
        "who decides: nobody (nobody may grant more than 900 EUR), "
        "and the scenario says lead and board"
    )


def test_bounds_decide_where_no_value_is_known():
    either = POLICY + "  - {id: kids, categories: [boots], reasons: [defective], window: 20 days}\n"
    some = "{intent: back, category: boots, delivered: 2026-11-02, at: 2026-11-13}"
    for day, status in (
        ("2026-11-20", "unknown"),
        ("2026-11-30", "fails"),
        ("2026-11-10", "fails"),
    ):
        assert statuses(judge(either, some, f"{{last_day: {day}}}")) == [status]


def test_a_callback_that_comes_too_late_for_the_scenario_fails():
    result = judge(POLICY, AT_NIGHT, "{called_back: by 2026-11-15}")
    assert result.judgements[0].difference == (
        "the customer is called back: nobody is there before Mon 16 Nov 2026, 09:00, "
        "and the scenario says by 2026-11-15"
    )


def test_a_difference_says_what_the_policy_says_and_why():
    result = judge(POLICY, LATE, "{accepted: true, decided: within 1 day}")
    assert [each.difference for each in result.judgements] == [
        "taken back: no (too late: the last day was 2026-11-16), and the scenario says yes",
        (
            "it is decided: nothing (it is not taken back), and the scenario says within 1 day: "
            "Wed 18 Nov 2026, 10:00"
        ),
    ]
    assert [part.at.span().line for part in result.judgements[0].parts] == [24]
    assert judge(POLICY, IN_TIME, "{because: hygiene}").judgements[0].got == "it is taken back"


DECIDED = """\
channels: {line: {kind: voice, open: 24x7, goes_to: care}}
teams: {care: {open: 24x7, may: {refund: 50 EUR}}}
remedies: {refund: {tiers: [{by: finance, up_to: any}]}}
intents: {refund: {start: [line], remedy: refund}}
"""


@pytest.mark.parametrize(
    ("name", "difference"),
    [
        ("finace", "holds, decides: nobody is called 'finace'; did you mean 'finance'?"),
        ("cre", "holds, decides: nobody is called 'cre'; did you mean 'care'?"),
        ("zzz", "holds, decides: nobody is called 'zzz'"),
        ("care", "who decides: finance, and the scenario says care"),
    ],
)
def test_who_decides_is_somebody_whom_the_policy_names(name, difference):
    result = judge(DECIDED, "{intent: refund, value: 90 EUR}", f"{{decides: {name}}}")
    assert [each.difference for each in result.judgements] == [difference]
