"""When promises fall due, with moments worked out by hand."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.calendar.deadlines import add_business, next_working_day
from cxlint.calendar.opening_hours import Hours, weekly
from cxlint.calendar.schedules import hours
from cxlint.values.quantities import duration


def moment(text: str, place: str = "Europe/Madrid") -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(place))


MADRID = hours("Mon-Fri 09:00-18:00", zone="Europe/Madrid")
ALWAYS = hours("24x7")


@pytest.mark.parametrize(
    ("length", "due"),
    [
        ("4 business hours", "2026-11-23 11:30"),
        ("16 business hours", "2026-11-24 14:30"),
        ("1.5 business hours", "2026-11-20 18:00"),
        ("30 business minutes", "2026-11-20 17:00"),
        ("1 business day", "2026-11-23 18:00"),
        ("immediately", "2026-11-20 16:30"),
        ("1 day", "2026-11-21 16:30"),
        ("1.5 days", "2026-11-22 04:30"),
        ("2 weeks", "2026-12-04 16:30"),
        ("1 month", "2026-12-20 16:30"),
        ("1 year", "2027-11-20 16:30"),
    ],
)
def test_from_a_friday_afternoon_in_madrid(length: str, due: str) -> None:
    assert add_business(moment("2026-11-20 16:30"), duration(length), MADRID) == moment(due)


def test_a_holiday_stops_the_clock() -> None:
    monday = datetime.date(2026, 11, 23)
    closed = Hours(MADRID.weekly, MADRID.zone, (), ((monday, monday, ()),))
    due = add_business(moment("2026-11-20 16:30"), duration("4 business hours"), closed)
    assert due == moment("2026-11-24 11:30")


def test_a_customer_far_away_waits_for_our_monday() -> None:
    asked = moment("2026-11-20 20:00", "America/Los_Angeles")
    due = add_business(asked, duration("4 business hours"), MADRID)
    assert due == moment("2026-11-23 13:00")
    assert due == moment("2026-11-23 04:00", "America/Los_Angeles")
    assert due.tzinfo == ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-10-31 22:00", "2026-11-01T03:00:00-05:00"),
        ("2027-03-13 22:00", "2027-03-14T05:00:00-04:00"),
    ],
)
def test_elapsed_hours_over_a_clock_change(asked: str, due: str) -> None:
    start = moment(asked, "America/New_York")
    assert add_business(start, duration("6 hours"), ALWAYS).isoformat() == due


def test_calendar_days_keep_the_time_over_a_clock_change() -> None:
    start = moment("2026-10-31 22:00", "America/New_York")
    due = add_business(start, duration("1 day"), ALWAYS)
    assert due.isoformat() == "2026-11-01T22:00:00-05:00"


@pytest.mark.parametrize(
    ("code", "asked", "length", "due"),
    [
        ("GB", "2026-12-18", "3 business days", "2026-12-23"),
        ("GB", "2026-12-24", "3 business days", "2026-12-31"),
        ("GB", "2026-12-24", "8 weeks", "2027-02-18"),
        ("GB", "2026-12-24", "6 weeks", "2027-02-04"),
        ("ES", "2026-12-01", "15 business days", "2026-12-23"),
        ("US", "2026-12-18", "7 business days", "2026-12-30"),
        ("US", "2026-12-18", "20 days", "2027-01-07"),
        ("DE", "2026-12-10", "14 days", "2026-12-24"),
        ("DE", "2026-12-11", "14 days", "2026-12-25"),
    ],
)
def test_public_deadlines(code: str, asked: str, length: str, due: str) -> None:
    office = Hours(weekly("Mon-Fri 09:00-17:00"), "UTC", (code,))
    found = add_business(moment(f"{asked} 12:00", "UTC"), duration(length), office)
    assert found.date().isoformat() == due


def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day() -> None:
    office = Hours(weekly("Mon-Fri 09:00-17:00"), "UTC", ("DE",))
    assert next_working_day(datetime.date(2026, 12, 25), office) == datetime.date(2026, 12, 28)
    assert next_working_day(datetime.date(2026, 12, 24), office) == datetime.date(2026, 12, 24)


def test_months_end_where_months_end() -> None:
    for start, length, due in [
        ("2027-01-31", "1 month", "2027-02-28"),
        ("2027-12-31", "2 months", "2028-02-29"),
        ("2028-02-29", "1 year", "2029-02-28"),
        ("2026-11-30", "13 months", "2027-12-30"),
    ]:
        found = add_business(moment(f"{start} 12:00"), duration(length), MADRID)
        assert found.date().isoformat() == due


def test_the_night_shift_closes_in_the_morning() -> None:
    nights = hours("Mon-Fri 22:00-06:00", zone="UTC")
    due = add_business(moment("2026-11-20 12:00", "UTC"), duration("1 business day"), nights)
    assert due == moment("2026-11-24 06:00", "UTC")


def test_what_never_opens_is_never_due() -> None:
    for length in ("1 business day", "1 business hour"):
        with pytest.raises(ValueError, match="within ten years"):
            add_business(moment("2026-11-20 12:00"), duration(length), hours("closed"))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 14 * 1440), st.integers(1, 3000))
def test_working_time_is_counted_minute_by_minute(offset: int, minutes: int) -> None:
    place = ZoneInfo("Europe/Madrid")
    first = datetime.datetime(2027, 3, 19, tzinfo=datetime.UTC)
    start = first + datetime.timedelta(minutes=offset)
    due = add_business(start, duration(f"{minutes} business minutes"), MADRID)
    now, left = start, minutes
    while left:
        wall = now.astimezone(place)
        left -= wall.weekday() < 5 and 9 <= wall.hour < 18
        now += datetime.timedelta(minutes=1)
    assert due == now
