"""Which things of two policies are the same under another id.

A thing whose id is gone is the one of a new id that says the same, references followed; or nearly
the same, where nothing else comes as near. An id that now belongs to something else is followed
where all that it stood for stands under another one.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from cxlint.language.schema import load
from cxlint.language.sections import language
from cxlint.policy.references import list_references

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Path = tuple[str | int, ...]
    Ids = Mapping[tuple[str, str], str]
    Things = Mapping[tuple[str, str], Entity]
    _Reference = tuple[tuple[str | int, ...], str, tuple[str, ...]]
    Leaves = frozenset[tuple[tuple[str, ...], Hashable]]

ENOUGH = 0.65
"""Which part of all that two things say must be the same for one to be the other, renamed."""

MOST_PAIRS = 40_000
"""How many pairs of things are held against one another at most."""

RICH = 4
"""So many things must be said for an id to have moved to what says the same."""

UNKNOWN = "?"
"""What stands for an id of which it is not known what it is called on the other side."""


class _Half:
    """One of the two policies: its things by kind and id, and who refers to each."""

    def __init__(self, things: Things) -> None:
        self.things = things

    def list_references(self, key: tuple[str, str]) -> Iterator[tuple[Path, str, str]]:
        """Yield what a thing refers to: where that stands, and the kind and id of what is meant."""
        for path, id_, kinds in mentioned_ids(self.things[key]):
            kind = next((each for each in kinds if (each, id_) in self.things), "")
            if kind:
                yield path, kind, id_

    @cached_property
    def referrers(self) -> Mapping[tuple[str, str], Sequence[tuple[tuple[str, str], str]]]:
        """Who refers to each thing, and under which key."""
        found: dict[tuple[str, str], list[tuple[tuple[str, str], str]]] = {}
        for key in self.things:
            for path, kind, id_ in self.list_references(key):
                found.setdefault((kind, id_), []).append((key, str(path[0])))
        return found


def find_renames(before: Policy, after: Policy) -> dict[tuple[str, str], str]:
    """Return, by kind and id before, the id after of each thing that has another one."""
    old, new = _Half(_things(before)), _Half(_things(after))
    if not _may_have_renames(old.things, new.things):
        return {}
    found: dict[tuple[str, str], str] = {}
    gone = [key for key in old.things if key not in new.things]
    come = [key for key in new.things if key not in old.things]
    if gone and come:
        for with_referrers in (True, False):
            _match_equal(old, new, gone, come, found, with_referrers=with_referrers)
        _match_similar(old, new, gone, come, found)
    _match_moved(old, new, found)
    return found


def _things(policy: Policy) -> dict[tuple[str, str], Entity]:
    return {
        (kind, entity.id): entity
        for kind in policy.kinds()
        if language().section(kind).form != "single"
        for entity in policy.of(kind)
        if kind != "handoff" or entity.says("id")
    }


def _may_have_renames(old: Things, new: Things) -> bool:
    """Whether ids are gone and others new, or several things that keep their id say otherwise."""
    come = len(new.keys() - old.keys())
    if come and old.keys() - new.keys():
        return True
    changed = sum(old[key].data != new[key].data for key in old.keys() & new.keys())
    return changed > 0 and changed + come > 1


def mentioned_ids(entity: Entity) -> Iterator[_Reference]:
    """Yield what may be ids in an entity: where each stands, and of which kinds it may be."""
    yield from _named(entity)
    yield from _mentioned(entity.data, (), _likely_references())


def _named(entity: Entity) -> Iterator[_Reference]:
    for path, id_, field in list_references(entity):
        yield path, id_, field.refers_to


@cache
def _likely_references() -> Mapping[str, tuple[str, ...]]:
    """Return the keys that may name a thing or a role, with the kinds of the things."""
    found: dict[str, tuple[str, ...]] = {}
    _collect_likely(load("policy")["$defs"], "", found)
    return found


def _collect_likely(node: Any, key: str, found: dict[str, tuple[str, ...]]) -> None:
    if isinstance(node, dict):
        if "x-may-refer-to" in node:
            found[key] = (*found.get(key, ()), *node["x-may-refer-to"])
        for name, each in node.items():
            _collect_likely(each, key if name in {"items", "properties"} else name, found)


def _mentioned(
    data: Any, path: tuple[str | int, ...], likely: Mapping[str, tuple[str, ...]]
) -> Iterator[_Reference]:
    """Yield the words that may be ids, under keys at which a role may stand as well."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _mentioned(value, (*path, name), likely)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _mentioned(value, (*path, number), likely)
    elif isinstance(data, str):
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        if key in likely:
            yield path, data, likely[key]


def _match_equal(
    old: _Half,
    new: _Half,
    gone: list[tuple[str, str]],
    come: list[tuple[str, str]],
    found: dict[tuple[str, str], str],
    *,
    with_referrers: bool,
) -> None:
    """Pair what says the same, again and again, since each pair makes more references equal.

    Of several that say the same, each is paired in turn once nothing else tells them apart.
    """
    while True:
        names, same = _names(old, new, found), _own_names(old, new, found)
        before = _by_content(old, gone, names, with_referrers=with_referrers)
        after = _by_content(new, come, same, with_referrers=with_referrers)
        alike = [
            (keys, after[content])
            for content, keys in before.items()
            if len(after.get(content, ())) == len(keys)
        ]
        single = [each for each in alike if len(each[0]) == 1]
        if not alike:
            return
        for keys, others in single or alike[:1]:
            for (kind, id_), (_, other) in zip(keys, others, strict=True):
                found[kind, id_] = other
                gone.remove((kind, id_))
                come.remove((kind, other))


def _by_content(
    half: _Half,
    keys: Iterable[tuple[str, str]],
    names: Ids,
    *,
    with_referrers: bool,
) -> dict[Hashable, list[tuple[str, str]]]:
    grouped: dict[Hashable, list[tuple[str, str]]] = {}
    for key in keys:
        content = Counter(_list_leaves(half, key, names))
        around = _contexts(half, key, names) if with_referrers else frozenset()
        grouped.setdefault((key[0], frozenset(content.items()), around), []).append(key)
    return grouped


def _match_similar(
    old: _Half,
    new: _Half,
    gone: Sequence[tuple[str, str]],
    come: Sequence[tuple[str, str]],
    found: dict[tuple[str, str], str],
) -> None:
    """Pair what says nearly the same, the nearest first."""
    names, same = _names(old, new, found), _own_names(old, new, found)
    first = {key: _leaves(old, key, names) | _contexts(old, key, names) for key in gone}
    second = {key: _leaves(new, key, same) | _contexts(new, key, same) for key in come}
    if len(gone) * len(come) > MOST_PAIRS:
        return
    scores = [
        (_likeness(first[mine], second[other]), mine, other)
        for mine in gone
        for other in come
        if mine[0] == other[0] and _may_be_one(old.things[mine], new.things[other])
    ]
    taken: set[tuple[str, str]] = set()
    for score, mine, other in sorted(scores, key=lambda each: -each[0]):
        if score >= ENOUGH and mine not in found and other not in taken:
            found[mine] = other[1]
            taken.add(other)


def _may_be_one(mine: Entity, other: Entity) -> bool:
    return bool(mine.get("kind") == other.get("kind"))


def _likeness(one: frozenset[Any], other: frozenset[Any]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _match_moved(old: _Half, new: _Half, found: dict[tuple[str, str], str]) -> None:
    """Follow ids that were given to something else, where what they stood for is elsewhere."""
    names, same = _names(old, new, found), _own_names(old, new, found)
    changed = [
        key
        for key in old.things
        if key not in found and len(old.things[key].data) >= RICH and _differs(old, new, key)
    ]
    if not changed:
        return
    taken = {(kind, id_) for (kind, _), id_ in found.items()}
    after: dict[Hashable, list[tuple[str, str]]] = {}
    for key in new.things:
        if key not in taken and (key not in old.things or _differs(old, new, key)):
            after.setdefault((key[0], _leaves(new, key, same)), []).append(key)
    moved = {}
    for key in changed:
        others = after.get((key[0], _leaves(old, key, names)), ())
        if len(others) == 1 and others[0] != key:
            moved[key] = others[0][1]
    counts = Counter((kind, id_) for (kind, _), id_ in moved.items())
    found.update({key: id_ for key, id_ in moved.items() if counts[key[0], id_] == 1})


def _differs(old: _Half, new: _Half, key: tuple[str, str]) -> bool:
    """Whether what has an id on both sides says something else now."""
    if key not in new.things:
        return False
    one, other = old.things[key], new.things[key]
    return one.data != other.data and _own_words(one) != _own_words(other)


def _own_words(entity: Entity) -> Hashable:
    return _freeze(entity.data)


def _names(
    half: _Half, other: _Half, found: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Return what each thing is called on the other side; UNKNOWN where it is not there."""
    return {key: found.get(key, key[1] if key in other.things else UNKNOWN) for key in half.things}


def _own_names(
    old: _Half, new: _Half, found: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Return the id of each thing after; UNKNOWN where it is not known what it was before."""
    known = {(kind, id_) for (kind, _), id_ in found.items()}
    return {
        key: key[1] if key in known or (key in old.things and key not in found) else UNKNOWN
        for key in new.things
    }


def _leaves(half: _Half, key: tuple[str, str], names: Ids) -> Leaves:
    """Return all that a thing says, with ids as the other side calls them."""
    return frozenset(_list_leaves(half, key, names))


def _list_leaves(
    half: _Half, key: tuple[str, str], names: Ids
) -> Iterable[tuple[tuple[str, ...], Hashable]]:
    entity = half.things[key]
    ids = {path: names[kind, id_] for path, kind, id_ in half.list_references(key)}
    return _walk(entity.data, (), ids)


def _walk(
    data: Any, path: tuple[str | int, ...], ids: Mapping[tuple[str | int, ...], str]
) -> Iterable[tuple[tuple[str, ...], Hashable]]:
    shown = tuple(str(step) for step in path if not isinstance(step, int))
    if isinstance(data, dict):
        for name, value in data.items():
            if path or name != "id":
                yield from _walk(value, (*path, name), ids)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _walk(value, (*path, number), ids)
    else:
        yield shown, str(ids.get(path, data))


def _freeze(data: Any) -> Hashable:
    if isinstance(data, dict):
        return frozenset((name, _freeze(value)) for name, value in data.items())
    if isinstance(data, list):
        return tuple(map(_freeze, data))
    return str(data)


def _contexts(half: _Half, key: tuple[str, str], names: Ids) -> Leaves:
    """Return who refers to a thing, and under which key."""
    return frozenset(
        (("referred to by", kind, where), names[kind, id_])
        for (kind, id_), where in half.referrers.get(key, ())
    )
