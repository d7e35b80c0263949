"""The things in a file of PagerDuty: resources of Terraform, or answers of its API, in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.records import BlockRecord, MappingRecord
from cxlint.importers.shared.terraform_addresses import (
    refers_to,
    words,
)
from cxlint.importers.shared.vendor_things import VendorThing, holds_resource, read_resources
from cxlint.parsing.hcl_parser import Hcl
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.importers.policy_sketch import Path
    from cxlint.importers.records import Record
    from cxlint.parsing.document import Document

PREFIX = "pagerduty_"
MARKS = {
    "escalation_policy": ("escalation_rules",),
    "schedule": ("schedule_layers",),
    "service": ("escalation_policy", "incident_urgency_rule", "alert_creation"),
}
"""Of API answers: what a thing of a kind must have, at least one of these, to be known by it."""

WINDOW = "maintenance_window"

LISTS = {"escalation_policies": "escalation_policy", "schedules": "schedule",
         "services": "service", "teams": "team", "users": "user",
         "maintenance_windows": WINDOW}  # fmt: skip
DEEPEST = 8
"""How far within the envelopes of an answer things are looked for."""


class Whole(NamedTuple):
    """Which kinds of thing a file holds all of, so that who is not among them is gone."""

    kinds: frozenset[str]
    ids: frozenset[str]

    def lacks(self, kind: str, id_: object) -> bool:
        """Whether a thing of that kind would be here, and is not."""
        return kind in self.kinds and isinstance(id_, str) and bool(id_) and id_ not in self.ids


def holds_things(source: Hcl | Document) -> bool:
    """Whether a file holds a resource of PagerDuty, or an answer of its API."""
    if isinstance(source, Hcl):
        return holds_resource(source, PREFIX)
    return any(each.kind in MARKS or _is_window(each) for each in _find_answers(source.data, (), 0))


def _is_window(thing: VendorThing) -> bool:
    """Whether it is a maintenance window by its own words; lists of others are called so too."""
    stated = ("type", "start_time", "end_time", "services")
    kind, *times = (thing.record.get(key) for key in stated)
    return kind == WINDOW == thing.kind and None not in times


def read_things(source: Hcl | Document) -> Iterator[VendorThing]:
    """Yield the things of a file."""
    if isinstance(source, Hcl):
        yield from read_resources(source, PREFIX)
        return
    yield from _find_answers(source.data, (), 0)


def _find_answers(data: Any, path: Path, depth: int) -> Iterator[VendorThing]:
    """Yield the things in an answer, whatever envelope it has."""
    if isinstance(data, list) and depth <= DEEPEST:
        for number, each in enumerate(data):
            yield from _find_answers(each, (*path, number), depth + 1)
    elif isinstance(data, dict):
        if kind := _find_kind(data):
            yield VendorThing(kind, MappingRecord(data, path), _find_id(data))
        elif depth <= DEEPEST:
            for key, each in data.items():
                yield from _find_listed(key, each, (*path, key), depth)


def _find_listed(key: str, data: Any, path: Path, depth: int) -> Iterator[VendorThing]:
    kind = LISTS.get(key)
    if kind is not None and kind not in MARKS and isinstance(data, list):
        for number, each in enumerate(data):
            if isinstance(each, dict) and (id_ := _find_id(each)):
                yield VendorThing(kind, MappingRecord(each, (*path, number)), id_)
    elif key == WINDOW and isinstance(data, dict):
        yield VendorThing(key, MappingRecord(data, path), _find_id(data))
    elif isinstance(data, (dict, list)):
        yield from _find_answers(data, path, depth + 1)


def _find_kind(data: dict[str, Any]) -> str:
    stated = data.get("type")
    for kind, marks in MARKS.items():
        known = (kind,) if kind == "service" else (None, kind, f"{kind}_reference")
        if stated in known and any(mark in data for mark in marks):
            return kind
    return ""


def _find_id(data: dict[str, Any]) -> str:
    id_ = data.get("id")
    return id_ if isinstance(id_, str) else ""


def find_whole(source: Hcl | Document, things: Sequence[VendorThing]) -> Whole:
    """Return which kinds a file lists to the last; Terraform may have others elsewhere."""
    data = None if isinstance(source, Hcl) else source.data
    if not isinstance(data, dict) or data.get("more") is True:
        return Whole(frozenset(), frozenset())
    kinds = frozenset(kind for key, kind in LISTS.items() if isinstance(data.get(key), list))
    return Whole(kinds, frozenset(each.address for each in things))


def find_reference(record: Record, key: str = "id") -> str:
    """Return the address or id of what a record refers to."""
    value = record.get(key)
    if isinstance(record, BlockRecord):
        return refers_to(value)
    return value if isinstance(value, str) else ""


def name_target(record: Record, kind: str) -> str:
    """Return words for somebody or something that is referred to."""
    if isinstance(summary := record.get("summary"), str) and summary.strip():
        return summary
    return name_value(record.get("id"), kind)


def name_value(value: object, kind: str) -> str:
    """Return words for what a value of Terraform refers to: its label, or the value itself."""
    if known := refers_to(value):
        return words(known)
    shown = str(value).strip("${} ") if value is not None else ""
    return f"{kind} {shown}".strip()
