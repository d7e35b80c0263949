"""Ranges of time, and shares of one whole whose sum may miss it by rounding."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.values.quantities import duration, duration_range
from cxlint.values.shares import exceed_whole, sum_shares


@pytest.mark.parametrize(
    ("text", "shortest", "longest"),
    [
        ("2-5 days", "2 days", "5 days"),
        ("2 – 5 business days", "2 business days", "5 business days"),
        ("2 to 5 business days", "2 business days", "5 business days"),
        ("30 minutes to 2 hours", "30 minutes", "2 hours"),
        ("20m-1h", "20 minutes", "1 hour"),
        ("1.5-2h", "1.5 hours", "2 hours"),
        ("3 days", "3 days", "3 days"),
        ("2 business-days", "2 business days", "2 business days"),
        ("5-5 days", "5 days", "5 days"),
        ("immediately", "immediately", "immediately"),
    ],
)
def test_a_range_has_two_ends_and_a_duration_is_both(
    text: str, shortest: str, longest: str
) -> None:
    assert duration_range(text) == (duration(shortest), duration(longest))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5-2 days", "it ends before it begins"),
        ("2 days - 4 business hours", "its ends run by two clocks"),
        ("1 day to 2 business days", "its ends run by two clocks"),
        ("2-5 bananas", "'bananas' is no unit of time"),
        ("2-5", "'5' is not a duration"),
        ("soon", "is not a duration"),
        (7, "is not a duration"),
    ],
)
def test_what_is_no_range_is_said(text: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        duration_range(text)


@pytest.mark.parametrize(
    ("shares", "too_many"),
    [
        (["70%", "60%"], True),
        (["50%", "50%"], False),
        (["34%", "33%", "34%"], False),  # each may be half a percent less
        (["51%", "50%"], False),
        (["52%", "50%"], True),
        (["100%", "0.1%"], True),  # everything is exact
        (["33.4%", "33.3%", "33.4%"], False),
        (["33.4%", "33.4%", "33.4%"], True),
        (["99.99%", "0.05 %"], True),
        ([], False),
    ],
)
def test_more_than_everything_is_no_rounding(shares: list[str], too_many: bool) -> None:
    assert exceed_whole(shares) is too_many


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=9), st.integers(0, 3))
def test_parts_of_a_whole_never_exceed_it_however_they_are_rounded(
    parts: list[int], digits: int
) -> None:
    exact = [Fraction(100 * part, sum(parts)) for part in parts]
    written = [f"{float(round(each, digits)):.{digits}f}%" for each in exact]
    assert not exceed_whole(written)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=9))
def test_what_exceeds_the_whole_by_more_than_every_rounding_is_seen(parts: list[int]) -> None:
    written = [f"{part}%" for part in parts]
    assert sum_shares(written) == Fraction(sum(parts), 100)
    assert exceed_whole(written) == (2 * sum(parts) - len(parts) > 200)
