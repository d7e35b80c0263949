"""Dated opening: zones, clock changes, holidays and exceptions, against a minute-wise model."""

from __future__ import annotations

import datetime
import subprocess
import sys
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from holidays.registry import EntityLoader
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.calendar import zones_and_holidays
from cxlint.calendar.opening_hours import Hours, hours_of_day, weekly, weekly_text
from cxlint.calendar.schedules import hours
from cxlint.calendar.zones_and_holidays import minute_of, public_holidays, zone

ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]
CHANGES = [datetime.date(2027, 3, 14), datetime.date(2027, 3, 28), datetime.date(2027, 10, 31)]
TEXTS = [
    "Mon-Fri 09:00-18:00",
    "24x7",
    "daily 01:15-02:45",
    "Fri 22:00-02:30, Sat-Sun 22:00-06:00",
    "daily 02:00-24:00",
    "closed",
]


def naive(known: Hours, start: datetime.date, days: int) -> set[int]:
    """Ask the wall clock at every minute."""
    place = ZoneInfo(known.zone or "UTC")
    found = set()
    first = minute_of(start)
    for minute in range(first - 1440, first + (days + 1) * 1440):
        wall = datetime.datetime.fromtimestamp(minute * 60, place)
        if not start <= wall.date() < start + datetime.timedelta(days=days):
            continue
        at = wall.hour * 60 + wall.minute
        today, before = (
            known.hours_on(wall.date()),
            known.hours_on(wall.date() - datetime.timedelta(days=1)),
        )
        if any(a <= at < b for a, b in today) or any(a <= at + 1440 < b for a, b in before):
            found.add(minute)
    return found


@pytest.mark.thorough
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.sampled_from([*ZONES, None]),
    st.sampled_from(CHANGES),
    st.integers(-2, 1),
    st.sampled_from(["closed", "10:00-14:00", "20:00-03:00"]),
)
def test_opening_is_what_the_wall_clock_says(
    text: str, name: str | None, change: datetime.date, back: int, other: str
) -> None:
    exception = (change, change, hours_of_day(other))
    known = Hours(weekly(text), name, (), (exception,))
    start = change + datetime.timedelta(days=back)
    opened = known.open_between(start, 3)
    assert {m for a, b in opened for m in range(a, b)} == naive(known, start, 3)
    assert all(a[1] < b[0] for a, b in pairwise(opened))


def test_a_year_of_office_hours() -> None:
    office = Hours(weekly("Mon-Fri 09:00-17:00"), "Europe/Berlin")
    opened = office.open_between(datetime.date(2026, 11, 23), 364)
    assert len(opened) == 260
    assert {b - a for a, b in opened} == {480}
    assert {a % 1440 for a, _ in opened} == {7 * 60, 8 * 60}


def test_a_day_of_24_hours_lasts_23_or_25_when_clocks_change() -> None:
    always = Hours(weekly("24x7"), "Europe/Berlin")
    for day, length in [((2027, 3, 28), 23), ((2027, 10, 31), 25), ((2027, 6, 1), 24)]:
        ((a, b),) = always.open_between(datetime.date(*day), 1)
        assert b - a == length * 60


def test_holidays_and_exceptions() -> None:
    eve, day = datetime.date(2026, 12, 24), datetime.date(2026, 12, 25)
    office = hours(
        {
            "open": ["Mon-Fri 09:00-18:00", "Sat 10:00-14:00"],
            "holidays": "DE-BY",
            "exceptions": [
                {"on": "2026-12-24", "open": "10:00-12:00", "reason": "Christmas Eve"},
                {"from": "2026-12-27", "to": "2026-12-31", "open": "closed"},
                {"on": "2026-12-30", "open": "09:00-10:00"},
            ],
        },
        zone="Europe/Berlin",
    )
    assert office.zone == "Europe/Berlin" and office.holidays == ("DE-BY",)
    assert weekly_text(office.weekly) == str(office) == "Mon-Fri 09:00-18:00, Sat 10:00-14:00"
    assert office.hours_on(eve) == ((600, 720),)
    assert office.hours_on(day) == ()
    assert office.hours_on(datetime.date(2026, 12, 29)) == ()
    assert office.hours_on(datetime.date(2026, 12, 30)) == ((540, 600),), (
        "the shorter exception wins"
    )
    assert office.hours_on(datetime.date(2027, 1, 6)) == (), "Epiphany is a holiday in Bavaria"
    assert office.hours_on(datetime.date(2027, 1, 7)) == ((540, 1080),)
    assert day in office.holidays_between(eve, 3)
    assert eve in office.exceptions_between(eve, 3)


def test_schedules_are_read_from_text_and_lists() -> None:
    assert hours("24x7").is_always_open and not hours("24x7").holidays
    assert hours(["Mon 09:00-10:00", "Tue 09:00-10:00"]).weekly == weekly("Mon,Tue 09:00-10:00")
    assert hours({"open": "24x7", "timezone": "Asia/Tokyo"}, zone="UTC").zone == "Asia/Tokyo"
    assert not hours({"open": "24x7", "holidays": ["DE", "FR"]}).is_always_open


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"open": 600}, "600 is not opening hours"),
        ({"open": "24x7", "holidays": "DE-XX"}, "no country or region"),
        ({"open": "24x7", "exceptions": [{"on": "2026-13-45"}]}, "there is no month 13"),
        (
            {"open": "24x7", "exceptions": [{"from": "2026-12-31", "to": "2026-12-01"}]},
            "comes before",
        ),
        ({"open": "24x7", "exceptions": [{"on": "2026-12-24", "open": "soon"}]}, "'soon'"),
        (
            {
                "open": "24x7",
                "exceptions": [
                    {"on": "2026-12-24", "from": "2026-12-24", "to": "2026-12-26", "open": "closed"}
                ],
            },
            "stated twice",
        ),
        (
            {
                "open": "24x7",
                "exceptions": [
                    {"on": "2026-12-24", "open": "closed"},
                    {"on": "2026-12-24", "open": "10:00-12:00"},
                ],
            },
            "2026-12-24 has other hours in an exception before",
        ),
    ],
)
def test_wrong_schedules(stated: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        hours(stated)


def test_unknown_zones_are_corrected() -> None:
    with pytest.raises(ValueError, match="did you mean Europe/Berlin"):
        zone("Europe/Berln")
    with pytest.raises(ValueError, match="did you mean America/New_York"):
        zone("New York")
    for odd in (
        "localtime",
        "posixrules",
        "Factory",
        "",
        "../etc/passwd",
        "/etc/passwd",
        "Europe",
        "x" * 500,
        "a\0b",
    ):
        with pytest.raises(ValueError, match="no IANA time zone"):
            zone(odd)


def test_public_holidays() -> None:
    assert datetime.date(2026, 12, 25) in public_holidays("us-ca", 2026)
    assert datetime.date(2026, 12, 28) in public_holidays("GB", 2026)
    assert datetime.date(2027, 1, 6) not in public_holidays("DE", 2027)
    with pytest.raises(ValueError, match="did you mean DE-BY"):
        public_holidays("DE-BYY", 2026)
    for odd, meant in (("USA", "US"), ("usa-ca", "US-CA"), ("DE_BY", "DE-BY"), ("de by", "DE-BY")):
        with pytest.raises(ValueError, match=f"did you mean {meant};"):
            public_holidays(odd, 2026)
    for odd in ("XX", "", "Germany", "DE-XX", "DE-", "DEU-XX"):
        with pytest.raises(ValueError, match="write for example DE, DE-BY, US-CA"):
            public_holidays(odd, 2026)


def told_by(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_each_country_has_the_holidays_that_its_library_says() -> None:
    """Each country's calendar is read without the others; territories lean on another's."""
    codes = [*EntityLoader.get_country_codes(include_aliases=False)]
    assert len(codes) > 200
    for code in codes:
        usual = holidays.country_holidays(code, years=2027, expand=False)
        assert public_holidays(code, 2027) == {*usual}, code
        for part in usual.subdivisions[:2]:
            expected = {*holidays.country_holidays(code, subdiv=part, years=2027, expand=False)}
            assert public_holidays(f"{code}-{part}", 2027) == expected, (code, part)


def test_a_calendar_brings_no_others_along() -> None:
    code = (
        "import sys; from cxlint.calendar.zones_and_holidays import public_holidays;"
        "found = public_holidays('DE-BY', 2026) & public_holidays('GB-ENG', 2026);"
        "print(len(found), *(each for each in sys.modules if 'countries' in each))"
    )
    assert told_by(code) == "6"  # new year, two at Easter, Whit Monday in 2026, two at Christmas


def test_a_library_that_finds_its_countries_otherwise_is_asked_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zones_and_holidays, "_module_alone", lambda _: None)
    public_holidays.cache_clear()
    zones_and_holidays._country_calendar.cache_clear()
    expected = holidays.country_holidays("DE", subdiv="BY", years=2026, expand=False)
    assert public_holidays("DE-BY", 2026) == {*expected}
    with pytest.raises(ValueError, match="did you mean US-CA;"):
        public_holidays("usa-ca", 2026)


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    code = (
        "import sys; from cxlint.calendar import coverage_gaps, deadlines, schedules;"
        "schedules.hours('Mon-Fri 09:00-18:00');"
        "print([m for m in ('holidays', 'zoneinfo', 'difflib', 'typing_extensions') "
        "if m in sys.modules])"
    )
    assert told_by(code) == "[]"
