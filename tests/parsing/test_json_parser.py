"""JSON with the place of everything in it."""

from __future__ import annotations

import json
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cxlint.parsing.json_parser import parse
from cxlint.parsing.yaml_builder import MAX_DEPTH, UnreadableText

KEYS = st.text(max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
STYLES = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, 0, 1, 4, "\t"]),
        "separators": st.sampled_from([(",", ":"), (", ", ": "), (" ,\r\n ", " :\n"), None]),
        "ensure_ascii": st.booleans(),
    }
)


def paths(value: Any, way: tuple[str | int, ...] = ()):
    yield way, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*way, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*way, number))


@given(VALUES, STYLES)
def test_every_place_is_exactly_where_the_value_stands(value, style):
    text = json.dumps(value, **style)
    document = parse("a.json", text)
    assert document.data == value
    for way, inner in paths(value):
        begin, end = document.stretch(way)
        assert json.loads(text[begin:end]) == inner


@given(VALUES, STYLES)
def test_every_span_is_on_the_line_of_the_key_or_the_value(value, style):
    document = parse("a.json", json.dumps(value, **style))
    for way, inner in paths(value):
        span = document.span(way)
        written = document.line(span.line)[span.column - 1 : span.end_column - 1]
        held = bool(way) and isinstance(way[-1], str)
        if isinstance(inner, dict | list):
            assert json.loads(written) == way[-1] if held else written[:1] in ("{", "[")
        else:
            assert json.loads(written) == inner
        key = document.span(way, key=True)
        if held:
            written = document.line(key.line)[key.column - 1 : key.end_column - 1]
            assert json.loads(written) == way[-1]


@given(st.text(alphabet='{}[]",:\\ud8af1e+-.NaN \n', max_size=40))
def test_whatever_it_is_it_is_read_or_refused(text):
    try:
        document = parse("a.json", text)
    except UnreadableText as refused:
        assert 0 <= refused.index <= len(text)
        assert refused.reason[:1].islower() or refused.reason.startswith("JSON")
    else:
        assert document.data == json.loads(text) or "\ufffd" in str(document.data)


@pytest.mark.parametrize(
    ("text", "index", "reason"),
    [
        ('{"a": 1,\n "a": 2}', 10, "the key 'a' is said twice in one place"),
        ('{"b": {"a": "a"}, "a": ["a", {"a": 1, "c": "a", "\\u0061": 2}]}', 48, "the key 'a'"),
        ('[{"": 1, "": 2}]', 9, "the key '' is said twice"),
        ('{"a": "NaN", "b": NaN}', 18, "JSON has no such value as NaN"),
        ("[1, -Infinity]", 4, "JSON has no such value as -Infinity"),
        ("[1.5, 1e999]", 6, "JSON has no such value as 1e999"),
        ('["' + "1" * 9_000 + '", ' + "1" * 5_000 + "]", 9_005, "thousands of digits"),
        ('{"a": 1', 6, "it breaks off here"),
        ('{"a": "x\ny"}', 8, "goes on in the next line"),
        ("", 0, "nothing in it"),
        ('{"a": 1} {', 9, "behind the end"),
        ('{"a": "b', 6, "no closing quotation mark"),
        ('{"a" 1}', 5, "a colon is missing"),
        ('{"a": }', 6, "a value is missing"),
        ("{1: 2}", 1, "a key in double quotes"),
        ('{"a": 1 "b": 2}', 8, "a comma or a closing bracket"),
        ('{"a": 1,}', 7, "nothing follows this comma"),
        ('{"a": [1, \n ], "b": 2}', 8, "nothing follows this comma"),
        ('// a\n{"a": 1}', 0, "JSON has no comments"),
        ('{"a": 1, /* b */ "b": 2}', 9, "JSON has no comments"),
        ("a: {b: 1}", 0, "it does not begin as JSON does"),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text, index, reason):
    with pytest.raises(UnreadableText) as caught:
        parse("a.json", text)
    assert caught.value.index == index
    assert reason in caught.value.reason


def test_it_may_nest_as_deeply_as_yaml_and_no_deeper():
    assert parse("a", "[" * MAX_DEPTH + "]" * MAX_DEPTH).stretch((0,) * (MAX_DEPTH - 1))
    for depth in (MAX_DEPTH + 1, 100_000):
        with pytest.raises(UnreadableText, match="levels deep"):
            parse("a", '{"a":[' * depth + "]}" * depth)


def test_halves_of_characters_are_read_as_unknown_and_whole_ones_as_they_are():
    text = r'{"\ud83d\ude00": "\ud83dx\\ud83d\ude00", "b": 1}'
    document = parse("a.json", text)
    assert document.data == {"\U0001f600": "\ufffdx\\ud83d\ufffd", "b": 1}
    assert text[slice(*document.stretch(("b",)))] == "1"


def test_lines_end_as_editors_see_it():
    document = parse("a.json", '{\r\n "a": {\r\n  "b": 5}}')
    assert document.span(("a", "b")) == (3, 8, 3, 9)


def test_a_key_of_a_megabyte_has_its_place():
    key = "k" * (1 << 20)
    document = parse("a.json", json.dumps({key: [1, 2]}))
    assert document.span((key, 1)).column == len(key) + 10


def test_what_is_shared_by_nothing_is_placed_only_when_asked_for():
    document = parse("a.json", "[1]")
    assert callable(document._places)
    assert document.span((0,)) == (1, 2, 1, 3)
    assert not callable(document._places)
