"""Terraform: the blocks of a file, each attribute with its place.

The grammar of the tree does not see where lines end: a header that is not on one is refused here.
"""

from __future__ import annotations

import math
import re
import sys
from typing import TYPE_CHECKING, Any

from cxlint.parsing.hcl_tree import Utf8, tree
from cxlint.parsing.lines import Lines
from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from cxlint.parsing.lines import Span

MAX_NESTING = 60

_ESCAPE = re.compile(r"\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_WORDS = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"(-?)\s*(\d+(\.\d+(?:[eE][-+]?\d+)?)?)")
_RESOURCE = re.compile(r'^[ \t]*resource[ \t]+"?([\w-]+)"?[ \t]+"?([\w-]+)"?[ \t]*\{', re.MULTILINE)


class HclBlock:
    """A block: `resource "type" "name" {...}` has the labels type and name.

    Texts are without quotes, heredocs without their marks; what has to be worked out stays as
    `${...}`. `places` says where each attribute stands, `place` where the block begins.
    """

    __slots__ = ("attributes", "blocks", "labels", "place", "places", "type")

    def __init__(self, type_: str, labels: tuple[str, ...], place: tuple[int, int]) -> None:
        self.type = type_
        self.labels = labels
        self.place = place
        self.attributes: dict[str, Any] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.blocks: list[HclBlock] = []

    def get(self, name: str) -> Any:
        """Return the value of an attribute, or None."""
        return self.attributes.get(name)

    def all(self, type_: str) -> Iterator[HclBlock]:
        """Yield the blocks of a type that stand in this one."""
        return (block for block in self.blocks if block.type == type_)

    def at(self, name: str) -> tuple[int, int]:
        """Return the place of an attribute, or of the block where it has none of that name."""
        return self.places.get(name, self.place)

    def list_parts(self) -> Iterator[tuple[str, Any, tuple[int, int]]]:
        """Yield all that stands in it: names of attributes and types of blocks, with the places."""
        for name, value in self.attributes.items():
            yield name, value, self.at(name)
        for block in self.blocks:
            yield block.type, block, block.place


class Hcl:
    """A Terraform file. Places are pairs of where something begins and ends, in characters."""

    __slots__ = ("lines", "path", "root")

    def __init__(self, path: str, text: str, root: HclBlock) -> None:
        self.path = path
        self.lines = Lines(text)
        self.root = root

    def resources(self, *types: str) -> Iterator[HclBlock]:
        """Yield the resources of these types; all, where none is named."""
        for block in self.root.all("resource"):
            if len(block.labels) == 2 and (not types or block.labels[0] in types):
                yield block

    def span(self, place: Any) -> Span:
        """Return the span of a place."""
        return self.lines.span(*self.stretch(place))

    def stretch(self, place: Any) -> tuple[int, int]:
        """Return where in the text a place begins and ends."""
        start, end = place or (0, 0)
        return start, end


def outline(path: str, text: str) -> Hcl:
    """Return which resources there seem to be, without what they say; quick, and never raises."""
    root = HclBlock("", (), (0, 0))
    for found in _RESOURCE.finditer(text):
        root.blocks.append(HclBlock("resource", (found[1], found[2]), found.span()))
    return Hcl(path, text, root)


def parse(path: str, text: str) -> Hcl:
    """Return the blocks of a Terraform file. Raises UnreadableText where it cannot be read."""
    source = Utf8(text)
    top = tree(source)
    root = HclBlock("", (), (0, 0))
    for body in _of_type(top, "body"):
        _Reader(source).fill(root, body, 0)
    return Hcl(path, text, root)


def _of_type(node: Node, type_: str) -> list[Node]:
    return [child for child in node.children if child.type == type_]


class _Reader:
    """Reads the nodes of a sound tree."""

    __slots__ = ("_source",)

    def __init__(self, source: Utf8) -> None:
        self._source = source

    def fill(self, block: HclBlock, body: Node, depth: int) -> None:
        """Enter the attributes and blocks of a body into a block."""
        for child in body.children:
            kind = child.type
            if kind == "attribute":
                parts = child.children
                name = self._source.says(parts[0])
                block.attributes[name] = self._value(parts[-1], depth)
                block.places[name] = self._place(child)
            elif kind == "block":
                block.blocks.append(self._block(child, depth + 1))

    def _block(self, node: Node, depth: int) -> HclBlock:
        self._refuse_deep(node, depth)
        first, *rest = node.children
        labels: list[str] = []
        block = HclBlock(self._source.says(first), (), self._place(node))
        for child in rest:
            kind = child.type
            if kind == "block_start":
                self._refuse_long(first.start_byte, child.start_byte)
            elif kind == "body":
                self.fill(block, child, depth)
            elif kind in ("identifier", "string_lit"):
                labels.append(_bare(self._source.says(child)))
        block.labels = tuple(labels)
        return block

    def _refuse_long(self, start: int, end: int) -> None:
        """Refuse a header of a block that is not on one line."""
        line_end = self._source.data.find(b"\n", start, end)
        if line_end >= 0:
            raise self._source.refused(line_end)

    def _place(self, node: Node) -> tuple[int, int]:
        """Return where a node stands: its first line."""
        start, end = node.start_byte, node.end_byte
        line_end = self._source.data.find(b"\n", start, end)
        index = self._source.index(start)
        return index, index + self._source.width(start, end if line_end < 0 else line_end)

    def _value(self, expression: Node, depth: int) -> Any:
        """Return what an expression says; what has to be worked out stays as `${...}`."""
        parts = expression.children
        kind = parts[0].type if len(parts) == 1 else ""
        if kind == "literal_value":
            return _literal(self._source.says(expression))
        if kind == "collection_value":
            return self._collection(parts[0].children[0], depth + 1)
        if kind == "template_expr":
            return self._template(parts[0].children[0])
        text = self._source.says(expression)
        return text if kind == "variable_expr" else _number(text)

    def _collection(self, node: Node, depth: int) -> Any:
        self._refuse_deep(node, depth)
        if node.type == "tuple":
            return [self._value(each, depth) for each in _of_type(node, "expression")]
        pairs = (_of_type(each, "expression") for each in _of_type(node, "object_elem"))
        return {self._key(key, depth): self._value(value, depth) for key, value in pairs}

    def _key(self, expression: Node, depth: int) -> str:
        """Return the key of an object; a number and a word such as true stand for themselves."""
        value = self._value(expression, depth)
        return value if isinstance(value, str) else self._source.says(expression)

    def _refuse_deep(self, node: Node, depth: int) -> None:
        if depth > MAX_NESTING:
            place = self._source.index(node.start_byte)
            reason = f"it nests more than {MAX_NESTING} levels deep"
            raise UnreadableText(place, reason, "flatten it")

    def _template(self, node: Node) -> str:
        """Return a text that may hold `${...}`, which is not worked out."""
        parts = node.children
        if node.type == "quoted_template":
            return self._filled(parts, parts[0].end_byte, _unescaped)
        start = self._source.data.index(b"\n", parts[1].end_byte) + 1
        is_indented = self._source.says(parts[0]) == "<<-"
        return _unindented(self._filled(parts, start, str), indented=is_indented)

    def _filled(self, parts: list[Node], start: int, read: Callable[[str], str]) -> str:
        """Return a text from a place to its last part, with what is read between the `${...}`."""
        texts: list[str] = []
        for part in parts:
            if part.type == "template_interpolation":
                inner = "".join(self._source.says(each) for each in _of_type(part, "expression"))
                texts += (read(self._source.between(start, part.start_byte)), f"${{{inner}}}")
                start = part.end_byte
        texts.append(read(self._source.between(start, parts[-1].start_byte)))
        return "".join(texts)


def _literal(text: str) -> Any:
    return _WORDS[text] if text in _WORDS else _bare(text) if text[0] == '"' else _number(text)


def _bare(text: str) -> str:
    """Return a text without its quotation marks, where it has some."""
    return _unescaped(text[1:-1]) if text[0] == '"' else text


def _number(text: str) -> int | float | str:
    """Return the number that an expression is, else the expression as something to work out."""
    if (found := _NUMBER.fullmatch(text)) is not None:
        number = float(found[2])
        if math.isfinite(number):
            plain = number if found[3] else int(found[2])
            return -plain if found[1] else plain
    return f"${{{text}}}"


def _unindented(text: str, *, indented: bool) -> str:
    """Return the lines of a heredoc, without the space that all of them begin with."""
    lines = text.rstrip(" \t").removesuffix("\n").removesuffix("\r").split("\n")
    said = [line for line in lines if line.strip()] if indented else []
    shared = min((len(line) - len(line.lstrip()) for line in said), default=0)
    return "\n".join(line[shared:] for line in lines)


def _unescaped(text: str) -> str:
    """Return a text with its escapes read."""
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        number = int(code, 16)
        return (
            chr(number) if number <= sys.maxunicode and not 0xD800 <= number < 0xE000 else "\ufffd"
        )
    return _ESCAPED.get(found[3], found[0])
