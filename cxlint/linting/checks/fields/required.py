"""Things that must be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.query.bounds import values_under
from cxlint.linting.query.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "missing", "other"})
"""What a message may name."""


def required(
    policy: Policy,
    *,
    of: str,
    fields: Sequence[str],
    where: Mapping[str, Any] | None = None,
    at: str = "",
    as_others: bool = False,
    refused: bool = False,
) -> Iterator[Hit]:
    """Yield each entity that leaves out a field it must state. Facts: id, missing, other.

    Args:
        policy: the policy.
        of: the kind of entity, such as channel.
        fields: dotted fields; `a|b` asks for at least one of them. Where a field leads through a
            list, each item must state it.
        where: which entities of the kind are meant; all, where nothing is said.
        at: the dotted field that findings point to; the entity's key, where nothing is said.
        as_others: ask only for fields that some other of these entities does state, so that a
            policy which does not speak of the matter is left alone. `other` is the first of them.
        refused: yield entities that answer a field with `false` as well.
    """
    wanted = [(field, [one.split(".") for one in field.split("|")]) for field in fields]
    entities = list(select(policy, of, where))
    first = {field: _first(entities, choices) for field, choices in wanted}
    for entity in entities:
        missing = [
            field
            for field, choices in wanted
            if (not _says(entity, choices) and (first[field] is not None or not as_others))
            or (refused and _refuses(entity, choices))
        ]
        if missing:
            yield Hit(
                at=entity.at(*at.split(".")) if at else entity.at(),
                entity=entity.name,
                facts={
                    "id": entity.id,
                    "missing": [field.split("|")[0] for field in missing],
                    "other": first[missing[0]] or "",
                },
            )


def _says(entity: Entity, choices: list[list[str]]) -> bool:
    return any(entity.says(*keys) or _each_says(entity, keys) for keys in choices)


def _each_says(entity: Entity, keys: list[str]) -> bool:
    """Whether the keys lead through a list, and every item of it says what they end with."""
    for depth in range(1, len(keys)):
        holder = entity.get(*keys[:depth])
        if isinstance(holder, list):
            found = [list(values_under(item, keys[depth:])) for item in holder]
            return all(found)
    return False


def _refuses(entity: Entity, choices: list[list[str]]) -> bool:
    return any(entity.get(*keys) is False for keys in choices)


def _first(entities: Sequence[Entity], choices: list[list[str]]) -> Entity | None:
    return next((entity for entity in entities if _says(entity, choices)), None)
