"""Hours are compared from midnight where the policy is, and as far as they are known."""

from __future__ import annotations

import datetime

from cxlint.changes.change import BETTER
from cxlint.changes.compare import compare
from cxlint.parsing import document
from cxlint.policy import linker

TODAY = datetime.date(2026, 11, 30)
DESK = """
organization: {name: Alder, timezone: %s}
schedules:
  round: {open: 24x7, timezone: %s}
  desk: {open: 24x7, timezone: %s, exceptions: [{on: 2026-11-30, open: %s, reason: move}]}
channels:
  hotline: {kind: voice, name: Hotline, open: round, goes_to: %s}
teams:
  care: {name: Care, open: %s}
intents:
  help: {name: Help, starts_at: [hotline]}
"""


def changes(one: str, other: str):
    sides = [
        linker.assemble(document.parse("desk.yaml", text.encode()), TODAY)
        for text in (one, other)
    ]  # fmt: skip
    return [each for each in compare(*sides).changes if each.aspect == "hours"]


def test_first_day_begins_at_midnight_of_the_zone() -> None:
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Tokyo"):
        zones = (zone, zone, zone)
        before = DESK % (*zones, "00:00-24:00", "care", "desk")
        after = DESK % (*zones, "00:00-13:00", "care", "desk")
        (change,) = changes(before, after)
        assert change.old == "24x7 (2026-11-30: 00:00-24:00)"
        assert change.new == "24x7 (2026-11-30: 00:00-13:00)"


def test_hours_are_no_better_where_a_team_or_a_schedule_is_not_known() -> None:
    zones = ("Europe/Berlin",) * 3
    before = DESK % (*zones, "09:00-13:00", "care", "Mon-Fri 10:00-12:00")
    assert changes(before, DESK % (*zones, "09:00-13:00", "car", "Mon-Fri 10:00-12:00")) == []
    assert changes(before, DESK % (*zones, "09:00-13:00", "care", "dask")) == []
    known = changes(before, DESK % (*zones, "09:00-13:00", "care", "Mon-Fri 10:00-14:00"))
    assert [each.direction for each in known] == [BETTER]
