"""What customers must state again, on ways worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from policies import network

from cxlint.analysis import decision_counts
from cxlint.analysis.quantity import UNBOUNDED
from cxlint.analysis.subject import Subject

WAY = """
channels: {line: {kind: voice, goes_to: menu}}
steps: {menu: {kind: menu, goes_to: desk, asks_for: [order number]}}
teams:
  desk: {tier: 1, systems: [a], closes: none, asks_for: [order number, name]}
  money: {tier: 2, systems: [b], closes: all, asks_for: [Order  Number, name, iban]}
handoffs: [{from: desk, to: money, share: 100%%, %s}]
intents: {refund: {start: line}}
"""


def figures(*files):
    return {each.name: each for each in decision_counts.list_quantities(Subject(network(*files)))}


def repeats(found, ending=""):
    return found[f"journey.refund.repeats{ending}"].value


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("context: full", 1),
        ("context: partial, carries: [order number]", 2),
        ("carries: [order number, name]", 1),
        ("context: partial", 3),
        ("context: none", 4),
        ("context: none, asks_again: [name]", 4),
        ("context: full, asks_again: [name, birthday]", 3),
    ],
)
def test_a_field_counts_each_time_after_the_first(said, count):
    found = figures(WAY % said)
    assert repeats(found) == count
    assert repeats(found, ".expected") == count
    assert repeats(found, ".min") == repeats(found, ".max") == count


def test_what_nobody_says_to_go_along_is_an_interval():
    found = figures(WAY % "carried_by: us")
    assert repeats(found) is None
    assert (repeats(found, ".min"), repeats(found, ".max")) == (1, 3)
    assert (repeats(found, ".expected.min"), repeats(found, ".expected.max")) == (1, 3)


@pytest.mark.parametrize("shared", ["systems: [b]", "shares_context_with: [money]"])
def test_teams_that_see_the_same_record_need_not_ask(shared):
    files = (WAY % "carried_by: us").replace("systems: [a]", shared)
    assert repeats(figures(files)) == 1


def test_the_story_counts_once_where_it_is_asked_as_a_field():
    files = (WAY % "context: none").replace("name, iban", "what happened")
    assert repeats(figures(files)) == 3
    files = files.replace("[order number, name]", "[order number, what happened]")
    assert repeats(figures(files)) == 3


def test_a_story_that_nobody_was_told_is_not_told_again():
    found = figures("""
        channels: {line: {kind: voice, goes_to: menu}}
        steps: {menu: {kind: menu}}
        teams: {desk: {closes: all}}
        handoffs: [{from: menu, to: desk, context: none}]
        intents: {refund: {start: line}}
    """)
    assert repeats(found) == 0


def test_the_story_is_left_behind_in_a_form_between_two_teams():
    found = figures("""
        channels: {line: {kind: voice, goes_to: desk}, page: {kind: web_form, goes_to: form}}
        steps: {form: {kind: form, goes_to: money, asks_for: [order number]}}
        teams: {desk: {closes: none, asks_for: [order number]}, money: {closes: all}}
        handoffs: [{from: desk, to: page, carried_by: customer, context: none}]
        intents: {refund: {start: line}}
    """)
    assert repeats(found) == 2


def test_a_menu_hands_on_what_it_says():
    files = (WAY % "context: full").replace("goes_to: desk, ", "")
    carried = files.replace("handoffs: [", "handoffs: [{from: menu, to: desk, context: full}, ")
    assert repeats(figures(carried)) == 0
    said = files.replace(
        "handoffs: [", "handoffs: [{from: menu, to: desk, carries: [order number]}, "
    )
    assert repeats(figures(said)) == 0
    unsaid = files.replace("handoffs: [", "handoffs: [{from: menu, to: desk}, ")
    assert repeats(figures(unsaid)) == 1


@pytest.mark.parametrize(("scope", "count"), [("", 0), ("intents: [refund], ", 0)])
def test_a_handoff_says_what_goes_along_where_the_menu_leads_there_by_itself(scope, count):
    files = (WAY % "context: full").replace(
        "handoffs: [", f"handoffs: [{{from: menu, to: desk, {scope}context: full}}, "
    )
    assert repeats(figures(files)) == count


def test_a_handoff_of_another_reason_says_nothing_of_this_one():
    files = (
        (WAY % "context: full")
        .replace(
            "handoffs: [", "handoffs: [{from: menu, to: desk, intents: [advice], context: full}, "
        )
        .replace("intents: {refund", "intents: {advice: {start: line}, refund")
    )
    assert repeats(figures(files)) == 1


def test_who_has_said_nothing_is_not_asked_again():
    files = (WAY % "context: full").replace("goes_to: desk, ", "goes_to: desk, on_timeout: desk, ")
    found = figures(files)
    assert repeats(found) == 1
    assert (repeats(found, ".min"), repeats(found, ".max")) == (0, 1)


def test_the_mean_of_a_circle_counts_every_round():
    found = figures("""
        channels: {line: {kind: voice, goes_to: desk}}
        teams:
          desk: {closes: none, asks_for: [name]}
          money: {closes: none, asks_for: [iban]}
        handoffs:
          - {from: desk, to: money, share: 50%, context: none}
          - {from: desk, to: resolved, share: 50%}
          - {from: money, to: desk, share: 100%, context: none}
        intents: {refund: {start: line}}
    """)
    # Of one round the first: the story to money, name and story to desk. Each further: iban too.
    # 1/2 + 1/4 + ... go at all: 1/2 * 3 for the first round, 4 for each of the others (1/2).
    assert repeats(found, ".expected") == Fraction(3, 2) + Fraction(1, 2) * 4
    assert repeats(found, ".max") == UNBOUNDED
    assert repeats(found, ".min") == 0


def test_a_circle_that_may_be_gone_twice_has_a_worst_case():
    found = figures("""
        channels: {line: {kind: voice, goes_to: desk}}
        teams:
          desk: {closes: none, asks_for: [name]}
          money: {closes: none}
        handoffs:
          - {from: desk, to: money, share: 50%, context: full, max_repeats: 2}
          - {from: desk, to: resolved, share: 50%}
          - {from: money, to: desk, share: 100%, context: partial}
        intents: {refund: {start: line}}
    """)
    assert repeats(found, ".max") == 2
    assert repeats(found, ".expected") == Fraction(1, 2) + Fraction(1, 4)
    assert repeats(found, ".min") == 0


def test_a_new_matter_begins_with_nothing_stated():
    files = (WAY % "context: none, new_matter: true").replace("share: 100%, ", "")
    found = figures(files)
    assert repeats(found, ".max") == 1


def test_names_and_order_do_not_matter():
    files = WAY % "context: none"
    named = files.replace("goes_to: menu", "goes_to: ivr-7").replace("menu: {", "ivr-7: {")
    named = named.replace("desk", "first-line").replace("money", "a")
    assert repeats(figures(named)) == 4
    lines = files.strip().splitlines()
    assert repeats(figures("\n".join([lines[6], lines[5], lines[1], *lines[2:5], lines[0]]))) == 4
