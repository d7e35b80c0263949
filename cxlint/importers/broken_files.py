"""Of which format a text is that cannot be read: told by what can be made out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.format_claims import find_format
from cxlint.importers.registry import list_importers
from cxlint.parsing.document import Document
from cxlint.parsing.json_sketch import decode, sketch
from cxlint.parsing.template_tokens import holds_token
from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*(?:"|\\?\Z)')
"""Texts of JSON, be it without their end; what a template does within them is no slip."""

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
    if holds_token(_QUOTED.sub("", text)):
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
    resembling = (getattr(found, "resembles", None) for _, found in list_importers(syntax))
    return any(resembles(source) for resembles in resembling if resembles is not None)
