"""What is said to be timeless is read by no rule that follows ways through the hours."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from cxlint.cli import session
from cxlint.linting.advice.laboratory import TIMED_CHECKS, TIMELESS
from cxlint.linting.run import engine
from cxlint.linting.trials.rule_reads import reads_of

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", ["brightwave", "harbor-mutual", "northwind-outfitters", "tidy"])
def test_no_timed_rule_reads_a_timeless_field(name):
    folder = ROOT / "sample_policies" / name
    day = datetime.date(2026, 11, 20)
    asked = session.request((folder,), config_file=None, today=day, cached=False)
    policy = engine.read(asked).policy
    rules = [each for each in asked.rules.values() if each.check in TIMED_CHECKS]
    assert rules
    for rule in rules:
        read = {
            (kind, f"{kind}.{key}") for kind, _, key in reads_of(rule, policy, asked.config).parts
        }
        assert not {field for kind, field in read if kind in TIMELESS or field in TIMELESS}
