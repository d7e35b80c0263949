from __future__ import annotations

import pytest

from cxlint.linting.config.strictness import (
    MILDER_WITH_LESS,
    MILDER_WITH_MORE,
    compare_strictness,
)
from cxlint.linting.config.thresholds import is_threshold
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
        ("silo", "unstated", True, False, "unknown"),
        ("least_way", "at_most", "5 days", 5, "unknown"),
    ],
)
def test_which_value_is_stricter(check, name, value, than, expected) -> None:
    assert compare_strictness(check, name, value, than) == expected


def test_every_name_is_a_threshold_of_some_rule() -> None:
    rules = loader.load().values()
    stated = {name for rule in rules for name in rule.params if is_threshold(rule.params[name])}
    assert (MILDER_WITH_MORE | MILDER_WITH_LESS) - stated == set()
