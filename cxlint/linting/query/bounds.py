"""Quantities that rules compare with: what a bound is, and what a field says in its terms."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cxlint.language.entity import SHORT_FORMS
from cxlint.records import NamedTuple
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.language.entity import Entity

BOUND_FORMS = "a duration (30 days), a sum (50 EUR), a percentage (80%) or a whole number (5)"

ENDLESS = frozenset({"any", "unlimited"})
"""Words for more than any bound."""

_READERS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("percentage", quantities.percentage),
    ("duration", quantities.duration),
    ("money", quantities.money),
)


class Quantity(NamedTuple):
    """A quantity and its form: duration, money, percentage or number. `said` is for people."""

    form: str
    value: Any
    text: object

    def is_exceeded_by(self, other: Quantity) -> bool | None:
        """Whether the other is greater; None where the two cannot be compared."""
        if other.value is None:
            return True
        if self.form == "money" and self.value.currency != other.value.currency:
            return None
        return bool(other.value > self.value)

    def is_missed_by(self, other: Quantity) -> bool | None:
        """Whether the other is less; None where the two cannot be compared."""
        if other.value is None:
            return False
        if self.form == "money" and self.value.currency != other.value.currency:
            return None
        return bool(other.value < self.value)


def parse_quantity(said: object) -> Quantity | None:
    """Return the quantity that a rule states; None where it is none."""
    if isinstance(said, int) and not isinstance(said, bool):
        return Quantity("number", said, said)
    if not isinstance(said, str):
        return None
    for form, _ in _READERS:
        if (found := _parse_form(form, said)) is not None:
            return found
    return None


def quantities_in(
    entity: Entity, keys: Sequence[str], to: Quantity
) -> Iterator[tuple[Quantity, tuple[str | int, ...]]]:
    """Yield what an entity says under these keys, in the terms of a bound, with its address.

    Lists on the way, and mappings and lists at its end, are gone through item by item, but a list
    that is held against a number is counted. What is of another form yields nothing; of `any` and
    `unlimited` the value is None.
    """
    for value, path in values_under(entity.data, keys):
        if to.form == "number" and isinstance(value, list):
            yield Quantity("number", len(value), len(value)), path
        elif isinstance(value, list | dict):
            for step, item in value.items() if isinstance(value, dict) else enumerate(value):
                if (found := _comparable_quantity(item, to)) is not None:
                    yield found, (*path, step)
        elif (found := _comparable_quantity(value, to)) is not None:
            yield found, path


def values_under(
    data: Any, keys: Sequence[str], path: tuple[str | int, ...] = (), previous: str = ""
) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    """Yield each value under these keys with its address, through every list on the way."""
    if not keys:
        if data is not None:
            yield data, path
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from values_under(item, keys, (*path, number), previous)
    elif isinstance(data, dict):
        if keys[0] in data:
            yield from values_under(data[keys[0]], keys[1:], (*path, keys[0]), keys[0])
    elif SHORT_FORMS.get(previous) == keys[0]:
        yield from values_under(data, keys[1:], path)


def _comparable_quantity(value: object, to: Quantity) -> Quantity | None:
    if to.form == "number":
        counts = isinstance(value, int) and not isinstance(value, bool)
        return Quantity("number", value, value) if counts else None
    if not isinstance(value, str):
        return None
    if value in ENDLESS and to.form in ("money", "duration"):
        return Quantity(to.form, None, value)
    if value in ("none", "free") and to.form == "money":
        return Quantity("money", quantities.Money(Fraction(0), to.value.currency), value)
    return _parse_form(to.form, value)


def _parse_form(form: str, said: str) -> Quantity | None:
    try:
        value = dict(_READERS)[form](said)
    except ValueError:
        return None
    return Quantity(form, value, said.strip() if form == "percentage" else value)
