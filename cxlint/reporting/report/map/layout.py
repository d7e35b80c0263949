"""Where each box and each line of the map lies, worked out beforehand, on every run the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZE = 13
"""The height of the letters, as the page writes them."""
_LINE, _MARGIN, _PADDING = 16, 22, 13
_WIDEST = 112
_MOST_LINES = 2
_NARROW = frozenset("ijltfrI.,:;'|!()[]{}-/ \"`")
_BROAD = frozenset("mwMWQOGD@%&—…")
_SPACING = {
    "layer_gap": 34.0,
    "node_gap": 22.0,
    "dummy_gap": 12.0,
    "port_gap": 6.0,
    "port_stroke_clear": 4.0,
    "stub": 10.0,
    "isolated_gap": 22.0,
}
_MANY = 300
"""With more lines than that, the best order takes long to find, and helps little."""
MOST_ROUTED = 500
"""So many lines are led around the boxes; further ones go straight, for they would take minutes."""


class Box(NamedTuple):
    """A box to be laid out: the lines of its label, and how wide it is at least."""

    lines: tuple[str, ...]
    least: int = 64

    @property
    def width(self) -> int:
        """How wide it is, so that its label has room."""
        return max(self.least, round(max(map(measure, self.lines), default=0)) + _MARGIN)

    @property
    def height(self) -> int:
        """How high it is."""
        return _LINE * len(self.lines) + _PADDING


class Drawing(NamedTuple):
    """Boxes by their corner and size, and lines by the points that they pass, as whole numbers."""

    width: int
    height: int
    boxes: tuple[tuple[int, int, int, int], ...]
    lines: tuple[tuple[tuple[int, int], ...], ...]


def measure(text: str) -> float:
    """Return how wide a text is at most, in letters of SIZE without serifs."""
    return sum(map(_width, text)) * SIZE


def _width(ch: str) -> float:
    if not ch.isascii():
        return 1.05 if ord(ch) > 0x2E7F else 0.72
    if ch in _NARROW:
        return 0.36
    if ch in _BROAD:
        return 0.92
    return 0.72 if ch.isupper() else 0.6


def fold_label(text: str) -> tuple[str, ...]:
    """Return a label in one or two lines that fit a box; what is left over is cut, and seen so."""
    words = re.findall(r"[^\s\-_/.]+[\-_/.]*\s*|[\-_/.\s]+", text) or [text]
    lines = [""]
    for piece in (piece for word in words for piece in _pieces(word)):
        if lines[-1] and measure(lines[-1] + piece.rstrip()) > _WIDEST:
            lines.append("")
        lines[-1] += piece
    kept = [line.strip() for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        kept[-1] = _cut(kept[-1])
    return tuple(kept)


def _pieces(word: str) -> Iterator[str]:
    """Yield a word, or parts of one that is too long for a line."""
    piece = ""
    for ch in word:
        if piece and measure(piece + ch) > _WIDEST:
            yield piece
            piece = ""
        piece += ch
    yield piece


def _cut(line: str) -> str:
    while line and measure(f"{line}…") > _WIDEST:
        line = line[:-1]
    return f"{line.rstrip()}…"


def lay_out(boxes: Sequence[Box], lines: Sequence[tuple[int, int]]) -> Drawing | None:
    """Return where boxes and the lines between them lie; None where nothing here can tell."""
    try:
        import graphlay
    except ImportError:
        return None
    if not boxes:
        return Drawing(0, 0, (), ())
    graph = graphlay.Graph()
    for box in boxes:
        graph.node(width=box.width, height=box.height)
    for source, target in lines[:MOST_ROUTED]:
        graph.edge(source, target)
    drawn = graphlay.layout(graph, options=_options(len(lines)))
    drawing = _whole_numbers(drawn)
    straight = tuple(_straight_line(drawing, *ends) for ends in lines[MOST_ROUTED:])
    return drawing._replace(lines=(*drawing.lines, *straight))


def _straight_line(drawing: Drawing, source: int, target: int) -> tuple[tuple[int, int], ...]:
    """Return a line from the side of one box to that of another."""
    left, top, width, height = drawing.boxes[source]
    other_left, other_top, other_width, other_height = drawing.boxes[target]
    ahead = other_left >= left
    start = (left + width if ahead else left, top + height // 2)
    end = (other_left if ahead else other_left + other_width, other_top + other_height // 2)
    return start, end


def _options(lines: int) -> dict[str, Any]:
    return {
        "direction": "leftright",
        "spacing": _SPACING,
        "routing": {"lane_gap": 5.0},
        "effort": "fast" if lines > _MANY else "balanced",
    }


def _whole_numbers(drawn: Any) -> Drawing:
    """Return a drawing in whole numbers from 0: the last digits may differ between machines."""
    low, high = drawn.bounds["min"], drawn.bounds["max"]
    left, top = low["x"] - _MARGIN, low["y"] - _MARGIN
    boxes = [
        (
            round(each["center"]["x"] - left - each["size"]["width"] / 2),
            round(each["center"]["y"] - top - each["size"]["height"] / 2),
            round(each["size"]["width"]),
            round(each["size"]["height"]),
        )
        for each in drawn.nodes
    ]
    lines = [
        tuple((round(point["x"] - left), round(point["y"] - top)) for point in each["points"])
        for each in drawn.edges
    ]
    width, height = high["x"] - left + _MARGIN, high["y"] - top + _MARGIN
    return Drawing(round(width), round(height), tuple(boxes), tuple(lines))
