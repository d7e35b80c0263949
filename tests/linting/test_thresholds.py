"""Thresholds: which parameters are some, and where their values come from."""

from __future__ import annotations

import pytest
from bare import rule

from cxlint.linting.config.rule_settings import RuleEntry, Setting
from cxlint.linting.config.thresholds import (
    case_thresholds,
    is_threshold,
    narrow_thresholds,
    rule_thresholds,
)
from cxlint.linting.model.finding import Threshold
from cxlint.parsing.document import At, parse


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        (5, True),
        (0.5, True),
        ("4 business hours", True),
        ("15%", True),
        ("EUR 50", True),
        ({"chat": "5 minutes", "email": "1 day"}, True),
        (True, False),
        (None, False),
        ("person", False),
        ("", False),
        ([25, 100, 400], True),
        ([], False),
        (["24x7"], False),
        ({}, False),
        ({"en": ["that is not an option"]}, False),
        ({"chat": "chats", "email": "mail"}, False),
    ],
)
def test_quantities_are_thresholds_and_words_are_none(value: object, is_one: bool) -> None:
    assert is_threshold(value) is is_one


def test_what_chooses_is_no_threshold() -> None:
    said = {"where": {"seats": 3}, "of": "team", "holds": "1.0 < team.seats", "at_most": 3}
    made = rule("a", params=said)
    found = rule_thresholds(made, Setting("error", made.params))
    assert [threshold.param for threshold in found] == ["at_most"]


def test_a_value_is_the_rules_own_until_an_entry_sets_it() -> None:
    (document,) = parse("cxlint.yaml", b"rules:\n  a:\n    params:\n      at_most: 9\n")
    told = {"source": "own", "says": "a proposal"}
    made = rule("a", params={"at_most": 3, "least": 1}, provenance={"at_most": told})
    own = Setting("error", made.params)
    assert rule_thresholds(made, own) == (
        Threshold("at_most", 3, "own", "a proposal"),
        Threshold("least", 1),
    )
    entry = RuleEntry("a", None, {"at_most": 9}, At(document, ("rules", "a"), key=True), "calm")
    assert rule_thresholds(made, entry.apply_to(own)) == (
        Threshold("at_most", 9, set_in="cxlint.yaml:4", profile="calm"),
        Threshold("least", 1),
    )
    stated = entry._replace(provenance={"at_most": {"source": "law", "says": "nine"}})
    assert rule_thresholds(made, stated.apply_to(own))[0][2:4] == ("law", "nine")
    softened = RuleEntry("a", "info", {}, entry.at)
    assert rule_thresholds(made, softened.apply_to(own)) == rule_thresholds(made, own)


def test_of_values_by_a_key_those_remain_that_the_finding_tells_of() -> None:
    found = (Threshold("at_most", {"chat": "5 minutes", "email": "1 day"}), Threshold("least", 2))
    kept = narrow_thresholds(found, ["desk", "5 minutes"])
    assert [threshold.value for threshold in kept] == [{"chat": "5 minutes"}, 2]
    assert narrow_thresholds(found, ["desk"]) == found


def test_a_case_rests_on_the_thresholds_that_name_it_or_name_none() -> None:
    told = {"at_most": {"source": "own", "says": "three", "cases": ["long"]}}
    made = rule("a", params={"at_most": 3, "least": 1}, provenance=told)
    both = (Threshold("at_most", 3), Threshold("least", 1))
    assert [each.param for each in case_thresholds(made, "long", both)] == ["at_most", "least"]
    assert [each.param for each in case_thresholds(made, "missing", both)] == ["least"]


def test_a_hit_that_names_its_bounds_rests_on_no_others_and_a_filter_is_no_bound() -> None:
    told = {"least": {"source": "own", "says": "fewer are not looked at", "cases": []}}
    made = rule("a", params={"at_most": 3, "least": 1, "grave": 9}, provenance=told)
    all_ = (Threshold("at_most", 3), Threshold("least", 1), Threshold("grave", 9))
    assert [each.param for each in case_thresholds(made, "", all_)] == ["at_most", "grave"]
    assert [each.param for each in case_thresholds(made, "", all_, ("grave",))] == ["grave"]
    assert not list(case_thresholds(made, "", all_, ()))


def test_a_hit_that_says_what_it_is_about_rests_on_the_value_for_that() -> None:
    both = (Threshold("at_most", {"documents": 2, "signatures": 1}),)
    (told,) = narrow_thresholds(both, ("2", "1"), ("signatures",))
    assert told.value == {"signatures": 1}
