"""Editors take the everyday words that cxlint takes, and offer only those of the language.

The alternatives in the schema follow from its tables: `pytest --rewrite-golden` writes them anew.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from cxlint import resources
from cxlint.language import everyday_words, schema
from cxlint.language.expected_forms import NUMBERS
from cxlint.language.schema import accept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE = resources.folder("schemas").joinpath("policy.schema.json")

Node = dict[str, Any]


def nodes(node: Any) -> Iterator[Node]:
    """Yield every schema in a schema, the inner ones first."""
    for below in node.values() if isinstance(node, dict) else node:
        if isinstance(below, dict | list):
            yield from nodes(below)
    if isinstance(node, dict):
        yield node


def loosely(word: str) -> str:
    """Return the pattern of a word, with a capital or without, joined in whatever way."""
    parts = [part for part in re.split("[ _-]", word) if part]
    return "[ _-]?".join(
        f"[{part[0].upper()}{part[0].lower()}]{re.escape(part[1:])}"
        if part[0].isalpha()
        else re.escape(part)
        for part in parts
    )


def words_pattern(words: Iterable[str], more: str = "") -> str:
    """Return the pattern that editors match, without what none but Python knows."""
    said = [*map(loosely, words), *filter(None, [more])]
    return f"^({'|'.join(said)})$".replace("\\/", "/").replace("\\-", "-").replace("\\ ", " ")


COUNTED = (
    f"({'|'.join(map(loosely, NUMBERS[1:]))}) (([Bb]usiness|[Ww]orking|[Cc]alendar) )?"
    "([Mm]inutes?|[Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?)"
)


def relax(node: Node) -> None:
    """Put beside the language's own words, which come first, the everyday ones."""
    words = list(node.get("x-words", ()))
    if node.get("type") == "boolean":
        split(node, ("type",), {"type": "string", "pattern": words_pattern(("yes", "no"))})
    if not words:
        return
    if "enum" in node:
        split(node, ("enum",), {"pattern": words_pattern([*words, *node["enum"]])})
    elif node.get("if") == {"type": "string"}:
        then = node["then"]
        split(then, ("enum",), {"pattern": words_pattern([*words, *then["enum"]])})
    elif "if" in node:
        own = node["if"]["enum"]
        split(node, ("if", "then", "else"), {"pattern": words_pattern([*words, *own])})
    else:
        pattern = words_pattern(words, COUNTED)
        split(node, ("pattern", "format"), {"pattern": pattern})


def split(node: Node, keys: tuple[str, ...], other: Node) -> None:
    own = {key: node.pop(key) for key in keys if key in node}
    node["anyOf"] = [own, other]


def derived() -> str:
    """Return the text of the schema as it should be, made from the language's own words."""
    whole = json.loads(FILE.read_bytes(), object_hook=schema.take_first_alternative)
    for node in nodes(whole):
        relax(node)
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def test_the_schema_takes_in_editors_what_its_tables_say(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--rewrite-golden"):
        FILE.write_text(derived(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == derived(), "write it anew with --rewrite-golden"


def tables() -> Iterator[tuple[Node, str, str]]:
    for node in nodes(schema.load("policy")):
        yield from ((node, word, own) for word, own in node.get("x-words", {}).items())


def verdicts(node: Node, word: object) -> tuple[bool, bool]:
    """Return whether editors take a word, by the file as it is, and the language by itself."""
    file = json.loads(FILE.read_bytes())
    own = schema.load("policy")
    published = next(each for each in nodes(file) if schema_id(each) == schema_id(node))
    return tuple(  # type: ignore[return-value]
        Draft202012Validator({**each, "$defs": root["$defs"]}).is_valid(word)
        for each, root in ((published, file), (node, own))
    )


def schema_id(node: Node) -> str:
    return json.dumps([node.get(key) for key in ("title", "description", "x-words", "examples")])


@pytest.mark.parametrize(("node", "word", "own"), [*tables()], ids=lambda each: str(each)[:24])
def test_editors_take_each_word_and_the_language_only_its_own(
    node: Node, word: str, own: str
) -> None:
    assert verdicts(node, word) == (True, False)
    assert verdicts(node, own) == (True, True)


def test_a_policy_without_everyday_words_is_not_copied() -> None:
    data = {"channels": {"line": {"kind": "voice", "published": True}}}
    assert everyday_words.translate_values(data) is data


def test_what_is_accepted_as_it_stands_stays_as_it_stands() -> None:
    data = {
        "channels": {"line": {"kind": "phone", "fee": "0 EUR", "closed": {"announce": "yes"}}},
        "returns": [{"window": "30 Days", "reasons": ["late"], "x-kind": "phone"}],
        "x-mine": {"kind": "phone"},
    }
    translated: Any = everyday_words.translate_values(data)
    assert translated["channels"]["line"]["kind"] == "voice"
    assert translated["channels"]["line"]["closed"] is data["channels"]["line"]["closed"]  # type: ignore[index]
    assert translated["channels"]["line"]["fee"] == "0 EUR"
    assert translated["returns"] is data["returns"]
    assert translated["x-mine"] is data["x-mine"]
    assert accept("policy", translated)
