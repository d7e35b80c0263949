"""Zendesk: SLA policies, triggers, automations, macros, groups and schedules.

Source: https://developer.zendesk.com/api-reference/ticketing/business-rules/. Read from answers of
the API, from accounts exported whole, and from Terraform. What is inactive does nothing.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cxlint.importers.registry import Meaning
from cxlint.importers.zendesk.account import open_account
from cxlint.importers.zendesk.automations import put_automation, put_escalations
from cxlint.importers.zendesk.groups import read_hours
from cxlint.importers.zendesk.intake import put_intake
from cxlint.importers.zendesk.resources import holds_things, read_things
from cxlint.importers.zendesk.sla_policies import put_group_sla_policy, put_sla_policy
from cxlint.importers.zendesk.triggers import put_form, put_scripts, put_trigger
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.importers.zendesk.account import Account
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
    "group", "schedule",
}  # fmt: skip
"""Kinds of thing of which customers notice nothing, or that other things are read with."""


def claims(source: Hcl | Document) -> bool:
    """Whether it holds things of Zendesk's, told by their form."""
    return holds_things(source)


def read(source: Hcl | Document, names: Names) -> Iterator[Sketch]:
    """Yield one sketch of all the things of a file."""
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    sketch = names.sketch(source, stem, None if isinstance(source, Hcl) else ())
    account = open_account(sketch, list(read_things(source)))
    hours = _put_schedules(account)
    alone = sum(each.kind == "sla_policy" and each.active for each in account.things) == 1
    for thing in account.things:
        sketch.seen += 1
        if thing.kind == "sla_policy" and thing.active:
            put_sla_policy(account, thing, hours, alone=alone)
        elif thing.active and thing.kind not in SILENT:
            _put_thing(account, thing)
    put_escalations(account)
    put_intake(account)
    yield sketch


def _put_thing(account: Account, thing: Thing) -> None:
    """Put a rule, a macro or a form; here it is decided what each kind of thing means."""
    if thing.kind == "group_sla_policy":
        put_group_sla_policy(account, thing)
        return
    if thing.kind == "trigger":
        put_trigger(account, thing)
    elif thing.kind == "automation":
        put_automation(account, thing)
    elif thing.kind == "ticket_form":
        put_form(account, thing)
    elif thing.kind != "macro":
        what = f"{thing.kind} {thing.title}"
        account.sketch.leave(thing.title_place, what, "its kind is unknown")
        return
    put_scripts(account, thing)


def _put_schedules(account: Account) -> str:
    """Put the schedules of an account; return the one that holds for all, if there is but one."""
    schedules = [each for each in account.things if each.kind == "schedule"]
    ids = [id_ for each in schedules if (id_ := _put_schedule(account, each))]
    return ids[0] if len(schedules) == len(ids) == 1 else ""


def _put_schedule(account: Account, thing: Thing) -> str:
    sketch = account.sketch
    hours, why = read_hours(thing)
    if why:
        sketch.leave(thing.title_place, f"schedule {thing.title}", why)
        return ""
    id_ = sketch.id(f"schedule\0{thing.number or thing.title}", thing.title)
    sketch.put("schedules", id_, hours, thing.title_place)
    return id_
