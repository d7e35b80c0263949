"""Who takes contacts: sets of teams, against walking every way by hand."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from cxlint.calendar.opening_hours import ALWAYS, Hours, weekly
from cxlint.graph.builder import build
from cxlint.graph.staffing import EMPTY, UNKNOWN, Crews, in_one_zone
from cxlint.parsing.document import parse
from cxlint.policy.linker import assemble

PLACES = ["line", "a", "b", "c", "early", "late", "absent", "unsaid"]
TEAMS = """\
teams:
  early: {open: Mon 08:00-12:00}
  late: {open: Mon 12:00-18:00}
  absent: {seats: 0}
  unsaid: {}
channels:
  line: {kind: voice}
steps: {a: {kind: page}, b: {kind: page}, c: {kind: page}}
handoffs:
"""
moves = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)), max_size=14)


@given(moves)
def test_contacts_stay_with_the_first_team_they_come_to(pairs: list[tuple[str, str]]) -> None:
    text = (
        TEAMS + "".join(f"  - {{from: {a}, to: {b}}}\n" for a, b in pairs) + "  []\n" * (not pairs)
    )
    policy = assemble(parse("policy.yaml", text.encode()), datetime.date(2026, 11, 20))
    network = build(policy)
    crews = Crews(policy)
    (journey,) = network.journeys
    taking = crews.taking(journey)
    bits = {name: crews.of(policy.find("team", name)) for name in PLACES[4:]}
    assert bits["absent"] == EMPTY
    assert bits["unsaid"] == UNKNOWN
    for number, node in enumerate(journey.nodes):
        expected = 0
        for team in _walked(node.id, pairs):
            expected |= bits[team]
        assert taking[number] == expected


def _walked(start: str, pairs: list[tuple[str, str]]) -> set[str]:
    seen, waiting, teams = {start}, [start], set()
    while waiting:
        here = waiting.pop()
        if here in PLACES[4:]:
            teams.add(here)
            continue
        for a, b in pairs:
            if a == here and b not in seen:
                seen.add(b)
                waiting.append(b)
    return teams


def test_zones_that_are_not_stated_are_the_one_that_is() -> None:
    day = weekly("Mon 08:00-12:00")
    told = in_one_zone(Hours(day), [Hours(day, "Europe/Berlin")])
    assert told is not None
    assert {hours.zone for hours in told} == {"Europe/Berlin"}
    assert in_one_zone(Hours(day), [Hours(day)]) == [Hours(day), Hours(day)]


def test_nothing_is_said_where_zones_differ_and_one_is_missing() -> None:
    day = weekly("Mon 08:00-12:00")
    zones = [Hours(day, "Europe/Berlin"), Hours(day, "Asia/Tokyo")]
    assert in_one_zone(Hours(day), zones) is None
    assert in_one_zone(Hours(ALWAYS), zones) is not None


def test_the_one_zone_that_is_stated_holds_for_all() -> None:
    week = weekly("Mon-Fri 09:00-18:00")
    filled = in_one_zone(Hours(week, "Europe/Berlin"), [Hours(week, None)])
    assert filled == [Hours(week, "Europe/Berlin")] * 2
