"""Published hours against staffed hours: what is missed, and how it is said."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.calendar.coverage_gaps import coverage_gaps, late_share
from cxlint.calendar.opening_hours import Hours, hours_of_day, weekly

TODAY = datetime.date(2026, 11, 21)
MONDAY = datetime.date(2026, 11, 23)
BERLIN, NEW_YORK, PHOENIX = "Europe/Berlin", "America/New_York", "America/Phoenix"


def at(text: str, zone: str | None = BERLIN, *holidays: str) -> Hours:
    return Hours(weekly(text), zone, holidays)


@pytest.mark.parametrize(
    ("published", "staffed", "text"),
    [
        (
            at("Mon-Fri 09:00-18:00, Sat 10:00-18:00"),
            [at("Mon-Fri 09:00-18:00, Sat 10:00-13:00", BERLIN, "DE")],
            "Saturdays 13:00\u201318:00, and on 8 public holidays",
        ),
        (
            at("24x7"),
            [at("Mon-Fri 09:00-18:00", BERLIN, "DE-BY")],
            "nights 18:00\u201309:00, Saturdays and Sundays all day, and on 9 public holidays",
        ),
        (at("24x7"), [at("daily 08:00-20:00")], "nights 20:00\u201308:00"),
        (
            at("24x7"),
            [at("Mon-Fri 09:00-18:00, Sat 10:00-14:00")],
            (
                "Mondays to Fridays before 09:00 and after 18:00, "
                "Saturdays before 10:00 and after 14:00, Sundays all day"
            ),
        ),
        (
            at("24x7"),
            [at("Mon-Fri 09:00-12:00, 13:00-18:00")],
            (
                "nights 18:00\u201309:00, Mondays to Fridays 12:00\u201313:00, "
                "Saturdays and Sundays all day"
            ),
        ),
        (
            at("Mon-Fri 09:00-17:00, Fri 22:00-02:00"),
            [at("Mon-Fri 09:00-17:00")],
            "Fridays 22:00\u201302:00",
        ),
        (
            at("24x7"),
            [at("Mon-Fri 00:00-24:00, Sat 00:00-13:00, Sun 08:00-24:00")],
            "Saturdays after 13:00, Sundays before 08:00",
        ),
        (
            at("24x7"),
            [at("Mon-Fri 00:00-24:00, Sat 00:00-20:00, Sun 08:00-24:00")],
            "Saturdays 20:00\u201308:00",
        ),
        (at("daily 08:00-20:00"), [at("daily 09:00-20:00")], "every day 08:00\u201309:00"),
        (at("24x7"), [], "around the clock"),
        (
            at("Mon-Fri 09:00-18:00"),
            [at("Sat 09:00-18:00")],
            "at all published times (Mon-Fri 09:00-18:00)",
        ),
        (at("Mon-Fri 09:00-18:00", BERLIN, "DE"), [at("Mon-Fri 09:00-18:00", BERLIN, "DE")], ""),
        (at("Mon-Fri 09:00-18:00"), [at("24x7", "Asia/Tokyo")], ""),
        (at("closed"), [], ""),
        (
            at("Mon-Fri 09:00-18:00"),
            [at("Mon-Fri 03:00-12:00", NEW_YORK)],
            "Mondays to Fridays 17:00\u201318:00 for 3 weeks in March, October and November",
        ),
        (
            at("Mon-Fri 09:00-18:00"),
            [at("Mon-Fri 04:00-13:00", NEW_YORK)],
            (
                "Mondays to Fridays 09:00\u201310:00 except for 3 weeks in March, October and "
                "November"
            ),
        ),
        (
            at("Mon-Fri 09:00-18:00"),
            [at("Mon-Fri 01:00-10:00", PHOENIX)],
            "Mondays to Fridays 09:00\u201310:00 for 31 weeks from March to October",
        ),
    ],
)
def test_gaps_as_a_person_would_say_them(published: Hours, staffed: list[Hours], text: str) -> None:
    found = coverage_gaps(published, staffed, TODAY)
    assert found.text == text
    assert bool(found.minutes) == bool(text) == bool(found.share)


def test_two_weeks_in_march() -> None:
    found = coverage_gaps(
        at("Mon-Fri 09:00-18:00"), [at("Mon-Fri 03:00-12:00", NEW_YORK)], MONDAY, 250
    )
    assert found.text == "Mondays to Fridays 17:00\u201318:00 for 2 weeks in March"
    assert found.minutes == 10 * 60


def test_a_second_team_covers_nights_and_holidays() -> None:
    staffed = [
        at("Mon-Fri 09:00-18:00", BERLIN, "DE"),
        at("daily 18:00-09:00"),
        at("Sat,Sun 09:00-18:00"),
    ]
    found = coverage_gaps(at("24x7"), staffed, TODAY)
    assert found.text == "on 6 public holidays", "those that fall on working days"
    assert coverage_gaps(at("24x7"), staffed[::-1], TODAY) == found
    assert not coverage_gaps(at("24x7"), [*staffed, at("Mon-Fri 09:00-18:00")], TODAY).minutes


def test_a_night_shift_off_on_a_holiday_is_missed_until_the_morning() -> None:
    staffed = [
        at("Mon-Fri 22:00-06:00", BERLIN, "DE"),
        at("daily 06:00-22:00"),
        at("Sat,Sun 22:00-06:00"),
    ]
    found = coverage_gaps(at("24x7"), staffed, datetime.date(2026, 12, 20), 14)
    assert found.text == "on 2 public holidays"
    assert found.minutes == 2 * 8 * 60


def test_exceptions_are_dates() -> None:
    staffed = Hours(
        weekly("Mon-Fri 09:00-18:00"),
        BERLIN,
        (),
        (
            (datetime.date(2026, 12, 24), datetime.date(2026, 12, 24), hours_of_day("9:00-13:00")),
            (datetime.date(2027, 8, 2), datetime.date(2027, 8, 31), ()),
        ),
    )
    found = coverage_gaps(at("Mon-Fri 09:00-18:00"), [staffed], TODAY)
    assert found.text == "on 24 December 2026 and 2 to 31 August 2027"
    assert found.minutes == 5 * 60 + 22 * 9 * 60
    assert found.worst_wait == 30 * 1440


def test_exceptions_may_staff_what_other_weeks_miss() -> None:
    june, august = datetime.date(2027, 6, 1), datetime.date(2027, 8, 31)
    saturday = datetime.date(2026, 12, 19)
    staffed = Hours(
        weekly("Mon-Fri 09:00-18:00"),
        BERLIN,
        (),
        (
            (june, august, hours_of_day("09:00-18:00")),
            (saturday, saturday, hours_of_day("09:00-18:00")),
        ),
    )
    found = coverage_gaps(at("Mon-Sat 09:00-18:00"), [staffed], TODAY)
    assert found.text == (
        "Saturdays 09:00\u201318:00, except on 19 December 2026 and 5 June to 28 August 2027"
    )


def test_numbers_of_a_plain_week() -> None:
    found = coverage_gaps(at("24x7", None), [at("Mon-Fri 09:00-17:00", None)], MONDAY, 364)
    assert found.share == Fraction(16, 21)
    assert found.worst_wait == 64 * 60
    assert found.worst_from == "Friday 17:00 (27 November 2026)"


def test_nobody_at_all_has_no_longest_wait() -> None:
    found = coverage_gaps(at("24x7"), [], TODAY)
    assert found.share == 1 and found.worst_wait is None and found.endless
    assert late_share(at("24x7"), [], 60, TODAY)[1].startswith(
        "around the clock; nobody comes within 40 days of Saturday 00:00"
    )


@pytest.mark.parametrize(
    ("text", "hours", "share"),
    [
        ("Mon-Fri 09:00-17:00", 1, "123/168"),
        ("Mon-Fri 09:00-17:00", 4, "9/14"),
        ("Mon-Fri 09:00-17:00", 24, "5/21"),
        ("Mon-Fri 09:00-17:00", 48, "2/21"),
        ("Mon-Fri 09:00-17:00", 64, "0"),
        ("daily 08:00-20:00", 1, "11/24"),
    ],
)
def test_the_share_that_cannot_be_answered_in_time(text: str, hours: int, share: str) -> None:
    found, said = late_share(at("24x7", None), [at(text, None)], hours * 60, MONDAY, 364)
    assert found == Fraction(share)
    assert bool(said) == bool(found)


def test_reach_says_when_and_how_long() -> None:
    _, said = late_share(at("24x7"), [at("Mon-Fri 09:00-18:00", BERLIN, "DE-BY")], 1440, TODAY)
    assert said == (
        "Fridays after 18:00, Saturdays all day, Sundays before 09:00, and around 9 public "
        "holidays; the longest wait is 4 days 14 hours, from Thursday 18:00 (25 March 2027)"
    )


def test_a_target_with_part_of_a_minute_counts_whole_missed_minutes() -> None:
    staffed = [at("daily 08:00-20:00", None)]
    share, _ = late_share(at("24x7", None), staffed, Fraction(1, 3), MONDAY, 364)
    assert share == Fraction(719, 1440)


texts = st.sampled_from(
    ["Mon-Fri 09:00-18:00", "daily 22:00-06:00", "Sat-Mon 10:00-14:00", "24x7", "Wed 00:00-24:00"]
)
zones = st.sampled_from([BERLIN, NEW_YORK, "Asia/Kathmandu"])
timetables = st.builds(at, texts, zones)


@settings(max_examples=60, deadline=None)
@given(timetables, st.lists(timetables, max_size=3), st.sampled_from([0, 60, 600, 2000]))
def test_missed_minutes_are_those_of_a_minute_by_minute_count(
    published: Hours, staffed: list[Hours], within: int
) -> None:
    start, days = datetime.date(2027, 3, 10), 21
    manned = sorted(
        {
            m
            for hours in staffed
            for a, b in hours.open_between(start - datetime.timedelta(days=2), days + 20)
            for m in range(a, b)
        }
    )
    late = 0
    minutes = [m for a, b in published.open_between(start, days) for m in range(a, b)]
    at_hand = 0
    for minute in minutes:
        while at_hand < len(manned) and manned[at_hand] < minute:
            at_hand += 1
        wait = manned[at_hand] - minute if at_hand < len(manned) else 10**9
        late += wait > within
    found, text = late_share(published, staffed, within, start, days)
    assert found == Fraction(late, len(minutes))
    assert bool(text) == bool(late)
