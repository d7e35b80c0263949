"""What is not worked out of a policy that goes beyond a bound is said, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks import crossings, quantities, sections
from linting.test_work import check

from cxlint.analysis.queues import staffing
from cxlint.analysis.scenarios import evaluation
from cxlint.analysis.times import promise_breaches
from cxlint.graph.authority import limits
from cxlint.linting.case_rules import rules
from cxlint.linting.check_support import hour_meetings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEYOND: dict[str, tuple[Callable[[int], str], int, str]] = {
    "tiers": (quantities.one_ladder, 51, limits.LEFT_OFF),
    "case rules": (sections.SECTIONS["case_rules"], 401, rules.LEFT_OFF),
    "conditions": (crossings.alternatives_of_rules, 200, rules.LEFT_OFF),
    "years": (crossings.great_numbers, 2, promise_breaches.LEFT_OFF),
    "people": (crossings.great_numbers, 2, staffing.TOO_MANY),
    "hours": (crossings.years_of_waiting, 80, hour_meetings.LEFT_OFF),
    "statements": (crossings.scenarios_of_reasons, 700, evaluation.LEFT_OFF),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_lies_beyond_a_bound_is_said(name: str, tmp_path: Path) -> None:
    """A policy that goes beyond it, and one that does not."""
    make, count, told = BEYOND[name]
    file = tmp_path / "policy.yaml"
    for number, is_beyond in ((count, True), (1, name in ("years", "people"))):
        file.write_text(make(number), encoding="utf-8")
        said = " ".join(check(tmp_path).split())
        assert (told in said) is is_beyond
