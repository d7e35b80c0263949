"""Approvals by what a case is worth, and the shares of cases above a sum."""

from __future__ import annotations

import itertools
import json
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.analysis import decision_counts
from cxlint.analysis.subject import Subject
from cxlint.errors import UserError

FRONT = """
organization: {name: Test, currency: %(currency)s}
channels: {line: {kind: voice, goes_to: desk}}
teams:
  desk: {tier: 1, may: {refund: %(own)s}, closes: none}
  seniors: {tier: 2}
  money: {tier: 3}
  board: {tier: 4}
remedies: {refund: {route: %(route)s, tiers: [%(tiers)s]}}
intents: {refund: {start: line, remedy: refund, value: %(value)s}}
"""

THREE = (
    "{by: seniors, up_to: 200 GBP}, {by: money, up_to: 1000 GBP}, "
    "{by: [money, board], need: all, up_to: any}"
)
KNOWN = "{p10: 20 GBP, p50: 90 GBP, p75: 400 GBP, p95: 1000 GBP, max: 5000 GBP}"


def figures(*files):
    return {each.name: each for each in decision_counts.list_quantities(Subject(network(*files)))}


def made(route="climb", tiers=THREE, value=KNOWN, own="50 GBP", currency="GBP"):
    return FRONT % {
        "route": route, "tiers": tiers, "value": value, "own": own, "currency": currency,
    }  # fmt: skip


def approvals(found, ending=""):
    return found[f"journey.refund.approvals{ending}"]


def asked(name, *files):
    return decision_counts.find_quantity(Subject(network(*files)), name)


def test_a_climb_passes_every_tier():
    # 40% lie in (20, 90]: 0 or 1; 25% in (90, 400]: 1 or 2; 20% in (400, 1000]: 2; 5% above: 4.
    found = figures(made())
    assert approvals(found, ".expected.min").value == Fraction(25 + 2 * 20, 100) + Fraction(
        5 * 2, 100
    )
    assert approvals(found, ".expected.max").value == Fraction(40 + 2 * 25 + 2 * 20 + 5 * 4, 100)
    assert approvals(found, ".max").value == 4
    assert approvals(found, ".min").value == 0
    assert approvals(found).value is None
    assert approvals(found).why == "it depends on what the case is worth"


def test_a_direct_request_goes_to_who_may_decide():
    found = figures(made(route="direct"))
    assert approvals(found, ".expected.min").value == Fraction(25 + 20 + 5, 100)
    assert approvals(found, ".expected.max").value == Fraction(40 + 25 + 20 + 2 * 5, 100)
    assert approvals(found, ".max").value == 2


def test_every_tier_of_a_route_that_needs_all_is_asked():
    found = figures(made(route="all"))
    assert approvals(found, ".max").value == 4
    assert approvals(found, ".expected.max").value == Fraction(9, 10) * 4


def test_any_one_of_several_counts_once_and_one_who_asks_is_not_asked():
    tiers = "{by: [seniors, money], up_to: 1000 GBP}, {by: [desk, board], need: all, up_to: any}"
    found = figures(made(tiers=tiers))
    assert approvals(found, ".max").value == 2
    assert approvals(figures(made(tiers=tiers, route="direct")), ".max").value == 1


def test_who_looks_after_the_remedy_is_no_approval_on_the_way():
    tiers = "{by: seniors, up_to: 200 GBP, after_remedy: true}, {by: money, up_to: any}"
    found = figures(made(tiers=tiers))
    assert approvals(found, ".max").value == 1
    assert found["journey.refund.first_contact.share"].value == [Fraction(1, 2), Fraction(3, 4)]


@pytest.mark.parametrize("more", ["delegate: board", "timeout: {after: 2 days, then: grant}", ""])
def test_a_delegate_or_a_timeout_takes_no_decision_away(more):
    found = figures(made(tiers=f"{{by: money, up_to: any, {more}}}"))
    assert approvals(found, ".max").value == 1


def test_a_tier_that_only_some_cases_meet_leaves_the_count_open():
    tiers = (
        "{by: seniors, up_to: 200 GBP, conditions: [{field: vip, is: regular}]}, "
        "{by: money, up_to: any}"
    )
    found = figures(made(tiers=tiers, value="{p10: 300 GBP, max: 400 GBP}"))
    assert approvals(found, ".expected.min").value == Fraction(9, 10)
    assert approvals(found, ".expected.max").value == 2
    assert ".expected.linear" not in "".join(found)
    granted = tiers.replace("is: regular}]", "is: regular}], otherwise: grant")
    found = figures(made(tiers=granted, value="{p10: 300 GBP, max: 400 GBP}"))
    assert approvals(found, ".min").value == 0


def test_a_limit_includes_its_amount():
    found = figures(made(value="{max: 50 GBP}"))
    assert approvals(found).value == 0
    assert approvals(found, ".expected").value == 0
    assert found["journey.refund.first_contact.share"].value == [1, 1]
    assert approvals(figures(made(value="{max: 50.01 GBP}")), ".max").value == 1


def test_what_nobody_may_grant_is_refused_by_those_who_may_grant_most():
    found = figures(made(tiers="{by: seniors, up_to: 200 GBP}"))
    assert approvals(found, ".max").value == 1
    assert any("refused beyond" in part.text for part in approvals(found).parts)


def test_sums_of_two_currencies_say_nothing_of_each_other():
    found = figures(made(value="{p50: 10 EUR, max: 20 EUR}"))
    assert approvals(found, ".expected.max").value == 4
    assert approvals(found, ".expected").value is None
    assert approvals(found, ".expected").why == "what cases are worth is not stated"


def test_nothing_to_approve_is_known_exactly():
    found = figures("intents: {advice: {start: line}}\nchannels: {line: {kind: voice}}")
    assert found["journey.advice.approvals"].value == 0
    assert found["journey.advice.approvals.expected"].value == 0


def test_handoffs_that_ask_for_an_approval_count_without_a_remedy():
    found = figures("""
        channels: {line: {kind: voice, goes_to: desk}}
        teams: {desk: {closes: none}, head: {closes: none}}
        handoffs:
          - {from: desk, to: head, share: 30%, when: the head must approve}
          - {from: desk, to: resolved, share: 70%}
          - {from: head, to: resolved}
        intents: {exchange: {start: line}}
    """)
    assert found["journey.exchange.approvals.expected"].value == Fraction(3, 10)
    assert found["journey.exchange.approvals.max"].value == 1
    assert found["journey.exchange.approvals"].value is None


def test_what_a_first_team_may_grant_is_not_guessed():
    files = made().replace("may: {refund: 50 GBP}, ", "").replace("by: seniors", "by: who is in")
    found = figures(files)
    assert approvals(found, ".min").value == 0
    assert approvals(found, ".max").value == 4
    assert approvals(found).why == "nothing says what desk may grant of refund"


def test_who_closes_the_matter_alone_asks_nobody():
    files = made().replace("may: {refund: 50 GBP}, closes: none", "closes: [refund]")
    assert approvals(figures(files)).value == 0


def test_handoffs_lead_to_who_may_grant_more():
    found = figures("""
        channels: {line: {kind: voice, goes_to: desk}}
        teams:
          desk: {tier: 1, may: {refund: 50 EUR}, closes: none}
          lead: {tier: 2, may: {refund: 200 EUR}, closes: none}
          head: {tier: 3, may: {refund: any}, closes: none}
        handoffs:
          - {from: desk, to: lead, carried_by: us}
          - {from: lead, to: head, carried_by: us}
        intents: {refund: {start: line, remedy: refund, value: {p50: 50 EUR, max: 300 EUR}}}
    """)
    assert approvals(found, ".max").value == 2
    assert approvals(found, ".expected.min").value == 0
    assert approvals(found, ".expected.max").value == 1
    # Half of the cases lie evenly between 50 and 300 EUR: 60% of these up to 200, 40% above.
    assert approvals(found, ".expected.linear").value == Fraction(1, 2) * Fraction(14, 10)


def test_who_meets_no_team_waits_for_no_approval():
    files = (
        made().replace("goes_to: desk", "goes_to: menu")
        + """
steps: {menu: {kind: menu}}
handoffs:
  - {from: menu, to: desk, share: 80%}
  - {from: menu, to: abandoned, share: 20%}
"""
    )
    found = figures(files)
    assert approvals(found, ".expected.max").value == Fraction(8, 10) * Fraction(150, 100)
    assert approvals(found, ".min").value == 0
    assert found["journey.refund.first_contact.share"].value == [Fraction(1, 10), Fraction(1, 2)]


def test_shares_of_two_first_teams_weigh_what_each_may_grant():
    files = made().replace("goes_to: desk", "goes_to: [{goes_to: desk, share: 25%}, seniors]")
    found = figures(files)
    low, high = Fraction(75, 100), Fraction(150, 100)
    # Seniors may grant 200: (400, 1000] takes 1 more, above 3; exactly 1000 is possible at p95.
    low_of_seniors, high_of_seniors = Fraction(20 + 5, 100), Fraction(25 + 20 + 5 * 3, 100)
    assert approvals(found, ".expected.min").value == (low + 3 * low_of_seniors) / 4
    assert approvals(found, ".expected.max").value == (high + 3 * high_of_seniors) / 4


def test_two_first_teams_leave_open_how_many_come_to_each():
    files = made().replace("goes_to: desk", "goes_to: [desk, seniors]")
    found = figures(files)
    assert approvals(found, ".expected.max").value == Fraction(150, 100)
    # Seniors may grant 200: a quarter to half of the cases are theirs to pass on.
    assert approvals(found, ".expected.min").value == Fraction(20 + 5 * 1, 100)
    assert found["journey.refund.first_contact.share"].value == [Fraction(1, 10), Fraction(3, 4)]


@pytest.mark.parametrize(
    ("value", "count", "decides"),
    [
        ("0.01", 0, "desk"),
        ("50", 0, "desk"),
        ("50.01", 1, "seniors"),
        ("200 GBP", 1, "seniors"),
        ("1000", 2, "money"),
        ("1,000.50 GBP", 4, "board"),
    ],
)
def test_one_case_that_is_worth_so_much(value, count, decides):
    assert asked(f"ask.value={value}.approvals", made()).value == count
    assert asked(f"ask.value={value}.decides", made()).value == decides


def test_one_case_needs_one_contact_reason_and_its_currency():
    two = "intents: {refund: {start: line, remedy: refund}, other: {start: line}}"
    with pytest.raises(UserError, match="not just one"):
        asked("ask.value=10.approvals", "channels: {line: {kind: voice}}", two)
    with pytest.raises(UserError, match="stated in GBP"):
        asked("ask.value=10 EUR.approvals", made())
    with pytest.raises(UserError, match="not a sum of money"):
        asked("ask.value=ten.approvals", made())


@pytest.mark.parametrize(
    ("asked_sum", "low", "high"),
    [("90", "1/4", "1/2"), ("90.5 GBP", "1/4", "1/2"), ("5000", "0", "0"), ("0", "1", "1")],
)
def test_a_share_above_any_sum(asked_sum, low, high):
    found = asked(f"journey.refund.share_above.{asked_sum}", made())
    assert found.value == [Fraction(low), Fraction(high)]


def test_a_share_between_quantiles_is_estimated_only_where_it_is_called_so():
    found = asked("journey.refund.share_above.245.linear", made())
    assert found.value == Fraction(1, 4) + Fraction(1, 4) * Fraction(155, 310)
    assert found.reading.startswith("an estimate")
    beyond = made(value="{p50: 100 GBP}")
    assert asked("journey.refund.share_above.245.linear", beyond).value is None
    assert asked("journey.refund.share_above.245", beyond).value == [0, Fraction(1, 2)]


def test_what_is_no_figure_of_these_is_left_to_others():
    assert asked("journey.refund.contacts.expected", made()) is None
    assert asked("journey.nobody.share_above.50", made()) is None


@pytest.mark.parametrize("route", ["climb", "direct", "all"])
@pytest.mark.parametrize("currency", ["GBP", "JPY", "CHF"])
def test_the_mean_lies_between_what_single_cases_take(route, currency):
    """A policy in another currency, reordered and with more in it, comes to the same."""
    text = made(route=route, currency=currency).replace("GBP", currency)
    plain = figures(made(route=route))
    more = figures("intents: {advice: {start: line}}", text)
    for ending in (".expected.min", ".expected.max", ".min", ".max"):
        assert approvals(more, ending).value == approvals(plain, ending).value
    worths = [Fraction(n, 4) for n in itertools.chain(range(1, 900), range(900, 20_000, 37))]
    counts = [
        asked(f"ask.value={float(w)}.approvals", made(route=route)).value for w in worths[::150]
    ]
    assert approvals(plain, ".min").value <= min(counts)
    assert max(counts) <= approvals(plain, ".max").value < math.inf


def test_all_reasons_together_weigh_by_their_shares():
    two = made(value="{max: 60 GBP}").replace(
        "intents: {refund: {", "intents: {advice: {start: line, share: 75%}, refund: {share: 25%, "
    )
    found = figures(two)
    assert found["all.approvals.expected.max"].value == Fraction(1, 4)
    assert found["all.approvals.expected.min"].value == 0
    assert found["all.approvals.max"].value == 1
    unshared = figures(two.replace("share: 75%", "").replace("share: 25%,", ""))
    assert unshared["all.approvals.expected.max"].value == 1


def test_each_channel_has_its_own_first_team():
    files = (
        made(value="{max: 60 GBP}")
        .replace("channels: {", "channels: {mail: {kind: email, goes_to: seniors}, ")
        .replace("start: line", "start: [{at: line, share: 30%}, mail]")
    )
    found = figures(files)
    assert found["journey.refund.by_channel.mail.approvals"].value == 0
    assert found["journey.refund.by_channel.line.approvals.expected.max"].value == 1
    assert approvals(found, ".expected.max").value == Fraction(3, 10)


TEAMS = ("seniors", "money", "board")


@st.composite
def remedies(draw):
    """Draw tiers whose limits rise, and quantiles of what cases are worth."""
    limits = sorted(draw(st.lists(st.integers(60, 900), min_size=1, max_size=3, unique=True)))
    tiers = [
        {
            "by": sorted(draw(st.sets(st.sampled_from(TEAMS), min_size=1, max_size=3))),
            "need": draw(st.sampled_from(("one", "all"))),
            "up_to": "any" if limit == limits[-1] else f"{limit} GBP",
            "after_remedy": draw(st.integers(0, 4)) == 0,
        }
        for limit in limits
    ]
    marks = sorted(draw(st.sets(st.sampled_from((10, 25, 50, 75, 90)), min_size=1, max_size=3)))
    sums = sorted(draw(st.lists(st.integers(1, 900), min_size=len(marks), max_size=len(marks))))
    value = {f"p{mark}": f"{sum_} GBP" for mark, sum_ in zip(marks, sums, strict=True)}
    return tiers, draw(st.sampled_from(("climb", "direct"))), value, limits


def count_decisions(tiers, route, limits, worth):
    """Return how many decisions a case of that worth takes beyond a desk that may grant 50."""
    if worth <= 50:
        return 0
    ends = [*limits[:-1], math.inf]
    deciding = next(number for number, end in enumerate(ends) if worth <= end)
    asked = tiers[: deciding + 1] if route == "climb" else [tiers[deciding]]
    return sum(
        0 if tier["after_remedy"] else len(tier["by"]) if tier["need"] == "all" else 1
        for tier in asked
    )


@settings(max_examples=60)
@given(remedies())
def test_approvals_are_those_of_cases_counted_one_by_one(drawn):
    tiers, route, value, limits = drawn
    made_policy = made(route=route, tiers="TIERS", value=json.dumps(value)).replace(
        "[TIERS]", json.dumps(tiers)
    )
    found = figures(made_policy)
    for worth in (1, 50, 51, *limits, *(limit + 1 for limit in limits)):
        counted = count_decisions(tiers, route, limits, worth)
        assert asked(f"ask.value={worth}.approvals", made_policy).value == counted
    marks = [0, *(int(key[1:]) for key in value), 100]
    ends = [0, *(int(sum_.split()[0]) for sum_ in value.values()), 5000]
    low = high = Fraction(0)
    for (before, mark), (least, most) in zip(
        itertools.pairwise(marks), itertools.pairwise(ends), strict=True
    ):
        inside = {least, most, 50, 51, *limits, *(n + 1 for n in limits)}
        # Half a unit above a sum stands for whatever is worth more than it.
        worths = [Fraction(x) for x in inside] + [Fraction(2 * x + 1, 2) for x in inside]
        counts = [
            count_decisions(tiers, route, limits, worth)
            for worth in worths
            if least <= worth <= most and worth > 0
        ]
        low += Fraction(mark - before, 100) * min(counts)
        high += Fraction(mark - before, 100) * max(counts)
    assert approvals(found, ".expected.min").value == low
    assert approvals(found, ".expected.max").value == high
