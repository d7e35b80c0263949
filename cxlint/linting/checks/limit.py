"""Quantities that must keep within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.finding import Hit
from cxlint.linting.selection import select
from cxlint.reading import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.reading.entity import Entity
    from cxlint.reading.policy import Policy
    from cxlint.reading.quantities import Duration


def limit(
    policy: Policy,
    *,
    of: str,
    field: str,
    at_most: str | None = None,
    at_least: str | None = None,
    where: Mapping[str, Any] | None = None,
) -> Iterator[Hit]:
    """Yield each entity whose stated quantity lies outside the bounds. Facts: id, value, bound.

    Where nothing is stated nothing is yielded; `required` asks for that.

    Args:
        policy: the policy.
        of: the kind of entity, such as channel.
        field: the dotted field that states a duration.
        at_most: the greatest duration that is fine.
        at_least: the least duration that is fine.
        where: which entities of the kind are meant; all, where nothing is said.
    """
    keys = field.split(".")
    most = None if at_most is None else quantities.duration(at_most)
    least = None if at_least is None else quantities.duration(at_least)
    for entity in select(policy, of, where):
        value = entity.duration(*keys)
        if value is None:
            continue
        if most is not None and value > most:
            yield _hit(entity, keys, value, most)
        elif least is not None and value < least:
            yield _hit(entity, keys, value, least)


def _hit(entity: Entity, keys: list[str], value: Duration, bound: Duration) -> Hit:
    return Hit(
        at=entity.at(*keys),
        entity=entity.name,
        facts={"id": entity.id, "value": value, "bound": bound},
    )
