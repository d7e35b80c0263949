"""What a leg takes no less than and no more, said without following it, against following it."""

from __future__ import annotations

from unittest import mock

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxlint.analysis.times import legs
from cxlint.analysis.times.legs import Bound, Extent, arrival, delays
from cxlint.calendar import arrival_times
from cxlint.calendar.arrival_times import NeverOpenError, Time
from cxlint.calendar.opening_hours import Hours, weekly
from cxlint.parsing.document import At, Document
from cxlint.values.durations import duration

AT = At(Document("p.yaml", "", None))
BEGIN = 1_794_182_400  # Monday 9 November 2026
DESKS = [
    Hours(weekly(each), "Europe/Madrid", holidays)
    for each in ("24x7", "Mon-Fri 09:00-17:00", "Tue 10:00-12:00", "Sat 08:00-20:00", "closed")
    for holidays in ((), ("ES",))
]
LENGTHS = ("1 minute", "90 minutes", "3 days", "1 month", "2 business hours", "1 business day")
bounds = st.builds(
    lambda length, hours, desks: Bound("", AT, duration(length), hours, desks, "Europe/Madrid"),
    st.sampled_from(LENGTHS),
    st.sampled_from(DESKS),
    st.lists(st.sampled_from(DESKS), max_size=3, unique=True).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(bounds, st.sampled_from(list(Extent)), st.integers(0, 13), st.integers(1, 30))
def test_no_bound_takes_less_or_more(bound: Bound, extent: Extent, first: int, days: int) -> None:
    begin = BEGIN + first * 86_400
    time = Time(begin, begin + days * 86_400)
    try:
        exact = arrival(bound, time, extent).delays
        least, most = delays(bound, time, extent)
    except NeverOpenError:
        assume(False)
    assert least <= exact[0] <= exact[1] <= most


def test_bounds_alike_but_for_their_length_are_not_followed() -> None:
    time = Time(BEGIN, BEGIN + 365 * 86_400)
    with mock.patch.object(arrival_times, "choose") as choose:
        for seconds in range(60, 100):
            bound = Bound("", AT, duration(f"{seconds} seconds"), None, tuple(DESKS[2:6]), None)
            assert legs.delays(bound, time, Extent.MOST)[0] == 2 * seconds
    choose.assert_not_called()


def test_of_a_part_no_more_is_worked_out_than_the_part() -> None:
    """A bound that few share is followed for the days asked for, not for the whole year."""
    year = Time(BEGIN, BEGIN + 365 * 86_400)
    part = year.part(BEGIN + 40 * 86_400, BEGIN + 42 * 86_400)
    soonest, latest = part.bound(duration("90 minutes"), None, tuple(DESKS[2:6]), "Europe/Madrid")
    assert max(len(soonest.starts), len(latest.starts)) < 20
    assert not year._bounds
    whole = year.bound(duration("90 minutes"), None, tuple(DESKS[2:6]), "Europe/Madrid")
    for instant in range(2 * part.begin, 2 * part.end, 7_001):
        assert [each.at(instant) for each in (soonest, latest)] == [
            each.at(instant) for each in whole
        ]
