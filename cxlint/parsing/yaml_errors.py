"""What the YAML reader complains of, in words for people who do not know it."""

from __future__ import annotations

import codecs
import re
from typing import Any

from yaml.error import MarkedYAMLError, YAMLError

from cxlint.records import NamedTuple

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INDENT = re.compile(r"[ \t]*")
_GLUED = re.compile(r"[ \t]*(?:- +)?[A-Za-z_][\w-]*:(?=[^\s:/])")
_NO_YAML = ("the file is not YAML", "check its first lines")
_QUOTE_IT = "put the value in quotes"
_QUOTE_WHOLE = "put the whole value in one pair of quotes, or take this away"


class YamlComplaint(NamedTuple):
    """Where reading stopped (a character index), why, and what to do about it."""

    offset: int
    reason: str
    advice: str


UTF_16 = YamlComplaint(0, "the file is UTF-16, not UTF-8", "save it as UTF-8")

# What the reader says -> whether the beginning of the construct is the better place to show,
# the reason and the advice. The first that occurs in what it says is taken.
_WORDING: tuple[tuple[str, bool, str, str], ...] = (
    (
        "found unexpected ':'",
        False,
        "a colon stands here without a space behind it",
        "write `key: value`, with a space behind the colon",
    ),
    (
        "could not find expected ':'",
        True,
        "a colon is missing behind this key",
        "write `key: value`, with a space behind the colon",
    ),
    (
        "while scanning a quoted scalar",
        True,
        "this quotation mark is never closed",
        "close it with the same mark",
    ),
    (
        "mapping values are not allowed",
        False,
        "a colon stands where none can be",
        "put text that contains `: ` in quotes, or indent this key as its neighbours",
    ),
    (
        "sequence entries are not allowed",
        False,
        "a list begins where none can be",
        "begin the list on a line of its own below the key",
    ),
    (
        "while parsing a flow sequence",
        False,
        "a comma or a closing ] is missing",
        "close the list that begins with [",
    ),
    (
        "while parsing a flow mapping",
        False,
        "a comma or a closing } is missing",
        "close the mapping that begins with {",
    ),
    (
        "expected '-' indicator",
        False,
        "a list goes on without a dash",
        "indent this line, or begin it with `- `",
    ),
    (
        "while parsing a block collection",
        False,
        "a list goes on without a dash",
        "indent this line, or begin it with `- `",
    ),
    (
        "while parsing a block sequence",
        False,
        "a list goes on without a dash",
        "indent this line, or begin it with `- `",
    ),
    (
        "while parsing a block mapping",
        False,
        "this line does not line up with those above",
        "indent it like its neighbours",
    ),
    (
        "unknown escape character",
        False,
        "a backslash stands before a character that needs none",
        "use single quotes, or write the backslash twice",
    ),
    ("invalid Unicode character escape", False, "an escape names no character", _QUOTE_IT),
    ("expected hexdecimal number", False, "an escape lacks its digits", "use single quotes"),
    ("hexadecimal numbers", False, "an escape lacks its digits", "use single quotes"),
    ("mapping keys are not allowed", False, "a question mark begins a value", _QUOTE_IT),
    (
        "scanning an alias",
        True,
        "a value begins with *, which stands for an alias",
        _QUOTE_IT,
    ),
    (
        "scanning an anchor",
        True,
        "a value begins with &, which stands for an anchor",
        _QUOTE_IT,
    ),
    ("undefined tag handle", False, "a value begins with !, which stands for a tag", _QUOTE_IT),
    ("a tag", True, "a value begins with !, which stands for a tag", _QUOTE_IT),
    ("incompatible YAML", False, "the file asks for another YAML than 1.2", "remove %YAML"),
    ("directive", False, "a line begins with %, which is for directives", _QUOTE_IT),
    ("%TAG", False, "a line begins with %, which is for directives", _QUOTE_IT),
    (
        "scanning a block scalar",
        False,
        "the block of text that begins with | or > is not indented evenly",
        "indent all of its lines alike, and begin it on the line below",
    ),
    (
        "expected node content",
        False,
        "a value is missing here",
        "write a value, or put this sign in quotes",
    ),
    (
        "expected the node content",
        False,
        "a value is missing here",
        "write a value, or put this sign in quotes",
    ),
    (
        "document start",
        False,
        "something stands behind the end of the document",
        "indent it like the lines above, or begin a new document with ---",
    ),
)


def decoding_error(text: bytes) -> YamlComplaint:
    """Return why the bytes are not text in UTF-8; a zero byte is reason enough."""
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(text):
        return UTF_16
    try:
        text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = text[: len(text) - len(error.object) + error.start]
        index = len(before.decode("utf-8-sig", "replace"))
        byte = error.object[error.start]
        return YamlComplaint(index, f"the byte 0x{byte:02X} is not UTF-8", "save the file as UTF-8")
    return _forbidden_character(text.decode("utf-8-sig")) or YamlComplaint(0, *_NO_YAML)


def explain_error(error: YAMLError | ValueError, text: str) -> YamlComplaint:
    """Return what the reader's error means."""
    if (forbidden := _forbidden_character(text)) is not None:
        return forbidden
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return YamlComplaint(0, *_NO_YAML)
    index = error.problem_mark.index
    tab = _indenting_tab(text, index)
    if tab is not None:
        return YamlComplaint(tab, "a tab is used to indent", "indent with spaces")
    return _word_error(
        f"{error.context or ''} {error.problem or ''}", index, error.context_mark, text
    )


def _forbidden_character(text: str) -> YamlComplaint | None:
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    reason = f"the file contains the control character U+{ord(found[0]):04X}"
    return YamlComplaint(found.start(), reason, "remove it")


def _word_error(said: str, index: int, beginning: Any, text: str) -> YamlComplaint:
    """Return what `said` means; `beginning` is the mark of the construct it happened in."""
    if "cannot start any token" in said:
        sign = text[index : index + 1]
        return YamlComplaint(index, f"a value cannot begin with {sign}", _QUOTE_IT)
    if "while parsing a block mapping" in said and _line_before(text, index).strip():
        return YamlComplaint(index, "this stands behind a value that is complete", _QUOTE_WHOLE)
    if (colon := _glued_colon(said, index, beginning, text)) >= 0:
        return YamlComplaint(colon, "a space is missing behind this colon", "write `key: value`")
    at_end = not text[index:].strip()
    for words, at_beginning, reason, advice in _WORDING:
        if words in said:
            shown = beginning.index if beginning and (at_beginning or at_end) else index
            return YamlComplaint(shown, reason, advice)
    return YamlComplaint(index, "this is not YAML", "check this line and the one above")


def _glued_colon(said: str, index: int, beginning: Any, text: str) -> int:
    """Return the colon, of this line or the one above, that no space follows: `kind:voice`.

    -1 where something else is wrong.
    """
    if "mapping values are not allowed" in said:
        end = len(text[: index - len(_line_before(text, index))].rstrip())
    elif "could not find expected ':'" in said and beginning:
        end = beginning.index
    else:
        return -1
    found = _GLUED.match(text, text.rfind("\n", 0, end) + 1)
    return found.end() - 1 if found else -1


def _line_before(text: str, index: int) -> str:
    """Return what stands before `index` in its line."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    return text[start:index]


def _indenting_tab(text: str, index: int) -> int | None:
    """Return where a tab indents the line of `index`, if one does."""
    start = index - len(_line_before(text, index))
    indent = _INDENT.match(text, start)
    tab = text.find("\t", start, indent.end() if indent else start)
    return tab if tab >= 0 else None


def _looks_like_utf16(text: bytes) -> bool:
    head = text[:64]
    return len(head) >= 4 and (not any(head[1::2]) or not any(head[::2]))
