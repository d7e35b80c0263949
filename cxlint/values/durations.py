"""Lengths of time as people write them: `20s`, `1h 30m`, `2 business days`, `immediately`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from cxlint.values.value_errors import decimal, explain_no_number, explain_no_text, unreadable_value

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]

DURATION_FORMS = "20s, 30 minutes, 1h 30m, 4 business hours, 2 business days, 30 days, immediately"

RANGE_FORMS = "2 business days, 2-5 days, 30 minutes to 2 hours"

SECONDS_A_DAY = 86_400
MINUTES_A_DAY = SECONDS_A_DAY // 60
_SECONDS: dict[Unit, int] = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": SECONDS_A_DAY,
    "week": 7 * SECONDS_A_DAY,
    "month": 30 * SECONDS_A_DAY,
    "year": 365 * SECONDS_A_DAY,
}
_SPELLINGS: dict[Unit, str] = {
    "second": "s sec secs second seconds",
    "minute": "m min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "d day days",
    "week": "w wk wks week weeks",
    "month": "mo mos mth mths month months",
    "year": "y yr yrs year years",
}
_UNITS: dict[str, Unit] = {
    word: unit for unit, spellings in _SPELLINGS.items() for word in spellings.split()
}
_SUBDIVISIBLE: dict[Unit, Unit] = {"minute": "hour", "second": "minute"}
IN_WORKING_TIME = frozenset({"second", "minute", "hour", "day"})

# Compiled when first used, by re itself: a run that meets no durations does not pay for them.
_DURATION = r"(?i)(?:\s|,|\band\b)*([0-9]{1,12}(?:\.[0-9]{1,9})?)\s*([a-z][a-z -]*+\.?)"
_BUSINESS = r"(?i)(?:business|working|work|office)[ -]+|work(?=days?$)"
_CALENDAR = r"(?i)calendar[ -]+"
_LIKE_BUSINESS_DAYS = r"(?i)(?:b|bus|biz|week|bank|banking)[ -]*d(?:ays?)?"
_RANGE = r"(?i)\s*([0-9][0-9.]*\s*([a-z][a-z .]*?)?)\s*(?:-|–|\bto\b)\s*([0-9].*)"
_TAIL = r"\.$|[\s,]*(\band\b)?\s*$"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the unit it was written in; `business` counts working time only.

    Equality is of what was written (60 minutes is not 1 hour); order is by `.seconds`, so that
    `<=` and `>=` may both hold for values that are not equal. `seconds`, `minutes` and
    `days` are the nominal length: a month is 30 days, a year 365, a business day one day.
    """

    amount: Fraction
    unit: Unit
    business: bool = False
    seconds: Fraction = field(init=False, repr=False, compare=False)
    minutes: Fraction = field(init=False, repr=False, compare=False)
    days: Fraction = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Reckoned once: the same few durations are compared again and again.
        seconds = self.amount * _SECONDS[self.unit]
        object.__setattr__(self, "seconds", seconds)
        object.__setattr__(self, "minutes", seconds / 60)
        object.__setattr__(self, "days", seconds / SECONDS_A_DAY)

    def __lt__(self, other: Duration) -> bool:
        return self.seconds < other.seconds

    def __le__(self, other: Duration) -> bool:
        return self.seconds <= other.seconds

    def __gt__(self, other: Duration) -> bool:
        return self.seconds > other.seconds

    def __ge__(self, other: Duration) -> bool:
        return self.seconds >= other.seconds

    def __str__(self) -> str:
        if not self.amount:
            return "immediately"
        larger = None if self.business else _SUBDIVISIBLE.get(self.unit)
        if larger and self.amount > 60 and self.amount.denominator == 1 and self.amount % 60:
            whole, rest = divmod(self.amount, 60)
            larger_units = _duration_text(Duration(Fraction(whole), larger))
            return f"{larger_units} {_count_units(rest, self.unit)}"
        return _count_units(self.amount, f"{'business ' if self.business else ''}{self.unit}")


IMMEDIATELY = Duration(Fraction(0), "second")


def duration(text: object) -> Duration:
    """Read a duration: `30 days`, `4 business hours`, `1.5h`, `1h 30m`, `immediately`.

    Days are calendar days whether that is said or not.
    """
    if not isinstance(text, str):
        raise unreadable_value(text, "a duration", explain_no_text(text), DURATION_FORMS)
    return _duration(text)


def duration_range(text: object) -> tuple[Duration, Duration]:
    """Read from how long to how long: `2-5 days`, `30 minutes to 2 hours`; one duration is both.

    A number that stands alone before the dash has the unit of the one behind it.
    """
    return _duration_range(text) if isinstance(text, str) else (duration(text), duration(text))


@lru_cache(maxsize=2048)
def _duration_range(text: str) -> tuple[Duration, Duration]:
    found = re.fullmatch(_RANGE, text)
    if found is None:
        length = duration(text)
        return length, length
    longest = duration(found[3])
    shortest = duration(found[1] if found[2] else f"{found[1]} {_unit_words(found[3])}")
    if shortest.business != longest.business or shortest > longest:
        apart = shortest.business != longest.business
        why = "its ends run by two clocks" if apart else "it ends before it begins"
        raise unreadable_value(text, "a range of time", why, RANGE_FORMS)
    return shortest, longest


def _unit_words(text: str) -> str:
    return text.lstrip("0123456789. ")


@lru_cache(maxsize=8192)
def _duration(text: str) -> Duration:
    if text.strip().lower() in {"immediately", "at once", "instantly"}:
        return IMMEDIATELY
    parts = _duration_parts(text)
    if len(parts) > 1:
        _refuse_odd_compound(text, parts)
    smallest = parts[-1]
    amount = sum((_convert(part, smallest.unit) for part in parts), Fraction(0))
    return Duration(amount, smallest.unit, smallest.business) if amount else IMMEDIATELY


def _duration_parts(text: str) -> list[Duration]:
    parts: list[Duration] = []
    end = 0
    while text[end:].strip():
        found = re.match(_DURATION, text[end:])
        if not found:
            raise unreadable_value(
                text,
                "a duration",
                explain_no_number(text, "unit", "a unit of time"),
                DURATION_FORMS,
            )
        words = re.sub(_TAIL, "", found[2])
        parts.append(_duration_part(text, found[1], words))
        end += found.end()
    if not parts:
        raise unreadable_value(text, "a duration", "it is empty", DURATION_FORMS)
    return parts


def _duration_part(text: str, number: str, words: str) -> Duration:
    business = re.match(_BUSINESS, words)
    word = words[business.end() :] if business else re.sub(_CALENDAR, "", words, count=1)
    if word == "M":
        raise unreadable_value(
            text, "a duration", "M may be minutes or months", "5 minutes, 5 months"
        )
    unit = _UNITS.get(word.lower())
    if not unit:
        raise unreadable_value(
            text, "a duration", _explain_unknown_unit(words, word), DURATION_FORMS
        )
    if business and unit not in IN_WORKING_TIME:
        why = "working time is counted in hours or days"
        raise unreadable_value(text, "a duration", why, "10 business days, 4 business hours")
    return Duration(Fraction(number), unit, bool(business))


def _explain_unknown_unit(words: str, word: str) -> str:
    from cxlint.suggest import nearest

    near = nearest(word, [f"{unit}s" for unit in _SECONDS])
    if re.fullmatch(_LIKE_BUSINESS_DAYS, words):
        near = "business days"
    return f"{words!r} is no unit of time{f', did you mean {near}' if near else ''}"


def _refuse_odd_compound(text: str, parts: list[Duration]) -> None:
    sizes = [_SECONDS[part.unit] for part in parts]
    if any(left <= right for left, right in pairwise(sizes)):
        why = "its parts do not go from large to small, each once"
        raise unreadable_value(text, "a duration", why, "1h 30m, 2 days 4 hours")
    mixed = len({part.business for part in parts}) > 1
    if mixed or (parts[0].business and parts[0].unit == "day"):
        why = "business days and other time do not add up without opening hours"
        raise unreadable_value(text, "a duration", why, "2 business days, 20 business hours")


def _convert(part: Duration, unit: Unit) -> Fraction:
    if part.unit == "year" and unit == "month":
        return part.amount * 12
    return part.seconds / _SECONDS[unit]


def _count_units(amount: Fraction, unit: str) -> str:
    return f"{decimal(amount)} {unit}{'' if amount == 1 else 's'}"


def _duration_text(length: Duration) -> str:
    return _count_units(length.amount, length.unit)
