"""The schedules of Opsgenie as teams, which work in the hours of their rotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.policy_sketch import name_schedule
from cxlint.importers.shared.terraform_addresses import number, refers_to
from cxlint.importers.shared.week_text import read_zone, repeat_daily, write_hours
from cxlint.records import NamedTuple
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.importers.opsgenie.things import OpsgenieThing
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.records import Record

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Rotations(NamedTuple):
    """The rotations of a file by the names of their schedules.

    `names` has what each schedule is called that Terraform knows by an address.
    """

    names: Mapping[str, str]
    of: dict[str, list[Record]]


def open_rotations(things: Iterable[OpsgenieThing]) -> Rotations:
    """Return the rotations of a file, of which none is read yet."""
    names = {each.address: each.name for each in things if each.kind == "schedules"}
    names.pop("", None)
    return Rotations(names, {})


def add_rotations(sketch: Sketch, rotations: Rotations, thing: OpsgenieThing) -> None:
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


def put_schedules(sketch: Sketch, things: Iterable[OpsgenieThing], rotations: Rotations) -> None:
    """Share each schedule that has rotations as a team with hours."""
    zones: dict[str, object] = {}
    for each in things:
        if each.kind == "schedules":
            zones.update((key, each.record.get("timezone")) for key in (each.name, each.address))
    for schedule, records in rotations.of.items():
        if records:
            _put_hours(sketch, schedule, records, zones.get(schedule))


def _put_hours(sketch: Sketch, schedule: str, rotations: list[Record], timezone: object) -> None:
    """Share a schedule as a team that works in the hours of its rotations."""
    stretches: list[tuple[int, int]] = []
    place = rotations[0].at("name")
    for rotation in rotations:
        found = _read_rotation(rotation)
        if isinstance(found, str):
            sketch.leave(rotation.place, f"the hours of {schedule}", found)
            return
        stretches += found
    id_ = sketch.id(f"\0hours {schedule}", name_schedule(f"{schedule} hours"))
    sketch.put("schedules", id_, {"open": write_hours(stretches), **read_zone(timezone)}, place)
    sketch.share("teams", schedule, {"open": id_}, place)


def _read_rotation(rotation: Record) -> list[tuple[int, int]] | str:
    """Return the minutes of the week that a rotation covers, or why they are unknown."""
    kinds = [each.get("type") for each in rotation.all("participants", "participant")]
    if any(rotation.all("dynamic")):
        return "its turns are worked out"
    if "none" in kinds:
        return "in one of its turns nobody is on call"
    restrictions = list(rotation.all("time_restriction"))
    if not restrictions:
        return [(0, 7 * MINUTES_A_DAY)]
    found: list[tuple[int, int]] = []
    for restriction in restrictions:
        for each in restriction.all("restrictions", "restriction"):
            stretches = _read_restriction(each)
            if stretches is None:
                return "a restriction of it is worked out"
            found += stretches
    return found


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
