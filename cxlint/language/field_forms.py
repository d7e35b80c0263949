"""What a field of the policy language can hold, as far as its schema tells."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.language.schema import load
from cxlint.language.sections import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FORMATS = {"x-duration": "duration", "x-money": "money", "x-percentage": "percentage",
           "date": "date"}  # fmt: skip
TYPES = {"integer": "number", "number": "number", "boolean": "truth", "array": "list",
         "object": "mapping", "string": "text"}  # fmt: skip

PARTS = ("then", "else", "items", "additionalProperties")

TIER = "tiers."


class Held(NamedTuple):
    """The forms a field may take: duration, money, percentage, number, truth, text, list, ...

    `words` are the texts that the schema lists; where `listed`, there are no others.
    """

    forms: frozenset[str]
    words: frozenset[str]

    @property
    def listed(self) -> bool:
        """Whether no text but the listed words can stand there."""
        return not self.forms & {"text", "duration", "money", "percentage", "date"}


def fields_of(kind: str) -> frozenset[str]:
    """Return the dotted fields of a kind; an approval has those of a remedy's tier."""
    if kind == "approval":
        paths = language().paths["remedy"]
        return frozenset(p.removeprefix(TIER) for p in paths if p.startswith(TIER))
    return language().paths[kind]


@cache
def held(kind: str, field: str) -> Held:
    """Return what a dotted field of a kind can hold: also as an item, or in a mapping's values."""
    definitions = load("policy")["$defs"]
    forms: set[str] = set()
    words: set[str] = set()
    kind, field = ("remedy", TIER + field) if kind == "approval" else (kind, field)
    for node in _found(definitions[kind], field.split("."), definitions):
        for form, word in _told(node, definitions):
            forms.update([form] if form else ())
            words.update([word] if word else ())
    return Held(frozenset(forms), frozenset(words))


def _found(
    node: Any, keys: Sequence[str], definitions: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Yield the schemas of what stands under these keys, through references and lists."""
    if not isinstance(node, dict):
        return
    if not keys:
        yield node
        return
    if target := node.get("$ref", "").rpartition("/")[2]:
        yield from _found(definitions[target], keys, definitions)
    if keys[0] in (properties := node.get("properties", {})):
        yield from _found(properties[keys[0]], keys[1:], definitions)
    for part in PARTS:
        yield from _found(node.get(part), keys, definitions)


def _told(node: Any, definitions: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each form, or word, that a schema allows."""
    if not isinstance(node, dict):
        return
    if target := node.get("$ref", "").rpartition("/")[2]:
        yield from _told(definitions[target], definitions)
    for part in PARTS:
        yield from _told(node.get(part), definitions)
    choices = [*node.get("enum", ()), *node.get("if", {}).get("enum", ())]
    for word in choices:
        yield ("", word) if isinstance(word, str) else ("truth", "")
    if form := FORMATS.get(node.get("format", "")):
        yield form, ""
        return
    types = node.get("type", ())
    spoken = {"$ref", "enum", "then", "else"} & node.keys()
    for type_ in [types] if isinstance(types, str) else types:
        if type_ != "string" or not spoken:
            yield TYPES[type_], ""
