"""One thing said in JSON, YAML or Terraform alike: its keys, the things in it, and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.parsing.hcl_parser import HclBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Place


class MappingRecord(NamedTuple):
    """A mapping: at a path of its document, or, as an attribute of a block, at that attribute."""

    data: dict[str, Any]
    place: Place
    by_path: bool = True

    def get(self, key: str) -> Any:
        """Return what stands under a key, or None."""
        return self.data.get(key)

    def at(self, key: str) -> Place:
        """Return the place of a key, or of the whole where it has none of that name."""
        return (*self.place, key) if self.by_path and key in self.data else self.place

    def within(self, key: str, number: int) -> Place:
        """Return the place of a part of a list."""
        place = self.at(key)
        return (*place, number) if self.by_path and isinstance(self.get(key), list) else place

    def all(self, *keys: str) -> Iterator[Record]:
        """Yield the mappings under the keys, one or a list of them each."""
        for key in keys:
            yield from _find_mappings(self.get(key), self.at(key), self.by_path)


class BlockRecord(NamedTuple):
    """A block of Terraform."""

    block: HclBlock

    @property
    def place(self) -> Place:
        """The place of its first line."""
        return self.block.place

    def get(self, key: str) -> Any:
        """Return the value of an attribute, or None."""
        return self.block.get(key)

    def at(self, key: str) -> Place:
        """Return the place of an attribute, or of the block where it has none of that name."""
        return self.block.at(key)

    def within(self, key: str, number: int) -> Place:
        """Return the place of an attribute that is a list; its parts have none of their own."""
        del number
        return self.block.at(key)

    def all(self, *keys: str) -> Iterator[Record]:
        """Yield the blocks of these types, and the mappings that attributes of the names hold."""
        for key in keys:
            yield from (BlockRecord(inner) for inner in self.block.all(key))
            yield from _find_mappings(self.get(key), self.at(key), by_path=False)


Record = MappingRecord | BlockRecord
"""One thing. An attribute that is a block here is a mapping or a list of mappings there."""


def _find_mappings(value: Any, place: Place, by_path: bool) -> Iterator[Record]:  # noqa: FBT001
    if isinstance(value, dict):
        yield MappingRecord(value, place, by_path)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if isinstance(inner, dict):
                yield MappingRecord(inner, (*place, number) if by_path else place, by_path)
