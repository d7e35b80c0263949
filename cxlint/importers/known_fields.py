"""Which fields of a vendor's elements are read, which change nothing, and which nobody knows.

A field is named by its path within its element, dotted, without the numbers of lists; `*` stands
for any key, and what a path leads to is meant with all that is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.importers.policy_sketch import Path, Sketch

ANY = "*"
"""Any element, as that of a table; any key, as a part of a path."""

READ = ""
"""What a table says of a field that is read."""

NOT_READ = "nothing here reads it"
"""Why a field is left out that no table knows."""


class Irrelevance(NamedTuple):
    """Fields that change nothing of what is built, and why: of one type of element, or of any."""

    element: str
    fields: str
    reason: str


class Element(NamedTuple):
    """An element that was looked at: its type, what it holds, and where it stands.

    Where it lies around the source of a sketch, `shown` is the place at which to speak of it.
    """

    type: str
    data: Mapping[str, Any]
    place: Path
    shown: Any = None


class KnownFields:
    """What is known of the fields of a format, by the type of element.

    `read` has the paths that are read, separated by spaces. Where a path is in both lists, it is
    read in some places only, and the reason says in which.
    """

    def __init__(self, read: Mapping[str, str], irrelevant: Sequence[Irrelevance]) -> None:
        self.irrelevant = tuple(irrelevant)
        self._read = read
        self._trees: dict[str, dict[str, Any]] = {}

    def is_read(self, element: str, path: Sequence[str]) -> bool:
        """Whether a field is read, of which no reason says that it changes nothing.

        What is around such fields, and what no table knows, is none itself.
        """
        node: Any = self._find_tree(element)
        for key in path:
            node = node.get(key, node.get(ANY))
            if not isinstance(node, dict):
                return node == READ  # type: ignore[no-any-return]
        return False

    def list_unknown(self, element: Element) -> Iterator[Path]:
        """Yield the places of the fields of an element that no table knows."""
        yield from _find_unknown(element.data, self._find_tree(element.type), element.place)

    def name_field(self, element: Element, place: Path) -> str:
        """Return what a field at a place is called: any of many keys is `*`."""
        node: Any = self._find_tree(element.type)
        words: list[str] = []
        for key in place[len(element.place) :]:
            if not isinstance(key, str):
                continue
            inner = isinstance(node, dict)
            words.append(ANY if inner and key not in node and ANY in node else key)
            node = node.get(words[-1]) if inner else None
        return ".".join(words)

    def _find_tree(self, element: str) -> dict[str, Any]:
        if (tree := self._trees.get(element)) is None:
            tree = self._trees[element] = self._build_tree(element)
        return tree

    def _build_tree(self, element: str) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for each in (ANY, element):
            for path in self._read.get(each, "").split():
                _put_path(tree, path, READ)
        for one in self.irrelevant:
            if one.element in (ANY, element):
                for path in one.fields.split():
                    _put_path(tree, path, one.reason)
        return tree


def _put_path(tree: dict[str, Any], path: str, verdict: str) -> None:
    *outer, last = path.split(".")
    node: Any = tree
    for key in outer:
        node = node.setdefault(key, {})
        if not isinstance(node, dict):
            return  # the whole of it is known
    node[last] = verdict


def _find_unknown(value: Any, node: Mapping[str, Any], place: Path) -> Iterator[Path]:
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _find_unknown(inner, node, (*place, number))
    elif isinstance(value, dict):
        for key, inner in value.items():
            found = node.get(key, node.get(ANY))
            if found is None:
                yield (*place, key)
            elif isinstance(found, dict):
                yield from _find_unknown(inner, found, (*place, key))


def leave_unknown_fields(sketch: Sketch, fields: KnownFields) -> None:
    """Say of each kind of field that no table knows, once, that it is left out."""
    known: set[str] = set()
    for element in sketch.elements:
        for place in fields.list_unknown(element):
            what = f"field {fields.name_field(element, place)} of {element.type}"
            if what not in known:
                known.add(what)
                sketch.seen += 1
                sketch.leave(place if element.shown is None else element.shown, what, NOT_READ)
