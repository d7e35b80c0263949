"""All vendors' files of a run become policy together, since flows name one another across files."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from cxlint.importers.known_fields import leave_unknown_fields
from cxlint.importers.policy_sketch import Names
from cxlint.importers.vacancies import put_vacancies, report_missing_teams
from cxlint.parsing.document import At, Document, Origins, Problem, rename_flow
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.importers.known_fields import KnownFields
    from cxlint.importers.policy_sketch import Lead, Path, Sketch, VendorSource
    from cxlint.parsing.document import StepLimit

    WordIndex = dict[tuple[str, str], set[str]]

MOST_OMISSIONS = 5
"""How many of the elements that were left out a sentence names."""


class VendorFile(NamedTuple):
    """A vendor's file that was recognised: its format, and what makes sketches of it.

    Without a format it is a file that is not judged: what it is instead, as far as that is known,
    is its `title`; None where it cannot be read. `fields` are those that the format knows,
    `step_limit` says when the platform stops a flow.
    """

    format: str
    source: VendorSource
    read: Callable[[Any, Names], Iterable[Sketch]]
    title: str | None = None
    fields: KnownFields | None = None
    step_limit: StepLimit | None = None


def join_documents(documents: Sequence[Document]) -> list[Document]:
    """Return the documents, those of vendors made into policy.

    Queues and other things that a policy file defines are taken from there; a flow to which a
    channel of a policy file leads is no channel that customers know beside that one. Problems
    tell of what could not be expressed, and of a file with which an importer could not cope.
    """
    if all(document.foreign is None for document in documents):
        return list(documents)
    own = [document for document in documents if document.foreign is None]
    defined = set(_list_definitions(own))
    names = Names(sorted(defined))
    foreign = sorted((each for each in documents if each.foreign is not None), key=_reading_order)
    files = [_read_sketches(each, names) for each in foreign]
    sketches = [sketch for each in files for sketch in each.sketches]
    _set_former_names(documents, files)
    _rename_references(own, sketches)
    _put_shared(sketches, defined)
    _hide_channels(sketches, set(_list_targets(own)))
    index = _index_words(sketches)
    _put_notes(sketches, index)
    put_vacancies(sketches, lambda word, near: _find_id(index, (word,), near))
    report_missing_teams(sketches, lambda word, near: _find_any(index, word, near))
    made: dict[int, list[Document]] = {}
    for each in files:
        laid = each._replace(failure=each.failure or _resolve_leads(each.sketches, index))
        made[id(each.document)] = list(_build_documents(laid))
    return [one for each in documents for one in made.get(id(each), [each])]


def _set_former_names(documents: Sequence[Document], files: Iterable[FileSketches]) -> None:
    """Say of each sketch what it was called while numbers told apart what bears one name."""
    by_document = {id(each.document): each.sketches for each in files}
    taken: set[str] = set()
    for sketch in (one for each in documents for one in by_document.get(id(each), ())):
        former, number = sketch.plain_name, 1
        while former in taken:
            number += 1
            former = f"{sketch.plain_name} ({number})"
        taken.add(former)
        sketch.former_name = former


def _rename_references(documents: Iterable[Document], sketches: Sequence[Sketch]) -> None:
    """Let what policy files call by a former id be called by that of today."""
    present = {sketch.name for sketch in sketches}
    renamed = {each.former_name: each.name for each in sketches if each.former_name not in present}
    for document in documents if renamed else ():
        document.data = _rename(document.data, renamed)


def _rename(data: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(data, dict):
        return {key: _rename(value, renamed) for key, value in data.items()}
    if isinstance(data, list):
        return [_rename(item, renamed) for item in data]
    if isinstance(data, str):
        for former, name in renamed.items():
            if former in data:
                return rename_flow(data, former, name)
    return data


def _reading_order(document: Document) -> tuple[str, str]:
    """Return what decides who gets a name that two bear: not what the files are called."""
    return posixpath.dirname(document.path), document.text


class FileSketches(NamedTuple):
    """The sketches of a vendor's file, and what went wrong."""

    document: Document
    sketches: Sequence[Sketch]
    failure: str = ""


def _list_definitions(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Yield section and id of what policy files define."""
    for document in documents:
        data: Any = document.data if isinstance(document.data, dict) else {}
        for section, entities in data.items():
            if isinstance(entities, dict):
                yield from ((section, id_) for id_ in entities)


def _list_targets(documents: Iterable[Document]) -> Iterator[str]:
    """Yield what the channels of policy files lead to."""
    for document in documents:
        data: Any = document.data if isinstance(document.data, dict) else {}
        channels = data.get("channels")
        for channel in channels.values() if isinstance(channels, dict) else ():
            found = channel.get("goes_to") if isinstance(channel, dict) else None
            for id_ in found if isinstance(found, list) else [found]:
                if isinstance(id_, str):
                    yield id_


def _hide_channels(sketches: Iterable[Sketch], known: set[str]) -> None:
    """Say of the channels to which others lead that nobody publishes them as such."""
    for sketch in sketches:
        for id_, channel in sketch.data.get("channels", {}).items():
            if id_ in known:
                channel["published"] = False


def _read_sketches(document: Document, names: Names) -> FileSketches:
    """Return the sketches of a vendor's file, as far as it could be read."""
    foreign: VendorFile = document.foreign
    found: list[Sketch] = []
    try:
        for sketch in foreign.read(foreign.source, names):
            found.append(sketch)
            if foreign.fields is not None:
                leave_unknown_fields(sketch, foreign.fields)
    except Exception as error:  # noqa: BLE001 - one file must not keep the others from being read
        return FileSketches(document, found, _describe_error(error))
    return FileSketches(document, found)


def _describe_error(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _put_shared(sketches: Sequence[Sketch], defined: set[tuple[str, str]]) -> None:
    """Put each shared thing once: what a policy file defines stands, then whoever says most.

    What one source says of a thing in several places it says of it in all of them.
    """
    best: dict[tuple[str, str], tuple[Sketch, dict[str, Any], Any]] = {}
    for sketch in sketches:
        for key, (data, place) in _join_shared(sketch).items():
            known = best.get(key)
            if key not in defined and (known is None or len(data) > len(known[1])):
                best[key] = (sketch, data, place)
    for (section, id_), (sketch, data, place) in best.items():
        sketch.put(section, id_, data, place)


def _join_shared(sketch: Sketch) -> dict[tuple[str, str], tuple[dict[str, Any], Any]]:
    """Return what a sketch says of each shared thing, at the place where it says most of it."""
    found: dict[tuple[str, str], tuple[dict[str, Any], Any]] = {}
    for section, id_, data, place in sketch.shared:
        known, at = found.get((section, id_), ({}, place))
        at = place if len(data) > len(known) else at
        found[section, id_] = ({**data, **known} if known else data, at)
    return found


def _index_words(sketches: Iterable[Sketch]) -> WordIndex:
    """Return the ids that a word means, by the word and the folder in which it is known."""
    index: WordIndex = {}
    for sketch in sketches:
        folders = _list_folders(sketch)
        for word, id_ in (*((word, sketch.name) for word in sketch.also), *sketch.known):
            for folder in folders:
                index.setdefault((word.casefold(), folder), set()).add(id_)
    return index


def _find_id(index: WordIndex, words: Iterable[str], near: Sketch) -> str | None:
    """Return the one id that a word means, the nearest where there are several, or None."""
    folders = _list_folders(near)
    for word in words:
        near_by = (index.get((word.casefold(), folder)) for folder in folders)
        found = next((ids for ids in near_by if ids), ())
        if len(found) == 1:
            return next(iter(found))
    return None


def _find_any(index: WordIndex, word: str, near: Sketch) -> str | None:
    """Return one of the ids that a word means, or None."""
    found = (index.get((word.casefold(), folder)) for folder in _list_folders(near))
    return next((min(ids) for ids in found if ids), None)


def _put_notes(sketches: Sequence[Sketch], index: WordIndex) -> None:
    """Put what one file says of something of another where that stands, in alphabetical order."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for sketch in sketches:
        for note in sketch.notes:
            if (id_ := _find_id(index, (note.word,), sketch)) is not None:
                found.setdefault((note.section, id_, note.key), set()).add(note.text)
    for (section, id_, key), texts in found.items():
        for sketch in sketches:
            entity = sketch.data.get(section, {}).get(id_)
            if isinstance(entity, dict):
                entity[key] = sorted({*entity.get(key, ()), *texts})


def _has_word(index: WordIndex, words: Iterable[str]) -> bool:
    """Whether any of the words means something, be it several things."""
    return any((word.casefold(), "") in index for word in words)


def _list_folders(sketch: Sketch) -> list[str]:
    """Return where a sketch stands, from the nearest on: its file, its folder, those around it."""
    found = [sketch.source.path]
    while found[-1] and (outer := posixpath.dirname(found[-1])) != found[-1]:
        found.append(outer)
    return found if not found[-1] else [*found, ""]


def _resolve_leads(sketches: Iterable[Sketch], index: WordIndex) -> str:
    """Lay every lead, and return what went wrong."""
    try:
        for sketch in sketches:
            for lead in sketch.leads:
                _resolve_lead(sketch, lead, index)
    except Exception as error:  # noqa: BLE001 - as in reading: the other files count all the same
        return _describe_error(error)
    return ""


def _resolve_lead(sketch: Sketch, lead: Lead, index: WordIndex) -> None:
    """Put the id of the flow that a lead means where it is to stand."""
    if lead.otherwise == "nothing" and not _has_place(sketch.data, lead.into):
        return  # another file says more of the same thing
    found = _find_id(index, lead.words, sketch)
    if found is not None:
        _set_value(sketch.data, lead.into, found)
        return
    if not lead.otherwise:
        return
    if lead.otherwise == "nothing":
        _drop_value(sketch.data, lead.into)
        return
    called = lead.words[-1] if lead.words else "another flow"
    if lead.otherwise == "team":
        team = sketch.id(f"\0{called}", called)
        sketch.data.setdefault("teams", {}).setdefault(team, {})
        sketch.origins.setdefault(("teams", team), _find_origin(sketch, lead.into))
        _set_value(sketch.data, lead.into, team)
        return
    why = "several are called so" if _has_word(index, lead.words) else "not among these files"
    id_ = sketch.id(f"\0{called}", f"{called} ({why})")
    sketch.data.setdefault("steps", {}).setdefault(id_, {"kind": "elsewhere"})
    sketch.origins.setdefault(("steps", id_), _find_origin(sketch, lead.into))
    _set_value(sketch.data, lead.into, id_)


def _has_place(data: Any, address: Path) -> bool:
    for step in address[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError):
            return False
    return True


def _find_origin(sketch: Sketch, address: Path) -> Any:
    return Origins(sketch.source, sketch.origins).place(address)


def _set_value(data: Any, address: Path, value: str) -> None:
    for step in address[:-1]:
        data = data[step]
    data[address[-1]] = value


def _drop_value(data: Any, address: Path) -> None:
    for step in address[:-1]:
        data = data[step]
    del data[address[-1]]


def _build_documents(file: FileSketches) -> Iterator[Document]:
    """Yield a document for each sketch; of a file that has none, one that says nothing."""
    document, sketches, failure = file
    source = document.foreign.source
    if not sketches and not failure and document.foreign.format:
        yield Document(document.path, source.lines, {})
    for number, sketch in enumerate(sketches):
        origins = Origins(sketch.source, sketch.origins)
        made = Document(document.path, source.lines, sketch.data, number, origins=origins)
        made.file_word = sketch.file_word
        made.step_limit = document.foreign.step_limit
        plain = "" if sketch.is_named_by_file else sketch.plain_name
        if plain != sketch.name:
            made.plain_name = sketch.name, plain
        if sketch.former_name != sketch.name:
            made.former_name = sketch.name, sketch.former_name
        made.problems += _find_omissions(made, sketch)
        made.problems += _find_missing(made, sketch)
        made.problems += _find_losses(made, sketch)
        yield made
    if failure:
        facts = {
            "reason": f"reading it as {document.foreign.format} failed ({failure})",
            "advice": "please report this as a fault of cxlint",
        }
        lost = Document(document.path, source.lines, None)
        lost.problems.append(Problem("unreadable-file", At(lost), facts))
        yield lost


def _find_losses(document: Document, sketch: Sketch) -> Iterator[Problem]:
    """Yield a problem for each flow of which nothing can be read."""
    for lost in sketch.lost:
        facts = {
            "part": lost.what,
            "reason": lost.why,
            "advice": "have the flow exported anew, or mend its text",
        }
        at = At(document, region=sketch.source.span(lost.place))
        yield Problem("unreadable-file", at, facts, case="part")


def _find_missing(document: Document, sketch: Sketch) -> Iterator[Problem]:
    """Yield a problem for each mention of something that the source would hold, and does not."""
    for id_, kind, by, place in dict.fromkeys(
        (each.id, each.kind, each.by, each.place) for each in sketch.missing
    ):
        facts = {
            "id": id_,
            "kind": kind,
            "near": "",
            "instead": "something that exists",
            "by": by,
            "behind": "",
            "where": by,
        }
        at = At(document, region=sketch.source.span(place))
        yield Problem("undefined-reference", at, facts)


def _find_omissions(document: Document, sketch: Sketch) -> Iterator[Problem]:
    """Yield one problem for all elements of a sketch that could not be expressed."""
    if not sketch.left:
        return
    first, *others = sketch.left
    span = sketch.source.span
    omissions = list(dict.fromkeys(f"{left.what} ({left.why})" for left in sketch.left))
    facts = {
        "flow": sketch.name,
        "number": len(sketch.left),
        "seen": sketch.seen,
        "what": shorten_list(omissions, MOST_OMISSIONS),
    }
    related = tuple(
        (At(document, region=span(left.place)), left.what) for left in others[: MOST_OMISSIONS - 1]
    )
    yield Problem("left-out", At(document, region=span(first.place)), facts, related)
