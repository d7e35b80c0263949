"""What a value of a policy means, by its type in the language: the same however it is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cxlint.changes.pairing.ranks import measure
from cxlint.language.schema import load
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Schema = Mapping[str, Any]

NOTHING: tuple[Any, ...] = ()

READERS: Mapping[str, Callable[[str], object]] = {
    "x-duration": lambda text: measure(quantities.duration(text)),
    "x-money": quantities.money,
    "x-percentage": quantities.percentage,
}


def read_meaning(definition: str, value: Any) -> Any:
    """Return what a value means that is of a definition of the language.

    What is said and holds anyway means nothing, nor does the order of a list: this is for values
    in which no order counts.
    """
    return _read(load("policy")["$defs"][definition], value)


@cache
def default_of(definition: str, *keys: str) -> Any:
    """Return what holds where nothing is written under these keys; None where nothing does."""
    schema: Schema = load("policy")["$defs"].get(definition, {})
    for key in keys:
        schema = _properties(schema).get(key, {})
    return next((each["default"] for each in _all_of(schema) if "default" in each), None)


def _all_of(schema: Schema) -> Iterator[Schema]:
    """Yield a schema, what it refers to and its branches: all of them speak of the same value."""
    yield schema
    if target := str(schema.get("$ref", "")).rpartition("/")[2]:
        yield from _all_of(load("policy")["$defs"][target])
    for branch in ("then", "else"):
        if branch in schema:
            yield from _all_of(schema[branch])


def _properties(schema: Schema) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for each in _all_of(schema):
        found.update(each.get("properties", {}))
    return found


def _read(schema: Schema, value: Any) -> Any:
    if isinstance(value, dict):
        return _read_keys(_properties(schema), value)
    inner = next((each["items"] for each in _all_of(schema) if "items" in each), None)
    if inner is not None or isinstance(value, list):
        listed = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(sorted((_read(inner or {}, each) for each in listed), key=repr))
    return _read_text(schema, value) if isinstance(value, str) else value


def _read_keys(known: Mapping[str, Schema], stated: Mapping[str, Any]) -> Any:
    found = []
    for key, value in stated.items():
        schema = known.get(key, {})
        meaning = _read(schema, value)
        if meaning not in (NOTHING, None) and meaning != schema.get("default"):
            found.append((key, meaning))
    return tuple(sorted(found, key=repr))


def _read_text(schema: Schema, text: str) -> Any:
    formats = (READERS.get(each.get("format", "")) for each in _all_of(schema))
    reader = next(filter(None, formats), None)
    if reader is not None:
        try:
            return reader(text)
        except ValueError:
            pass
    return " ".join(text.casefold().split())
