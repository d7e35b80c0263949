"""What an answer rests on and was not understood, so that the answer may be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.analysis.quantity import Part
from cxlint.language.sections import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.analysis.asking.case import Case
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

MISREAD = "not understood: "

_UNDEFINED = "undefined-reference"
_ON_THE_WAY = ("channel", "step", "team", "outcome", "schedule")
_OF_SECTIONS = {"returns": "return", "promises": "promise", "handoffs": "handoff"}
"""Sections of which anything that is not understood may be meant for any customer."""


def list_misread(policy: Policy, case: Case) -> Iterator[Part]:
    """Yield what is not understood and may bear on a case, each with its line."""
    for section in _OF_SECTIONS:
        if section != "returns" or case.is_return:
            yield from misread_of(policy, section)
    remedy = str(case.intent.get("remedy"))
    if remedy in policy.opaque.get("remedy", ()):
        yield _say(policy, "remedy", remedy)
    begins = [case.channel.id] if case.channel is not None else case.intent.texts("start")
    named = _list_named(policy, begins)
    lost = {(kind, each) for each in named for kind in _lost_kinds(policy, each)}
    yield from (_say(policy, kind, id_) for kind, id_ in sorted(lost))
    for id_ in named:
        yield from _list_undefined(policy, id_)


def misread_of(policy: Policy, section: str) -> Iterator[Part]:
    """Yield that a part of a section is not understood, where that is so."""
    kind = _OF_SECTIONS[section]
    if policy.unsure(kind):
        missing = "row" if section == "returns" else kind
        text = f"{MISREAD}a part of the {section}, so that a {missing} may be missing"
        yield Part(text, _find_place(policy, (section,)))


def _say(policy: Policy, kind: str, id_: str) -> Part:
    section = language().section(kind).path
    return Part(f"{MISREAD}{kind} {id_}", _find_place(policy, (*section, id_)))


def _find_place(policy: Policy, path: tuple[str, ...]) -> At | None:
    """Return where something is not understood below a path."""
    return next(
        (each.at for each in policy.problems if each.at.path[: len(path)] == path),
        None,
    )


def _list_named(policy: Policy, begins: Iterable[str]) -> list[str]:
    """Return every word that is named from the places on where a case begins, each once."""
    waiting = list(dict.fromkeys(begins))
    met = set(waiting)
    for id_ in waiting:  # grows while it is read
        for entity in _stated_of(policy, id_):
            fresh = [each for each in dict.fromkeys(_texts(entity.data)) if each not in met]
            met.update(fresh)
            waiting.extend(fresh)
    return waiting


def _lost_kinds(policy: Policy, id_: str) -> Iterator[str]:
    """Yield the kinds of what has an id and is not understood."""
    yield from (kind for kind in _ON_THE_WAY if id_ in policy.opaque.get(kind, ()))


def _list_undefined(policy: Policy, id_: str) -> Iterator[Part]:
    """Yield what a place names that is not there."""
    place = policy.place(id_)
    for each in policy.problems if place is not None else ():
        if place is None or each.rule != _UNDEFINED or each.at.document is not place.document:
            continue
        if each.at.path[: len(place.path)] == place.path:
            key = each.at.path[len(place.path)]
            yield Part(f"{MISREAD}{key} of {place.kind} {id_}", each.at)


def _stated_of(policy: Policy, id_: str) -> Iterator[Entity]:
    """Yield a place, and what leads away from it."""
    place = policy.place(id_)
    if place is not None:
        yield place
        yield from (each for each in policy.of("handoff") if id_ in each.texts("from"))


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value: each may be the id of a place."""
    waiting = [value]
    for each in waiting:  # grows while it is read
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
