"""With jsonschema-rs and without it: the same verdict on everything."""

from __future__ import annotations

import copy
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cxlint.language import schema
from cxlint.language.slow_validator import accept_by
from cxlint.linting.rules import loader
from cxlint.parsing.document import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(ROOT.joinpath("sample_policies").rglob("*.y*ml"))
RULES = sorted(ROOT.joinpath("rules").glob("*/*.yaml"))
KINDS: tuple[schema.Kind, ...] = ("policy", "rule", "config", "pack", "coverage")

TEXTS = (
    "", " ", "a", "A", "20s", "1 day\n", "2 business days", "1h 30m", "1,5 h", "0 min", "PT5M",
    "immediately", "50 EUR", "€50", "50 XYZ", "1.000,00 €", "1 000 EUR", "-5 EUR", "50", "80%",
    "80 %", "101%", "0.5%", "٣%", "%", "2026-02-28", "2026-02-30", "2026-2-3", "1899-01-01",
    "24x7", "24/7", "mon-fri 09:00-17:00", "Mon 9-17", "mon-fri", "tue 25:00-26:00", "closed",
    "09:00-17:00", "9am-5pm", "17:00-09:00", "noon", "Europe/Berlin", "Europe/Berlyn", "UTC", "DE",
    "USA", "DE-BY", "DE-XX", "ZZ", "any", "none", "yes", "a/b", "a\nb", "a\r", "\u2028", "a\x85",
    "\u00a0", "x" * 300, "ﬁ", "😀", "1", "1.0", "true", "null", "[a, b]", "{id}",
    "a.b", "a|b", "cxlint:ignore", "sha256:" + "0" * 64, ">=1.0", "0.1.0", "9" * 40,
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 0.5, -0.0, 2**63, 10**30, float("inf"), float("nan"), [], {},
    [None], ["a"], ["a", "a"], [1, True], [1, 1.0], [[]], [{}], {"a": 1}, {"x-a": 1}, {"": ""},
    {"<<": {}}, {"a": None}, {"kind": "voice"}, {"from": "a", "to": "b"}, {"A b": {}}, *TEXTS,
)  # fmt: skip

pytestmark = pytest.mark.skipif(schema.is_slow(), reason="jsonschema-rs is missing here")


@functools.cache
def slow(kind: schema.Kind) -> Callable[[object], bool]:
    return accept_by(schema.load(kind), schema.readers())


def assert_alike(kind: schema.Kind, data: object) -> bool:
    """Return the verdict of both."""
    verdict = schema.accept(kind, data)
    assert slow(kind)(data) == verdict, data
    return verdict


def read(content: bytes) -> list[Any]:
    return [document.data for document in parse("a.yaml", content)]


def changed(data: Any, path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Any:
    """Return a copy in which something was changed at a path."""
    made = copy.deepcopy(data)
    here = functools.reduce(lambda within, step: within[step], path[:-1], made)
    change(here, path[-1])
    return made


def paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from paths(value, (*path, key))


def test_every_sample_and_every_rule() -> None:
    accepted = 0
    for file in SAMPLES:
        kind: schema.Kind = "config" if file.name == "cxlint.yaml" else "policy"
        for data in read(file.read_bytes()):
            accepted += assert_alike(kind, data)
    for file in RULES:
        accepted += assert_alike("rule", *read(file.read_bytes()))
    assert accepted > 200


def test_every_example_of_a_rule() -> None:
    for rule in loader.load().values():
        for text in (*rule.bad, *rule.good):
            for data in read(text.encode()):
                assert_alike("policy", data)


@pytest.mark.parametrize("kind", KINDS)
def test_anything_at_all_and_anything_under_a_key(kind: schema.Kind) -> None:
    for odd in ODD:
        assert_alike(kind, odd)
        for key in schema.load(kind).get("properties", ()):
            assert_alike(kind, {key: odd})
            assert_alike(kind, {key: {"a": odd}})
            assert_alike(kind, {key: [odd]})


@pytest.mark.parametrize("kind", KINDS)
def test_each_definition_takes_and_refuses_the_same(kind: schema.Kind) -> None:
    """Each form of value, each format among them, with each odd text."""
    definitions = schema.load(kind)["$defs"]
    accepted = refused = 0
    for name in definitions:
        ref = f"#/$defs/{name}"
        quick = schema._validator(kind, ref)
        slowly = accept_by({"$ref": ref, "$defs": definitions}, schema.readers())
        for odd in ODD:
            assert quick(odd) == slowly(odd), (name, odd)
            accepted, refused = accepted + quick(odd), refused + (not quick(odd))
    assert not definitions or (accepted and refused)


def test_formats_are_asked_for() -> None:
    """Where a pattern alone takes what cannot be read, the comparison above would show it."""
    definitions = schema.load("policy")["$defs"]
    for name in ("money", "date", "weekly-hours", "day-hours", "timezone"):
        ref = f"#/$defs/{name}"
        blind = accept_by({"$ref": ref, "$defs": definitions}, {})
        asked = accept_by({"$ref": ref, "$defs": definitions}, schema.readers())
        assert any(blind(text) and not asked(text) for text in TEXTS), name


@functools.cache
def documents() -> list[tuple[schema.Kind, Any]]:
    """Documents to change: parts of samples, examples, rules and a configuration."""
    known: list[tuple[schema.Kind, Any]] = [
        ("rule", *read(file.read_bytes())) for file in RULES[::9]
    ]
    for rule in list(loader.load().values())[::2]:
        known += [("policy", data) for text in rule.good[:2] for data in read(text.encode())]
    text = b"rules: {silo: {severity: info}}\npaths: [{files: a, rules: {silo: off}}]\npolicy: .\n"
    return [*known, *(("config", data) for data in read(text))]


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[schema.Kind, Any]:
    """A document with values replaced, keys renamed, added or dropped."""
    kind, data = draw(st.sampled_from(documents()))
    for _ in range(draw(st.integers(1, 3))):
        if not (there := list(paths(data))):
            break
        path = draw(st.sampled_from(there))
        odd = draw(st.sampled_from(ODD) | st.text(max_size=8) | st.floats() | st.integers())
        key = draw(st.sampled_from(["x-note", "kind", "from", "<<", "A b", "", "a/b"]))
        data = changed(data, path, draw(st.sampled_from([
            lambda here, last, odd=odd: here.__setitem__(last, odd),
            lambda here, last: here.__delitem__(last),
            lambda here, last, key=key, odd=odd: (
                here.__setitem__(key, odd) if isinstance(here, dict) else here.append(odd)
            ),
            lambda here, last, key=key: (
                here.__setitem__(key, here.pop(last)) if isinstance(here, dict) else here.reverse()
            ),
        ])))  # fmt: skip
    return kind, data


@settings(max_examples=600, deadline=None)
@given(spoilt())
@example(("policy", {"channels": {"a": {"kind": "voice", "capacity": 1.0}}}))
@example(("policy", {"channels": {"a\n": {}}}))
def test_changed_documents(made: tuple[schema.Kind, Any]) -> None:
    assert_alike(*made)


@settings(max_examples=300, deadline=None)
@given(st.recursive(st.sampled_from(ODD) | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.text(max_size=4), inner, max_size=3)))  # fmt: skip
def test_any_data(data: Any) -> None:
    for kind in KINDS:
        assert_alike(kind, data)
