"""Until when something must have happened: `within 2 days`, `by 2026-12-04 18:00`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.calendar.moments import read_moment
from cxlint.records import NamedTuple
from cxlint.values.durations import duration

if TYPE_CHECKING:
    import datetime

    from cxlint.calendar.moments import Moment
    from cxlint.values.durations import Duration

FORMS = "within 2 days, within 4 business hours, by 2026-12-04 18:00"

_WORDS = re.compile(r"(within|by) +(.+)")


class TimeLimit(NamedTuple):
    """A length of time from a contact on, or a day or moment: one of the two, and the words."""

    length: Duration | None
    moment: Moment | None
    words: str


def read_time_limit(text: str, as_of: datetime.date, zone: datetime.tzinfo) -> TimeLimit:
    """Return the limit that a text names; weekdays are the next such from `as_of` on.

    Raises ValueError where it cannot be read.
    """
    found = _WORDS.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no limit of time; write for example {FORMS}")
    if found[1] == "within":
        return TimeLimit(duration(found[2]), None, text)
    return TimeLimit(None, read_moment(found[2], as_of, zone), text)
