"""Where an element of an XML file stands, whatever its encoding."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.parsing import xml_parser

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='<>&"'), max_size=9
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_place_of_a_tag_is_counted_in_characters(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    head = f'<?xml version="1.0" encoding="{declared}"?>\n'
    text = head + "<ä>" + "é" * 9000 + '<b name="ü"\n c="1"/></ä>'
    found = xml_parser.parse("a.xml", text.encode(encoding))
    inner = found.root.children[0]
    start, end = found.stretch(inner.start)
    assert found.lines.text[start:end] == '<b name="ü"\n c="1"/>'
    assert found.span(inner.start).line == 2
    assert found.span(found.root.start)[:2] == (2, 1)


@given(st.lists(TEXTS, max_size=30), st.booleans())
def test_every_tag_stands_where_it_is_found(texts: list[str], marked: bool) -> None:
    body = "".join(f'{text * 90}<b c="{text}"/>' for text in texts)
    raw = f"<a>{body}</a>".encode()
    found = xml_parser.parse("a.xml", codecs.BOM_UTF8 + raw if marked else raw)
    for element in reversed(found.root.children):
        start, end = found.stretch(element.start)
        assert found.lines.text[start : start + 2] == "<b"
        assert found.lines.text[end - 2 : end] == "/>"
