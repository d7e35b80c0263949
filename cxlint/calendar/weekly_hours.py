"""Weekly opening hours: `Mon-Fri 09:00-18:00, Sat 10:00-14:00`, `24x7`, `daily 8am-8pm`.

A week is a tuple of merged half-open intervals of minutes, 0 being Monday 00:00 and 10080 the
end of Sunday. A day is the same from 0; it may end after 1440, when work goes on past midnight.
Hours that end at 23:59 end with the day.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from cxlint.calendar.intervals import Interval, merge
from cxlint.records import NamedTuple
from cxlint.values.durations import MINUTES_A_DAY
from cxlint.values.value_errors import unreadable_value

Weekly = tuple[Interval, ...]
Day = tuple[Interval, ...]

DAY = MINUTES_A_DAY
WEEK = 7 * DAY
ALWAYS: Weekly = ((0, WEEK),)
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

WEEKLY_FORMS = (
    "24x7, Mon-Fri 09:00-18:00, Sat 10:00-14:00, daily 08:00-20:00, Fri 22:00-02:00, closed"
)
DAY_FORMS = "10:00-14:00, all day, closed"
EXCEPTION_FORMS = "10:00-14:00, all day, closed, Mon-Fri 09:00-13:00"

# Named groups say what was met; whatever else stands there is an error.
_PIECE = r"""(?ix)\s*(?:
    (?P<always> 24\s*(?:x|/|×|-)\s*7 (?![0-9:]|\s*[ap]\.?m) )
  | (?P<allday> all\s+day | 24\s*(?:h\b|hours?\b) )
  | (?P<time>   [0-9]{1,2}(?::[0-9]{2})?(?![0-9.:])\s*(?:[ap]\.?m\b\.?)? | noon\b | midnight\b )
  | (?P<days>   daily\b | every\s*day\b | weekdays?\b | weekends?\b )
  | (?P<day>    (?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?\b\.? )
  | (?P<closed> closed\b )
  | (?P<dash>   [-–—‒−] | \b(?:to|until|through|thru)\b )
  | (?P<gap>    [,;:&/\n] | \band\b )
  | (?P<word>   [0-9][0-9.:]* | \w+ | \S )
)"""
_SETS = {"daily": range(7), "every": range(7), "weekd": range(5), "weeke": range(5, 7)}
_FIRST_LETTERS = tuple(name.lower() for name in NAMES)

_Token = tuple[str, str]


def weekly(value: object) -> Weekly:
    """Read weekly hours from a text or a list of texts; raises ValueError with accepted forms."""
    if isinstance(value, str):
        return _weekly(value)
    if isinstance(value, (list, tuple)) and value and all(isinstance(x, str) for x in value):
        return tuple(merge(interval for text in value for interval in _weekly(text)))
    shown = f"a {type(value).__name__}" if isinstance(value, (dict, list, tuple)) else repr(value)
    raise ValueError(f"{shown} is not opening hours: write for example {WEEKLY_FORMS}")


def hours_of_day(value: object) -> Day:
    """Read the hours of one day: `10:00-14:00`, `9am-noon, 2pm-6pm`, `all day`, `closed`."""
    if isinstance(value, str):
        return _hours_of_day(value)
    raise ValueError(f"{value!r} is not the hours of a day: write for example {DAY_FORMS}")


class WeekOfDays(NamedTuple):
    """The hours of each day of a week, Monday first: what holds meanwhile."""

    days: tuple[Day, ...]


def hours_of_exception(value: object) -> Day | WeekOfDays:
    """Read the hours of one day, or weekly hours: `Mon-Fri 09:00-13:00`, `24x7`."""
    if isinstance(value, str) and _names_days(value):
        return WeekOfDays(by_day(_weekly(value)))
    return hours_of_day(value)


def _names_days(text: str) -> bool:
    return bool({kind for kind, _ in _tokens(text, EXCEPTION_FORMS)} & {"day", "days", "always"})


@lru_cache(maxsize=4096)
def _weekly(text: str) -> Weekly:
    tokens = _tokens(text, WEEKLY_FORMS)
    if not tokens:
        raise _hours_error(text, "it is empty")
    if [kind for kind, _ in tokens] == ["always"]:
        return ALWAYS
    if [kind for kind, _ in tokens] == ["closed"]:
        return ()
    return tuple(_wrap_week([_in_week(day, hours) for day, hours in _day_intervals(text, tokens)]))


@lru_cache(maxsize=1024)
def _hours_of_day(text: str) -> Day:
    tokens = [*_tokens(text, DAY_FORMS)]
    if [kind for kind, _ in tokens] == ["always"]:
        return ((0, DAY),)
    if any(kind in {"day", "days", "always"} for kind, _ in tokens) or not tokens:
        raise _hours_error(text, "it is not the hours of one day", DAY_FORMS)
    return tuple(merge(hours for _, hours in _day_intervals(text, [("day", "mon"), *tokens])))


def _tokens(text: str, forms: str) -> list[_Token]:
    """The words of the text, without separators that say nothing."""
    tokens: list[_Token] = []
    for found in re.finditer(_PIECE, text.strip()):
        kind = found.lastgroup or "word"
        if kind == "word":
            why = f"{found[kind]!r} is neither a day in English nor a time like 09:00"
            raise _hours_error(text, why, forms)
        tokens.append((kind, found[kind].lower()))
    return tokens


def _day_intervals(text: str, tokens: list[_Token]) -> list[tuple[int, Interval]]:
    """Each stretch with the day it begins on."""
    result: list[tuple[int, Interval]] = []
    days: list[int] = []
    spoken_for = True
    at = 0
    while at < len(tokens):
        kind, word = tokens[at]
        if kind in {"day", "days"}:
            days = [] if spoken_for else days
            more, at = _days(text, tokens, at)
            days += more
            spoken_for = False
        elif kind == "gap":
            at += 1
        elif kind in {"time", "allday", "closed"}:
            if not days:
                raise _hours_error(text, "no day is given", f"daily {text.strip()}")
            hours, at = _hours(text, tokens, at)
            result += [(day, hours) for day in days if hours != (0, 0)]
            spoken_for = True
        else:
            raise _hours_error(text, f"{word!r} is not expected there")
    if not spoken_for:
        raise _hours_error(text, "a day has no hours")
    return result


def _days(text: str, tokens: list[_Token], at: int) -> tuple[list[int], int]:
    kind, word = tokens[at]
    if kind == "days":
        return list(_SETS[word[:5]]), at + 1
    first = _FIRST_LETTERS.index(word[:3])
    if not _has_kind(tokens, at + 1, "dash"):
        return [first], at + 1
    if not _has_kind(tokens, at + 2, "day"):
        raise _hours_error(text, "a range of days has no end")
    last = _FIRST_LETTERS.index(tokens[at + 2][1][:3])
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)], at + 3


def _hours(text: str, tokens: list[_Token], at: int) -> tuple[Interval, int]:
    """The stretch that begins at a token, (0, 0) when closed, and where reading goes on."""
    kind, word = tokens[at]
    if kind == "closed":
        return (0, 0), at + 1
    if kind == "allday":
        return (0, DAY), at + 1
    if not _has_kind(tokens, at + 1, "dash") or not _has_kind(tokens, at + 2, "time"):
        raise _hours_error(text, f"{word!r} has no end")
    last = tokens[at + 2][1]
    clear = _shows_24_hours(word) or _shows_24_hours(last)
    start, end = _minute(text, word, clear=clear), _minute(text, last, clear=clear)
    if start == end:
        raise _hours_error(text, "it begins and ends at the same time", "00:00-24:00, 09:00-18:00")
    if start == DAY:
        raise _hours_error(text, "hours cannot begin at 24:00", "00:00-06:00")
    if end == DAY - 1:  # whoever closes at 23:59 means the end of the day
        end = DAY
    if end < start and not _is_24_hour_clock(word, last):
        why = f"{last} may be in the morning or in the evening"
        raise _hours_error(
            text,
            why,
            f"{clock_time(start)}-{clock_time(end)}, {clock_time(start)}-{clock_time(end + 720)}",
        )
    return (start, end if end > start else end + DAY), at + 3


def _has_kind(tokens: list[_Token], at: int, kind: str) -> bool:
    return at < len(tokens) and tokens[at][0] == kind


def _shows_24_hours(word: str) -> bool:
    """Whether a time can only be meant on a clock of 24 hours, as 18 can and 6 cannot."""
    hour = re.match(r"[0-9]+", word)
    return hour is not None and int(hour[0]) > 12


def _is_24_hour_clock(first: str, last: str) -> bool:
    """Whether hours that end before they begin go past midnight: `9:00-5:00` may not."""
    unclear = re.fullmatch(r"[1-9]:[0-9]{2}", last) and re.fullmatch(r"[1-9][0-9]?:[0-9]{2}", first)
    return not unclear or _shows_24_hours(first)


def _minute(text: str, word: str, *, clear: bool = False) -> int:
    """The minute of the day; a bare hour is understood only where the clock is `clear`."""
    word = word.strip()
    if word in {"noon", "midnight"}:
        return 720 if word == "noon" else 0
    half = re.search(r"([ap])\.?m\.?$", word)
    clock = word[: half.start()].strip() if half else word
    hour, _, minute = clock.partition(":")
    if not half and not minute and not clear:
        raise _hours_error(
            text, f"{word} may be morning or evening", f"{int(hour):02}:00, {hour}am, {hour}pm"
        )
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > DAY or (half and not 1 <= int(hour) <= 12):
        raise _hours_error(text, f"there is no time {word}")
    return minutes % 720 + (720 if half[1] == "p" else 0) if half else minutes


def _in_week(day: int, hours: Interval) -> Interval:
    return day * DAY + hours[0], day * DAY + hours[1]


def _wrap_week(intervals: list[Interval]) -> list[Interval]:
    """Minutes past the end of the week, brought to its beginning."""
    late = [(0, end - WEEK) for _, end in intervals if end > WEEK]
    return merge([*((start, min(end, WEEK)) for start, end in intervals), *late])


def shift_week(week: Weekly, minutes: int) -> Weekly:
    """The week with every stretch moved later by `minutes` (earlier when negative)."""
    moved = []
    for start, end in week:
        begin = (start + minutes) % WEEK
        moved.append((begin, begin + end - start))
    return tuple(_wrap_week(moved))


@lru_cache(maxsize=1024)
def by_day(week: Weekly) -> tuple[Day, ...]:
    """The stretches of each day, Monday first, each under the day it begins on.

    Work that goes past midnight and ends by noon belongs to the evening it began, so that a
    holiday cancels the night that begins on it. A stretch of whole days is cut at midnights.
    """
    days: list[list[Interval]] = [[] for _ in range(7)]
    for start, end in week:
        for day in range(start // DAY, (end - 1) // DAY + 1):
            piece = max(start - day * DAY, 0), min(end - day * DAY, DAY)
            days[day].append(piece)
    for day, pieces in enumerate(days):
        following = days[(day + 1) % 7]
        if _continues(pieces, following):
            pieces[-1] = pieces[-1][0], DAY + following.pop(0)[1]
    return tuple(tuple(pieces) for pieces in days)


def _continues(evening: list[Interval], morning: list[Interval]) -> bool:
    return (
        bool(evening and morning)
        and evening[-1][1] == DAY
        and evening[-1][0] > 0
        and morning[0][0] == 0
        and morning[0][1] <= min(DAY // 2, evening[-1][0] - 1)
    )


def weekly_text(week: Weekly) -> str:
    """The week as people write it; `weekly` reads it back."""
    if week == ALWAYS:
        return "24x7"
    days = by_day(week)
    parts = []
    for pieces in dict.fromkeys(pieces for pieces in days if pieces):
        named = _day_names([day for day in range(7) if days[day] == pieces])
        parts.append(f"{named} {', '.join(f'{clock_time(a)}-{clock_time(b)}' for a, b in pieces)}")
    return ", ".join(parts) or "closed"


def _day_names(days: list[int]) -> str:
    if len(days) == 7:
        return "daily"
    return ",".join(
        NAMES[run[0]]
        if len(run) == 1
        else f"{NAMES[run[0]]}{'-' if len(run) > 2 else ','}{NAMES[run[-1]]}"
        for run in consecutive_runs(days)
    )


def consecutive_runs(numbers: list[int]) -> list[list[int]]:
    """Sorted numbers, as runs of consecutive ones."""
    result: list[list[int]] = []
    for number in numbers:
        if result and result[-1][-1] == number - 1:
            result[-1].append(number)
        else:
            result.append([number])
    return result


def clock_time(minute: int) -> str:
    """Minutes since midnight as `09:30`; the end of a day is `24:00`, later is the next day."""
    minute = minute if minute <= DAY else minute - DAY
    return f"{minute // 60:02}:{minute % 60:02}"


def mean_wait(week: Weekly) -> Fraction:
    """Mean minutes until open, for arrivals spread evenly over the whole week.

    Raises ValueError for a week that is never open.
    """
    if not week:
        raise ValueError("a week that is never open has no wait")
    opens_next = [start for start, _ in week[1:]] + [week[0][0] + WEEK]
    closed = [start - end for (_, end), start in zip(week, opens_next, strict=True)]
    return Fraction(sum(gap * gap for gap in closed), 2 * WEEK)


def _hours_error(text: str, why: str, forms: str = WEEKLY_FORMS) -> ValueError:
    return unreadable_value(text, "opening hours", why, forms)
