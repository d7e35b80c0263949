"""Whether a text that cannot be read is meant as policy: told by what can be made out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.resemblance import list_sections, resembles_policy
from cxlint.parsing.document import parse
from cxlint.parsing.file_endings import has_ending
from cxlint.parsing.json_sketch import decode, sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_YAML = 1 << 20
"""How many characters of a text that is no JSON at all are looked at."""


def is_meant_as_policy(path: str, raw: bytes) -> bool:
    """Whether a text, in any encoding, with comments, slips or without its end, is a policy's.

    Of a file without an ending that is read, only where it begins as a mapping: much else begins
    with a bracket.
    """
    text = decode(raw)
    begin = text.lstrip()[:1]
    if begin == "<" or (begin != "{" and not has_ending(path)):
        return False
    if not any(section in text for section in list_sections()):
        return False
    found = sketch(text) if begin in ("{", "[", "/") else [*_read_yaml(path, text), *sketch(text)]
    return any(map(resembles_policy, found))


def _read_yaml(path: str, text: str) -> Iterator[object]:
    """Yield what is said as YAML, as far as it can be read."""
    found = parse(path, text[:LONGEST_YAML].encode("utf-8", "replace"))
    yield from (each.data for each in found)
    if (last := found[-1]).data is None and last.problems:
        line = last.problems[0].at.span().line
        before = "".join(text[:LONGEST_YAML].splitlines(keepends=True)[: line - 1])
        yield from (each.data for each in parse(path, before.encode("utf-8", "replace")))
