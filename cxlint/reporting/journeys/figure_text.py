"""Figures in words: `1.2`, `0.3 to 0.86`, `17 to 20 days`, `10% to 40%`, `4.50 EUR`, `no limit`."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeGuard

from cxlint.analysis.quantity import UNBOUNDED, UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxlint.analysis.quantity import Value

Unit = Literal["count", "share", "seconds", "minutes", "hours", "money", "text"]
"""What a figure is counted in; money is in the currency of the organization."""

Number = Fraction | float | int

MINUTES: dict[Unit, Fraction] = {
    "seconds": Fraction(1, 60),
    "minutes": Fraction(1),
    "hours": Fraction(60),
}
"""The minutes in one of each unit of time."""

_SCALES = (
    (Fraction(2), "second", Fraction(1, 60)),
    (Fraction(120), "minute", Fraction(1)),
    (Fraction(48 * 60), "hour", Fraction(60)),
)
"""Below so many minutes, a time is told in this unit."""

_DAY = ("day", Fraction(24 * 60))
_UNDER = "under "
_SMALLEST_SHARE = Fraction(1, 1000)


def is_number(value: Value | None) -> TypeGuard[Number]:
    """Whether a value can be compared by size."""
    return isinstance(value, Fraction | float | int) and not isinstance(value, bool)


def is_endless(value: Value | None) -> bool:
    """Whether a value says that there is no most, or no end."""
    return value in (UNBOUNDED, UNLIMITED)


def say_value(value: Value, unit: Unit, currency: str = "") -> str:
    """Return one value in words."""
    if is_endless(value):
        return "no limit" if value == UNBOUNDED else "no end"
    if is_number(value):
        return _join(*_amount(value, unit, currency)(value))
    return _say_other(value)


def say_range(low: Value, high: Value, unit: Unit, currency: str = "") -> str:
    """Return an interval in words, as one value where its ends read alike."""
    if is_endless(low):
        return say_value(low, unit, currency)
    if is_endless(high):
        said = say_value(low, unit, currency)
        return f"{'0' if said.startswith(_UNDER) else said} or more"
    if not (is_number(low) and is_number(high)):
        return " to ".join(dict.fromkeys((_say_other(low), _say_other(high))))
    amount = _amount(high, unit, currency)
    (first, _), (last, word) = amount(low), amount(high)
    if first == last:
        return _join(first, word)
    if first.startswith(_UNDER):  # it is told in a unit of its own
        first = say_value(low, unit, currency)
    return f"{first} to {_join(last, word)}"


def _join(number: str, word: str) -> str:
    """Return a number and its unit; `1 day`, not `1 days`."""
    return f"{number} {word}".strip()


def _amount(widest: Number, unit: Unit, currency: str) -> Callable[[Number], tuple[str, str]]:
    """Return what says a value as a number and a unit, in the unit that suits the widest."""
    if unit in MINUTES:
        word, size = _scale(Fraction(widest) * MINUTES[unit])
        factor = MINUTES[unit] / size
        return lambda value: _say_time(Fraction(value) * factor, word)
    if unit == "share":
        return lambda value: (say_share(Fraction(value)), "")
    if unit == "money":
        return lambda value: (f"{float(value):,.2f}" if value else "0", currency)
    return lambda value: (say_number(Fraction(value)), "")


def _scale(minutes: Fraction) -> tuple[str, Fraction]:
    found = ((word, size) for bound, word, size in _SCALES if minutes < bound)
    return next(found, _DAY) if minutes else ("minute", Fraction(1))


def _say_time(amount: Fraction, word: str) -> tuple[str, str]:
    number = say_number(amount, decimals=1)
    return number, word if number == "1" else f"{word}s"


def say_number(number: Fraction, decimals: int = 2) -> str:
    """Return a number with few decimals, and none that say nothing."""
    smallest = Fraction(1, 10**decimals)
    if 0 < number < smallest / 2:
        return f"{_UNDER}{float(smallest)}"
    places = decimals if number < 100 else 0
    text = f"{float(number):,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_share(share: Fraction) -> str:
    """Return a share as a percentage; nearly all is not all, and nearly nothing is something."""
    if 0 < share < _SMALLEST_SHARE:
        return f"{_UNDER}0.1%"
    if 1 - _SMALLEST_SHARE < share < 1:
        return "over 99.9%"
    places = 0 if Fraction(1, 10) <= share <= Fraction(99, 100) else 1
    return f"{say_number(share * 100, places)}%"


def _say_other(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(map(_say_other, value)) or "none"
    if is_number(value):
        return say_number(Fraction(value))
    return str(value)
