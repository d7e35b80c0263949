"""Durations, money, percentages and dates, as people write them, with exact arithmetic.

Every reader takes the value as it stands in the file and raises `ValueError` with one sentence
that shows the value, says what is wrong and names the accepted forms. Texts recur, so results
are remembered; all values are immutable.
"""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from functools import lru_cache

from cxlint.values.durations import (
    DURATION_FORMS,
    IMMEDIATELY,
    RANGE_FORMS,
    Duration,
    Unit,
    duration,
    duration_range,
)
from cxlint.values.money import (
    ANY,
    LIMIT_FORMS,
    MONEY_FORMS,
    NONE,
    Limit,
    LimitWord,
    Money,
    allows,
    limit,
    money,
)
from cxlint.values.value_errors import explain_no_number, explain_no_text, unreadable_value

__all__ = [
    "ANY",
    "DATE_FORMS",
    "DURATION_FORMS",
    "IMMEDIATELY",
    "LIMIT_FORMS",
    "MONEY_FORMS",
    "NONE",
    "PERCENTAGE_FORMS",
    "RANGE_FORMS",
    "Duration",
    "Limit",
    "LimitWord",
    "Money",
    "Unit",
    "allows",
    "amount_of",
    "date",
    "duration",
    "duration_range",
    "limit",
    "money",
    "percentage",
]

PERCENTAGE_FORMS = "80%, 12.5%"
DATE_FORMS = "2026-11-21 (year-month-day)"

_PERCENTAGE = r"(?i)\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(?:%|percent|per cent)\s*"


def percentage(text: object) -> Fraction:
    """Read a percentage as a share of one: `80%` is 4/5. Between 0% and 100%."""
    if not isinstance(text, str):
        raise unreadable_value(text, "a percentage", explain_no_text(text, "%"), PERCENTAGE_FORMS)
    return _percentage(text)


@lru_cache(maxsize=1024)
def _percentage(text: str) -> Fraction:
    found = re.fullmatch(_PERCENTAGE, text)
    if not found:
        raise unreadable_value(
            text, "a percentage", explain_no_number(text, "%", "%"), PERCENTAGE_FORMS
        )
    share = Fraction(found[1]) / 100
    if share > 1:
        raise unreadable_value(text, "a percentage", "it is more than 100%", PERCENTAGE_FORMS)
    return share


def amount_of(text: object, of: Money) -> Money:
    """What `15%` or `5 EUR` come to, of the sum `of`; `none` is nothing."""
    if isinstance(text, str) and text.strip().lower() == "none":
        return Money(Fraction(0), of.currency)
    if isinstance(text, str) and re.fullmatch(_PERCENTAGE, text):
        return of * _percentage(text)
    if isinstance(text, str) and not text.rstrip().endswith("%"):
        return money(text)
    raise unreadable_value(
        text, "a fee", explain_no_text(text, "currency or %"), "15%, 5 EUR, none"
    )


def date(text: object) -> datetime.date:
    """Read an ISO date: `2026-11-21`."""
    if not isinstance(text, str):
        raise unreadable_value(text, "a date", "it is not text", DATE_FORMS)
    return _date(text)


@lru_cache(maxsize=4096)
def _date(text: str) -> datetime.date:
    found = re.fullmatch(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})\s*", text)
    if not found:
        raise unreadable_value(text, "a date", "it is not year-month-day in digits", DATE_FORMS)
    year, month, day = map(int, found.groups())
    if not 1 <= month <= 12:
        raise unreadable_value(text, "a date", f"there is no month {month:02}", DATE_FORMS)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        why = f"there is no day {day:02} in {year:04}-{month:02}" if year else "there is no year 0"
        raise unreadable_value(text, "a date", why, DATE_FORMS) from None
