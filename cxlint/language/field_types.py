"""What values the fields of the policy language hold, and those values in plain form.

The schema tells shapes of texts; here they are told as what people mean by them: a length of
time, a share, a sum of money. Short forms are written out, and one thing is a list of one where
a list may stand.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.language.entity import SHORT_FORMS
from cxlint.language.schema import load
from cxlint.language.sections import language
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NAMED = {
    "duration": "duration",
    "window": "duration",
    "money": "money",
    "limit": "money",
    "fee": "money",
    "percentage": "share",
    "charge": "charge",
    "date": "date",
}
"""Definitions of the schema that are one value each, and what it is."""

LONGEST = 315_576_000_000
"""Seconds in ten thousand years: what `unlimited` counts as."""

WORDS = ("any", "none")


class Shape(NamedTuple):
    """What a field holds: text, truth, whole, number, duration, share, money, date, charge, ...

    ... or a `list` or `mapping` of something, or a `record` of fields; `short` is the field of a
    record that a value standing alone means.
    """

    form: str
    fields: Mapping[str, Shape] = MappingProxyType({})
    of: Shape | None = None
    short: str = ""


class Plain(NamedTuple):
    """How lengths of time (in seconds) and days (year, month, day) are made."""

    length: Callable[[Any], object]
    day: Callable[[Any], object]


@cache
def shape_of(kind: str) -> Shape:
    """Return the shape of the entities of a kind; every one has an `id`."""
    root = load("policy")["$defs"]
    shape = _shape(root[kind], "", root)
    return shape._replace(fields={**shape.fields, "id": Shape("text")})


def kinds() -> tuple[str, ...]:
    """Return all kinds of the language, in its order."""
    return tuple(section.kind for section in language().sections)


def _shape(node: Mapping[str, Any], key: str, root: Mapping[str, Any]) -> Shape:
    while target := node.get("$ref", "").rpartition("/")[2]:
        if target in NAMED:
            return Shape(NAMED[target])
        node = root[target]
    types = node.get("type", ())
    types = (types,) if isinstance(types, str) else types
    if "object" in types:
        return _composed(node, key, root)
    if "array" in types:
        return Shape("list", of=_shape(node.get("items", {}), key, root))
    if types and all(each in ("boolean", "null") for each in types):
        return Shape("truth")
    plain = {"integer": "whole", "number": "number"}
    return Shape(plain.get(types[0], "text") if len(types) == 1 else "text")


def _composed(node: Mapping[str, Any], key: str, root: Mapping[str, Any]) -> Shape:
    more = node.get("additionalProperties")
    if isinstance(more, dict) and not node.get("properties"):
        return Shape("mapping", of=_shape(more, key, root))
    short = SHORT_FORMS.get(key) or next(iter(node.get("required", ())), "")
    return Shape("record", dict(_fields(node, root)), short=short)


def _fields(node: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[tuple[str, Shape]]:
    for name, value in node.get("properties", {}).items():
        if isinstance(value, dict) and "x-kind" not in value and name.isidentifier():
            yield name, _shape(value, name, root)


def plain(shape: Shape, said: Any, make: Plain) -> Any:
    """Return what a file says in plain values; None where it says nothing that can be read."""
    if said is None:
        return None
    if shape.form == "record":
        return record(shape, said, make)
    if shape.form in ("list", "mapping"):
        return _many(shape, said, make)
    try:
        return _one(shape.form, said, make)
    except (ValueError, OverflowError):
        return None


def record(
    shape: Shape, said: Any, make: Plain, wanted: frozenset[str] | None = None
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


def _many(shape: Shape, said: Any, make: Plain) -> Any:
    assert shape.of is not None
    if shape.form == "mapping":
        pairs = said.items() if isinstance(said, dict) else ()
        told = ((str(name), plain(shape.of, value, make)) for name, value in pairs)
        return {name: value for name, value in told if value is not None}
    items = said if isinstance(said, list) else [said]
    values = (plain(shape.of, item, make) for item in items)
    return [value for value in values if value is not None]


def _one(form: str, said: Any, make: Plain) -> Any:
    if form == "duration":
        endless = said == "unlimited"
        seconds = LONGEST if endless else quantities.duration(said).seconds
        return make.length(min(seconds, LONGEST))
    if form == "date":
        return make.day(quantities.date(said))
    return _READ[form](said)


def _whole(said: int) -> int | None:
    return said if abs(said) < 2**63 else None


def text(said: Any) -> str:
    """Return a text, or true and false in words, that can be written as UTF-8."""
    if isinstance(said, bool):
        return "true" if said else "false"
    return str(said).encode(errors="replace").decode()


def _money(said: str) -> dict[str, Any]:
    """Return a sum; `none` is nothing and `any` more than everything, in whatever currency."""
    if said in WORDS:
        return {"amount": 0.0 if said == "none" else float("inf"), "currency": ""}
    money = quantities.money(said)
    return {"amount": float(money.amount), "currency": money.currency}


def _charge(said: str) -> dict[str, Any]:
    if said.rstrip().endswith("%"):
        return {"share": float(quantities.percentage(said))}
    return {"sum": _money(said)}


_READ: Mapping[str, Callable[[Any], Any]] = {
    "text": text,
    "truth": bool,
    "whole": _whole,
    "number": float,
    "share": lambda said: float(quantities.percentage(said)),
    "money": _money,
    "charge": _charge,
}
