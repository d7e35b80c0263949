"""Terraform: the blocks of a file, each attribute with its place.

Read by python-hcl2, which takes its time (a tenth of a second to be imported, a millisecond for a
line or two): it is imported where a Terraform file is met, and files are bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.reading.building import Refused
from cxlint.reading.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.reading.lines import Span

MAX_TEXT = 1 << 20
MAX_NESTING = 60

_HEREDOC = re.compile(r"<<-?(\w+)\n(.*?)\n?[ \t]*\1", re.DOTALL)


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


def parse(path: str, text: str) -> Hcl:
    """Return the blocks of a Terraform file. Raises Refused where it cannot be read."""
    if len(text) > MAX_TEXT:
        raise Refused(0, f"the file is larger than {MAX_TEXT >> 20} MiB", "split it")
    if _nests_deeply(text):
        raise Refused(0, f"it nests more than {MAX_NESTING} levels deep", "flatten it")
    import hcl2
    from lark.exceptions import LarkError, UnexpectedInput

    root = Block("", (), (0, 0))
    try:
        _fill(root, hcl2.parses(text).body, text)
    except UnexpectedInput as error:
        index: Any = error.pos_in_stream
        raise Refused(
            max(index or 0, 0), "this is no Terraform", "mend it: terraform validate"
        ) from None
    except (LarkError, RecursionError, RuntimeError, ValueError) as error:
        reason = f"this is no Terraform ({type(error).__name__})"
        raise Refused(0, reason, "mend it: terraform validate") from None
    return Hcl(path, text, root)


def _nests_deeply(text: str) -> bool:
    depth = deepest = 0
    for sign in text:
        if sign in "{[(":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}])":
            depth -= 1
    return deepest > MAX_NESTING


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
    if (heredoc := _HEREDOC.fullmatch(text)) is not None:
        return heredoc[2]
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace("\\n", "\n").replace('\\"', '"')
    return text
