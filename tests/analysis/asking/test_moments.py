"""Days and moments as people say them."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from cxlint.analysis.asking.moments import say_moment
from cxlint.calendar.moments import read_moment

BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = datetime.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fri 16:30", "Fri 4 Dec 2026, 16:30"),
        ("friday at 4.30 pm", "Fri 4 Dec 2026, 16:30"),
        ("Sun 09:00", "Sun 29 Nov 2026, 09:00"),
        ("16:30", "Sun 29 Nov 2026, 16:30"),
        ("tomorrow 12 am", "Mon 30 Nov 2026, 00:00"),
        ("today 12pm", "Sun 29 Nov 2026, 12:00"),
        ("2026-12-02 17:00", "Wed 2 Dec 2026, 17:00"),
        ("2026-12-02T17:00:00+01:00", "Wed 2 Dec 2026, 17:00"),
    ],
)
def test_a_moment_is_the_next_one(text, said):
    moment = read_moment(text, SUNDAY, BERLIN)
    assert moment.time is not None
    assert say_moment(moment.time) == said
    assert moment.time.utcoffset() == datetime.timedelta(hours=1)


def test_every_weekday_comes_within_a_week():
    for name in ("mon", "tue", "Wednesday", "thurs", "fri", "Sat", "su"):
        day = read_moment(name, SUNDAY, BERLIN).day
        assert 0 <= (day - SUNDAY).days < 7
        assert f"{day:%A}".lower().startswith(name.lower())


def test_the_day_is_that_of_the_offset_given():
    moment = read_moment("2026-12-02T23:30:00-05:00", SUNDAY, BERLIN)
    assert moment.day == datetime.date(2026, 12, 2)


@pytest.mark.parametrize(
    "text", ["", "s 10:00", "Fri 25:00", "Fri 10:61", "13 pm", "10", "2026-13-01", "soon", "Fri-10"]
)
def test_what_is_no_moment_is_refused_with_the_forms(text):
    with pytest.raises(ValueError, match="write for example 2026-12-02"):
        read_moment(text, SUNDAY, BERLIN)
