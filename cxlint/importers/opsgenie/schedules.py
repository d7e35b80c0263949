"""The schedules of Opsgenie as teams, which work in the hours of their rotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.opsgenie.escalations import name_recipient
from cxlint.importers.policy_sketch import name_schedule
from cxlint.importers.shared.dated_hours import Shift, read_shift, write_schedule
from cxlint.importers.shared.terraform_addresses import is_one_for_all, number, refers_to
from cxlint.importers.shared.week_text import read_zone, repeat_daily
from cxlint.records import NamedTuple
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.importers.policy_sketch import Place, Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.shared.vendor_things import VendorThing

ALL_WEEK = [(0, 7 * MINUTES_A_DAY)]
NOBODY = "nobody"
"""Whose turn it is where a rotation has an empty one."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Rotations(NamedTuple):
    """The rotations of a file by the names of their schedules.

    `names` has what each schedule is called that Terraform knows by an address.
    """

    names: Mapping[str, str]
    of: dict[str, list[Record]]


def open_rotations(things: Iterable[VendorThing]) -> Rotations:
    """Return the rotations of a file, of which none is read yet."""
    names = {each.address: each.name for each in things if each.kind == "schedules"}
    names.pop("", None)
    return Rotations(names, {})


def add_rotations(sketch: Sketch, rotations: Rotations, thing: VendorThing) -> None:
    """Take in the rotations of a schedule, or one that stands by itself."""
    record = thing.record
    if thing.kind == "schedules":
        rotations.of.setdefault(thing.name, []).extend(record.all("rotations"))
        return
    known = rotations.names.get(refers_to(record.get("schedule_id")))
    schedule = record.get("schedule_name") or known
    if isinstance(schedule, str):
        rotations.of.setdefault(schedule, []).append(record)
    else:
        sketch.leave(record.place, f"rotation {thing.name}", "its schedule is not in this file")


def put_schedules(sketch: Sketch, things: Iterable[VendorThing], rotations: Rotations) -> None:
    """Share each schedule that has rotations, or is switched off, as a team with hours."""
    schedules = {each.name: each.record for each in things if each.kind == "schedules"}
    for name, record in schedules.items():
        if record.get("enabled") is False or record.get("rotations") == []:
            place = record.at("enabled" if record.get("enabled") is False else "rotations")
            _share_team(sketch, name, {"open": "closed"}, [], place)
    for name, records in rotations.of.items():
        stated = schedules.get(name)
        if records and (stated is None or stated.get("enabled") is not False):
            _put_hours(sketch, name, records, stated.get("timezone") if stated else None)


def _put_hours(sketch: Sketch, schedule: str, rotations: list[Record], timezone: object) -> None:
    """Share a schedule as a team that works in the hours of its rotations."""
    place = rotations[0].at("name")
    shifts: list[Shift] = []
    for rotation in rotations:
        found = _read_rotation(rotation, timezone)
        if isinstance(found, str):
            sketch.leave(rotation.place, f"the hours of {schedule}", found)
            return
        shifts += found
    roster = _read_roster(rotations)
    if any(map(_has_empty_turn, rotations)):
        if len(rotations) > 1 or not roster:
            why = "in one of its turns nobody is on call"
            sketch.leave(place, f"the hours of {schedule}", why)
            return
        roster.append(NOBODY)
    _share_team(sketch, schedule, write_schedule(shifts) | read_zone(timezone), roster, place)


def _share_team(
    sketch: Sketch, name: str, hours: dict[str, Any], roster: list[str], place: Place
) -> None:
    id_ = sketch.id(f"\0hours {name}", name_schedule(f"{name} hours"))
    sketch.put("schedules", id_, hours, place)
    sketch.share("teams", name, {"open": id_} | ({"roster": roster} if roster else {}), place)


def _read_rotation(rotation: Record, timezone: object) -> list[Shift] | str:
    """Return when a rotation has somebody on call, or why that is unknown."""
    if any(rotation.all("dynamic")):
        return "its turns are worked out"
    kinds = [each.get("type") for each in rotation.all("participants", "participant")]
    if rotation.get("participants") == [] or (kinds and all(kind == "none" for kind in kinds)):
        return []
    stretches: list[tuple[int, int]] = []
    for restriction in rotation.all("time_restriction"):
        if any(restriction.all("dynamic")):
            return "its restrictions are worked out"
        for each in restriction.all("restrictions", "restriction"):
            found = _read_restriction(each)
            if found is None:
                return "a restriction of it is worked out"
            stretches += found
    begin, end = rotation.get("start_date"), rotation.get("end_date") or None
    shift = read_shift(stretches or ALL_WEEK, begin, end, timezone)
    return "when it ends is worked out" if shift is None else [shift]


def _has_empty_turn(rotation: Record) -> bool:
    kinds = [each.get("type") for each in rotation.all("participants", "participant")]
    return "none" in kinds and any(kind != "none" for kind in kinds)


def _read_roster(rotations: Iterable[Record]) -> list[str]:
    """Return everybody who is on call at any time; nothing where somebody is not known."""
    found: dict[str, None] = {}
    for rotation in rotations:
        for each in rotation.all("participants", "participant"):
            name = name_recipient(each)
            if each.get("type") == "none":
                continue
            if each.get("type") != "user" or not is_one_for_all(each.get("id")) or not name:
                return []
            found[name] = None
    return list(found)


def _read_restriction(restriction: Record) -> list[tuple[int, int]] | None:
    start = _read_minute(restriction, "start")
    end = _read_minute(restriction, "end")
    if start is None or end is None:
        return None
    first, last = restriction.get("start_day"), restriction.get("end_day")
    if first is None and last is None:
        return repeat_daily(start, end)
    days = [_read_day(first), _read_day(last)]
    if days[0] is None or days[1] is None:
        return None
    begin = days[0] * MINUTES_A_DAY + start
    stop = days[1] * MINUTES_A_DAY + end
    return [(begin, stop if stop > begin else stop + 7 * MINUTES_A_DAY)]


def _read_minute(restriction: Record, side: str) -> int | None:
    hour, minute = number(restriction.get(f"{side}_hour")), number(restriction.get(f"{side}_min"))
    if hour is None or not 0 <= hour <= 24:
        return None
    return round(hour) * 60 + round(min(max(minute or 0, 0), 59))


def _read_day(value: object) -> int | None:
    return DAYS.index(value.lower()) if isinstance(value, str) and value.lower() in DAYS else None
