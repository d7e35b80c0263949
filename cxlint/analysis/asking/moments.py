"""Days and moments in the words of answers: `Wed 2 Dec 2026`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime


def say_day(day: datetime.date) -> str:
    """Return a day as people write it: `Wed 2 Dec 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def say_moment(moment: datetime.datetime) -> str:
    """Return a moment as people write it: `Fri 20 Nov 2026, 16:30`."""
    return f"{say_day(moment.date())}, {moment:%H:%M}"
