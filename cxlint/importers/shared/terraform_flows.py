"""Flows that Terraform holds as an attribute: as text, as data to be encoded, or in a file."""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING

from cxlint.parsing.embedded_text import EmbeddedJson, EmbeddedPiece
from cxlint.parsing.jsonencode import EncodedJson
from cxlint.parsing.yaml_builder import UnreadableText
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.parsing.hcl_parser import Hcl, HclBlock

_LOCAL = re.compile(r"\$\{local\.(\w+)\}")
_FILE = re.compile(r"\b(?:file|templatefile)\(\s*(?:format\(\s*)?\"([^\"]+)\"")
_ENCODED = re.compile(r"[^=\n]*=\s*jsonencode\(")
_HEREDOC = re.compile(
    r"[^=\n]*=\s*<<-?[ \t]*\"?(\w+)\"?[ \t]*\n(.*?)^[ \t]*\1[ \t]*$", re.DOTALL | re.MULTILINE
)
_QUOTED = re.compile(r"[^=\n]*=\s*(\"(?:[^\"\\\n]|\\.)*\")")


class AttributeText(NamedTuple):
    """What an attribute says: the source that it is, or the file that has it, and why not.

    `broken` says that a flow stands there as text, and cannot be read.
    """

    inner: EmbeddedJson | EncodedJson | None = None
    file: str = ""
    refused: str = ""
    broken: bool = False


def attribute_text(source: Hcl, block: HclBlock, key: str) -> AttributeText:
    """Return what an attribute of a block says, there or among the locals of the file."""
    block, key = _resolve_local(source, block, key)
    begin = source.stretch(block.at(key))[0]
    text = source.lines.text
    if (heredoc := _HEREDOC.match(text, begin)) is not None:
        return embedded(source, heredoc[2], EmbeddedPiece(0, heredoc.start(2), heredoc.end(2)))
    if (encoded := _ENCODED.match(text, begin)) is not None:
        return _encoded(source, encoded.end() - 1)
    if (quoted := _QUOTED.match(text, begin)) is not None:
        return _quoted(source, quoted[1], EmbeddedPiece(0, *quoted.span(1)))
    named = _FILE.search(str(block.get(key)))
    file = posixpath.basename(named[1]) if named else ""
    return AttributeText(file=file, refused="its content is worked out by Terraform")


def embedded(source: object, text: str, *pieces: EmbeddedPiece) -> AttributeText:
    """Return what a text within a source says."""
    try:
        return AttributeText(EmbeddedJson(source, text, *pieces))  # type: ignore[arg-type]
    except UnreadableText as refused:
        whole = "${" not in text and "%{" not in text  # else it is yet to be filled in
        return AttributeText(refused=f"its content is no JSON: {refused.reason}", broken=whole)


def _resolve_local(source: Hcl, block: HclBlock, key: str) -> tuple[HclBlock, str]:
    """Return where an attribute is really stated: in its block, or as a local it names."""
    local = _LOCAL.fullmatch(str(block.get(key)))
    if local is None:
        return block, key
    every = source.root.all("locals")
    return next(((each, local[1]) for each in every if local[1] in each.places), (block, key))


def _encoded(source: Hcl, start: int) -> AttributeText:
    try:
        return AttributeText(EncodedJson(source, start))
    except UnreadableText as refused:
        return AttributeText(refused=f"its content cannot be read: {refused.reason}")


def _quoted(source: Hcl, text: str, piece: EmbeddedPiece) -> AttributeText:
    try:
        plain = json.loads(text, strict=False)
    except ValueError:
        return AttributeText(refused="its content is worked out elsewhere")
    return embedded(source, plain, piece)
