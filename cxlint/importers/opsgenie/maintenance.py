"""The maintenances of Opsgenie, in which integrations raise no alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.opsgenie.escalations import name_recipient
from cxlint.importers.policy_sketch import tidy
from cxlint.importers.shared.mutes import put_mute

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.shared.vendor_things import VendorThing

ENDLESS = "indefinitely"


def put_maintenance(sketch: Sketch, thing: VendorThing) -> None:
    """Put when which integrations are switched off; policies that are switched on are none."""
    record = thing.record
    off = [
        tidy(name_recipient(entity) or "an integration")
        for rule in record.all("rules")
        if rule.get("state") == "disabled"
        for entity in rule.all("entity")
        if entity.get("type") == "integration"
    ]
    name = record.get("description") or thing.name
    for times in record.all("time") if off else ():
        endless = times.get("type") == ENDLESS
        put_mute(sketch, tidy(str(name)), off, times, ("start_date", "end_date"), endless=endless)
