"""With libyaml and without it: the same data, the same places, the same complaints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cxlint.linting.rules import loader
from cxlint.parsing import document
from cxlint.parsing.yaml_pure_parser import SlowParser

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "cases"
FILES = sorted(path for path in ROOT.joinpath("sample_policies").rglob("*.y*ml"))

PIECES = (
    "a", "é", "key: value", "b: 1", "- ", "-", "? ", "?", ": ", ":", "{", "}", "[", "]", ", ", ",",
    "'", '"', "\n", "\n  ", "\n    ", "\r\n", " ", "\t", "\n\t", "#", " # c", "|\n", "|-\n  ",
    ">+\n", "|2\n  ", "&a ", "*a", "!", "!!str ", "!<x> ", "%", "%YAML 1.2\n---\n", "@", "`",
    "---\n", "...\n", "x?y", "a?", "?a", ":a", "a:b", "~", "1.5", "10:00", "\\", "\\n", "\\x41",
    "\\ud800", '""', "''", "<<: ", "\u2028", "\x85", "\ufeff", "goes_to: ",
    "- {from: a, to: b}", "[a, b]", '{"a":1}', "{check: a?, b: c}", "{a: what?}",
)  # fmt: skip

KEYLESS = re.compile(r"\[(?:[^\]]*[\[,\s])?\?\s+(?:#[^\n]*\s*)*(?:[\],:]|\Z)")
"""A question mark in a list with no key behind it: there libyaml passes over what follows."""

pytestmark = pytest.mark.skipif(document.SLOW, reason="libyaml is missing here")


def read(text: bytes, *, slowly: bool) -> list[tuple[object, ...]]:
    """Return what a reader makes of a text: data, places and complaints, document by document."""
    with pytest.MonkeyPatch.context() as patch:
        if slowly:
            patch.setattr(document, "_Parser", SlowParser)
            patch.setattr(document, "SLOW", True)
        return [_plain(each) for each in document.parse("a.yaml", text)]


def _plain(each: document.Document) -> tuple[object, ...]:
    said = [(problem.rule, problem.at.span(), dict(problem.facts)) for problem in each.problems]
    places = each._known_places()
    if places is None:
        return each.data, said
    return each.data, said, list(places.starts), list(places.ends), places.targets, places.detours


def assert_alike(text: bytes) -> None:
    assert read(text, slowly=True) == read(text, slowly=False)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
@example("channels:\n  a: {closing: {check: Have we done what you hoped for?}}\n")
@example("[a?, ?b, c?d]")
@example("a:\n\t- b\n")
@example("- 10:00\n{- ")
@example("%FOO\n---\na: 1\n")
def test_texts_of_all_kinds(text: str) -> None:
    assume(not KEYLESS.search(text))
    assert_alike(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_texts_of_any_characters(text: str) -> None:
    assert_alike(text.encode())


def test_every_sample_in_pieces() -> None:
    """Whole, with a line taken out, and with other line ends."""
    for file in FILES:
        text = file.read_bytes()
        lines = text.splitlines(keepends=True)
        assert_alike(text)
        assert_alike(text.replace(b"\n", b"\r\n"))
        for number in range(0, len(lines), max(1, len(lines) // 3)):
            assert_alike(b"".join(lines[:number] + lines[number + 1 :]))


def test_every_example_of_a_rule() -> None:
    for rule in loader.load().values():
        for text in (*rule.bad, *rule.good):
            assert_alike(text.encode())


def test_the_files_that_one_reader_refused() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/cases is absent")
    for file in sorted(SHARED.joinpath("readers").glob("*.yaml")):
        for slowly in (False, True):
            assert [told[1] for told in read(file.read_bytes(), slowly=slowly)] == [[]], file.name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("text: |\n  \tHello\n  there\n", "\tHello\nthere\n"),
        ("text: >\n\n    \tHello\n    there\n", "\n\tHello\nthere\n"),
        ("text: |2\n  \tHello\n", "\tHello\n"),
        ("- text: |-\n    \tHello\n", "\tHello"),
        ("text: |\n  a\n  \tb\n", "a\n\tb\n"),
    ],
)
def test_a_block_may_begin_with_a_tab(text: str, said: str) -> None:
    for slowly in (False, True):
        ((data, problems, *_),) = read(text.encode(), slowly=slowly)
        assert problems == []
        assert (data[0] if isinstance(data, list) else data)["text"] == said  # type: ignore[index]


@pytest.mark.parametrize(
    "text", ["text: |\n\tHello\n", "a:\n  text: |\n  \tHello\n", "a:\n\tb: 1\n"]
)
def test_a_tab_is_no_indentation(text: str) -> None:
    for slowly in (False, True):
        ((_, problems, *_),) = read(text.encode(), slowly=slowly)
        assert [facts["reason"] for _, _, facts in problems] == ["a tab is used to indent"]  # type: ignore[index]


def test_a_block_with_a_tab_leaves_the_places_right() -> None:
    text = "a: |\n  \tHello\nb: [x, *c]\nd: &e 1\nf: *e\n".replace("*c", "y")
    (fast,) = document.parse("a.yaml", text.encode())
    assert fast.data == {"a": "\tHello\n", "b": ["x", "y"], "d": 1, "f": 1}
    assert fast.span(("b", 1))[:2] == (3, 8)
