"""Quantities that must keep within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.linting.query.bounds import parse_quantity, quantities_in
from cxlint.linting.query.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.linting.query.bounds import Quantity
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "value", "bound"})
"""What a message may name."""


def limit(
    policy: Policy,
    *,
    of: str,
    field: str,
    at_most: str | int | None = None,
    at_least: str | int | None = None,
    where: Mapping[str, Any] | None = None,
) -> Iterator[Hit]:
    """Yield each stated quantity that lies outside the bounds. Facts: id, value, bound.

    What the bound is says what is compared: a duration, a sum of money, a percentage, or a whole
    number, by which lists are counted. Where a field leads through a list, or holds a list or a
    mapping of such quantities, each is looked at. Where nothing is stated nothing is yielded;
    `required` asks for that. Sums in another currency are left alone; `unlimited` and `any` are
    more than any bound, and `none` is no money.

    Args:
        policy: the policy.
        of: the kind of entity, such as channel.
        field: the dotted field that states a quantity.
        at_most: the greatest quantity that is fine: 30 days, 50 EUR, 80% or 5.
        at_least: the least quantity that is fine.
        where: which entities of the kind are meant; all, where nothing is said.
    """
    keys = field.split(".")
    most, least = parse_quantity(at_most), parse_quantity(at_least)
    for entity in select(policy, of, where):
        for to in (most, least):
            if to is None:
                continue
            for found, path in quantities_in(entity, keys, to):
                if to.is_exceeded_by(found) if to is most else to.is_missed_by(found):
                    yield _hit(entity, keys, path, found, to)


def _hit(
    entity: Entity, keys: list[str], path: tuple[str | int, ...], found: Quantity, to: Quantity
) -> Hit:
    return Hit(
        at=entity.at(*path),
        entity=entity.name,
        key=_item(path, len(keys), found),
        facts={"id": entity.id, "value": found.text, "bound": to.text},
    )


def _item(path: tuple[str | int, ...], depth: int, found: Quantity) -> tuple[str, ...]:
    """Return what tells apart the quantities that one field holds; nothing where it holds one."""
    if len(path) <= depth:
        return ()
    return (*(step for step in path if isinstance(step, str)), str(found.text))


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the bounds."""
    from cxlint.linting.query.condition_syntax import validate_bounds

    yield from validate_bounds(params, params["of"].split("|"), params["field"])
