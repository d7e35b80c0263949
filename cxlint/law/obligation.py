"""One obligation as its file states it: whom it binds, what it asks, since when, and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

Grade = Literal["primary", "primary_earlier", "secondary", "believed", "none"]
"""How well something was verified, from the text itself down to not at all."""

TRUST: Mapping[str, int] = {
    "primary": 3, "primary_earlier": 3, "secondary": 2, "believed": 1, "none": 1,
}  # fmt: skip
"""What a grade counts: only what was read in the text counts fully."""


class TimedValue(NamedTuple):
    """What is asked from a day on. `start` is None where the day is not known yet.

    It is known from its `adopted` day on, always where that is None. Until `grace_until`, that day
    included, firms may still adapt. `end` is the last day on which it holds.
    """

    value: Any
    reference: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    adopted: datetime.date | None = None
    grace_until: datetime.date | None = None

    @property
    def first_day(self) -> datetime.date | None:
        """The first day on which not to do what is asked is a breach."""
        if self.grace_until is None:
            return self.start
        from cxlint.law.days import next_day

        return next_day(self.grace_until)


class Ask(NamedTuple):
    """One thing that is asked: the check, its parameters, and its values in order of time.

    `part` is the key under which this ask has its share of values that hold several. `applies` is
    the condition under which it is asked of a firm that the obligation binds.
    """

    check: str
    params: Mapping[str, Any]
    values: tuple[TimedValue, ...]
    part: str = ""
    applies: Mapping[str, Any] = {}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of thing that it is about."""
        about, ways = self.params.get("about"), self.params.get("ways", ())
        of_ways = (kind for way in ways if isinstance(way, Ask) for kind in way.kinds)
        matters = ("intent",) if about is not None and about.concerns else ()
        return (*([about.of] if about is not None else ()), *matters, *of_ways)

    def share_of(self, value: Any) -> Any:
        """Return what of a value is meant for this ask."""
        return value[self.part] if self.part else value


class Expectation(NamedTuple):
    """Between which days something without a day of its own is expected; said on `since`."""

    earliest: datetime.date
    latest: datetime.date
    since: datetime.date


class Obligation(NamedTuple):
    """One obligation of one jurisdiction.

    `applies` is the condition under which it binds a firm, `unless` the exception, which counts
    where it is stated; `who` is the same in words. Where `one_suffices`, one thing that is kept
    answers for others that are not said. `grade` and
    `day_grade` say how well text and first day were verified. `ended` is the day from which it is
    vacated or repealed. `check_every` is after how many days its note is to be compared again.
    """

    id: str
    title: str
    law_of: str
    who: str
    applies: Mapping[str, Any]
    asks: tuple[Ask, ...]
    citation: str
    sources: tuple[str, ...]
    grade: Grade
    day_grade: Grade
    last_checked: datetime.date
    check_every: int
    remedy: str
    path: str
    doubts: tuple[str, ...] = ()
    expected: Expectation | None = None
    ended: datetime.date | None = None
    unless: Mapping[str, Any] = {}
    read_in: str = ""
    one_suffices: bool = False
    outranks: tuple[str, ...] = ()
    practice: tuple[str, ...] = ()
    examples: Mapping[str, str] = {}

    @property
    def name(self) -> str:
        """What it is called in reports and waivers."""
        return f"law/{self.id}"
