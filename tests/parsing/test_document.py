from __future__ import annotations

import math
import subprocess
import sys
import textwrap

import pytest

from cxlint.parsing import document as module
from cxlint.parsing.document import At, Document, Problem, Span, parse
from cxlint.parsing.yaml_pure_parser import SlowParser


def one(text: str | bytes) -> Document:
    if isinstance(text, str):
        text = textwrap.dedent(text).encode()
    documents = parse("policy.yaml", text)
    assert len(documents) == 1
    return documents[0]


def problem(text: str | bytes) -> Problem:
    (found,) = one(text).problems
    return found


def seen(document: Document, *path: str | int, key: bool = False) -> str:
    span = document.span(path, key=key)
    assert span.line == span.end_line
    return document.line(span.line)[span.column - 1 : span.end_column - 1]


@pytest.fixture(params=["libyaml", "slow"])
def reader(request, monkeypatch):
    if request.param == "slow":
        monkeypatch.setattr(module, "_Parser", SlowParser)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("10:30", "10:30"),
        ("09:00", "09:00"),
        ("2026-13-45", "2026-13-45"),
        ("2026-01-01", "2026-01-01"),
        ("1_000", "1_000"),
        ("30 days", "30 days"),
        ("=", "="),
        ("<<", "<<"),
        ("0b11", "0b11"),
        ("-", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("nUll", "nUll"),
        ("", None),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("12", 12),
        ("-012", -12),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1.", 1.0),
        ("-1.5E-2", -0.015),
        ("+.inf", math.inf),
        ("-.INF", -math.inf),
        ("1.2.3", "1.2.3"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!int 12", 12),
        ("!!float 12", 12.0),
        ("!!null ~", None),
        ("! '12'", "12"),
        ("9" * 61, "9" * 61),
    ],
)
def test_core_types(reader, written, value):
    if written == "-":
        assert one("- ").data == [None]
        return
    data = one(f"- {written}\n- {written}\n").data
    assert data == [value, value]
    assert type(data[0]) is type(value)


def test_not_a_number():
    assert math.isnan(one("- .nan").data[0])


SAMPLE = """\
# the desk
teams:
  care: &care   {tier: 1, open: [10:30, noon]}  # all day
  night: *care
handoffs:
  - from: care   # by hand
    to: night
  - {from: night,
     to: care}   # back
  - *care
  -
  - plain text   # said so
note: |  # long
  first

  last
folded: several
  lines
"quoted key": 'it''s'
empty:
"""


@pytest.mark.parametrize(
    ("path", "text", "key"),
    [
        (("teams",), "teams", False),
        (("teams", "care"), "care", False),
        (("teams", "care", "tier"), "1", False),
        (("teams", "care", "tier"), "tier", True),
        (("teams", "care", "open"), "open", False),
        (("teams", "care", "open", 1), "noon", False),
        (("teams", "night"), "*care", False),
        (("teams", "night"), "night", True),
        (("teams", "night", "tier"), "1", False),
        (("handoffs", 0), "from: care", False),
        (("handoffs", 0, "to"), "night", False),
        (("handoffs", 1), "{from: night", False),
        (("handoffs", 1, "to"), "care", False),
        (("handoffs", 2), "*care", False),
        (("handoffs", 2, "open", 0), "10:30", False),
        (("handoffs", 3), "-", False),
        (("handoffs", 4), "plain text", False),
        (("note",), "|", False),
        (("folded",), "several", False),
        (("quoted key",), "'it''s'", False),
        (("quoted key",), '"quoted key"', True),
        (("empty",), "empty", False),
        (("teams", "day", "tier"), "teams", False),
        (("handoffs", 9), "handoffs", False),
        (("handoffs", "x"), "handoffs", False),
        ((), "teams", False),
    ],
)
def test_places(reader, path, text, key):
    document = one(SAMPLE)
    assert document.problems == []
    assert seen(document, *path, key=key) == text


def test_the_value_of_an_anchor_is_shared():
    document = one(SAMPLE)
    assert document.data["teams"]["night"] is document.data["teams"]["care"]


def test_anchors_and_tags_stand_before_the_place():
    document = one(
        """\
        a: &x !!str 12
        b: !!map
          c: &y
            - 1
        &k kk: *x
        *x : last
        """
    )
    assert document.data == {"a": "12", "b": {"c": [1]}, "kk": "12", "12": "last"}
    assert seen(document, "a") == "12"
    assert seen(document, "b", "c", 0) == "1"
    assert seen(document, "kk", key=True) == "kk"
    assert seen(document, "12", key=True) == "*x"
    assert seen(document, "12") == "last"


def test_tag_directives_are_understood():
    assert one("%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1\n").data == {"a": "1"}


def test_a_file_that_says_yaml_1_1_is_read_as_1_2():
    assert one("%YAML 1.1\n---\na: no\nb: 10:30\n").data == {"a": "no", "b": "10:30"}


def test_merge_keys_are_plain_keys():
    assert one("a: &a {b: 1}\nc: {<<: *a}\n").data["c"] == {"<<": {"b": 1}}


def test_keys_are_interned():
    first, second = one("kind: some_id").data, one("other: {kind: some_id}").data["other"]
    assert next(iter(first)) is next(iter(second))
    assert first["kind"] is second["kind"]


def test_several_documents():
    first, second = parse("p.yaml", b"a: 1\n---\nb: {c: 2}\n...\n---\n# nothing\n")
    assert (first.data, first.number) == ({"a": 1}, 0)
    assert (second.data, second.number) == ({"b": {"c": 2}}, 1)
    assert second.span(("b", "c")).line == 3


def test_a_key_said_twice(reader):
    document = one(
        """\
        a: 1
        b:
          c: 1
          c: {x: 1, x: 2, y: [1, 2]}
          c: 3
          d: 4
        a: 2
        e: 5
        """
    )
    assert document.data == {"a": 1, "b": {"c": 1, "d": 4}, "e": 5}
    assert [(p.rule, p.at.span().line, p.facts["key"]) for p in document.problems] == [
        ("duplicate-key", 4, "c"),
        ("duplicate-key", 5, "c"),
        ("duplicate-key", 7, "a"),
    ]
    first = document.problems[0]
    assert first.at.path == ("b", "c")
    assert first.at.span() == Span(4, 3, 4, 4)
    ((at, label),) = first.related
    assert (at.span(), label) == (Span(3, 3, 3, 4), "said first here")
    assert seen(document, "b", "d") == "4"
    assert seen(document, "e") == "5"
    assert seen(document, "b", "c") == "1"


def test_a_key_that_is_not_text(reader):
    document = one("a: {404: x}\ntrue: y\nnull: z\n'1': one\n")
    assert document.data == {"a": {"404": "x"}, "true": "y", "null": "z", "1": "one"}
    assert [(p.rule, p.facts["value"], p.at.span()[:2]) for p in document.problems] == [
        ("wrong-value", "404", (1, 5)),
        ("wrong-value", "true", (2, 1)),
        ("wrong-value", "null", (3, 1)),
    ]
    assert '"404"' in str(document.problems[0].facts["expected"])
    assert seen(document, "a", "404") == "x"


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("a: 1\nb\nc: 2\n", 2, 1, "colon is missing"),
        ("a: 1\n b: 2\n", 2, 3, "colon stands where"),
        ("name: Foo: bar\n", 1, 10, "colon stands where"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "does not line up"),
        ("a: 'x' y\n", 1, 8, "behind a value that is complete"),
        ("a: b\n- c\n", 2, 1, "does not line up"),
        ("a: 'it's'\n", 1, 8, "behind a value"),
        ("a: [1]]\n", 1, 7, "behind a value"),
        ("- a\nb: c\n", 2, 1, "without a dash"),
        ("a: - b\n", 1, 4, "list begins"),
        ("a: 'foo\nb: 1\n", 1, 4, "quotation mark"),
        ('a: "foo\nb: 1\n', 1, 4, "quotation mark"),
        ('a: "\\q"\n', 1, 5, "backslash"),
        ('a: "\\ud800"\n', 1, 7, "escape"),
        ("a: [1, 2\nb: 3\n", 2, 2, "closing ]"),
        ("a: {b: 1\n\n", 1, 4, "closing }"),
        ("a: }\n", 1, 4, "value is missing"),
        ("a: @home\n", 1, 4, "cannot begin with @"),
        ("a: ? why\n", 1, 4, "question mark"),
        ('a: "\\x"\n', 1, 7, "lacks its digits"),
        ("a: **bold**\n", 1, 4, "begins with *"),
        ("a: &\n", 1, 4, "begins with &"),
        ("a: !x!y z\n", 1, 4, "begins with !"),
        ("a: !mine z\n", 1, 4, "tag !mine"),
        ("a: !mine {b: 1}\n", 1, 4, "tag !mine"),
        ("a: !!set {b, c}\n", 1, 4, "tag !!set"),
        ("a: !!timestamp 2026-01-01\n", 1, 4, "tag !!timestamp"),
        ("a: !!seq {b: 1}\n", 1, 4, "tag !!seq"),
        ("a: !!int many\n", 1, 4, "which is none"),
        ("a: >x\n b\n", 1, 5, "block of text"),
        ("a:\n\tb: 1\n", 2, 1, "tab"),
        ("a: b\n\tc: d\n", 2, 1, "tab"),
        ("a: 1\n \tb: 2\n", 2, 2, "tab"),
        ("a: x\x01y\n", 1, 5, "control character U+0001"),
        ("a: 'x\x00y'\n", 1, 6, "control character U+0000"),
        ("a: *b\n", 1, 4, "refers to nothing"),
        ("a: &a [*a]\n", 1, 8, "contains itself"),
        ("? [a]\n: b\n", 1, 3, "used as a key"),
        ("a: &a [1]\n*a : 2\n", 2, 1, "used as a key"),
        ("%YAML 2.0\n---\na: 1\n", 1, 1, "another YAML"),
        ("a: 1\n...\nb\nc: d\n", 3, 1, "end of the document"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(text, line, column, reason):
    documents = parse("policy.yaml", text.encode())
    found = documents[-1].problems[0]
    assert documents[-1].data is None
    assert found.rule == "unreadable-file"
    assert reason in str(found.facts["reason"])
    assert found.facts["advice"]
    assert found.at.span()[:2] == (line, column)


def test_the_slow_reader_explains_too(monkeypatch):
    monkeypatch.setattr(module, "_Parser", SlowParser)
    for text in ("a: 1\nb\nc: 2\n", "a:\n\tb: 1\n", "a: 'x\n", "a: [1\n", "x: \x01", "a: b: c"):
        found = problem(text)
        assert found.rule == "unreadable-file"
        assert "not YAML" not in str(found.facts["reason"])


def test_documents_before_the_broken_one_are_kept():
    sound, broken = parse("p.yaml", b"a: 1\n---\nb: [\n")
    assert sound.data == {"a": 1}
    assert (broken.data, broken.number) == (None, 1)
    assert broken.problems[0].at.span().line == 4


@pytest.mark.parametrize("text", [b"", b"\n\n", b"# only\n# comments\n", b"---\n", b"\xef\xbb\xbf"])
def test_empty_files(text):
    found = problem(text)
    assert found.rule == "empty-file"
    assert found.at.span().line == 1


def test_bytes_that_are_not_utf8():
    found = problem("a: 1\nb: äö".encode() + b"\xe9\n")
    assert found.rule == "unreadable-file"
    assert "0xE9" in str(found.facts["reason"])
    assert found.at.span()[:2] == (2, 6)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding):
    assert "UTF-16" in str(problem("a: bcd\n".encode(encoding)).facts["reason"])


def test_a_byte_order_mark_takes_no_column():
    document = one(b"\xef\xbb\xbfa: 1\nb: 2\n")
    assert document.span(("a",)) == Span(1, 4, 1, 5)
    assert document.text.startswith("a")
    assert problem(b"\xef\xbb\xbfa: @\n").at.span()[:2] == (1, 4)
    assert problem(b"\xef\xbb\xbfa: \xff\n").at.span()[:2] == (1, 4)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(ending):
    document = one(f"a: 1{ending}{ending}b: x y{ending}c: |{ending}  t{ending}".encode())
    assert document.span(("b",)) == Span(3, 4, 3, 7)
    assert document.line(3) == "b: x y"
    assert document.data["c"] == "t\n"
    assert document.line(4) == "c: |"
    assert document.line(0) == document.line(99) == ""


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_unusual_separators_end_no_line(odd):
    document = one(f"a: x{odd}y z\nb: &b ['{odd}']\nc: *b\n".encode())
    assert document.data["a"] == f"x{odd}y z"
    assert document.data["c"] == [odd]
    assert document.data["c"] is document.data["b"]
    assert document.span(("a",)) == Span(1, 4, 1, 9)
    assert document.span(("c",)).line == 3


def test_columns_are_code_points():
    document = one("é: 😀 x\n日本: {a: €, b: z}\n")
    assert document.span(("é",)) == Span(1, 4, 1, 7)
    assert document.span(("日本", "b")) == Span(2, 15, 2, 16)


def test_tabs_that_do_not_indent_are_fine():
    assert one("a:\t1\t# x\nb: [\t1,\n\t2]\n").data == {"a": 1, "b": [1, 2]}


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def test_nesting_has_a_limit():
    assert one(nested(100)).problems == []
    found = problem(nested(101))
    assert "nested" in str(found.facts["reason"])
    assert found.at.span()[:2] == (1, 101)


def test_aliases_do_not_get_around_the_nesting_limit():
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 5000))]
    found = problem("\n".join(lines))
    assert "nested" in str(found.facts["reason"])
    assert found.at.span().line == 100


def test_alias_bombs_are_refused():
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert "aliases" in str(problem("\n".join(lines)).facts["reason"])


def test_many_harmless_aliases_are_fine():
    document = one("a: &a {b: 1}\nc:\n" + "  - *a\n" * 5000)
    assert document.problems == []
    assert seen(document, "c", 4999) == "*a"


@pytest.mark.parametrize("quote", ["", '"'])
def test_huge_scalars_are_refused(quote):
    text = f"a: {quote}{'word ' * 220_000}end{quote}\n"
    assert "longer than" in str(problem(text).facts["reason"])
    assert one(f"a: {quote}{'word ' * 200_000}end{quote}\n").problems == []


def test_huge_files_are_refused():
    assert "larger than 16 MiB" in str(problem(b"#" * (16 << 20) + b"\n").facts["reason"])


def test_floods_of_problems_and_documents_are_refused():
    numbers = "\n".join(f"{n}: x" for n in range(5000))
    for text in ("a: 1\n" * 5000, numbers, "--- a\n" * 20_000):
        *_, last = parse("p.yaml", text.encode())
        assert "more than" in str(last.problems[0].facts["reason"])
        assert len(last.problems) == 1


def test_bombs_leave_the_process_alive():
    code = (
        "from cxlint.parsing.document import parse\n"
        "for sign in (b'[', b'{', b'- ',"
        " b'? ', b'a: ', b'&a ', b'! ', b'*', b'\\'', b'\\t', b'|'):\n"
        "    parse('x', sign * 100_000)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_without_libyaml_the_slow_reader_is_taken():
    code = (
        "import sys\n"
        "sys.modules['yaml._yaml'] = None\n"
        "from cxlint.parsing.document import SLOW, parse\n"
        "assert SLOW\n"
        "assert parse('x', b'a: [10:30]')[0].data == {'a': ['10:30']}\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_slow_reader_is_announced_once(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("x-a: 1\n", encoding="utf-8")
    code = (
        "import sys\n"
        "sys.modules['yaml._yaml'] = None\n"
        "from cxlint.__main__ import main\n"
        "sys.exit(main(['check', '.']))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert (told.stdout + told.stderr).count("libyaml is missing here") == 1


def test_at_prefers_its_region():
    document = one("a: 1\n")
    assert At(document, ("a",)).span() == Span(1, 4, 1, 5)
    assert At(document, ("a",), key=True).span() == Span(1, 1, 1, 2)
    assert At(document, region=Span(3, 1, 3, 2)).span() == Span(3, 1, 3, 2)


def test_spans_of_a_document_without_places():
    assert Document("x", "abc", None).span(("a", 1)) == Span(1, 1, 1, 1)
    assert repr(Document("x", "", None, 2)) == "Document('x', number=2)"
