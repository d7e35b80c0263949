"""Means over cases by what they are worth, against cases that are known one by one."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.analysis.decisions.value_bands import (
    ValueBand,
    bound_case,
    bound_mean,
    estimate_mean,
    share_above,
)
from cxlint.graph.authority.distributions import Values

MARKS = (10, 25, 50, 75, 90, 99, 100)
QUANTILES = ((25, 35), (50, 80), (75, 140), (90, 220), (99, 600))
CLIMB = (ValueBand(0, 50, 0, 0), ValueBand(50, 150, 1, 1), ValueBand(150, math.inf, 2, 2))


def spread(*pairs):
    return Values(tuple((Fraction(p, 100), Fraction(sum_)) for p, sum_ in pairs), "EUR")


def steps_of(limits, counts):
    ends = [0, *limits, math.inf]
    return [
        ValueBand(above, up_to, count, count)
        for (above, up_to), count in zip(itertools.pairwise(ends), counts, strict=False)
    ]


def taken(steps, worth):
    return next(step.most for step in steps if step.above < worth <= step.up_to)


def test_the_climb_of_the_worked_example():
    assert bound_mean(spread(*QUANTILES), CLIMB) == (Fraction(3, 5), 1)
    assert estimate_mean(spread(*QUANTILES), CLIMB) == Fraction(431, 480)
    assert bound_case(spread(*QUANTILES), CLIMB) == (0, 2)


@pytest.mark.parametrize(
    ("sum_", "low", "high", "linear"),
    [
        (50, "1/2", "3/4", "2/3"),
        (150, "1/10", "1/4", "37/160"),
        (80, "1/4", "1/2", "1/2"),
        (Fraction(175, 2), "1/4", "1/2", "15/32"),
        (700, "0", "1/100", None),
        (0, "1", "1", "1"),
    ],
)
def test_a_share_above_a_sum(sum_, low, high, linear):
    steps = share_above(sum_)
    assert bound_mean(spread(*QUANTILES), steps) == (Fraction(low), Fraction(high))
    assert estimate_mean(spread(*QUANTILES), steps) == (linear and Fraction(linear))


def test_the_most_a_case_is_worth_bounds_the_worst_case():
    assert bound_case(spread((100, 40)), CLIMB) == (0, 0)
    assert bound_case(spread((50, 30), (100, 151)), CLIMB) == (0, 2)
    assert bound_mean(spread((100, 40)), CLIMB) == (0, 0)


def test_what_cases_are_worth_that_nobody_states():
    assert bound_mean(None, CLIMB) == (0, 2)
    assert bound_case(None, CLIMB) == (0, 2)


def test_an_open_count_widens_the_mean_and_has_no_estimate():
    steps = (ValueBand(0, 50, 0, 0), ValueBand(50, math.inf, 1, 3))
    assert bound_mean(spread((50, 60), (100, 90)), steps) == (Fraction(1, 2), 3)
    assert estimate_mean(spread((50, 60), (100, 90)), steps) is None


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=30),
    st.sets(st.sampled_from(MARKS)),
    st.lists(st.integers(1, 70), max_size=4, unique=True).map(sorted),
    st.lists(st.integers(0, 5), min_size=5, max_size=5),
)
def test_the_true_mean_lies_within_the_bounds(cases, marks, limits, counts):
    cases.sort()
    known = []
    for mark in sorted(marks):
        sum_ = next(c for c in cases if 100 * sum(d <= c for d in cases) >= mark * len(cases))
        known.append((mark, sum_))
    steps = steps_of(limits, counts)
    low, high = bound_mean(spread(*known) if known else None, steps)
    found = [taken(steps, case) for case in cases]
    assert low <= Fraction(sum(found), len(found)) <= high
    least, most = bound_case(spread(*known) if known else None, steps)
    assert least <= min(found)
    assert max(found) <= most


@given(
    st.lists(st.tuples(st.sampled_from(MARKS), st.integers(1, 60)), min_size=1, max_size=4,
             unique_by=lambda each: each[0]),
    st.lists(st.integers(1, 70), max_size=3, unique=True).map(sorted),
    st.lists(st.integers(0, 4), min_size=4, max_size=4),
)  # fmt: skip
def test_the_bounds_are_reached_by_some_distribution(pairs, limits, counts):
    marks = sorted(mark for mark, _ in pairs)
    sums = sorted(sum_ for _, sum_ in pairs)
    known, steps = spread(*zip(marks, sums, strict=True)), steps_of(limits, counts)
    ends = [Fraction(0), *map(Fraction, sums), Fraction(1000)]
    shares = [b - a for a, b in itertools.pairwise([0, *marks, 100])]
    tiny = Fraction(1, 1000)
    places = [
        [
            worth
            for worth in {least, most, *(limit + d for limit in limits for d in (0, tiny)), tiny}
            if least <= worth <= most and worth > 0
        ]
        for least, most in itertools.pairwise(ends)
    ]
    means = [
        sum(share * taken(steps, worth) for share, worth in zip(shares, chosen, strict=True))
        for chosen in itertools.product(*places)
    ]
    assert bound_mean(known, steps) == (Fraction(min(means), 100), Fraction(max(means), 100))


@pytest.mark.parametrize(
    ("limit", "chance", "escalates", "deterred"),
    [(20, 1, "13/20", "3/20"), (20, Fraction(8, 10), "49/80", "3/16"), (90, 1, "0", "1/10")],
)
def test_the_share_that_a_limit_deters(limit, chance, escalates, deterred):
    """Dukes and Zhu in our reading: sums spread evenly up to 100, and a trouble worth 15."""
    even = spread((100, 100))
    spared = min(limit + 15 / Fraction(chance), Fraction(100))
    between = (
        ValueBand(0, limit, 0, 0),
        ValueBand(limit, spared, 1, 1),
        ValueBand(spared, math.inf, 0, 0),
    )
    assert estimate_mean(even, between) == Fraction(deterred)
    assert estimate_mean(even, share_above(spared)) == Fraction(escalates)
