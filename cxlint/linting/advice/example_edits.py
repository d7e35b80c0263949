"""Single edits that may clear a finding of any rule: what its good examples say, and thresholds.

They are candidates, nothing more: the rules judge each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.language.sections import language
from cxlint.linting.advice.edits import build_edit, edit_at, edit_entity
from cxlint.linting.advice.proposal import Proposal, propose, say_value
from cxlint.parsing import document
from cxlint.policy import linker
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.laboratory import Laboratory
    from cxlint.linting.model.finding import Finding
    from cxlint.parsing.document import At

KEPT = frozenset({
    "address", "alternatives", "any_conditions", "anxiety", "because", "bought", "categories",
    "closes", "conditions", "countries", "customers", "description", "discretion", "effective",
    "floor", "from", "goes_to", "id", "intents", "kind", "language", "last", "last_reviewed",
    "load", "may", "name", "new_matter", "on", "open", "options", "party", "priorities",
    "progress", "promise", "published", "purpose", "reasons", "required_by", "safety", "say",
    "script", "segments", "share", "start", "steps", "text", "then", "tiers", "timeout", "to",
    "value", "window",
})  # fmt: skip
"""Keys of which no example knows what may stand there.

They say what a thing is, hide it, or are what the organization alone can tell.
"""

OWN_WORDS = frozenset({"id", "name", "text", "say", "goes_to", "key", "by", "up_to"})
"""Keys of parts of a thing of which no example knows what may stand there."""

MOST_ENTITIES = 4
"""So many things that a finding names are looked at."""

MOST_PEERS = 3
"""So many values that other things of a kind have under a key are tried."""


def list_single_edits(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal]:
    """Yield changes of one value, at the place of the finding first."""
    seen: set[object] = set()
    for edit, what in _candidates(laboratory, finding):
        if edit is None or edit.key in seen:
            continue
        seen.add(edit.key)
        proposal = propose("state", f"{what}: {say_value(edit.new)}", [edit])
        if proposal is not None:
            yield proposal


def _candidates(laboratory: Laboratory, finding: Finding) -> Iterator[tuple[Edit | None, str]]:
    entities = _entities_of(laboratory, finding)
    examples = list(_good_entities(laboratory, finding))
    yield from _at_thresholds(finding)
    yield from _at_opposites(laboratory, finding)
    for entity in entities:
        alike = [each for each in examples if each.kind == entity.kind]
        peers = [each for each in laboratory.policy.of(entity.kind) if each is not entity]
        yield from _in_parts(entity, [*peers, *alike], finding)
        yield from _of_peers(laboratory, entity, alike, finding)
        yield from _of_examples(entity, alike, finding)
    known = {each.kind for each in entities}
    for each in examples:
        if each.kind not in known:
            yield from _of_section(laboratory, each, finding)


def _at_thresholds(finding: Finding) -> Iterator[tuple[Edit | None, str]]:
    """Yield what is bounded, at its bound."""
    if finding.cause is None:
        return
    at, named = finding.cause.at, finding.entity.partition("/")[2]
    for threshold in finding.thresholds:
        if len(at.path) > 2 and _is_alike(said_at(at), threshold.value):
            what = f"state {_keys(at)} of {named}"
            yield edit_at(at, threshold.value), what


def _at_opposites(laboratory: Laboratory, finding: Finding) -> Iterator[tuple[Edit | None, str]]:
    """Yield the other of yes and no where the finding is told, and nothing where a sum stands."""
    same = (e for e in laboratory.findings if e.fingerprint == finding.fingerprint)
    for cause in (each.cause for each in same if each.cause is not None):
        at = cause.at
        said = said_at(at)
        what = f"state {_keys(at)} of {finding.entity.partition('/')[2]}"
        if len(at.path) > 2 and isinstance(said, bool):
            yield edit_at(at, not said), what
        elif len(at.path) > 2 and isinstance(said, str) and _is_quantity(said):
            yield edit_at(at, "none"), what


def _is_alike(said: Any, other: Any) -> bool:
    """Whether two values are lengths of time, sums, shares or numbers both."""
    readers = (quantities.duration, quantities.money, quantities.percentage)
    numbers = all(isinstance(each, int | float) for each in (said, other))
    return numbers or any(_can_read(read, said) and _can_read(read, other) for read in readers)


def _can_read(read: Callable[[Any], object], said: Any) -> bool:
    try:
        read(said)
    except ValueError:
        return False
    return isinstance(said, str)


def said_at(at: At) -> Any:
    """Return what stands at a place."""
    value: Any = at.document.data
    for step in at.path:
        value = value[step]
    return value


def _in_parts(
    entity: Entity, alike: list[Entity], finding: Finding
) -> Iterator[tuple[Edit | None, str]]:
    """Yield what the part that a finding is about does not say, as a tier or a field."""
    cause, depth = finding.cause, len(entity.path)
    if cause is None or cause.at.path[:depth] != entity.path or len(cause.at.path) <= depth:
        return
    mine = said_at(cause.at)
    keys = [step for step in cause.at.path[depth:] if isinstance(step, str)]
    if not isinstance(mine, dict):
        return
    for part in (part for each in alike for part in _parts_under(each.data, keys)):
        for key, value in part.items():
            if key not in mine and key not in OWN_WORDS:
                edit = build_edit(cause.at.document, (*cause.at.path, key), value)
                yield edit, f"state {key} of {' '.join(keys)} of {entity.id}"


def _parts_under(data: Any, keys: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the mappings under some keys, in lists as well."""
    if isinstance(data, list):
        for each in data:
            yield from _parts_under(each, keys)
    elif isinstance(data, dict) and keys:
        yield from _parts_under(data.get(keys[0]), keys[1:])
    elif isinstance(data, dict):
        yield data


def _keys(at: At) -> str:
    return " ".join(str(step) for step in at.path[2:]) or str(at.path[-1] if at.path else "")


def _entities_of(laboratory: Laboratory, finding: Finding) -> list[Entity]:
    """Return the things that a finding is about, and those at the places that it shows."""
    cause = finding.cause
    if cause is None:
        return []
    policy = laboratory.policy
    every = [each for kind in policy.kinds() for each in policy.of(kind)]
    by_place = {(id(each.document), each.path): each for each in every}
    found = [each for each in every if each.name == finding.entity]
    for at in (cause.at, *(at for at, _ in (*cause.related, *cause.witness))):
        for depth in range(len(at.path), 0, -1):
            if (entity := by_place.get((id(at.document), at.path[:depth]))) is not None:
                found.append(entity)
                break
    return list(dict.fromkeys(found))[:MOST_ENTITIES]


def _good_entities(laboratory: Laboratory, finding: Finding) -> Iterator[Entity]:
    """Yield the things of the good examples of the rule."""
    for example in finding.rule.good:
        policy = linker.assemble(
            document.parse("good.yaml", example.encode()), laboratory.policy.today
        )
        for kind in policy.kinds():
            yield from policy.of(kind)


def _of_examples(
    entity: Entity, alike: list[Entity], finding: Finding
) -> Iterator[tuple[Edit | None, str]]:
    """Yield what the examples say under each key, the key of the finding first."""
    for key in _keys_first(entity, alike, finding):
        for example in alike:
            if key in example.data:
                what = f"state {key} of {entity.id}"
                yield from _of_value(entity, (key,), example.data[key], what)


def _of_value(
    entity: Entity, keys: tuple[str, ...], said: Any, what: str
) -> Iterator[tuple[Edit | None, str]]:
    """Yield what is not said yet, and what may be said otherwise.

    Lists are added to, and keys of a mapping taken one by one. How much or how long something may
    be is no matter of an example.
    """
    mine = entity.get(*keys)
    if mine is None:
        yield edit_entity(entity, keys, said), what
    elif isinstance(mine, dict):
        for inner, value in said.items() if isinstance(said, dict) else ():
            if inner not in KEPT:
                yield from _of_value(entity, (*keys, inner), value, f"{what}, {inner}")
    elif isinstance(mine, list):
        for value in said if isinstance(said, list) else (said,):
            if value not in mine:
                yield edit_entity(entity, keys, [*mine, value]), what
    elif not (isinstance(said, dict | list) or _is_quantity(said)):
        yield edit_entity(entity, keys, said), what


def _is_quantity(said: Any) -> bool:
    """Whether a value begins with a number, or is one."""
    return not isinstance(said, bool) and any(letter.isdigit() for letter in str(said)[:2])


def _keys_first(entity: Entity, alike: list[Entity], finding: Finding) -> list[str]:
    cause = finding.cause
    depth = len(entity.path)
    inside = cause is not None and cause.at.path[:depth] == entity.path
    pointed = [str(each) for each in cause.at.path[depth : depth + 1]] if inside and cause else []
    keys = [key for each in alike for key in each.data if key not in KEPT and key[:2] != "x-"]
    fresh = sorted(keys, key=lambda key: key in entity.data)
    return [key for key in dict.fromkeys((*pointed, *fresh)) if key not in KEPT]


def _of_peers(
    laboratory: Laboratory, entity: Entity, alike: list[Entity], finding: Finding
) -> Iterator[tuple[Edit | None, str]]:
    """Yield what other things of the policy say under the keys of the examples."""
    for key in _keys_first(entity, alike, finding):
        said: dict[str, Any] = {}
        for peer in laboratory.policy.of(entity.kind):
            if peer is not entity and key in peer.data:
                said.setdefault(repr(peer.data[key]), peer.data[key])
        for value in list(said.values())[:MOST_PEERS]:
            yield from _of_value(entity, (key,), value, f"state {key} of {entity.id}")


def _of_section(
    laboratory: Laboratory, example: Entity, finding: Finding
) -> Iterator[tuple[Edit | None, str]]:
    """Yield a section that the policy does not have, as the example has it."""
    section = next(each for each in language().sections if each.kind == example.kind)
    if section.form != "single" or laboratory.policy.of(example.kind):
        return
    where = finding.document
    yield build_edit(where, section.path, example.data), f"say something of {example.kind}"
