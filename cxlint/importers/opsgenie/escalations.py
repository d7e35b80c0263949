"""The escalations of Opsgenie: their rules are the levels, in the order of their delays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.policy_sketch import tidy
from cxlint.importers.shared.duration_text import write_duration
from cxlint.importers.shared.terraform_addresses import number, refers_to, words

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Path, Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.shared.vendor_things import VendorThing

CONDITIONS = {
    "if-not-acked": "nobody has taken it on",
    "if-not-closed": "it is not closed",
}
NOTIFY_TYPES = {
    "admins": "the admins of",
    "next": "whoever is next in",
    "previous": "whoever was before in",
}
"""Who of those named is called, where it is not whoever is on call."""

_NAMES = ("team_name", "schedule_name", "escalation_name", "user_name", "username", "name", "id")


def put_escalation(sketch: Sketch, thing: VendorThing) -> None:
    """Put an escalation with its levels."""
    name, record = thing.name, thing.record
    id_ = sketch.id(thing.address or f"\0escalation {name}", name)
    if any(record.all("dynamic")):
        sketch.leave(record.place, f"the levels of {name}", "they are worked out")
        return
    escalation: dict[str, Any] = {"steps": []}
    sketch.put("escalations", id_, escalation, record.at("name"))
    sketch.known_as(id_, thing.address, f"\0escalation {name}")
    delays = [(number(rule.get("delay")), rule) for rule in record.all("rules")]
    for delay, rule in sorted(delays, key=lambda each: each[0] or 0):
        address = ("escalations", id_, "steps", len(escalation["steps"]))
        escalation["steps"].append(_read_level(sketch, rule, delay, address))
        sketch.place(address, rule.place)
        sketch.place((*address, "after"), rule.at("delay"))
    for repeat in record.all("repeat"):
        count = number(repeat.get("count"))
        if count is not None and count >= 0:
            escalation["repeats"] = round(count)
            sketch.place(("escalations", id_, "repeats"), repeat.at("count"))
    if record.get("repeat") is not None and not isinstance(record.get("repeat"), (dict, list)):
        escalation["steps"].append({"when": "it may begin again"})


def _read_level(sketch: Sketch, rule: Record, delay: float | None, address: Path) -> dict[str, Any]:
    """Return the level that a rule is."""
    level: dict[str, Any] = {}
    if delay is not None and delay >= 0:
        level["after"] = write_duration(delay) if delay else "immediately"
    if any(rule.all("dynamic")):
        sketch.leave(rule.place, "whom a level calls", "it is worked out")
    elif recipients := list(rule.all("recipient", "recipients")):
        level["to"] = [
            _read_recipient(sketch, rule, recipient, (*address, "to", place))
            for place, recipient in enumerate(recipients)
        ]
    condition = rule.get("condition")
    if isinstance(condition, str) and condition:
        level["when"] = CONDITIONS.get(condition, condition)
    return level


def _read_recipient(sketch: Sketch, rule: Record, recipient: Record, address: Path) -> str:
    """Return whom a rule calls, in words where it is no resource of these files."""
    known = refers_to(recipient.get("id"))
    part = NOTIFY_TYPES.get(str(rule.get("notify_type")), "")
    if known and not part:
        sketch.lead(address, known, otherwise="")
    sketch.place(address, recipient.place)
    name = name_recipient(recipient) or f"{recipient.get('type') or 'somebody'}"
    return f"{part} {name}" if part else name


def name_recipient(recipient: Record) -> str:
    """Return what somebody is called, by a resource or in words; nothing where nothing says it."""
    if known := refers_to(recipient.get("id")):
        return words(known)
    stated = next((recipient.get(key) for key in _NAMES if recipient.get(key)), None)
    return tidy(stated.strip("${} ")) if isinstance(stated, str) else ""
