"""What cxlint itself wrote as data: known by its shape, so that it is never taken for policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.schema import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.language.schema import Kind

VERSION = "schema_version"
"""The key by which all that cxlint writes says of which form it is; no policy has it."""

TITLES: Mapping[Kind, str] = {
    "report-page": "a report that cxlint wrote",
    "report": "what cxlint check wrote",
    "diff": "what cxlint diff wrote",
    "trend": "what cxlint trend wrote",
    "journeys": "what cxlint journeys wrote",
    "ask": "what cxlint ask wrote",
    "scenarios": "what cxlint test wrote",
    "advice": "what cxlint advise wrote",
}
"""What data are called that fit a schema."""


def name_output(data: object) -> str:
    """Return what data that cxlint wrote are called; empty for anything else.

    All keys of its schema are there, and no others: a section of a policy beside them is policy.
    """
    if not isinstance(data, dict) or not isinstance(data.get(VERSION), int):
        return ""
    return next((title for kind, title in TITLES.items() if _has_shape(kind, data)), "")


def _has_shape(kind: Kind, data: Mapping[str, object]) -> bool:
    schema = load(kind)
    return bool(schema["properties"].keys() >= data.keys() >= set(schema["required"]))
