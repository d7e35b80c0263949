"""The things in a Zendesk file: API answers, whole accounts and Terraform, all in one form."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.records import BlockRecord, MappingRecord
from cxlint.importers.shared.terraform_addresses import address
from cxlint.importers.zendesk.conditions import Part
from cxlint.parsing.hcl_parser import Hcl
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cxlint.importers.records import Record
    from cxlint.parsing.document import Document

PREFIX = "zendesk_"
_ENCODED = re.compile(r"\$\{\s*jsonencode\((.*)\)\s*\}", re.DOTALL)


class Thing(NamedTuple):
    """One thing of an account: its kind, what it says, and the address Terraform knows it by."""

    kind: str
    record: Record
    address: str = ""

    @property
    def title(self) -> str:
        """Return what people call it."""
        for key in ("title", "raw_title", "name", "raw_name"):
            value = self.record.get(key)
            if isinstance(value, str) and value.strip():
                return value.strip()
        return self.address.rpartition(".")[2] or "unnamed"

    @property
    def title_place(self) -> Any:
        """Return the place of what people call it."""
        keys = ("title", "raw_title", "name", "raw_name")
        said = next((key for key in keys if self.record.get(key)), "")
        return self.record.at(said)

    @property
    def number(self) -> str:
        """Return its number in the account, or nothing."""
        value = self.record.get("id")
        return str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""

    @property
    def active(self) -> bool:
        """Whether it is in use."""
        return self.record.get("active") is not False

    def conditions(self, of: str) -> list[Part]:
        """Return the conditions of which `all` must hold, or `any`."""
        holders = [self.record, *self.record.all("conditions", "filter")]
        return [
            _read_part(each, each.get("operator"))
            for holder in holders
            for each in holder.all(of)
            if isinstance(each.get("field"), str)
        ]

    @property
    def actions(self) -> list[Part]:
        """Return what it does."""
        return [
            _read_part(each, "")
            for each in self.record.all("actions", "action")
            if isinstance(each.get("field"), str)
        ]


def _read_part(record: Record, operator: object) -> Part:
    value = record.get("value")
    if isinstance(value, str) and (encoded := _ENCODED.fullmatch(value)):
        value = _decode_list(encoded[1], value)
    return Part(str(record.get("field")), str(operator or ""), value, record.at("value"))


def _decode_list(text: str, otherwise: str) -> Any:
    """Return a list that Terraform writes as JSON; as it is written, where it has references."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return otherwise


def _has_actions(each: dict[str, Any]) -> bool:
    listed = each.get("actions")
    if not isinstance(listed, list):
        return False
    return all(isinstance(one, dict) and isinstance(one.get("field"), str) for one in listed)


def _has_conditions(each: dict[str, Any]) -> bool:
    nested = each.get("conditions")
    return isinstance(nested, dict) or any(isinstance(each.get(key), list) for key in _CONDITIONS)


def _has_title(each: dict[str, Any]) -> bool:
    return any(isinstance(each.get(key), str) for key in ("title", "name"))


def _is_rule(each: dict[str, Any]) -> bool:
    return _has_title(each) and _has_actions(each) and _has_conditions(each)


def _is_macro(each: dict[str, Any]) -> bool:
    return (
        _has_title(each)
        and _has_actions(each)
        and _CONDITIONS[0] not in each
        and "conditions" not in each
    )


def _is_policy(each: dict[str, Any]) -> bool:
    asked = isinstance(each.get("filter"), dict) or _has_conditions(each)
    return isinstance(each.get("policy_metrics"), list) and asked and _has_title(each)


def _is_schedule(each: dict[str, Any]) -> bool:
    listed = each.get("intervals")
    return isinstance(listed, list) and "time_zone" in each and all(
        isinstance(one, dict) and {"start_time", "end_time"} <= one.keys() for one in listed
    )  # fmt: skip


def _is_view(each: dict[str, Any]) -> bool:
    return (
        _has_title(each) and _has_conditions(each) and bool({"execution", "output"} & each.keys())
    )


def _is_zendesk(each: dict[str, Any]) -> bool:
    return "zendesk.com/api/" in str(each.get("url"))


def _is_form(each: dict[str, Any]) -> bool:
    return isinstance(each.get("ticket_field_ids"), list) and _has_title(each)


_CONDITIONS = ("all", "any")

SHAPES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "trigger": _is_rule,
    "automation": _is_rule,
    "macro": _is_macro,
    "sla_policy": _is_policy,
    "group_sla_policy": _is_policy,
    "schedule": _is_schedule,
    "ticket_form": _is_form,
    "group": _is_zendesk,
    "view": _is_view,
    "ticket_field": _is_zendesk,
    "brand": _is_zendesk,
    "target": _is_zendesk,
    "webhook": _is_zendesk,
    "organization": _is_zendesk,
    "user": _is_zendesk,
}
"""How a thing of each kind looks, so that it cannot be of another make."""

PLURALS = {f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s": kind for kind in SHAPES}
"""What a list of the things of a kind is called."""


def holds_things(source: Hcl | Document) -> bool:
    """Whether it holds a resource of Zendesk's, or lists of things that are surely its own."""
    if isinstance(source, Hcl):
        return any(block.labels[0].startswith(PREFIX) for block in source.resources())
    data: Any = source.data
    if not isinstance(data, dict):
        return False
    listed = [(kind, each) for kind, value, _ in _find_lists(data) for each in value]
    return any(isinstance(each, dict) and SHAPES[kind](each) for kind, each in listed)


def is_thing(key: str, value: object) -> bool:
    """Whether what stands under a key is a list of things, or one thing that is surely its own."""
    if key in PLURALS:
        return isinstance(value, list)
    return key in SHAPES and isinstance(value, dict) and SHAPES[key](value)


def _find_lists(data: dict[str, Any]) -> Iterator[tuple[str, list[Any], tuple[str, ...]]]:
    """Yield the kinds in a file, each with its things and where their list stands."""
    for key, value in data.items():
        if key in PLURALS and isinstance(value, list):
            yield PLURALS[key], value, (key,)
        elif key in SHAPES and isinstance(value, dict):
            yield key, [value], ()


def read_things(source: Hcl | Document) -> Iterator[Thing]:
    """Yield every thing of a file; whatever has not the form of one is of the kind `unknown`."""
    if isinstance(source, Hcl):
        for block in source.resources():
            if block.labels[0].startswith(PREFIX):
                yield Thing(
                    block.labels[0].removeprefix(PREFIX), BlockRecord(block), address(block)
                )
        return
    data: Any = source.data
    for kind, listed, path in _find_lists(data):
        for number, each in enumerate(listed):
            place = (*path, number) if path else (kind,)
            if isinstance(each, dict):
                yield Thing(kind, MappingRecord(each, place))
            else:
                yield Thing("unknown", MappingRecord({}, place))
