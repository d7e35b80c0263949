"""The rows of the table of deliveries, and which of them are for the same order."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.linting.deliveries.tariff import Tariff, read_tariff
from cxlint.linting.returns.meetings import divide
from cxlint.policy.audience import plain_spelling
from cxlint.policy.returns.cases import Case, demands, read_case
from cxlint.policy.returns.table import ALL
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

WEEKEND = Fraction(2)


class Offer(NamedTuple):
    """A row of the table: what it is called, for whom, for what, at what price, and how soon.

    `services` are in plain spelling; the id of a row that names none. `things` are the categories
    of goods, empty for all. `asks` are its conditions: rows of which they differ cannot be
    compared.
    """

    number: int
    entity: Entity
    services: tuple[str, ...]
    things: frozenset[str]
    asks: frozenset[str]
    case: Case
    tariff: Tariff
    within: Duration | None

    @property
    def terms(self) -> tuple[object, ...]:
        """All that it says; what two rows have in common that say the same."""
        return self[2:]


def offers(policy: Policy) -> list[Offer]:
    """Return the rows of the table in the order of their ids; read once for all rules."""
    return list(_offers(tuple(policy.of("delivery"))))


@lru_cache(maxsize=1)
def _offers(entities: tuple[Entity, ...]) -> tuple[Offer, ...]:
    listed = sorted(entities, key=lambda entity: entity.id)
    return tuple(_offer(number, entity) for number, entity in enumerate(listed))


def _offer(number: int, entity: Entity) -> Offer:
    things = frozenset(map(plain_spelling, entity.texts("categories")))
    return Offer(
        number,
        entity,
        tuple(map(plain_spelling, entity.texts("service"))) or (plain_spelling(entity.id),),
        frozenset() if things & ALL else things,
        demands(entity),
        read_case(entity),
        read_tariff(entity),
        entity.duration("within"),
    )


def same_orders(table: Iterable[Offer]) -> Iterator[Sequence[Offer]]:
    """Yield rows that are for the same goods, customers and countries, and ask the same.

    A row for some is an exception of one for all, and stands in no group with it.
    """
    by_goods: dict[tuple[str, frozenset[str]], list[Offer]] = {}
    for each in table:
        for thing in each.things or ("",):
            by_goods.setdefault((thing, each.asks), []).append(each)
    for standing in by_goods.values():
        if len(standing) > 1:
            yield from divide(standing)


def is_slower(one: Duration, other: Duration) -> bool:
    """Whether a time is longer than another, wherever the weekends fall."""
    longest = other.days
    if other.business and not one.business:
        longest = other.days * Fraction(7, 5) + WEEKEND
    return one.days > longest
