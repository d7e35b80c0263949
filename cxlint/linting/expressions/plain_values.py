"""What a file says, in plain values: a length of time, a share, a sum of money.

Short forms are written out, and one thing is a list of one where a list may stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cxlint.language.field_types import Shape

LONGEST = 315_576_000_000
"""Seconds in ten thousand years: what `unlimited` counts as."""

WORDS = ("any", "none", "free")


class PlainForms(NamedTuple):
    """How lengths of time (in seconds) and days (year, month, day) are made."""

    length: Callable[[Any], object]
    day: Callable[[Any], object]


def plain(shape: Shape, said: Any, make: PlainForms) -> Any:
    """Return what a file says in plain values; None where it says nothing that can be read."""
    if said is None:
        return None
    if shape.form == "record":
        return record(shape, said, make)
    if shape.form in ("list", "mapping"):
        return _many(shape, said, make)
    if shape.short and isinstance(said, dict):
        said = said.get(shape.short)
    try:
        return _one(shape.form, said, make)
    except (ValueError, OverflowError):
        return None


def record(
    shape: Shape, said: Any, make: PlainForms, wanted: frozenset[str] | None = None
) -> dict[str, Any]:
    """Return the fields of a record, or those that are wanted, that are stated."""
    if not isinstance(said, dict):
        said = {shape.short: said}
    told = {}
    for name, field in shape.fields.items():
        if name in said and (wanted is None or name in wanted):
            value = plain(field, said[name], make)
            if value is not None:
                told[name] = value
    return told


def _many(shape: Shape, said: Any, make: PlainForms) -> Any:
    assert shape.of is not None
    if shape.form == "mapping":
        pairs = said.items() if isinstance(said, dict) else ()
        told = ((str(name), plain(shape.of, value, make)) for name, value in pairs)
        return {name: value for name, value in told if value is not None}
    items = said if isinstance(said, list) else [said]
    values = (plain(shape.of, item, make) for item in items)
    return [value for value in values if value is not None]


def _one(form: str, said: Any, make: PlainForms) -> Any:
    if form == "duration":
        endless = said == "unlimited"
        seconds = LONGEST if endless else quantities.duration_range(said)[1].seconds
        return make.length(min(seconds, LONGEST))
    if form == "date":
        return make.day(quantities.date(said))
    return _READ[form](said)


def _whole_number(said: int) -> int | None:
    return said if abs(said) < 2**63 else None


def text(said: Any) -> str:
    """Return a text, or true and false in words, that can be written as UTF-8."""
    if isinstance(said, bool):
        return "true" if said else "false"
    return str(said).encode(errors="replace").decode()


def _money(said: str) -> dict[str, Any]:
    """Return a sum; none and free are nothing, any is more than everything in every currency."""
    if said in WORDS:
        return {"amount": float("inf") if said == "any" else 0.0, "currency": ""}
    money = quantities.money(said)
    return {"amount": float(money.amount), "currency": money.currency}


def _charge(said: str) -> dict[str, Any]:
    if said.rstrip().endswith("%"):
        return {"share": float(quantities.percentage(said))}
    return {"sum": _money(said)}


_READ: Mapping[str, Callable[[Any], Any]] = {
    "text": text,
    "truth": bool,
    "whole": _whole_number,
    "number": float,
    "share": lambda said: float(quantities.percentage(said)),
    "money": _money,
    "charge": _charge,
}
