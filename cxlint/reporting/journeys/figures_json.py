"""Figures as JSON: exact fractions beside their decimals, days and moments as ISO 8601."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.analysis.quantity import Part, Quantity, Value

SCHEMA_VERSION = 1


def render_figures(
    quantities: Iterable[Quantity], as_of: datetime.date, beside: Mapping[str, Any] | None = None
) -> str:
    """Return the document that `schemas/journeys.schema.json` describes.

    `beside` are members of its own that stand before the figures.
    """
    told = {
        "schema_version": SCHEMA_VERSION,
        "as_of": as_of.isoformat(),
        **(beside or {}),
        "quantities": {each.name: record(each) for each in quantities},
    }
    return json_text(told, indent=2)


def record(quantity: Quantity) -> dict[str, Any]:
    """Return one figure; what is not stated of it is left out, but for its value."""
    said: dict[str, Any] = {"value": plain(quantity.value)}
    if quantity.reading:
        said["reading"] = quantity.reading
    if quantity.minimum is not None:
        said["min"] = plain(quantity.minimum)
    if quantity.maximum is not None:
        said["max"] = plain(quantity.maximum)
    if quantity.why:
        said["why"] = quantity.why
    if quantity.source:
        said["source"] = quantity.source
    if quantity.parts:
        said["parts"] = [part_record(each) for each in quantity.parts]
    return said


def part_record(part: Part) -> dict[str, Any]:
    """Return a part: its text, and where it is stated."""
    if part.at is None:
        return {"text": part.text}
    return {"text": part.text, "path": part.at.document.path, "line": part.at.span().line}


def plain(value: Value | None) -> Any:
    """Return a value as JSON has it; a fraction that is no whole number keeps its exact form."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return value.numerator
        return {"exact": str(value), "decimal": float(value)}
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value
