from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxlint.parsing import document as module
from cxlint.parsing.document import parse
from cxlint.parsing.yaml_pure_parser import SlowParser
from cxlint.parsing.yaml_scalars import resolve


class Dumper(yaml.SafeDumper):
    """Writes values so that YAML 1.2 reads back what was meant."""

    def __init__(self, *args, quoting="", **kwargs):
        super().__init__(*args, **kwargs)
        self.quoting = quoting


def _text(dumper, value):
    style = dumper.quoting or None
    if not style and resolve(value) != value:
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


Dumper.add_representer(str, _text)

words = st.text(
    st.one_of(
        st.sampled_from(" :#-?*&!|>'\"%@[]{},\t\n\\~=<.0123456789aeno"),
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"]),
    ),
    max_size=12,
)
scalars = st.one_of(
    words,
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1000, 1000).map(lambda number: round(number, 3)),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=15,
)
containers = st.lists(values, min_size=1, max_size=4) | st.dictionaries(
    words, values, min_size=1, max_size=4
)
styles = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "quoting": st.sampled_from(["", "'", '"', "|", ">"]),
        "indent": st.integers(2, 6),
        "width": st.sampled_from([10, 80, 10_000]),
        "allow_unicode": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
        "explicit_start": st.booleans(),
    }
)


def dumped(value, style) -> str:
    style = dict(style)
    quoting = style.pop("quoting")

    def make(*args, **kwargs):
        return Dumper(*args, quoting=quoting, **kwargs)

    return yaml.dump(value, Dumper=make, sort_keys=False, **style)


def shared(value, pool):
    """Return the value with some parts replaced by parts met before, which become aliases."""
    if isinstance(value, dict):
        return {key: shared(item, pool) for key, item in value.items()}
    if isinstance(value, list):
        made = [shared(item, pool) for item in value]
        pool.append(made)
        return [*made, pool[len(value) % len(pool)]] if made else made
    return value


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), key, True
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number))
    else:
        yield path, value, False


def check(value, text):
    # PyYAML sometimes breaks a line in the middle of an escape, and cannot read it back either.
    assume("\\\\\n" not in text and "\\\\\r" not in text)
    (document,) = parse("x.yaml", text.encode())
    assert document.problems == []
    assert document.data == value
    for path, leaf, key in leaves(value):
        span = document.span(path, key=key)
        assert span.line == span.end_line
        said = document.line(span.line)[span.column - 1 : span.end_column - 1]
        if leaf is None and said not in ("null", "~"):
            continue
        if said[:1] in ("|", ">", "*") or (said[:1] in ("'", '"') and said[-1:] != said[:1]):
            continue
        try:
            (again,) = parse("y", said.encode())
        except ValueError:
            continue
        if isinstance(leaf, str) and again.data != leaf:
            # Only the first line of a text over several lines is shown.
            if isinstance(again.data, str):
                assert leaf.startswith(again.data.rstrip("\\ \"'"))
        else:
            assert again.data == leaf


@pytest.mark.thorough
@settings(deadline=None, max_examples=300)
@given(containers, styles)
def test_what_is_written_is_read_and_found(value, style):
    check(value, dumped(value, style))


@settings(deadline=None, max_examples=150)
@given(containers, styles)
def test_aliases_change_nothing(value, style):
    value = shared(value, [])
    check(value, dumped(value, style))


@settings(deadline=None, max_examples=100)
@given(containers, styles)
def test_the_slow_reader_reads_the_same(value, style):
    text = dumped(value, style).encode()
    (quick,) = parse("x.yaml", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_Parser", SlowParser)
        (slow,) = parse("x.yaml", text)
    assert slow.data == quick.data
    for path, _, key in leaves(value):
        assert slow.span(path, key=key)[:2] == quick.span(path, key=key)[:2]


_PIECES = (
    "a,b: ,- ,? ,: ,[,],{,},\n,\n  ,\t,',\",|,>,&a ,*a,!t ,!!str ,! ,<<: ,#c,---\n,...\n,"
    "%YAML 1.1\n,1,~,\u2028,\x85,\ufeff,\r,\x00,é,%,@,\\"
)
pieces = st.lists(st.sampled_from([*_PIECES.split(","), ","]), max_size=30).map("".join)


@pytest.mark.thorough
@settings(deadline=None, max_examples=1500)
@given(st.one_of(pieces.map(str.encode), st.binary(max_size=40)))
def test_nothing_raises(text):
    documents = parse("x", text)
    assert documents
    for document in documents:
        assert document.data is not None or document.problems
        for problem in document.problems:
            line, column, end_line, end_column = problem.at.span()
            assert line == end_line
            assert 1 <= column <= end_column <= len(document.line(line)) + 1
        for path, _, key in leaves(document.data):
            assert document.span(path, key=key).line >= 1


@settings(deadline=None, max_examples=500)
@given(pieces)
def test_sound_text_has_every_place_at_its_own_line(text):
    for document in parse("x", text.encode()):
        before = (0, 0)
        for path, _, key in leaves(document.data):
            if key and "*" not in text and not document.problems and text.isascii():
                place = document.span(path, key=True)[:2]
                assert place >= before
                before = place


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_read_back(number):
    assert math.isclose(float(resolve(repr(number))), number)
