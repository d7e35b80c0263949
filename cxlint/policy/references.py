"""What entities refer to by id, and which of these ids are nowhere defined."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cxlint.language.sections import EACH, Field, language
from cxlint.parsing.document import At, Problem
from cxlint.policy.policy import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.policy.validity import Dormant

PASSING_ON = frozenset({"channel", "step"})
"""Kinds of place that lead on; a reference that may be to one of them is one to all behind it."""
BEHIND = "; what lies behind it is not judged"

Path = tuple[str | int, ...]
Known = dict[tuple[str, ...], frozenset[str] | None]


def undefined_references(policy: Policy) -> Iterator[Problem]:
    """Yield each mention of an id that is not there, once everything is taken in."""
    known: Known = {}
    for section in language().sections:
        yield from _undefined(policy, section.kind, known)


def _undefined(policy: Policy, kind: str, known: Known) -> Iterator[Problem]:
    """Look up every id that the entities of a kind refer to."""
    entities = policy.of(kind)
    table = language().fields[kind] if entities else {}
    for fields in table.values():
        for field in fields:
            if field.refers_to not in known:
                known[field.refers_to] = _known_ids(policy, field.refers_to)
    for entity in entities if table else ():
        for key, value in entity.data.items():
            for field in table.get(key, ()):
                ids = known[field.refers_to]
                if ids is None or (len(field.keys) == 1 and _all_known(field, value, ids)):
                    continue
                for path, id_, on_key in _referenced_ids(field, value):
                    if id_ not in ids and not _may_be_meant(policy, field, id_):
                        at = entity.at(*path)._replace(key=on_key)
                        yield _problem(policy, entity, field, id_, at)


def _all_known(field: Field, value: Any, ids: frozenset[str]) -> bool:
    """Whether a field names only ids there are: quickly, and in the plain cases."""
    if type(value) is str:
        return value in ids
    if type(value) is dict:
        return field.of_keys and ids.issuperset(value)
    return type(value) is list and all(type(id_) is str and id_ in ids for id_ in value)


def _known_ids(policy: Policy, kinds: tuple[str, ...]) -> frozenset[str] | None:
    """Return the ids there are of these kinds; None where any id will do."""
    if _is_free(policy, kinds) and not any(each.entity.kind in kinds for each in policy.dormant):
        return None
    return frozenset(policy.ids(kinds))


def _is_free(policy: Policy, kinds: tuple[str, ...]) -> bool:
    """Whether any id will do, since the policy declares none of a kind that need not be."""
    return any(_optional(kind) and not policy.has(kind) for kind in kinds)


def _dormant(policy: Policy, field: Field, id_: str) -> list[Dormant]:
    """Return what has an id that a field names, and holds on other days."""
    return [
        each
        for each in policy.dormant
        if each.entity.id == id_ and each.entity.kind in field.refers_to and not each.keys
    ]


def list_references(entity: Entity) -> Iterator[tuple[Path, str, Field]]:
    """Yield the ids that an entity names: the address of each from it, the id, and the field."""
    table = language().fields[entity.kind]
    for key, value in entity.data.items():
        for field in table.get(key, ()):
            for path, id_, _ in _referenced_ids(field, value):
                yield path, id_, field


def _referenced_ids(field: Field, value: Any) -> Iterator[tuple[Path, str, bool]]:
    """Yield the ids that a field names: the address from the entity, and whether it is a key."""
    for more, leaf in _leaves(value, field.keys[1:]):
        path = (field.keys[0], *more)
        if field.of_keys and isinstance(leaf, dict):
            for id_ in leaf:
                yield (*path, id_), id_, True
        elif isinstance(leaf, str):
            yield path, leaf, False
        elif isinstance(leaf, list):
            for number, item in enumerate(leaf):
                if isinstance(item, str):
                    yield (*path, number), item, False


def _leaves(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    """Yield what lies under the keys, with its address; EACH stands for all items or values."""
    if not keys:
        yield (), value
    elif keys[0] == EACH:
        items = value.items() if isinstance(value, dict) else enumerate(value or ())
        if isinstance(value, (dict, list)):
            for key, item in items:
                for more, leaf in _leaves(item, keys[1:]):
                    yield (key, *more), leaf
    elif isinstance(value, dict) and keys[0] in value:
        for more, leaf in _leaves(value[keys[0]], keys[1:]):
            yield (keys[0], *more), leaf


def _may_be_meant(policy: Policy, field: Field, id_: str) -> bool:
    """Whether an id is none that needs a definition, or may have one in what was not understood."""
    if id_ in field.excepted or (field.unless and field.unless.search(id_)):
        return True
    if _is_free(policy, field.refers_to):
        return not _dormant(policy, field, id_)
    return bool(policy.unread) and policy.may_define(id_)


def _problem(policy: Policy, entity: Entity, field: Field, id_: str, at: At) -> Problem:
    from cxlint.language.expected_forms import join_with_or
    from cxlint.suggest import nearest

    if dormant := _dormant(policy, field, id_):
        return _not_in_force(policy, entity, dormant, at)
    near = policy.nearest(id_, field.refers_to) or nearest(id_, field.excepted) or ""
    facts = {
        "id": id_,
        "kind": join_with_or(field.refers_to),
        "near": near,
        "instead": near or "something that exists",
        "by": entity.name,
        "behind": BEHIND if PASSING_ON.intersection(field.refers_to) else "",
        "where": _entity_text(entity),
    }
    case = "near" if near else "hours" if field.refers_to == ("schedule",) else ""
    return Problem("undefined-reference", at, facts, case=case)


def _entity_text(entity: Entity) -> str:
    """Return what a sentence calls a thing: `the channel chat`, `the handoff from a to b`."""
    kind = entity.kind.replace("_", " ")
    if entity.kind == "handoff" and not entity.says("id"):
        return f"the handoff from {entity.get('from')} to {entity.get('to')}"
    return f"the {kind}" if entity.id == entity.kind else f"the {kind} {entity.id}"


def _not_in_force(policy: Policy, entity: Entity, dormant: Sequence[Dormant], at: At) -> Problem:
    """Return that what is referred to exists, and when it holds: next, and until when it did."""
    ended = [each for each in dormant if each.validity.ended_before(policy.today)]
    ahead = [each for each in dormant if each.validity.begins_after(policy.today)]
    past = max(ended, key=lambda each: str(each.validity.until), default=None)
    to_come = min(ahead, key=lambda each: str(each.validity.since), default=None)
    meant = to_come or past
    assert meant is not None, "what is dormant has ended or is to come"
    whens = [f"ended on {past.validity.until}"] if past else []
    if to_come:
        again = " again" if past else ""
        whens.append(f"begins{again} on {to_come.validity.since}")
    facts = {
        "id": meant.entity.id,
        "kind": meant.entity.kind.replace("-", " "),
        "by": entity.name,
        "when": " and ".join(whens),
        "day": policy.today,
    }
    related = ((meant.at, f"{meant.entity.name} {meant.validity}"),)
    is_place = meant.entity.kind in PLACES
    return Problem("not-in-force", at, facts, related, "place" if is_place else "")


@cache
def _optional(kind: str) -> bool:
    return language().section(kind).optional
