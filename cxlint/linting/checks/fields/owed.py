"""Things that must be said once the matter is spoken of, and kept within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import meets, select
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration


def owed(
    policy: Policy,
    *,
    of: str,
    fields: Sequence[str] = (),
    where: Mapping[str, Any] | None = None,
    over: Mapping[str, str] | None = None,
    once: Mapping[str, Any] | None = None,
    as_others: bool = False,
    at_least: Mapping[str, str] | None = None,
    at_most: Mapping[str, str] | None = None,
) -> Iterator[Hit]:
    """Yield each entity that leaves out what it owes, and each quantity beyond its bounds.

    Unlike with `required`, an entity owes the fields for a reason: by itself, when it meets a
    condition of `once` (the plain case), or because some other of the entities states them (the
    case `others`). A quantity that is stated and out of bounds is the case `beyond`. Facts: id,
    missing (the fields), parts (the same, as words), other, long (the duration that is over),
    value, bound.

    Args:
        policy: the policy.
        of: the kind of entity, such as intent; `a|b` for several.
        fields: dotted fields that are owed.
        where: which entities of the kind are meant; all, where nothing is said.
        over: dotted fields that state a duration, each with a length: only entities of which one
            is longer owe anything.
        once: conditions as in `where`; an entity that meets one of them owes the fields.
        as_others: whether an entity owes what some other of these entities states.
        at_least: dotted fields that state a duration, each with the least that is fine.
        at_most: dotted fields that state a duration, each with the greatest that is fine.
    """
    entities = list(select(policy, of, where))
    first = {field: _first(entities, field) for field in fields} if as_others else {}
    longest, least, most = map(_lengths, (over, at_least, at_most))
    for entity in entities:
        long = _over(entity, longest)
        owing = long is not None or not over
        missing = [field for field in fields if not _says(entity, field)] if owing else []
        if missing:
            other = next((them for field in missing if (them := first.get(field))), None)
            if _owes(entity, once):
                yield _missing(entity, missing, other, long, "")
            elif other is not None:
                yield _missing(entity, missing, other, long, "others")
        yield from _beyond(entity, least, lambda value, bound: value < bound)
        yield from _beyond(entity, most, lambda value, bound: value > bound)


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what of `over`, `once` and the bounds no such entity has, and what is no duration."""
    from cxlint.linting.query.condition_syntax import conditions, fields

    kinds = params["of"].split("|")
    if params.get("once") is not None:
        yield from conditions(params["once"], kinds, ("once",))
    for name in ("over", "at_least", "at_most"):
        for field, length in (params.get(name) or {}).items():
            yield from fields([field], kinds, (name, field))
            try:
                quantities.duration(length)
            except ValueError as error:
                yield (name, field), str(error)


def _owes(entity: Entity, once: Mapping[str, Any] | None) -> bool:
    return any(meets(entity, {field: wanted}) for field, wanted in (once or {}).items())


def _says(entity: Entity, field: str) -> bool:
    return entity.says(*field.split("."))


def _first(entities: Sequence[Entity], field: str) -> Entity | None:
    return next((entity for entity in entities if _says(entity, field)), None)


def _lengths(stated: Mapping[str, str] | None) -> list[tuple[list[str], Duration]]:
    """Return the keys of each field with the duration that bounds it."""
    return [
        (field.split("."), quantities.duration(length)) for field, length in (stated or {}).items()
    ]


def _over(entity: Entity, longest: Sequence[tuple[list[str], Duration]]) -> Duration | None:
    """Return the first duration that is longer than is allowed without owing anything."""
    for keys, length in longest:
        stated = entity.duration(*keys)
        if stated is not None and stated > length:
            return stated
    return None


def _missing(
    entity: Entity, missing: Sequence[str], other: Entity | None, long: Duration | None, case: str
) -> Hit:
    return Hit(
        at=entity.at(*missing[0].split(".")),
        entity=entity.name,
        facts={
            "id": entity.id,
            "missing": list(missing),
            "parts": [field.rpartition(".")[2].replace("_", " ") for field in missing],
            "other": other or "",
            "long": long or "",
            "value": "",
            "bound": "",
        },
        case=case,
    )


def _beyond(
    entity: Entity,
    bounds: Sequence[tuple[list[str], Duration]],
    outside: Callable[[Duration, Duration], bool],
) -> Iterator[Hit]:
    for keys, bound in bounds:
        value = entity.duration(*keys)
        if value is not None and outside(value, bound):
            empty = {"missing": [], "parts": [], "other": "", "long": ""}
            yield Hit(
                at=entity.at(*keys),
                entity=entity.name,
                facts={"id": entity.id, **empty, "value": value, "bound": bound},
                key=(".".join(keys),),
                case="beyond",
            )
