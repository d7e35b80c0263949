"""Disjoint sets of integers: what hangs together over any number of links."""

from __future__ import annotations


class DisjointSets:
    """The numbers below `size` in sets that can be joined; each is a set of its own at first."""

    __slots__ = ("_above",)

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def find(self, item: int) -> int:
        """Return the number that stands for the whole set."""
        above = self._above
        while above[item] != item:
            above[item] = above[above[item]]
            item = above[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        self._above[self.find(one)] = self.find(other)

    def groups(self) -> list[list[int]]:
        """Return the sets: each sorted, and all of them by their least number."""
        found: dict[int, list[int]] = {}
        for item in range(len(self._above)):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())
