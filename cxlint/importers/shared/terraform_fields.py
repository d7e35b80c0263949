"""What is known of the fields of any Terraform file: what stands around the resources of a vendor.

Source: https://developer.hashicorp.com/terraform/language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.known_fields import ANY, NOT_READ, Irrelevance
from cxlint.importers.shared.terraform_addresses import address

if TYPE_CHECKING:
    from cxlint.importers.known_fields import KnownFields
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.hcl_parser import Hcl, HclBlock

FILE = "Terraform file"
"""What is around the resources of a file."""

AROUND = (
    Irrelevance(FILE, "resource", "each of this vendor is looked at by itself, and no other"),
    Irrelevance(FILE, "data", "what is looked up; it is called by its label"),
    Irrelevance(FILE, "module", "made by a folder that is not here, of what it is given"),
    Irrelevance(FILE, "terraform provider variable output moved import removed check",
                "what a deployment is given, gives and has renamed"),
)  # fmt: skip
"""What stands in every file of Terraform."""

LOCALS = Irrelevance(FILE, "locals", "values by a name; what uses them is taken for worked out")
"""Where no format reads them."""

META = Irrelevance(ANY, "count for_each depends_on provider lifecycle timeouts",
                   "how Terraform makes it; of several made of one it stands for each")  # fmt: skip
"""What every resource may say."""

IN_ANY_FILE = (*AROUND, LOCALS, META)
"""What changes nothing whatever the resources are of."""


def look_at_file(sketch: Sketch, source: Hcl) -> None:
    """Have what is around the resources of a file held against what is known."""
    sketch.look(FILE, source.root, (0, 0))


def look_at_resource(sketch: Sketch, fields: KnownFields, kind: str, block: HclBlock) -> None:
    """Have a resource of a kind held against what is known; one of none is left out whole."""
    if fields.knows(kind):
        sketch.look(kind, block, block.place)
    else:
        sketch.leave(block.place, f"resource {address(block)}", NOT_READ)


def look_at_record(sketch: Sketch, fields: KnownFields, kind: str, record: Any) -> None:
    """Have what a record is held against what is known, be it a resource or a mapping."""
    if (block := getattr(record, "block", None)) is not None:
        look_at_resource(sketch, fields, kind, block)
    else:
        sketch.look(kind, record.data, record.place)
