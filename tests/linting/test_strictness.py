from __future__ import annotations

import pytest

from cxlint.linting.config.strictness import (
    MILDER_WITH_LESS,
    MILDER_WITH_MORE,
    compare_strictness,
)
from cxlint.linting.config.thresholds import is_threshold
from cxlint.linting.config.word_list_roles import ACCUSING, EXCUSING, STRICTER_OFF, STRICTER_ON
from cxlint.linting.rules import loader


@pytest.mark.parametrize(
    ("check", "name", "value", "than", "expected"),
    [
        ("least_way", "at_most", 9, 5, "milder"),
        ("least_way", "at_most", 4, 5, "stricter"),
        ("least_way", "at_most", 5, 5, "equal"),
        ("stale", "every", "2 years", "12 months", "milder"),
        ("stale", "every", "365 days", "1 year", "equal"),
        ("coverage", "minor", "0%", "5%", "stricter"),
        ("return_window", "warn_below", "14 days", "30 days", "milder"),
        ("limit", "at_least", "10 EUR", "50 EUR", "milder"),
        ("limit", "at_least", "10 EUR", "50 USD", "unknown"),
        ("case_owner", "at_least", 2, 3, "stricter"),
        ("first_contact", "min_share", "50%", "70%", "milder"),
        ("approval_path", "min_share", "50%", "70%", "stricter"),
        ("slow_target", "at_most", {"voice": "20 seconds"}, {"voice": "1 minute"}, "stricter"),
        ("slow_target", "at_most", {}, {"voice": "1 minute"}, "milder"),
        ("slow_target", "at_most", {"voice": 1, "chat": 9}, {"voice": 2, "chat": 8}, "milder"),
        ("slow_target", "at_most", {"voice": 1, "chat": 9}, {"voice": 2}, "stricter"),
        ("slow_target", "far_beyond", 2.5, 3, "stricter"),
        ("least_way", "at_most", None, 5, "milder"),
        ("reachable", "at_most", 9, 5, "unknown"),
        ("silo", "unstated", True, False, "stricter"),
        ("silo", "unstated", False, True, "milder"),
        ("training", "always", True, None, "stricter"),
        ("required", "as_others", True, False, "milder"),
        ("required", "as_others", False, True, "stricter"),
        ("cut_off", "apart", True, False, "unknown"),
        ("phrase", "phrases", {"en": ["a"]}, {"en": ["a", "b"]}, "milder"),
        ("phrase", "phrases", {"en": ["a", "b", "c"]}, {"en": ["a", "b"]}, "stricter"),
        ("phrase", "phrases", {"en": ["a", "c"]}, {"en": ["a", "b"]}, "milder"),
        ("phrase", "phrases", {"en": ["B", "a"]}, {"en": ["a", "b"]}, "equal"),
        ("phrase", "phrases", {"en": ["a"]}, {"en": ["a"], "de": ["b"]}, "milder"),
        ("phrase", "unless", {"en": ["a"]}, {"en": ["a", "b"]}, "stricter"),
        ("phrase", "unless", {"en": ["a", "c"]}, {"en": ["a", "b"]}, "milder"),
        ("phrase", "unless", None, {"en": ["a", "b"]}, "stricter"),
        ("human_option", "exempt", ["wait", "menu"], ["wait"], "milder"),
        ("orphan", "kinds", ["email"], ["email", "post"], "milder"),
        ("coverage", "live", {"voice": "calls"}, {"voice": "calls", "chat": "chats"}, "milder"),
        ("coverage", "live", {"voice": "rings"}, {"voice": "calls"}, "equal"),
        ("coverage", "away", "9 days", "5 days", "milder"),
        ("apology", "courtesy", {"en": ["a"]}, {"en": ["a", "b"]}, "unknown"),
        ("least_way", "at_most", "5 days", 5, "unknown"),
    ],
)
def test_which_value_is_stricter(check, name, value, than, expected) -> None:
    assert compare_strictness(check, name, value, than) == expected


def test_every_role_is_of_a_list_or_a_switch_that_some_rule_has() -> None:
    rules = loader.load().values()
    stated = {(rule.check, name): value for rule in rules for name, value in rule.params.items()}
    listed = ACCUSING | EXCUSING
    assert listed - stated.keys() == set()
    assert all(isinstance(stated[each], list | tuple | dict) for each in listed)
    assert not ACCUSING & EXCUSING
    switches = STRICTER_ON | STRICTER_OFF
    assert switches - stated.keys() == set()
    assert all(isinstance(stated[each], bool) for each in switches)


def test_every_name_is_a_threshold_of_some_rule() -> None:
    rules = loader.load().values()
    stated = {name for rule in rules for name in rule.params if is_threshold(rule.params[name])}
    assert (MILDER_WITH_MORE | MILDER_WITH_LESS) - stated == set()
