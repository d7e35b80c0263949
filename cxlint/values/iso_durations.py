"""Durations as ISO 8601 writes them, in the words of a policy."""

from __future__ import annotations

import re

_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_NUMBER = r"(?:(\d+(?:[.,]\d+)?){})?"
_DURATION = re.compile(
    r"P(?=.)"
    + "".join(_NUMBER.format(unit) for unit in "YMWD")
    + "(?:T(?=.)"
    + "".join(_NUMBER.format(unit) for unit in "HMS")
    + ")?"
)
_REPEATING_INTERVAL = re.compile(r"R(-?\d*)/(?:[^/P][^/]*/)?(P[^/]*)")


def duration_words(text: str) -> str:
    """Return a duration such as PT2H30M as `2 hours 30 minutes`, or "" where it is none.

    Of something repeated, such as R3/PT10M, the time between.
    """
    plain = text.strip().strip("\"'")
    if repeated := _REPEATING_INTERVAL.fullmatch(plain):
        plain = repeated[2]
    found = _DURATION.fullmatch(plain)
    if not found:
        return ""
    pairs = [
        (number.replace(",", "."), unit)
        for number, unit in zip(found.groups(), _UNITS, strict=True)
        if number and float(number.replace(",", "."))
    ]
    words = (f"{number} {unit}{'' if number == '1' else 's'}" for number, unit in pairs)
    return " ".join(words) or "immediately"
