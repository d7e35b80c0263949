"""Whom a customer reaches, and what never happens to them."""

from __future__ import annotations

import pytest
from analysis.scenarios.judged import judge, statuses

POLICY = """
channels:
  line: {kind: voice, open: Mon-Fri 09:00-18:00, goes_to: hello, closed: {goes_to: box}}
  chat: {kind: chat, open: 24x7, goes_to: bot}
  shop: {kind: in_person, open: Mon-Fri 09:00-18:00, goes_to: desk}
steps:
  hello: {kind: message, says: Good day., goes_to: menu}
  menu: {kind: menu, asks_for: [order number], options: [{say: orders, goes_to: desk},
         {say: opening hours, goes_to: hours}], on_failure: hours, person: {goes_to: desk}}
  hours: {kind: message, says: From nine to six.}
  box: {kind: voicemail}
  bot: {kind: bot, goes_to: resolved, on_failure: elsewhere-form}
  elsewhere-form: {kind: elsewhere}
teams:
  desk: {closes: none, asks_for: [name]}
  money: {closes: all, asks_for: [name]}
  nobody: {seats: 0}
handoffs:
  - {from: desk, to: money, %s}
intents:
  order: {start: [line, shop]}
  chatter: {start: [chat]}
"""
CARRIED = POLICY % "context: full"
CALL = "{intent: order, channel: line, at: 2026-11-13 10:00}"
NIGHT = "{intent: order, channel: line, at: 2026-11-13 22:00}"


@pytest.mark.parametrize(
    ("customer", "statement", "status"),
    [
        (CALL, "reaches: person", "holds"),
        # what they only hear is no step: the menu and the desk are two
        (CALL, "reaches: person within 2 steps", "holds"),
        (CALL, "reaches: person within 1 step", "fails"),
        (CALL, "reaches: money within 3 steps", "holds"),
        (CALL, "reaches: money within 2 steps", "fails"),
        (CALL, "reaches: chat", "fails"),
        (CALL, "reaches: nobody", "fails"),
        ("{intent: order, channel: shop}", "reaches: person within 1 step", "holds"),
        # without a channel, from wherever the matter may begin
        ("{intent: order}", "reaches: person within 2 steps", "holds"),
        ("{intent: order}", "reaches: person within 1 step", "fails"),
        (NIGHT, "reaches: person", "fails"),
        (NIGHT, "reaches: box within 1 step", "holds"),
        # nobody chooses to fail
        ("{intent: chatter}", "reaches: elsewhere-form", "fails"),
        (NIGHT, "never: desk", "holds"),
        (CALL, "never: desk", "fails"),
        (CALL, "never: bot", "holds"),
        (CALL, "never: box", "holds"),
        (CALL, "never: asked twice", "holds"),
        (CALL, "never: sent back", "holds"),
        (CALL, "never: left without an answer", "fails"),
        ("{intent: order, channel: shop}", "never: left without an answer", "holds"),
        # nothing is said of what comes behind it
        ("{intent: chatter}", "never: desk", "unknown"),
        ("{intent: chatter}", "never: left without an answer", "unknown"),
    ],
)
def test_ways(customer, statement, status):
    assert statuses(judge(CARRIED, customer, f"{{{statement}}}")) == [status]


@pytest.mark.parametrize(
    ("said", "status"),
    [("context: none", "fails"), ("carries: [case]", "fails"), ("carries: [name]", "holds"),
     ("carried_by: us", "unknown"), ("context: full, asks_again: [birthday]", "fails")],
)  # fmt: skip
def test_what_goes_along_decides_whether_they_are_asked_twice(said, status):
    result = judge(POLICY % said, CALL, "{never: asked twice}")
    assert statuses(result) == [status]
    if status == "unknown":
        assert result.judgements[0].why == (
            "not stated: what goes along from desk to money (context)"
        )


def test_a_failure_shows_the_way_with_its_lines():
    result = judge(POLICY % "context: none", CALL, "{never: asked twice}")
    (one,) = result.judgements
    assert one.difference == (
        "what happens: they are asked again at money (line -> hello -> menu -> desk -> money), "
        "and the scenario says never asked twice"
    )
    assert [(part.text, part.at.span().line) for part in one.parts] == [
        ("line -> hello", 3),
        ("hello -> menu", 7),
        ("menu -> desk", 9),
        ("desk -> money", 19),
    ]


def test_a_circle_of_teams_sends_customers_back():
    files = CARRIED.replace("intents:", "  - {from: money, to: desk, context: full}\nintents:")
    (one,) = judge(files, CALL, "{never: sent back}").judgements
    assert one.got == "they may be sent back to desk"
    assert one.why == "line -> hello -> menu -> desk -> money -> desk"


@pytest.mark.parametrize(
    ("holds", "slip"),
    [
        ("{reaches: desks}", "holds, reaches: no place 'desks'; did you mean 'desk'?"),
        ("{reaches: persn}", "holds, reaches: no place 'persn'; did you mean 'person'?"),
        ("{never: asked twise}",
         "holds, never: no place or mishap 'asked twise'; did you mean 'asked twice'?"),
        ("{never: hallo}", "holds, never: no place or mishap 'hallo'; did you mean 'hello'?"),
    ],
)  # fmt: skip
def test_what_is_no_place_fails_beside_the_other_statements(holds, slip):
    result = judge(CARRIED, CALL, holds)
    assert (result.status.value, result.problem) == ("fails", "")
    assert [each.difference for each in result.judgements] == [slip]
