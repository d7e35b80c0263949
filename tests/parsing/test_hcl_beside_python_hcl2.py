"""Terraform as python-hcl2 reads it, which is slower and knows no places within a line."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import hcl2
import pytest
from hcl2 import SerializationOptions
from hypothesis import given, settings
from hypothesis import strategies as st
from vendor_files import real

from cxlint.parsing.hcl_parser import HclBlock, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = [file for folder in ("pagerduty-terraform", "zendesk-terraform") for file in real(folder)]
FILES = [file for file in FILES if file.suffix == ".tf"]
OPTIONS = SerializationOptions(with_comments=False, explicit_blocks=False)
MEANT = {"n": "\n", "t": "\t", "r": "\r"}


def peer(text: str) -> dict[str, Any]:
    """Return a file as python-hcl2 reads it: blocks as lists, in mappings by their labels."""
    return plain(hcl2.loads(text, serialization_options=OPTIONS))


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {said(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return said(value) if isinstance(value, str) else value


def said(text: str) -> str:
    if len(text) < 2 or text[0] != '"':
        return squeezed(text)
    inner = text[1:-1]
    if re.match(r"<<-?\w+\r?\n", inner):
        return squeezed(heredoc(inner))
    meant = re.sub(r"\\(?:u(....)|(.))", unescaped, inner)
    return squeezed(meant)


def unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else MEANT.get(found[2], found[2])


def heredoc(text: str) -> str:
    first, *lines, _ = text.split("\n")
    if first.startswith("<<-"):
        margins = [re.match(r"\s*", line)[0] for line in lines if line.strip()]  # type: ignore[index]
        margin = min(map(len, margins), default=0)
        lines = [line[margin:] for line in lines]
    return "\n".join(lines).removesuffix("\r")


def squeezed(text: str) -> str:
    """Return a text without its white space where something in it is to be worked out."""
    return re.sub(r"\s", "", text) if "${" in text or "%{" in text else text


def shaped(block: HclBlock) -> dict[str, Any]:
    """Return a block in the shape in which python-hcl2 gives it."""
    made = {name: squeezed_all(value) for name, value in block.attributes.items()}
    for inner in block.blocks:
        shape: Any = shaped(inner)
        for label in reversed(inner.labels):
            shape = {label: shape}
        made.setdefault(inner.type, []).append(shape)
    return made


def squeezed_all(value: Any) -> Any:
    if isinstance(value, dict):
        return {squeezed(key): squeezed_all(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [squeezed_all(inner) for inner in value]
    return squeezed(value) if isinstance(value, str) else value


def every(block: HclBlock) -> Iterator[HclBlock]:
    for inner in block.blocks:
        yield inner
        yield from every(inner)


@pytest.mark.skipif(not FILES, reason="the real files are not at hand")
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[-50:])
def test_a_real_file_says_the_same(file: Path, ending: str) -> None:
    text = file.read_text("utf-8").replace("\n", ending)
    source = parse("a.tf", text)
    assert shaped(source.root) == peer(text)
    for block in every(source.root):
        assert source.lines.line(source.span(block.place).line).lstrip().startswith(block.type)
        for name, place in block.places.items():
            line = source.lines.line(source.span(place).line)
            assert re.match(rf"\s*{name}\s*=", line)
            assert source.span(place).column == len(line) - len(line.lstrip()) + 1


class Piece(NamedTuple):
    """What is written, and what it says."""

    written: str
    said: Any


def same(*texts: str) -> list[Piece]:
    return [Piece(text, text) for text in texts]


PARTS = [
    *same("a", "é", "😀", "ü ", "# ", "// ", "/* ", "<<E ", "'", "[", ")", "$ ", "% ", "$${b}"),
    *same("%%{b}", "${c}", "${c.d[0]}", "%{ if c }x%{ endif }", '${f("é")}', "${c == 1 ? 2 : 3}"),
    Piece("${ c }", "${c}"),
    Piece(r"\n", "\n"),
    Piece(r"\t", "\t"),
    Piece(r"\"", '"'),
    Piece(r"\\", "\\"),
    Piece(r"\u00e9", "é"),
]
WORKED_OUT = [
    "var.x", "data.a_b.c[0].id", 'm["é"].z', "a.*.b", "a[*].b", 'f(1, "é")', "f()", "f([1], x...)",
    "!a", "-a", "a + b * 2", 'a == "b" && c', "a ? b : c", "(1)", "[for x in y : x if x]",
    "{for k, v in m : k => v}", 'jsonencode({ a = [1, "b"] })', "each.value", "p::q::f(1)",
]  # fmt: skip
PLAIN = [
    Piece("1", 1), Piece("0", 0), Piece("-7", -7), Piece("1.5", 1.5), Piece("-0.25", -0.25),
    Piece("12345678901234567890", 12345678901234567890),
    Piece("true", True), Piece("false", False), Piece("null", None),
    *(Piece(text, f"${{{text}}}") for text in WORKED_OUT),
]  # fmt: skip
LINES_OF_TEXT = same("x", "  é ${c} 😀", "", "\ty", '{"a": "b"}', r"no \n escape", "# none", "E x")
BREAKS = ["\n", "\n\n", " # é\n", " // c\n", "\n/* é\n ] */\n", "\n\t"]


def quoted(parts: list[Piece]) -> Piece:
    written = "".join(part.written for part in parts)
    return Piece(f'"{written}"', "".join(part.said for part in parts))


texts = st.lists(st.sampled_from(PARTS), max_size=5).map(quoted)
keys = st.sampled_from([*same("a", "b_c", "d-e"), Piece('"é"', "é"), Piece('"a b"', "a b")])


def tuple_of(drawn: tuple[list[Piece], str]) -> Piece:
    items, gap = drawn
    written = "".join(f"{item.written},{gap}" for item in items)
    return Piece(f"[{written}]", [item.said for item in items])


def object_of(drawn: tuple[list[tuple[Piece, Piece]], str, str]) -> Piece:
    pairs, sign, gap = drawn
    written = "".join(f"{key.written} {sign} {value.written}{gap}" for key, value in pairs)
    return Piece(f"{{{gap.lstrip(',')}{written}}}", {key.said: value.said for key, value in pairs})


values = st.recursive(
    st.one_of(st.sampled_from(PLAIN), texts),
    lambda inner: st.one_of(
        st.tuples(st.lists(inner, max_size=3), st.sampled_from(["", *BREAKS])).map(tuple_of),
        st.tuples(
            st.lists(st.tuples(keys, inner), max_size=3, unique_by=lambda pair: pair[0].said),
            st.sampled_from(["=", ":"]),
            st.sampled_from([",", ", ", *BREAKS]),
        ).map(object_of),
    ),
    max_leaves=6,
)


@st.composite
def heredocs(draw: st.DrawFn) -> Piece:
    lines = [line.written for line in draw(st.lists(st.sampled_from(LINES_OF_TEXT), max_size=4))]
    margin = draw(st.sampled_from(["", "  ", "\t"]))
    if margin:
        written = "".join(f"{margin}{line}\n" if line else "\n" for line in lines)
        return Piece(f"<<-E\n{written}{margin}E", heredoc("\n".join(["<<-", *lines, ""])))
    written = "".join(f"{line}\n" for line in lines)
    return Piece(f"<<E\n{written}E", "\n".join(lines))


@st.composite
def bodies(draw: st.DrawFn, numbers: Iterator[int], depth: int = 0) -> Piece:
    """Draw the inside of a block; names are used but once, so that each stands in one place."""
    written, says = [], {}
    for _ in range(draw(st.integers(0, 4))):
        number = next(numbers)
        margin = draw(st.sampled_from(["", "  ", "\t", "    "]))
        if depth < 3 and draw(st.booleans()):
            labels = draw(st.sampled_from([[], ["x"], ["x", "y-é"]]))
            inner = draw(bodies(numbers, depth + 1))
            head = "".join(f' "{label}"' for label in labels)
            written.append(f"{margin}b{number}_{head} {{\n{inner.written}{margin}}}")
            shape = inner.said
            for label in reversed(labels):
                shape = {label: shape}
            says[f"b{number}_"] = [shape]
        else:
            value = draw(st.one_of(values, heredocs()))
            gap = draw(st.sampled_from([" ", "", "  ", "\t"]))
            written.append(f"{margin}n{number}_{gap}={gap}{value.written}")
            says[f"n{number}_"] = value.said
        is_heredoc = written[-1].endswith("E")
        written.append("\n" if is_heredoc else draw(st.sampled_from(BREAKS)))
    return Piece("".join(written) + ("\n" if written else ""), says)


@st.composite
def files(draw: st.DrawFn) -> Piece:
    file = draw(bodies(count()))
    if draw(st.booleans()):
        return Piece(file.written.replace("\n", "\r\n"), file.said)
    return Piece(file.written.rstrip() if draw(st.booleans()) else file.written, file.said)


def unix(value: Any) -> Any:
    """Return a value with the ends of lines of its heredocs as Unix has them."""
    if isinstance(value, dict):
        return {key: unix(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [unix(inner) for inner in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@settings(max_examples=150, deadline=None)
@given(files())
def test_what_is_written_is_read_as_it_is_meant_and_as_python_hcl2_reads_it(file: Piece) -> None:
    text = file.written
    source = parse("a.tf", text)
    assert unix(shaped(source.root)) == squeezed_all(file.said)
    assert shaped(source.root) == peer(text)


@settings(max_examples=150, deadline=None)
@given(files())
def test_everything_stands_where_it_is_said_to(file: Piece) -> None:
    source = parse("a.tf", file.written)
    for block in [source.root, *every(source.root)]:
        for name, (begin, end) in block.places.items():
            first = file.written.index(name)
            line = file.written[first:].split("\n", 1)[0]
            assert begin == first
            assert first < end <= first + len(line)
            span = source.span((begin, end))
            assert source.lines.line(span.line)[span.column - 1 :].startswith(name)
        for inner in block.blocks:
            assert inner.place[0] == file.written.index(inner.type)
            assert file.written[slice(*inner.place)].startswith(inner.type)
