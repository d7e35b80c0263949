"""The things in a file of Opsgenie: resources of Terraform, or lists in YAML, all in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.records import MappingRecord
from cxlint.importers.shared.vendor_things import VendorThing, holds_resource, read_resources
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.parsing.document import Document

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


def holds_things(source: Hcl | Document) -> bool:
    """Whether a file holds a resource of Opsgenie, or nothing but lists of its things."""
    if isinstance(source, Hcl):
        return holds_resource(source, PREFIX)
    data: Any = source.data
    if not isinstance(data, dict) or not data or not data.keys() <= LISTS.keys():
        return False
    return all(_is_list_of(kind, things) for kind, things in data.items())


def _is_list_of(kind: str, things: object) -> bool:
    if not isinstance(things, list) or not things:
        return False
    if not all(isinstance(each, dict) and all(key in each for key in LISTS[kind])
               for each in things):  # fmt: skip
        return False
    mark = _MARKS.get(kind)
    return mark is None or any(map(mark, things))


def _is_escalation(thing: dict[str, Any]) -> bool:
    rules = thing["rules"] if isinstance(thing["rules"], list) else [thing["rules"]]
    return any(isinstance(rule, dict) and {"recipient", "recipients"} & rule.keys()
               for rule in rules)  # fmt: skip


def _has_members(thing: dict[str, Any]) -> bool:
    stated = thing.get("members")
    members = stated if isinstance(stated, list) else [stated]
    by_name = any(isinstance(each, dict) and "username" in each for each in members)
    return by_name or bool({"ignore_members", "delete_default_resources"} & thing.keys())


_MARKS: Mapping[str, Callable[[dict[str, Any]], bool]] = {
    "escalations": _is_escalation,
    "schedules": lambda thing: bool({"owner_team_name", "rotations"} & thing.keys()),
    "services": lambda thing: thing.keys() <= SERVICE,
    "teams": _has_members,
}
"""Of lists that others write as well: how at least one thing of the list must look."""


def read_things(source: Hcl | Document) -> Iterator[VendorThing]:
    """Yield the things of a file."""
    if isinstance(source, Hcl):
        for thing in read_resources(source, PREFIX):
            yield thing._replace(kind=f"{thing.kind}s".replace("policys", "policies"))
        return
    data: Any = source.data
    for kind, listed in data.items():
        for number, each in enumerate(listed):
            yield VendorThing(kind, MappingRecord(each, (kind, number)))
