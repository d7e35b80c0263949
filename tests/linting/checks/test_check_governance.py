"""Reviews that are due, and two pairs of eyes."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.organization.balance import balance
from cxlint.linting.checks.organization.citations import citations
from cxlint.linting.checks.organization.date_gaps import date_gaps
from cxlint.linting.checks.organization.expired import expired
from cxlint.linting.checks.organization.stale import stale


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("{last_reviewed: 2025-11-20}", None),
        ("{last_reviewed: 2025-11-19}", "2026-11-19"),
        ("{last_reviewed: 2026-10-20, review_every: 1 month}", None),
        ("{last_reviewed: 2026-10-19, review_every: 1 month}", "2026-11-19"),
        ("{last_reviewed: 2025-05-01, review_every: 2 years}", None),
        ("{last_reviewed: 2027-01-01}", None),
        ("{review_every: 1 day}", None),
        ("{last_reviewed: 2026-11-01, review_every: 9999 years}", None),
    ],
)
def test_a_review_is_due_to_the_day(said: str, due: str | None) -> None:
    for section, case in (("governance", "whole"), ("organization", "whole")):
        hits = list(stale(policy(f"{section}: {said}"), every="12 months"))
        found = [(hit.case, str(hit.facts["due"])) for hit in hits]
        assert found == ([(case, due)] if due else [])


def test_parts_are_reviewed_as_often_as_the_policy_unless_they_say_otherwise() -> None:
    text = """
        teams:
          care: {last_reviewed: 2026-08-01}
          finance: {last_reviewed: 2026-08-01, review_every: 1 year}
          depot: {seats: 2}
    """
    often = "governance: {review_every: 3 months}"
    assert not list(stale(policy(text), every="12 months"))
    (hit,) = stale(policy(text, often), every="12 months")
    assert (hit.case, hit.entity, hit.at.path) == (
        "part",
        "team/care",
        ("teams", "care", "last_reviewed"),
    )


def test_each_review_that_is_stated_is_told_once() -> None:
    text = "governance: {last_reviewed: 2020-01-01}\norganization: {last_reviewed: 2020-01-01}"
    assert len(list(stale(policy(text), every="12 months"))) == 2


@pytest.mark.parametrize(
    ("files", "cases"),
    [
        (["governance: {owner: us}"], ["alone"]),
        (["organization: {owner: us}"], ["alone"]),
        (["organization: {owner: us}", "governance: {owner: them}"], ["alone"]),
        (["governance: {owner: us}", "organization: {approver: them}"], []),
        (["governance: {owner: us, approver: Us}"], ["same"]),
        (["governance: {owner: us, approver: 12}"], []),
        (["governance: {owner: us}", "governance: [approver: legal"], []),
        (["teams: {care: {owner: us}}"], []),
        (["teams: {care: {owner: us, approver: us}}"], ["same"]),
        (["governance: {approver: us}"], []),
    ],
)
def test_nobody_approves_what_they_own(files: list[str], cases: list[str]) -> None:
    assert [hit.case for hit in balance(policy(*files))] == cases


def test_who_approves_their_own_policy_hears_it_of_the_policy() -> None:
    (hit,) = balance(policy("governance: {owner: Trustees, approver: trustees}"))
    assert (hit.case, hit.facts) == ("same", {"id": "the policy", "owner": "Trustees"})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{cites: an act, as_of: 2025-11-20}", []),
        ("{cites: an act, as_of: 2025-11-19}", [("", "2026-11-19")]),
        ("{cites: an act, as_of: 2026-11-20}", []),
        ("{cites: an act, as_of: 2026-11-21}", [("ahead", "2027-11-21")]),
        ("{cites: an act}", [("undated", "")]),
        ("an act", [("undated", "")]),
        ("[an act, another]", [("undated", "")]),
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        "returns: [{{id: a, law: {}}}]", "promises: {{a: {{first_reply: 1 day, law: {}}}}}",
        "outcomes: {{a: {{kind: denied, law: {}}}}}", "leaving: {{law: {}}}",
        "conduct: {{offboarding: {{a: {{law: {}}}}}}}",
        "remedies: {{refund: {{tiers: [{{by: a, up_to: any, law: {}}}]}}}}",
    ],
)  # fmt: skip
def test_a_law_is_read_again_to_the_day(
    said: str, told: list[tuple[str, str]], around: str
) -> None:
    hits = citations(policy(around.format(said)), every="12 months")
    assert [(hit.case, str(hit.facts.get("due", ""))) for hit in hits] == told


def test_a_law_is_read_as_often_as_what_rests_on_it_is_reviewed() -> None:
    row = "terms: {a: {kind: fee, law: {cites: an act, as_of: 2026-09-01}%s}}"
    assert not list(citations(policy(row % ""), every="12 months"))
    assert list(citations(policy(row % "", "governance: {review_every: 1 month}"), every="9 years"))
    assert list(citations(policy(row % ", review_every: 2 months"), every="12 months"))
    kept = policy(row % ", review_every: 1 year", "governance: {review_every: 1 month}")
    assert not list(citations(kept, every="12 months"))


def test_a_law_that_no_longer_matters_is_not_told() -> None:
    text = "terms: {a: {kind: fee, effective: {until: 2026-11-19}, law: an act}}"
    assert not list(citations(policy(text), every="12 months"))


@pytest.mark.parametrize(
    ("effective", "told"),
    [
        ("{until: 2026-05-19}", True), ("{until: 2026-05-20}", False),
        ("{until: 2027-01-01}", False),
        ("{from: 2026-01-01, until: 2026-02-01}", True), ("{from: 2027-01-01}", False),
    ],
)  # fmt: skip
def test_what_ended_is_told_half_a_year_later(effective: str, told: bool) -> None:
    for text in ("teams: {a: {seats: 1, effective: %s}}", "returns: [{id: a, effective: %s}]"):
        assert len(list(expired(policy(text % effective), after="6 months"))) is int(told)


@pytest.mark.parametrize(
    ("old", "new", "days"),
    [
        ("until: 2026-12-31", "from: 2027-01-01", []),
        ("until: 2026-12-31", "from: 2027-01-02", ["on 2027-01-01"]),
        ("until: 2026-12-31", "from: 2027-01-08", ["from 2027-01-01 to 2027-01-07"]),
        ("until: 2026-12-31", "from: 2027-01-09", []),
        ("until: 2026-11-18", "from: 2026-11-20", []),
        ("until: 2026-11-19", "from: 2026-11-21", ["on 2026-11-20"]),
        ("from: 2026-01-01", "from: 2027-01-02", []),
        ("until: 2026-12-31", "until: 2027-01-02", []),
    ],
)
def test_days_between_the_old_and_the_new_are_told(old: str, new: str, days: list[str]) -> None:
    rows = "returns: [{id: %s, categories: [a, b], effective: {%s}}]"
    one, other = rows % ("old", old), (rows % ("new", new)).replace("a, b", "b, a")
    for files in ((one, other), (other, one)):
        hits = list(date_gaps(policy(*files), at_most="7 days"))
        assert [hit.facts["days"] for hit in hits] == days


def test_what_lies_between_closes_a_gap() -> None:
    rows = [
        "teams: {desk: {effective: {until: 2026-12-31}}}",
        "teams: {desk: {effective: {from: 2027-01-03}}}",
    ]
    between = "teams: {desk: {effective: {from: 2027-01-01, until: 2027-01-02}}}"
    assert len(list(date_gaps(policy(*rows), at_most="7 days"))) == 1
    assert not list(date_gaps(policy(*rows, between), at_most="7 days"))
    other = between.replace("desk", "other-desk")
    assert len(list(date_gaps(policy(*rows, other), at_most="7 days"))) == 1
