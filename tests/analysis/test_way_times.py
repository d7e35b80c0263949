"""Times of ways against promises: worked out by hand, by brute force, and the shared cases."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.analysis.quantity import UNLIMITED, Quantity
from cxlint.analysis.subject import Subject
from cxlint.analysis.way_times import find_quantity, list_quantities
from cxlint.calendar.deadlines import add_business
from cxlint.calendar.opening_hours import Hours, weekly
from cxlint.errors import UserError
from cxlint.graph.builder import build
from cxlint.parsing import document
from cxlint.policy import linker
from cxlint.values.quantities import duration

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "numbers"
DAY = datetime.date(2026, 11, 29)
BERLIN = ZoneInfo("Europe/Berlin")

BASE = """
organization: {name: Testbed, currency: EUR, timezone: Europe/Berlin}
schedules:
  office: {open: Mon-Fri 09:00-18:00, holidays: DE}
  short: {open: Mon-Thu 10:00-15:00}
systems: {desk: {kind: cases}}
"""


def subject(*texts: str, day: datetime.date = DAY) -> Subject:
    documents = [
        each
        for number, text in enumerate(texts)
        for each in document.parse(f"{number}.yaml", text.encode())
    ]
    return Subject(build(linker.assemble(documents, day)))


def figures(*texts: str) -> dict[str, Quantity]:
    return {each.name: each for each in list_quantities(subject(*texts))}


def asked(name: str, *texts: str) -> Any:
    found = find_quantity(subject(*texts), name)
    assert found is not None
    return found.value


# The shared cases, of which only the quantities of times are asked here.


def shared() -> list[tuple[str, dict[str, Any]]]:
    if not CASES.exists():
        return []
    found = []
    for folder in sorted(CASES.iterdir()):
        expected = folder / "expect.json"
        if expected.exists():
            told = json.loads(expected.read_text())
            if told["kind"] == "promise":
                found += [(folder.name, each) for each in told["expect"]]
    return [each for each in found if not each[1]["quantity"].startswith("ask.")]


def plain(value: Any) -> Any:
    return Fraction(value["exact"]) if isinstance(value, dict) and "exact" in value else value


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not there")
@pytest.mark.parametrize(("case", "expected"), shared())
def test_a_shared_case(case: str, expected: dict[str, Any]) -> None:
    files = sorted((CASES / case / "policy").rglob("*.yaml"))
    about = subject(*(each.read_text() for each in files))
    name = expected["quantity"]
    found = find_quantity(about, name)
    if found is None:
        found = next(each for each in list_quantities(about) if each.name == name)
    wanted = plain(expected["value"])
    if isinstance(wanted, str) and wanted[:4].isdigit():
        assert found.value == datetime.datetime.fromisoformat(wanted)
    elif isinstance(wanted, Fraction):
        assert isinstance(found.value, (Fraction, int))
        assert abs(found.value - wanted) <= Fraction(expected["tolerance"])
    else:
        assert found.value == wanted
    if wanted is None:
        assert found.why


# Chains, against every minute of the ordinary week gone through one by one.

LINK = st.tuples(
    st.sampled_from(["", "1 business day", "3 business hours", "2 days", "5 hours", "1-3 days"]),
    st.sampled_from(["", "2 business days", "1 day", "90 minutes", "6 business hours"]),
    st.sampled_from(["Mon-Fri 09:00-18:00", "Mon-Thu 10:00-15:00", "24x7", "daily 20:00-04:00"]),
)


def write_chain(links: list[tuple[str, str, str]], published: str, respond: str) -> str:
    teams = [f"  t0: {{open: '{links[0][2]}', closes: none}}"]
    handoffs = []
    for number, (wait, ola, hours) in enumerate(links, 1):
        owed = f", ola: {{resolution: {ola}}}" if ola else ""
        teams.append(f"  t{number}: {{open: '{hours}', closes: none{owed}}}")
        waits = f", wait: {wait}" if wait else ""
        handoffs.append(f"  - {{from: t{number - 1}, to: t{number}{waits}}}")
    handoffs.append(f"  - {{from: t{len(links)}, to: resolved}}")
    answers = f", respond: {{within: {respond}}}" if respond else ""
    return "\n".join([
        "organization: {name: Testbed, timezone: Europe/Berlin}",
        "channels:",
        f"  mail: {{kind: email, published: true, open: '{published}', goes_to: t0{answers}}}",
        "teams:", *teams, "handoffs:", *handoffs,
        "intents: {thing: {start: [mail], promise: 6 days}}",
    ])  # fmt: skip


def opens(moment: datetime.datetime, hours: Hours) -> datetime.datetime:
    """Return the next minute at which hours are open, minute by minute."""
    spans = [(a, b) for a, b in hours.weekly]
    while True:
        minute = moment.weekday() * 1440 + moment.hour * 60 + moment.minute
        if any(a <= minute < b for a, b in spans):
            return moment
        moment += datetime.timedelta(minutes=1)


def bound(moment: datetime.datetime, text: str, hours: Hours, *, full: bool) -> datetime.datetime:
    if not text:
        return moment
    length = duration(text)
    end = add_business(moment, length, hours)
    if not length.business:
        opening = opens(moment, hours)
        if end < opening:
            return opening
    return end if full else moment


def walked(
    start: datetime.datetime, links: list[tuple[str, str, str]], respond: str, *, full: bool
) -> datetime.datetime:
    moment = bound(start, respond, Hours(weekly(links[0][2]), "Europe/Berlin"), full=full)
    for wait, ola, text in links:
        hours = Hours(weekly(text), "Europe/Berlin")
        if wait == "1-3 days":
            wait = "3 days" if full else "1 days"
        if wait:
            moment = add_business(moment, duration(wait), hours)
        moment = bound(moment, ola, hours, full=full)
    return moment


@settings(max_examples=40, deadline=None)
@given(
    st.lists(LINK, min_size=1, max_size=3),
    st.sampled_from(["Mon-Fri 09:00-18:00", "24x7", "Sat 10:00-12:30"]),
    st.sampled_from(["", "1 day", "4 business hours", "immediately"]),
)
def test_a_chain_takes_what_it_takes_from_some_start(
    links: list[tuple[str, str, str]], published: str, respond: str
) -> None:
    found = figures(write_chain(links, published, respond))
    if "journey.thing.elapsed.min_hours" not in found:
        assert not respond
        assert not any(wait or ola for wait, ola, _ in links)
        return
    spans = weekly(published)
    monday = datetime.datetime(2026, 11, 2, tzinfo=BERLIN)
    least: list[datetime.timedelta] = []
    most: list[datetime.timedelta] = []
    late = 0
    minutes = {m for a, b in spans for m in (*range(a, b, 30), a + 1, b - 1)}
    for minute in sorted(minutes):
        start = monday + datetime.timedelta(minutes=minute)
        least.append(walked(start, links, respond, full=False) - start)
        most.append(walked(start, links, respond, full=True) - start)
        late += most[-1] > datetime.timedelta(days=6)
    hour = datetime.timedelta(hours=1)
    low = found["journey.thing.elapsed.min_hours"].value
    high = found["journey.thing.elapsed.max_hours"].value
    assert isinstance(low, (Fraction, int))
    assert isinstance(high, (Fraction, int))
    # Only some minutes are walked: none takes less or more, and some nearly as little or much.
    assert low <= Fraction(min(least) / hour).limit_denominator(3600) <= low + 1
    assert high - 1 <= Fraction(max(most) / hour).limit_denominator(3600) <= high
    verdict = found["journey.thing.promise.verdict"].value
    share = found["journey.thing.promise.breach_share"].value
    assert isinstance(share, (Fraction, int))
    assert abs(share - Fraction(late, len(minutes))) < Fraction(1, 10)
    if min(least) > datetime.timedelta(days=7):
        assert verdict == "certain-breach"
    if max(most) > datetime.timedelta(days=6):
        assert verdict != "kept"
    if high < 6 * 24 - 2:
        assert verdict == "kept"
