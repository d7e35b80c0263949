"""The smaller checks of authority and fairness: dates, words and hours."""

from __future__ import annotations

import pytest
from policies import network, policy

from cxlint.linting.checks.authority.below_floor import below_floor
from cxlint.linting.checks.authority.low_limit import low_limit
from cxlint.linting.checks.authority.refusal import refusal
from cxlint.linting.checks.authority.second_contact import second_contact
from cxlint.linting.checks.authority.stand_in import stand_in
from cxlint.linting.checks.authority.training import training
from cxlint.linting.checks.authority.unfair_basis import unfair_basis
from cxlint.linting.checks.hours.narrower_hours import narrower_hours

LINE = "channels: {hotline: {kind: voice, goes_to: care}}\n"
MONEY = "intents: {money: {remedy: refund}}\n"


@pytest.mark.parametrize(
    ("said", "case"),
    [
        ("{every: 12 months}", None),
        ("{every: 1 year}", None),
        ("{every: 365 days}", None),
        ("{every: 366 days}", "rare"),
        ("{every: 13 months}", "rare"),
        ("{last: 2025-11-20}", None),
        ("{last: 2025-11-19}", "overdue"),
        ("{every: 3 months, last: 2026-08-20}", None),
        ("{every: 3 months, last: 2026-08-19}", "overdue"),
        ("{every: 1 week, last: 2026-11-13}", None),
        ("{every: 1 week, last: 2026-11-12}", "overdue"),
        ("{every: 9999 years, last: 2026-11-12}", "rare"),
    ],
)
def test_training_is_due_to_the_day(said, case):
    hits = list(training(policy(f"teams: {{care: {{training: {said}}}}}"), every="12 months"))
    assert [hit.case for hit in hits] == ([case] if case else [])


@pytest.mark.parametrize(
    ("last", "every", "hits"),
    [("2026-08-31", "1 month", 1), ("2024-02-29", "1 year", 1), ("2025-12-31", "11 months", 0)],
)
def test_months_end_on_a_day_that_exists(last, every, hits):
    text = f"teams: {{care: {{training: {{every: {every}, last: {last}}}}}}}"
    assert len(list(training(policy(text), every="12 months"))) == hits


BOUNDS = {"few_cases": "10%", "late": "50%", "least_hours": "10%", "closing": "5 days"}


def test_missing_training_can_be_asked_of_any_policy():
    text = "teams: {care: {}, carrier: {party: partner}}"
    assert not list(training(policy(text), every="12 months"))
    (hit,) = training(policy(text), every="12 months", always=True)
    assert (hit.case, hit.facts["id"]) == ("unstated", "care")


@pytest.mark.parametrize(
    ("basis", "unfair"),
    [
        ("age", True),
        ("the customer's age", True),
        ("Age of the customers", True),
        ("skin colour", True),
        ("age of the account", False),
        ("account age", False),
        ("years as a customer", False),
        ("average spend", False),
        ("'colour of the bicycle'", False),
    ],
)
def test_traits_are_words_of_their_own_and_of_people(basis, unfair):
    text = f"remedies: {{refund: {{discretion: {{segments: [{{name: x, basis: {basis}}}]}}}}}}"
    assert bool(list(unfair_basis(policy(text), traits=["age", "skin colour"]))) == unfair


@pytest.mark.parametrize(
    ("gives", "hits"),
    [("19.99 EUR", 1), ("20 EUR", 0), ("nothing", 1), ("5 USD", 0), ("a coffee", 0), ("50%", 0)],
)
def test_only_sums_are_compared_with_the_floor(gives, hits):
    text = (
        "remedies: {refund: {discretion: {floor: 20 EUR, "
        f"segments: [{{name: x, gives: {gives}}}]}}}}}}"
    )
    assert len(list(below_floor(policy(text)))) == hits


@pytest.mark.parametrize(
    ("limit", "hits"), [("100 EUR", 0), ("99 EUR", 1), ("any", 0), ("none", 1), ("100 USD", 0)]
)
def test_a_limit_is_low_only_where_that_is_certain(limit, hits):
    text = (
        f"{LINE}teams: {{care: {{may: {{refund: {limit}}}}}}}\n"
        "intents: {money: {remedy: refund, value: {p79: 100 EUR, p85: 110 EUR}}}"
    )
    assert len(list(low_limit(network(text), min_covered="80%"))) == hits


UNSAID = "teams: {{care: {care}, office: {office}}}\n"


@pytest.mark.parametrize(("care", "office", "case"), [
    ("{tier: 1}", "{tier: 2, may: {refund: any}}", "unsaid"),
    ("{}", "{may: {refund: 90 EUR}}", "unsaid"),
    ("{tier: 1, may: {credit: any}}", "{tier: 2, may: {refund: any}}", "nothing"),
    ("{tier: 1}", "{tier: 2, may: {credit: any}}", None),
    ("{tier: 1}", "{tier: 2, may: {refund: none}}", None),
    ("{tier: 2}", "{tier: 2, may: {refund: any}}", None),
    ("{tier: 1, closes: all}", "{tier: 2, may: {refund: any}}", None),
    ("{party: partner}", "{tier: 2, may: {refund: any}}", None),
])  # fmt: skip
def test_no_word_on_authority_is_told_where_others_have_some(care: str, office: str, case: str):
    hits = low_limit(
        network(LINE + UNSAID.format(care=care, office=office) + MONEY), min_covered="80%"
    )
    assert [(hit.case, hit.unstated) for hit in hits] == (
        [(case, case == "unsaid")] if case else []
    )


@pytest.mark.parametrize(("care", "office", "case"), [
    ("{may: {refund: none}}", "{tier: 2, may: {refund: any}}", "anybody"),
    ("{may: {refund: 0 EUR}}", "{may: {refund: 9 EUR}}", "anybody"),
    ("{may: {refund: 1 EUR}}", "{may: {refund: any}}", None),
    ("{may: {refund: none}}", "{may: {credit: any}}", None),
    ("{tier: 1, may: {refund: none}}", "{tier: 1, may: {refund: any}}", None),
    ("{tier: 2, may: {refund: none}}", "{tier: 3, may: {refund: any}}", None),
    ("{tier: 1}", "{tier: 2, may: {refund: any}}", None),
])  # fmt: skip
def test_without_contact_reasons_whoever_comes_is_meant(care: str, office: str, case: str):
    hits = low_limit(network(LINE + UNSAID.format(care=care, office=office)), min_covered="80%")
    assert [hit.case for hit in hits] == ([case] if case else [])


def test_the_limit_stands_in_the_tier_where_only_that_states_it():
    text = (
        f"{LINE}teams: {{care: {{}}}}\n"
        "remedies: {refund: {tiers: [{by: care, up_to: 50 EUR}, {by: leads}]}}\n"
        "intents: {money: {remedy: refund, value: {p50: 60 EUR}}}"
    )
    (hit,) = low_limit(network(text), min_covered="80%")
    assert hit.at.path == ("remedies", "refund", "tiers", 0, "up_to")
    assert hit.facts["enough"] == "what 80% of the cases come to"


def test_hours_are_compared_with_every_decider_and_the_widest_gap_is_told():
    text = (
        f"{LINE}teams: {{care: {{open: 'Mon-Fri 09:00-17:00'}}}}\n"
        "remedies: {refund: {tiers: [{by: care, up_to: 50 EUR}, "
        "{by: leads, up_to: 90 EUR, open: 'Mon-Fri 09:00-16:00'}, "
        "{by: finance, open: 'Mon-Thu 09:00-17:00'}]}}\n"
    )
    (hit,) = narrower_hours(
        network(text + MONEY),
        remedies=["refund"],
        min_share="5%",
        **BOUNDS,
    )
    assert (hit.facts["decider"], hit.facts["gap"]) == ("finance", "Fridays 09:00–17:00")
    small = "intents: {money: {remedy: refund, value: {max: 80 EUR}}}"
    (hit,) = narrower_hours(
        network(text + small),
        remedies=["refund"],
        min_share="5%",
        **BOUNDS,
    )
    assert hit.facts["decider"] == "leads"
    assert not list(
        narrower_hours(
            network(text + MONEY),
            remedies=["credit"],
            min_share="5%",
            **BOUNDS,
        )
    )
    assert not list(
        narrower_hours(
            network(text + MONEY),
            remedies=["refund"],
            min_share="21%",
            **BOUNDS,
        )
    )


def test_a_night_crew_may_refuse_for_the_day():
    text = f"{LINE}teams: {{care: {{may_refuse: false, seats: 0}}}}\n{MONEY}"
    assert not list(refusal(network(text)))
    (hit,) = refusal(network(text.replace("seats: 0", "seats: 1")))
    assert hit.intents == ("money",)


def test_a_request_that_we_carry_needs_no_second_contact():
    text = (
        f"{LINE}teams: {{care: {{may: {{credit: any}}}}, finance: {{may: {{refund: any}}}}}}\n"
        "handoffs: [{from: care, to: finance, carried_by: customer}]\n"
    )
    (hit,) = second_contact(network(text + MONEY), remedies=["refund"])
    assert (hit.case, hit.facts["others"]) == ("carry", ["finance"])
    assert not list(
        second_contact(network(text.replace("customer", "us") + MONEY), remedies=["refund"])
    )


def test_the_lowest_tier_is_an_approver_where_customers_meet_others_first():
    text = (
        f"{LINE}teams: {{care: {{may: {{refund: none}}}}, desk: {{}}}}\n"
        "remedies: {refund: {tiers: [{by: desk}]}}\n"
    )
    assert len(list(stand_in(network(text + MONEY)))) == 1
    assert not list(stand_in(network(text)))
    assert not list(stand_in(network(text.replace("goes_to: care", "goes_to: desk") + MONEY)))
