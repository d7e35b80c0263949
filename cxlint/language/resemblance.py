"""Whether data is meant as policy: by the names of sections, and by the words that stand there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from cxlint.language.everyday_words import fits_policy
from cxlint.language.expected_forms import key_for
from cxlint.language.schema import is_surely_policy, load
from cxlint.suggest import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_KEYS = 100
"""How many keys at the top are compared with the names of sections."""

MOST_ENTITIES = 200
"""How many entities of a section are looked at."""

MOST_WORDS = 100
"""How many different words of a section are looked at."""

_COMMON = frozenset({"id", "name", "description", "owner", "kind"})
"""Words of the language that files of all sorts use as well: they tell of nothing."""

_SENTENCE = re.compile(r"\w[.,!?](\s|$)")
"""What sentences have, and commands and names have not."""

_ENOUGH = 0.5
"""Which part of the words must be of the language: slips are, other languages are not."""


@cache
def list_sections() -> frozenset[str]:
    """Return the names of the sections; many files have a version."""
    return frozenset(load("policy")["properties"]) - {"version"}


def resembles_policy(data: object) -> bool:
    """Whether a file is meant as policy: nothing else is in it, or a section speaks the language.

    Other files have keys of the same names (`scripts`, `channels`, `teams`); of those, the words
    inside tell. They tell as well of a section whose name is misspelt, of one whose entities stand
    beside it instead of in it, and of a policy under a single key.
    """
    if isinstance(data, str):  # `teams:care`, for want of a space
        return ":" in data and data.partition(":")[0] in list_sections()
    if not isinstance(data, dict):
        return False
    if _has_but_sections(data) and _fits_version(data) and not holds_but_foreign(data):
        return True
    return any(speaks_language(section, value) for section, value in _meant_sections(data))


def is_meant(data: object) -> bool:
    """Whether a document is meant as policy, be it that it says no more than its version."""
    return resembles_policy(data) or (bool(data) and fits_policy(data))


def is_plainly_meant(data: object) -> bool:
    """Whether a document is meant as policy, and of no vendor: all of its keys are sections."""
    return is_surely_policy(data) and is_meant(data)


def _has_but_sections(data: Mapping[str, object]) -> bool:
    """Whether all keys are of the language, but for slips in names of sections, and one is one."""
    others = [key for key in data if key != "version" and key[:2] != "x-"]
    return 0 < len(others) <= MOST_KEYS and all(_may_be_section(key, data[key]) for key in others)


def _may_be_section(key: str, value: object) -> bool:
    if key in list_sections():
        return True
    meant = _section_names().nearest(key)
    return meant is not None and (value in ({}, []) or has_shape(meant, value))


def holds_but_foreign(data: object) -> bool:
    """Whether a file of nothing but sections is another tool's, by what stands in each of them."""
    if not isinstance(data, dict):
        return False
    meant = ((_section_names().nearest(key), data[key]) for key in data if key[:2] != "x-")
    sections = [(section, value) for section, value in meant if section is not None]
    return bool(sections) and all(_holds_foreign(section, value) for section, value in sections)


def _holds_foreign(section: str, value: object) -> bool:
    """Whether something stands in a section of which nothing is of the language.

    What is empty or accepted is not foreign, nor a mere list of names. Words that all files use
    tell only where there are no others, and the section has its shape.
    """
    if not value or not isinstance(value, dict | list) or fits_policy({section: value}):
        return False
    if not (entries := _entries(section, value)):
        return isinstance(value, dict) and _holds_foreign_text(section, value)
    words = list(dict.fromkeys(str(word) for each in entries for word in each))[:MOST_WORDS]
    if not words or any(_is_of_kind(section, each.get("kind")) for each in entries):
        return False
    vocabulary, _ = _vocabulary(section)
    meant = {word: vocabulary.nearest(word) for word in words}
    telling = {word: known for word, known in meant.items() if known and known not in _COMMON}
    if any(word == known for word, known in telling.items()):
        return False
    if len(telling) >= len(words) * _ENOUGH:
        return False
    return not (has_shape(section, value) and all(known in _COMMON for known in meant.values()))


def bare_names(data: object) -> frozenset[str]:
    """Return the words of a file in which stand sections with mere lists of names; else none.

    Such a list fits no section. It may be a slip, or another tool's: the file itself does not tell.
    """
    if not isinstance(data, dict):
        return frozenset()
    sections = {key: value for key, value in data.items() if key != "version" and key[:2] != "x-"}
    lists = [value for value in sections.values() if isinstance(value, list) and value]
    if not sections or len(lists) < len(sections) or not sections.keys() <= list_sections():
        return frozenset()
    names = [each for value in lists for each in value]
    if not all(isinstance(each, str) for each in names) or fits_policy(data):
        return frozenset()
    return frozenset(names)


def _entries(section: str, value: dict[str, Any] | list[Any]) -> list[dict[str, Any]]:
    """Return the entities of a section, even where each stands in a list of its own."""
    found = _entities(section, value)
    if found or isinstance(value, list):
        return found
    lists = [each for each in value.values() if isinstance(each, list)][:MOST_ENTITIES]
    return [entity for each in lists for entity in _entities(section, each)]


def _holds_foreign_text(section: str, value: dict[str, Any]) -> bool:
    """Whether text stands where keys belong, and is neither a sentence nor a kind of such a thing.

    Keys of one entity may stand without its id before them.
    """
    if "string" in _entity_schema(section).get("type", ()):
        return False
    vocabulary, _ = _vocabulary(section)
    keys = {str(key) for key in list(value)[:MOST_WORDS]} - _COMMON
    if any(vocabulary.nearest(key) == key for key in keys):
        return False
    texts = [each for each in list(value.values())[:MOST_ENTITIES] if each]
    return bool(texts) and all(
        isinstance(each, str | list) and not _is_of_kind(section, each) and not _is_sentence(each)
        for each in texts
    )


def _is_of_kind(section: str, value: object) -> bool:
    """Whether a text is a kind of the things in a section, as `voice` is one of channels."""
    return isinstance(value, str) and _kinds(section).nearest(value) is not None


def _is_sentence(value: object) -> bool:
    return isinstance(value, str) and _SENTENCE.search(value) is not None


def _fits_version(data: Mapping[str, object]) -> bool:
    """Whether the version of a file, where it says one, is one of the language."""
    return "version" not in data or fits_policy({"version": data["version"]})


def _meant_sections(data: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield what may be the sections of a policy, by the name that may be meant."""
    others = {key: data[key] for key in data if key not in list_sections()}
    yield from ((key, data[key]) for key in data if key in list_sections())
    beside = {key: value for key, value in others.items() if isinstance(value, dict)}
    yield from ((key, beside) for key in data if data[key] is None and key in list_sections())
    single = {key: value for key, value in others.items() if not isinstance(value, dict | list)}
    yield from (
        (key, [*value, single])
        for key, value in data.items()
        if single and key in list_sections() and has_shape(key, value) and isinstance(value, list)
    )
    for key in list(others)[:MOST_KEYS]:
        meant = _section_names().nearest(key) or key_for(load("policy"), key, list_sections())
        if meant and meant not in data:
            yield meant, data[key]
    within = [value for key, value in others.items() if key != "version" and key[:2] != "x-"]
    if len(within) == 1 and isinstance(within[0], dict):
        yield from ((key, within[0][key]) for key in within[0] if key in list_sections())


@cache
def _section_names() -> Words:
    return Words(sorted(list_sections()))


def has_shape(section: str, value: object) -> bool:
    """Whether a value is in general what the section holds: a mapping, or a list of mappings."""
    if load("policy")["properties"][section]["x-form"] == "listed":
        return isinstance(value, list) and any(isinstance(each, dict) for each in value)
    return isinstance(value, dict) and bool(value)


def speaks_language(section: str, value: object) -> bool:
    """Whether most words in a section are of the language, or are slips of such words.

    They must be words that other files seldom use there: all that an entity has to have, or two.
    Where an entity says nothing else than what it has to, it fits the language.
    """
    said = dict.fromkeys(str(word) for each in _entities(section, value) for word in each)
    words = list(said)[:MOST_WORDS]
    if not words:
        return _holds_text(value) and fits_policy({section: value})
    vocabulary, required = _vocabulary(section)
    meant = [vocabulary.nearest(word) for word in words]
    known = {word for word in meant if word is not None}
    if len(meant) - meant.count(None) < len(meant) * _ENOUGH:
        return False
    if telling := known - _COMMON:
        return required <= known or len(telling) > 1
    return bool(required) and required <= known and fits_policy({section: value})


def _entities(section: str, value: object) -> list[dict[str, Any]]:
    """Return the entities of a section, even where they stand as those of other sections do."""
    form = load("policy")["properties"][section]["x-form"]
    if isinstance(value, list):
        return [each for each in value[:MOST_ENTITIES] if isinstance(each, dict)]
    if not isinstance(value, dict) or form == "single":
        return [value] if isinstance(value, dict) else []
    inner = [each for each in list(value.values())[:MOST_ENTITIES] if isinstance(each, dict)]
    return inner or ([value] if form == "listed" else [])


def _holds_text(value: object) -> bool:
    """Whether entities are written as text, as hours are."""
    return isinstance(value, dict) and any(isinstance(each, str | list) for each in value.values())


@cache
def _vocabulary(section: str) -> tuple[Words, frozenset[str]]:
    """Return the words of the entities of a section, and those that none is without."""
    entity = _entity_schema(section)
    return Words(entity["properties"]), frozenset(entity.get("required", ()))


@cache
def _kinds(section: str) -> Words:
    """Return the kinds of the things in a section, or some of them where any text is one."""
    kind = _entity_schema(section)["properties"].get("kind", {})
    return Words(kind.get("enum") or kind.get("examples") or ())


@cache
def _entity_schema(section: str) -> dict[str, Any]:
    schema = load("policy")
    entity: dict[str, Any] = schema["properties"][section]
    entity = entity.get("items") or entity.get("additionalProperties") or entity
    while "$ref" in entity:
        entity = schema["$defs"][entity["$ref"].rpartition("/")[2]]
    return entity
