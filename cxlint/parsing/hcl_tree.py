"""The tree that tree-sitter makes of Terraform, and where something in it is wrong.

The tree counts in bytes of UTF-8, all else here in characters.
"""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from tree_sitter import Node

PATIENCE = 1.0, 10e-6
"""How many seconds of computing a file may take, and how many for each byte that is read.

A sound file takes a twentieth of that. Mending a broken one, which the parser tries before it
says so, may take hours.
"""

_CONTINUING = bytes(range(0x80, 0xC0))
"""The bytes of a character but for its first."""


class Utf8:
    """A text and the bytes of it, in which the tree counts."""

    __slots__ = ("_before", "_byte", "data", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = f"{text}\n".encode("utf-8", "surrogatepass")  # a heredoc ends with its line
        self._byte = self._before = 0

    def index(self, byte: int) -> int:
        """Return which character stands at a byte; quick where bytes are asked for in order."""
        if byte < self._byte:
            self._byte = self._before = 0
        self._before += self.width(self._byte, byte)
        self._byte = byte
        return min(self._before, len(self.text))

    def width(self, start: int, end: int) -> int:
        """Return how many characters stand between two bytes."""
        return len(self.data[start:end].translate(None, _CONTINUING))

    def between(self, start: int, end: int) -> str:
        """Return the text between two bytes."""
        return self.data[start:end].decode("utf-8", "surrogatepass")

    def says(self, node: Node) -> str:
        """Return the text of a node."""
        return self.between(node.start_byte, node.end_byte)

    def refused(self, byte: int) -> UnreadableText:
        """Return that this is no Terraform from a byte on."""
        advice = "mend it: terraform validate"
        return UnreadableText(self.index(byte), "this is no Terraform", advice)


def tree(source: Utf8) -> Node:
    """Return the top of the tree of a text. Raises UnreadableText where it is no Terraform."""
    top = _top(source)
    _refuse_data(source, top)
    if top.has_error:
        raise source.refused(_fault(source.data, top))
    return top


def _top(source: Utf8) -> Node:
    """Return the top of a tree that may have faults.

    Raises UnreadableText where that takes too long.
    """
    try:
        import tree_sitter_hcl
        from tree_sitter import Language, Parser
    except ImportError:
        reason = "Terraform cannot be read here: tree-sitter is missing"
        advice = "install tree-sitter and tree-sitter-hcl, or check it on another computer"
        raise UnreadableText(0, reason, advice) from None
    begun = thread_time()
    reached = 0
    whole = memoryview(source.data)
    pieces: list[memoryview] = []

    def read(byte: int, _: object) -> memoryview:
        pieces.append(whole[byte:])
        return pieces[-1]

    def is_stuck(byte: int, _: object) -> bool:
        nonlocal reached
        reached = byte
        return thread_time() - begun > PATIENCE[0] + PATIENCE[1] * byte

    parser = Parser(Language(tree_sitter_hcl.language()))
    try:
        return parser.parse(read, progress_callback=is_stuck).root_node
    except ValueError:
        advice = "look for a mistake there: terraform validate"
        raise UnreadableText(source.index(reached), "reading this takes too long", advice) from None
    finally:
        for piece in pieces:  # the parser never lets go of them
            piece.release()


def _refuse_data(source: Utf8, top: Node) -> None:
    """Refuse a file that is but data in brackets, which the grammar takes for one."""
    first = top
    while first.type in ("config_file", "ERROR") and (inner := _things(first)):
        first = inner[0]
    if first.type in ("object", "object_start"):
        raise source.refused(first.start_byte)


def _fault(data: bytes, top: Node) -> int:
    """Return where reading stopped: the first fault in the order of the text."""
    open_: list[Node | int] = [top]
    while open_:
        node = open_.pop()
        if isinstance(node, int):
            return node
        if node.is_missing:
            return len(data[: node.start_byte].rstrip())
        children = node.children
        if _is_unclosed(data, node, children):
            return children[0].end_byte
        if node.is_error:
            children = _sound(children)
            open_.append(_stop(node, children))
        open_.extend(reversed(children))
    return 0


def _is_unclosed(data: bytes, node: Node, children: list[Node]) -> bool:
    """Whether a node is a text that does not end, or only at the next text's beginning."""
    if node.type not in ("string_lit", "quoted_template", "heredoc_template"):
        return False
    over_lines = any(
        b"\n" in data[child.start_byte : child.end_byte]
        for child in children
        if child.type == "template_literal" and node.type != "heredoc_template"
    )
    return over_lines or children[-1].is_missing


def _sound(children: list[Node]) -> list[Node]:
    """Return the children of a fault up to what was not expected; the rest was skipped.

    What was read in the state of faults, 0, was skipped; an empty child is where that began.
    """
    for number, child in enumerate(children):
        if child.parse_state == 0:
            return children[:number]
        if child.start_byte == child.end_byte:
            return children[: number + 1]
    return children


def _stop(fault: Node, sound: list[Node]) -> int:
    """Return where something unexpected stands, in a fault or right behind it."""
    if not sound:
        return fault.start_byte
    is_whole = sound[-1].end_byte == fault.end_byte
    return fault.end_byte if is_whole else sound[-1].start_byte


def _things(node: Node) -> list[Node]:
    """Return the named children of a node that are no comments."""
    return [child for child in node.named_children if child.type != "comment"]
