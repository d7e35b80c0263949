"""Hours at which contacts are to be answered beside those who are there: what is missed of them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.calendar import coverage_gaps
from cxlint.calendar.answer_times import Answers, Reply, hours_in, looks_ahead
from cxlint.calendar.gap_wording import Outside
from cxlint.calendar.zones_and_holidays import DAY
from cxlint.graph.staffing import answers_in_one_zone
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime

    from cxlint.calendar.coverage_gaps import Gaps
    from cxlint.calendar.opening_hours import Hours
    from cxlint.policy.policy import Policy

SPAN = 364
"""How many days are looked at: a year of whole weeks, so that all weekdays count alike."""
REPEATED = 60
"""Minutes of a year that are missed because one night has an hour twice, and that are excused."""
MOST_HOURS, MOST_OF_CHANNEL = 10_000, 5
"""Up to how many different hours are compared, and how many more for each channel."""
YEAR = 8
"""How much hours count for each year that is looked ahead, where answers come so late."""
LEFT_OFF = (
    "too many hours stand behind one another, or too many years are waited, to compare all of them "
    "with the published hours"
)


class Lost(NamedTuple):
    """When contacts have no answer, and the share of the time at which nobody takes a message."""

    gaps: Gaps
    unheard: Fraction


NOTHING = Lost(coverage_gaps.NO_GAPS, Fraction(0))


class Meeting(NamedTuple):
    """When contacts are to be answered, how they may be, which messages help, and by whom."""

    asked: Hours | Outside
    answers: Answers
    messages: Answers
    wait: Reply

    @property
    def size(self) -> int:
        """How many hours are compared; over many years they count for more."""
        answers = (self.wait, *self.answers, *self.messages)
        years = looks_ahead(answers) // DAY // SPAN
        return (1 + YEAR * years) * sum(1 for _ in hours_in(answers))


class Meetings:
    """What is compared in a run of a check: beyond a bound nothing is, and the policy says so."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy whose hours they are."""
        self._policy = policy
        self._known: set[Meeting] = set()
        self._left = MOST_HOURS + MOST_OF_CHANNEL * len(policy.of("channel"))

    def falls_short(self, meeting: Meeting, share: Fraction) -> bool:
        """Whether it is sure that more than a share of the time is missed."""
        return self._may(meeting) and _missed_share(meeting, self._policy.today) > share

    def keep(self, meeting: Meeting, share: Fraction) -> bool:
        """Whether it is sure that no more than a share is missed."""
        return self._may(meeting) and _missed_share(meeting, self._policy.today) <= share

    def compare(self, meeting: Meeting) -> Lost:
        """Return when none of the answers is given, and how much of it no message helps either."""
        return _compare(meeting, self._policy.today) if self._may(meeting) else NOTHING

    def _may(self, meeting: Meeting) -> bool:
        if meeting in self._known:
            return True
        if self._left >= 0:
            self._left -= meeting.size
        if self._left < 0:
            self._policy.left_off.add(LEFT_OFF)
            return False
        self._known.add(meeting)
        return True


@lru_cache(maxsize=4096)
def _compare(meeting: Meeting, today: datetime.date) -> Lost:
    placed = _place(meeting)
    if placed is None:
        return NOTHING
    known, messages = placed.answers, placed.messages
    lost = coverage_gaps.answer_gaps(placed.asked, known, placed.wait, today, SPAN)
    if not lost.minutes or _is_repeated(lost.minutes, known):
        return NOTHING
    if not messages:
        return Lost(lost, lost.share)
    heard = coverage_gaps.missed_time(placed.asked, (*known, *messages), placed.wait, today, SPAN)
    return Lost(lost, heard[1])


@lru_cache(maxsize=4096)
def _missed_share(meeting: Meeting, today: datetime.date) -> Fraction:
    placed = _place(meeting)
    if placed is None:
        return Fraction(0)
    minutes, share = coverage_gaps.missed_time(
        placed.asked, placed.answers, placed.wait, today, SPAN
    )
    return Fraction(0) if _is_repeated(minutes, placed.answers) else share


def _is_repeated(minutes: int, answers: Answers) -> bool:
    """Whether a later answer is missed for no more than the hour that a night has twice."""
    return minutes <= REPEATED and any(isinstance(each, Reply) for each in answers)


def _place(meeting: Meeting) -> Meeting | None:
    """Return the same on clocks that are known; None where it is not known how far they differ."""
    asked, answers, messages, wait = meeting
    hours = asked.hours if isinstance(asked, Outside) else asked
    placed = answers_in_one_zone(hours, (wait, *answers, *messages))
    if placed is None:
        return None
    hours, (first, *rest) = placed
    assert isinstance(first, Reply)
    return Meeting(
        Outside(hours) if isinstance(asked, Outside) else hours,
        tuple(rest[: len(answers)]),
        tuple(rest[len(answers) :]),
        first,
    )
