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


def test_parameters_that_no_policy_meets_are_named() -> None:
    params = {"of": "term", "once": {"advers": True}, "at_least": {"change_notice": "soon"}}
    told = dict(misfits(params))
    assert "adverse" in told["once", "advers"]
    assert "soon" in told["at_least", "change_notice"]
    assert not list(misfits({**NOTICE, "at_least": {"change_notice": "30 days"}}))
