"""What an unquoted word means in YAML 1.2's core schema: `no`, `on` and `10:30` are text."""

from __future__ import annotations

import re
import sys

Scalar = str | int | float | bool | None

# Longer texts hardly ever come twice, and are no numbers.
LONGEST_INTERNED = 60
# Whatever begins otherwise can only be text: one lookup spares most words the patterns below.
_SUSPECTS = frozenset("-+.0123456789~nNtTfF")
_NUMBER_ENDS = frozenset("0123456789.abcdefABCDEF")
_WORDS: dict[str, Scalar] = {
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    ".nan": float("nan"),
    ".NaN": float("nan"),
    ".NAN": float("nan"),
    **{
        sign + word: float(sign + "inf")
        for sign in ("", "+", "-")
        for word in (".inf", ".Inf", ".INF")
    },
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def resolve(text: str) -> Scalar:
    """Return the value of a plain scalar; short text comes back interned.

    Numbers of more than sixty characters stay text.
    """
    if not text:
        return None
    if len(text) > LONGEST_INTERNED:
        return text
    if text[0] not in _SUSPECTS:
        return sys.intern(text)
    if text in _WORDS:
        return _WORDS[text]
    return _number(text)


def _number(text: str) -> Scalar:
    """Return the number that `text` is, or the text itself."""
    if text[-1] in _NUMBER_ENDS:
        if _INTEGER.fullmatch(text):
            return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
        if _FLOAT.fullmatch(text):
            return float(text)
    return sys.intern(text)
