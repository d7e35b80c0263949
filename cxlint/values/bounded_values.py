"""Sums and counts that may be bounded only: `5 EUR`, `none`, `at most 5 EUR`, `at least 1`."""

from __future__ import annotations

import re
from fractions import Fraction

from cxlint.records import NamedTuple
from cxlint.values.money import money

_BOUND = re.compile(r"(?:at (most|least) +)?(.+)")


class BoundedValue(NamedTuple):
    """The least and the most that something may be, each where it is bounded, and the words.

    Of money, `currency` is in which; empty where it is nothing, in whatever currency.
    """

    least: Fraction | None
    most: Fraction | None
    currency: str
    words: str


def read_bounded_sum(text: str) -> BoundedValue:
    """Return the bounds that a text states of a sum. Raises ValueError where it states none."""
    bound, said = _divide(text)
    if said == "none":
        return _enclose(bound, Fraction(0), "", text)
    amount = money(said)
    return _enclose(bound, amount.amount, amount.currency, text)


def read_bounded_count(said: int | str) -> BoundedValue:
    """Return the bounds that are stated of a count. Raises ValueError where it is none."""
    bound, number = _divide(str(said))
    return _enclose(bound, Fraction(int(number)), "", str(said))


def _divide(text: str) -> tuple[str, str]:
    """Return `most`, `least` or nothing, and what stands behind it."""
    found = _BOUND.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no bound; write for example at most 5 EUR")
    return found[1] or "", found[2]


def _enclose(bound: str, amount: Fraction, currency: str, words: str) -> BoundedValue:
    least = None if bound == "most" else amount
    most = None if bound == "least" else amount
    return BoundedValue(least, most, currency, words)
