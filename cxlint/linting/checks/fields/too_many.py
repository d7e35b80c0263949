"""Things of which a few are fine and many are too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.query.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def too_many(
    policy: Policy, *, of: str, at_most: Mapping[str, int], where: Mapping[str, Any] | None = None
) -> Iterator[Hit]:
    """Yield each number, or length of a list, that is greater than is fine.

    The case is the field. Facts: id, number, bound, listed (what the list holds).

    Args:
        policy: the policy.
        of: the kind of entity, such as intent.
        at_most: fields that state a number or a list, each with the greatest number that is fine.
        where: which entities of the kind are meant; all, where nothing is said.
    """
    for entity in select(policy, of, where):
        for field, bound in at_most.items():
            number = _number(entity, field)
            if number > bound:
                listed = entity.texts(*field.split("."))
                yield Hit(
                    at=entity.at(*field.split(".")),
                    entity=entity.name,
                    key=(field,),
                    case=field,
                    facts={"id": entity.id, "number": number, "bound": bound, "listed": listed},
                )


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the fields that no such entity has."""
    from cxlint.linting.query.condition_syntax import validate_fields

    for field in params["at_most"]:
        yield from validate_fields([field], params["of"].split("|"), ("at_most", field))


def _number(entity: Entity, field: str) -> int | float:
    """Return the number that is stated, or how many different things the list holds."""
    stated = entity.get(*field.split("."))
    if isinstance(stated, (int, float)) and not isinstance(stated, bool):
        return stated
    return len({text.casefold() for text in entity.texts(*field.split("."))})
