"""Data that Terraform encodes as JSON, `jsonencode({...})`, with the lines of its ids.

The reader of Terraform says no places within an attribute, so an element is found by its id.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.parsing import hcl_parser
from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Path, VendorSource
    from cxlint.parsing.lines import Span

_BRACKETS = re.compile(r'"(?:[^"\\\n]|\\.)*"|[()\[\]{}]')
_IDS = re.compile(r'\b(?:Identifier|id|name)"?\s*[=:]\s*"([^"\n]*)"')
_NAMES = ("Identifier", "id", "name")


class EncodedJson:
    """The data of a `jsonencode(...)` that begins at `start`; places are paths in it."""

    __slots__ = ("_end", "_found", "_start", "data", "lines", "path")

    def __init__(self, outer: VendorSource, start: int) -> None:
        """Raises UnreadableText where it cannot be read as data."""
        self.path = outer.path
        self.lines = outer.lines
        text = outer.lines.text
        self._start = text.index("(", start) + 1
        self._end = _closing_bracket(text, self._start)
        block = hcl_parser.parse(outer.path, f"x = {text[self._start : self._end].strip()}\n").root
        self.data: Any = block.get("x")
        self._found: dict[str, tuple[int, int]] | None = None

    def span(self, place: Path | None) -> Span:
        """Return the span of the element that a path leads into, by its id."""
        return self.lines.span(*self.stretch(place))

    def stretch(self, place: Path | None) -> tuple[int, int]:
        """Return where the id of the element stands that a path leads into."""
        if self._found is None:
            every = _IDS.finditer(self.lines.text, self._start, self._end)
            self._found = {}
            for each in every:
                self._found.setdefault(each[1], each.span(1))
        told: Any = self.data
        for step in (place or ())[:2]:
            told = told[step]
        named = told if isinstance(told, dict) else {}
        name = next((named[key] for key in _NAMES if named.get(key)), None)
        return self._found.get(str(name), (self._start, self._end))


def _closing_bracket(text: str, start: int) -> int:
    """Return where the bracket closes that was open at the start."""
    depth = 1
    for found in _BRACKETS.finditer(text, start):
        if found[0][0] in "([{":
            depth += 1
        elif found[0][0] in ")]}":
            depth -= 1
        if depth == 0:
            return found.start()
    raise UnreadableText(start, "a bracket is never closed", "close it")
