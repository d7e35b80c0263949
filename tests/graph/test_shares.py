"""Shares of cases from quantiles, against cases that are known one by one."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policies import policy

from cxlint.graph.authority.distributions import ALL, NONE, Share, Values, values

MARKS = (10, 25, 50, 75, 90, 95, 99, 100)


def spread(*pairs):
    return Values(tuple((Fraction(p, 100), Fraction(sum_)) for p, sum_ in pairs), "EUR")


def stated(text):
    made = policy(f"intents: {{refund: {{remedy: refund, value: {text}}}}}")
    return values(made.find("intent", "refund"))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30), st.sets(st.sampled_from(MARKS)),
       st.integers(0, 70), st.integers(0, 70))  # fmt: skip
def test_the_true_share_lies_within_the_bounds(cases, marks, one, other):
    cases.sort()
    known = []
    for mark in sorted(marks):
        sum_ = next(c for c in cases if 100 * sum(d <= c for d in cases) >= mark * len(cases))
        known.append((mark, sum_))
    low, high = sorted((one, other))
    share = spread(*known).between(low, high)
    true = Fraction(sum(low < case <= high for case in cases), len(cases))
    assert share.low <= true <= share.high
    above = spread(*known).above(low)
    assert above.low <= Fraction(sum(case > low for case in cases), len(cases)) <= above.high


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30), st.sets(st.sampled_from(MARKS)),
       st.lists(st.integers(0, 70), min_size=4, max_size=4, unique=True))  # fmt: skip
def test_the_true_share_of_several_ranges_lies_within_the_bounds(cases, marks, sums):
    cases.sort()
    known = []
    for mark in sorted(marks):
        sum_ = next(c for c in cases if 100 * sum(d <= c for d in cases) >= mark * len(cases))
        known.append((mark, sum_))
    one, two, three, four = sorted(sums)
    ranges = ((one, two), (three, four))
    share = spread(*known).within(ranges)
    inside = sum(any(low < case <= high for low, high in ranges) for case in cases)
    assert share.low <= Fraction(inside, len(cases)) <= share.high
    assert share.high <= 1


def test_a_share_that_two_ranges_have_in_common_counts_once():
    assert spread((96, 100)).within(((100, 200), (300, 400))) == Share(
        Fraction(0), Fraction(4, 100)
    )


@given(st.lists(st.tuples(st.sampled_from(MARKS), st.integers(1, 60)), max_size=5),
       st.lists(st.integers(0, 70), min_size=2, max_size=4))  # fmt: skip
def test_a_higher_sum_is_never_exceeded_more_often(pairs, sums):
    marks = sorted({mark for mark, _ in pairs})
    known = spread(*zip(marks, sorted(sum_ for _, sum_ in pairs[: len(marks)]), strict=True))
    shares = [known.above(sum_) for sum_ in sorted(sums)]
    assert [s.low for s in shares] == sorted((s.low for s in shares), reverse=True)
    assert [s.high for s in shares] == sorted((s.high for s in shares), reverse=True)


@pytest.mark.parametrize(
    ("sum_", "told"),
    [
        (50, "more than half of the cases"),
        (0, "every case"),
        (60, "between 10% and 50% of the cases"),
        (200, "between 1% and 10% of the cases"),
        (600, "at most 1% of the cases"),
    ],
)
def test_a_share_is_told_as_an_interval(sum_, told):
    assert str(spread((50, 60), (90, 180), (99, 600)).above(sum_)) == told


def test_nothing_exceeds_the_most():
    assert spread((50, 60), (100, 200)).above(200) == NONE
    assert spread((50, 60)).between(0, inf) == ALL


def test_parts_that_do_not_touch_add_up_to_no_more_than_all():
    assert Share(Fraction(1, 2), Fraction(1)) + Share(Fraction(0), Fraction(1, 2)) == Share(
        Fraction(1, 2), Fraction(1)
    )


def test_quantiles_that_contradict_one_another_say_nothing():
    assert stated("{p50: 100 EUR, p90: 60 EUR}") is None
    assert stated("{p50: 100 EUR, p90: 600 USD}") is None
    assert stated("{}") is None


def test_quantiles_of_any_number_are_read_in_order():
    assert stated("{max: 900 EUR, p80: 70 EUR, p5: 2 EUR}") == spread((5, 2), (80, 70), (100, 900))
