"""Terraform: the blocks of a file, each attribute with its place.

Read by python-hcl2, which takes its time (a tenth of a second to be imported, four for a
megabyte): files are bounded, and read whole only where the outline, which resources there are,
shows what a format is after.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from cxlint.parsing.lines import Lines
from cxlint.parsing.yaml_builder import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.parsing.lines import Span

MAX_TEXT = 1 << 20
MAX_NESTING = 60

_HEREDOC = re.compile(r"<<-?(\w+)\r?\n")
_ESCAPE = re.compile(r"\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_RESOURCE = re.compile(r'^[ \t]*resource[ \t]+"?([\w-]+)"?[ \t]+"?([\w-]+)"?[ \t]*\{', re.MULTILINE)
_END_OF_BLOCK = re.compile(r"^\}", re.MULTILINE)
_BRACKET = re.compile(r"[{\[(\]})]")


class Block:
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
        self.blocks: list[Block] = []

    def get(self, name: str) -> Any:
        """Return the value of an attribute, or None."""
        return self.attributes.get(name)

    def all(self, type_: str) -> Iterator[Block]:
        """Yield the blocks of a type that stand in this one."""
        return (block for block in self.blocks if block.type == type_)

    def at(self, name: str) -> tuple[int, int]:
        """Return the place of an attribute, or of the block where it has none of that name."""
        return self.places.get(name, self.place)


class Hcl:
    """A Terraform file. Places are pairs of where something begins and ends, in characters."""

    __slots__ = ("lines", "path", "root")

    def __init__(self, path: str, text: str, root: Block) -> None:
        self.path = path
        self.lines = Lines(text)
        self.root = root

    def resources(self, *types: str) -> Iterator[Block]:
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
    root = Block("", (), (0, 0))
    for found in _RESOURCE.finditer(text):
        root.blocks.append(Block("resource", (found[1], found[2]), found.span()))
    return Hcl(path, text, root)


def parse(path: str, text: str) -> Hcl:
    """Return the blocks of a Terraform file. Raises Refused where it cannot be read."""
    if len(text) > MAX_TEXT:
        raise Refused(0, f"the file is larger than {MAX_TEXT >> 20} MiB", "split it")
    if _nests_deeply(text):
        raise Refused(0, f"it nests more than {MAX_NESTING} levels deep", "flatten it")
    import hcl2
    from lark.exceptions import LarkError, UnexpectedInput

    root = Block("", (), (0, 0))
    advice = "mend it: terraform validate"
    try:
        _fill(root, hcl2.parses(text).body, text)
    except UnexpectedInput as error:
        index = _index(error, text)
        raise Refused(index, "this is no Terraform", advice) from None
    except (LarkError, RecursionError, RuntimeError, ValueError) as error:
        reason = f"this is no Terraform ({type(error).__name__})"
        raise Refused(0, reason, advice) from None
    return Hcl(path, text, root)


def _index(error: Any, text: str) -> int:
    """Return where reading stopped."""
    index = getattr(error, "pos_in_stream", None)
    return len(text) if index is None else min(max(index, 0), len(text))


def _nests_deeply(text: str) -> bool:
    """Whether brackets nest deeply; counted anew behind each block, for texts hold some, too."""
    for block in _END_OF_BLOCK.split(text):
        depth = 0
        for sign in _BRACKET.findall(block):
            depth += 1 if sign in "{[(" else -1
            if depth > MAX_NESTING:
                return True
    return False


def _fill(block: Block, body: Any, text: str) -> None:
    """Enter the attributes and blocks of a body, as python-hcl2 gives it, into a block."""
    for child in body.children:
        kind = type(child).__name__
        if kind == "AttributeRule":
            name = str(child.identifier.serialize())
            block.attributes[name] = _plain(child.expression.serialize())
            block.places[name] = _place(child, text)
        elif kind == "BlockRule":
            words = [_bare(str(label.serialize())) for label in child.labels]
            inner = Block(words[0], tuple(words[1:]), _place(child, text))
            block.blocks.append(inner)
            _fill(inner, child.body, text)


def _place(child: Any, text: str) -> tuple[int, int]:
    """Return where a child stands: of a block, its first line."""
    meta = child._meta  # noqa: SLF001 - the only way to the place
    end = text.find("\n", meta.start_pos)
    return meta.start_pos, min(meta.end_pos, len(text) if end < 0 else end)


def _plain(value: Any) -> Any:
    """Return a value without the quotes and marks of the reader."""
    if isinstance(value, dict):
        return {_bare(str(key)): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return _bare(value) if isinstance(value, str) else value


def _bare(text: str) -> str:
    if len(text) < 2 or not text[0] == text[-1] == '"':
        return text
    inner = text[1:-1]
    if (heredoc := _HEREDOC.match(inner)) is not None and inner.rstrip().endswith(heredoc[1]):
        said = inner[heredoc.end() :].rstrip().removesuffix(heredoc[1])
        return _unindented(said, indented=inner[2] == "-")
    return _ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner


def _unindented(text: str, *, indented: bool) -> str:
    """Return the lines of a heredoc, without the space that all of them begin with."""
    lines = text.rstrip(" \t").removesuffix("\n").removesuffix("\r").split("\n")
    said = [line for line in lines if line.strip()] if indented else []
    shared = min((len(line) - len(line.lstrip()) for line in said), default=0)
    return "\n".join(line[shared:] for line in lines)


def _unescaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        number = int(code, 16)
        return (
            chr(number) if number <= sys.maxunicode and not 0xD800 <= number < 0xE000 else "\ufffd"
        )
    return _ESCAPED.get(found[3], found[0])
