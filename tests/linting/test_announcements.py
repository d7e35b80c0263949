"""Sentences that announce somebody, and those that only look alike, in four languages.

`announcements.txt` holds them, `+` before the former and `-` before the latter. They were written
for this test and held back from the lists of the rule at first; what they showed is in the lists by
now, so that they guard and measure nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from policies import network

from cxlint.linting.checks.menus.broken_offer import broken_offer
from cxlint.linting.rules import loader
from cxlint.linting.text.announcements import Announcements, build_announcements
from cxlint.linting.text.phrases.tokenizer import Wordings

RULE = loader.load()["person-announced-not-reached"]
SENTENCES = [
    line.split(" ", 1)
    for line in (Path(__file__).parent / "announcements.txt").read_text("utf-8").splitlines()
]


def announcements() -> Announcements:
    lists = {
        name: RULE.params[name] for name in ("phrases", "later", "offers", "unless", "elsewhere")
    }
    return build_announcements(Wordings(), words=RULE.params["words"], **lists)


KNOWN = announcements()


def said(text: str) -> str:
    """Return what is announced in a text, `later: ` before it where it is for later."""
    wording = KNOWN.wordings.of(text)
    found = KNOWN.first(wording, ())
    if found is None:
        return ""
    words = wording.source_text(found.match.first, found.match.end)
    return f"later: {words}" if found.is_later else words


@pytest.mark.parametrize(("sign", "sentence"), SENTENCES)
def test_an_announcement_is_told_from_what_only_looks_like_one(sign: str, sentence: str) -> None:
    assert bool(said(sentence)) is (sign == "+")


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        (
            "One of our expert agents will review and reply shortly.",
            "later: expert agents will review",
        ),
        ("We will get back to you within two days.", "later: We will get back"),
        ("Wir melden uns morgen bei Ihnen.", "later: Wir melden uns"),
        ("Nous vous recontacterons demain.", "later: Nous vous recontacterons"),
        ("Le responderemos en dos días.", "later: Le responderemos"),
        ("We will reply by mail. I connect you to an agent.", "connect you to an agent"),
        ("If you would like to speak to an agent, press 2.", "speak to an agent, press"),
        ("To speak to an agent, press 0.", "speak to an agent, press"),
        ("If you would like to speak to an agent, write to us.", ""),
        ("We connect you to food resources.", ""),
        ("Failed to transfer you to the main queue.", ""),
        ("Shall I connect you to an agent?", ""),
        ("I connect you to our customer service website.", ""),
    ],
)
def test_what_is_announced_and_for_when(text: str, announced: str) -> None:
    assert said(text).startswith(announced)
    assert bool(said(text)) is bool(announced)


FLOW = """\
channels: {{line: {{kind: voice, goes_to: first}}}}
steps:
  first: {first}
  second: {{kind: message, says: "{says}", goes_to: over}}
outcomes: {{over: {{kind: ended}}}}
"""


@pytest.mark.parametrize(
    ("first", "says", "found"),
    [
        ("{kind: task, goes_to: second}", "I connect you to an agent.", ("", None)),
        ("{kind: task, on_error: second}", "I connect you to an agent.", ("", None)),
        (
            "{kind: task, goes_to: second, on_error: over}",
            "I connect you to an agent.",
            ("", "warning"),
        ),
        ("{kind: callback, goes_to: second}", "An agent will call you.", None),
        ("{kind: voicemail, goes_to: second}", "We will reply soon.", None),
        ("{kind: task, goes_to: second, on_error: over}", "We will reply soon.", None),
        ("{kind: task, goes_to: second}", "We will reply soon.", ("later", "warning")),
    ],
)
def test_who_has_been_noted_before_may_be_answered_later(
    first: str, says: str, found: tuple[str, str | None] | None
) -> None:
    hits = list(broken_offer(network(FLOW.format(first=first, says=says)), **RULE.params))
    assert [(hit.case, hit.severity) for hit in hits] == ([found] if found else [])


CHOICE = """\
channels: {{line: {{kind: voice, goes_to: ask}}}}
steps:
  ask: {{kind: bot, options: [{{say: "{say}", goes_to: {to}}}, {{say: hours, goes_to: over}}]}}
  sorry: {{kind: message, says: There is nobody here., goes_to: over}}
  module: {{kind: elsewhere}}
teams: {{care: {{seats: 4}}}}
outcomes: {{over: {{kind: ended}}}}
"""


@pytest.mark.parametrize(
    "say",
    ["SpeakToAgent", "agent", "talk_to_a_human", "Live Agent", "mit einem Mitarbeiter sprechen",
     "parler à un conseiller", "hablar con un agente", "Connect to a representative"],
)  # fmt: skip
def test_a_choice_that_asks_for_a_person_has_to_reach_one(say: str) -> None:
    (hit,) = broken_offer(network(CHOICE.format(say=say, to="sorry")), **RULE.params)
    assert (hit.case, hit.facts["phrase"]) == ("asked", say)
    assert not list(broken_offer(network(CHOICE.format(say=say, to="care")), **RULE.params))
    assert not list(broken_offer(network(CHOICE.format(say=say, to="module")), **RULE.params))


@pytest.mark.parametrize("say", ["no agent available", "agents busy", "agent locations", "orders"])
def test_a_choice_that_asks_for_nobody_may_end(say: str) -> None:
    assert not list(broken_offer(network(CHOICE.format(say=say, to="sorry")), **RULE.params))


MENU = """\
channels: {{line: {{kind: voice, goes_to: menu}}}}
steps:
  menu:
    kind: menu
    says: "{says}"
    options: [{{say: orders, key: "1", goes_to: care}}, {{say: other, key: "0", goes_to: {to}}}]
  sorry: {{kind: message, says: Goodbye., goes_to: over}}
teams: {{care: {{seats: 4}}}}
outcomes: {{over: {{kind: ended}}}}
"""


@pytest.mark.parametrize(
    "says",
    ["For orders press 1. To speak to an agent, press 0.",
     "Press 1 for orders, press zero to speak to a representative.",
     "Drücken Sie die 1 für Aufträge. Um mit einem Mitarbeiter zu sprechen, drücken Sie die Null."],
)  # fmt: skip
def test_a_key_that_is_offered_for_a_person_has_to_reach_one(says: str) -> None:
    (hit,) = broken_offer(network(MENU.format(says=says, to="sorry")), **RULE.params)
    assert (hit.case, hit.at.path) == ("asked", ("steps", "menu", "options", 1, "goes_to"))
    assert not list(broken_offer(network(MENU.format(says=says, to="care")), **RULE.params))


def test_what_a_branch_compares_the_answer_with_is_a_choice_too() -> None:
    text = """\
    channels: {chat: {kind: chat, goes_to: bot}}
    steps:
      bot: {kind: bot, goes_to: note}
      note: {kind: task, goes_to: which}
      which: {kind: branch, options: [{say: 'State.Intent == "Speak to agent"', goes_to: over}], on_failure: care}
    teams: {care: {seats: 4}}
    outcomes: {over: {kind: ended}}
    """  # noqa: E501
    (hit,) = broken_offer(network(text), **RULE.params)
    assert (hit.case, hit.facts["places"]) == ("asked", ["bot"])


@pytest.mark.parametrize(("behind", "found"), [("over", ["warning"]), ("music", [])])
def test_where_customers_come_from_elsewhere_the_contact_has_to_end(
    behind: str, found: list[str]
) -> None:
    text = f"""\
    steps:
      flow: {{kind: task, from_elsewhere: true, goes_to: hello}}
      hello: {{kind: message, says: I connect you to an agent., goes_to: {behind}}}
      music: {{kind: message, goes_to: hello}}
    outcomes: {{over: {{kind: ended}}}}
    """
    assert [hit.severity for hit in broken_offer(network(text), **RULE.params)] == found
