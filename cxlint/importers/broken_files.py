"""Of which format a text is that cannot be read: told by what can be made out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.format_claims import find_format
from cxlint.importers.registry import list_importers
from cxlint.parsing.document import Document
from cxlint.parsing.json_sketch import decode, list_mappings, sketch
from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*(?:"|\\?\Z)')
"""Texts of JSON, be it without their end; what a template does within them is no slip."""

_REMARK = re.compile(
    r"(?m)^(?:<{7}|={7}|>{7}|\|{7})[^\n]*|//[^\n]*|^\s*#(?![{\w])[^\n]*|/\*[\s\S]*?\*/"
)
"""Remarks, and the marks of two versions that were not merged."""

_FILLED_IN = re.compile(r"[$@%<>()]|#\{|\{[{#]|\[\[\s*[A-Za-z]|\[#|\b__\w+__\b|\bstd\.")
"""What stands outside of texts only where something is yet to be filled in: JSON has no such."""

DEEPEST = 12
"""How many levels are made out: what is a vendor's lies deeper than sections of a policy."""


def is_meant_as_flow(syntax: str, path: str, raw: bytes) -> bool:
    """Whether a text with slips, or without its end, is a vendor's file of a format known.

    A template that is yet to be filled in is none: nobody's slip keeps it from being read.
    """
    text = decode(raw)
    if syntax == "xml":
        from cxlint.parsing.xml_parser import parse_beginning

        begun = parse_beginning(path, raw)
        return begun is not None and _is_claimed(syntax, begun)
    if _FILLED_IN.search(_REMARK.sub("", _QUOTED.sub("", text))):
        return False
    return any(_is_claimed(syntax, each) for each in _sketch_documents(path, text))


def _sketch_documents(path: str, text: str) -> Iterator[Document]:
    for value in sketch(text, DEEPEST):
        yield Document(path, text, value)


def _is_claimed(syntax: str, source: Any) -> bool:
    """Whether a format claims it, or would if the rest of it were there."""
    try:
        if find_format(syntax, source, "") is not None:
            return True
    except UnreadableText:  # what was made out has not the form of anything
        return False
    resembling = [
        resembles
        for _, found in list_importers(syntax)
        if (resembles := getattr(found, "resembles", None)) is not None
    ]
    return any(resembles(part) for part in _list_parts(source) for resembles in resembling)


def _list_parts(source: Any) -> Iterator[Any]:
    """Yield a source, and all mappings in it: a flow stands anywhere in an envelope."""
    if not isinstance(source, Document):
        yield source
        return
    for held in list_mappings([source.data]):
        yield Document(source.path, source.text, held)
