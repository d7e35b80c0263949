"""Weekly times, dates and lengths in the words a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.calendar.weekly_hours import ALWAYS, DAY, Day, Weekly, clock_time, consecutive_runs

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from cxlint.calendar.intervals import Interval

_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_WHOLE: Day = ((0, DAY),)
_EVENING = 16 * 60
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def join_words(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def weekly_phrase(week: Weekly) -> str:
    """Weekly times: nights from hour to hour, Saturdays and Sundays all day."""
    if week == ALWAYS:
        return "around the clock"
    days = _hours_by_date(week)
    nights = _night_phrase(days)
    if nights:
        days = [pieces if pieces == _WHOLE else pieces[1:-1] for pieces in days]
    elif not any(_is_split(pieces) for pieces in days):
        days = _join_nights(days)
    parts = [_hours_phrase(days, pieces) for pieces in _in_order(days) if pieces]
    return ", ".join([*nights, *parts])


def _in_order(days: list[Day]) -> list[Day]:
    """The different days as they are told: Monday last, where it only ends what Sunday began."""
    monday, *others = days
    ends = len(monday) == 1 and monday[0][0] == 0 and monday[0][1] < DAY
    begun = bool(others[-1]) and others[-1][-1][1] == DAY
    if ends and begun and monday not in others:
        days = [*others, monday]
    return list(dict.fromkeys(days))


def _hours_by_date(week: Weekly) -> list[Day]:
    """What each day from midnight to midnight holds."""
    return [
        tuple(
            (max(start - at, 0), min(end - at, DAY))
            for start, end in week
            if start < at + DAY and end > at
        )
        for at in range(0, 7 * DAY, DAY)
    ]


def _is_split(pieces: Day) -> bool:
    """Whether the day begins and ends within, with a pause between."""
    return len(pieces) > 1 and pieces[0][0] == 0 and pieces[-1][1] == DAY


def _night_phrase(days: list[Day]) -> list[str]:
    """The one phrase for the same night on every day that is not whole, if so it is."""
    partial = [pieces for pieces in days if pieces != _WHOLE]
    if not all(_is_split(pieces) for pieces in partial):
        return []
    ends = {(pieces[-1][0], pieces[0][1]) for pieces in partial}
    return (
        [f"nights {clock_time(start)}–{clock_time(end)}" for start, end in ends]
        if len(ends) == 1 and all(_is_night((start, DAY), (0, end)) for start, end in ends)
        else []
    )


def _join_nights(days: list[Day]) -> list[Day]:
    """The days, with what goes past midnight under the day it begins on."""
    result = list(days)
    for day, pieces in enumerate(days):
        after = (day + 1) % 7
        following = result[after]
        if not pieces or not following or _WHOLE in (pieces, following):
            continue
        if pieces[-1][1] == DAY and following[0][0] == 0 and _is_night(pieces[-1], following[0]):
            result[day] = (*result[day][:-1], (pieces[-1][0], DAY + following[0][1]))
            result[after] = following[1:]
    return result


def _is_night(evening: Interval, morning: Interval) -> bool:
    """Whether it reads as one night, as from 22:00 to 06:00 does, and from 13:00 to 08:00 not."""
    return evening[0] >= _EVENING and morning[1] <= DAY // 2


def _hours_phrase(days: list[Day], pieces: Day) -> str:
    named = _days_text([day for day in range(7) if days[day] == pieces])
    if pieces == _WHOLE:
        return f"{named} all day"
    return f"{named} {join_words([_interval_text(start, end) for start, end in pieces])}"


def _interval_text(start: int, end: int) -> str:
    if start == 0:
        return f"before {clock_time(end)}"
    return f"after {clock_time(start)}" if end == DAY else f"{clock_time(start)}–{clock_time(end)}"


def _days_text(days: list[int]) -> str:
    if len(days) == 7:
        return "every day"
    words: list[str] = []
    for run in consecutive_runs(days):
        names = [_DAYS[day] for day in run]
        words += [f"{names[0]} to {names[-1]}"] if len(run) > 2 else names
    return join_words(words)


def dates(days: Iterable[datetime.date]) -> str:
    """Dates, those in a row as a range: `24 December 2026 and 1 to 31 August 2027`."""
    by_number = {day.toordinal(): day for day in days}
    return join_words(
        [
            _date_range(by_number[run[0]], by_number[run[-1]])
            for run in consecutive_runs(sorted(by_number))
        ]
    )


def _date_range(first: datetime.date, last: datetime.date) -> str:
    if first == last:
        return date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {date(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {date(last)}"
    return f"{date(first)} to {date(last)}"


def date(day: datetime.date) -> str:
    """A date: `24 December 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def months(days: Iterable[datetime.date]) -> str:
    """The months of the dates in their order: `March`, `March and October`, `March to October`."""
    numbers = list(dict.fromkeys(day.year * 12 + day.month - 1 for day in days))
    parts = [
        [MONTHS[number % 12] for number in (run if len(run) < 3 else (run[0], run[-1]))]
        for run in consecutive_runs(sorted(numbers))
    ]
    if any(len(run) > 2 for run in consecutive_runs(sorted(numbers))):
        return join_words([" to ".join(part) for part in parts])
    return join_words([month for part in parts for month in part])


def length(minutes: int) -> str:
    """A length of time: `2 days 15 hours`, `45 minutes`."""
    days, rest = divmod(minutes, DAY)
    hours, left = divmod(rest, 60)
    counts = [(days, "day"), (hours, "hour"), (left, "minute")]
    words = [count_phrase(count, word) for count, word in counts if count]
    return " ".join(words[:2]) if words else "no time"


def count_phrase(count: int, word: str) -> str:
    """`1 week`, `2 weeks`."""
    return f"{count} {word}{'' if count == 1 else 's'}"
