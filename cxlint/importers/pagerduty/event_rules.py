"""Event rules and orchestrations of PagerDuty that let no event through: nobody is ever called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.pagerduty.things import find_reference
from cxlint.importers.records import BlockRecord
from cxlint.importers.shared.terraform_addresses import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxlint.importers.policy_sketch import Place, Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.shared.vendor_things import VendorThing

ORCHESTRATIONS = ("event_orchestration_global", "event_orchestration_service")
"""Those whose last word stands; what the unrouted one suppresses was meant for nobody."""

RULES = {"service_event_rule": "service", "ruleset_rule": "ruleset"}
"""Rules that stand by themselves, and what holds them together."""


def put_event_rules(sketch: Sketch, things: Sequence[VendorThing]) -> None:
    """Put an escalation that calls nobody for each set of rules that drops every event."""
    for thing in things:
        if thing.kind in ORCHESTRATIONS and (place := _find_drop(thing.record)) is not None:
            put_silence(sketch, thing, place)
    for kind, holder in RULES.items():
        sets: dict[str, list[VendorThing]] = {}
        for thing in things:
            if thing.kind == kind and (held := find_reference(thing.record, holder)):
                sets.setdefault(held, []).append(thing)
        for rules in sets.values():
            ordered = sorted(rules, key=lambda each: number(each.record.get("position")) or 0)
            first = next(filter(_takes_all, ordered), None)
            if first is not None and _is_first(first, ordered):
                put_silence(sketch, first, first.record.place)


def put_silence(
    sketch: Sketch, thing: VendorThing, place: Place, why: str = "every event is suppressed"
) -> None:
    """Put an escalation that calls nobody, and why."""
    id_ = sketch.id(f"{thing.address or thing.name}\0silence", thing.name)
    level = {"after": "immediately", "to": ["nobody"], "when": why}
    sketch.put("escalations", id_, {"steps": [level]}, place)
    for address in (("steps",), ("steps", 0), ("steps", 0, "to"), ("steps", 0, "to", 0)):
        sketch.place(("escalations", id_, *address), place)


def _find_drop(record: Record) -> Place | None:
    """Return where an orchestration drops every event that comes in."""
    sets = list(record.all("set"))
    start = next((each for each in sets if each.get("id") == "start"), None)
    if start is None or any(start.all("dynamic")) or any(record.all("dynamic")):
        return None
    rules = [rule for rule in start.all("rule") if rule.get("disabled") is not True]
    for rule in rules:
        if _drops(rule):
            if not any(rule.all("condition", "dynamic")):
                return rule.place
            continue
        return None
    return next((each.place for each in record.all("catch_all") if _drops(each)), None)


def _drops(rule: Record) -> bool:
    """Whether a rule suppresses or drops an event for good, and hands it to no further rules."""
    actions = list(rule.all("actions"))
    lost = [each for each in actions
            if each.get("suppress") is True or each.get("drop_event") is True]  # fmt: skip
    return bool(lost) and not any(each.get("route_to") for each in actions)


def _takes_all(thing: VendorThing) -> bool:
    """Whether a rule suppresses every event, however it looks and whenever it comes."""
    record = thing.record
    if record.get("disabled") is True or not isinstance(record, BlockRecord):
        return False
    if any(record.all("conditions", "time_frame", "dynamic")):
        return False
    return any(
        each.get("value") is True and not any(each.get(key) for key in _THRESHOLD)
        for actions in record.all("actions")
        for each in actions.all("suppress")
    )


_THRESHOLD = ("threshold_value", "threshold_time_amount")


def _is_first(rule: VendorThing, ordered: Iterable[VendorThing]) -> bool:
    """Whether no other rule takes an event before it."""
    active = [each for each in ordered if each.record.get("disabled") is not True]
    return bool(active) and (active[0] is rule or all(map(_takes_all, active)))
