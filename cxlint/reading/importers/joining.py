"""All vendors' files of a run become policy together, since flows name one another across files."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.reading.document import At, Document, Origins, Problem
from cxlint.reading.importers.sketch import Names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.reading.importers.sketch import Lead, Path, Sketch, Source

TOLD = 5
"""How many of the elements that were left out a sentence names."""


class Foreign(NamedTuple):
    """A vendor's file that was recognised: its format, and what makes sketches of it."""

    format: str
    source: Source
    read: Callable[[Any, Names], Iterable[Sketch]]


def joined(documents: Sequence[Document]) -> list[Document]:
    """Return the documents, those of vendors made into policy.

    Queues and other things that a policy file defines are taken from there. Problems tell of what
    could not be expressed, and of a file with which an importer could not cope.
    """
    if all(document.foreign is None for document in documents):
        return list(documents)
    own = [document for document in documents if document.foreign is None]
    defined = set(_defined(own))
    names = Names(id_ for _, id_ in defined)
    drawn = [(each, *_drawn(each, names)) for each in documents if each.foreign is not None]
    sketches = [sketch for _, found, _ in drawn for sketch in found]
    _put_shared(sketches, defined)
    book = _Book(sketches)
    for sketch in sketches:
        for lead in sketch.leads:
            _lay(sketch, lead, book)
    made = {id(each): list(_documents(each, found, failure)) for each, found, failure in drawn}
    return [one for each in documents for one in made.get(id(each), [each])]


def _defined(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Yield section and id of what policy files define."""
    for document in documents:
        data: Any = document.data if isinstance(document.data, dict) else {}
        for section, entities in data.items():
            if isinstance(entities, dict):
                yield from ((section, id_) for id_ in entities)


def _drawn(document: Document, names: Names) -> tuple[list[Sketch], str]:
    """Return the sketches of a vendor's file, and what went wrong."""
    foreign: Foreign = document.foreign
    found: list[Sketch] = []
    try:
        found.extend(foreign.read(foreign.source, names))
    except Exception as error:  # noqa: BLE001 - one file must not keep the others from being read
        return found, f"{type(error).__name__}: {error}"
    return found, ""


def _put_shared(sketches: Sequence[Sketch], defined: set[tuple[str, str]]) -> None:
    """Put each shared thing once: what a policy file defines stands, then whoever says most."""
    best: dict[tuple[str, str], tuple[int, Sketch, dict[str, Any], Any]] = {}
    for sketch in sketches:
        for section, id_, data, place in sketch.shared:
            known = best.get((section, id_))
            if (section, id_) not in defined and (known is None or len(data) > known[0]):
                best[section, id_] = (len(data), sketch, data, place)
    for (section, id_), (_, sketch, data, place) in best.items():
        sketch.put(section, id_, data, place)


class _Book:
    """Which id a word means: that of a flow, or of something in it."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self._known: dict[str, dict[str, set[str]]] = {}  # word -> id -> the folders that know it
        for sketch in sketches:
            folder = posixpath.dirname(sketch.source.path)
            for word, id_ in (*((word, sketch.name) for word in sketch.also), *sketch.known):
                self._known.setdefault(word.casefold(), {}).setdefault(id_, set()).add(folder)

    def find(self, words: Iterable[str], near: Sketch) -> str | None:
        """Return the one id that a word means, the nearest where there are several, or None."""
        folder = posixpath.dirname(near.source.path)
        for word in words:
            found = self._known.get(word.casefold(), {})
            beside = [id_ for id_, folders in found.items() if folder in folders]
            for chosen in (list(found), beside):
                if len(chosen) == 1:
                    return chosen[0]
        return None


def _lay(sketch: Sketch, lead: Lead, book: _Book) -> None:
    """Put the id of the flow that a lead means where it is to stand."""
    found = book.find(lead.words, sketch)
    if found is not None:
        _set(sketch.data, lead.into, found)
        return
    if not lead.otherwise:
        return
    if lead.otherwise == "nothing":
        _drop(sketch.data, lead.into)
        return
    called = lead.words[-1] if lead.words else "another flow"
    if lead.otherwise == "team":
        team = sketch.id(f"\0{called}", called)
        sketch.data.setdefault("teams", {}).setdefault(team, {})
        sketch.origins.setdefault(("teams", team), _origin(sketch, lead.into))
        _set(sketch.data, lead.into, team)
        return
    id_ = sketch.id(f"\0{called}", f"{called} (not among these files)")
    sketch.data.setdefault("steps", {}).setdefault(id_, {"kind": "elsewhere"})
    sketch.origins.setdefault(("steps", id_), _origin(sketch, lead.into))
    _set(sketch.data, lead.into, id_)


def _origin(sketch: Sketch, address: Path) -> Any:
    return Origins(sketch.source, sketch.origins).place(address)


def _set(data: Any, address: Path, value: str) -> None:
    for step in address[:-1]:
        data = data[step]
    data[address[-1]] = value


def _drop(data: Any, address: Path) -> None:
    for step in address[:-1]:
        data = data[step]
    del data[address[-1]]


def _documents(document: Document, sketches: Sequence[Sketch], failure: str) -> Iterator[Document]:
    """Yield a document for each sketch; where there is none, one that says nothing."""
    source = document.foreign.source
    for number, sketch in enumerate(sketches):
        origins = Origins(sketch.source, sketch.origins)
        made = Document(document.path, source.lines, sketch.data, number, origins=origins)
        made.problems += _left_out(made, sketch)
        yield made
    if failure:
        facts = {
            "reason": f"reading it as {document.foreign.format} failed ({failure})",
            "advice": "please report this as a fault of cxlint",
        }
        lost = Document(document.path, source.lines, None)
        lost.problems.append(Problem("unreadable-file", At(lost), facts))
        yield lost


def _left_out(document: Document, sketch: Sketch) -> Iterator[Problem]:
    """Yield one problem for all elements of a sketch that could not be expressed."""
    if not sketch.left:
        return
    first, *others = sketch.left
    span = sketch.source.span
    told = list(dict.fromkeys(f"{left.what} ({left.why})" for left in sketch.left))
    facts = {
        "flow": sketch.name,
        "number": len(sketch.left),
        "seen": sketch.seen,
        "what": [*told[:TOLD], *([f"{len(told) - TOLD} more"] if len(told) > TOLD else [])],
    }
    related = tuple(
        (At(document, region=span(left.place)), left.what) for left in others[: TOLD - 1]
    )
    yield Problem("left-out", At(document, region=span(first.place)), facts, related)
