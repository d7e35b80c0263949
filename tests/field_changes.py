"""Every field of a vendor's file, changed and taken away in turn, and what that does to the policy.

A file is changed in memory and read again: mappings of JSON and YAML, blocks of Terraform, elements
of XML. A flow that stands in a file as text is changed there, and the file is read anew.
"""

from __future__ import annotations

import json
import random
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.importers import registry
from cxlint.importers.cross_references import join_documents
from cxlint.importers.known_fields import ANY, leave_unknown_fields
from cxlint.importers.policy_sketch import Names
from cxlint.parsing.hcl_parser import HclBlock
from cxlint.parsing.xml_parser import Element as XmlElement
from cxlint.policy.file_contents import understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cxlint.importers.known_fields import Element, KnownFields, Verdict
    from cxlint.parsing.document import Document

MOST = 4
"""How many fields of a kind are changed in a file."""

MOST_PARTLY = 60
"""How many are, where they are read in some places only."""

MOST_VALUES = 8
"""How many values of a kind of field are tried that others of its kind have."""

NOT_CLAIMED = "not claimed"
"""What a file becomes that is no longer taken for one of its format."""

GONE: Any = object()
"""What a field is changed to that is taken away."""

OPPOSITES = {"True": "False", "False": "True", "true": "false", "false": "true"}


class Kind(NamedTuple):
    """A kind of field: the type of the element that has it, and its path there."""

    element: str
    name: str


class Change(NamedTuple):
    """One change of a field: what holds it, under which key, and what stands there then."""

    holder: Any
    key: Any
    value: Any


class Field(NamedTuple):
    """A field of a file: its kind, what is said of it, and how it can be changed.

    `within` are the places of all it stands in, `element` the id of its element.
    """

    kind: Kind
    verdict: Verdict | None
    value: Any
    slots: tuple[tuple[Any, Any], ...]
    within: tuple[Any, ...]
    element: int


class Subject(NamedTuple):
    """What is to be changed: its fields, what is left out of it, and what builds it anew.

    `left` are the places of what is left out, `named` the kinds of field, in words.
    """

    format: str
    fields: list[Field]
    left: frozenset[Any]
    named: frozenset[str]
    build: Callable[[], Any]


class Result(NamedTuple):
    """What came of changing the fields of a file, by their kinds.

    `silent` are fields that are said to be read and can be changed without a word, `loud` those
    that are said to change nothing, and do; `partly` says of the rows of the table that are
    read in some places whether they were here; `tried` are all kinds.
    """

    silent: set[Kind]
    loud: set[Kind]
    partly: dict[Kind, bool]
    tried: set[Kind]


def find_subjects(raw: bytes, path: str) -> Iterator[Subject]:
    """Yield what can be changed in a file: itself for each vendor in it, and flows in its texts."""
    for document in understood(path, raw, {}):
        yield from find_in_document(document)


def find_in_document(document: Document) -> Iterator[Subject]:
    """Yield what can be changed in what a vendor sees in a file."""
    foreign = document.foreign
    if foreign is None or not foreign.format or foreign.fields is None:
        return
    sketches = list(foreign.read(foreign.source, Names()))
    for sketch in sketches:
        leave_unknown_fields(sketch, foreign.fields)
    here = [each for each in sketches if each.source is foreign.source]
    around = [each for one in sketches if one.source is not foreign.source
              for each in one.elements if each.shown is not None]  # fmt: skip
    root = getattr(foreign.source, "root", None)
    root = foreign.source.data if root is None else root
    elements = [each for one in here for each in one.elements]
    fields = list(_list_fields(root, [*elements, *around], foreign.fields))
    left = _find_left(sketches, here)
    yield Subject(foreign.format, fields, *left, lambda: build(document))
    for sketch in sketches:
        if sketch.source is not foreign.source:
            yield from _find_inside(document, sketch)


def _find_inside(document: Document, sketch: Any) -> Iterator[Subject]:
    """Yield the flow that a sketch is of, which stands in a file as text."""
    source, text = sketch.source, document.text
    inner = [each for each in sketch.elements if each.shown is None]
    begin, end = source.stretch(())
    escaped = '\\"' in text[begin:end]
    fields = list(_list_fields(source.data, inner, document.foreign.fields))

    def build_anew() -> Any:
        said = json.dumps(source.data)
        said = json.dumps(said)[1:-1] if escaped else said
        changed = f"{text[:begin]}{said}{text[end:]}"
        built = [build(each) for each in understood(document.path, changed.encode(), {})]
        return NOT_CLAIMED if NOT_CLAIMED in built else built

    left = _find_left([sketch], [sketch])
    yield Subject(document.foreign.format, fields, *left, build_anew)


def _find_left(
    sketches: Iterable[Any], here: Iterable[Any]
) -> tuple[frozenset[Any], frozenset[str]]:
    """Return the places of what is left out here, and the kinds of field that are named as such."""
    left = [each for one in sketches for each in one.left]
    named = {each.what for each in left if each.what.startswith("field ")}
    places = {_freeze(each.place) for one in here for each in one.left if each.what not in named}
    return frozenset(places), frozenset(named)


def build(document: Document) -> Any:
    """Return what a file becomes: the policy, what is said of it, and how others may know it."""
    foreign = document.foreign
    if foreign is None or not registry.importer(foreign.format).claims(foreign.source):
        return NOT_CLAIMED
    made = join_documents([document])
    said = [(each.rule, each.facts) for one in made for each in one.problems]
    failed = [facts for _, facts in said if "failed (" in str(facts)]
    assert not failed, f"{document.path}: {failed}"
    words = [
        (each.name, each.also, each.known, each.notes, each.leads, each.group_rolls,
         each.member_rolls, [one._replace(place=()) for one in each.group_teams],
         [one._replace(place=()) for one in each.team_mentions])
        for each in foreign.read(foreign.source, Names())
    ]  # fmt: skip
    return [one.data for one in made], said, words


def _list_fields(root: Any, elements: Iterable[Element], known: KnownFields) -> Iterator[Field]:
    """Yield every field below a root, be it in an element that was looked at or in none."""
    by_id = {id(each.data): each for each in elements}
    first = by_id.get(id(root))
    waiting: list[tuple[Any, Any, Any, tuple[str, ...], tuple[Any, ...]]] = [
        (root, () if first is None else first.place, first, (), ())
    ]
    for value, place, element, words, within in waiting:  # grows while it is walked
        by_path = isinstance(place, tuple) and not isinstance(root, HclBlock | XmlElement)
        for key, inner, at, slots in _list_slots(value, place, by_path):
            path = (*words, key) if isinstance(key, str) else words
            around = (*within, _freeze(at))
            its = by_id.get(id(inner))
            if its is not None:
                waiting.append((inner, at, its, (), around))
                continue
            if _holds(inner):
                waiting.append((inner, at, element, path, around))
            if isinstance(key, str) and not _holds_elements(inner, by_id):
                type_ = element.type if element else ""
                name = known.name_field(type_, path) if element else ".".join(path)
                parts = _holds(inner) and _says_more(known, type_, name)
                verdict = known.find_verdict(type_, path) if element and not parts else None
                ids = id(element.data) if element else 0
                yield Field(Kind(type_, name), verdict, inner, slots, around, ids)


def _list_slots(value: Any, place: Any, by_path: bool) -> Iterable[Any]:
    """Return what is held: its key, itself, its place and where it can be changed."""
    if isinstance(value, list):
        return ((n, each, (*place, n) if by_path else place, ()) for n, each in enumerate(value))
    if isinstance(value, dict):
        parts = value.items()
        return ((str(key), each, (*place, key) if by_path else place, ((value, key),))
                for key, each in parts)  # fmt: skip
    if isinstance(value, HclBlock):
        return _list_slots_of_block(value)
    return _list_slots_of_element(value) if isinstance(value, XmlElement) else ()


def _list_slots_of_block(block: HclBlock) -> Iterator[Any]:
    for key, inner in block.attributes.items():
        yield key, inner, block.at(key), ((block.attributes, key),)
    for number, each in enumerate(block.blocks):
        yield each.type, each, each.place, ((block.blocks, number),)


def _list_slots_of_element(element: XmlElement) -> Iterator[Any]:
    for key, inner in element.attributes.items():
        yield key, inner, element.start, ((element.attributes, key),)
    for number, child in enumerate(element.children):
        text = ((child, None),) if child.text.strip() and not _holds(child) else ()
        yield child.tag, child, child.start, ((element.children, number), *text)
    if element.text.strip() and _holds(element):
        yield "text", element.text, element.start, ((element, None),)


def _holds(value: Any) -> bool:
    """Whether a value has fields of its own."""
    if isinstance(value, XmlElement):
        return bool(value.children or value.attributes)
    return isinstance(value, list | dict | HclBlock)


def _says_more(known: KnownFields, element: str, name: str) -> bool:
    """Whether something is read of the parts of a field: they are tried, each by itself."""
    paths = f"{known.read.get(element, '')} {known.read.get(ANY, '')}".split()
    return any(path.startswith(f"{name}.") for path in paths)


def _holds_elements(value: Any, by_id: dict[int, Any]) -> bool:
    return isinstance(value, list) and any(id(each) in by_id for each in value)


def _freeze(place: Any) -> Any:
    return tuple(place) if isinstance(place, list) else place


@contextmanager
def applied(change: Change) -> Iterator[None]:
    """Change a field, and take the change back."""
    holder, key, value = change
    if isinstance(holder, XmlElement):
        before, holder.text = holder.text, value
        yield
        holder.text = before
        return
    saved = holder.copy()
    if value is GONE:
        del holder[key]
    else:
        holder[key] = value
    yield
    holder.clear()
    if isinstance(holder, dict):
        holder.update(saved)
    else:
        holder.extend(saved)


def list_changes(field: Field, others: Iterable[Any]) -> Iterator[Change]:
    """Yield the changes of a field: taken away, another value, values that others have."""
    for holder, key in field.slots:
        if not isinstance(holder, XmlElement):
            yield Change(holder, key, GONE)
        value = holder.text if isinstance(holder, XmlElement) else holder[key]
        if _holds(value) or isinstance(value, XmlElement):
            continue
        if value is not None:
            yield Change(holder, key, another(value))
        for other in others:
            if value is None or (type(other) is type(value) and other != value):
                yield Change(holder, key, other)


def another(value: Any) -> Any:
    """Return a value of the same type that says something else."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 61
    if (opposite := OPPOSITES.get(value)) is not None:
        return opposite
    return f"{value} and more" if not value.isdecimal() else str(int(value) + 61)


def pool_values(subjects: Iterable[Subject]) -> dict[Kind, list[Any]]:
    """Return some values that fields of a kind have anywhere."""
    pool: dict[Kind, list[Any]] = {}
    for subject in subjects:
        for field in subject.fields:
            known = pool.setdefault(field.kind, [])
            value = _say(field)
            if value is not None and len(known) < MOST_VALUES and value not in known:
                known.append(value)
    return pool


def examine(
    subject: Subject,
    pool: dict[Kind, list[Any]],
    chance: random.Random | None = None,
    most: int = 0,
) -> Result:
    """Return what comes of changing the fields of a subject; of `most` kinds, where it is said."""
    kinds: dict[Kind, list[Field]] = {}
    for field in subject.fields:
        kinds.setdefault(field.kind, []).append(field)
    excused = {each.element for each in subject.fields if subject.left & {*each.within}}
    chosen = sorted(kinds)
    if most and chance is not None:
        chosen = chance.sample(chosen, min(most, len(chosen)))
    result = Result(set(), set(), {}, set())
    whole = subject.build()
    for kind in chosen:
        fields = kinds[kind]
        enough = MOST_PARTLY if _is_partly(fields[0]) else MOST
        if len(fields) > enough:
            fields = random.Random(str(kind)).sample(fields, enough)
        for field in fields:
            others = pool.get(kind, ())
            _try_field(field, subject, whole, others, result, field.element in excused)
    return result


def find_faults(raw: bytes, path: str) -> tuple[list[Kind], list[Kind]]:
    """Return the fields of a file that are dropped, and those wrongly said to change nothing."""
    subjects = list(find_subjects(raw, path))
    pool = pool_values(subjects)
    results = [examine(each, pool) for each in subjects]
    silent = {kind for each in results for kind in each.silent}
    return sorted(silent), sorted({kind for each in results for kind in each.loud})


def _is_partly(field: Field) -> bool:
    return field.verdict is not None and field.verdict.is_read and bool(field.verdict.reason)


def _say(field: Field) -> Any:
    if isinstance(field.value, XmlElement):
        return field.value.text
    return None if _holds(field.value) else field.value


def _try_field(
    field: Field, subject: Subject, whole: Any, others: Any, result: Result, excused: bool
) -> None:
    kind, verdict = field.kind, field.verdict
    result.tried.add(kind)
    if subject.left & {*field.within}:
        return
    if verdict is None:
        _try_unknown(field, subject, whole, others, result)
        return
    noticed = is_noticed(field, subject, whole, others)
    if field.value in (None, "", [], {}) and not noticed:
        return  # nothing is said there
    if _is_partly(field):
        row = Kind(verdict.element, verdict.field)
        result.partly[row] = result.partly.get(row, False) or noticed
    elif verdict.is_read and not noticed and not excused:
        result.silent.add(kind)
    elif not verdict.is_read and noticed:
        result.loud.add(kind)


def _try_unknown(field: Field, subject: Subject, whole: Any, others: Any, result: Result) -> None:
    """Try a field of which no table says anything: it is named as left out, or it is noticed."""
    kind = field.kind
    if kind.element and _is_named(kind, subject.named):
        if is_noticed(field, subject, whole, others, by_value=True):
            result.loud.add(kind)
    elif kind.element and _holds(field.value):
        pass  # its parts are tried, each by itself
    elif not is_noticed(field, subject, whole, others):
        result.silent.add(kind)


def _is_named(kind: Kind, named: frozenset[str]) -> bool:
    words = kind.name.split(".")
    names = (".".join(words[: number + 1]) for number in range(len(words)))
    return any(f"field {name} of {kind.element}" in named for name in names)


def is_noticed(
    field: Field, subject: Subject, whole: Any, others: Any, *, by_value: bool = False
) -> bool:
    """Whether any change of a field, or only of its value, changes what is built or said."""
    for change in list_changes(field, others):
        if by_value and change.value is GONE:
            continue
        with applied(change):
            if (built := subject.build()) != whole and built != NOT_CLAIMED:
                return True
    return False
