"""The things in a file of an on-call system: resources of Terraform or entries of lists."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cxlint.importers.records import BlockRecord
from cxlint.importers.shared.terraform_addresses import address, resource_name
from cxlint.parsing.hcl_parser import Hcl
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.importers.records import Record
    from cxlint.parsing.document import Document

_NAMES = ("name", "summary", "label")


class VendorThing(NamedTuple):
    """One thing: its kind, what it says, and the address or id by which others know it."""

    kind: str
    record: Record
    address: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        if isinstance(self.record, BlockRecord):
            return resource_name(self.record.block, "name", "label")
        value = next((each for key in _NAMES if (each := self.record.get(key))), None)
        return value if isinstance(value, str) and value.strip() else self.address or "unnamed"


def holds_resource(source: Hcl, prefix: str) -> bool:
    """Whether a file of Terraform has a resource whose type begins so."""
    return any(block.labels[0].startswith(prefix) for block in source.resources())


def read_resources(source: Hcl, prefix: str) -> Iterator[VendorThing]:
    """Yield the resources whose types begin so, the rest of the type being the kind."""
    for block in source.resources():
        if block.labels[0].startswith(prefix):
            kind = block.labels[0].removeprefix(prefix)
            yield VendorThing(kind, BlockRecord(block), address(block))


def open_sketch(source: Hcl | Document, names: Names) -> Sketch:
    """Return the sketch of a whole file, which is called like the file."""
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    return names.sketch(source, stem, None if isinstance(source, Hcl) else (), by_file=True)
