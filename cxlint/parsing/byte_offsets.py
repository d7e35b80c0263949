"""From bytes to characters: which character of a text begins at a byte of its file."""

from __future__ import annotations

import codecs
import re
from array import array

STEP = 4096
"""How many bytes lie between those whose characters are remembered."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})")
_WITHIN = bytes(range(0x80, 0xC0))  # bytes that begin no character in UTF-8
_SECOND = bytes(range(0xDC, 0xE0))  # what the second halves of characters have in UTF-16


class Characters:
    """The bytes of an XML file as text, without a byte order mark."""

    __slots__ = ("_codec", "_known", "_mark", "_raw", "text")

    def __init__(self, raw: bytes) -> None:
        """Find the encoding as XML does: by the first bytes, else by what the file declares."""
        self._codec, self._mark = _encoding(raw)
        self._raw = raw[self._mark :]
        self.text = self._raw.decode(self._codec, "replace")
        self._known: array[int] | None = None

    def character_at(self, byte: int) -> int:
        """Return which character of the text begins at a byte of the file."""
        byte = min(max(byte - self._mark, 0), len(self._raw))
        if len(self.text) == len(self._raw):
            return byte
        if self._known is None:
            self._known = self._character_counts()
        step = byte // STEP
        return self._known[step] + self._count_characters(self._raw[step * STEP : byte])

    def _character_counts(self) -> array[int]:
        """Return how many characters begin before each byte of those that are remembered."""
        known = array("L", [0])
        for start in range(0, len(self._raw), STEP):
            known.append(known[-1] + self._count_characters(self._raw[start : start + STEP]))
        return known

    def _count_characters(self, piece: bytes) -> int:
        if self._codec == "utf-8":
            return len(piece.translate(None, _WITHIN))
        high = piece[1::2] if self._codec == "utf-16-le" else piece[::2]
        return len(high.translate(None, _SECOND))


def _encoding(raw: bytes) -> tuple[str, int]:
    """Return the encoding of an XML file, and how long its byte order mark is."""
    if raw.startswith(codecs.BOM_UTF8):
        return "utf-8", 3
    for codec, mark, first in (
        ("utf-16-le", codecs.BOM_UTF16_LE, b"<\0"),
        ("utf-16-be", codecs.BOM_UTF16_BE, b"\0<"),
    ):
        if raw.startswith(mark):
            return codec, 2
        if raw.startswith(first):
            return codec, 0
    found = _DECLARED.match(raw)
    name = found[1].decode("ascii") if found else "utf-8"
    try:
        name = codecs.lookup(name).name
        one = len(bytes(range(0x20, 0x7F)).decode(name, "replace")) == 0x5F
    except (LookupError, ValueError):
        return "utf-8", 0
    return (name, 0) if one and not name.startswith("utf") else ("utf-8", 0)
