"""The schedules of PagerDuty as teams, which work in the hours of their layers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.pagerduty.things import name_target, name_value
from cxlint.importers.policy_sketch import name_schedule
from cxlint.importers.records import BlockRecord, MappingRecord
from cxlint.importers.shared.dated_hours import Shift, read_shift, write_schedule
from cxlint.importers.shared.terraform_addresses import is_one_for_all, number
from cxlint.importers.shared.week_text import read_zone, repeat_daily
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.shared.vendor_things import VendorThing

NO_PLACE = ("", "null", "none")
ALL_WEEK = [(0, 7 * MINUTES_A_DAY)]
_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?")


class UnknownHoursError(Exception):
    """Something keeps the hours of a schedule unknown; the text says what."""


def put_schedule(sketch: Sketch, thing: VendorThing) -> None:
    """Share the people on call as a team, with their hours and names where these are all known."""
    record, name = thing.record, thing.name
    place = record.at("name")
    team: dict[str, Any] = {}
    try:
        shifts = _read_layers(record)
    except UnknownHoursError as unknown:
        what = f"pagerduty_schedule {thing.address.rpartition('.')[2] or name}"
        sketch.leave(place, f"the hours of {what}", str(unknown))
    else:
        id_ = sketch.id(f"{thing.address or name} hours", name_schedule(f"{name} hours"))
        hours = write_schedule(shifts) | read_zone(record.get("time_zone"))
        sketch.put("schedules", id_, hours, place)
        team["open"] = id_
        if roster := _read_roster(record):
            team["roster"] = roster
    sketch.known_as(sketch.share("teams", name, team, place), thing.address)


def _read_layers(record: Record) -> list[Shift]:
    """Return when the layers have somebody on call. Raises UnknownHoursError."""
    if any(record.all("dynamic")):
        raise UnknownHoursError("its layers are worked out")
    layers = list(record.all("layer", "schedule_layers"))
    if not layers and isinstance(record, BlockRecord):
        raise UnknownHoursError("it states no layers")
    zone = record.get("time_zone")
    return [_read_layer(layer, zone) for layer in layers if read_users(layer) != []]


def _read_layer(layer: Record, zone: object) -> Shift:
    if any(layer.all("dynamic")):
        raise UnknownHoursError("its restrictions are worked out")
    stretches: list[tuple[int, int]] = []
    for restriction in layer.all("restriction", "restrictions"):
        found = _read_restriction(restriction)
        if found is None:
            raise UnknownHoursError("a restriction of it is worked out")
        stretches += found
    if not stretches and layer.get("restrictions"):
        raise UnknownHoursError("its restrictions are worked out")
    shift = read_shift(stretches or ALL_WEEK, layer.get("start"), layer.get("end"), zone)
    if shift is None:
        raise UnknownHoursError("when a layer of it ends is worked out")
    return shift


def read_users(layer: Record) -> list[str] | None:
    """Return who is in a layer, by names; None where that is worked out."""
    stated = layer.get("users")
    if not isinstance(stated, list):
        return None
    return [name for each in stated if (name := _name_user(each))]


def _name_user(value: object) -> str:
    """Return the name of a user; nothing for an empty place."""
    if isinstance(value, dict):
        inner = value.get("user", value)
        return name_target(MappingRecord(inner, ()), "user") if isinstance(inner, dict) else ""
    if value is None or str(value).strip().lower() in NO_PLACE:
        return ""
    return name_value(value, "user")


def _read_roster(record: Record) -> list[str]:
    """Return everybody who is on call at any time; nothing where somebody is not known."""
    found: dict[str, None] = {}
    for layer in record.all("layer", "schedule_layers"):
        users = read_users(layer)
        stated = layer.get("users")
        if users is None or not all(map(is_one_for_all, stated)) or _is_several(stated):
            return []
        found.update(dict.fromkeys(users))
    return list(found)


def _is_several(stated: list[Any]) -> bool:
    """Whether an entry may stand for more people than one."""
    return any(isinstance(each, str) and ("*" in each or "..." in each) for each in stated)


def _read_restriction(restriction: Record) -> list[tuple[int, int]] | None:
    """Return the minutes of the week that a restriction leaves; None where they are unknown."""
    start = read_minute(restriction.get("start_time_of_day"))
    seconds = number(restriction.get("duration_seconds"))
    if start is None or seconds is None or seconds <= 0:
        return None
    minutes = round(seconds / 60)
    if restriction.get("type") == "daily_restriction":
        return [(first, first + minutes) for first, _ in repeat_daily(start, start + minutes)]
    day = number(restriction.get("start_day_of_week"))
    if restriction.get("type") != "weekly_restriction" or day is None or not 1 <= day <= 7:
        return None
    first = (round(day) - 1) * MINUTES_A_DAY + start
    return [(first, first + minutes)]


def read_minute(value: object) -> int | None:
    """Return the minute of the day that a time such as 09:00:00 is."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) * 60 + int(found[2]) if found else None
