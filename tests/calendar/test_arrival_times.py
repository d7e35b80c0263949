"""Durations as functions of the moment they begin, against durations added to one moment."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.calendar.arrival_times import (
    ORDINARY_WEEK,
    NeverOpenError,
    Time,
    ordinary_week,
)
from cxlint.calendar.deadlines import add_business
from cxlint.calendar.easter import easter_sunday
from cxlint.calendar.opening_hours import Hours, weekly
from cxlint.calendar.zones_and_holidays import public_holidays
from cxlint.values.quantities import duration

BERLIN = "Europe/Berlin"
OFFICE = Hours(weekly("Mon-Fri 09:00-18:00"), BERLIN, ("DE",))
HOURS = [
    OFFICE,
    Hours(weekly("24x7"), BERLIN),
    Hours(weekly("Tue 10:00-12:00"), "America/Los_Angeles", ("US",)),
    Hours(weekly("Mon-Fri 22:00-06:00"), BERLIN, ("DE-BY",)),
    Hours(weekly("Mon-Thu 08:00-12:00, 13:00-17:30, Sat 08:00-12:00"), "America/New_York"),
    Hours(weekly("Sun-Thu 08:30-16:00"), "Asia/Kathmandu"),
    Hours(
        weekly("daily 10:00-20:00"),
        "Australia/Sydney",
        (),
        ((datetime.date(2027, 1, 4), datetime.date(2027, 1, 20), ()),),
    ),
]
LENGTHS = [
    "1 business day", "3 business days", "20 business days", "45 business minutes",
    "4 business hours", "18 business hours", "90 business hours", "20s", "36 hours", "1 day",
    "5 days", "1.5 days", "2 weeks", "1 month", "6 months", "1 year", "immediately",
]  # fmt: skip
BEGIN = int(datetime.datetime(2026, 11, 29, tzinfo=ZoneInfo(BERLIN)).timestamp())
YEAR = Time(BEGIN, BEGIN + 365 * 86_400)


def shown(second: int, place: str) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(second, ZoneInfo(place))


def is_skipped(moment: datetime.datetime) -> bool:
    """Whether a clock never shows what a moment says."""
    back = moment.astimezone(datetime.UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) != moment.replace(tzinfo=None)


@settings(max_examples=300, deadline=None)
@given(
    hours=st.sampled_from(HOURS),
    length=st.sampled_from(LENGTHS),
    minute=st.integers(0, 365 * 1440 - 1),
)
def test_a_duration_is_over_when_it_is_if_added_to_the_moment(
    hours: Hours, length: str, minute: int
) -> None:
    assert hours.zone is not None
    start = BEGIN + 60 * minute
    taken = duration(length)
    found = YEAR.taking(taken, hours, hours.zone).at(2 * start) // 2
    begin = shown(start, hours.zone)
    due = add_business(begin, taken, hours)
    if is_skipped(begin.replace(tzinfo=None).replace(tzinfo=ZoneInfo(hours.zone))):
        return
    assert found in {due.timestamp(), due.replace(fold=1).timestamp(), due.timestamp() - 3600}
    if not is_skipped(due) and due.timestamp() == due.replace(fold=1).timestamp():
        assert found == due.timestamp()


@pytest.mark.parametrize("hours", HOURS)
@pytest.mark.parametrize("length", ["3 business days", "4 business hours", "1 month"])
def test_at_every_turn_of_the_function_as_well(hours: Hours, length: str) -> None:
    function = YEAR.taking(duration(length), hours, hours.zone)
    for start in function.starts[1::7]:
        for second in (start // 2 - 60, start // 2, start // 2 + 60):
            minute = second // 60 * 60
            if YEAR.begin <= minute < YEAR.end:
                due = add_business(shown(minute, hours.zone or "UTC"), duration(length), hours)
                assert function.at(2 * minute) // 2 in {due.timestamp(), due.timestamp() - 3600}


@settings(max_examples=200, deadline=None)
@given(
    hours=st.sampled_from(HOURS),
    length=st.sampled_from(LENGTHS),
    minute=st.integers(0, 365 * 1440 - 1),
    lasting=st.sampled_from([1, 3_600, 20 * 86_400]),
    longer=st.sampled_from([0, 50 * 86_400]),
)
def test_of_a_part_is_known_what_is_worked_out_of_it_alone(
    hours: Hours, length: str, minute: int, lasting: int, longer: int
) -> None:
    start = BEGIN + 60 * minute
    end = start + lasting + longer
    part = YEAR.part(start, start + lasting).until(end)
    alone = Time(start, start + lasting).until(end)
    taken = duration(length)
    assert (part.begin, part.end) == (alone.begin, alone.end)
    assert part.taking(taken, hours, hours.zone) == alone.taking(taken, hours, hours.zone)
    assert part.opening(hours) == alone.opening(hours)
    assert part.opened(hours) == alone.opened(hours)
    desks = (hours, OFFICE)
    bound = part.bound(taken, hours, desks, hours.zone)
    assert bound == alone.bound(taken, hours, desks, hours.zone)


def test_hours_that_end_within_the_year_may_be_counted_in_before_that() -> None:
    day = datetime.date(2026, 12, 7)
    spans = (weekly("Mon 09:00-17:00")[0],)
    once = Hours((), BERLIN, (), ((day, day, spans),))
    length = duration("2 business hours")
    with pytest.raises(NeverOpenError):
        YEAR.taking(length, once, BERLIN)
    part = YEAR.part(BEGIN, BEGIN + 60)
    due = int(datetime.datetime(2026, 12, 7, 11, tzinfo=ZoneInfo(BERLIN)).timestamp())
    assert part.taking(length, once, BERLIN).at(2 * BEGIN) == 2 * due


def test_the_time_right_after_a_moment_is_told_from_it() -> None:
    closing = int(datetime.datetime(2026, 11, 30, 14, tzinfo=ZoneInfo(BERLIN)).timestamp())
    function = YEAR.taking(duration("4 business hours"), OFFICE, BERLIN)
    assert shown(function.at(2 * closing) // 2, BERLIN).isoformat() == "2026-11-30T18:00:00+01:00"
    later = function.at(2 * closing + 1)
    assert shown(later // 2, BERLIN).isoformat() == "2026-12-01T09:00:00+01:00"
    assert later % 2 == 1


def test_two_times_of_days_end_no_later_than_one_of_as_many() -> None:
    night = int(datetime.datetime(2027, 3, 27, 2, 30, tzinfo=ZoneInfo(BERLIN)).timestamp())
    one, four, five = (YEAR.taking(duration(f"{n} days"), None, BERLIN) for n in (1, 4, 5))
    for minute in range(night - 7200, night + 7200, 60):
        assert four.at(one.at(2 * minute)) <= five.at(2 * minute)


def test_a_bound_that_ends_before_the_desk_opens_lasts_to_the_opening() -> None:
    saturday = int(datetime.datetime(2026, 12, 5, 12, tzinfo=ZoneInfo(BERLIN)).timestamp())
    soonest, full = YEAR.bound(duration("1 day"), None, (OFFICE,), BERLIN)
    opening = "2026-12-07T09:00:00+01:00"
    assert shown(soonest.at(2 * saturday) // 2, BERLIN).isoformat() == opening
    assert shown(full.at(2 * saturday) // 2, BERLIN).isoformat() == opening
    sunday = saturday + 86_400
    assert soonest.at(2 * sunday) == 2 * sunday
    assert full.at(2 * sunday) == 2 * (sunday + 86_400)


def test_working_time_needs_hours_and_hours_that_open() -> None:
    with pytest.raises(ValueError, match="without hours"):
        YEAR.taking(duration("1 business hour"), None, BERLIN)
    closed = Hours((), BERLIN)
    for length in ("1 business hour", "1 business day"):
        with pytest.raises(NeverOpenError):
            YEAR.taking(duration(length), closed, BERLIN)


def test_an_ordinary_week_has_no_holiday_and_no_change_of_clocks() -> None:
    begin, end = ordinary_week(BERLIN)
    assert shown(begin, BERLIN).date() == ORDINARY_WEEK
    assert end - begin == 7 * 86_400
    year = Time(begin, begin + 365 * 86_400, ordinary=True)
    function = year.taking(duration("1 business day"), OFFICE, BERLIN)
    weeks = {
        function.at(2 * (begin + n * 7 * 86_400)) - 2 * (begin + n * 7 * 86_400) for n in range(52)
    }
    assert weeks == {2 * (86_400 + 18 * 3600)}


@pytest.mark.parametrize("year", range(2020, 2040))
def test_easter_is_two_days_after_good_friday(year: int) -> None:
    assert easter_sunday(year) - datetime.timedelta(days=2) in public_holidays("DE", year)
    assert easter_sunday(year).weekday() == 6
