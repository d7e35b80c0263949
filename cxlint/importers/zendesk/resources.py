"""The things in a Zendesk file: API answers, whole accounts and Terraform, all in one form."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.records import BlockRecord, MappingRecord
from cxlint.importers.shared.terraform_addresses import address, refers_to
from cxlint.importers.zendesk.conditions import Part
from cxlint.importers.zendesk.envelopes import find_listings
from cxlint.importers.zendesk.shapes import PLURALS, SHAPES, resembles_rule
from cxlint.parsing import hcl_parser
from cxlint.parsing.hcl_parser import Hcl
from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.importers.records import Record
    from cxlint.parsing.document import Document

PREFIX = "zendesk_"
_ENCODED = re.compile(r"\$\{\s*jsonencode\((.*)\)\s*\}", re.DOTALL)


class Thing:
    """One thing of an account: its kind, what it says, and the address Terraform knows it by."""

    __slots__ = ("_parts", "address", "kind", "record")

    def __init__(self, kind: str, record: Record, address: str = "") -> None:
        self.kind = kind
        self.record = record
        self.address = address
        self._parts: dict[str, Sequence[Part]] = {}

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

    def conditions(self, of: str) -> Sequence[Part]:
        """Return the conditions of which `all` must hold, or `any`."""
        if of not in self._parts:
            holders = [self.record, *self.record.all("conditions", "filter")]
            self._parts[of] = tuple(
                _read_part(each, each.get("operator"))
                for holder in holders
                for each in holder.all(of)
                if isinstance(each.get("field"), str)
            )
        return self._parts[of]

    @property
    def actions(self) -> Sequence[Part]:
        """Return what it does."""
        if "actions" not in self._parts:
            self._parts["actions"] = tuple(
                _read_part(each, "")
                for each in self.record.all("actions", "action")
                if isinstance(each.get("field"), str)
            )
        return self._parts["actions"]


def _read_part(record: Record, operator: object) -> Part:
    """Return a condition or an action, in whichever of the forms of Terraform it is written.

    One provider names the number of a field of one's own, and who is notified, beside the value.
    """
    key = "values" if record.get("value") is None and record.get("values") else "value"
    value = record.get(key)
    if isinstance(value, str) and (encoded := _ENCODED.fullmatch(value)):
        value = _decode_list(encoded[1], value)
    field = str(record.get("field"))
    if field == "custom_field" and (own := record.get("custom_field_id")):
        field = f"custom_fields_{refers_to(own) or own}"
    if field.startswith("notification_") and (target := record.get("target")):
        value = [refers_to(target) or target, record.get("notification_subject") or "", value]
    return Part(field, str(operator or ""), value, record.at(key))


def _decode_list(text: str, otherwise: str) -> Any:
    """Return a list that Terraform writes as JSON, be it with references; or what is written."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        found = hcl_parser.parse("", f"x = {text.strip()}\n").root.get("x")
    except UnreadableText:
        return otherwise
    return found if isinstance(found, list) else otherwise


def holds_things(source: Hcl | Document) -> bool:
    """Whether it holds a resource of Zendesk's, or things that are surely its own."""
    if isinstance(source, Hcl):
        return any(block.labels[0].startswith(PREFIX) for block in source.resources())
    return any(
        isinstance(each, dict) and SHAPES[listing.kind](each)
        for listing in find_listings(source.data)
        for each, _ in listing.things
    )


def resembles_things(data: Any) -> bool:
    """Whether it holds lists of Zendesk's with the beginning of a rule in them."""
    return any(
        isinstance(each, dict) and resembles_rule(each)
        for listing in find_listings(data)
        for each, _ in listing.things
    )


def is_thing(key: str, value: object) -> bool:
    """Whether what stands under a key is a list of things, or one thing that is surely its own."""
    if key in PLURALS:
        things = value.values() if isinstance(value, dict) else ()
        shape = SHAPES[PLURALS[key]]
        return isinstance(value, list) or any(isinstance(e, dict) and shape(e) for e in things)
    return key in SHAPES and isinstance(value, dict) and SHAPES[key](value)


def read_things(source: Hcl | Document) -> Iterator[Thing]:
    """Yield every thing of a file; whatever has not the form of one is of the kind `unknown`."""
    if isinstance(source, Hcl):
        for block in source.resources():
            if block.labels[0].startswith(PREFIX):
                yield Thing(
                    block.labels[0].removeprefix(PREFIX), BlockRecord(block), address(block)
                )
        return
    for listing in find_listings(source.data):
        for each, path in listing.things:
            if isinstance(each, dict):
                yield Thing(listing.kind, MappingRecord(each, path))
            else:
                yield Thing("unknown", MappingRecord({}, path))


def list_complete(source: Hcl | Document) -> frozenset[str]:
    """Return the kinds of which a file holds all things of the account.

    That is where it lists some, and no further page is said to follow. What Terraform says may be
    a part of what there is.
    """
    if isinstance(source, Hcl):
        return frozenset()
    listings = list(find_listings(source.data))
    partial = {each.kind for each in listings if not each.complete}
    return frozenset(each.kind for each in listings if each.things) - partial
