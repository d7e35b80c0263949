"""What a field of the policy language can hold, as far as its schema tells."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cxlint.language.entity import SHORT_FORMS
from cxlint.language.schema import load
from cxlint.language.sections import language
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Schema = Mapping[str, Any]

ONE_VALUE = {
    "duration": "duration",
    "duration-range": "duration",
    "window": "duration",
    "money": "money",
    "limit": "money",
    "fee": "money",
    "price": "money",
    "percentage": "share",
    "charge": "charge",
    "date": "date",
}
"""Definitions of the schema that are one value each, and what it is."""

FORMATS = {"x-duration": "duration", "x-duration-range": "duration", "x-money": "money",
           "x-percentage": "percentage", "date": "date"}  # fmt: skip
TYPES = {"integer": "number", "number": "number", "boolean": "truth", "array": "list",
         "object": "mapping", "string": "text"}  # fmt: skip
SCALARS = {"integer": "whole", "number": "number"}

TIER = "tiers"


class FieldForms(NamedTuple):
    """The forms a field may take: duration, money, percentage, number, truth, text, list, ...

    `words` are the texts that the schema lists; where `listed`, there are no others.
    """

    forms: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def listed(self) -> bool:
        """Whether no text but the listed words can stand there."""
        return not self.forms & {"text", "duration", "money", "percentage", "date"}

    def __or__(self, other: FieldForms) -> FieldForms:
        """Return what one of the two can hold."""
        return FieldForms(self.forms | other.forms, self.words | other.words)


class Shape(NamedTuple):
    """What a field holds: text, truth, whole, number, duration, share, money, date, charge, ...

    ... or a `list` or `mapping` of something, or a `record` of fields; `short` is the field of a
    record that a value standing alone means, and the field that a text means which may say more.
    `forms` are all forms that a value may be written in, where `form` is the one that is meant.
    """

    form: str
    fields: Mapping[str, Shape] = MappingProxyType({})
    of: Shape | None = None
    short: str = ""
    forms: FieldForms = FieldForms(frozenset({"text"}))


def kinds() -> tuple[str, ...]:
    """Return all kinds of the language, in its order."""
    return tuple(section.kind for section in language().sections)


def fields_of(kind: str) -> frozenset[str]:
    """Return the dotted fields of a kind; an approval has those of a remedy's tier."""
    if kind == "approval":
        paths = language().paths["remedy"]
        return frozenset(p.removeprefix(f"{TIER}.") for p in paths if p.startswith(f"{TIER}."))
    return language().paths[kind]


@cache
def shape_of(kind: str) -> Shape:
    """Return the shape of the entities of a kind; every one has an `id`."""
    shape = _shape(load("policy")["$defs"][kind], "")
    return shape._replace(fields={**shape.fields, "id": Shape("text")})


@cache
def field_forms(kind: str, field: str) -> FieldForms:
    """Return what a dotted field of a kind can hold: also as an item, or in a mapping's values."""
    shape = shape_of("remedy").fields[TIER] if kind == "approval" else shape_of(kind)
    found = FieldForms()
    for each in _under(shape, field.split(".")):
        found |= each.forms
    return found


def _under(shape: Shape, keys: Sequence[str]) -> Iterator[Shape]:
    """Yield the shapes of what stands under these keys, through lists and mappings."""
    if shape.of:
        yield from _under(shape.of, keys)
    if not keys:
        yield shape
    elif keys[0] in shape.fields:
        yield from _under(shape.fields[keys[0]], keys[1:])


def _shape(schema: Schema, key: str) -> Shape:
    """Return the shape of a value from all that the schema says of it: the one walk."""
    said = list(_schemas_of(schema))
    fields = {
        name: _shape(value, name)
        for each in said
        for name, value in each.get("properties", {}).items()
        if "x-kind" not in value
    }
    inner = next(filter(None, map(_inner, said)), None)
    stands_for = next((each["x-stands-for"] for each in said if "x-stands-for" in each), "")
    form = "text" if stands_for else _form(said, fields)
    return Shape(
        form,
        fields,
        _shape(inner, key) if inner else None,
        _short(said, key) if form == "record" else stands_for,
        _forms_of(said),
    )


def _schemas_of(schema: Schema) -> Iterator[Schema]:
    """Yield a schema, what it refers to and its branches: all of them speak of the same value."""
    yield schema
    if target := _target(schema):
        yield from _schemas_of(load("policy")["$defs"][target])
    for branch in ("then", "else"):
        if branch in schema:
            yield from _schemas_of(schema[branch])


def _target(schema: Schema) -> str:
    """Return the name of the definition that a schema refers to; empty where it does not."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _inner(schema: Schema) -> Schema | None:
    """Return the schema of the items of a list, or of the values of a mapping."""
    parts = (schema.get("items"), schema.get("additionalProperties"))
    return next((part for part in parts if isinstance(part, dict)), None)


def _form(said: Sequence[Schema], fields: Mapping[str, Shape]) -> str:
    types = next((_types(each) for each in said if "type" in each), ())
    if "object" in types:
        is_mapping = any(isinstance(each.get("additionalProperties"), dict) for each in said)
        return "mapping" if is_mapping and not fields else "record"
    if "array" in types:
        return "list"
    if value := next((ONE_VALUE[name] for name in map(_target, said) if name in ONE_VALUE), None):
        return value
    if types and all(each in ("boolean", "null") for each in types):
        return "truth"
    return SCALARS.get(types[0], "text") if len(types) == 1 else "text"


def _types(schema: Schema) -> Sequence[str]:
    types: str | Sequence[str] = schema.get("type", ())
    return (types,) if isinstance(types, str) else types


def _short(said: Sequence[Schema], key: str) -> str:
    return SHORT_FORMS.get(key) or next((name for s in said for name in s.get("required", ())), "")


def _forms_of(said: Sequence[Schema]) -> FieldForms:
    """Return the forms and the words that are allowed of a value itself, not of what it holds."""
    choices = [word for each in said for word in _choices(each)]
    words = frozenset(word for word in choices if isinstance(word, str))
    forms = {"truth" for word in choices if isinstance(word, bool)}
    for each in said:
        forms.update(_forms(each))
    return FieldForms(frozenset(forms), words)


def _choices(schema: Schema) -> Sequence[object]:
    return [*schema.get("enum", ()), *schema.get("if", {}).get("enum", ())]


def _forms(schema: Schema) -> Iterator[str]:
    if form := FORMATS.get(schema.get("format", "")):
        yield form
        return
    is_narrowed = not {"$ref", "enum", "then", "else"}.isdisjoint(schema)
    for type_ in _types(schema):
        if type_ in TYPES and not (type_ == "string" and is_narrowed):
            yield TYPES[type_]
