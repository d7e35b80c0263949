"""The services of PagerDuty: the hours in which they are looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.pagerduty.event_rules import put_silence
from cxlint.importers.pagerduty.schedules import read_minute
from cxlint.importers.pagerduty.things import find_reference
from cxlint.importers.policy_sketch import name_schedule, tidy
from cxlint.importers.records import BlockRecord, MappingRecord
from cxlint.importers.shared.terraform_addresses import number, refers_to
from cxlint.importers.shared.week_text import read_zone, write_hours
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.shared.vendor_things import VendorThing


def put_service(sketch: Sketch, thing: VendorThing) -> None:
    """Put the hours in which a service is looked after, or that nobody looks after it."""
    name, record = thing.name, thing.record
    if record.get("status") == "disabled":
        put_silence(sketch, thing, record.at("status"), "the service is switched off")
    elif _has_no_policy(record):
        why = "the service has no escalation policy"
        put_silence(sketch, thing, record.at("escalation_policy"), why)
    if policy := _find_policy(record):
        sketch.note(policy, "escalations", "raised_by", tidy(name))
        if key := _find_low_urgency(record):
            sketch.note(policy, "escalations", key, tidy(name))
    for hours in record.all("support_hours"):
        start, end = read_minute(hours.get("start_time")), read_minute(hours.get("end_time"))
        days = hours.get("days_of_week")
        if start is None or end is None or not isinstance(days, list):
            sketch.leave(hours.place, f"the hours of {name}", "they are worked out")
            continue
        numbers = [round(day) for each in days if (day := number(each)) is not None]
        later = end if end > start else end + MINUTES_A_DAY
        open_ = write_hours((MINUTES_A_DAY * (day - 1) + start, MINUTES_A_DAY * (day - 1) + later)
                     for day in numbers)  # fmt: skip
        called = name_schedule(f"{name} support hours")
        id_ = sketch.id(f"{thing.address or name} hours", called)
        schedule = {"open": open_, **read_zone(hours.get("time_zone"))}
        sketch.put("schedules", id_, schedule, hours.place)


def _find_low_urgency(record: Record) -> str:
    """Return which key of an escalation says that what a service reports is not escalated.

    Where support hours end, what is reported is of another urgency, which it keeps unless
    something raises it when they begin: https://support.pagerduty.com/main/docs/service-settings.
    """
    parts = [part for rule in record.all("incident_urgency_rule") for part in _list_parts(rule)]
    low = [each.get("type") == "constant" and each.get("urgency") == "low" for each in parts]
    if not any(low):
        return ""
    if all(low):
        return "low_urgency"
    raised = any(record.all("scheduled_actions", "dynamic"))
    return "" if raised else "low_urgency_at_times"


def _list_parts(rule: Record) -> list[Record]:
    if rule.get("type") != "use_support_hours":
        return [rule]
    return [*rule.all("during_support_hours"), *rule.all("outside_support_hours")]


def _find_policy(record: Record) -> str:
    """Return the address or id of the escalation policy of a service."""
    if isinstance(record, BlockRecord):
        return refers_to(record.get("escalation_policy"))
    return next((find_reference(each) for each in record.all("escalation_policy")), "")


def _has_no_policy(record: Record) -> bool:
    """Whether it says that nobody is called; what Terraform leaves empty may be set elsewhere."""
    stated = isinstance(record, MappingRecord) and "escalation_policy" in record.data
    return stated and record.get("escalation_policy") is None
