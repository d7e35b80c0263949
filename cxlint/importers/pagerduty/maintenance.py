"""The maintenance windows of PagerDuty, in which services call nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.pagerduty.things import name_target, name_value
from cxlint.importers.policy_sketch import tidy
from cxlint.importers.records import BlockRecord
from cxlint.importers.shared.mutes import put_mute

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.shared.vendor_things import VendorThing


def put_window(sketch: Sketch, thing: VendorThing) -> None:
    """Put when which services call nobody."""
    name = thing.record.get("description") or thing.name
    put_mute(
        sketch, tidy(str(name)), _list_services(thing.record), thing.record,
        ("start_time", "end_time"),
    )  # fmt: skip


def _list_services(record: Record) -> list[str]:
    if isinstance(record, BlockRecord):
        stated = record.get("services")
        listed = stated if isinstance(stated, list) else [stated] if stated else []
        return [tidy(name_value(each, "service")) for each in listed]
    return [tidy(name_target(each, "service")) for each in record.all("services")]
