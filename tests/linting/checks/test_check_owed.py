"""What is owed, for what reason, and what lies beyond its bounds."""

from __future__ import annotations

from typing import Any

import pytest
from policies import policy

from cxlint.linting.checks.fields.owed import misfits, owed


def found(text: str, **params: Any) -> list[tuple[str, str]]:
    return [(hit.entity, hit.case) for hit in owed(policy(text), **params)]


NOTICE: dict[str, Any] = {"of": "term", "fields": ["change_notice"], "once": {"adverse": True}}


def test_what_meets_a_condition_owes_by_itself() -> None:
    text = "terms: {exit: {adverse: true}, plan: {kind: plan}, gift: {adverse: false}}"
    assert found(text, **NOTICE) == [("term/exit", "")]


def test_what_others_state_is_owed_only_where_asked_for() -> None:
    text = "terms: {plan: {kind: plan}, price: {change_notice: 60 days}}"
    assert found(text, **NOTICE) == []
    assert found(text, **NOTICE, as_others=True) == [("term/plan", "others")]


def test_its_own_reason_comes_before_that_of_others() -> None:
    text = "terms: {exit: {adverse: true}, price: {change_notice: 60 days}}"
    (hit,) = owed(policy(text), **NOTICE, as_others=True)
    assert (hit.case, str(hit.facts["other"])) == ("", "price")


@pytest.mark.parametrize(
    ("notice", "told"),
    [("29 days", True), ("30 days", False), ("1 month", False), ("immediately", True)],
)
def test_a_bound_is_met_by_what_is_as_long(notice: str, told: bool) -> None:
    text = f"terms: {{price: {{change_notice: {notice}}}}}"
    hits = found(text, **NOTICE, at_least={"change_notice": "30 days"})
    assert hits == ([("term/price", "beyond")] if told else [])


@pytest.mark.parametrize(("promise", "told"), [("1 day", False), ("25 hours", True)])
def test_only_what_takes_longer_owes_anything(promise: str, told: bool) -> None:
    text = f"intents: {{refund: {{promise: {promise}, updates: {{by: [email]}}}}, advice: {{}}}}"
    params: dict[str, Any] = {
        "of": "intent",
        "fields": ["updates.every"],
        "over": {"promise": "1 day"},
    }
    hits = list(owed(policy(text), **params, once={"updates": {"said": True}}))
    assert bool(hits) is told
    if told:
        assert str(hits[0].facts["long"]) == "25 hours"
        assert hits[0].at.path == ("intents", "refund", "updates")


def test_several_kinds_are_looked_at_each_with_its_own_fields() -> None:
    text = """\
    intents: {repair: {updates: {every: 1 week}}}
    promises: {mail: {update_every: 3 days}}
    """
    bounds = {"updates.every": "48 hours", "update_every": "48 hours"}
    told = found(text, of="intent|promise", at_most=bounds)
    assert told == [("intent/repair", "beyond"), ("promise/mail", "beyond")]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("respond: {negative: 24 hours}", []),
        ("respond: {negative: 25 hours}", [("beyond", ("respond", "negative"))]),
        ("respond: {positive: 1 day}", [("", ("respond",))]),
        ("alert: true", [("", ())]),
        ("alert: false", []),
        ("name: Maps", []),
    ],
)
def test_a_time_is_missing_only_beside_what_makes_one_expect_it(
    said: str, told: list[tuple[str, tuple[str, ...]]]
) -> None:
    text = f"reviews: {{sources: {{maps: {{{said}}}}}}}"
    hits = owed(
        policy(text),
        of="review-source",
        fields=["respond.negative"],
        at_most="1 day",
        once=["respond.positive", "alert"],
    )
    assert [(hit.case, hit.at.path[3:]) for hit in hits] == told


COMPETITORS: dict[str, Any] = {
    "of": "reviews",
    "fields": ["competitors"],
    "once": ["bank"],
    "at": "bank",
}


def test_a_part_is_missed_beside_another_only_if_no_file_has_it() -> None:
    def places(*files: str) -> list[tuple[str | int, ...]]:
        hits = owed(policy(*files), **COMPETITORS)
        return [hit.at.path for hit in hits]

    bank = "reviews: {bank: {min_count: 5}}"
    assert places(bank) == [("reviews", "bank")]
    assert places(bank, "reviews: {competitors: {watched_by: product}}") == []
    assert places(bank, "reviews: {competitors: every month}") == []
    assert places(bank, "reviews: [") == []
    assert places("reviews: {requests: {link: true}}") == []


def test_a_section_in_several_files_is_told_of_once() -> None:
    bank = "reviews: {bank: {min_count: 5}}"
    (hit,) = owed(policy(bank, bank), **COMPETITORS)
    assert hit.at.document.path == policy(bank).documents[0].path


def test_what_points_elsewhere_is_known_by_what_is_missing() -> None:
    bank = "reviews: {bank: {min_count: 5}}"
    assert [hit.key for hit in owed(policy(bank), **COMPETITORS)] == [("competitors",)]
    assert [hit.key for hit in owed(policy(bank), **{**COMPETITORS, "at": ""})] == [()]


@pytest.mark.parametrize(
    ("bound", "key"), [("30 days", ()), ({"change_notice": "30 days"}, ("change_notice",))]
)
def test_a_bound_alone_is_that_of_the_one_field(bound: Any, key: tuple[str, ...]) -> None:
    text = "terms: {price: {change_notice: 2 weeks}}"
    (hit,) = owed(policy(text), **NOTICE, at_least=bound)
    assert (hit.case, hit.key, str(hit.facts["bound"])) == ("beyond", key, "30 days")


def test_parameters_that_no_policy_meets_are_named() -> None:
    params = {"of": "term", "once": {"advers": True}, "at_least": {"change_notice": "soon"}}
    told = dict(misfits(params))
    assert "adverse" in told["once", "advers"]
    assert "soon" in told["at_least", "change_notice"]
    assert not list(misfits({**NOTICE, "at_least": {"change_notice": "30 days"}}))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"of": "term|intent"}, "say which field is meant"),
        ({"fields": ["change_notice", "amount"]}, "say which field is meant"),
        ({"at_most": "never"}, "never"),
        ({"once": ["advers"]}, "did you mean 'adverse'?"),
        ({}, ""),
    ],
)
def test_a_bound_alone_says_no_more_than_one_thing(more: dict[str, Any], told: str) -> None:
    complaints = [said for _, said in misfits({**NOTICE, "at_most": "30 days", **more})]
    assert told in " ".join(complaints)
    assert bool(complaints) is bool(told)
