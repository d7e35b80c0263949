"""Which fields of a vendor's elements are read, which change nothing, and which nobody knows.

A field is named by its path within its element, dotted, without the numbers of lists; `*` stands
for any key, and what a path leads to is meant with all that is in it, unless a longer path says
more. In XML attributes and elements are fields alike, in Terraform attributes and blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from cxlint.importers.policy_sketch import Path, Place, Sketch

ANY = "*"
"""Any element, as that of a table; any key, as a part of a path."""

_ITSELF = ""
"""In a tree, what is said of a field of whose parts more is said."""

TEXT = "text"
"""An element that is a text, of which others are made."""

NOT_READ = "nothing here reads it"
"""Why a field is left out that no table knows."""


class Irrelevance(NamedTuple):
    """Fields that change nothing of what is built, and why: of one type of element, or of any."""

    element: str
    fields: str
    reason: str


class Verdict(NamedTuple):
    """What a table says of a field: whether it is read, and why it is not, or not everywhere.

    `element` and `field` are those of the table, by which it is said.
    """

    element: str
    field: str
    is_read: bool
    reason: str = ""


class Element(NamedTuple):
    """An element that was looked at: its type, what it holds, and where it stands.

    `data` is a mapping, a block of Terraform or an element of XML. Where it lies around the source
    of a sketch, `shown` is the place in that at which to speak of it.
    """

    type: str
    data: Any
    place: Place
    shown: Place = None


class KnownFields:
    """What is known of the fields of a format, by the type of element.

    `read` has the paths that are read, separated by spaces. Where a path is in both lists, it is
    read in some places only, and the reason says in which. What is said of one type of element
    stands before what is said of any.
    """

    def __init__(self, read: Mapping[str, str], irrelevant: Sequence[Irrelevance]) -> None:
        self.irrelevant = tuple(irrelevant)
        self.read = read
        self._trees: dict[str, dict[str, Any]] = {}

    def knows(self, element: str) -> bool:
        """Whether the tables have anything of just this type of element."""
        return element in self.read or any(each.element == element for each in self.irrelevant)

    def find_verdict(self, element: str, path: Sequence[str]) -> Verdict | None:
        """Return what is said of a field; None of what no table knows, or is around such fields."""
        node: Any = self._find_tree(element)
        for key in path:
            node = node.get(key, node.get(ANY))
            if not isinstance(node, dict):
                return node  # type: ignore[no-any-return]
        return node.get(_ITSELF)  # type: ignore[no-any-return]

    def name_field(self, element: str, path: Sequence[str]) -> str:
        """Return what a field is called: any of many keys is `*`."""
        node: Any = self._find_tree(element)
        words: list[str] = []
        for key in path:
            inner = isinstance(node, dict)
            words.append(ANY if inner and key not in node and ANY in node else key)
            node = node.get(words[-1]) if inner else None
        return ".".join(words)

    def list_unknown(
        self, element: Element, apart: AbstractSet[int] = frozenset()
    ) -> Iterator[tuple[str, Place]]:
        """Yield the names and places of the fields of an element that no table knows.

        `apart` are the ids of what is looked at by itself: it is no field of what is around it.
        """
        walk = _UnknownFields(apart, by_path=isinstance(element.data, dict))
        tree = self._find_tree(element.type)
        for name, place in walk.find(element.data, tree, "", element.place):
            yield name, place if element.shown is None else element.shown

    def _find_tree(self, element: str) -> dict[str, Any]:
        if (tree := self._trees.get(element)) is None:
            tree = self._trees[element] = self._build_tree(element)
        return tree

    def _build_tree(self, element: str) -> dict[str, Any]:
        tree = self._list_rows(ANY)
        if element != ANY:
            _overlay(tree, self._list_rows(element))
        return tree

    def _list_rows(self, element: str) -> dict[str, Any]:
        """Return what the tables say of just this type of element, by the parts of paths."""
        tree: dict[str, Any] = {}
        for path in self.read.get(element, "").split():
            _put_path(tree, Verdict(element, path, is_read=True))
        for one in self.irrelevant:
            if one.element == element:
                for path in one.fields.split():
                    _put_path(tree, Verdict(element, path, is_read=False, reason=one.reason))
        return tree


def _put_path(tree: dict[str, Any], verdict: Verdict) -> None:
    """Put what is said of a path; a longer path says more, and stands before a shorter one."""
    *outer, last = verdict.field.split(".")
    node = tree
    for key in outer:
        node = _open_node(node, key)
    if isinstance(known := node.get(last), dict):
        known[_ITSELF] = _join_verdicts(known.get(_ITSELF), verdict)
        if not isinstance(known.get(ANY), dict):
            known[ANY] = _join_verdicts(known.get(ANY), verdict)
    else:
        node[last] = _join_verdicts(known, verdict)


def _open_node(node: dict[str, Any], key: str) -> dict[str, Any]:
    """Return what is said of the parts of a field, of which so far the whole was spoken of."""
    found = node.setdefault(key, {})
    if isinstance(found, Verdict):
        found = node[key] = {_ITSELF: found, ANY: found}
    return found  # type: ignore[no-any-return]


def _join_verdicts(known: Verdict | None, verdict: Verdict) -> Verdict:
    """Return what stands of two verdicts: that of the longer path, both of the same one."""
    if known is None or len(known.field) < len(verdict.field):
        return verdict
    if known.field != verdict.field:
        return known
    return verdict._replace(is_read=verdict.is_read or known.is_read)


def _overlay(tree: dict[str, Any], closer: Mapping[str, Any]) -> None:
    """Let what is said of one type of element stand before what is said of any."""
    if ANY in closer:
        tree.clear()
    for key, inner in closer.items():
        if isinstance(inner, dict) and key in tree:
            _overlay(_open_node(tree, key), inner)
        else:
            tree[key] = inner


class _UnknownFields(NamedTuple):
    """Finds what no table knows; `by_path` is whether places are paths, which go on with keys."""

    apart: AbstractSet[int]
    by_path: bool

    def find(
        self, value: Any, node: Mapping[str, Any], name: str, place: Place
    ) -> Iterator[tuple[str, Place]]:
        if isinstance(value, list):
            for number, inner in enumerate(value):
                at = (*place, number) if self.by_path else place
                yield from self.find(inner, node, name, at)
            return
        for key, inner, at in list_parts(value, place, by_path=self.by_path):
            found = node.get(key, node.get(ANY))
            if found is None:
                if not self._is_apart(inner):
                    yield f"{name}{key}", at
            elif isinstance(found, dict) and id(inner) not in self.apart:
                word = key if key in node else ANY
                yield from self.find(inner, found, f"{name}{word}.", at)

    def _is_apart(self, value: Any) -> bool:
        if isinstance(value, list):
            return any(id(each) in self.apart for each in value)
        return id(value) in self.apart


def list_parts(value: Any, place: Place, *, by_path: bool) -> Iterable[tuple[str, Any, Place]]:
    """Return what a mapping, a block or an element holds: names, values and their places."""
    if isinstance(value, dict):
        parts = value.items()
        return ((str(key), inner, (*place, key) if by_path else place) for key, inner in parts)
    return value.list_parts() if hasattr(value, "list_parts") else ()


def look_around(
    sketch: Sketch, type_: str, data: Any, places: Iterable[Path], shown: Place = None
) -> None:
    """Have each mapping on the way to things of a file held against what is known of envelopes.

    A text that is such a thing is looked at by whoever reads it.
    """
    seen: set[Path] = set()
    for place in places:
        inner = data
        for length, step in enumerate(place):
            here = place[:length]
            if isinstance(inner, dict) and here not in seen:
                seen.add(here)
                sketch.look(type_, inner, here, shown)
            inner = inner[step]
        if isinstance(inner, str):
            sketch.look(TEXT, inner, place, shown)


def leave_unknown_fields(sketch: Sketch, fields: KnownFields) -> None:
    """Say of each kind of field that no table knows, once, that it is left out."""
    apart = frozenset(id(element.data) for element in sketch.elements)
    known: set[str] = set()
    for element in sketch.elements:
        for name, place in fields.list_unknown(element, apart):
            what = f"field {name} of {element.type}"
            if what not in known:
                known.add(what)
                sketch.seen += 1
                sketch.leave(place, what, NOT_READ)
