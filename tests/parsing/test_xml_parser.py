"""XML with the place of every element, from a parser that resolves and fetches nothing."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cxlint.parsing.byte_offsets import STEP, Characters
from cxlint.parsing.xml_parser import parse
from cxlint.parsing.yaml_builder import MAX_DEPTH, UnreadableText

WORDS = st.text(alphabet="aé€\U0001f600 \r\n>'", max_size=8)
BOMB = (
    '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
    '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    '<?xml version="1.0"?>\n<!DOCTYPE a><a/>',
)


@st.composite
def files(draw):
    """A list of elements with text and attributes in some encoding; with the elements' tags."""
    tags = []
    text = draw(st.sampled_from(["", "<!-- é > -->", "\n"]))
    text = f"<root>{text}"
    for number in range(draw(st.integers(0, 6))):
        value = draw(WORDS).replace("'", "")
        tag = f"<e{number} a='{value}' b=\"{draw(WORDS)}\">"
        tags.append(tag)
        text += f"{tag}{draw(WORDS)}<![CDATA[<x>{draw(WORDS)}]]></e{number}>"
    return text + "</root>", tags


@given(files(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_every_tag_is_exactly_where_it_stands(file, encoding):
    text, tags = file
    source = parse("a.xml", text.encode(encoding))
    assert source.lines.text == text
    for element, tag in zip(source.root.children, tags, strict=True):
        begin, end = source.stretch(element.start)
        assert text[begin:end] == tag
        span = source.span(element.start)
        assert source.lines.line(span.line)[span.column - 1 :].startswith(f"<{element.tag}")


def test_latin_letters_are_counted_as_such():
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<a é="ü">Öl<b/></a>'
    source = parse("a.xml", text.encode("latin-1"))
    assert source.root.text == "Öl"
    assert source.root.get("é") == "ü"
    (inner,) = source.root.children
    assert source.span(inner.start) == (2, 12, 2, 16)


@pytest.mark.parametrize("letter", ["a", "é", "€", "\U0001f600"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le"])
def test_places_far_behind_are_counted_right(letter, encoding):
    text = f"<a>{letter * (2 * STEP + 1)}<b/></a>"
    raw = text.encode(encoding)
    characters = Characters(raw)
    mark = len(raw) - len(text.encode(encoding.removesuffix("-sig")))
    for index in (0, 3, STEP, STEP + 1, 2 * STEP + 2, text.index("<b/>"), len(text)):
        before = text[:index].encode(encoding.removesuffix("-sig"))
        assert characters.character_at(mark + len(before)) == index


def test_names_are_local_and_spaces_known():
    source = parse("a.xml", b'<p:a xmlns:p="urn:x" p:k="1" l="2"><b xmlns="urn:y"/></p:a>')
    assert (source.root.space, source.root.tag) == ("urn:x", "a")
    assert (source.root.get("k"), source.root.get("l"), source.root.get("m")) == ("1", "2", None)
    assert [(each.space, each.tag) for each in source.root.walk()] == [
        ("urn:x", "a"),
        ("urn:y", "b"),
    ]


def test_text_is_whole_around_elements_comments_and_cdata():
    source = parse("a.xml", b"<a> x<b>in</b><!-- no -->&amp;<![CDATA[<y>]]>\r\nz </a>")
    assert source.root.text == " x&<y>\nz "
    assert source.root.text_of("b") == "in"
    assert source.root.text_of("c") == ""


@pytest.mark.parametrize("text", BOMB)
def test_document_types_are_refused_where_they_stand(text):
    with pytest.raises(UnreadableText, match="document type") as caught:
        parse("a.xml", text.encode())
    assert caught.value.index == text.index("<!DOCTYPE")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_broken_is_told_at_its_character(encoding):
    text = "<a>\n<é></b></a>"
    with pytest.raises(UnreadableText, match="not what was opened last") as caught:
        parse("a.xml", text.encode(encoding))
    assert text[caught.value.index :].startswith("b></a>")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it breaks off"),
        (b"<a>&nbsp;</a>", "undefined entity"),
        (b"<a>\xff</a>", "means something else in XML"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
        (b'<?xml version="1.0" encoding="shift_jis"?><a/>', "encoding"),
        (b"<a/><b/>", "junk after document element"),
        (b'<a b="1" b="2"/>', "duplicate attribute"),
        (b"<a " + b"x" * 100_000, "it breaks off"),
        (b"<a>" * (MAX_DEPTH + 1), "levels deep"),
        (b"<a>" * 1_000_000, "levels deep"),
    ],
)
def test_what_cannot_be_read_is_refused(raw, reason):
    with pytest.raises(UnreadableText) as caught:
        parse("a.xml", raw)
    assert reason in caught.value.reason


@given(st.binary(max_size=60) | st.text(alphabet="<>/a&;!-[]='\" ", max_size=60).map(str.encode))
def test_whatever_it_is_it_is_read_or_refused(raw):
    try:
        source = parse("a.xml", raw)
    except UnreadableText as refused:
        assert 0 <= refused.index <= len(raw)
    else:
        assert source.span(source.root.start).line >= 1


@pytest.mark.thorough
def test_a_hundred_thousand_elements_are_placed_one_by_one():
    source = parse("a.xml", ("<é>" + "<b k='ü'>x</b>\n" * 100_000 + "</é>").encode())
    lines = [source.span(each.start).line for each in source.root.children]
    assert lines == list(range(1, 100_001))


def test_a_place_that_is_none_is_the_beginning():
    source = parse("a.xml", b"<a/>")
    assert source.span(None) == (1, 1, 1, 5)
    assert source.stretch(4) == (4, 5)
