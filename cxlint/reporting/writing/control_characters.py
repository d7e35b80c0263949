"""Text from policies, made harmless for a terminal and for the log of a CI run.

Control characters and characters that reorder or hide text are shown as escapes. `##[` and
`##word[` are broken up, because some CI systems obey them anywhere in a line.
"""

from __future__ import annotations

import re

_COMMAND = re.compile(r"##(?=\w*\[)")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
_ASCII = bytes(range(0x7F))
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def escape_controls(text: str) -> str:
    """Return `text` on one line, with nothing in it that a terminal or a CI log would obey."""
    if not text.isprintable():
        text = "".join(map(_visible_form, text))
    return _COMMAND.sub(r"#\\#", text) if "##" in text else text


def escape_invisible(text: str) -> str:
    """Return `text` with white space as it is, and other invisible characters as escapes."""
    if text.isprintable():
        return text
    return "".join(ch if ch in _SHORT else _visible_form(ch) for ch in text)


def invisible_characters(text: str) -> list[str]:
    """Return, in order, the characters from DEL on that control, reorder or hide text.

    Long texts, of which most are harmless, cost next to nothing.
    """
    if text.isascii() and "\x7f" not in text:
        return []
    beyond = text.encode(errors="surrogatepass").translate(None, _ASCII)
    strange = beyond.decode(errors="surrogatepass")
    if strange.isprintable():
        return []
    return sorted(ch for ch in set(strange) if _visible_form(ch) != ch)


def cells(text: str, tab: str = "    ") -> list[str]:
    """Return what each code point of one line of a file is shown as; a tab becomes `tab`."""
    seen = list(text)
    if not text.isprintable():
        seen = [tab if ch == "\t" else _visible_form(ch) for ch in text]
    for match in _COMMAND.finditer(text):
        seen[match.start() + 1] = "\\#"
    return seen


def guard_commands(line: str) -> str:
    """Return `line` with a backslash before a leading `::`, which GitHub's runner would obey."""
    if not line.lstrip().startswith("::"):
        return line
    indent = len(line) - len(line.lstrip())
    return f"{line[:indent]}\\{line[indent:]}"


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(ch: str) -> int:
    if ch.isascii():
        return 1
    import unicodedata  # few runs need it

    if unicodedata.category(ch) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


def _visible_form(ch: str) -> str:
    if ch.isprintable() or ch in _JOINERS:
        return ch
    import unicodedata  # few runs need it

    if unicodedata.category(ch) not in _INVISIBLE:
        return ch
    if ch in _SHORT:
        return _SHORT[ch]
    code = ord(ch)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
