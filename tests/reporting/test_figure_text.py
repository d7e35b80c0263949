"""Figures in words: few digits, the unit that suits, and nothing that rounding makes untrue."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.analysis.quantity import UNBOUNDED, UNLIMITED
from cxlint.reporting.journeys.cells import Bounds, say_bounds
from cxlint.reporting.journeys.figure_text import say_range, say_share, say_value

MADRID = datetime.timezone(datetime.timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (3, "count", "3"),
        (Fraction(6, 5), "count", "1.2"),
        (Fraction(391, 1860), "count", "0.21"),
        (Fraction(1, 1000), "count", "under 0.01"),
        (0.0001, "seconds", "under 0.1 seconds"),
        (12345, "count", "12,345"),
        (0, "count", "0"),
        (UNBOUNDED, "count", "no limit"),
        (UNLIMITED, "hours", "no end"),
        (Fraction(4321, 60), "hours", "3 days"),
        (Fraction(24), "hours", "24 hours"),
        (Fraction(1), "hours", "60 minutes"),
        (Fraction(5, 2), "hours", "2.5 hours"),
        (0, "hours", "0 minutes"),
        (Fraction(283, 31), "minutes", "9.1 minutes"),
        (1, "minutes", "60 seconds"),
        (17.1162271822, "seconds", "17.1 seconds"),
        (Fraction(9, 2), "money", "4.50 GBP"),
        (Fraction(4, 5), "share", "80%"),
        (0.0249, "share", "2.5%"),
        (Fraction(12, 10), "share", "120%"),
        (True, "text", "yes"),
        ("granted", "text", "granted"),
        (["care", "returns"], "text", "care, returns"),
        ([], "text", "none"),
        (datetime.date(2026, 12, 2), "text", "2026-12-02"),
        (datetime.datetime(2026, 12, 2, 9, 30, tzinfo=MADRID), "text", "2026-12-02 09:30+01:00"),
    ],
)
def test_a_value(value, unit, said):
    assert say_value(value, unit, "GBP") == said


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (Fraction(17 * 24), Fraction(20 * 24), "hours", "17 to 20 days"),
        (Fraction(1), Fraction(30), "hours", "1 to 30 hours"),
        (0, Fraction(1, 2), "hours", "0 to 30 minutes"),
        (Fraction(3, 10), Fraction(6, 7), "count", "0.3 to 0.86"),
        (Fraction(1), Fraction(1), "count", "1"),
        (Fraction(1), Fraction(1001, 1000), "count", "1"),
        (Fraction(1, 10), Fraction(1, 4), "share", "10% to 25%"),
        (Fraction(1), UNBOUNDED, "count", "1 or more"),
        (UNBOUNDED, UNBOUNDED, "count", "no limit"),
        (Fraction(4), Fraction(10), "money", "4.00 to 10.00 GBP"),
        (datetime.date(2026, 1, 2), datetime.date(2026, 1, 4), "text", "2026-01-02 to 2026-01-04"),
    ],
)  # fmt: skip
def test_an_interval(low, high, unit, said):
    assert say_range(low, high, unit, "GBP") == said


def test_an_interval_of_which_one_end_is_known():
    assert say_bounds(Bounds(None, 6), "count") == "at most 6"
    assert say_bounds(Bounds(Fraction(72), None), "hours") == "at least 3 days"


@given(st.fractions(0, 1))
def test_only_all_is_all_and_only_nothing_is_nothing(share):
    said = say_share(share)
    assert (said == "100%") == (share == 1)
    assert (said == "0%") == (share == 0)


@given(st.fractions(0, 10**6), st.fractions(0, 10**6))
def test_the_ends_of_an_interval_are_told_in_the_unit_that_suits_the_greater(first, second):
    low, high = sorted((first, second))
    said = say_range(low, high, "hours")
    assert said.endswith(say_value(high, "hours"))
    assert said.startswith("0 ") == (low == 0)


def test_a_little_of_much_is_told_in_a_unit_of_its_own():
    assert say_range(Fraction(1, 60), Fraction(163), "hours") == "60 seconds to 6.8 days"
    assert say_range(Fraction(1, 300), UNBOUNDED, "count") == "0 or more"
