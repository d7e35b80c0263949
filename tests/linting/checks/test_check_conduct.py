"""Mistakes, difficult customers and partings: what is certain, and what is left alone."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint import resources
from cxlint.errors import UserError
from cxlint.linting.checks.authority.first_remedy import first_remedy
from cxlint.linting.checks.organization.next_issues import next_issues
from cxlint.linting.checks.organization.offboarding import offboarding
from cxlint.linting.rules import loader
from cxlint.linting.rules.validation import validate_rule

RULE = loader.load()["offboarding-incomplete"]
WHOLE = "decider: head of service, script: goodbye, notice: 30 days"


def ground(id_: str, evidence: str = "") -> list[str]:
    """The cases found of one whole ground of this id and evidence, under the rule's own words."""
    text = f"conduct: {{offboarding: {{{id_}: {{evidence: '{evidence}', {WHOLE}}}}}}}"
    return [hit.case for hit in offboarding(policy(text), **RULE.params)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("id_", "evidence"),
    [
        ("complaints", "more than five a year"),
        ("serial-complainer", "our impression"),
        ("frequent_complaints", "the third in a year"),
        ("headache", "complains every month"),
        ("headache", "Twelve COMPLAINTS in a year"),
        ("headache", "twelve complaints, not one settled"),
        ("reputation", "wrote a bad review"),
        ("reputation", "reports us to the\n authority"),
        ("disputes", "sued us before"),
        ("data", "more than two access requests"),
    ],
)
def test_using_a_right_is_no_ground(id_: str, evidence: str) -> None:
    assert ground(id_, evidence) == ["right"]


@pytest.mark.parametrize(
    ("id_", "evidence"),
    [
        ("abuse", "two insults while complaining"),
        ("abuse", "complaints of two employees about the customer"),
        ("threats", "in a complaint, a call or a letter"),
        ("ethics", "a lawsuit for fraud"),
        ("payment-risk", "legal action to collect two invoices"),
        ("headache", "costs more than it brings; never because of complaints"),
        ("headache", "no complaint open"),
        ("no-fit", "the complaints procedure has found nothing to offer"),
        ("uncomplaining", "silent since 2020"),
        ("fake-claims", "invented complaints, shown to be so"),
    ],
)
def test_what_lies_beyond_a_right_may_be_a_ground(id_: str, evidence: str) -> None:
    assert ground(id_, evidence) == []


def test_a_right_is_told_where_it_stands_and_what_is_missing_beside_it_is_not() -> None:
    text = """
        conduct:
          offboarding:
            headache: {decider: head of sales, description: customers who complain}
            complainers:
    """
    hits = list(offboarding(policy(text), **RULE.params))  # type: ignore[arg-type]
    assert [(hit.case, hit.severity, hit.at.path[2:], hit.facts["right"]) for hit in hits] == [
        ("right", "error", ("complainers",), "complainers"),
        ("right", "error", ("headache", "description"), "complain"),
    ]


def test_without_words_to_look_for_only_what_is_missing_is_told() -> None:
    text = "conduct: {offboarding: {complainers: {decider: head of sales}}}"
    found = offboarding(policy(text), fields=["script"], as_others=[], rights=[], unless=[])
    assert [(hit.case, hit.facts["missing"], hit.facts["parts"]) for hit in found] == [
        ("", ["script"], ["in which words they are told"])
    ]


def test_a_blank_among_the_words_is_refused_where_it_stands() -> None:
    path = resources.folder("rules").joinpath("conduct", "offboarding-incomplete.yaml")
    text = path.read_bytes().replace(b"- ombudsman", b'- " "')
    with pytest.raises(UserError, match=r"r.yaml:\d+: a blank is no word to look for"):
        validate_rule("conduct", path.stem, "r.yaml", text, ["cx-insight", "own"])


def remedy(*files: str) -> list[str]:
    """The cases found of a recovery plan."""
    return [hit.case for hit in first_remedy(policy(*files), at_most="1 day")]


TEAMS = "teams: {care: {tier: 1, may: {refund: none, credit: 0 EUR}}, leads: {tier: 2}}"
PLAN = "recovery: {remedies: [refund, credit]}"


def test_a_remedy_beyond_the_front_line_is_none_in_the_first_contact() -> None:
    assert remedy(TEAMS, PLAN) == ["beyond"]
    assert remedy(TEAMS, "recovery: {remedies: refund}") == ["beyond"]
    tiers = "remedies: {refund: {tiers: [{by: [leads], up_to: any}]}, credit: {}}"
    assert remedy(TEAMS, PLAN, tiers) == ["beyond"]


def test_an_apology_alone_is_not_told_where_another_file_may_say_what_is_done() -> None:
    assert remedy("recovery: {apology: sorry}") == ["words"]
    assert remedy("recovery: {apology: sorry}", "recovery: [") == []


@pytest.mark.parametrize(
    "files",
    [
        (TEAMS.replace("0 EUR", "0.01 EUR"), PLAN),
        (TEAMS.replace("none", "any"), PLAN),
        (TEAMS.replace("tier: 1, ", ""), PLAN),
        (TEAMS, "teams: {shop: {tier: 1}}", PLAN),
        (TEAMS, "teams: {", PLAN),
        (TEAMS, PLAN, "remedies: {refund: {tiers: [{by: care, up_to: 5 EUR}]}, credit: {}}"),
        (TEAMS, PLAN, "remedies: {refund: {tiers: [{by: an advisor}]}, credit: {}}"),
        (TEAMS, PLAN, "remedies: {refund: {tiers: 5}, credit: {}}"),
    ],
)
def test_nothing_is_beyond_where_the_front_line_may_grant_some_or_limits_are_unknown(
    files: tuple[str, ...],
) -> None:
    assert remedy(*files) == []


def test_an_apology_is_all_only_where_no_file_says_that_something_is_done() -> None:
    words = "recovery: {apology: sorry}"
    assert remedy(words) == ["words"]
    assert remedy(words, "recovery: {steps: [replace it]}") == []
    assert remedy(words, "recovery: {first_action_within: soon}") == []
    assert remedy("recovery: {owner: head of care}") == []


def frequent(*shares: str) -> list[str]:
    """The intents found among those of these shares."""
    intents = "\n".join(f"  i{number}: {{{said}}}" for number, said in enumerate(shares))
    found = next_issues(policy(f"intents:\n{intents}"), min_share="10%", min_counted=2)
    return [hit.facts["id"] for hit in found]  # type: ignore[misc]


def test_the_least_share_counts_as_frequent_in_a_policy_that_counts() -> None:
    assert frequent("share: 10%", "share: 9.9%") == ["i0"]
    assert frequent("share: 90%", "") == []
    assert frequent("share: 90%, next_issues: [what then]", "share: 10%, next_issues: []") == ["i1"]


def test_where_no_matter_says_what_follows_the_most_frequent_is_where_to_begin() -> None:
    assert frequent("share: 20%", "share: 40%", "share: 30%") == ["i1"]
    assert frequent("share: 9%", "share: 8%") == []
    spoken = ("share: 20%", "share: 40%", "share: 5%, next_issues: [what then]")
    assert frequent(*spoken) == ["i0", "i1"]
