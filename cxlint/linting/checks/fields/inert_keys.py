"""What a policy states and nothing judges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

MOST = 6
"""How many keys a sentence names."""


def inert_keys(
    policy: Policy,
    *,
    keys: Sequence[str],
    judged: Sequence[str],
    unless: Mapping[str, str] | None = None,
) -> Iterator[Hit]:
    """Yield once what the policy says under keys that nothing judges, at the first such place.

    Vendors' files, which are read as policy, are not meant.

    Facts: keys, each with the number of its places where there are several.

    Args:
        policy: the policy.
        keys: keys that nothing judges, as kind and dotted field: team.shrinkage.
        judged: those of them that rules of your own judge.
        unless: those of them that are judged where the same thing states another field, and which.
    """
    pairs = unless or {}
    places = {
        key: list(_places(policy, key, pairs.get(key, ""))) for key in keys if key not in judged
    }
    stated = {key: listed for key, listed in places.items() if listed}
    if not stated:
        return
    (entity, at), *_ = next(iter(stated.values()))
    yield Hit(
        at=at,
        entity=entity.name,
        facts={"keys": shorten_list([_count(*each) for each in stated.items()], MOST)},
        related=tuple((listed[0][1], key) for key, listed in [*stated.items()][1:]),
        is_whole=True,
    )


def _count(key: str, places: Sequence[object]) -> str:
    return key if len(places) == 1 else f"{key} ({len(places)} places)"


def _places(policy: Policy, key: str, unless: str) -> Iterator[tuple[Entity, At]]:
    kind, _, field = key.partition(".")
    keys = field.split(".")
    if policy.speaks_of(f"{kind}.{keys[0]}"):
        for entity in policy.of(kind):
            if entity.document.vendor_file:
                continue  # nobody chose a key there
            if unless and entity.says(*unless.split(".")):
                continue
            yield from ((entity, entity.at(*path)) for path in _paths(entity.data, keys, ()))


def _paths(
    said: Any, keys: Sequence[str], before: tuple[str | int, ...]
) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value that is stated under these keys, through lists as well."""
    if not keys:
        if said not in (None, [], {}):
            yield before
    elif isinstance(said, list):
        for number, each in enumerate(said):
            yield from _paths(each, keys, (*before, number))
    elif isinstance(said, dict) and keys[0] in said:
        yield from _paths(said[keys[0]], keys[1:], (*before, keys[0]))
