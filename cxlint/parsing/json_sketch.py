"""What can be made out of a text that is nearly JSON: comments, stray commas, an end that lacks.

Nobody is to act upon what this makes of a text; it is to tell what the text was meant to be.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 4
"""How many levels are made out where nothing else is said."""

MOST_SIGNS = 300_000
"""How many words, brackets, commas and colons are looked at."""

_TOKEN = re.compile(
    r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|\'[^\'\\\n]*(?:\\.[^\'\\\n]*)*\'?'  # texts, if need be unclosed
    r"|//[^\n]*|/\*.*?(?:\*/|\Z)|#[^\n]*"
    r"""|[{}\[\],:]|[^\s{}\[\],:"']+""",
    re.DOTALL,
)


def sketch(text: str, deepest: int = DEEPEST) -> list[Any]:
    """Return the values at the top of a text, as far as they can be made out.

    Where one of them never ends, a bracket is missing somewhere: then what stands in it may be
    meant to stand at the top, and is returned, too; so it is where a text is longer than what is
    looked at. Texts are as they stand between their quotes.
    Bare words are texts. A mapping that is said twice is one. What lies too deep is left out.
    Never raises.
    """
    drawing = _Drawing(deepest)
    for found in islice(_TOKEN.finditer(text), MOST_SIGNS):
        drawing.take(found[0])
    return drawing.values()


def list_mappings(values: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield the mappings among some values, and in them, the outer ones first."""
    waiting = list(values)
    for value in waiting:  # grows while it is walked
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


class _Drawing:
    """What was made out so far: the values that are open, and in each the key that waits."""

    def __init__(self, deepest: int) -> None:
        self.deepest = deepest
        self.open: list[Any] = [[]]
        self.keys: list[str | None] = [None]
        self.word: str | None = None
        self.deeper = 0

    def values(self) -> list[Any]:
        """Return the values at the top, and those in them where one never ends."""
        top: list[Any] = self.open[0]
        if len(self.open) == 1:
            return top
        mappings = (value for value in top if isinstance(value, dict))
        return [*top, *(inner for mapping in mappings for inner in mapping.values())]

    def take(self, sign: str) -> None:
        """Go on by one word, sign or comment."""
        if sign in "{[":
            self._begin({} if sign == "{" else [])
        elif sign in "}]":
            self._end()
        elif self.deeper or sign.startswith(("//", "/*", "#")):
            return
        elif sign == ":":
            self.keys[-1], self.word = self.word, None
        elif sign == ",":
            self.keys[-1] = self.word = None
        else:
            self.word = sign[1:].removesuffix(sign[0]) if sign[0] in "\"'" else sign
            self._put(self.word)

    def _begin(self, value: Any) -> None:
        if len(self.open) > self.deepest:
            self.deeper += 1
            return
        self.open.append(self._put(value))
        self.keys.append(None)
        self.word = None

    def _end(self) -> None:
        if self.deeper:
            self.deeper -= 1
        elif len(self.open) > 1:
            self.open.pop()
            self.keys.pop()
            self.keys[-1] = self.word = None

    def _put(self, value: Any) -> Any:
        """Put a value where it stands; return it, or the mapping that stands there already."""
        holder, key = self.open[-1], self.keys[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif key is not None:
            there = holder.get(key)
            if isinstance(there, dict) and isinstance(value, dict):
                return there
            if not isinstance(there, dict | list):
                holder[key] = value
        return value


def decode(raw: bytes) -> str:
    """Return the text of bytes in whichever encoding of Unicode they are, as far as they are."""
    return raw.decode(json.detect_encoding(raw), "replace").lstrip("\ufeff")
