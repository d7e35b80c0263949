"""Business hours and holidays of Salesforce, as schedules."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.policy_sketch import name_schedule
from cxlint.importers.salesforce.field_values import is_true

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.xml_parser import Element

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d):\d\d(?:\.\d+)?Z?")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9+-]*(?:/[A-Za-z0-9_+-]+)*")


def put_business_hours(sketch: Sketch, root: Element, _: str) -> None:
    """Put each set of hours that is active, with the single days on which it is closed."""
    closed: dict[str, list[dict[str, str]]] = {}
    for holiday in root.all("holidays"):
        sketch.seen += 1
        _read_holiday(sketch, holiday, closed)
    for hours in root.all("businessHours"):
        name = hours.text_of("name")
        if not name or not is_true(hours, "active"):
            continue
        sketch.seen += 1
        schedule: dict[str, Any] = {"open": _read_week(hours)}
        zone = hours.text_of("timeZoneId")
        if _ZONE.fullmatch(zone):
            schedule["timezone"] = zone
        if name in closed:
            schedule["exceptions"] = closed[name]
        place = (hours.first("name") or hours).start
        known = sketch.share("schedules", name_schedule(name), schedule, place)
        sketch.known_as(known, name)


def _read_holiday(
    sketch: Sketch, holiday: Element, closed: dict[str, list[dict[str, str]]]
) -> None:
    name = holiday.text_of("name")
    if is_true(holiday, "isRecurring") or holiday.first("recurrenceType"):
        sketch.leave(holiday.start, f"holiday {name}", "it comes again by a rule of its own")
    elif holiday.text_of("startTime") not in ("", holiday.text_of("endTime")):
        sketch.leave(holiday.start, f"holiday {name}", "it takes only a part of the day")
    elif not _is_date(holiday.text_of("activityDate")):
        sketch.leave(holiday.start, f"holiday {name}", "its date is not said")
    else:
        exception = {"on": holiday.text_of("activityDate"), "open": "closed"}
        if name:
            exception["reason"] = name
        for hours in holiday.all("businessHours"):
            closed.setdefault(hours.text.strip(), []).append(exception)


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"(?:19|20|21)\d\d-\d\d-\d\d", text))


def _read_week(hours: Element) -> str | list[str]:
    """Return the hours of a week: 24x7, closed, or a line for each day."""
    days = [(day[:3].title(), _read_day(hours, day)) for day in _DAYS]
    if all(times == "00:00-24:00" for _, times in days):
        return "24x7"
    open_ = [f"{day} {times}" for day, times in days if times]
    return open_ or "closed"


def _read_day(hours: Element, day: str) -> str:
    start = _TIME.fullmatch(hours.text_of(f"{day}StartTime"))
    end = _TIME.fullmatch(hours.text_of(f"{day}EndTime"))
    if not start or not end:
        return ""
    until = f"{end[1]}:{end[2]}"
    return f"{start[1]}:{start[2]}-{'24:00' if until == '00:00' else until}"
