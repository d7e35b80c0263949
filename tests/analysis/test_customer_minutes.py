"""The customer's minutes, on ways worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from policies import network

from cxlint.analysis import decision_counts
from cxlint.analysis.quantity import UNBOUNDED
from cxlint.analysis.subject import Subject

WAY = """
channels: {line: {kind: %(kind)s, goes_to: menu}}
steps: {menu: {kind: menu, effort: 90 seconds, attempts: 3, goes_to: desk}}
teams:
  desk: {tier: 1, closes: none, handling_time: 6 minutes}
  money: {tier: 2, closes: all, handling_time: 0.5 hours}
handoffs: [{from: desk, to: money, share: 40%%, %(said)s}, {from: desk, to: resolved, share: 60%%}]
intents: {refund: {start: line, effort_budget: %(budget)s}}
"""


def figures(*files):
    return {each.name: each for each in decision_counts.list_quantities(Subject(network(*files)))}


def made(kind="voice", said="carried_by: us", budget="40 minutes"):
    return WAY % {"kind": kind, "said": said, "budget": budget}


def minutes(found, ending=""):
    return found[f"journey.refund.effort_minutes{ending}"].value


@pytest.mark.parametrize("kind", ["voice", "chat", "in_person"])
def test_people_take_time_of_who_talks_with_them(kind):
    found = figures(made(kind))
    assert minutes(found, ".expected") == Fraction(3, 2) + 6 + Fraction(40, 100) * 30
    assert minutes(found, ".min") == Fraction(15, 2)
    assert minutes(found, ".max") == Fraction(9, 2) + 6 + 30
    assert minutes(found) is None


@pytest.mark.parametrize("kind", ["email", "post", "web_form", "messaging"])
def test_who_writes_spends_the_time_of_steps_only(kind):
    found = figures(made(kind))
    assert minutes(found, ".expected") == Fraction(3, 2)
    assert minutes(found, ".max") == Fraction(9, 2)


@pytest.mark.parametrize(
    ("said", "worst"),
    [
        ("wait: 2 business days", Fraction(21, 2)),
        ("wait: 0-3 days", Fraction(21, 2)),
        ("wait: immediately", Fraction(81, 2)),
        ("wait: 2 days, carried_by: customer", Fraction(81, 2)),
        ("transfer: warm", Fraction(81, 2)),
    ],
)
def test_nobody_stays_on_the_line_while_they_wait(said, worst):
    assert minutes(figures(made(said=said)), ".max") == worst


def test_who_is_called_back_talks_again():
    found = figures("""
        channels: {line: {kind: voice, goes_to: later}}
        steps: {later: {kind: callback, goes_to: desk}}
        teams: {desk: {closes: all, handling_time: 4 minutes}}
        intents: {refund: {start: line}}
    """)
    assert minutes(found) == 4


def test_a_channel_says_how_long_its_contacts_take():
    load = "{contacts: 9, per: 1 hour, handling_time: 11 minutes}"
    files = made().replace("kind: voice,", f"kind: voice, load: {load},")
    found = figures(files)
    assert minutes(found, ".expected") == Fraction(3, 2) + 11 + Fraction(40, 100) * 30


def test_further_attempts_count_in_the_mean_only_of_those_stated_to_fail():
    files = made().replace("goes_to: desk}}", "goes_to: desk, on_failure: desk}}", 1)
    assert minutes(figures(files), ".expected") == Fraction(3, 2) + 6 + 12
    stated = files.replace("on_failure: desk", "on_failure: {goes_to: desk, share: 10%}")
    assert minutes(figures(stated), ".expected") == Fraction(3, 2) * Fraction(12, 10) + 6 + 12
    assert minutes(figures(stated), ".max") == Fraction(9, 2) + 6 + 30


def test_a_step_that_fails_to_itself_takes_no_more_attempts_than_it_allows():
    files = made().replace(
        "goes_to: desk}}", "goes_to: desk, on_failure: {goes_to: menu, share: 50%}}}", 1
    )
    found = figures(files)
    assert minutes(found, ".max") == Fraction(9, 2) + 6 + 30
    # A second attempt of half of them, a third of a quarter, and after it nobody tries again.
    assert minutes(found, ".expected") == Fraction(3, 2) * Fraction(7, 4) + 6 + 12


def test_how_somebody_came_that_nobody_says_is_an_interval():
    files = made().replace("start: line", "start: desk")
    found = figures(files)
    assert (minutes(found, ".expected.min"), minutes(found, ".expected.max")) == (0, 18)
    assert (minutes(found, ".min"), minutes(found, ".max")) == (0, 36)


def test_a_circle_without_a_limit_has_no_worst_case_and_a_mean():
    found = figures("""
        channels: {line: {kind: chat, goes_to: desk}}
        teams: {desk: {closes: none, handling_time: 3 minutes}, money: {closes: none}}
        handoffs:
          - {from: desk, to: money, share: 75%}
          - {from: desk, to: resolved, share: 25%}
          - {from: money, to: desk, share: 100%}
        intents: {refund: {start: line}}
    """)
    assert minutes(found, ".expected") == 12
    assert minutes(found, ".max") == UNBOUNDED
    assert minutes(found, ".min") == 3


@pytest.mark.parametrize(
    ("budget", "verdict"),
    [
        ("7 minutes", "certain-breach"),
        ("7.5 minutes", "not-backed"),
        ("40 minutes", "not-backed"),
        ("40m 30s", "kept"),
        ("1 hour", "kept"),
    ],
)
def test_a_budget_is_held_like_a_promise(budget, verdict):
    assert figures(made(budget=budget))["journey.refund.effort_budget.verdict"].value == verdict


def test_a_budget_is_not_backed_where_a_place_is_not_described():
    files = (
        made(budget="8 hours")
        .replace("to: money, share", "to: shop, share")
        .replace("kind: menu,", "kind: menu,", 1)
        + "\n"
    )
    described = files.replace("steps: {", "steps: {shop: {kind: elsewhere}, ")
    found = figures(described)
    assert found["journey.refund.effort_budget.verdict"].value == "not-backed"
    assert minutes(found, ".max") is None
    assert found["journey.refund.effort_minutes.max"].why == (
        "it is not described what happens at shop"
    )


def test_shares_over_the_whole_are_said_instead_of_a_number():
    found = figures(made().replace("share: 60%", "share: 70%"))
    assert minutes(found, ".expected") is None
    assert "add up to 110 %" in found["journey.refund.effort_minutes.expected"].why
    assert found["journey.refund.repeats"].value is None
    assert found["journey.refund.approvals"].value is None


def test_no_budget_no_verdict():
    files = made().replace(", effort_budget: 40 minutes", "")
    assert "journey.refund.effort_budget.verdict" not in figures(files)


def test_a_try_without_a_limit_takes_time_each_time_beside_one_with_a_limit():
    found = figures("""
        channels: {line: {kind: voice, goes_to: bot}, site: {kind: chat, goes_to: menu}}
        steps:
          bot: {kind: bot, effort: 3 minutes, on_failure: bot, goes_to: resolved}
          menu: {kind: menu, effort: 1 minute, attempts: 3, goes_to: resolved}
        intents: {refund: {start: line}, query: {start: site}}
        """)
    assert minutes(found, ".max") == UNBOUNDED
    assert found["journey.query.effort_minutes.max"].value == 3
