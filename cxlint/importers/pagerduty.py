"""PagerDuty: escalation policies, schedules, services and teams in Terraform.

Source: https://registry.terraform.io/providers/PagerDuty/pagerduty/latest/docs. The delay of a
rule counts from when its own targets are called; the policy counts from the beginning.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.policy_sketch import name_schedule
from cxlint.importers.registry import Meaning
from cxlint.importers.shared.duration_text import write_duration
from cxlint.importers.shared.terraform_addresses import (
    address,
    number,
    refers_to,
    resource_name,
    words,
)
from cxlint.importers.shared.week_text import read_zone, repeat_daily, write_hours
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.hcl_parser import Hcl, HclBlock

TITLE = "PagerDuty"
SYNTAXES = ("hcl",)

MEANINGS = (
    Meaning("pagerduty_escalation_policy", "an escalation: its rules are the levels"),
    Meaning("escalation_delay_in_minutes", "added up, when the next level is called"),
    Meaning("num_loops", "how often the escalation begins again"),
    Meaning("pagerduty_schedule", "a team, and the hours in which somebody of it is on call"),
    Meaning("support_hours of a pagerduty_service", "hours"),
    Meaning("pagerduty_team", "a team"),
    Meaning(
        "acknowledgement_timeout, auto_resolve_timeout of a pagerduty_service",
        "nothing: how long an alarm rests that somebody has taken on is no level of an escalation",
    ),
    Meaning("other pagerduty resources", "nothing: they sort what machines report"),
)

PREFIX = "pagerduty_"
_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?")


def claims(source: Hcl) -> bool:
    """Whether it holds a resource of PagerDuty."""
    return any(block.labels[0].startswith(PREFIX) for block in source.resources())


def read(source: Hcl, names: Names) -> Iterator[Sketch]:
    """Yield one sketch of all the resources of a file."""
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    sketch = names.sketch(source, stem, None, by_file=True)
    for block in source.resources():
        if block.labels[0].startswith(PREFIX):
            sketch.seen += 1
            _READERS.get(block.labels[0], _skip_resource)(sketch, block)
    yield sketch


def _skip_resource(sketch: Sketch, block: HclBlock) -> None:
    """Take a resource for one that says nothing of what customers meet."""


def _put_team(sketch: Sketch, block: HclBlock) -> None:
    team = sketch.share("teams", resource_name(block), {}, block.at("name"))
    sketch.known_as(team, address(block))


def _put_schedule(sketch: Sketch, block: HclBlock) -> None:
    """Share the people on call as a team, with their hours where these are all known."""
    name = resource_name(block)
    place = block.at("name")
    hours, unknown = _read_hours(block)
    open_: dict[str, Any] = {}
    if unknown:
        what = f"{block.labels[0]} {block.labels[1]}"
        sketch.leave(place, f"the hours of {what}", unknown)
    else:
        id_ = sketch.id(f"{address(block)} hours", name_schedule(f"{name} hours"))
        sketch.put("schedules", id_, {"open": hours, **read_zone(block.get("time_zone"))}, place)
        open_ = {"open": id_}
    team = sketch.share("teams", name, open_, place)
    sketch.known_as(team, address(block))


def _read_hours(schedule: HclBlock) -> tuple[str, str]:
    """Return the hours in which any layer has somebody on call, and what keeps them unknown."""
    if any(schedule.all("dynamic")):
        return "", "its layers are worked out"
    stretches: list[tuple[int, int]] = []
    for layer in schedule.all("layer"):
        if layer.get("users") == []:
            continue
        if any(layer.all("dynamic")):
            return "", "its restrictions are worked out"
        restrictions = list(layer.all("restriction"))
        if not restrictions:
            return "24x7", ""
        for restriction in restrictions:
            found = _read_restriction(restriction)
            if found is None:
                return "", "a restriction of it is worked out"
            stretches += found
    return write_hours(stretches), ""


def _read_restriction(restriction: HclBlock) -> list[tuple[int, int]] | None:
    """Return the minutes of the week that a restriction leaves; None where they are unknown."""
    start = _read_minute(restriction.get("start_time_of_day"))
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


def _read_minute(value: object) -> int | None:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) * 60 + int(found[2]) if found else None


def _put_service(sketch: Sketch, block: HclBlock) -> None:
    """Put the hours in which a service is looked after."""
    for hours in block.all("support_hours"):
        start, end = _read_minute(hours.get("start_time")), _read_minute(hours.get("end_time"))
        days = hours.get("days_of_week")
        if start is None or end is None or not isinstance(days, list):
            sketch.leave(hours.place, f"the hours of {resource_name(block)}", "they are worked out")
            continue
        numbers = [round(day) for each in days if (day := number(each)) is not None]
        later = end if end > start else end + MINUTES_A_DAY
        open_ = write_hours((MINUTES_A_DAY * (day - 1) + start, MINUTES_A_DAY * (day - 1) + later)
                     for day in numbers)  # fmt: skip
        called = name_schedule(f"{resource_name(block)} support hours")
        id_ = sketch.id(f"{address(block)} hours", called)
        schedule = {"open": open_, **read_zone(hours.get("time_zone"))}
        sketch.put("schedules", id_, schedule, hours.place)


def _put_policy(sketch: Sketch, block: HclBlock) -> None:
    """Put an escalation: its levels, each after the delays of those before it."""
    id_ = sketch.id(address(block), resource_name(block))
    if any(block.all("dynamic")):
        sketch.leave(block.place, f"the levels of {resource_name(block)}", "they are worked out")
        return
    escalation: dict[str, Any] = {"steps": []}
    sketch.put("escalations", id_, escalation, block.at("name"))
    after: float | None = 0
    for level, rule in enumerate(block.all("rule")):
        at = ("escalations", id_, "steps", level)
        step: dict[str, Any] = {"to": []}
        if after is not None:
            step = {"after": write_duration(after) if after else "immediately", **step}
        escalation["steps"].append(step)
        sketch.place(at, rule.place)
        sketch.place((*at, "after"), rule.at("escalation_delay_in_minutes"))
        _put_targets(sketch, rule, step["to"], (*at, "to"))
        if not step["to"]:
            del step["to"]
        delay = number(rule.get("escalation_delay_in_minutes"))
        after = None if after is None or delay is None else after + delay
    loops = number(block.get("num_loops"))
    if loops is not None and loops >= 0:
        escalation["repeats"] = round(loops)
        sketch.place(("escalations", id_, "repeats"), block.at("num_loops"))


def _put_targets(sketch: Sketch, rule: HclBlock, to: list[str], at: tuple[str | int, ...]) -> None:
    """Name whom a level calls: a team where it is known, else the words for it."""
    for target in rule.all("target"):
        known = refers_to(target.get("id"))
        plain = target.get("id")
        to.append(words(known) if known else _name_target(plain, target.get("type")))
        place = (*at, len(to) - 1)
        sketch.place(place, target.at("id"))
        if known:
            sketch.lead(place, known, otherwise="")


def _name_target(id_: object, kind: object) -> str:
    """Return words for a target that is no resource of these files."""
    kinds = {"schedule_reference": "schedule", "user_reference": "user", "user": "user"}
    shown = str(id_).strip("${} ") if id_ is not None else ""
    return f"{kinds.get(str(kind), 'target')} {shown}".strip()


_READERS = {
    "pagerduty_team": _put_team,
    "pagerduty_schedule": _put_schedule,
    "pagerduty_service": _put_service,
    "pagerduty_escalation_policy": _put_policy,
}
