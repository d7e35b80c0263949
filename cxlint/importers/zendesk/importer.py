"""Zendesk: SLA policies, triggers, automations, macros, groups and schedules.

Source: https://developer.zendesk.com/api-reference/ticketing/business-rules/. Read from answers of
the API, from accounts exported whole, and from Terraform. What is inactive does nothing.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cxlint.importers.registry import Meaning
from cxlint.importers.zendesk import resources, sla_policies
from cxlint.importers.zendesk.groups import Groups, hours
from cxlint.importers.zendesk.intake import Intake
from cxlint.importers.zendesk.triggers import Rules
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.importers.zendesk.resources import Thing
    from cxlint.parsing.document import Document

TITLE = "Zendesk"
SYNTAXES = ("json", "hcl")

MEANINGS = (
    Meaning("SLA policy", "a promise for each priority with a target, in the order of positions"),
    Meaning(
        "requester_wait_time, total_resolution_time, agent_work_time",
        "the promised resolution; time that waits for the customer does not count",
    ),
    Meaning("group SLA policy", "what its teams owe other teams"),
    Meaning("trigger with a group", "a way to the team, or from the team of its condition"),
    Meaning("automation with a group, an alert or a priority", "a level of an escalation"),
    Meaning("automation that solves or closes", "a wait, and how the contact ends"),
    Meaning("notification to the requester, comment of a macro", "a script"),
    Meaning("group", "a team"),
    Meaning("schedule", "hours"),
    Meaning("ticket form", "a form, and the fields it asks customers for"),
    Meaning("whatever is inactive", "nothing: it does nothing"),
    Meaning(
        "view, ticket field, brand, target, webhook, attachment, organization, user",
        "nothing: customers do not meet it",
    ),
)

SILENT = {
    "view", "ticket_field", "brand", "target", "webhook", "attachment", "organization", "user",
    "trigger_category", "organization_membership", "group_membership", "user_field",
    "organization_field", "dynamic_content", "support_address", "locale",
}  # fmt: skip
"""Kinds of thing of which customers notice nothing, or that other things are read with."""


def claims(source: Hcl | Document) -> bool:
    """Whether it holds things of Zendesk's, told by their form."""
    return resources.claims(source)


def read(source: Hcl | Document, names: Names) -> Iterator[Sketch]:
    """Yield one sketch of all the things of a file."""
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    sketch = names.sketch(source, stem, None if isinstance(source, Hcl) else ())
    found = list(resources.things(source))
    groups = Groups(sketch, found)
    intake = Intake(sketch, groups)
    fields = {each.number or each.address: each for each in found if each.kind == "ticket_field"}
    rules = Rules(sketch, groups, intake, fields)
    schedules = [each for each in found if each.kind == "schedule"]
    open_ = [id_ for each in schedules if (id_ := _schedule(sketch, each))]
    hours_of_all = open_[0] if len(schedules) == len(open_) == 1 else ""
    alone = sum(each.kind == "sla_policy" and each.active for each in found) == 1
    for thing in found:
        sketch.seen += 1
        if thing.kind == "sla_policy" and thing.active:
            sla_policies.put(sketch, thing, groups, hours_of_all, intake, alone=alone)
        else:
            _take(sketch, thing, groups, rules)
    rules.finish()
    yield sketch


def _take(sketch: Sketch, thing: Thing, groups: Groups, rules: Rules) -> None:
    """Put a thing that is no SLA policy where it belongs."""
    if not thing.active or thing.kind in SILENT or thing.kind in ("group", "schedule"):
        return
    if thing.kind == "group_sla_policy":
        sla_policies.put_ownership(sketch, thing, groups)
    elif not rules.take(thing):
        sketch.leave(thing.title_place, f"{thing.kind} {thing.title}", "its kind is unknown")


def _schedule(sketch: Sketch, thing: Thing) -> str:
    told, why = hours(thing)
    if why:
        sketch.leave(thing.title_place, f"schedule {thing.title}", why)
        return ""
    id_ = sketch.id(f"schedule\0{thing.number or thing.title}", thing.title)
    sketch.put("schedules", id_, told, thing.title_place)
    return id_
