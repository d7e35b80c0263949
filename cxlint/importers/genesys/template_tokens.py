"""Archy files are templates: `{{token}}` and `${...}` stand where YAML allows no such thing.

They are read as text of the same length, made of signs that mean nothing to YAML and that no file
holds by itself; so every place stays right, and the tokens can be put back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.parsing.lines import Lines

if TYPE_CHECKING:
    from cxlint.parsing.document import Document

_TOKEN = re.compile(r"\{\{[^{}\r\n]*\}\}|[$%]\{[^{}\r\n]*\}")
_DIRECTIVE = re.compile(r"^[ \t]*%\{[^{}\r\n]*\}[ \t]*$", re.MULTILINE)
"""A line that is nothing but `%{ if ... }` or `%{ endif }`: it says nothing by itself."""

_ARCHY = re.compile(
    r"^[ \t]*(?:startUpRef|startUpTaskActions|defaultLanguage|supportedLanguages)[ \t]*:",
    re.MULTILINE,
)
_SIGNS = [sign for sign in map(chr, range(32, 127)) if not sign.isalnum()]
_PRIVATE = 0xE000
_THERE = {ord(sign): chr(_PRIVATE + ord(sign)) for sign in _SIGNS}
_BACK = {_PRIVATE + ord(sign): sign for sign in _SIGNS}


def remove_tokens(raw: bytes) -> bytes | None:
    """Return an Archy file with its tokens as plain text, every character in its place.

    None where there is nothing to replace, or where the text does not look like Archy.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not _ARCHY.search(text) or any(chr(code) in text for code in _BACK):
        return None
    bare, lines = _DIRECTIVE.subn(lambda found: " " * len(found[0]), text)
    plain, number = _TOKEN.subn(lambda found: found[0].translate(_THERE), bare)
    return plain.encode() if number or lines else None


def restore_text(text: str) -> str:
    """Return a text of such a file with its tokens."""
    return text.translate(_BACK)


def restore_tokens(document: Document, raw: bytes) -> None:
    """Put the tokens back into a document that was read without them."""
    text = raw.decode("utf-8-sig")
    if len(text) != len(document.text):
        return
    document.lines = Lines(text)
    document.data = _restore_values(document.data, {})


def _restore_values(value: Any, done: dict[int, Any]) -> Any:
    """Return a copy with the tokens; what was shared stays shared."""
    if isinstance(value, str):
        return restore_text(value)
    if not isinstance(value, dict | list):
        return value
    if id(value) not in done:
        done[id(value)] = (
            {restore_text(key): _restore_values(item, done) for key, item in value.items()}
            if isinstance(value, dict)
            else [_restore_values(item, done) for item in value]
        )
    return done[id(value)]
