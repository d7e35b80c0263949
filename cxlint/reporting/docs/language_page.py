"""The page of one section, key or form of values, as `cxlint explain` shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.language import vocabulary
from cxlint.language.expected_forms import EXAMPLE, join_with_or
from cxlint.reporting.writing.policy_yaml import example_lines
from cxlint.reporting.writing.wrapping import fold
from cxlint.sentence_lists import shorten_list
from cxlint.suggest import fold as fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.vocabulary import Meaning, Word

    Schema = Mapping[str, Any]

MOST_PLACES = 12
"""How many places of a form of values are named."""

MOST_RULES = 12
MOST_WORDS = 24
"""How many rules and accepted words are named."""

_LOOK_AT_IT = "rules that look at it"

_HOLDS = {
    "named": "a section of a policy; each entry has an id that you choose",
    "listed": "a section of a policy; each entry is an item of a list, and begins with a dash",
    "single": "a section of a policy; there is one of it",
}
_TYPES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "array": "a list",
    "object": "the keys below",
}
_CODE = re.compile(r"`([^`]*)`")


def page(word: Word, rules: Sequence[str], *, is_inert: bool = False, width: int = 80) -> str:
    """Return the page of a word; `rules` look at it, or it is inert, and none ever does."""
    blocks = ["\n".join(lines) for lines in _parts(word, rules, is_inert=is_inert, width=width)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def choice(asked: str, meaning: Meaning, *, width: int = 80) -> str:
    """Return a line for each thing that a word may mean."""
    words = [*meaning.by_name, *meaning.also_called]
    values = [(_label(word), _taking(asked, value)) for word, value in meaning.takes]
    lines = [*fold(f"{asked} means several things in a policy:", "", width), ""]
    for name, says in [*_by_meaning(words), *values]:
        lines += fold(says, f"  {name}: ", width)
    first = next(word.name for word in (*words, *(word for word, _ in meaning.takes)))
    return "\n".join([*lines, "", f"Ask for one of them, as in: cxlint explain {first}"]) + "\n"


def _taking(asked: str, value: str) -> str:
    return "one of its values" if fold_word(asked) == fold_word(value) else f"a word for {value}"


def _label(word: Word) -> str:
    """Return the name of a word for people: of a form its title, as the rest is the schema's."""
    return str(word.schema["title"]).lower() if word.sort == "form" else word.name


def aside(asked: str, meaning: Meaning, shown: Word, *, width: int = 80) -> str:
    """Return what else a word means, beside the page that is shown; empty where that is all."""
    others = [each for each in (*meaning.by_name, *meaning.also_called) if each is not shown]
    names = [_label(each) for each in others if each.name not in _places(shown)]
    names += [_label(word) for word, _ in meaning.takes if word is not shown]
    if not names:
        return ""
    listed = ", ".join(shorten_list(list(dict.fromkeys(names)), MOST_PLACES, rest="and {} more"))
    return "\n" + "\n".join(fold(f"{asked} also belongs to: {listed}", "", width)) + "\n"


def meaning_text(schema: Schema) -> str:
    """Return what a schema says of a thing, without its example."""
    text = EXAMPLE.sub("", schema.get("description", "")).replace("\n\n", " ")
    return _CODE.sub(r"\1", text)


def first_sentence(schema: Schema) -> str:
    """Return the first sentence of what is said of a thing, begun small and without its stop."""
    sentence = meaning_text(schema).partition(". ")[0].removesuffix(".")
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def accepted_text(word: Word) -> str:
    """Return what may be written, in the words of a policy."""
    schema = word.schema
    if words := vocabulary.accepted_words(schema):
        return _words_text(schema, words)
    if "const" in schema:
        return str(schema["const"])
    if reference := _reference(schema):
        return reference
    if said := str(schema.get("errorMessage", "")).removeprefix("expected "):
        return said
    named = [_TYPES[each] for each in _types(schema) if each in _TYPES]
    if isinstance(values := schema.get("additionalProperties"), dict) and not _has_keys(word):
        of_values, forms = vocabulary.merge_references(values)
        said = accepted_text(word._replace(schema=of_values, forms=forms))
        return f"names, each with a colon behind it and then {said}"
    least = f", {schema['minimum']} or more" if "minimum" in schema else ""
    return join_with_or(named) + least


def _parts(word: Word, rules: Sequence[str], *, is_inert: bool, width: int) -> Iterator[list[str]]:
    yield [_label(word), *fold(_sort_text(word), "", width)]
    yield fold(meaning_text(word.schema), "  ", width)
    yield _section("what is accepted", _accepted(word, width))
    yield _section("for example", [f"    {line}" for line in _example(word)])
    yield _section("keys", list(_keys(word, width)))
    yield _section("people also say", _other_words(word, width))
    if places := _places(word):
        listed = ", ".join(shorten_list(places, MOST_PLACES, rest="and {} more"))
        yield _section("where it stands", fold(listed, "  ", width))
    if rules:
        head = "rules that find something there" if word.sort == "section" else _LOOK_AT_IT
        listed = ", ".join(shorten_list(rules, MOST_RULES, rest="and {} more"))
        yield _section(head, fold(listed, "  ", width))
    if is_inert:
        yield _section(_LOOK_AT_IT, fold("none: it is kept, and judged by nothing", "  ", width))


def _section(head: str, lines: list[str]) -> list[str]:
    return [head, *lines] if lines else []


def _sort_text(word: Word) -> str:
    if word.sort == "section":
        return _HOLDS[word.schema["x-form"]]
    if word.sort == "form":
        is_thing = "properties" in word.schema
        return "a part of other things, with keys of its own" if is_thing else "a form of values"
    above = ".".join(word.path[:-1])
    must = "; it must be stated" if word.is_required else ""
    return f"a key of {above}{must}" if above else f"a key of the file{must}"


def _accepted(word: Word, width: int) -> list[str]:
    if word.sort == "section" or (_types(word.schema) == ["object"] and _has_keys(word)):
        return _built_in(word, width)
    lines = fold(accepted_text(word), "  ", width)
    if "default" in word.schema:
        lines += fold(f"where nothing is said, {_plain(word.schema['default'])} holds", "  ", width)
    if form := _form_with_words(word):
        return [*lines, *fold(f"cxlint explain {form} lists other ways to write it", "  ", width)]
    for value, said in _by_value(word.schema.get("x-words", {})).items():
        lines += fold(f"{', '.join(said)}: the same as {value}", "  ", width)
    return lines


def _has_keys(word: Word) -> bool:
    return bool(vocabulary.inner_keys(word.schema))


def _built_in(word: Word, width: int) -> list[str]:
    if ids := word.schema.get("x-built-in"):
        return fold(f"always there, without being declared: {', '.join(ids)}", "  ", width)
    return []


def _form_with_words(word: Word) -> str:
    """Return the form of the values of a key that has everyday words for them; empty for none."""
    if word.sort == "form":
        return ""
    schemas = {each.name: each.schema for each in vocabulary.list_words() if each.sort == "form"}
    return next((form for form in word.forms if "x-words" in schemas.get(form, ())), "")


def _by_value(words: Mapping[str, object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for said, value in words.items():
        found.setdefault(str(value), []).append(said)
    return found


def _words_text(schema: Schema, words: Sequence[str]) -> str:
    if "array" in _types(schema):
        return f"one, or a list, of: {', '.join(words)}"
    if "errorMessage" in schema and ("if" in schema or len(words) > MOST_WORDS):
        return str(schema["errorMessage"]).removeprefix("expected ")
    return f"one of: {', '.join(words)}"


def _reference(schema: Schema) -> str:
    """Return what a value refers to, where it is the id of something."""
    must = schema.get("x-refers-to", ())
    kinds = [each.replace("-", " ") for each in must or schema.get("x-may-refer-to", ())]
    if not kinds:
        return ""
    several = "array" in _types(schema)
    said = f"the id of {_article(kinds[0])} {join_with_or(kinds)}"
    said = f"{said}, or a list of such ids" if several else said
    if but := schema.get("x-except"):
        said += f", or {join_with_or(but)}"
    if "x-unless" in schema and "errorMessage" in schema:
        return str(schema["errorMessage"]).removeprefix("expected ")
    if _has_more_than_an_id(schema):
        said += "; or, in place of an id, the keys below"
    return said if must else f"{said}; or who it is, in words"


def _has_more_than_an_id(schema: Schema) -> bool:
    """Whether something may be said beside the id, of the thing itself or of an item."""
    items = schema.get("items")
    parts = [schema, vocabulary.merge_references(items)[0] if isinstance(items, dict) else {}]
    return any("x-stands-for" in each for each in parts)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeio" else "a"


def _example(word: Word) -> list[str]:
    if found := EXAMPLE.search(word.schema.get("description", "")):
        return example_lines(found[1])
    key = word.path[-1]
    shown = [each for each in word.schema.get("examples", ()) if not isinstance(each, dict | list)]
    head = "" if word.sort == "form" else f"{key}: "
    return [f"{head}{_plain(each)}" for each in shown[:6]]


def _keys(word: Word, width: int) -> Iterator[str]:
    inner = vocabulary.inner_keys(word.schema)
    required = inner.get("required", ())
    for key, node in inner.get("properties", {}).items():
        merged, _ = vocabulary.merge_references(node)
        must = " (must be stated)" if key in required else ""
        yield from fold(f"{first_sentence(merged)}{must}", f"  {key}: ", width)


def _other_words(word: Word, width: int) -> list[str]:
    lines = []
    if also := word.schema.get("x-also"):
        lines += fold(f"{also}: cxlint then names the right word, {word.path[-1]}", "  ", width)
    if not _form_with_words(word):
        for value, said in _by_value(word.schema.get("x-hints", {})).items():
            what = f"{', '.join(said)}: cxlint then asks whether {value} is meant"
            lines += fold(what, "  ", width)
    return lines


def _places(word: Word) -> list[str]:
    """Return the keys where a form of values stands."""
    if word.sort != "form":
        return []
    listed = vocabulary.list_words()
    return [each.name for each in listed if each.sort != "form" and word.name in each.forms]


def _by_meaning(words: Sequence[Word]) -> list[tuple[str, str]]:
    """Return the names of words with what they mean, those of one meaning together."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(first_sentence(word.schema), []).append(_label(word))
    return [
        (", ".join(shorten_list(names, 6, rest="and {} more")), says)
        for says, names in found.items()
    ]


def _types(schema: Schema) -> list[str]:
    types = schema.get("type", "object")
    return [types] if isinstance(types, str) else list(types)


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
