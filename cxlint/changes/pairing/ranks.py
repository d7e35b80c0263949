"""Which of two values is worse for customers, or whether they are the same.

Every function takes the value before and after and returns WORSE, BETTER or NEUTRAL, or SAME.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.values import quantities
from cxlint.values.durations import IN_WORKING_TIME, Duration

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME = ""

FLIPPED = {WORSE: BETTER, BETTER: WORSE, NEUTRAL: NEUTRAL, SAME: SAME}
"""The same change, seen from the other side."""

ENDLESS = "unlimited"
NEVER_ENDS = frozenset({ENDLESS, "never"})
"""Words for a time that customers have without an end."""

MONTHS = {"month": 1, "year": 12}
MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LEAP_YEARS = 48
"""After so many months the calendar begins again, as far as lengths of months go."""

_NUMBER = re.compile(r"\d+(?:[.,']\d+)*")
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}


def by_sign(difference: Any) -> str:
    """Return WORSE where something that customers would rather not have grew."""
    if difference == 0:
        return SAME
    return WORSE if difference > 0 else BETTER


def flip(direction: str) -> str:
    """Return the direction where more is better."""
    return FLIPPED[direction]


def later(old: Duration | None, new: Duration | None) -> str:
    """Return WORSE where what customers wait for comes later, or is not promised any more."""
    if old is None or new is None:
        return by_sign((new is None) - (old is None))
    first, second = _reach(old), _reach(new)
    if first.unit == second.unit:
        return by_sign(second.least - first.least)
    if second.least >= first.most:
        return WORSE
    return BETTER if second.most <= first.least else NEUTRAL


def measure(length: Duration) -> tuple[str, Fraction, Fraction]:
    """Return how long a duration lasts: the same for the same time, in whatever unit."""
    reach = _reach(length)
    return reach.unit, reach.least, reach.most


class _Reach:
    """How long a duration lasts at least and at most, in days, and in which unit it is exact."""

    __slots__ = ("least", "most", "unit")

    def __init__(self, unit: str, least: Fraction, most: Fraction) -> None:
        self.unit = unit
        self.least = least
        self.most = most


def _reach(length: Duration) -> _Reach:
    if length.unit in MONTHS and not length.business:
        months = length.amount * MONTHS[length.unit]
        if months.denominator == 1:
            return _Reach("month", *map(Fraction, _days_of_months(int(months) % 4800, int(months))))
        return _Reach("day", length.days, length.days)
    if not length.business:
        return _Reach("day", length.days, length.days)
    if length.unit == "day":
        weekends = 2 * (length.amount // 5 + 1)
        return _Reach("business day", length.amount, length.amount + weekends)
    days = length.seconds / 3600 / 24
    return _Reach("business hour", days, days * 3 + 3)


@lru_cache(maxsize=64)
def _days_of_months(_: int, months: int) -> tuple[int, int]:
    """Return how many days so many months last at least and at most."""
    lengths = [
        29 if month == 1 and year == 0 else days
        for year in range(4)
        for month, days in enumerate(MONTH_LENGTHS)
    ]
    whole, rest = divmod(months, LEAP_YEARS)
    sums = [
        sum(lengths[(start + step) % LEAP_YEARS] for step in range(rest))
        for start in range(LEAP_YEARS)
    ]
    return whole * sum(lengths) + min(sums), whole * sum(lengths) + max(sums)


def in_working_time(length: Duration | None, clock: object) -> Duration | None:
    """Return a length as it counts by a clock that may be the office's."""
    if length is None or clock != "business" or length.unit not in IN_WORKING_TIME:
        return length
    return replace(length, business=True)


def read_length(value: object) -> Duration | None:
    """Return the duration that a value states; of a range, the longest."""
    if not isinstance(value, str) or value in NEVER_ENDS:
        return None
    try:
        return quantities.duration_range(value)[1]
    except ValueError:
        return None


def shorter(old: object, new: object) -> str:
    """Return WORSE where a time that customers have became shorter; unlimited is longest."""
    endless = [each in NEVER_ENDS for each in (old, new)]
    if any(endless):
        if all(endless):
            return SAME
        known = [end or read_length(each) for end, each in zip(endless, (old, new), strict=True)]
        return by_sign(endless[0] - endless[1]) if all(known) else NEUTRAL
    return flip(_both_or(read_length(old), read_length(new)))


def _both_or(old: Duration | None, new: Duration | None) -> str:
    """Return how two lengths compare where one that is not stated is no promise at all."""
    if old is None or new is None:
        return by_sign((old is None) - (new is None))
    return later(old, new)


def fewer(old: Sequence[object], new: Sequence[object]) -> str:
    """Return WORSE where something that customers would rather have is missing now."""
    first, second = set(old), set(new)
    if first == second:
        return SAME
    if first <= second:
        return BETTER
    return WORSE if second <= first else NEUTRAL


def by_rank(order: Sequence[object], old: object, new: object) -> str:
    """Return how two words compare in an order from best to worst."""
    if old == new:
        return SAME
    if old not in order or new not in order:
        return NEUTRAL
    return by_sign(order.index(new) - order.index(old))


def dearer(old: object, new: object) -> str:
    """Return WORSE where a sum, or what words say of one, became larger; nothing is least."""
    first, second = read_amounts(old), read_amounts(new)
    if first == second:
        return SAME
    if first.is_nothing or second.is_nothing:
        return by_sign((not second.is_nothing) - (not first.is_nothing))
    if first.period != second.period and first.period and second.period:
        return dearer_by_the_day(first, second)
    if first.words != second.words or not first.numbers or not second.numbers:
        pairs = (first.numbers, second.numbers)
        if sorted(first.units) != sorted(second.units) or not all(pairs):
            return NEUTRAL
    ends = (
        min(second.numbers) - min(first.numbers),
        max(second.numbers) - max(first.numbers),
    )
    if min(ends) >= 0 and max(ends) > 0:
        return WORSE
    return BETTER if max(ends) <= 0 and min(ends) < 0 else NEUTRAL


def dearer_by_the_day(old: Amounts, new: Amounts) -> str:
    """Compare what is paid by the week with what is paid by the month; neutral where it is even.

    Who pays the same sum for a longer time pays it at once.
    """
    if old.other_words != new.other_words or len(old.numbers) != 1 or len(new.numbers) != 1:
        return NEUTRAL
    daily = [each.numbers[0] / PERIODS[each.period] for each in (old, new)]
    return by_sign(daily[1] - daily[0]) or NEUTRAL


class Amounts:
    """The numbers of a text, and its other words, with currencies by their three letters."""

    __slots__ = ("numbers", "words")

    def __init__(self, numbers: tuple[Fraction, ...], words: tuple[str, ...]) -> None:
        self.numbers = numbers
        self.words = words

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Amounts):
            return NotImplemented
        if self.is_nothing and other.is_nothing:
            return True
        return self.numbers == other.numbers and self.words == other.words

    def __hash__(self) -> int:
        return hash((self.numbers, self.words))

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is to be paid."""
        return not any(self.numbers) and (bool(self.numbers) or self.words in FREE)

    @property
    def period(self) -> str:
        """The time for which it is paid; empty where none is stated."""
        return next((word for word in self.words if word in PERIODS), "")

    @property
    def other_words(self) -> tuple[str, ...]:
        """The words without those of the time for which it is paid."""
        return tuple(word for word in self.words if word not in PERIODS)

    @property
    def units(self) -> set[str]:
        """The words without those that join the ends of a range."""
        return set(self.words) - {"to", "from", "-", "–", "up", "#"}


YEAR = Fraction(1461, 4)
PERIODS = {
    "day": Fraction(1), "week": Fraction(7), "month": YEAR / 12, "quarter": YEAR / 4, "year": YEAR,
}  # fmt: skip
"""For how many days something is paid, on average."""
FILLING = frozenset({"a", "an", "per", "each", "every", "for"})
"""Words that may stand between a sum and what it is paid for, or may not."""
_SPELT = {
    "euro": "eur", "euros": "eur", "dollar": "usd", "dollars": "usd", "pound": "gbp",
    "pounds": "gbp", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
    "annually": "year", "quarterly": "quarter",
}  # fmt: skip

FREE = frozenset({(), ("none",), ("free",), ("nothing",), ("free", "of", "charge")})


def read_amounts(value: object) -> Amounts:
    """Return the numbers and the other words of what is written."""
    text = "" if value is None else str(value)
    for sign, code in _SIGNS.items():
        text = text.replace(sign, f" {code} ")
    numbers = tuple(_number(found) for found in _NUMBER.findall(text))
    spaced = _NUMBER.sub(" # ", text)
    found = (word.casefold() for word in re.findall(r"[^\W\d]+|[%#–-]", spaced))
    words = tuple(_SPELT.get(word, word) for word in found if word not in FILLING)
    if len(numbers) == 1:  # 50 EUR and EUR 50 are the same
        words = tuple(sorted(word for word in words if word != "#"))
    return Amounts(numbers, words)


def _number(text: str) -> Fraction:
    """Return a number as people write it; a comma or ' before three digits marks thousands."""
    plain = re.sub(r"[,'](?=\d{3}(?:\D|$))", "", text).replace(",", ".").replace("'", "")
    return Fraction(plain) if plain.count(".") < 2 else Fraction(plain.replace(".", ""))


def reworded(old: object, new: object) -> str:
    """Return NEUTRAL where the words of a text differ, and not only its signs and capitals."""
    return SAME if plain_words(old) == plain_words(new) else NEUTRAL


def plain_words(text: object) -> tuple[str, ...]:
    """Return the words of a text in small letters."""
    return tuple(re.findall(r"\w+", str(text).casefold())) if text is not None else ()
