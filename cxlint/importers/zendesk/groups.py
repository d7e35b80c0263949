"""Zendesk's groups and schedules: who people are, and when they work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.importers.shared.terraform_addresses import number, refers_to, words
from cxlint.importers.shared.week_text import told, zone
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.importers.policy_sketch import Path, Sketch
    from cxlint.importers.zendesk.resources import Thing

SUNDAY = 6 * MINUTES_A_DAY
"""Zendesk counts the minutes of a week from Sunday 00:00."""

# https://api.rubyonrails.org/classes/ActiveSupport/TimeZone.html
ZONES = {
    "Hawaii": "Pacific/Honolulu", "Alaska": "America/Juneau",
    "Pacific Time (US & Canada)": "America/Los_Angeles", "Arizona": "America/Phoenix",
    "Mountain Time (US & Canada)": "America/Denver",
    "Central Time (US & Canada)": "America/Chicago",
    "Eastern Time (US & Canada)": "America/New_York",
    "Indiana (East)": "America/Indiana/Indianapolis",
    "Atlantic Time (Canada)": "America/Halifax", "Newfoundland": "America/St_Johns",
    "Mexico City": "America/Mexico_City", "Bogota": "America/Bogota", "Lima": "America/Lima",
    "Santiago": "America/Santiago", "Buenos Aires": "America/Argentina/Buenos_Aires",
    "Brasilia": "America/Sao_Paulo", "UTC": "Etc/UTC", "Dublin": "Europe/Dublin",
    "Edinburgh": "Europe/London", "London": "Europe/London", "Lisbon": "Europe/Lisbon",
    "Amsterdam": "Europe/Amsterdam", "Berlin": "Europe/Berlin", "Bern": "Europe/Zurich",
    "Zurich": "Europe/Zurich", "Brussels": "Europe/Brussels", "Budapest": "Europe/Budapest",
    "Copenhagen": "Europe/Copenhagen", "Madrid": "Europe/Madrid", "Paris": "Europe/Paris",
    "Prague": "Europe/Prague", "Rome": "Europe/Rome", "Stockholm": "Europe/Stockholm",
    "Vienna": "Europe/Vienna", "Warsaw": "Europe/Warsaw", "Athens": "Europe/Athens",
    "Bucharest": "Europe/Bucharest", "Cairo": "Africa/Cairo", "Helsinki": "Europe/Helsinki",
    "Istanbul": "Europe/Istanbul", "Jerusalem": "Asia/Jerusalem", "Kyiv": "Europe/Kiev",
    "Pretoria": "Africa/Johannesburg", "Riga": "Europe/Riga", "Sofia": "Europe/Sofia",
    "Tallinn": "Europe/Tallinn", "Vilnius": "Europe/Vilnius", "Nairobi": "Africa/Nairobi",
    "Riyadh": "Asia/Riyadh", "Abu Dhabi": "Asia/Muscat", "Karachi": "Asia/Karachi",
    "Chennai": "Asia/Kolkata", "Kolkata": "Asia/Kolkata", "Mumbai": "Asia/Kolkata",
    "New Delhi": "Asia/Kolkata", "Dhaka": "Asia/Dhaka", "Bangkok": "Asia/Bangkok",
    "Jakarta": "Asia/Jakarta", "Beijing": "Asia/Shanghai", "Hong Kong": "Asia/Hong_Kong",
    "Kuala Lumpur": "Asia/Kuala_Lumpur", "Singapore": "Asia/Singapore", "Taipei": "Asia/Taipei",
    "Perth": "Australia/Perth", "Seoul": "Asia/Seoul", "Osaka": "Asia/Tokyo",
    "Tokyo": "Asia/Tokyo", "Adelaide": "Australia/Adelaide", "Brisbane": "Australia/Brisbane",
    "Canberra": "Australia/Melbourne", "Melbourne": "Australia/Melbourne",
    "Sydney": "Australia/Sydney", "Auckland": "Pacific/Auckland",
    "Wellington": "Pacific/Auckland",
}  # fmt: skip
"""What Zendesk's names of time zones are called elsewhere."""


class Reach(NamedTuple):
    """People who are reached: the id of a team, or the words by which other files know it."""

    id: str
    words: tuple[str, ...] = ()


class Groups:
    """The groups of a file, by number, by name and by the address of Terraform."""

    def __init__(self, sketch: Sketch, things: Iterable[Thing]) -> None:
        self._sketch = sketch
        self._teams: dict[str, str] = {}
        for thing in things:
            if thing.kind == "group":
                gone = {"seats": 0} if thing.record.get("deleted") is True else {}
                team = sketch.share("teams", thing.title, gone, thing.title_place)
                for word in (thing.number, thing.address, thing.title):
                    if word:
                        self._teams[word] = team
                numbered = f"zendesk group {thing.number}" if thing.number else ""
                sketch.known_as(team, numbered, thing.address)

    def called(self, value: str) -> str:
        """Return what a group is called, as far as this file says."""
        known = self._teams.get(value) or self._teams.get(refers_to(value))
        if known:
            return known
        return f"group {value}" if value.isdigit() else words(refers_to(value) or value)

    def known(self, value: str) -> str | None:
        """Return the id of the team that a group is, where this file holds it."""
        return self._teams.get(value) or self._teams.get(refers_to(value))

    def reach(self, value: str, place: Any) -> Reach | None:
        """Return the team that a group is; None where no certain group is meant."""
        if (team := self.known(value)) is not None:
            return Reach(team)
        if value.isdigit():
            return Reach("", (f"zendesk group {value}", f"group {value}"))
        if address := refers_to(value):
            return Reach("", (address, f"group {words(address)}"))
        if not value or "{" in value or value in _NOBODY:
            return None
        return Reach(self._sketch.share("teams", value, {}, place))

    def put(self, reach: Reach, into: Path) -> None:
        """Have the team stand at an address at which its id already stands, if that is known."""
        if reach.words:
            self._sketch.lead(into, *reach.words, otherwise="team")


_NOBODY = {"current_groups", "group_id", "current_user", "assigned_group"}


def hours(thing: Thing) -> tuple[dict[str, Any], str]:
    """Return a schedule, and why it cannot be told."""
    stretches: list[tuple[int, int]] = []
    for interval in thing.record.all("intervals", "interval"):
        start, end = number(interval.get("start_time")), number(interval.get("end_time"))
        if start is None or end is None:
            return {}, "an interval of it is no number of minutes"
        stretches.append((round(start) + SUNDAY, round(end) + SUNDAY))
    called = thing.record.get("time_zone")
    known = zone(ZONES.get(called, called) if isinstance(called, str) else None)
    if called and not known:
        return {}, f"its time zone {called} is unknown"
    return {"open": told(stretches), **known}, ""
