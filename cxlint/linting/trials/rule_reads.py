"""What of a policy each rule reads: where nothing of that changes, neither do its findings.

A part of a policy is what stands under one key of one entity. All else, such as which entities
there are and in which order, is one part more, which every rule reads.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from cxlint.language.entity import Entity
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.policy.policy import Policy
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule
    from cxlint.parsing.document import At, Document, Problem

Part = tuple[str, int, str]
"""A kind, the number of an entity of that kind, and a key."""

STRUCTURE: Part = ("", 0, "")
"""What is no value of an entity."""

FILES: Part = ("", 1, "")
"""All that the files say, to a rule that looks there itself."""


class Reads(NamedTuple):
    """What a rule finds, the parts it reads for that, and how many seconds that takes."""

    findings: list[Finding]
    parts: frozenset[Part]
    seconds: float

    def may_change_with(self, changed: Collection[Part]) -> bool:
        """Whether the findings may be other ones where these parts have changed."""
        return bool(changed) and (FILES in self.parts or not self.parts.isdisjoint(changed))


class _Watched(dict[str, Any]):
    """A mapping that tells which of its values are read."""

    __slots__ = ("_note",)

    def __init__(self, data: Mapping[str, Any], note: Callable[[str], object]) -> None:
        super().__init__(data)
        self._note = note

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return super().get(key, default)

    def __iter__(self) -> Iterator[str]:  # what copies a mapping is thereby made to ask for values
        return super().__iter__()

    def items(self) -> Any:
        return self._whole().items()

    def values(self) -> Any:
        return self._whole().values()

    def copy(self) -> dict[str, Any]:
        return self._whole()

    def __or__(self, other: Any) -> Any:
        return self._whole() | other

    def __ror__(self, other: Any) -> Any:
        return other | self._whole()

    def __eq__(self, other: object) -> bool:
        return self._whole() == other

    def __ne__(self, other: object) -> bool:
        return self._whole() != other

    __hash__ = None  # as that of every mapping

    def __repr__(self) -> str:
        return repr(self._whole())

    def _whole(self) -> dict[str, Any]:
        return {key: self[key] for key in self}


def reads_of(rule: Rule, policy: Policy, config: Config) -> Reads:
    """Run a rule over a policy, and tell what it reads. The policy is to be asked nothing else."""
    parts = {STRUCTURE}
    watched = _watch(policy, parts)
    held = [(each, each.data) for each in policy.documents]
    began = time.perf_counter()
    try:
        for document, data in held:
            document.span(())  # what stands where is looked for in the data, once
            document.data = _watch_file(data, parts)
        hits = run_rules(watched, [rule], config).hits
        findings = build_findings(hits, watched).findings
    finally:
        for document, data in held:
            document.data = data
    return Reads(findings, frozenset(parts), time.perf_counter() - began)


def _watch(policy: Policy, parts: set[Part]) -> Policy:
    """Return the same policy, of which each part that is read is added to `parts`."""
    watched = Policy(policy.documents, policy.today)
    for name in ("problems", "unread", "opaque", "blurred", "dormant", "changes"):
        setattr(watched, name, getattr(policy, name))
    for kind in policy.kinds():
        for number, each in enumerate(policy.of(kind)):
            data = _Watched(each.data, partial(_note, parts, kind, number))
            entity = Entity(kind, each.id, data, each.document, each.path)
            take = watched.add if policy.find(kind, each.id) is each else watched.append
            take(entity)
    return watched


def _note(parts: set[Part], kind: str, number: int, key: str) -> None:
    parts.add((kind, number, key))


def _watch_file(data: object, parts: set[Part]) -> object:
    if isinstance(data, dict):
        return _Watched(data, lambda _: parts.add(FILES))
    return data


def content_of(policy: Policy) -> dict[Part, str]:
    """Return every part of a policy, and in words that tell it from any other what it says."""
    content = {STRUCTURE: _structure(policy)}
    for kind in policy.kinds():
        for number, entity in enumerate(policy.of(kind)):
            content.update(((kind, number, key), repr(value)) for key, value in entity.data.items())
    return content


def _structure(policy: Policy) -> str:
    entities = [
        (each.kind, each.id, _place(each.document), each.path, [*each.data])
        for kind in policy.kinds()
        for each in policy.of(kind)
    ]
    dormant = [
        (each.entity.name, each.entity.path, each.entity.data, each.validity, each.keys)
        for each in policy.dormant
    ]
    others = {kind: sorted(ids) for kind, ids in sorted(policy.opaque.items())}
    problems = [_problem_words(each) for each in policy.problems]
    rest = policy.unread, sorted(policy.blurred), sorted(policy.changes)
    return repr((entities, dormant, others, problems, rest, [*map(_place, policy.documents)]))


def _place(document: Document) -> tuple[object, ...]:
    return document.path, document.number, document.plain_name, document.former_name


def _problem_words(problem: Problem) -> tuple[object, ...]:
    related = [(_at(at), label) for at, label in problem.related]
    return (*problem._replace(at=None, related=()), _at(problem.at), related)  # type: ignore[arg-type]


def _at(at: At) -> tuple[object, ...]:
    return (_place(at.document), *at[1:])


def changed_parts(before: Mapping[Part, str], now: Mapping[Part, str]) -> set[Part]:
    """Return the parts that say something else, or are there only in one of the two."""
    return {part for part in before.keys() | now.keys() if before.get(part) != now.get(part)}
