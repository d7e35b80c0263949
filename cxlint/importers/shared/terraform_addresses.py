"""Terraform resources by their addresses, such as `pagerduty_schedule.night`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxlint.parsing.hcl_parser import HclBlock

_REFERENCE = re.compile(
    r"\$\{\s*((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[\w-]+(?:\[[^\]]*\])?)(?:\.\w+)?\s*\}"
)
_SAME_INSTANCE = re.compile(r"\[\s*(?:0|each\.key|each\.value|count\.index)\s*\]")
"""An index that says no more than the name: of the only one, or of the one beside it."""
_UNKNOWN = re.compile(r"\$\{|\{\{")
_EACH = re.compile(r"\b(?:each|count)\.")


def address(block: HclBlock) -> str:
    """Return the address by which other resources refer to a block."""
    return ".".join(block.labels)


def refers_to(value: Any) -> str:
    """Return the address that a value refers to, or nothing."""
    found = _REFERENCE.fullmatch(value.strip()) if isinstance(value, str) else None
    return _SAME_INSTANCE.sub("", found[1]) if found else ""


def resource_name(block: HclBlock, *keys: str) -> str:
    """Return what a resource is called: its name, or its label where that is worked out."""
    for key in keys or ("name",):
        value = block.get(key)
        if isinstance(value, str) and value.strip() and not _UNKNOWN.search(value):
            return value
    return words(block.labels[-1])


def words(text: str) -> str:
    """Return the last part of an address as words: `pagerduty_user.jon_snow` is jon snow.

    One of several that are made by one resource keeps what tells it apart: `user.all["ann"]`.
    """
    plain, _, index = text.partition("[")
    name = plain.rsplit(".", 1)[-1].replace("_", " ").strip() or text
    which = index.rstrip("]").strip(" \"'").replace("_", " ")
    return f"{name} {which}" if which else name


def is_one_for_all(value: Any) -> bool:
    """Whether a value means the same wherever it stands, and not another one in each instance."""
    return not isinstance(value, str) or _EACH.search(value) is None


def number(value: Any) -> float | None:
    """Return a number, also where it is written as text; None where it is not known."""
    if isinstance(value, bool):
        return None
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if abs(found) < 1e9 else None
