"""Zendesk's groups and schedules: who people are, and when they work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.policy_sketch import tidy
from cxlint.importers.shared.dated_hours import read_date
from cxlint.importers.shared.terraform_addresses import number, refers_to, words
from cxlint.importers.shared.week_text import read_zone, write_hours
from cxlint.records import NamedTuple
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from cxlint.importers.policy_sketch import Path, Sketch
    from cxlint.importers.records import Record
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


MEMBERSHIP = "group_membership"


class TeamReference(NamedTuple):
    """People who are meant: the id of a team, or the words by which other files know it."""

    id: str
    words: tuple[str, ...] = ()


_NOBODY = {"current_groups", "group_id", "current_user", "assigned_group"}


def share_groups(
    sketch: Sketch, things: Sequence[Thing], complete: Container[str]
) -> dict[str, str]:
    """Share the groups of a file as teams; return them by number, name and Terraform's address.

    Nobody is in a group that is deleted, or that no membership names where the file holds all.
    """
    teams: dict[str, str] = {}
    members = {str(each.record.get("group_id")) for each in things if each.kind == MEMBERSHIP}
    for thing in things:
        if thing.kind == "group":
            empty = MEMBERSHIP in complete and thing.number not in members
            gone = {"seats": 0} if empty or thing.record.get("deleted") is True else {}
            team = sketch.share("teams", thing.title, gone, thing.title_place)
            for word in (thing.number, thing.address, thing.title):
                if word:
                    teams[word] = team
            number_words = f"zendesk group {thing.number}" if thing.number else ""
            sketch.known_as(team, number_words, thing.address)
    return teams


def find_team(teams: Mapping[str, str], value: str) -> str | None:
    """Return the id of the team that a group is, where this file holds it."""
    return teams.get(value) or teams.get(refers_to(value))


def name_group(teams: Mapping[str, str], value: str) -> str:
    """Return what a group is called, as far as this file says."""
    if known := find_team(teams, value):
        return known
    return f"group {value}" if value.isdigit() else words(refers_to(value) or value)


def refer_to_group(
    sketch: Sketch, teams: Mapping[str, str], value: str, place: Any
) -> TeamReference | None:
    """Return the team that a group is; None where no certain group is meant."""
    if (team := find_team(teams, value)) is not None:
        return TeamReference(team)
    if value.isdigit():
        return TeamReference("", (f"zendesk group {value}", f"group {value}"))
    if address := refers_to(value):
        return TeamReference("", (address, f"group {words(address)}"))
    if not value or "{" in value or value in _NOBODY:
        return None
    return TeamReference(sketch.share("teams", value, {}, place))


def link_team(sketch: Sketch, reference: TeamReference, into: Path) -> None:
    """Have the team stand at an address at which its id already stands, if that is known."""
    if reference.words:
        sketch.lead(into, *reference.words, otherwise="team")


def read_hours(thing: Thing) -> tuple[dict[str, Any], str]:
    """Return a schedule, and why it cannot be told."""
    stretches: list[tuple[int, int]] = []
    for interval in thing.record.all("intervals", "interval"):
        start, end = number(interval.get("start_time")), number(interval.get("end_time"))
        if start is None or end is None:
            return {}, "an interval of it is no number of minutes"
        stretches.append((round(start) + SUNDAY, round(end) + SUNDAY))
    holidays = [_read_holiday(each) for each in thing.record.all("holidays")]
    if not all(holidays):
        return {}, "the days of a holiday of it are not said"
    name = thing.record.get("time_zone")
    known = read_zone(ZONES.get(name, name) if isinstance(name, str) else None)
    if name and not known:
        return {}, f"its time zone {name} is unknown"
    closed = {"exceptions": holidays} if holidays else {}
    return {"open": write_hours(stretches), **known, **closed}, ""


def _read_holiday(holiday: Record) -> dict[str, Any]:
    """Return the days of a holiday as closed; nothing where one of the two is no date."""
    first, last = read_date(holiday.get("start_date")), read_date(holiday.get("end_date"))
    if first is None or last is None or last < first:
        return {}
    name = holiday.get("name")
    reason = {"reason": tidy(name)} if isinstance(name, str) and name.strip() else {}
    return {"from": first.isoformat(), "to": last.isoformat(), "open": "closed", **reason}
