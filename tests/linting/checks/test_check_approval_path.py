"""Approvals: what the examples of the rule cannot show."""

from __future__ import annotations

import json

import pytest
from policies import network

from cxlint.linting.checks.authority.approval_path import approval_path

CARE = """
channels: {hotline: {kind: voice, goes_to: care}}
teams: {care: {may: {refund: 50 EUR}}, leads: {}, finance: {may: {refund: any}}}
"""
TIERS = "tiers: [{by: care, up_to: 50 EUR}, {by: leads, up_to: 100 EUR}, {by: finance}]"
REFUND = "intents: {money: {remedy: refund, value: {p50: 60 EUR, p90: 180 EUR}}}"


def found(*files: str, max_approvals: int = 1, min_share: str = "5%"):
    return list(approval_path(network(*files), max_approvals=max_approvals, min_share=min_share))


def climbing(said: str = "", intents: str = REFUND) -> str:
    return f"{CARE}remedies: {{refund: {{{said}{TIERS}}}}}\n{intents}"


def test_the_share_is_told_as_the_quantiles_bound_it():
    (hit,) = found(climbing())
    assert (hit.case, hit.severity) == ("", None)
    assert hit.facts["cases"] == "above 100 EUR (between 10% and 50% of the cases)"
    assert hit.facts["deciders"] == "leads, then finance"


def test_a_share_that_is_not_stated_is_said_to_be_so():
    (hit,) = found(climbing(intents="intents: {money: {remedy: refund}}"))
    assert hit.facts["cases"] == "above 100 EUR (share not stated)"


def test_values_in_another_currency_tell_no_share():
    (hit,) = found(climbing(intents="intents: {money: {remedy: refund, value: {p50: 60 USD}}}"))
    assert hit.facts["cases"] == "above 100 EUR (share not stated)"


@pytest.mark.parametrize(
    ("value", "hits"),
    [
        ("{p50: 20 EUR, p95: 100 EUR}", 0),  # at most one in twenty, where one in twenty is fine
        ("{p50: 20 EUR, p94: 100 EUR}", 1),  # it may be six in a hundred
        ("{p95: 101 EUR}", 1),  # at least one in twenty
        ("{max: 100 EUR}", 0),
    ],
)
def test_cases_that_few_customers_have_are_left_alone(value, hits):
    assert (
        len(found(climbing(intents=f"intents: {{m: {{remedy: refund, value: {value}}}}}"))) == hits
    )


def test_a_share_that_is_exactly_the_least_counts():
    nothing = (
        climbing().replace("refund: 50 EUR", "goodwill: 5 EUR").replace("by: care", "by: desk")
    )
    assert len(found(nothing, max_approvals=0, min_share="100%")) == 1


def test_going_straight_to_who_may_decide_takes_one():
    assert not found(climbing("route: direct, "))
    assert len(found(climbing("route: direct, "), max_approvals=0)) == 1


def test_a_customer_who_asks_is_an_error_however_few_cases_there_are():
    rare = "intents: {money: {remedy: refund, value: {p50: 20 EUR, p99: 40 EUR, max: 60 EUR}}}"
    (hit,) = found(climbing("asked_by: customer, ", rare))
    assert (hit.case, hit.severity) == ("customer", "error")
    assert hit.facts["cases"] == "above 50 EUR (at most 1% of the cases)"
    never = "intents: {money: {remedy: refund, value: {p50: 20 EUR, max: 50 EUR}}}"
    assert not found(climbing("asked_by: customer, ", never))


def test_what_the_law_demands_is_left_alone_when_the_policy_says_which():
    assert not found(climbing("required_by: some act, "))


def test_delegates_and_timeouts_are_named_and_remove_nothing():
    (hit,) = found(f"""{CARE}
remedies:
  refund:
    tiers:
      - {{by: care, up_to: 50 EUR, delegate: nobody of interest}}
      - {{by: leads, up_to: 100 EUR, delegate: head of service}}
      - {{by: finance, timeout: {{after: 2 days, then: grant}}}}
{REFUND}""")
    assert [label for _, label in hit.related] == [
        "head of service may stand in",
        "without a decision, granted after 2 days",
    ]


def test_all_of_several_count_each_and_one_of_several_once():
    all_ = "remedies: {refund: {tiers: [{by: care, up_to: 50 EUR}, {by: [x, y], need: all}]}}"
    (hit,) = found(f"{CARE}{all_}\n{REFUND}")
    assert (hit.facts["count"], hit.facts["deciders"]) == ("2", "x and y, both of them")
    assert not found(f"{CARE}{all_}\n{REFUND}".replace(", need: all", ""))


def test_every_case_of_every_first_contact_makes_an_error():
    nothing = (
        climbing()
        .replace("may: {refund: 50 EUR}", "may: {goodwill: 5 EUR}")
        .replace("{by: care, up_to: 50 EUR}, ", "")
    )
    two = nothing.replace("up_to: 100 EUR", "up_to: 0 EUR").replace(
        "{by: finance}", "{by: [finance, board], need: all}"
    )
    (hit,) = found(two)
    assert (hit.severity, hit.facts["cases"], hit.facts["own"]) == (
        "error",
        "in every case",
        "nothing",
    )
    another = two.replace("channels: {", "channels: {desk: {kind: in_person, goes_to: finance}, ")
    (hit,) = found(another)
    assert hit.severity is None


def test_handoffs_that_all_go_through_the_customer():
    text = f"""{CARE}
handoffs:
  [{{from: care, to: finance, carried_by: customer}}, {{from: care, to: leads, carried_by: us}}]
{REFUND}"""
    (hit,) = found(text)
    assert (hit.case, hit.severity, hit.facts["deciders"]) == ("customer", "error", "finance")
    assert hit.at.path == ("handoffs", 0, "carried_by")
    assert [label for _, label in hit.witness] == ["hotline", "care", "finance"]
    by_us = text.replace("  [{from", "  [{from: leads, to: finance, carried_by: us}, {from", 1)
    assert not found(by_us)


def test_a_handoff_the_customer_carries_to_a_tier_is_the_cause_unless_we_ask():
    handoffs = "handoffs: [{from: care, to: leads, carried_by: customer}]\n"
    (hit,) = found(handoffs + climbing())
    assert hit.at.path == ("handoffs", 0, "carried_by")
    (hit,) = found(handoffs + climbing("asked_by: us, "))
    assert hit.at.path == ("remedies", "refund", "tiers")


def test_two_teams_one_behind_the_other_are_two_further_decisions():
    text = f"""
channels: {{hotline: {{kind: voice, goes_to: care}}}}
teams:
  care: {{may: {{refund: 50 EUR}}}}
  leads: {{may: {{refund: 70 EUR}}}}
  finance: {{may: {{refund: any}}}}
handoffs: [{{from: care, to: leads}}, {{from: leads, to: finance}}]
{REFUND}"""
    (hit,) = found(text)
    assert hit.facts["cases"] == "above 70 EUR (between 10% and 50% of the cases)"
    assert hit.at.path == ("teams", "care", "may", "refund")
    assert not found(text.replace("[{from: care", "[{from: care, to: finance}, {from: care"))


def test_one_cause_is_one_finding_for_all_intents_and_teams():
    teams = {f"t{n}": {"may": {"refund": "50 EUR"}} for n in range(40)}
    intents = {f"i{n}": {"remedy": "refund", "value": {"p50": f"{40 + n} EUR"}} for n in range(40)}
    channels = {f"c{n}": {"kind": "voice", "goes_to": f"t{n}"} for n in range(40)}
    tiers = [{"by": "leads", "up_to": "60 EUR"}, {"by": "finance"}]
    text = {"channels": channels, "teams": teams, "intents": intents,
            "remedies": {"refund": {"tiers": tiers}}}  # fmt: skip
    (hit,) = found(json.dumps(text))
    assert hit.facts["front"] == ["t0", "t1", "t10", "t11", "36 more"]
    assert "more than half of the cases of i21" in str(hit.facts["cases"])
    assert len(hit.intents) == 40


def test_a_file_that_cannot_be_read_may_hold_the_missing_handoff():
    carried = f"{CARE}handoffs: [{{from: care, to: finance, carried_by: customer}}]\n{REFUND}"
    assert found(carried)
    assert not found(carried, "handoffs: [{from: care, to: finance")


@pytest.mark.parametrize(("tiers", "words"), [
    ("[{by: [leads, tax, board], need: all}]", "leads, tax and board, all of them"),
    ("[{by: leads, up_to: 9 EUR}, {by: [tax, board], need: all}]",
     "leads, then tax and board, both of them"),
    ("[{by: leads, up_to: 9 EUR}, {by: [tax, board]}]", "leads, then tax or board"),
    ("[{by: [care, tax, board], need: all, up_to: any}]", "tax and board, both of them"),
])  # fmt: skip
def test_those_of_whom_all_must_agree_are_asked_in_no_order(tiers: str, words: str):
    care = CARE.replace("may: {refund: 50 EUR}", "may: {refund: none}")
    (hit,) = found(f"{care}remedies: {{refund: {{tiers: {tiers}}}}}\n{REFUND}")
    assert hit.facts["deciders"] == words


CHAIN = """
channels: {{d: {{kind: voice, goes_to: agent}}}}
teams: {{agent: {{tier: 1}}, lead: {{tier: 2}}, controller: {{tier: 3}}}}
handoffs:
  - {{from: agent, to: lead, {when}, carried_by: us}}
  - {{from: lead, to: controller, when: second approval, carried_by: us}}
{more}
remedies: {{credit: {{{route}tiers: [{{by: controller, up_to: any}}]}}}}
intents: {{x: {{start: d, remedy: credit}}}}
"""


@pytest.mark.parametrize("when", [
    "when: approval", "name: sign-off", "when: the lead must approve", "when: must be signed off",
    "when: Freigabe durch die Leitung", "when: muss genehmigt werden", "name: Genehmigung",
    "when: doit être approuvé", "when: autorisation du chef", "when: approbation",
    "when: aprobación", "when: tiene que ser autorizado", "name: visto bueno",
])  # fmt: skip
def test_an_approval_that_stands_in_a_handoff_alone_is_counted(when: str):
    (hit,) = found(CHAIN.format(when=when, more="", route=""))
    assert (hit.facts["count"], hit.facts["deciders"]) == ("2", "lead, then controller")
    assert [label for _, label in hit.related] == ["lead is asked for an approval"]
    assert hit.related[0][0].path == ("handoffs", 0)


@pytest.mark.parametrize(("when", "more", "route"), [
    ("when: a technical question", "", ""),
    ("when: after approval", "", ""),
    ("when: no approval is needed", "", ""),
    ("when: nach Genehmigung", "", ""),
    ("when: sans autorisation", "", ""),
    ("when: approval, new_matter: true", "", ""),
    ("when: approval", "  - {from: agent, to: controller, carried_by: us}", ""),
    ("when: approval", "  - {from: agent, to: lead, when: a question, intents: [x]}", ""),
    ("when: approval", "", "route: direct, "),
])  # fmt: skip
def test_a_handoff_for_anything_else_or_that_can_be_avoided_is_no_approval(
    when: str, more: str, route: str
):
    assert not found(CHAIN.format(when=when, more=more, route=route))
