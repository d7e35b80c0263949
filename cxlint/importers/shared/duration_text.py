"""Lengths of time as people write them, from the minutes that vendors count."""

from __future__ import annotations

from cxlint.values.durations import MINUTES_A_DAY

_UNITS = ((MINUTES_A_DAY, "day"), (60, "hour"), (1, "minute"))


def write_duration(minutes: float, *, business: bool = False) -> str:
    """Return minutes in their largest whole unit; office hours are never added up to days."""
    whole = round(max(minutes, 0))
    if not whole:
        seconds = round(max(minutes, 0) * 60)
        return f"{seconds} seconds" if seconds else "0 minutes"
    size, unit = next(
        (size, unit)
        for size, unit in _UNITS
        if whole % size == 0 and not (business and unit == "day")
    )
    count = whole // size
    kind = "business " if business else ""
    return f"{count} {kind}{unit}{'' if count == 1 else 's'}"
