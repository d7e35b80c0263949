"""Dead ends and partners: what the examples of the rules cannot show."""

from __future__ import annotations

import pytest
from policies import network, policy

from cxlint.graph.builder import build
from cxlint.linting.checks.dead_ends.dead_end import dead_end
from cxlint.linting.checks.promises.partner import partner
from cxlint.linting.rules import loader
from cxlint.policy.policy import UnreadText

RULE = loader.load()["unaccountable-partner"]


def found(text: str):
    return [(hit.entity, hit.case, hit.intents) for hit in dead_end(network(text))]


def test_nothing_is_claimed_of_what_lies_behind_a_place_that_is_not_defined() -> None:
    assert (
        found("""
    channels: {app: {kind: app, goes_to: page}}
    steps: {page: {kind: page, goes_to: nowhere}}
    """)
        == []
    )
    assert (
        found("""
    channels: {app: {kind: app, goes_to: page}}
    steps: {page: {kind: pgae}}
    """)
        == []
    )


def test_only_the_last_place_is_told_and_only_where_somebody_comes() -> None:
    assert found("""
    channels: {app: {kind: app, goes_to: first}}
    steps:
      first: {kind: page, goes_to: second}
      second: {kind: page}
      unused: {kind: page}
    """) == [("step/second", "", ())]


def test_a_step_of_which_no_way_is_said_is_information() -> None:
    (hit,) = dead_end(network("steps: {faq: {kind: page, covers: [faq]}}"))
    assert (hit.entity, hit.case, hit.severity, hit.unstated) == ("step/faq", "alone", "info", True)


@pytest.mark.parametrize(
    "text",
    [
        "steps: {faq: {kind: page, from_elsewhere: true}}",
        "steps: {faq: {kind: page}}\nintents: {order: {start: [faq]}}",
        "steps: {first: {kind: page, goes_to: faq}, faq: {kind: page}}",
        "channels: {app: {kind: app, goes_to: faq}}\nsteps: {faq: {kind: page}}",
    ],
)
def test_a_step_with_a_way_in_and_none_out_is_as_grave_as_the_rule(text: str) -> None:
    (hit,) = dead_end(network(text))
    assert (hit.entity, hit.case, hit.severity, hit.unstated) == ("step/faq", "", None, False)


def test_a_step_without_a_way_in_that_says_where_it_ends_is_as_grave_as_the_rule() -> None:
    (hit,) = dead_end(network("steps: {faq: {kind: page, goes_to: [abandoned]}}"))
    assert (hit.case, hit.severity) == ("given-up", None)


def test_a_closed_circle_is_told_by_loop_unless_people_are_in_it() -> None:
    circle = """
    channels: {line: {kind: voice, goes_to: a}}
    %s: {a: {%s}, b: {%s}}
    handoffs: [{from: a, to: b}, {from: b, to: a}]
    """
    assert found(circle % ("steps", "kind: page", "kind: page")) == []
    assert found(circle % ("teams", "closes: none", "closes: none")) == [("team/a", "circle", ())]


def test_a_refusal_without_a_reason_is_no_answer() -> None:
    text = """
    channels: {line: {kind: voice, goes_to: care}}
    teams: {care: {closes: none}}
    outcomes: {refused: {kind: denied%s}}
    handoffs: [{from: care, to: refused}]
    """
    assert found(text % "") == [("team/care", "given-up", ())]
    assert found(text % ", reason: the claim came too late") == []


def test_what_some_contact_reasons_can_do_is_not_held_against_the_others() -> None:
    text = """
    channels: {line: {kind: voice, goes_to: care}, counter: {kind: in_person, goes_to: care}}
    teams: {care: {closes: none}}
    intents: {refund: {start: line}, advice: {start: line}}
    handoffs: [{from: care, to: resolved, intents: [refund]}]
    """
    assert found(text) == [("team/care", "team", ("advice",))]


def test_an_approval_that_can_be_asked_for_is_a_way_on() -> None:
    assert (
        found("""
    channels: {line: {kind: voice, goes_to: care}}
    teams: {care: {closes: none, may: {refund: 50 EUR}}, leads: {}}
    remedies: {refund: {tiers: [{by: [leads], up_to: any}]}}
    intents: {refund: {start: line, remedy: refund}}
    """)
        == []
    )


def test_a_partner_that_leads_to_another_partner_leads_nowhere() -> None:
    text = """
    teams:
      care: {}
      one: {party: partner, accountable: care}
      two: {party: partner, accountable: care}
    handoffs: [{from: care, to: one, carried_by: customer}, {from: one, to: two}%s]
    """
    assert [hit.case for hit in partner(network(text % ""))] == ["no-return"]
    assert list(partner(network(text % ", {from: two, to: care}"))) == []
    assert list(partner(network(text % ", {from: two, to: nobody}"))) == []
    assert list(partner(network(text % ", {from: two, to: resolved}"))) == []


def test_nothing_is_claimed_of_a_place_that_an_unread_handoff_may_leave() -> None:
    text = """
    channels: {app: {kind: app, goes_to: page}, site: {kind: app, goes_to: shelf}}
    steps: {page: {kind: page}, shelf: {kind: page}}
    """
    both = ["step/page", "step/shelf"]
    unread = {
        "handoffs: [{from: page, to: care}\n": ["step/shelf"],  # no YAML
        "handofs: [{from: page, to: care}]\n": ["step/shelf"],  # no section
        "handoffs: [{form: page, to: care}]\n": ["step/shelf"],  # no `from`
        "scripts: [{from: page}\n": both,  # nothing about ways
    }
    for other, lost in unread.items():
        assert [hit.entity for hit in dead_end(network(text, other))] == lost, other
    made = policy(text)
    made.unread.append(UnreadText("lost.yaml", None))  # not even the text is known
    assert not list(dead_end(build(made)))


def called(name: str, more: str = "") -> list[str]:
    text = f"teams: {{care: {{seats: 2}}, other: {{name: {name!r}, party: partner{more}}}}}"
    return [hit.case for hit in partner(network(text), **RULE.params)]


@pytest.mark.parametrize(
    "name",
    [
        "Ombudsman Insurance Ltd",
        "Mediator Media Group LLC",
        "Gerichtsberg Logistik GmbH",
        "Watchdog Security, Inc.",
        "Arbitrage Médiation SARL",
    ],
)
def test_a_firm_that_is_called_like_a_court_is_a_firm(name: str) -> None:
    assert called(name) == ["unanswered"]


def test_whoever_owes_something_by_contract_is_no_independent_body() -> None:
    assert called("Dispute resolution desk", ", contract: {resolution: 3 days}") == ["unanswered"]
    assert called("Dispute resolution desk") == []


@pytest.mark.parametrize(
    "name",
    [
        "Financial Ombudsman Service Limited",
        "Insurance Ombudsman",
        "Verein Versicherungsombudsmann e.V.",
        "Schlichtungsstelle Energie",
        "Agency Regulator",
    ],
)
def test_a_body_is_one_whatever_its_legal_form(name: str) -> None:
    assert called(name) == []


NEW_MATTER = """
channels: {line: {kind: voice, goes_to: care}, shop: {kind: in_person, goes_to: corner}}
teams: {care: {seats: 2, closes: [moving]}}
steps: {corner: {kind: page}}
intents: {moving: {start: line}, buying: {start: shop}}
handoffs: [{from: care, to: corner%s}]
"""


def test_named_are_those_who_come_there_with_this_matter() -> None:
    (hit,) = dead_end(network(NEW_MATTER % ", new_matter: true"))
    assert (hit.entity, hit.intents) == ("step/corner", ("buying",))


@pytest.mark.parametrize("said", ["", ", context: full", ", intents: [moving]"])
def test_those_who_are_sent_there_in_the_same_matter_are_concerned(said: str) -> None:
    hits = list(dead_end(network(NEW_MATTER % said)))
    assert {id_ for hit in hits for id_ in hit.intents} >= {"buying"}
