"""The escalation policies of PagerDuty: their rules are the levels, each after those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.pagerduty.things import find_reference, name_target
from cxlint.importers.shared.duration_text import write_duration
from cxlint.importers.shared.terraform_addresses import number

if TYPE_CHECKING:
    from cxlint.importers.pagerduty.things import Whole
    from cxlint.importers.policy_sketch import Path, Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.shared.vendor_things import VendorThing

AGAIN = "it may begin again"
KINDS = {"schedule_reference": "schedule", "schedule": "schedule",
         "user_reference": "user", "user": "user"}  # fmt: skip


def put_policy(sketch: Sketch, thing: VendorThing, whole: Whole) -> None:
    """Put an escalation: its levels, each after the delays of those before it."""
    record = thing.record
    id_ = sketch.id(thing.address or thing.name, thing.name)
    if any(record.all("dynamic")):
        sketch.leave(record.place, f"the levels of {thing.name}", "they are worked out")
        return
    escalation: dict[str, Any] = {"steps": []}
    sketch.put("escalations", id_, escalation, record.at("name"))
    sketch.known_as(id_, thing.address)
    if alarms := [name_target(each, "service") for each in record.all("services")]:
        escalation["raised_by"] = sorted(set(alarms))
    after: float | None = 0
    for level, rule in enumerate(record.all("rule", "escalation_rule", "escalation_rules")):
        at: Path = ("escalations", id_, "steps", level)
        step: dict[str, Any] = {}
        if after is not None:
            step["after"] = write_duration(after) if after else "immediately"
        escalation["steps"].append(step)
        sketch.place(at, rule.place)
        sketch.place((*at, "after"), rule.at("escalation_delay_in_minutes"))
        _put_targets(sketch, rule, step, (*at, "to"), whole)
        delay = number(rule.get("escalation_delay_in_minutes"))
        after = None if after is None or delay is None else after + delay
    loops = number(record.get("num_loops"))
    if loops is not None and loops >= 0:
        escalation["repeats"] = round(loops)
        sketch.place(("escalations", id_, "repeats"), record.at("num_loops"))
    elif record.get("num_loops") is not None:  # how often is worked out: it may begin again
        escalation["steps"].append({"when": AGAIN})


def _put_targets(
    sketch: Sketch, rule: Record, step: dict[str, Any], at: Path, whole: Whole
) -> None:
    """Name whom a level calls; nothing where that is worked out."""
    if any(rule.all("dynamic")):
        sketch.leave(rule.place, f"whom a level calls after {step.get('after', 'some time')}",
                     "it is worked out")  # fmt: skip
        return
    targets = list(rule.all("target", "targets"))
    stated = rule.get("targets")
    if not targets and stated != []:
        return
    step["to"] = [name_target(each, _kind(each)) for each in targets]
    sketch.place(at, rule.at("targets"))
    for number_, target in enumerate(targets):
        place = (*at, number_)
        sketch.place(place, target.at("id"))
        known = find_reference(target)
        if whole.lacks(_kind(target), known):
            gone = f"{step['to'][number_]} (not in the account)"
            step["to"][number_] = sketch.share("teams", gone, {"seats": 0}, target.at("id"))
        elif known and _kind(target) == "user":
            person = step["to"][number_]
            step["to"][number_] = sketch.share("teams", person, {"seats": 1}, target.at("id"))
        elif known:
            sketch.lead(place, known, otherwise="")


def _kind(target: Record) -> str:
    return KINDS.get(str(target.get("type")), "target")
