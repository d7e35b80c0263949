"""Two obligations that cannot both be kept are told, with what each asks."""

from __future__ import annotations

import datetime

import pytest

from cxlint.law.comparison import Comparison, World
from cxlint.law.conflicts import find_conflicts
from cxlint.law.durations import compare_stated
from cxlint.law.lines import About
from tests.law.judging import obligations, policy_of

TODAY = datetime.date(2026, 11, 29)
TEXT = "terms: {price: {kind: price, change_notice: 45 days}}\n"
FIRST, OTHER = obligations()[:2]


def bound(kind: str, limit: str) -> Comparison:
    world = World(policy_of(TEXT, TODAY), frozenset())
    (found,) = compare_stated(world, About("term"), "change_notice", kind, limit)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("least", "most", "conflicts"), [("60 days", "30 days", 1), ("30 days", "30 days", 0),
                                     ("5 days", "30 days", 0), ("3 months", "30 days", 1)],
)  # fmt: skip
def test_no_value_keeps_both(least: str, most: str, conflicts: int) -> None:
    pair = [(FIRST, bound("at_least", least)), (OTHER, bound("at_most", most))]
    shared = pair[0][1].at
    found = list(find_conflicts((who, each._replace(at=shared)) for who, each in pair))
    assert len(found) == conflicts
    if found:
        assert (found[0].longer, found[0].shorter) == (FIRST, OTHER)
        assert found[0].asks_shorter == f"at most {most}"


def test_one_obligation_does_not_contradict_itself() -> None:
    pair = [(FIRST, bound("at_least", "60 days")), (FIRST, bound("at_most", "30 days"))]
    shared = pair[0][1].at
    assert list(find_conflicts((who, each._replace(at=shared)) for who, each in pair)) == []
