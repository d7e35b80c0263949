"""A policy as JSON that is met in a folder is never passed over, whatever is wrong with it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.importers.policy_text import is_meant_as_policy
from cxlint.parsing.document import MAX_FILE
from cxlint.parsing.json_sketch import sketch
from cxlint.policy.file_contents import understood

POLICY = {"teams": {"care": {"seats": 3}}, "handoffs": [{"from": "care", "to": "desk"}]}
TEXT = json.dumps(POLICY)
PACKAGE = {
    "name": "shop",
    "version": "1.0.0",
    "scripts": {"test": "make"},
    "engines": {"node": "20"},
}
ASYNC = {
    "asyncapi": "3.0.0",
    "channels": {"signedUp": {"address": "user/signedup", "messages": {"a": {"payload": {}}}}},
    "operations": {"onSignedUp": {"action": "receive"}},
}


def reasons(name: str, raw: bytes | str, *, named: bool = False) -> list[str] | None:
    """Return what is wrong with a file; None where it is passed over."""
    raw = raw if isinstance(raw, bytes) else raw.encode()
    found = understood(name, raw, {}, named=named)
    if all(each.foreign is not None for each in found):
        return None
    return [str(problem.facts["reason"]) for each in found for problem in each.problems]


@pytest.mark.parametrize(
    "policy",
    [
        POLICY,
        {"teams": {"care": {"seets": 3}}},
        {"handoffs": [{"frm": "care", "to": "desk"}]},
        {"channels": {"hotline": {"kind": "voice"}}},
        {"channels": {"hotline": {"opne": "24x7", "goes_to": "care"}}},
        {"schedules": {"office": "Mon-Fri 09:00-17:00"}},
        {"organization": {"name": "Northwind", "industri": "retail"}},
        {"teams": [{"name": "care", "seats": 3}]},
        {"handoffs": {"from": "care", "to": "desk"}},
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_a_policy_with_a_foreign_key_is_judged_as_policy(policy: dict[str, object], named) -> None:
    (document,) = understood("a.json", json.dumps({"foo": 1, **policy}).encode(), {}, named=named)
    assert document.foreign is None
    assert document.data == {"foo": 1, **policy}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("// our policy\n" + TEXT, "no comments"),
        ("/* our policy */" + TEXT, "no comments"),
        ("# our policy\n" + TEXT, "no comments"),
        (TEXT[:-1] + ",}", "follows this comma"),
        (TEXT.replace("3}", "3,}"), "follows this comma"),
        (TEXT.replace('"', "'"), "a key in double quotes"),
        (TEXT.replace('"', ""), "a key in double quotes"),
        (TEXT + TEXT, "behind the end"),
        (TEXT + "}", "behind the end"),
        (TEXT[:-1], "breaks off here"),
        (TEXT[: len(TEXT) // 2], "no closing quotation mark"),
        ('{"a": {"b": 1, ' + TEXT[1:], "breaks off here"),
        (TEXT.replace("3", "NaN"), "NaN"),
        (TEXT[:-1] + ", " + TEXT[1:], "said twice"),
        ('{"teams": 1, ' + TEXT[1:], "said twice"),
        (TEXT[:-1] + ', "x-deep": ' + "[" * 200 + "]" * 200 + "}", "levels deep"),
        ("teams:\n  care: {seats: 3}\n", "begin as JSON"),
        ("---\n# ours\nhandoffs:\n- {from: care, to: desk}\n", "begin as JSON"),
        ("teams:\n  care: {seats: 3}\nhandoffs:\n- {from: a\nb\n", "begin as JSON"),
        (TEXT.replace("care", "caf\u00e9").encode("cp1252"), "not UTF-8"),
    ],
)
def test_a_policy_that_is_no_json_is_a_problem(text: str | bytes, reason: str) -> None:
    (said,) = reasons("a.json", text) or [""]
    assert reason in said


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.json", "policy"])
def test_a_policy_in_utf_16_is_a_problem(name: str, encoding: str) -> None:
    assert reasons(name, TEXT.encode(encoding)) == ["the file is UTF-16, not UTF-8"]


@pytest.mark.parametrize("name", ["a.json", "policy"])
def test_a_policy_over_the_limit_is_a_problem(name: str) -> None:
    long = TEXT[:-1] + ', "x-pad": "' + "a" * MAX_FILE + '"}'
    assert reasons(name, long) == ["the file is larger than 16 MiB"]
    assert reasons(name, long.replace("teams", "teens").replace("handoffs", "hand")) is None


@pytest.mark.parametrize("name", ["a.xml", "a.flow"])
def test_a_policy_under_an_ending_of_others_is_a_problem(name: str) -> None:
    assert reasons(name, "teams:\n  care: {seats: 3}\n")
    assert reasons(name, "services:\n  care: {image: nginx}\n") is None


@pytest.mark.parametrize(
    "other",
    [
        PACKAGE,
        {"compilerOptions": {"target": "es2022"}, "include": ["src"]},
        {"lockfileVersion": 3, "packages": {"": {"version": "1.0.0"}}},
        ASYNC,
        {"asyncapi": "2.6.0", "channels": {"a": {"description": "b", "subscribe": {}}}},
        {"season": 2024, "teams": {"ars": {"name": "Arsenal", "city": "London"}}},
        {"season": 2024, "teams": [{"name": "Arsenal", "city": "London"}]},
        {"channels": ["conda-forge"], "dependencies": ["python"]},
        {"name": "ci", "steps": [{"name": "a", "run": "make"}, {"uses": "b"}]},
        {"name": "f", "returns": [{"type": "text", "description": "b"}]},
        {"@type": "Event", "organization": {"name": "Northwind", "url": "https://example.org"}},
        {"size": 10, "terms": {"field": "genre"}},
        {"items": 1, "systems": {"a": {"kind": "Pod", "name": "b"}}},
        {"score": 3, "teams": {"red": {}, "blue": {}}},
    ],
)
def test_json_of_others_is_passed_over_sound_or_not(other: dict[str, object]) -> None:
    sound = json.dumps(other)
    for text in (sound, "// ours\n" + sound, sound[:-1] + ",}"):
        assert reasons("a.json", text) is None
    assert reasons("a.json", sound.encode("utf-16")) is None


def test_a_policy_quoted_in_prose_is_none() -> None:
    assert reasons("README", f"[![build](x)]\n\n{TEXT}\n") is None
    assert reasons("a.json", json.dumps([POLICY])) is None


def test_what_is_looked_at_is_bounded() -> None:
    rows = '{"rows": [' + '{"teams": 1},' * 1_000_000
    assert not is_meant_as_policy("a.json", rows.encode())


@settings(max_examples=200)
@given(st.text(alphabet="{}[],:\"'/*#\\ \na1", max_size=60))
def test_anything_can_be_sketched(text: str) -> None:
    assert isinstance(sketch(text), list)


@settings(max_examples=100)
@given(st.recursive(
    st.text(alphabet="abc", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1), inner),
    max_leaves=8,
).map(lambda value: {"a": {"b": value}}))  # fmt: skip
def test_sound_json_is_sketched_as_it_is_down_to_what_lies_too_deep(value: object) -> None:
    def cut(value: object, depth: int = 0) -> object:
        if isinstance(value, dict):
            return {key: cut(each, depth + 1) for key, each in value.items() if fits(each, depth)}
        if isinstance(value, list):
            return [cut(each, depth + 1) for each in value if fits(each, depth)]
        return value

    def fits(value: object, depth: int) -> bool:
        return depth < 3 or isinstance(value, str)

    assert sketch(json.dumps(value)) == [cut(value)]
