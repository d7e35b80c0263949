"""What the policy schema says beyond shapes: where entities stand, and which fields name ids.

The schema is the one place where the language is told, in the standard keywords and in those that
`cxlint.language.schema` lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from cxlint.language.schema import load
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.parsing.document import Document

T = TypeVar("T")

EACH = "*"
"""A step of an address that stands for every item of a list or value of a mapping."""


class Section(NamedTuple):
    """A part of a policy file that holds entities of one kind.

    `form` says how: `named` (ids are the keys), `listed`, or `single`. Where ids are `optional`,
    any may be used as long as the policy declares none.
    """

    path: tuple[str, ...]
    kind: str
    form: str
    built_in: frozenset[str]
    optional: bool = False


class Field(NamedTuple):
    """A field that names ids. `keys` lead to it from the entity.

    `refers_to` are the kinds an id may be of; `unless` and `excepted` say which texts are no ids.
    `of_keys` means the keys of the mapping rather than its values.
    """

    keys: tuple[str, ...]
    refers_to: tuple[str, ...]
    unless: re.Pattern[str] | None = None
    excepted: frozenset[str] = frozenset()
    of_keys: bool = False


class Language(NamedTuple):
    """The sections of the language, and for each kind the fields that name ids, by first key.

    `paths` are, for each kind, all fields that the schema knows, dotted.
    """

    sections: tuple[Section, ...]
    fields: Mapping[str, Mapping[str, Sequence[Field]]]
    paths: Mapping[str, frozenset[str]]

    def section(self, kind: str) -> Section:
        """Return the section that holds a kind."""
        return next(section for section in self.sections if section.kind == kind)


@cache
def language() -> Language:
    """Return what the policy schema tells of sections and fields."""
    root = load("policy")
    sections = tuple(_sections(root, (), root["$defs"]))
    kinds = [section.kind for section in sections]
    return Language(
        sections,
        _ByKind(kinds, lambda kind: _survey(kind).fields),
        _ByKind(kinds, lambda kind: _survey(kind).paths),
    )


class _ByKind(Mapping[str, T]):
    """What is told of each kind, gathered when it is asked for: of all kinds it takes long."""

    def __init__(self, kinds: Sequence[str], find: Callable[[str], T]) -> None:
        self._kinds = kinds
        self._find = find

    def __getitem__(self, kind: str) -> T:
        if kind not in self._kinds:
            raise KeyError(kind)
        return self._find(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


class _Survey(NamedTuple):
    fields: Mapping[str, Sequence[Field]]
    paths: frozenset[str]


@cache
def _survey(kind: str) -> _Survey:
    definitions = load("policy")["$defs"]
    fields: dict[str, list[Field]] = {}
    paths: set[str] = set()
    for found in _fields(definitions[kind], (), definitions, paths):
        if found.keys:
            fields.setdefault(found.keys[0], []).append(found)
    return _Survey(fields, frozenset(paths))


def subject(document: Document, path: Sequence[str | int]) -> str:
    """Return what a place speaks of, as `channel/chat`; `file/...` where it is no entity."""
    for section in _sections_by_depth():
        depth = len(section.path)
        if tuple(path[:depth]) != section.path:
            continue
        if section.form == "single":
            return f"{section.kind}/{section.kind}"
        if len(path) > depth:
            id_ = path[depth] if section.form == "named" else _entity_id_at(document, section, path)
            return f"{section.kind}/{id_}" if id_ else _file_subject(document)
    return _file_subject(document)


@cache
def _sections_by_depth() -> tuple[Section, ...]:
    return tuple(sorted(language().sections, key=lambda section: -len(section.path)))


def entity_id(kind: str, data: Mapping[str, Any]) -> str:
    """Return the id of an entity of a list: its own, or what it is about."""
    if isinstance(id_ := data.get("id"), str):
        return id_
    if kind == "handoff":
        return f"{data.get('from')}->{data.get('to')}"
    about = [data.get(key) for key in ("categories", "reasons", "rule", "at", "kind")]
    words = [
        ", ".join(map(str, each)) if isinstance(each, list) else str(each) for each in about if each
    ]
    return ": ".join(words) or "everything"


def _entity_id_at(document: Document, section: Section, path: Sequence[str | int]) -> str:
    data: Any = document.data
    for step in path[: len(section.path) + 1]:
        data = data[step]
    return entity_id(section.kind, data) if isinstance(data, dict) else ""


def _file_subject(document: Document) -> str:
    # Names of files need be no UTF-8; what is about them must be, to be kept in a baseline.
    return f"file/{document.path.encode(errors='backslashreplace').decode()}"


def _sections(
    node: Mapping[str, Any], path: tuple[str, ...], definitions: Mapping[str, Any]
) -> Iterator[Section]:
    for name, value in node.get("properties", {}).items():
        if "x-kind" in value:
            yield Section(
                (*path, name),
                value["x-kind"],
                value["x-form"],
                frozenset(value.get("x-built-in", ())),
                "x-undeclared" in value,
            )
            if value["x-form"] == "single":
                yield from _sections(definitions[value["x-kind"]], (*path, name), definitions)


def _fields(
    node: Any, keys: tuple[str, ...], definitions: Mapping[str, Any], seen: set[str]
) -> Iterator[Field]:
    if not isinstance(node, dict) or ("x-kind" in node and keys):
        return
    if keys:
        seen.add(".".join(key for key in keys if key != EACH))
    if "x-refers-to" in node:
        yield _reference(node, keys)
    if isinstance(names := node.get("propertyNames"), dict) and "x-refers-to" in names:
        yield _reference(names, keys, of_keys=True)
    if target := node.get("$ref", "").rpartition("/")[2]:
        yield from _fields(definitions[target], keys, definitions, seen)
    for name, value in node.get("properties", {}).items():
        yield from _fields(value, (*keys, name), definitions, seen)
    for part in ("items", "additionalProperties"):
        yield from _fields(node.get(part), (*keys, EACH), definitions, seen)
    for part in ("then", "else"):
        yield from _fields(node.get(part), keys, definitions, seen)


def _reference(node: Mapping[str, Any], keys: tuple[str, ...], *, of_keys: bool = False) -> Field:
    return Field(
        keys,
        tuple(node["x-refers-to"]),
        re.compile(node["x-unless"]) if "x-unless" in node else None,
        frozenset(node.get("x-except", ())),
        of_keys,
    )
