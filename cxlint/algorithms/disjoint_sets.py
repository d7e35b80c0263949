"""Disjoint sets of integers: what hangs together over any number of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class DisjointSets:
    """Integers in sets that can be joined; each is a set of its own at first.

    Sets may lie over others: they start as these are, and what is joined here leaves those below
    as they are.
    """

    __slots__ = ("_above", "_below")

    def __init__(self, below: DisjointSets | None = None) -> None:
        self._above: dict[int, int] = {}
        self._below = below

    def find(self, item: int) -> int:
        """Return the number that stands for the whole set."""
        if self._below is not None:
            item = self._below.find(item)
        above = self._above
        while (up := above.get(item)) is not None:
            if (further := above.get(up)) is not None:
                above[item] = further
            item = up
        return item

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        if one == other:
            return
        one, other = self.find(one), self.find(other)
        if one != other:
            self._above[one] = other

    @property
    def changed(self) -> set[int]:
        """The numbers that stood for a set below, or for themselves, until they were joined."""
        return {*self._above, *self._above.values()}

    def groups(self, size: int) -> list[list[int]]:
        """Return the sets of the numbers below `size`: each sorted, and all by their least."""
        found: dict[int, list[int]] = {}
        for item in range(size):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())


def group_by_overlap(members: Sequence[Iterable[str]]) -> list[list[int]]:
    """Return the numbers of those that share a member, over any number of others, in groups."""
    sets, first = DisjointSets(), dict[str, int]()
    for number, each in enumerate(members):
        for member in each:
            sets.join(first.setdefault(member, number), number)
    return sets.groups(len(members))
