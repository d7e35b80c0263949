"""What is known of stretches of time, kept from one contact reason and one policy to the next."""

from __future__ import annotations

from functools import lru_cache

from cxlint.calendar.arrival_times import Time

MOST_KEPT = 200_000
"""How many pieces of functions are kept at most from one policy to the next: some 20 MB."""


class Calendar:
    """The stretches of time that contact reasons are judged in, each the same for all of them."""

    def __init__(self) -> None:
        self._times: dict[tuple[int, int, bool], Time] = {}

    def time(self, begin: int, end: int, *, ordinary: bool = False) -> Time:
        """Return the time between two seconds; what was worked out of it is kept."""
        key = begin, end, ordinary
        if key not in self._times:
            self._times[key] = Time(begin, end, ordinary)
        return self._times[key]

    def part(self, whole: Time, begin: int, end: int) -> Time:
        """Return a part of a time of its own, between two seconds; it is kept as well."""
        key = begin, end, whole.ordinary
        if key not in self._times:
            self._times[key] = whole.part(begin, end)
        return self._times[key]

    @property
    def size(self) -> int:
        """Of how many pieces the functions are that are kept."""
        return sum(each.size for each in self._times.values())


@lru_cache(maxsize=64)
def time_at(second: int) -> Time:
    """Return the time in which nothing begins but at one second; the last of them are kept."""
    return Time(second, second + 1)


def common_calendar() -> Calendar:
    """Return the calendar that the policies of a process share, for they mostly keep their hours.

    Where it has grown too large, a new one.
    """
    if _common_calendar().size > MOST_KEPT:
        _common_calendar.cache_clear()
    return _common_calendar()


@lru_cache(maxsize=1)
def _common_calendar() -> Calendar:
    return Calendar()
