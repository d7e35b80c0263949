"""Every word of the policy language, found by what people call it: sections, keys, forms of values.

It is taken from the schema: names, titles, `x-also` of keys, `x-words` and `x-hints` of values.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from cxlint.language.expected_forms import definition
from cxlint.language.schema import load
from cxlint.records import NamedTuple
from cxlint.suggest import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Schema = Mapping[str, Any]

Sort = Literal["section", "key", "form"]


class Word(NamedTuple):
    """A section, a key or a form of values: its name, as `returns.window`, and its schema.

    `field` is the kind and the dotted key within it, as `return.window`; of a section the kind;
    empty for a form. `forms` are the definitions that the schema refers to. `is_required` where a
    thing has to state the key.
    """

    sort: Sort
    name: str
    schema: Schema
    field: str = ""
    forms: tuple[str, ...] = ()
    is_required: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The parts of the name."""
        return tuple(self.name.split("."))


class Meaning(NamedTuple):
    """What a word that was asked for means: words of the language, and how they are meant.

    `by_name` are those of that name, sections first. `also_called` are those that people call so,
    `takes` the keys that take it as a value, each with the value it stands for.
    """

    by_name: tuple[Word, ...] = ()
    also_called: tuple[Word, ...] = ()
    takes: tuple[tuple[Word, str], ...] = ()


def root() -> Schema:
    """Return the schema of policy files."""
    return load("policy")


@cache
def list_words() -> tuple[Word, ...]:
    """Return every section, key and form, in the order of the schema."""
    keys = list(_keys_below(root(), (), (), ("file",)))
    kinds = {word.field for word in keys if word.sort == "section"}
    return (*keys, *(word for word in _forms() if word.name not in kinds))


def find_word(name: str) -> Word:
    """Return the word of exactly that name."""
    return next(word for word in list_words() if word.name == name)


def look_up(asked: str) -> Meaning:
    """Return what a word means, however it is spelt; nothing where the language has none such."""
    by_name = _by_name(asked)
    if not by_name and " " in asked.strip():
        by_name = _by_name(asked.strip().replace(" ", "."))
    folded = _stem(asked)
    also = [
        word
        for word in list_words()
        if word not in by_name
        and folded in {_stem(each) for each in word.schema.get("x-also", "").split(",")}
    ]
    takes = [(word, value) for word in list_words() if (value := _value(word.schema, asked))]
    forms = {word.name for word, _ in takes if word.sort == "form"}
    takes = [each for each in takes if not forms & set(each[0].forms)]
    meaning = Meaning(tuple(by_name), tuple(also), tuple(takes))
    own = Meaning(
        tuple(each for each in by_name if not _says_again(each)),
        tuple(each for each in also if not _says_again(each)),
        tuple(each for each in takes if not _says_again(each[0])),
    )
    return own if any(own) else meaning


def _says_again(word: Word) -> bool:
    """Whether a key of a scenario takes up what other parts of the language are called."""
    return word.sort == "key" and word.path[0] == "scenarios"


def names_known() -> list[str]:
    """Return all that may be asked for, the language's own words first."""
    words = list_words()
    own = [name for word in words for name in (word.name, word.path[-1], *_titles(word))]
    others = [each.strip() for word in words for each in word.schema.get("x-also", "").split(",")]
    said = [each for word in words for table in _TABLES for each in word.schema.get(table, ())]
    return [each for each in dict.fromkeys([*own, *others, *said]) if each]


_TOLD_HERE = ("x-title", "x-description")
"""What is said of a form to readers only: editors would show it in place of what a key says."""

_TABLES = ("x-words", "x-hints")


def inner_keys(schema: Schema) -> Schema:
    """Return the schema of the keys inside: of the thing itself, its items or its entries."""
    for part in (schema, schema.get("items"), schema.get("additionalProperties")):
        if isinstance(part, dict):
            merged = merge_references(part)[0]
            if "properties" in merged:
                return merged
    return {}


def merge_references(schema: Schema) -> tuple[Schema, tuple[str, ...]]:
    """Return a schema with what it refers to, and the definitions it refers to."""
    names: list[str] = []
    while "$ref" in schema:
        names.append(str(schema["$ref"]).rpartition("/")[2])
        own = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**definition(root(), schema["$ref"]), **own}
    return schema, tuple(names)


def accepted_words(schema: Schema) -> list[str]:
    """Return the words that a value may be, of a list the words of its items."""
    for part in (schema, schema.get("then"), schema.get("if"), schema.get("items")):
        if isinstance(part, dict) and "enum" in part:
            return [str(each) for each in part["enum"]]
    return []


def _keys_below(
    schema: Schema, path: tuple[str, ...], within: tuple[str, ...], field: tuple[str, ...]
) -> Iterator[Word]:
    """Yield the words of the keys of a schema, each with those below it."""
    inner = inner_keys(schema)
    for key, node in inner.get("properties", {}).items():
        merged, forms = merge_references(node)
        is_section = "x-kind" in node
        of = (node["x-kind"],) if is_section else (*field, key)
        sort: Sort = "section" if is_section else "key"
        must = key in inner.get("required", ())
        name = ".".join((*path, key))
        yield Word(sort, name, {**merged, **node}, ".".join(of), (*forms, *_branches(merged)), must)
        if not set(forms) & set(within):
            yield from _keys_below(merged, (*path, key), (*within, *forms), of)


def _branches(schema: Schema) -> Iterator[str]:
    """Yield the forms that a value may have beside others, or that the items of a list have."""
    for part in ("then", "else", "items", "additionalProperties"):
        if isinstance(found := schema.get(part), dict) and "$ref" in found:
            yield str(found["$ref"]).rpartition("/")[2]


def _forms() -> Iterator[Word]:
    for name, node in root()["$defs"].items():
        merged, forms = merge_references(node)
        own = {key.removeprefix("x-"): merged[key] for key in _TOLD_HERE if key in merged}
        yield Word("form", name, {**merged, **own}, "", (*forms, *_branches(merged)))


def _by_name(asked: str) -> list[Word]:
    parts = [_stem(part) for part in re.split(r"[./]", asked) if _stem(part)]
    if not parts:
        return []
    words = list_words()
    if len(parts) == 1:
        order: dict[Sort, int] = {"section": 0, "form": 1, "key": 2}
        found = [word for word in words if parts[0] in map(_stem, _names(word))]
        return sorted(found, key=lambda word: (order[word.sort], len(word.path)))
    fits: Sequence[Callable[[Word], bool]] = (
        lambda word: _stems(word) == parts,
        lambda word: _stems(word)[-len(parts) :] == parts,
        lambda word: [_stems(word)[0], _stems(word)[-1]] == [parts[0], parts[-1]],
    )
    for fit in fits:
        if found := [word for word in words if word.sort != "form" and fit(word)]:
            return found
    return []


def _stems(word: Word) -> list[str]:
    return [_stem(part) for part in word.path]


def _names(word: Word) -> Iterator[str]:
    yield word.path[-1]
    yield from _titles(word)
    if word.sort == "section":
        yield word.field


def _titles(word: Word) -> Iterator[str]:
    """Yield the title of a section or a form; those of keys are their names, or another's."""
    if word.sort != "key" and "title" in word.schema:
        yield word.schema["title"]


def _value(schema: Schema, asked: str) -> str:
    """Return the value that a word is, or stands for or may stand for; empty where it is none."""
    meant = fold(asked)
    own = next((word for word in accepted_words(schema) if fold(word) == meant), "")
    told = (
        str(value)
        for table in _TABLES
        for word, value in schema.get(table, {}).items()
        if fold(word) == meant
    )
    return own or next(told, "")


def _stem(word: str) -> str:
    """Return a word without capitals, signs and the ending of a plural."""
    folded = fold(word)
    if folded.endswith("ies"):
        return f"{folded[:-3]}y"
    return folded.removesuffix("s")
