"""Each kind of advice on a small policy: the least change that does, and what it does exactly."""

from __future__ import annotations

import json
import textwrap
from fractions import Fraction

import pytest
from advice_runs import advised, edits, effects, findings, request

from cxlint.linting.advice.edits import ABSENT, apply_edits
from cxlint.linting.advice.laboratory import Budget, Laboratory
from cxlint.linting.advice.proposal import find_least, find_least_whole, say_value
from cxlint.linting.advice.proposals import list_proposals
from cxlint.linting.run import engine

LINE = """
    organization: {name: T, timezone: Europe/Berlin}
    channels:
      hotline:
        kind: voice
        open: Mon-Fri 09:00-17:00
        goes_to: care
        respond: {within: 20 seconds, for: 80%}
        load: {contacts: 90, per: 1 hour, handling_time: 7 minutes, patience: 4 minutes}
    teams:
      care: {open: Mon-Fri 09:00-17:00, seats: 4, shrinkage: 30%}
"""
LIMIT = """
    organization: {name: T, currency: EUR}
    channels: {hotline: {kind: voice, goes_to: care}}
    teams:
      care: {may: {refund: 50 EUR}}
      leads: {may: {refund: any}}
    remedies:
      refund: {asked_by: us, tiers: [{by: leads, up_to: any, decides_within: 1 day}]}
    intents:
      refund:
        start: hotline
        remedy: refund
        value: {p40: 55 EUR, p50: 60 EUR, p80: 120 EUR, p90: 180 EUR}
"""
SILO = """
    channels: {hotline: {kind: voice, goes_to: care}}
    teams:
      care: {systems: [helpdesk], asks_for: [order number]}
      finance: {systems: [ledger], asks_for: [order number]}
    handoffs:
      - {from: care, to: finance, when: money, carried_by: us, context: none}
      - {from: finance, to: resolved, when: paid}
    intents: {refund: {start: hotline}}
"""
LOOP = """
    channels: {hotline: {kind: voice, goes_to: care}}
    teams: {care: {}, finance: {}}
    handoffs:
      - {from: care, to: finance, when: money, wait: 2 days}
      - {from: finance, to: care, when: receipt missing, wait: 1 day}
      - {from: finance, to: resolved, when: paid}
    intents: {refund: {start: hotline, promise: 30 days}}
"""
TIME = """
    organization: {name: T, timezone: Europe/Berlin}
    channels: {mail: {kind: email, goes_to: care, respond: 1 day}}
    teams:
      care: {ola: {resolution: 9 days}}
    handoffs: [{from: care, to: resolved, when: paid}]
    intents: {refund: {start: mail, promise: 5 days}}
"""
APPROVALS = """
    organization: {name: T, currency: EUR}
    channels: {hotline: {kind: voice, goes_to: care}}
    teams: {care: {closes: none}, leads: {}, heads: {}, board: {}}
    remedies:
      refund:
        asked_by: us
        route: climb
        tiers:
          - {by: leads, up_to: 100 EUR, decides_within: 1 day}
          - {by: heads, up_to: 200 EUR, decides_within: 2 days}
          - {by: board, up_to: any, decides_within: 3 days}
    intents:
      refund: {start: hotline, remedy: refund, value: {p50: 150 EUR, p90: 300 EUR}}
"""
HOURS = """
    organization: {name: T, timezone: Europe/Berlin}
    channels:
      hotline:
        kind: voice
        open: Mon-Sat 09:00-17:00
        goes_to: care
        load: {contacts: 10, per: 1 hour, handling_time: 3 minutes}
    teams:
      care: {open: Mon-Fri 09:00-17:00, seats: 3}
"""
SETTLE = """
    channels: {hotline: {kind: voice, goes_to: care}}
    teams: {care: {closes: [status]}, leads: {closes: all}}
    handoffs: [{from: care, to: leads, when: other}]
    intents:
      status: {start: hotline, share: 20%}
      refund: {start: hotline, share: 50%}
      change: {start: hotline, share: 30%}
"""
ASKED = """
    channels: {hotline: {kind: voice, goes_to: menu}}
    steps:
      menu: {kind: menu, goes_to: care, asks_for: [order number, post code]}
    teams: {care: {asks_for: [order number]}}
    intents: {refund: {start: hotline}}
"""
WINDOW = """
    returns:
      - {categories: [shoes], reasons: [changed mind], window: 20 days, from: delivery}
      - {categories: [hats], reasons: [changed mind], window: 5 days, from: order,
         delivery_time: 3 days}
"""


def only(text: str, *rules: str):
    """Return the one advice on a policy."""
    (advice,) = advised(text, *rules).advice
    return advice


def rewritten(text: str, advice) -> str:
    """Return a policy with the edits of an advice made in it, as JSON, which is YAML."""
    (document,) = engine.read(request(text)).policy.documents
    moved = [edit._replace(document=document) for edit in advice.proposal.edits]
    with apply_edits(moved):
        return json.dumps(document.data)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (LINE, ["channel-understaffed"]),
        (LIMIT, ["frontline-limit-low"]),
        (SILO, ["silo"]),
        (LOOP, ["hassle-loop"]),
        (TIME, ["promise-exceeds-path"]),
        (APPROVALS, ["approval-laden-path"]),
        (HOURS, ["coverage-gap", "channel-understaffed"]),
        (SETTLE, ["no-first-contact-authority"]),
        (ASKED, ["repeat-information"]),
        (WINDOW, ["restrictive-return-window"]),
    ],
)
def test_the_finding_is_gone_from_the_file_with_the_edits_made(text, rules):
    for advice in advised(text, *rules).advice:
        before = {each.fingerprint for each in findings(text, *rules)}
        after = findings(rewritten(text, advice), *rules)
        assert {each.fingerprint for each in advice.cleared} <= before
        assert not {each.fingerprint for each in advice.cleared} & {e.fingerprint for e in after}


def test_a_line_is_staffed_with_the_least_people_that_answer_in_time():
    advice = only(LINE, "channel-understaffed")
    assert edits(advice) == [(11, "seats", 4, 13)]
    told = effects(advice)
    before, after = told["channel.hotline.service_level"]
    assert (round(before, 4), round(after, 4)) == (0.0407, 0.8168)
    assert [round(each, 3) for each in told["channel.hotline.p_abandon"]] == [0.623, 0.052]
    assert advice.proposal.why_least == "12 would not do"
    assert findings(LINE.replace("seats: 4", "seats: 12"), "channel-understaffed")


def test_what_more_people_cost_is_said_by_seats_hours_and_posts():
    assert only(LINE, "channel-understaffed").proposal.cost == (
        "9 more people at a time for 40 hours a week, 360 hours of work; "
        "13 more posts at a shrinkage of 30%"  # 13 / 0.7 rounded up, less 4 / 0.7 rounded up
    )
    unsaid = LINE.replace(", shrinkage: 30%", "")
    assert "care does not state its shrinkage" in only(unsaid, "channel-understaffed").proposal.cost


def test_where_people_are_needed_at_some_hours_alone_these_are_named():
    peak = LINE.replace(
        "load: {contacts: 90, per: 1 hour,",
        "load: {contacts: 900, per: 1 week, profile: [{hours: Mon-Fri 09:00-10:00, share: 50%}],",
    )
    advice = only(peak, "channel-understaffed")
    assert edits(advice) == [(11, "seats", 4, 13)]
    assert "needed only Mondays to Fridays 09:00–10:00, 45 hours of work" in advice.proposal.cost


def test_where_posts_are_stated_posts_are_advised():
    posts = LINE.replace("seats: 4", "posts: 6")
    assert edits(only(posts, "channel-understaffed")) == [(11, "posts", 6, 19)]


def test_a_limit_is_raised_to_the_next_stated_sum_that_covers_enough():
    advice = only(LIMIT, "frontline-limit-low")
    assert edits(advice) == [(5, "refund", "50 EUR", "60 EUR")]
    assert advice.proposal.why_least.startswith("55 EUR, the next lower sum")
    assert effects(advice)["journey.refund.approvals.expected"] == (
        (Fraction(3, 5), Fraction(1)),
        (Fraction(1, 5), Fraction(1, 2)),
    )


@pytest.mark.parametrize("sum_", ["55 EUR", "59.99 EUR"])
def test_no_lower_limit_would_do(sum_):
    assert findings(LIMIT.replace("50 EUR}}", f"{sum_}}}}}"), "frontline-limit-low")


def test_context_is_carried_where_it_is_lost():
    advice = only(SILO, "silo")
    assert edits(advice) == [(7, "context", "none", "full")]
    assert effects(advice)["journey.refund.repeats.expected"] == (2, 0)


def test_a_handoff_is_bounded_that_goes_round_for_ever():
    advice = only(LOOP, "hassle-loop", "ping-pong-handoff")
    assert edits(advice) == [(6, "max_repeats", ABSENT, 1)]
    # Two days, one day back, and two days once more.
    assert effects(advice)["journey.refund.elapsed.max_hours"] == ("unlimited", Fraction(5 * 24))
    assert effects(advice)["journey.refund.promise.verdict"] == ("not-backed", "kept")


def test_one_time_is_shortened_no_more_than_the_promise_needs():
    advice = only(TIME, "promise-exceeds-path")
    assert edits(advice) == [(5, "resolution", "9 days", "4 days")]
    assert effects(advice)["journey.refund.elapsed.max_hours"] == (240, 120)
    five = TIME.replace("resolution: 9 days", "resolution: 5 days")
    assert findings(five, "promise-exceeds-path")


def test_where_one_time_is_not_enough_several_are_kept_below_one_length():
    advice = only(TIME.replace("respond: 1 day", "respond: 9 days"), "promise-exceeds-path")
    assert edits(advice) == [
        (3, "respond", "9 days", "2 days"),
        (5, "resolution", "9 days", "2 days"),
    ]
    assert effects(advice)["journey.refund.elapsed.max_hours"] == (432, 96)


def test_an_approval_is_spared_with_the_fewest_edits():
    advice = only(APPROVALS, "approval-laden-path")
    assert edits(advice) == [(8, "route", "climb", "direct")]
    assert effects(advice)["journey.refund.approvals.max"] == (3, 1)


def test_people_work_when_the_line_is_published_with_its_price():
    advice = only(HOURS, "coverage-gap", "channel-understaffed")
    assert edits(advice) == [(10, "open", "Mon-Fri 09:00-17:00", "Mon-Sat 09:00-17:00")]
    assert "80 contacts a week come then" in advice.proposal.text
    assert advice.proposal.cost == "8 more hours a week for 3 people, 24 hours of work"
    assert effects(advice)["channel.hotline.closed_share"] == (Fraction(16, 21), Fraction(5, 7))


def test_the_fewest_reasons_are_settled_the_most_frequent_first():
    assert edits(only(SETTLE, "no-first-contact-authority")) == [
        (3, "closes", ["status"], ["status", "refund"])
    ]


MAIL = """
    organization: {name: T, timezone: Europe/Berlin}
    channels:
      mail:
        kind: email
        goes_to: care
        respond: 1 day
        load: {contacts: 1200, per: 1 day, handling_time: 5 minutes}
    teams:
      care: {open: Mon-Fri 09:00-17:00, seats: 8}
"""


def test_mail_gets_the_people_whose_time_it_takes():
    # 1,200 a day of 5 minutes are 700 hours a week; each person has 40.
    assert edits(only(MAIL, "channel-understaffed")) == [(10, "seats", 8, 18)]


def test_where_nobody_works_one_person_is_enough():
    nobody = """
        organization: {name: T}
        channels: {chat: {kind: chat, goes_to: care, published: true}}
        teams: {care: {seats: 0}}
    """
    assert edits(only(nobody, "unstaffed-channel")) == [(4, "seats", 0, 1)]


def test_public_holidays_are_part_of_the_price():
    rota = HOURS.replace("open: Mon-Fri 09:00-17:00", "open: rota")
    rota += "    schedules: {rota: {open: Mon-Fri 09:00-17:00, holidays: DE-BY}}\n"
    assert only(rota, "coverage-gap").proposal.cost.endswith("; and all public holidays")


def proposals(text: str, rule: str) -> list:
    """Return all that may be advised for the one finding of a rule."""
    asked = request(text, rule)
    laboratory = Laboratory(asked, engine.read(asked), budget=Budget())
    (finding,) = laboratory.findings
    return list(list_proposals(laboratory, finding))


def test_a_promise_that_can_be_kept_is_the_shortest():
    kinds = {each.kind: each for each in proposals(TIME, "promise-exceeds-path")}
    (edit,) = kinds["promise"].edits
    assert (edit.old, edit.new) == ("5 days", "10 days")  # a day for the answer, nine for the case
    nine = TIME.replace("promise: 5 days", "promise: 9 days")
    assert findings(nine, "promise-exceeds-path")


def test_a_handoff_may_also_be_left_out():
    cut = next(each for each in proposals(LOOP, "hassle-loop") if each.kind == "cut")
    assert [(edit.path, edit.new) for edit in cut.edits] == [(("handoffs", 1), ABSENT)]


def test_who_stands_above_may_grant_at_least_as_much():
    above = """
        organization: {name: T, currency: EUR}
        channels: {hotline: {kind: voice, goes_to: care}}
        teams:
          care: {tier: 1, may: {refund: 50 EUR}}
          leads: {tier: 2, may: {refund: 20 EUR}}
        handoffs: [{from: care, to: leads, when: other}]
        intents: {refund: {start: hotline, remedy: refund}}
    """
    advice = only(above, "authority-inversion")
    assert edits(advice) == [(6, "refund", "20 EUR", "50 EUR")]


def test_what_was_asked_before_is_not_asked_again():
    assert edits(only(ASKED, "repeat-information")) == [(5, "asks_for", ["order number"], "none")]


def test_a_window_is_as_long_as_it_must_be_and_counted_from_delivery():
    told = [edits(each) for each in advised(WINDOW, "restrictive-return-window").advice]
    assert sorted(told, key=len) == [
        [(3, "window", "20 days", "30 days")],
        [(4, "from", "order", "delivery"), (4, "window", "5 days", "30 days")],
    ]


@pytest.mark.parametrize(
    "text",
    [
        LINE.replace("seats: 4", "seats: 13"),
        LIMIT.replace("50 EUR}}", "120 EUR}}"),
        SILO.replace("context: none", "context: full"),
        TIME.replace("9 days", "4 days"),
        "organization: {name: T, industry: retail}",
    ],
)
def test_an_honest_policy_gets_no_advice_on_what_it_says(text):
    rules = ("channel-understaffed", "frontline-limit-low", "silo", "promise-exceeds-path")
    found = advised(text, *rules)
    assert (found.advice, found.findings, found.trials, found.is_bounded) == ((), 0, 0, False)


def test_no_advice_adds_an_error_or_a_warning():
    for text in (LINE, LIMIT, SILO, LOOP, TIME, APPROVALS, HOURS, SETTLE):
        before = {each.fingerprint for each in findings(text)}
        for advice in advised(text).advice:
            after = findings(rewritten(text, advice))
            new = [e for e in after if e.fingerprint not in before and e.severity != "info"]
            assert [each.rule.id for each in new] == [], advice.proposal.text


def test_the_policy_is_as_it_was_when_the_advice_is_there():
    asked = request(LOOP)
    reading = engine.read(asked)
    (document,) = reading.policy.documents
    before = json.dumps(document.data)
    from cxlint.linting.advice.ranking import advise

    assert advise(asked, reading, 5).advice
    assert json.dumps(document.data) == before


def test_what_helps_more_comes_first_and_no_more_is_told_than_asked():
    both = textwrap.dedent(LINE) + textwrap.dedent(WINDOW)
    every = advised(both).advice
    assert len(every) > 2
    ranks = [(-each.count("error"), -each.count("warning")) for each in every]
    assert ranks == sorted(ranks)
    assert [each.proposal.text for each in advised(both, top=2).advice] == [
        each.proposal.text for each in every[:2]
    ]


def test_trials_are_bounded():
    asked = request(textwrap.dedent(LINE) + textwrap.dedent(WINDOW))
    laboratory = Laboratory(asked, engine.read(asked), budget=Budget(0, 0))
    assert not laboratory.may_probe
    assert laboratory.budget.is_spent


def test_the_least_is_found_by_bisection():
    tried: list[int] = []

    def works(number: int) -> bool:
        tried.append(number)
        return number >= 731

    assert find_least(range(10_000), works) == 731
    assert len(tried) < 20
    assert find_least(range(700), works) is None
    assert find_least_whole(4, works) == 731
    assert find_least_whole(4, lambda _: False) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (ABSENT, "nothing"),
        (True, "true"),
        ([1, "a"], "[1, a]"),
        ({"within": "1 day"}, "{within: 1 day}"),
        ("1 day", "1 day"),
    ],
)
def test_a_value_is_said_as_a_file_has_it(value, said):
    assert say_value(value) == said
