"""What a schema expects of a place, and where that place is, in the words of a policy."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cxlint.suggest import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

Address = tuple[str | int, ...]
Schema = Any  # a JSON Schema: a mapping, or true or false
Chain = list["Mapping[str, Any]"]

_EVERYDAY = {"yes": "true", "on": "true", "no": "false", "off": "false"}

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
"""Numbers as words, each at its own place."""

UNITS = frozenset(
    {
        "duration",
        "duration-range",
        "window",
        "money",
        "limit",
        "percentage",
        "charge",
        "fee",
        "price",
        "goal",
    }
)
"""The definitions of values that are a number with its unit."""

EXAMPLE = re.compile(r"\n\nExample: `(.*)`$")
_KEYS_OF_NAMES = {"properties", "patternProperties"}
_KEYS_OF_ITEMS = {"items", "additionalProperties", "propertyNames"}
_TYPE_WORDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "array": "a list",
    "object": "keys with values",
}


def chain(root: Schema, steps: Sequence[str | int]) -> Chain:
    """Return the schemas that speak of one place, the outermost first.

    `steps` lead from the root to the keyword that is not met, as validators tell them: references
    are followed without a step of their own.
    """
    here: Schema = root
    found: Chain = [root]
    naming = False
    for number, step in enumerate(steps, 1):
        while not naming and step not in here:
            here = definition(root, here["$ref"])
            found.append(here)
        if number == len(steps):
            break
        here = here[step]
        if naming or step in _KEYS_OF_ITEMS:
            found, naming = [here], False
        elif step in _KEYS_OF_NAMES:
            naming = True
        elif isinstance(here, dict):
            found.append(here)
    return found


def definition(root: Schema, ref: str) -> Schema:
    """Return what a reference within the schema refers to."""
    return root["$defs"][ref.removeprefix("#/$defs/")]


def key_for(schema: Schema, word: str, among: Collection[str]) -> str:
    """Return the key of a mapping that people call by another word; empty where none is.

    The schema says which words: `x-also` of a key.
    """
    meant = fold(word)
    for key in among:
        if meant in _folds(schema["properties"][key].get("x-also", "")):
            return key
    return ""


def word_for(schemas: Chain, word: str) -> str:
    """Return the accepted word that people may mean by another; empty where there is none.

    The schema says which words: `x-words` of a key, which are accepted too, and `x-hints`, which
    may mean something else as well.
    """
    return _word_in(schemas, ("x-words", "x-hints"), word) or (
        _in_digits(word) if takes_unit(schemas) else ""
    )


def everyday_value(schemas: Chain, word: str) -> object:
    """Return the value that an everyday word stands for; the word itself where it is none.

    `phone` is voice, `yes` is true, `one month` is 1 month, and capitals do not count in words.
    """
    words = choices(schemas)
    if word in words:
        return word
    if only_boolean := everyday_boolean(schemas, word):
        return only_boolean == "true" if _takes_boolean_alone(schemas) else word
    same = (each for each in words if fold(each) == fold(word))
    accepted = next(same, "") or _word_in(schemas, ("x-words",), word)
    return accepted or (_in_digits(word) if _takes_duration(schemas) else "") or word


def _word_in(schemas: Chain, tables: Sequence[str], word: str) -> str:
    meant = fold(word)
    for schema in schemas:
        for table in tables:
            for said, accepted in schema.get(table, {}).items():
                if fold(said) == meant:
                    return str(accepted)
    return ""


def _takes_boolean_alone(schemas: Chain) -> bool:
    """Whether `true` or `false` is wanted, and no text will do."""
    types = {name for schema in schemas for name in _types(schema)}
    return "boolean" in types and "string" not in types


def _takes_duration(schemas: Chain) -> bool:
    return any(schema.get("format") == "x-duration" for schema in schemas)


def _in_digits(length: str) -> str:
    """Return a duration whose number is a word with its digits; nothing, for what is none."""
    from cxlint.values.durations import duration

    number, _, unit = length.strip().lower().partition(" ")
    if number not in NUMBERS[1:]:  # `no days` is none, and not at once
        return ""
    written = f"{NUMBERS.index(number)} {unit}"
    try:
        duration(written)
    except ValueError:
        return ""
    return written


@lru_cache(maxsize=4096)
def _folds(listed: str) -> frozenset[str]:
    return frozenset(folded for word in listed.split(",") if (folded := fold(word)))


def expected_text(schemas: Chain) -> str:
    """Return what is accepted, in the words of the outermost schema that has some."""
    for schema in schemas:
        if "errorMessage" in schema:
            return str(schema["errorMessage"]).removeprefix("expected ")
    for schema in schemas:
        if "enum" in schema:
            return join_with_or(schema["enum"])
        if "const" in schema:
            return str(schema["const"])
    sample = next((said for schema in schemas if (said := example(schema))), "")
    return _types_text(schemas) + (f", as in {sample}" if sample else "")


def example(schema: Mapping[str, Any]) -> str:
    """Return the example at the end of a key's description."""
    found = EXAMPLE.search(schema.get("description", ""))
    return found[1] if found else ""


def example_of(root: Schema, schemas: Chain, key: str) -> str:
    """Return the example of a key that the schemas speak of."""
    for schema in schemas:
        if key in schema.get("properties", ()):
            return example(_schema_below(root, schema, key))
    return ""


def choices(schemas: Chain) -> list[str]:
    """Return the words that would do."""
    return [
        word
        for part in _parts(schemas, "if", "then")
        for word in part.get("enum", ())
        if isinstance(word, str)
    ]


def everyday_boolean(schemas: Chain, value: object) -> str:
    """Return `true` or `false` where one is wanted and the value means it in everyday words."""
    wanted = any("boolean" in _types(schema) for schema in schemas)
    return _EVERYDAY.get(str(value).casefold(), "") if wanted else ""


def takes_unit(schemas: Chain) -> bool:
    """Return whether a number with its unit is wanted."""
    refs = (str(part.get("$ref", "")) for part in _parts(schemas, "then"))
    return any(ref.removeprefix("#/$defs/") in UNITS for ref in refs)


def takes_keys(schemas: Chain) -> bool:
    """Return whether keys with values are wanted."""
    return any("object" in _types(schema) for schema in schemas)


def is_entity(root: Schema, path: Address) -> bool:
    """Whether an address is that of a thing as a whole: a channel, a row of a list."""
    here = root
    for part in path[:-1]:
        here = _schema_below(root, here, part)
    return bool(path) and here.get("x-form") in {"named", "listed"}


def address_text(root: Schema, path: Address) -> str:
    """Return an address as people say it: `channel hotline, respond`, `handoff 3`."""
    here = root
    said: list[str] = []
    for part in path:
        form, kind = here.get("x-form"), here.get("x-kind")
        here = _schema_below(root, here, part)
        if form == "named":
            said[-1] = f"{kind} {part}"
        elif isinstance(part, int) and said:
            said[-1] = f"{kind if form == 'listed' else said[-1]} {part + 1}"
        else:
            said.append(str(part))
    return ", ".join(said) or "the file"


def word_of(root: Schema, path: Address) -> str:
    """Return the keys that lead to an address, without ids and numbers: `channels.queue`."""
    here = root
    keys: list[str] = []
    for part in path:
        if isinstance(part, str) and part in here.get("properties", ()):
            keys.append(part)
        here = _schema_below(root, here, part)
    return ".".join(keys)


def schema_at(root: Schema, path: Address) -> Schema:
    """Return the schema of what stands at an address, empty where nothing is known of it."""
    here = root
    for part in path:
        here = _schema_below(root, here, part)
    return here


def join_with_or(words: Sequence[object]) -> str:
    """Return `a, b or c`."""
    said = [str(word) for word in words]
    return " or ".join(part for part in (", ".join(said[:-1]), *said[-1:]) if part)


def _parts(schemas: Chain, *keys: str) -> Iterator[Mapping[str, Any]]:
    for schema in schemas:
        yield schema
        for key in keys:
            yield schema.get(key) or {}


def _types_text(schemas: Chain) -> str:
    for schema in schemas:
        words = [_TYPE_WORDS[name] for name in _types(schema) if name in _TYPE_WORDS]
        if words:
            least = f", {schema['minimum']} or more" if "minimum" in schema else ""
            return join_with_or(words) + least
    return "something else"


def _types(schema: Mapping[str, Any]) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else types


def _schema_below(root: Schema, schema: Schema, part: str | int) -> Schema:
    """Return the schema of what lies under a key or an index, its reference followed."""
    key = "items" if isinstance(part, int) else "additionalProperties"
    found = schema.get("properties", {}).get(part) or schema.get(key)
    if not isinstance(found, dict):
        return {}
    return {**definition(root, found["$ref"]), **found} if "$ref" in found else found
