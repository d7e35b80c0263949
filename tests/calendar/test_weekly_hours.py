"""Weekly hours: what is read, what is refused, and that what is said can be read again."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxlint.calendar.intervals import complement, intersect, merge, subtract, total_minutes
from cxlint.calendar.weekly_hours import (
    ALWAYS,
    WEEK,
    by_day,
    hours_of_day,
    mean_wait,
    shift_week,
    weekly,
    weekly_text,
)

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)
weeks = st.lists(
    st.tuples(st.integers(0, WEEK - 1), st.integers(1, 2000)), min_size=1, max_size=6
).map(lambda parts: shift_week(tuple(merge((a, a + n) for a, n in parts)), 0))


def minutes(intervals: object) -> set[int]:
    return {m for a, b in intervals for m in range(a, b)}  # type: ignore[attr-defined]


@settings(deadline=None)
@given(spans, spans)
def test_interval_algebra_is_that_of_sets_of_minutes(left: list, right: list) -> None:  # type: ignore[type-arg]
    a, b = merge(left), merge(right)
    assert minutes(a) == minutes(left)
    assert minutes(intersect(a, b)) == minutes(a) & minutes(b)
    assert minutes(subtract(a, b)) == minutes(a) - minutes(b)
    assert minutes(complement(a, 10, 40)) == set(range(10, 40)) - minutes(a)
    assert total_minutes(a) == len(minutes(a))
    assert all(one[1] < other[0] for one, other in pairwise(a))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("24x7", "24x7"),
        ("24/7", "24x7"),
        ("Mon-Fri 09:00-18:00", "Mon-Fri 09:00-18:00"),
        ("Mon\u2013Fri 09:00\u201318:00", "Mon-Fri 09:00-18:00"),
        ("monday to friday: 9:00 to 18:00", "Mon-Fri 09:00-18:00"),
        ("Mon-Fri 09:00-18:00, Sat 10:00-14:00", "Mon-Fri 09:00-18:00, Sat 10:00-14:00"),
        ("Mon-Fri 09:00-18:00; Sat closed", "Mon-Fri 09:00-18:00"),
        ("Mon-Fri 09:00-12:00, 14:00-18:00", "Mon-Fri 09:00-12:00, 14:00-18:00"),
        ("Mon,Wed 9:00-12:00", "Mon,Wed 09:00-12:00"),
        ("Mon-Fri 9-18", "Mon-Fri 09:00-18:00"),
        ("Fri 22-6", "Fri 22:00-06:00"),
        ("Mon 9-17:30", "Mon 09:00-17:30"),
        ("Mon and Wed 9:00-12:00", "Mon,Wed 09:00-12:00"),
        ("daily 08:00-20:00", "daily 08:00-20:00"),
        ("every day 08:00-20:00", "daily 08:00-20:00"),
        ("weekdays 9am-5:30pm", "Mon-Fri 09:00-17:30"),
        ("weekends noon-midnight", "Sat,Sun 12:00-24:00"),
        ("Tue 12am-12pm", "Tue 00:00-12:00"),
        ("Sat-Mon 10:00-12:00", "Mon,Sat,Sun 10:00-12:00"),
        ("Sat all day", "Sat 00:00-24:00"),
        ("Fri 22:00-02:00", "Fri 22:00-02:00"),
        ("Sun 22:00-02:00", "Sun 22:00-02:00"),
        ("daily 00:00-24:00", "24x7"),
        ("daily 22:00-06:00, daily 06:00-22:00", "24x7"),
        ("closed", "closed"),
        ("24-7", "24x7"),
        ("Mon through Fri 9am-5pm", "Mon-Fri 09:00-17:00"),
        ("MON-FRI 9:00-17:00", "Mon-Fri 09:00-17:00"),
        ("Mon.-Fri. 9:00-17:00", "Mon-Fri 09:00-17:00"),
        ("Mon/Wed 9:00-12:00", "Mon,Wed 09:00-12:00"),
        ("Mon-Fri 9:00-17:00\nSat 10:00-12:00\n", "Mon-Fri 09:00-17:00, Sat 10:00-12:00"),
        ("Fri 22:00-2:00", "Fri 22:00-02:00"),
        ("Fri 10:00-06:00", "Fri 10:00-06:00"),
        ("Fri 11:00-10:00", "Fri 11:00-10:00"),
    ],
)
def test_weekly_hours_are_read_and_said(text: str, said: str) -> None:
    assert weekly_text(weekly(text)) == said
    assert weekly(said) == weekly(text)


def test_weekly_hours_are_minutes_from_monday() -> None:
    assert weekly("Mon 00:00-01:00, Sun 23:00-24:00") == ((0, 60), (WEEK - 60, WEEK))
    assert weekly("Sun 22:00-02:00") == ((0, 120), (WEEK - 120, WEEK))
    assert weekly(["Mon 09:00-10:00", "Mon 10:00-11:00"]) == ((540, 660),)
    assert weekly("24x7") == ALWAYS and weekly("closed") == ()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "it is empty"),
        ("Mon-Fri 9-5", "may be morning or evening; write for example 09:00, 9am, 9pm"),
        ("weekdays 9 to 5", ": 9 may be morning or evening; write for example 09:00, 9am, 9pm"),
        ("Mon 9:00-5:00", "5:00 may be in the morning or in the evening"),
        ("Mon 9:00-5:00", "; write for example 09:00-05:00, 09:00-17:00"),
        ("Sat 24-7pm", "cannot begin at 24:00"),
        ("Mon", "a day has no hours"),
        ("Mon-Fri, Sat", "a day has no hours"),
        ("Mon- 09:00-10:00", "a range of days has no end"),
        ("09:00-17:00", "no day is given; write for example daily 09:00-17:00"),
        ("Mo-Fr 09:00-18:00", "'Mo' is neither a day in English nor a time"),
        ("Mon 0900-1800", "'0900' is neither"),
        ("Mon 9.00-18.00", "'9.00' is neither"),
        ("Mon 09:00", "'09:00' has no end"),
        ("Mon 25:00-26:00", "there is no time 25:00"),
        ("Mon 09:75-10:00", "there is no time 09:75"),
        ("Mon 13pm-2pm", "there is no time 13pm"),
        ("Mon 09:00-09:00", "begins and ends at the same time"),
        ("Mon 24:00-06:00", "cannot begin at 24:00"),
        ("24x7 Mon", "not expected"),
        (600, "600 is not opening hours"),
        (None, "None is not opening hours"),
        ([], "a list is not opening hours"),
        ([600], "a list is not opening hours"),
        ({"mon": "9"}, "a dict is not opening hours"),
    ],
)
def test_weekly_hours_are_refused_with_the_accepted_forms(value: object, why: str) -> None:
    with pytest.raises(ValueError, match="not opening hours") as caught:
        weekly(value)
    assert why in str(caught.value)
    assert "write for example" in str(caught.value)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_hours_or_a_value_error(text: str) -> None:
    for read in (weekly, hours_of_day):
        try:
            read(text)
        except ValueError as error:
            assert "write for example" in str(error)


@pytest.mark.parametrize(
    "text", ["daily 00:00-23:59", "Mon-Sun 12am-11:59pm", "Sat-Sun 0:00-23:59, Mon-Fri 00:00-24:00"]
)
def test_whoever_closes_at_one_minute_to_midnight_never_closes(text: str) -> None:
    assert weekly(text) == ALWAYS


def test_one_minute_to_midnight_is_the_end_of_a_day_only_where_hours_end() -> None:
    assert weekly("Mon 09:00-23:59") == ((540, 1440),)
    assert weekly("Mon 23:59-24:00") == ((1439, 1440),)
    assert weekly("Mon 09:00-23:58") == ((540, 1438),)
    assert hours_of_day("10:00-23:59") == ((600, 1440),)


def test_the_hours_of_one_day() -> None:
    assert hours_of_day("10:00-14:00") == ((600, 840),)
    assert hours_of_day("09:00-12:00, 13:00-15:00") == ((540, 720), (780, 900))
    assert hours_of_day("22:00-02:00") == ((1320, 1560),)
    assert hours_of_day("all day") == hours_of_day("24h") == ((0, 1440),)
    assert hours_of_day("closed") == ()
    for wrong in ("Mon 10:00-14:00", "", None, "sometimes"):
        with pytest.raises(ValueError, match="write for example"):
            hours_of_day(wrong)


@settings(deadline=None)
@given(weeks)
def test_weekly_hours_are_read_as_they_are_said(week: tuple) -> None:  # type: ignore[type-arg]
    assume(all(end % 1440 != 1439 for _, end in week))
    assert weekly(weekly_text(week)) == week


@settings(deadline=None)
@given(weeks, st.integers(-3 * WEEK, 3 * WEEK))
def test_shifting_is_a_turn_of_the_week(week: tuple, by: int) -> None:  # type: ignore[type-arg]
    assert minutes(shift_week(week, by)) == {(m + by) % WEEK for m in minutes(week)}


@settings(deadline=None)
@given(weeks)
def test_days_hold_the_week(week: tuple) -> None:  # type: ignore[type-arg]
    there = {
        (day * 1440 + m) % WEEK for day, pieces in enumerate(by_day(week)) for m in minutes(pieces)
    }
    assert there == minutes(week)


def test_a_night_belongs_to_the_evening_it_began() -> None:
    assert by_day(weekly("Sun 22:00-06:00"))[6] == ((1320, 1800),)
    assert by_day(weekly("Mon-Tue 00:00-24:00"))[:2] == (((0, 1440),), ((0, 1440),))


@pytest.mark.parametrize(
    ("text", "hours"),
    [("Mon-Fri 09:00-17:00", "320/21"), ("daily 08:00-20:00", "3"), ("24x7", "0")],
)
def test_mean_wait_to_open(text: str, hours: str) -> None:
    assert mean_wait(weekly(text)) == Fraction(hours) * 60


def test_what_never_opens_has_no_mean_wait() -> None:
    with pytest.raises(ValueError, match="never open"):
        mean_wait(())
