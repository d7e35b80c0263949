"""Opsgenie: escalations, schedules, rotations and teams, in Terraform and as lists in YAML.

Sources: https://registry.terraform.io/providers/opsgenie/opsgenie/latest/docs, and the YAML of
https://github.com/cloudposse/terraform-opsgenie-incident-management. The delay of a rule counts
from the beginning of the alert.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from cxlint.importers.policy_sketch import tidy
from cxlint.importers.records import Of, Plain
from cxlint.importers.registry import Meaning
from cxlint.importers.shared.duration_text import length
from cxlint.importers.shared.terraform_addresses import address, named, number, refers_to, words
from cxlint.importers.shared.week_text import daily, told, zone
from cxlint.parsing.hcl_parser import Hcl
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.importers.records import Record
    from cxlint.parsing.document import Document

TITLE = "Opsgenie"
SYNTAXES = ("hcl", "yaml")

MEANINGS = (
    Meaning("escalation", "an escalation: its rules are the levels, by their delays"),
    Meaning("repeat", "how often the escalation begins again"),
    Meaning("schedule, schedule rotation", "a team, and the hours in which it is on call"),
    Meaning("team", "a team"),
    Meaning(
        "users, services, alert and notification policies, routing rules, integrations",
        "nothing: they sort what machines report",
    ),
)

PREFIX = "opsgenie_"
LISTS = {
    "escalations": ("name", "rules"),
    "schedules": ("name",),
    "schedule_rotations": ("name", "schedule_name"),
    "teams": ("name",),
    "services": ("name", "team_name"),
    "users": ("username", "full_name", "role"),
    "team_routing_rules": ("name", "notify"),
    "alert_policies": ("name", "filter"),
    "notification_policies": ("name", "team_name"),
    "api_integrations": ("name", "type"),
    "integration_actions": ("name", "integration_name"),
    "service_incident_rules": ("name", "service_name"),
}
"""The keys of a file of YAML, and what each thing listed there says in any case."""

SERVICE = {"name", "description", "team_name", "team_id", "tags"}
"""All that is said of a service; those of other makes say more."""

CONDITIONS = {
    "if-not-acked": "nobody has taken it on",
    "if-not-closed": "it is not closed",
}
SOME = {
    "admins": "the admins of",
    "next": "whoever is next in",
    "previous": "whoever was before in",
}
"""Who of those named is called, where it is not whoever is on call."""

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CALLED = ("team_name", "schedule_name", "escalation_name", "user_name", "username", "name", "id")


def claims(source: Hcl | Document) -> bool:
    """Whether it holds a resource of Opsgenie, or nothing but lists of its things."""
    if isinstance(source, Hcl):
        return any(block.labels[0].startswith(PREFIX) for block in source.resources())
    data: Any = source.data
    if not isinstance(data, dict) or not data or not data.keys() <= LISTS.keys():
        return False
    return all(_listed(kind, things) for kind, things in data.items())


def _listed(kind: str, things: object) -> bool:
    if not isinstance(things, list) or not things:
        return False
    if not all(isinstance(each, dict) and all(key in each for key in LISTS[kind])
               for each in things):  # fmt: skip
        return False
    mark = _MARKS.get(kind)
    return mark is None or any(map(mark, things))


def _escalates(thing: dict[str, Any]) -> bool:
    rules = thing["rules"] if isinstance(thing["rules"], list) else [thing["rules"]]
    return any(isinstance(rule, dict) and {"recipient", "recipients"} & rule.keys()
               for rule in rules)  # fmt: skip


def _has_members(thing: dict[str, Any]) -> bool:
    told = thing.get("members")
    members = told if isinstance(told, list) else [told]
    named = any(isinstance(each, dict) and "username" in each for each in members)
    return named or bool({"ignore_members", "delete_default_resources"} & thing.keys())


_MARKS: Mapping[str, Callable[[dict[str, Any]], bool]] = {
    "escalations": _escalates,
    "schedules": lambda thing: bool({"owner_team_name", "rotations"} & thing.keys()),
    "services": lambda thing: thing.keys() <= SERVICE,
    "teams": _has_members,
}
"""Of lists that others write as well: how at least one thing of the list must look."""


def read(source: Hcl | Document, names: Names) -> Iterator[Sketch]:
    """Yield one sketch of all the things of a file."""
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    sketch = names.sketch(source, stem, None if isinstance(source, Hcl) else ())
    _Reading(sketch, list(_things(source))).draw()
    yield sketch


def _things(source: Hcl | Document) -> Iterator[tuple[str, Record, str]]:
    """Yield the things of a file: the name of their list, each, and its address in Terraform."""
    if isinstance(source, Hcl):
        for block in source.resources():
            if block.labels[0].startswith(PREFIX):
                yield f"{block.labels[0].removeprefix(PREFIX)}s", Of(block), address(block)
        return
    data: Any = source.data
    for kind, listed in data.items():
        for place, each in enumerate(listed):
            yield kind, Plain(each, (kind, place)), ""


class _Reading:
    """The things of one file on their way to being a sketch."""

    def __init__(self, sketch: Sketch, things: list[tuple[str, Record, str]]) -> None:
        self.sketch = sketch
        self.things = things
        self.zones = {
            key: record.get("timezone")
            for kind, record, known in things
            if kind == "schedules"
            for key in (_name(record), known)
            if key
        }
        self.schedules = {
            known: _name(record) for kind, record, known in things if kind == "schedules" and known
        }

    def draw(self) -> None:
        rotations: dict[str, list[Record]] = {}
        for kind, record, known in self.things:
            self.sketch.seen += 1
            if kind in ("teams", "schedules"):
                team = self.sketch.share("teams", _name(record), {}, record.at("name"))
                self.sketch.known_as(team, known)
            elif kind == "escalations":
                self._escalation(record, known)
            elif kind == "schedule_rotations":
                self._rotation(record, rotations)
            if kind == "schedules":
                rotations.setdefault(_name(record), []).extend(record.all("rotations"))
        for schedule, found in rotations.items():
            if found:
                self._hours(schedule, found)

    def _rotation(self, record: Record, rotations: dict[str, list[Record]]) -> None:
        known = refers_to(record.get("schedule_id"))
        schedule = record.get("schedule_name") or self.schedules.get(known)
        if not isinstance(schedule, str):
            what = f"rotation {_name(record)}"
            self.sketch.leave(record.place, what, "its schedule is not in this file")
            return
        rotations.setdefault(schedule, []).append(record)

    def _hours(self, schedule: str, rotations: list[Record]) -> None:
        """Share a schedule as a team that works in the hours of its rotations."""
        stretches: list[tuple[int, int]] = []
        place = rotations[0].at("name")
        for rotation in rotations:
            found = _turns(rotation)
            if isinstance(found, str):
                self.sketch.leave(rotation.place, f"the hours of {schedule}", found)
                return
            stretches += found
        id_ = self.sketch.id(f"\0hours {schedule}", f"{schedule} hours")
        hours = {"open": told(stretches), **zone(self.zones.get(schedule))}
        self.sketch.put("schedules", id_, hours, place)
        self.sketch.share("teams", schedule, {"open": id_}, place)

    def _escalation(self, record: Record, known: str) -> None:
        """Put an escalation: its levels in the order of their delays."""
        called = _name(record)
        id_ = self.sketch.id(known or f"\0escalation {called}", called)
        if any(record.all("dynamic")):
            self.sketch.leave(record.place, f"the levels of {called}", "they are worked out")
            return
        steps: list[dict[str, Any]] = []
        escalation: dict[str, Any] = {"steps": steps}
        self.sketch.put("escalations", id_, escalation, record.at("name"))
        delayed = [(number(rule.get("delay")), rule) for rule in record.all("rules")]
        for delay, rule in sorted(delayed, key=lambda each: each[0] or 0):
            at = ("escalations", id_, "steps", len(steps))
            step: dict[str, Any] = {}
            if delay is not None and delay >= 0:
                step["after"] = length(delay) if delay else "immediately"
            to = [*self._recipients(rule, at)]
            if to:
                step["to"] = to
            condition = rule.get("condition")
            if isinstance(condition, str) and condition:
                step["when"] = CONDITIONS.get(condition, condition)
            steps.append(step)
            self.sketch.place(at, rule.place)
            self.sketch.place((*at, "after"), rule.at("delay"))
        for repeat in record.all("repeat"):
            count = number(repeat.get("count"))
            if count is not None and count >= 0:
                escalation["repeats"] = round(count)
                self.sketch.place(("escalations", id_, "repeats"), repeat.at("count"))

    def _recipients(self, rule: Record, at: tuple[str | int, ...]) -> Iterator[str]:
        for place, recipient in enumerate(rule.all("recipient", "recipients")):
            known = refers_to(recipient.get("id"))
            plain = next((recipient.get(key) for key in _CALLED if recipient.get(key)), None)
            some = SOME.get(str(rule.get("notify_type")), "")
            if known and not some:
                self.sketch.lead((*at, "to", place), known, otherwise="")
            self.sketch.place((*at, "to", place), recipient.place)
            kind = recipient.get("type")
            shown = plain if isinstance(plain, str) else f"{kind or 'somebody'}"
            called = words(known) if known else tidy(shown.strip("${} "))
            yield f"{some} {called}" if some else called


def _name(record: Record) -> str:
    if isinstance(record, Of):
        return named(record.block)
    value = record.get("name")
    return value if isinstance(value, str) and value.strip() else "unnamed"


def _turns(rotation: Record) -> list[tuple[int, int]] | str:
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
            stretches = _restricted(each)
            if stretches is None:
                return "a restriction of it is worked out"
            found += stretches
    return found


def _restricted(restriction: Record) -> list[tuple[int, int]] | None:
    start = _minute(restriction, "start")
    end = _minute(restriction, "end")
    if start is None or end is None:
        return None
    first, last = restriction.get("start_day"), restriction.get("end_day")
    if first is None and last is None:
        return daily(start, end)
    days = [_day(first), _day(last)]
    if days[0] is None or days[1] is None:
        return None
    begin = days[0] * MINUTES_A_DAY + start
    stop = days[1] * MINUTES_A_DAY + end
    return [(begin, stop if stop > begin else stop + 7 * MINUTES_A_DAY)]


def _minute(restriction: Record, side: str) -> int | None:
    hour, minute = number(restriction.get(f"{side}_hour")), number(restriction.get(f"{side}_min"))
    if hour is None or not 0 <= hour <= 24:
        return None
    return round(hour) * 60 + round(min(max(minute or 0, 0), 59))


def _day(value: object) -> int | None:
    return DAYS.index(value.lower()) if isinstance(value, str) and value.lower() in DAYS else None
