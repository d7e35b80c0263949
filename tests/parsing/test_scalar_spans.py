"""Where a part of a text stands in its file, in every way to write a scalar."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from cxlint.parsing import document, json_parser
from cxlint.parsing.scalar_spans import scalar_source

BITS = ["that's", '"q"', "a", "  ", "\n", "\n\n", " ", "#x", " # y", "é", "’", "🙂", "\t", "\\",
        "''", "\n  more", " \n", ": ", ":", "\xa0", "-", "'", "\u2028", "\x85"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(BITS), min_size=1, max_size=12).map("".join)


def read(content: str, *path: str):
    (one,) = document.parse("policy.yaml", content.encode())
    value = one.data
    for step in path:
        value = value[step]
    return one, value, scalar_source(one, path, value)


@given(TEXTS, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans(), st.sampled_from([20, 80]))
def test_every_character_is_found_however_it_is_written(text, style, allow, width):
    # PyYAML takes these for line ends in a block, and YAML does not.
    assume(style not in ("|", ">") or {"\u2028", "\x85"}.isdisjoint(text))
    data = {"s": {"k": f"x{text}x"}}
    content = yaml.dump(data, default_style=style, allow_unicode=allow, width=width)
    one, value, known = read(content, "s", "k")
    for number, character in enumerate(value):
        start, end = known.stretch(number, number + 1)
        if character.isascii() and character.isalpha():
            assert one.text[start:end] == character
    start, end = known.stretch(0, len(value))
    first, behind = one.stretch(("s", "k"))
    assert first <= start < end <= behind


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "header", ["|", ">", "|-", ">-", "|+", ">+", "|2", ">2-", "|+2", ">  # why"]
)
def test_a_block_is_read_whatever_its_header_and_line_ends(header, newline):
    content = f"k: {header}\n  one\n    two\n\n  three here\nz: 1\n"
    one, value, known = read(content.replace("\n", newline), "k")
    at = value.index("three")
    assert one.lines.span(*known.stretch(at, at + 10)) == (5, 3, 5, 13)


def test_an_escape_is_as_wide_as_it_is_written():
    one, value, known = read(
        r'k: "\u2019s \
   our \x41" ',
        "k",
    )
    assert value == "\u2019s our A"
    assert one.text[slice(*known.stretch(0, 1))] == r"\u2019"
    assert one.text[slice(*known.stretch(len(value) - 1, len(value)))] == r"\x41"


def test_a_character_of_two_escapes_in_json_is_one():
    text = '{"k": "\\ud83d\\ude42 \\"no\\" there\\u2019s"}'
    one = json_parser.parse("flow.json", text)
    known = scalar_source(one, ("k",), one.data["k"])
    assert one.text[slice(*known.stretch(0, 1))] == "\\ud83d\\ude42"
    at = one.data["k"].index("there")
    assert one.text[slice(*known.stretch(at, at + 7))] == "there\\u2019s"


def test_an_alias_leads_to_where_the_text_is_written():
    one, _, known = read("a: &words never say so\nb: *words\n", "b")
    assert one.text[slice(*known.stretch(6, 9))] == "say"
    assert one.lines.span(*known.stretch(6, 9)).line == 1


def test_json_is_yaml_and_what_is_not_understood_gives_no_place():
    one, _, known = read(json.dumps({"k": 'a "b" \té'}), "k")
    assert one.text[slice(*known.stretch(8, 9))] == "\\u00e9"
    assert scalar_source(one, ("k",), "something else") is None
