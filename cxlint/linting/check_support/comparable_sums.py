"""Sums that are worth about the same in every currency."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.values.quantities import Money

if TYPE_CHECKING:
    from cxlint.policy.policy import Policy

SMALL_UNITS = {
    "CLP": 900, "COP": 4_000, "CZK": 25, "DKK": 7, "HUF": 400, "IDR": 15_000, "INR": 50,
    "JPY": 100, "KRW": 1_000, "NOK": 10, "PLN": 4, "SEK": 10, "THB": 35, "VND": 25_000,
}  # fmt: skip
"""How many units are worth about one euro, dollar or pound, in round numbers; one in others."""


def about(amount: int, currency: str) -> Money:
    """Return so many euros, dollars or pounds in a currency, near enough for a rule of thumb."""
    return Money(Fraction(amount * SMALL_UNITS.get(currency, 1)), currency)


def home_currency(policy: Policy) -> str:
    """Return the currency in which the organization reckons; EUR where it does not say."""
    organization = policy.organization
    return (organization.get("currency") if organization else None) or "EUR"
