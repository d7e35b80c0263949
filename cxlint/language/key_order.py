"""Where the keys of a document stand, so that what is wrong is told in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.language.expected_forms import Address


class KeyOrder:
    """Where the keys of some data stand in their mappings, and which of them hold nothing."""

    __slots__ = ("_empty", "_numbers", "data")

    def __init__(self, data: Any) -> None:
        self.data = data
        self._numbers: dict[int, dict[Any, int]] = {}
        self._empty: dict[int, list[Any]] = {}

    def numbers(self, mapping: Mapping[Any, Any]) -> Mapping[Any, int]:
        """Return the numbers of the keys of a mapping of the data."""
        if id(mapping) not in self._numbers:
            self._numbers[id(mapping)] = {key: number for number, key in enumerate(mapping)}
        return self._numbers[id(mapping)]

    def empty(self, mapping: Mapping[Any, Any]) -> Sequence[Any]:
        """Return the keys of a mapping of the data that hold nothing."""
        if id(mapping) not in self._empty:
            self._empty[id(mapping)] = [key for key, value in mapping.items() if value is None]
        return self._empty[id(mapping)]

    def place(self, path: Address) -> tuple[int, ...]:
        """Return where an address stands, so that complaints can be told in this order."""
        place = []
        here = self.data
        for part in path:
            if isinstance(here, dict):
                place.append(self.numbers(here).get(part, len(here)))
                here = here.get(part)
            elif isinstance(here, list) and isinstance(part, int):
                place.append(part)
                here = here[part]
        return tuple(place)
