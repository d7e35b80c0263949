"""What is plain of answers without a sweep is what the sweep says, and saves it."""

from __future__ import annotations

import datetime
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.calendar import answer_times, coverage_gaps
from cxlint.calendar.answer_times import Reply, dated, missed
from cxlint.calendar.opening_hours import Hours, weekly
from cxlint.calendar.sure_answers import Span, is_always_given
from cxlint.calendar.zones_and_holidays import DAY, minute_of

TODAY = datetime.date(2026, 11, 21)
WEEKS = (
    "Mon-Fri 09:00-18:00",
    "Mon-Fri 08:00-18:00, Sat 10:00-14:00",
    "daily 22:00-03:00",
    "Sun 01:00-04:00",
    "24x7",
    "Mon-Tue 09:00-12:00",
)
hours_of_places = st.builds(
    Hours,
    st.sampled_from([weekly(each) for each in WEEKS]),
    st.sampled_from(["Europe/Berlin", "America/New_York"]),
    st.sampled_from([(), ("DE",)]),
    st.sampled_from([(), ((TODAY, TODAY + datetime.timedelta(days=20), ()),)]),
)
replies = st.builds(
    Reply,
    st.lists(hours_of_places, min_size=1, max_size=2).map(tuple),
    st.sampled_from([60, 600, 3_000, 9_000, 60_000]),
    st.sampled_from([30, 120, 600]),
)


@settings(max_examples=60, deadline=None)
@given(hours_of_places, hours_of_places | replies)
def test_what_is_sure_is_never_missed(asked: Hours, answer: Hours | Reply) -> None:
    first, days = TODAY - datetime.timedelta(days=2), 130
    last = minute_of(TODAY) + 91 * DAY
    if is_always_given(answer, asked, Span(asked.zone, first, days, last)):
        line = dated(asked.zone, first, days + 60)
        assert not missed(asked.open_between(TODAY, 90), (answer,), line)


def test_much_of_what_is_never_missed_is_sure() -> None:
    """Or nothing would be saved: the people of a line, more than they, and a reply next day."""
    asked = Hours(weekly("Mon-Fri 09:00-18:00"), "Europe/Berlin", ("DE",))
    longer = Hours(weekly("Mon-Sat 08:00-18:00"), "Europe/Berlin")
    soon = Reply((longer,), 4 * DAY, 60)
    last = minute_of(TODAY) + 301 * DAY
    span = Span("Europe/Berlin", TODAY - datetime.timedelta(days=2), 342, last)
    assert all(is_always_given(each, asked, span) for each in (asked, longer, soon))
    late = (soon._replace(within=DAY), soon._replace(work=9_000), longer._replace(zone=None))
    assert not any(is_always_given(each, asked, span) for each in late)


@pytest.mark.parametrize("lines", [4, 16])
def test_no_year_is_swept_for_lines_whose_people_are_there(lines: int) -> None:
    people = Hours(weekly("Mon-Fri 07:00-21:00"), "Europe/Berlin")
    with mock.patch.object(coverage_gaps, "missed", wraps=answer_times.missed) as sweep:
        for number in range(lines):
            line = Hours(weekly(f"Mon-Fri 09:{number:02}-18:{number:02}"), "Europe/Berlin")
            found = coverage_gaps.coverage_gaps(line, [people], TODAY)
            assert not found.minutes
    assert sweep.call_count == 0
